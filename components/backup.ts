import { createHash } from "node:crypto";
import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  backupCopies,
  backupEncryption,
  backupFrequency,
  backupIndependence,
  backupRetention,
  immutableBackups,
  restoreDrill,
} from "../protocol/backup";
import type { Control } from "../protocol/control";
import { crossBorderTransfer } from "../protocol/data";
import { orangeRecovery, redRecovery, yellowRecovery } from "../protocol/incident";
import { keySeparation } from "../protocol/key";
import { assertArn } from "./argument/arn";
import { resolveKeptData } from "./argument/backup-retention";
import { assertComponentName } from "./argument/component-name";
import { given } from "./argument/given";
import { assertTimeZone, defaultTimeZone } from "./argument/off-peak";
import { type Refuse, refusals } from "./argument/refusal";
import { assertShape } from "./argument/shape";
import { assertRegionSettings, makeFramework, makeRegionSettings, makeReports } from "./backup/audit";
import { accountOfCopies, assertCopies, assertCopiesFrom, type Copies, type CopyRegion } from "./backup/copies";
import { assertBackupKey, separateKey } from "./backup/keys";
import { assertColdStorage, RECOVERY_DAYS, recoveryLifecycle, retainedLifecycle } from "./backup/lifecycle";
import { type ResolvedLock, resolveLock, type VaultLock } from "./backup/lock";
import { makeFailureNotices } from "./backup/notices";
import { makePlan, type PlanSetting } from "./backup/plan";
import { assertProtected, kindsOf, type NamedResource, ofKinds, type TaggedResources } from "./backup/protection";
import { BackupResource, isContinuous, recoveredKinds } from "./backup/resources";
import { makeRestoreTests, resolveRestoreTest, type RestoreTest } from "./backup/restore-test";
import { type BackupChildren, backupRoles } from "./backup/roles";
import { assertFrequency, BackupFrequency, hourly, retained } from "./backup/schedule";
import { makeVault } from "./backup/vault";
import { type Account, accountOf, assertAccountId, configuredRegion, partitionOf } from "./child/account";
import { childrenOf } from "./child/children";
import { assertRoles } from "./child/overrides";
import { makeServiceRole, type MadeRole } from "./child/service-role";
import { assertStoreTier, assertTags, type DataClass, type Tags } from "./child/tags";

