import type { Children } from "../child/children";

/** Roles of the children of servers, as keys of their `overrides`. */
export const serversRoles = [
  "instanceRole",
  "instanceProfile",
  "launchTemplate",
  "group",
  "cpuScaling",
  "requestScaling",
  "drainHook",
  "capacityAlarm",
  "healthAlarm",
] as const;

export type ServersChildren = Children<(typeof serversRoles)[number]>;
