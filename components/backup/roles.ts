import type { Children } from "../child/children";

/** Roles of the children, as keys of `overrides`. */
export const backupRoles = [
  "vault",
  "lock",
  "vaultPolicy",
  "notifications",
  "copyVault",
  "copyLock",
  "copyPolicy",
  "copyNotifications",
  "role",
  "plan",
  "recoveryPlan",
  "selection",
  "restoreTestingPlan",
  "restoreTest",
  "failureRule",
  "failureTarget",
  "regionSettings",
  "framework",
  "report",
] as const;

export type BackupChildren = Children<(typeof backupRoles)[number]>;
