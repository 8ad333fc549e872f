import type { Children } from "../child/children";

/** Roles of the children of a cluster, as keys of its `overrides`. */
export const clusterRoles = [
  "logGroup",
  "clusterRole",
  "cluster",
  "nodeRole",
  "launchTemplate",
  "nodeGroup",
  "addonRole",
  "addon",
  "accessEntry",
  "accessPolicy",
  "podRole",
  "podIdentity",
] as const;

export type ClusterChildren = Children<(typeof clusterRoles)[number]>;
