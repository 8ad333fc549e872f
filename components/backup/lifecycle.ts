import type { Refuse } from "../argument/refusal";
import { assertWhole } from "../argument/whole";
import { type BackupResource, resourceFacts } from "./resources";

/** When backups move to cold storage and when they are deleted, in days after they were taken. */
export interface Lifecycle {
  readonly deleteAfter: number;
  readonly coldStorageAfter?: number;
}

/** The longest that AWS Backup keeps anything for. */
export const MAX_RETENTION_DAYS = 36_500;

/** The furthest that continuous backups reach back. The library's own hourly snapshots reach as far. */
export const RECOVERY_DAYS = 35;

// What is moved to cold storage is billed for as long.
const MIN_COLD_DAYS = 90;

/** @throws RefusedArgumentError where too little time is left in cold storage, and where nothing can be moved there. */
export function assertColdStorage(
  refuse: Refuse,
  coldStorageAfterDays: number,
  retentionDays: number,
  kinds: readonly BackupResource[],
): void {
  const last = retentionDays - MIN_COLD_DAYS;
  if (last < 1) {
    const least = `no cold storage, which takes ${MIN_COLD_DAYS} days, for backups retained for ${retentionDays}`;
    throw refuse("coldStorageAfterDays", coldStorageAfterDays, least);
  }
  assertWhole(refuse, "coldStorageAfterDays", coldStorageAfterDays, { min: 1, max: last, unit: "days" });
  if (!kinds.some((kind) => resourceFacts[kind].hasColdStorage)) {
    const able = Object.entries(resourceFacts).flatMap(([kind, { hasColdStorage }]) => (hasColdStorage ? [kind] : []));
    throw refuse("coldStorageAfterDays", coldStorageAfterDays, `a resource that has cold storage: ${able.join(", ")}`);
  }
}

/** The life of what is retained for the class of the data. */
export const retainedLifecycle = (retentionDays: number, coldStorageAfterDays: number | undefined): Lifecycle => ({
  deleteAfter: retentionDays,
  ...(coldStorageAfterDays !== undefined && { coldStorageAfter: coldStorageAfterDays }),
});

/** The life of what is kept to recover to a point in time. */
export const recoveryLifecycle: Lifecycle = { deleteAfter: RECOVERY_DAYS };