/** Arguments of a backup. */
export interface BackupArgs {
  /**
   * ARN of the key that encrypts the vault (BAK-01): one of its own, not that of the data (KEY-01). Its policy must admit
   * KeyService.Backup and the services of what is backed up. Services that AWS Backup does not manage in full, such as RDS and
   * EBS, keep the key of the data for what stays in the region; their copies are encrypted anew.
   */
  kmsKeyArn: pulumi.Input<string>;
  /** ARNs of the keys that encrypt the data, which backups must not share (KEY-01). Default: none are known. */
  dataKeyArns?: pulumi.Input<string>[];
  /** The most sensitive class of data among what is backed up: tag `data-class` (DAT-03). */
  dataClass: DataClass;
  /** Days for which daily or weekly backups are retained. Default: as many as BAK-04 demands of the class, which is the least. */
  retentionDays?: number;
  /** Backs up resources that have a tag. Default: none, where resources are named. */
  tagged?: TaggedResources;
  /** Resources that are backed up whatever their tags. Default: none. */
  resources?: NamedResource[];
  /** How often backups are taken for the class of the data; those for the recovery tier come in addition. Default: daily. */
  frequency?: BackupFrequency;
  /** IANA name of the time zone of all schedules. Default: Asia/Shanghai. */
  timezone?: string;
  /** Days after which retained backups of EFS and DynamoDB move to cold storage, for 90 days at least. Default: never. */
  coldStorageAfterDays?: number;
  /** Lock of the vaults (BAK-07). Default: in governance mode, which production of tier red or orange refuses. */
  lock?: VaultLock;
  /** Region that keeps a copy of each retained backup. Required for classes above general (BAK-05). Default: none. */
  copyRegion?: CopyRegion;
  /**
   * ARN of a vault in another account of the organisation that gets a copy of each retained backup. Required in production
   * (BAK-02). Its own policy must allow backup:CopyIntoBackupVault, and databases need it in the same region. Default: none.
   */
  accountVaultArn?: string;
  /** Id of the record of the transfer, where a copy leaves the jurisdiction (DAT-05). Default: no copy leaves it. */
  transferRecord?: string;
  /** How restores are tested (BAK-03). Default: every month, of every kind. */
  restoreTest?: RestoreTest;
  /** ARN of the topic that is told of failures. AlarmSender.Backup and AlarmSender.Events must be among its senders. */
  alarmTopicArn: pulumi.Input<string>;
  /** Name of the bucket that gets daily reports. Its policy must let AWSServiceRoleForBackupReports write. Default: none. */
  reportBucketName?: pulumi.Input<string>;
  /** Makes an audit framework, which AWS Config evaluates where it records backup resources. Default: false. */
  auditFramework?: boolean;
  /**
   * Which resource types AWS Backup manages in this region, by its own names: all that DescribeRegionSettings lists. One stack of
   * an account sets them, for all. Aurora, DocumentDB and Neptune are not backed up where they are off. Default: not set.
   */
  regionSettings?: { [type: string]: boolean };
  /** Account of the deployment, twelve digits: known before the provider is asked. Default: that of the provider. */
  accountId?: string;
  /** Tags of every resource. Their tier says how closely resources are recovered. */
  tags: Tags;
  /**
   * Properties that replace those of children: vault, lock, vaultPolicy, notifications, copyVault, copyLock, copyPolicy,
   * copyNotifications, role, plan, recoveryPlan, selection, restoreTestingPlan, restoreTest, failureRule, failureTarget,
   * regionSettings, framework, report. The policies still judge them.
   */
  overrides?: Record<string, any>;
}

type Optional =
  | "tagged"
  | "coldStorageAfterDays"
  | "copyRegion"
  | "accountVaultArn"
  | "transferRecord"
  | "reportBucketName"
  | "regionSettings"
  | "accountId";

type Resolved = Required<Omit<BackupArgs, Optional | "lock" | "restoreTest">> &
  Pick<BackupArgs, Optional> & {
    lock: ResolvedLock;
    restoreTest: Required<RestoreTest>;
    kinds: readonly BackupResource[];
  };

// Names of selections have 50 characters at most; the longest suffix and the provider's own take 24.
const MAX_NAME_LENGTH = 26;

/**
 * Backups that nobody deletes before their time: as close to each other as the recovery tier of the system demands, retained as
 * long as the class of the data does, copied to a second region and to another account, and restored for a test every month.
 *
 * A plan `retention` backs up daily what is retained for the class of the data. Where the tier is red, orange or yellow, a plan
 * `recovery` keeps RDS, Aurora and S3 continuously for 35 days; for tier yellow it takes hourly snapshots of what has no
 * continuous backup, which may be two hours old before the next one has started. Tables, DocumentDB and Neptune are recovered by
 * their own point-in-time recovery, buckets by their versions and file systems of tier orange by their replication: those must
 * be on. Databases that are kept continuously get their own retention set to 35 days by AWS Backup: say the same where they are
 * made. Vaults are locked, in compliance mode where the tier is red or orange in production, which can never be undone.
 *
 * Its name has at most 26 letters, digits, hyphens and underscores.
 *
 * @cost Billed by the storage of backups in each vault, by what is copied between regions, and by what is restored for tests.
 * Continuous and hourly backups add to the daily ones, and every copy adds the whole again.
 *
 * @example
 * ```ts
 * import { Backup, BackupResource, DataClass, Environment, LockMode, RecoveryTier } from "@palisade-iac/palisade";
 *
 * const backup = new Backup("chat", {
 *   kmsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/5f0c2d9e-backup",
 *   dataClass: DataClass.Important,
 *   tagged: { key: "backup", value: "chat", kinds: [BackupResource.Aurora, BackupResource.DynamoDb] },
 *   lock: { mode: LockMode.Compliance, irreversible: true },
 *   copyRegion: { region: "eu-west-1", kmsKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/8a1b7c4d-backup" },
 *   accountVaultArn: "arn:aws:backup:eu-central-1:444455556666:backup-vault:chat",
 *   alarmTopicArn: "arn:aws:sns:eu-central-1:111122223333:alarms",
 *   tags: { env: Environment.Production, tier: RecoveryTier.Red, owner: "im-platform" },
 * });
 * export const vaultArn = backup.vaultArn;
 * ```
 */
