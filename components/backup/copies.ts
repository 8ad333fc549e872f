import type * as pulumi from "@pulumi/pulumi";
import { backupCopies, backupIndependence } from "../../protocol/backup";
import { type DataClass, sensitiveDataClasses } from "../../protocol/data";
import { describeLimit } from "../../protocol/limit";
import { assertArn } from "../argument/arn";
import type { Refuse } from "../argument/refusal";
import { assertReachable, assertRegion, assertTransferRecord } from "../argument/region";
import type { Account } from "../child/account";
import { Environment, type Tags } from "../child/tags";
import { BackupResource } from "./resources";

/** A second region that keeps a copy of each backup. */
export interface CopyRegion {
  /** The region: another one of the same jurisdiction, such as eu-west-1 beside eu-central-1. */
  region: string;
  /** ARN of the key in that region that encrypts the copies (BAK-01). Its policy must admit KeyService.Backup. */
  kmsKeyArn: pulumi.Input<string>;
  /** ARN of a topic in that region that tells when backups cannot be restored there. Default: none. */
  alarmTopicArn?: pulumi.Input<string>;
}

/** What is copied where. */
export interface Copies {
  readonly copyRegion?: CopyRegion;
  readonly accountVaultArn?: string;
  readonly transferRecord?: string;
  readonly kinds: readonly BackupResource[];
  readonly dataClass: DataClass;
  readonly tags: Tags;
}

/** Where a component deploys to, as far as that is known. */
export interface Place {
  readonly region?: string | undefined;
  readonly accountId?: string | undefined;
}

const VAULT_ARN = /^arn:aws[a-z-]*:backup:([a-z0-9-]+):(\d{12}):backup-vault:[A-Za-z0-9_-]{2,50}$/;

// Their snapshots are copied to another region or to another account, but not to both at once.
const clustersAndDatabases: readonly BackupResource[] = [
  BackupResource.Aurora,
  BackupResource.DocumentDb,
  BackupResource.Neptune,
  BackupResource.Rds,
];

/**
 * @throws RefusedArgumentError where important data has no copy in a second region, production none outside of its account, and
 * for the form of either copy.
 */
export function assertCopies(
  refuse: Refuse,
  { copyRegion, accountVaultArn, dataClass, tags, ...copies }: Copies,
): void {
  const sensitive: readonly string[] = sensitiveDataClasses;
  if (copyRegion === undefined && sensitive.includes(dataClass)) {
    // Each region keeps one copy, so that as many copies follow.
    const regions = describeLimit(backupCopies.limits.backupRegions);
    throw refuse("copyRegion", copyRegion, `backups in ${regions} for data of class ${dataClass}`, backupCopies);
  }
  if (copyRegion !== undefined) {
    assertRegion(refuse, "copyRegion.region", copyRegion.region);
    assertArn(refuse, "copyRegion.alarmTopicArn", copyRegion.alarmTopicArn, "topic");
  }
  if (accountVaultArn === undefined && tags.env === Environment.Production) {
    throw refuse("accountVaultArn", accountVaultArn, "a vault of another account, in production", backupIndependence);
  }
  if (accountVaultArn !== undefined && !(typeof accountVaultArn === "string" && VAULT_ARN.test(accountVaultArn))) {
    throw refuse("accountVaultArn", accountVaultArn, "the ARN of a backup vault", backupIndependence);
  }
  assertTransferRecord(refuse, "transferRecord", copies.transferRecord);
}

/**
 * @throws RefusedArgumentError for a copy that stays in the region or in the account, that leaves the partition or, unrecorded,
 * the jurisdiction, and for one that the service cannot make.
 */
export function assertCopiesFrom(
  refuse: Refuse,
  { copyRegion, accountVaultArn, transferRecord, kinds }: Copies,
  { region, accountId }: Place,
): void {
  const [, vaultRegion, vaultAccount] = VAULT_ARN.exec(accountVaultArn ?? "") ?? [];
  if (accountVaultArn !== undefined && vaultAccount === accountId) {
    throw refuse("accountVaultArn", accountVaultArn, `a vault outside of account ${accountId}`, backupIndependence);
  }
  if (region === undefined) {
    return;
  }
  if (copyRegion !== undefined) {
    if (copyRegion.region === region) {
      throw refuse("copyRegion.region", copyRegion.region, `another region than ${region}`, backupCopies);
    }
    assertReachable(refuse, "copyRegion.region", copyRegion.region, {
      from: region,
      to: copyRegion.region,
      transferRecord,
    });
  }
  if (accountVaultArn !== undefined && vaultRegion !== undefined && vaultRegion !== region) {
    assertReachable(refuse, "accountVaultArn", accountVaultArn, { from: region, to: vaultRegion, transferRecord });
    const database = kinds.find((kind) => clustersAndDatabases.includes(kind));
    if (database !== undefined) {
      const limit = `a vault in ${region}: ${database} is copied to another region or another account, not to both at once`;
      throw refuse("accountVaultArn", accountVaultArn, limit);
    }
  }
}

/**
 * The account, once it is known that the copies leave it.
 * @throws RefusedArgumentError through the output, as `assertCopiesFrom` does.
 */
export const accountOfCopies = (
  refuse: Refuse,
  copies: Copies,
  account: pulumi.Output<Account>,
): pulumi.Output<Account> =>
  account.apply((where) => {
    assertCopiesFrom(refuse, copies, where);
    return where;
  });
