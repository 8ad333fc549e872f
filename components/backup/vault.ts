import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { DataTags } from "../child/tags";
import { policyJson } from "../policy/document";
import { type Locked, makeLock } from "./lock";
import type { BackupChildren } from "./roles";

/** Where backups are kept, and how. */
export interface VaultKeeping {
  readonly kmsKeyArn: pulumi.Input<string>;
  readonly lock: Locked;
  readonly data: DataTags;
  /** Topic in the region of the vault, for what the vault tells of; absent where there is none. */
  readonly alarmTopicArn?: pulumi.Input<string> | undefined;
}

/** A vault, and what must be there before anything is backed up into it. */
export interface MadeVault {
  readonly vault: aws.backup.Vault;
  readonly guards: readonly pulumi.Resource[];
}

// Failures that the service offers to vaults; those of backup jobs it tells EventBridge alone.
const failures = ["COPY_JOB_FAILED", "S3_BACKUP_OBJECT_FAILED", "S3_RESTORE_OBJECT_FAILED"];

/** What nobody does to backups before their time, nor to the lock that says so. */
const denied = [
  "backup:DeleteBackupVaultLockConfiguration",
  "backup:DeleteRecoveryPoint",
  "backup:DisassociateRecoveryPoint",
  "backup:DisassociateRecoveryPointFromParent",
  "backup:UpdateRecoveryPointLifecycle",
];

const places = {
  vault: { suffix: "vault", lock: "lock", policy: "vaultPolicy", notifications: "notifications" },
  copyVault: { suffix: "copy", lock: "copyLock", policy: "copyPolicy", notifications: "copyNotifications" },
} as const;

/**
 * An encrypted, locked vault from which nobody deletes.
 * @param region where it lies; absent where that is the region of the component
 */
export function makeVault(
  children: BackupChildren,
  role: keyof typeof places,
  { kmsKeyArn, lock, data, alarmTopicArn }: VaultKeeping,
  region?: string,
): MadeVault {
  const { name, options, tagged, untagged } = children;
  const { suffix, ...roles } = places[role];
  const where = region === undefined ? {} : { region };
  const vault = new aws.backup.Vault(
    name(suffix),
    tagged(role, suffix, { kmsKeyArn, forceDestroy: false, ...where }, data),
    { ...options, protect: true },
  );
  const made = makeLock(children, roles.lock, vault, lock, region);
  const policy = new aws.backup.VaultPolicy(
    name(`${suffix}-policy`),
    untagged(roles.policy, `${suffix}-policy`, {
      backupVaultName: vault.name,
      policy: policyJson({
        Sid: "KeepBackups",
        Effect: "Deny",
        Principal: "*",
        Action: denied,
        Resource: "*",
      }),
      ...where,
    }),
    options,
  );
  if (alarmTopicArn !== undefined) {
    new aws.backup.VaultNotifications(
      name(`${suffix}-notifications`),
      untagged(roles.notifications, `${suffix}-notifications`, {
        backupVaultName: vault.name,
        snsTopicArn: alarmTopicArn,
        backupVaultEvents: failures,
        ...where,
      }),
      options,
    );
  }
  return { vault, guards: [made, policy] };
}
