import type * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import {
  Backup,
  type BackupArgs,
  BackupFrequency,
  BackupResource,
  DataClass,
  Environment,
  LockMode,
  RecoveryTier,
  RestoreTestInterval,
  type VaultLock,
} from "../../../../components";
import { alarms } from "../../composition/alarm-topic";
import { key, tags } from "../../composition/foundation";
import type { Sample } from "../sample";

const { Aurora, DynamoDb, Ebs, Eks, Rds, S3 } = BackupResource;
const kmsKeyArn = "arn:aws:kms:eu-central-1:123456789012:key/backup";
const copyKeyArn = "arn:aws:kms:eu-west-1:123456789012:key/copy";
const vaultOf = (account: string) => `arn:aws:backup:eu-central-1:${account}:backup-vault:chat`;

/** Nine in ten of these are accepted, whatever else is drawn: of so many arguments hardly a set would be otherwise. */
const mostly = <T>(accepted: fc.Arbitrary<T>, ...beyond: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 9, arbitrary: accepted }, { weight: 1, arbitrary: fc.constantFrom(...beyond) });

const compliance = { mode: LockMode.Compliance, irreversible: true };

export const sample: Sample<BackupArgs> = {
  args: fc.record(
    {
      kmsKeyArn: mostly(fc.constant(kmsKeyArn), "alias/backup"),
      dataKeyArns: mostly<pulumi.Input<string>[]>(fc.constant([key.keyArn]), [kmsKeyArn]),
      dataClass: fc.constantFrom(...Object.values(DataClass)),
      retentionDays: mostly(fc.constantFrom(1827, 36_500), 34, 35, 364, 365),
      tagged: fc.record({
        key: fc.constant("backup"),
        value: mostly(fc.constant("chat"), ""),
        kinds: mostly<BackupResource[]>(
          fc.uniqueArray(fc.constantFrom(Aurora, DynamoDb, Rds, S3), { minLength: 1 }),
          [],
          [Ebs],
          [Eks],
        ),
      }),
      resources: mostly(fc.constant([{ kind: S3, arn: "arn:aws:s3:::chat-files" }]), [{ kind: S3, arn: "*" }]),
      frequency: mostly(fc.constant(BackupFrequency.Daily), BackupFrequency.Weekly),
      timezone: mostly(fc.constantFrom("Asia/Shanghai", "Europe/Berlin"), "Beijing"),
      coldStorageAfterDays: mostly(fc.constant(275), 0, 36_411),
      lock: mostly<VaultLock>(
        fc.constantFrom(compliance, { ...compliance, changeableForDays: 3 }),
        { ...compliance, changeableForDays: 2 },
        { ...compliance, irreversible: false },
        { mode: LockMode.Governance },
      ),
      copyRegion: fc.record({
        region: mostly(fc.constant("eu-west-1"), "us-east-1", "cn-north-1", "eu-central-1"),
        kmsKeyArn: mostly(fc.constant(copyKeyArn), kmsKeyArn),
      }),
      accountVaultArn: mostly(fc.constant(vaultOf("210987654321")), vaultOf("123456789012")),
      restoreTest: fc.record(
        {
          interval: fc.constantFrom(...Object.values(RestoreTestInterval)),
          validationHours: mostly(fc.constantFrom(1, 168), 0, 169),
        },
        { requiredKeys: [] },
      ),
      alarmTopicArn: fc.constant(alarms.topicArn),
      auditFramework: fc.boolean(),
      reportBucketName: fc.constant("backup-reports"),
      accountId: fc.constant("123456789012"),
      tags: mostly(
        fc.constantFrom(tags, { ...tags, tier: RecoveryTier.Yellow }),
        { ...tags, env: Environment.Staging, tier: RecoveryTier.None },
        { ...tags, tier: RecoveryTier.None },
      ),
    },
    {
      requiredKeys: [
        "kmsKeyArn",
        "dataClass",
        "tagged",
        "lock",
        "copyRegion",
        "accountVaultArn",
        "alarmTopicArn",
        "tags",
      ],
    },
  ),
  make: (name, args) => new Backup(name, args),
};