export class Backup extends pulumi.ComponentResource {
  /** Controls that what it makes serves. */
  static readonly controls: readonly Control[] = [
    backupEncryption,
    backupIndependence,
    restoreDrill,
    backupRetention,
    backupCopies,
    backupFrequency,
    immutableBackups,
    redRecovery,
    orangeRecovery,
    yellowRecovery,
    keySeparation,
    crossBorderTransfer,
  ];
  /** Roles of the children, as keys of `overrides`. */
  static readonly roles: readonly string[] = backupRoles;

  /** Name of the vault. */
  readonly vaultName: pulumi.Output<string>;
  /** ARN of the vault. */
  readonly vaultArn: pulumi.Output<string>;
  /** ARN of the vault in the second region. Absent where there is none. */
  readonly copyVaultArn?: pulumi.Output<string>;
  /** Id of the plan whose backups are retained for the class of the data. */
  readonly planId: pulumi.Output<string>;
  /** Id of the plan that recovers to a point in time or an hour. Absent where the tier and the kinds need none. */
  readonly recoveryPlanId?: pulumi.Output<string>;
  /** ARN of the role that backs up, copies and restores. Backups need it for as long as they are kept. */
  readonly roleArn: pulumi.Output<string>;
  /** The vault. */
  readonly vault: aws.backup.Vault;
  /** The vault in the second region. Absent where there is none. */
  readonly copyVault?: aws.backup.Vault;
  /** The plan whose backups are retained for the class of the data. */
  readonly plan: aws.backup.Plan;
  /** The plan that recovers to a point in time or an hour. Absent where the tier and the kinds need none. */
  readonly recoveryPlan?: aws.backup.Plan;
  /** The role that backs up, copies and restores. */
  readonly role: aws.iam.Role;
  /** The plan of the restore tests. Absent where the service tests no restores of what is backed up. */
  readonly restoreTestingPlan?: aws.backup.RestoreTestingPlan;

