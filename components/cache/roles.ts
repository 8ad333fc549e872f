import type { Children } from "../child/children";

/** Roles of a cache's children, as keys of its `overrides`. */
export const cacheRoles = [
  "subnetGroup",
  "parameterGroup",
  "logGroup",
  "user",
  "userGroup",
  "replicationGroup",
  "alarm",
] as const;

export type CacheChildren = Children<(typeof cacheRoles)[number]>;
