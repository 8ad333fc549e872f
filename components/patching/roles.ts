import type { Children } from "../child/children";

/** Roles of the children of patching, as keys of its `overrides`. */
export const patchingRoles = [
  "baseline",
  "patchGroup",
  "logGroup",
  "logPolicy",
  "windowRole",
  "scanWindow",
  "installWindow",
  "target",
  "task",
  "failureRule",
  "failureTarget",
] as const;

export type PatchingChildren = Children<(typeof patchingRoles)[number]>;