  constructor(name: string, args: BackupArgs, opts?: pulumi.ComponentResourceOptions) {
    const resolved = resolveBackup(name, args, configuredRegion(opts));
    super("palisade:index:Backup", name, args, opts);
    const refuse = refusals("Backup", name);
    const children: BackupChildren = childrenOf(this, name, "backup", resolved);
    const account = accountOfCopies(refuse, copiesOf(resolved), accountOf(this, resolved.accountId));
    const { dataClass, retentionDays, kinds, tags, timezone, alarmTopicArn, copyRegion } = resolved;
    const recovered = recoveredKinds(kinds, tags.tier, dataClass);
    const minRetentionDays = recovered.length === 0 ? retentionDays : Math.min(retentionDays, RECOVERY_DAYS);
    const data = { dataClass, retentionDays };

    const main = makeVault(children, "vault", {
      kmsKeyArn: separateKey(refuse, { argument: "kmsKeyArn", keyArn: resolved.kmsKeyArn }, resolved.dataKeyArns),
      lock: { ...resolved.lock, minRetentionDays },
      data,
      alarmTopicArn,
    });
    const copy = copyRegion && makeCopyVault(children, refuse, copyRegion, resolved);
    const copyVaultArn = copy && vaultArnOf(copy.vault, account, copyRegion.region);
    const { role, policies } = makeRole(children, account, kinds);
    const roleArn = pulumi.interpolate`arn:${account.partition}:iam::${account.accountId}:role/${role.name}`;
    const waitsFor = [...main.guards, ...(copy?.guards ?? []), ...policies];
    const setting: PlanSetting = {
      vault: main.vault,
      waitsFor,
      timezone,
      roleArn,
      partition: partitionOf(this),
      tags,
      dataClass,
    };
    const plan = makePlan(children, setting, {
      role: "plan",
      suffix: "plan",
      protection: resolved,
      timing: retained[resolved.frequency],
      lifecycle: retainedLifecycle(retentionDays, resolved.coldStorageAfterDays),
      isContinuous: false,
      copies: [copyVaultArn, resolved.accountVaultArn].filter((arn) => arn !== undefined),
    });
    const recoveryPlan =
      recovered.length === 0
        ? undefined
        : makePlan(children, setting, {
            role: "recoveryPlan",
            suffix: "recovery",
            protection: ofKinds(resolved, recovered),
            timing: hourly,
            lifecycle: recoveryLifecycle,
            isContinuous: recovered.some(isContinuous),
            copies: [],
          });
    const vaultArn = vaultArnOf(main.vault, account);
    const restoreTestingPlan = makeRestoreTests(children, resolved.restoreTest, {
      vaultArn,
      roleArn,
      kinds,
      isContinuous: recovered.some(isContinuous),
      timezone,
      planName: underscored(name),
      waitsFor: policies,
    });
    makeFailureNotices(children, roleArn, alarmTopicArn);
    makeAudit(children, name, resolved, minRetentionDays);

    this.vaultName = main.vault.name;
    this.vaultArn = vaultArn;
    this.copyVaultArn = copyVaultArn;
    this.planId = plan.id;
    this.recoveryPlanId = recoveryPlan?.id;
    this.roleArn = roleArn;
    this.vault = main.vault;
    this.copyVault = copy?.vault;
    this.plan = plan;
    this.recoveryPlan = recoveryPlan;
    this.role = role;
    this.restoreTestingPlan = restoreTestingPlan;
    this.registerOutputs({
      vaultName: this.vaultName,
      vaultArn: this.vaultArn,
      copyVaultArn: this.copyVaultArn,
      planId: this.planId,
      recoveryPlanId: this.recoveryPlanId,
      roleArn: this.roleArn,
    });
  }
}

function makeCopyVault(
  children: BackupChildren,
  refuse: Refuse,
  copyRegion: CopyRegion,
  { dataKeyArns, lock, dataClass, retentionDays }: Resolved,
) {
  // Only what is retained for the class of the data is copied here.
  const keeping = {
    kmsKeyArn: separateKey(refuse, copyKeyOf(copyRegion), dataKeyArns),
    lock: { ...lock, minRetentionDays: retentionDays },
    data: { dataClass, retentionDays },
    alarmTopicArn: copyRegion.alarmTopicArn,
  };
  return makeVault(children, "copyVault", keeping, copyRegion.region);
}

const copyKeyOf = ({ kmsKeyArn, region }: CopyRegion) => ({
  argument: "copyRegion.kmsKeyArn",
  keyArn: kmsKeyArn,
  region,
});

/** The role is protected: without it the service cannot delete backups when their time has come. */
function makeRole(
  children: BackupChildren,
  account: pulumi.Output<Account>,
  kinds: readonly BackupResource[],
): MadeRole {
  const kept = { ...children, options: { ...children.options, protect: true } };
  return makeServiceRole(kept, "role", "role", account, {
    service: "backup.amazonaws.com",
    managedPolicies: [
      "service-role/AWSBackupServiceRolePolicyForBackup",
      "service-role/AWSBackupServiceRolePolicyForRestores",
      ...(kinds.includes(BackupResource.S3)
        ? ["AWSBackupServiceRolePolicyForS3Backup", "AWSBackupServiceRolePolicyForS3Restore"]
        : []),
    ],
  });
}

