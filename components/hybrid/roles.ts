import type { Children } from "../child/children";

/** Roles of the children of hybrid nodes, as keys of their `overrides`. */
export const hybridRoles = [
  "nodeRole",
  "activation",
  "inventory",
  "inventorySync",
  "trustAnchor",
  "certificateRole",
  "profile",
] as const;

export type HybridChildren = Children<(typeof hybridRoles)[number]>;
