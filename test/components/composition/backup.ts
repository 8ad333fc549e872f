import {
  Backup,
  BackupFrequency,
  BackupResource,
  DataClass,
  Environment,
  LockMode,
  RecoveryTier,
  RestoreTestInterval,
} from "../../../components";
import { alarms } from "./alarm-topic";
import { key, network, server, tags } from "./foundation";

const { Aurora, DocumentDb, DynamoDb, Neptune, Rds, S3 } = BackupResource;
const keyOf = (region: string, name: string) => `arn:aws:kms:${region}:123456789012:key/${name}`;
const outside = "arn:aws:backup:eu-central-1:210987654321:backup-vault:all";

new Backup("all-backup", {
  kmsKeyArn: keyOf("eu-central-1", "backup"),
  dataKeyArns: [key.keyArn],
  dataClass: DataClass.Core,
  retentionDays: 2000,
  tagged: { key: "backup", value: "all", kinds: [Aurora, DocumentDb, DynamoDb, Neptune, Rds, S3] },
  resources: [{ kind: S3, arn: "arn:aws:s3:::chat-files" }],
  frequency: BackupFrequency.Daily,
  timezone: "Europe/Berlin",
  coldStorageAfterDays: 90,
  lock: { mode: LockMode.Compliance, irreversible: true, changeableForDays: 30, maxRetentionDays: 4000 },
  copyRegion: {
    region: "eu-west-1",
    kmsKeyArn: keyOf("eu-west-1", "copy"),
    alarmTopicArn: "arn:aws:sns:eu-west-1:123456789012:alarms",
  },
  accountVaultArn: outside,
  restoreTest: {
    interval: RestoreTestInterval.Weekly,
    validationHours: 24,
    metadata: [
      {
        kind: Rds,
        overrides: { dbSubnetGroupName: "restores", vpcSecurityGroupIds: server.securityGroupId },
      },
    ],
  },
  alarmTopicArn: alarms.topicArn,
  reportBucketName: "backup-reports",
  auditFramework: true,
  regionSettings: { Aurora: true, DocumentDB: true, DynamoDB: true, EBS: false, EFS: true, Neptune: true, RDS: true },
  tags,
});

// What a stack that is not in production can do with less, each kind of resource that only snapshots are taken of.
new Backup("least-backup", {
  kmsKeyArn: keyOf("eu-central-1", "backup"),
  dataClass: DataClass.General,
  tagged: {
    key: "backup",
    value: "least",
    kinds: Object.values(BackupResource),
  },
  restoreTest: {
    metadata: [{ kind: BackupResource.Fsx, overrides: { subnetIds: network.dataSubnetIds[0] ?? "" } }],
    practised: [BackupResource.Eks],
  },
  accountVaultArn: outside,
  alarmTopicArn: alarms.topicArn,
  tags: { ...tags, env: Environment.Staging, tier: RecoveryTier.Yellow },
});