function makeAudit(children: BackupChildren, name: string, resolved: Resolved, minRetentionDays: number): void {
  const { regionSettings, auditFramework, reportBucketName, lock } = resolved;
  const auditName = underscored(name);
  if (regionSettings !== undefined) {
    makeRegionSettings(children, regionSettings);
  }
  const backups = { ...resolved, auditName, minRetentionDays, maxRetentionDays: lock.maxRetentionDays };
  const framework = auditFramework ? makeFramework(children, backups) : undefined;
  if (reportBucketName !== undefined) {
    makeReports(children, auditName, reportBucketName, framework);
  }
}

/** ARN of a vault, made from its name because the name is known before the vault exists. */
const vaultArnOf = (vault: aws.backup.Vault, account: pulumi.Output<Account>, region?: string) =>
  pulumi.interpolate`arn:${account.partition}:backup:${region ?? account.region}:${account.accountId}:backup-vault:${vault.name}`;

/** A name that no other stack of the account has, for services that take letters, digits and underscores alone. */
function underscored(name: string): string {
  const own = `${pulumi.getProject()}/${pulumi.getStack()}/${name}`;
  const digest = createHash("sha256").update(own).digest("hex").slice(0, 8);
  return `backup_${name.replaceAll("-", "_")}_${digest}`;
}

const copiesOf = ({ copyRegion, accountVaultArn, transferRecord, kinds, dataClass, tags }: Resolved): Copies => ({
  ...(copyRegion && { copyRegion }),
  ...(accountVaultArn !== undefined && { accountVaultArn }),
  ...(transferRecord !== undefined && { transferRecord }),
  kinds,
  dataClass,
  tags,
});

/**
 * The arguments with their defaults.
 * @param region where the component deploys to, if that is known already
 * @throws RefusedArgumentError for an argument below the protocol.
 */
export function resolveBackup(name: string, args: BackupArgs, region?: string): Resolved {
  const refuse = refusals("Backup", name);
  assertShape(refuse, "Backup", args);
  const { tags, lock = {}, restoreTest = {} } = args;
  assertComponentName(refuse, name, MAX_NAME_LENGTH);
  assertArn(refuse, "alarmTopicArn", args.alarmTopicArn, "topic");
  assertTags(refuse, tags);
  const kept = resolveKeptData(refuse, args.dataClass, args.retentionDays);
  assertStoreTier(refuse, tags);
  const defaulted = {
    dataKeyArns: [],
    resources: [],
    frequency: BackupFrequency.Daily,
    timezone: defaultTimeZone,
    auditFramework: false,
    overrides: {},
    ...given(args),
    ...kept,
  };
  const { dataClass, retentionDays, resources, coldStorageAfterDays, regionSettings, copyRegion } = defaulted;
  const protection = { tagged: defaulted.tagged, resources };
  assertProtected(refuse, protection, tags.tier, dataClass);
  const kinds = kindsOf(protection);
  const resolved: Resolved = {
    ...defaulted,
    kinds,
    lock: resolveLock(refuse, lock, retentionDays, tags),
    restoreTest: resolveRestoreTest(refuse, restoreTest, kinds),
  };
  assertFrequency(refuse, resolved.frequency, tags.tier);
  assertTimeZone(refuse, "timezone", resolved.timezone);
  if (coldStorageAfterDays !== undefined) {
    assertColdStorage(refuse, coldStorageAfterDays, retentionDays, kinds);
  }
  if (regionSettings !== undefined) {
    assertRegionSettings(refuse, regionSettings, kinds);
  }
  assertCopies(refuse, copiesOf(resolved));
  assertAccountId(refuse, resolved.accountId);
  assertCopiesFrom(refuse, copiesOf(resolved), { region, accountId: resolved.accountId });
  const key = { argument: "kmsKeyArn", keyArn: resolved.kmsKeyArn, ...(region !== undefined && { region }) };
  assertBackupKey(refuse, key, resolved.dataKeyArns);
  if (copyRegion !== undefined) {
    assertBackupKey(refuse, copyKeyOf(copyRegion), resolved.dataKeyArns);
  }
  assertRoles(refuse, resolved.overrides, backupRoles);
  return resolved;
}
