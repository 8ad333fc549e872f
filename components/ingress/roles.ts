import type { Children } from "../child/children";

/** Roles of the children of an entrance, as keys of its `overrides`. */
export const ingressRoles = [
  "loadBalancer",
  "httpsListener",
  "redirectListener",
  "targetGroup",
  "listenerRule",
  "certificate",
  "certificateRecord",
  "certificateAlarm",
  "aliasRecord",
  "webAcl",
  "webAclLogGroup",
  "webAclLogging",
  "shieldProtection",
] as const;

export type IngressChildren = Children<(typeof ingressRoles)[number]>;
