import type { Children } from "../child/children";

/** Roles of the children of permission units, as keys of its `overrides`. */
export const permissionUnitsRoles = ["policy", "role", "instanceProfile"] as const;

export type UnitsChildren = Children<(typeof permissionUnitsRoles)[number]>;
