import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { immutableBackups } from "../../protocol/backup";
import { assertMember } from "../argument/choice";
import { given } from "../argument/given";
import { LockMode } from "../argument/lock-mode";
import type { Refuse } from "../argument/refusal";
import { assertWhole } from "../argument/whole";
import { Environment, type Tags } from "../child/tags";
import { MAX_RETENTION_DAYS } from "./lifecycle";
import { isBeyondSnapshots } from "./resources";
import type { BackupChildren } from "./roles";

/** The lock of the vaults, which keeps backups from being deleted before their time (BAK-07). */
export interface VaultLock {
  /** Who can take the lock away. Default: governance. In production of tier red or orange only compliance is accepted. */
  mode?: LockMode;
  /**
   * Says that nobody will ever remove the lock, shorten a retention or delete a vault that is not empty. Required, as true, for
   * compliance. Default: false.
   */
  irreversible?: boolean;
  /** Days in which a lock in compliance mode can still be taken back, at least 3. Default: 3 in compliance mode. */
  changeableForDays?: number;
  /** The longest retention that the vaults accept, in days. Default: 3653, or retentionDays where that is more. */
  maxRetentionDays?: number;
}

/** A lock with its defaults. */
export interface ResolvedLock {
  readonly mode: LockMode;
  /** Set in compliance mode alone. */
  readonly changeableForDays?: number;
  readonly maxRetentionDays: number;
}

/** What the service accepts. */
const MIN_CHANGEABLE_DAYS = 3;
// Ten years: a longer retention must stay possible in vaults whose lock nobody can change any more.
const DEFAULT_MAX_RETENTION_DAYS = 3653;

/**
 * The lock with its defaults.
 * @throws RefusedArgumentError for a lock that can be taken away in production of tier red or orange, and for one that cannot be
 * taken away where nobody says that this is meant.
 */
export function resolveLock(refuse: Refuse, lock: VaultLock, retentionDays: number, { env, tier }: Tags): ResolvedLock {
  const resolved = {
    mode: LockMode.Governance,
    irreversible: false,
    maxRetentionDays: Math.max(DEFAULT_MAX_RETENTION_DAYS, retentionDays),
    ...given(lock),
  };
  const { mode, irreversible, changeableForDays, maxRetentionDays } = resolved;
  assertMember(refuse, "lock.mode", mode, LockMode);
  const bounds = { min: retentionDays, max: MAX_RETENTION_DAYS, unit: "days", control: immutableBackups };
  assertWhole(refuse, "lock.maxRetentionDays", maxRetentionDays, bounds);
  if (mode === LockMode.Compliance) {
    if (irreversible !== true) {
      throw refuse("lock.irreversible", irreversible, "true where the lock can never be taken back", immutableBackups);
    }
    const days = changeableForDays ?? MIN_CHANGEABLE_DAYS;
    const changeable = { min: MIN_CHANGEABLE_DAYS, max: MAX_RETENTION_DAYS, unit: "days" };
    assertWhole(refuse, "lock.changeableForDays", days, changeable);
    return { mode, maxRetentionDays, changeableForDays: days };
  }
  if (env === Environment.Production && isBeyondSnapshots(tier)) {
    throw refuse("lock.mode", mode, `compliance, in production of tier ${tier}`, immutableBackups);
  }
  if (changeableForDays !== undefined || irreversible) {
    throw refuse("lock", lock, "mode compliance where the lock is to become irreversible");
  }
  return { mode, maxRetentionDays };
}

/** What a lock holds to. */
export interface Locked extends ResolvedLock {
  readonly minRetentionDays: number;
}

/** The lock of one vault. @param region where the vault lies; absent where that is the region of the component */
export function makeLock(
  { name, options, untagged }: BackupChildren,
  role: "lock" | "copyLock",
  vault: aws.backup.Vault,
  { mode, changeableForDays, ...days }: Locked,
  region: string | undefined,
): aws.backup.VaultLockConfiguration {
  const isCompliance = mode === LockMode.Compliance;
  // A lock of its own in each mode, because the service never says afterwards for how long one can be changed: the property
  // has to be ignored, and a change to compliance mode with it. The lock that is left is not deleted, which would unlock.
  const suffix = `${role === "lock" ? "" : "copy-"}${isCompliance ? "compliance-" : ""}lock`;
  return new aws.backup.VaultLockConfiguration(
    name(suffix),
    untagged(role, suffix, {
      backupVaultName: vault.name,
      ...days,
      ...(changeableForDays !== undefined && { changeableForDays }),
      ...(region !== undefined && { region }),
    }),
    { ...options, ...keeping, ...(isCompliance && { ignoreChanges: ["changeableForDays"] }) },
  );
}

const keeping: pulumi.CustomResourceOptions = { protect: true, retainOnDelete: true };
