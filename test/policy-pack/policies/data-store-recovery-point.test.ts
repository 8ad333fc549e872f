import { unknown } from "../../../policy-pack/node";
import { dataStoreRecoveryPoint } from "../../../policy-pack/policies/data-store-recovery-point";
import { type Expected, testStackPolicy } from "../../support/policy";
import type { Properties, StackResourceCase } from "../../support/view";

type Extra = Omit<StackResourceCase, "type" | "inputs">;

const resource =
  (type: string, name?: string) =>
  (inputs: Properties = {}, extra: Extra = {}): StackResourceCase => ({
    type,
    ...(name && { name }),
    inputs,
    ...extra,
  });

const table = resource("aws:dynamodb/table:Table");
const database = resource("aws:rds/instance:Instance");
const cluster = resource("aws:rds/cluster:Cluster");
const volume = resource("aws:ebs/volume:Volume");
const bucket = resource("aws:s3/bucket:Bucket");
const fileSystem = resource("aws:efs/fileSystem:FileSystem");
const warehouse = resource("aws:redshift/cluster:Cluster");
const plan = (rule: Properties, ...others: readonly Properties[]) =>
  resource("aws:backup/plan:Plan", "plan")({ rules: [rule, ...others] });
const selection = ({ planId = unknown, ...inputs }: Properties, from: NonNullable<Extra["from"]> = {}) =>
  resource("aws:backup/selection:Selection", "selection")(
    { planId, ...inputs },
    { from: { ...(planId === unknown && { planId: ["plan"] }), ...from } },
  );

const recovering = { pointInTimeRecovery: { enabled: true } };
const daily = { ruleName: "daily", schedule: "cron(0 5 * * ? *)", startWindow: 60 };
const hourly = { ruleName: "hourly", schedule: "cron(0 * * * ? *)", startWindow: 60 };
const continuous = { ...daily, ruleName: "continuous", enableContinuousBackup: true };
const everything = selection({ resources: ["*"] });

const unprotected = (noun: string, allowed = "tier yellow allows 60 minutes"): string =>
  `Data of this ${noun} can be lost without limit: nothing in this stack makes recovery points of it, ` +
  `and what another stack makes cannot be seen; ${allowed}.`;

const scheduled = (noun: string, rule: string, interval: number, startWindow = 60): string =>
  `Data of this ${noun} can be lost for up to ${interval + startWindow} minutes (backup plan rule "${rule}": ` +
  `${interval} minutes between two runs and ${startWindow} minutes to start); tier yellow allows 60 minutes.`;

const violation = (path: string, message: string, more: Partial<Expected> = {}): Expected => ({
  status: "violated",
  path,
  message,
  control: "IR-03",
  ...more,
});

const deferral = (path: string, waitsFor: string, message: string, more: Partial<Expected> = {}): Expected => ({
  status: "deferred",
  path,
  waitsFor,
  message,
  control: "IR-03",
  ...more,
});

const recovery = "pointInTimeRecovery.enabled";
const tag = "tags.tier";

testStackPolicy(dataStoreRecoveryPoint, {
  passes: {
    "a table with point-in-time recovery in any tier": { resources: [table(recovering)], declares: { tier: "red" } },
    "a table whose replica has point-in-time recovery": {
      resources: [table({ replicas: [{ regionName: "eu-west-1", pointInTimeRecovery: true }] })],
      declares: { tier: "red" },
    },
    "a table in a global table of the first version": {
      resources: [
        table({ name: "orders" }),
        resource("aws:dynamodb/globalTable:GlobalTable", "global")({ name: "orders" }),
      ],
      declares: { tier: "orange" },
    },
    "a table with a replica of its own kind": {
      resources: [
        table(),
        resource("aws:dynamodb/tableReplica:TableReplica", "replica")(
          { globalTableArn: unknown, pointInTimeRecovery: true },
          { from: { globalTableArn: ["subject"] } },
        ),
      ],
      declares: { tier: "red" },
    },
    "a database with automated backups": {
      resources: [database({ backupRetentionPeriod: 7 })],
      declares: { tier: "red" },
    },
    "a retention written as text": { resources: [database({ backupRetentionPeriod: "7" })] },
    "a read replica, whose data is that of its source": { resources: [recoveredDatabase(), replicaOfIt()] },
    "clusters that keep backups for a day by default": {
      resources: [
        cluster({ engine: "aurora-postgresql" }),
        resource("aws:rds/clusterInstance:ClusterInstance", "member")(),
        resource("aws:docdb/cluster:Cluster", "documents")(),
        resource("aws:neptune/cluster:Cluster", "graph")(),
      ],
      declares: { tier: "red" },
    },
    "a bucket with versioning, by whatever means": {
      resources: [
        bucket({}, { name: "linked" }),
        resource("aws:s3/bucketVersioning:BucketVersioning", "first")(
          { bucket: unknown, versioningConfiguration: { status: "Enabled" } },
          { from: { bucket: ["linked"] } },
        ),
        bucket({ bucket: "evidence" }, { name: "named" }),
        resource(
          "aws:s3/bucketVersioningV2:BucketVersioningV2",
          "second",
        )({
          bucket: "evidence",
          versioningConfiguration: { status: "Enabled" },
        }),
        resource("aws:s3/bucketV2:BucketV2", "inline")({ versioning: { enabled: true } }),
      ],
      declares: { tier: "red" },
    },
    "a bucket that is replicated within a time limit": {
      resources: [bucket({ bucket: "files" }), replicated("files", { status: "Enabled" })],
      declares: { tier: "orange" },
    },
    "a bucket that a plan backs up continuously": {
      resources: [bucket(), plan(continuous), everything],
      declares: { tier: "orange" },
    },
    "a database that a plan backs up continuously": {
      resources: [database(), plan(continuous), everything],
      declares: { tier: "red" },
    },
    "a file system that is replicated, and its copy": {
      resources: [
        fileSystem(),
        fileSystem({}, { name: "copy" }),
        resource(
          "aws:efs/replicationConfiguration:ReplicationConfiguration",
          "replication",
        )({ sourceFileSystemId: "fs-1", destination: { fileSystemId: "fs-2" } }),
      ].map((each) => ({ ...each, outputs: { id: each.name === "copy" ? "fs-2" : "fs-1" } })),
      declares: { tier: "orange" },
    },
    "data warehouses and search domains within an hour": {
      resources: [
        resource("aws:redshiftserverless/namespace:Namespace", "serverless")(),
        resource("aws:opensearch/domain:Domain", "search")({ engineVersion: "OpenSearch_2.19" }),
        resource("aws:opensearch/domain:Domain", "unset")(),
        resource("aws:elasticsearch/domain:Domain", "old")({ elasticsearchVersion: "5.3" }),
      ],
    },
    "a data warehouse with a schedule of every hour": {
      resources: [warehouse({ clusterIdentifier: "facts" }), ...snapshotSchedule("rate(1 hours)")],
    },
    "stores whose writes wait for a durable log": {
      resources: [
        resource("aws:memorydb/cluster:Cluster", "memory")(),
        resource(
          "aws:elasticache/replicationGroup:ReplicationGroup",
          "cache",
        )({
          durability: "sync",
          tags: { "data-class": "general" },
        }),
      ],
      declares: { tier: "red" },
    },
    "a cache that keeps no data, beside a store": {
      resources: [
        table(recovering),
        resource("aws:elasticache/replicationGroup:ReplicationGroup", "cache")({ tags: { tier: "none" } }),
        resource(
          "aws:elasticache/cluster:Cluster",
          "member",
        )({ replicationGroupId: "x", tags: { "data-class": "core" } }),
      ],
    },
    "a table of Keyspaces with point-in-time recovery": {
      resources: [resource("aws:keyspaces/table:Table")({ pointInTimeRecovery: { status: "ENABLED" } })],
      declares: { tier: "red" },
    },
    "hourly backups of a volume where the slack is accepted": {
      resources: [volume(), plan(hourly), everything],
      parameters: { yellowSlackMinutes: 60 },
    },
    "hourly backups of the instance that a volume is attached to": {
      resources: [
        volume(),
        resource("aws:ec2/instance:Instance", "server")({ region: "eu-central-1" }),
        resource("aws:ec2/volumeAttachment:VolumeAttachment", "attachment")(
          { volumeId: unknown, instanceId: unknown },
          { from: { volumeId: ["subject"], instanceId: ["server"] } },
        ),
        plan(hourly),
        selection({ resources: ["arn:aws:ec2:*:*:instance/*"] }),
      ],
      parameters: { yellowSlackMinutes: 60 },
    },
    "two rules that fill each other's gaps, outside the tiers": {
      resources: [
        volume(),
        plan({ ...daily, schedule: "cron(0 5 1 * ? *)" }, { ...daily, schedule: "cron(0 5 8,15,22,29 * ? *)" }),
        everything,
      ],
      declares: { env: "staging", tier: "none" },
    },
    "a store in a stricter tier than its stack": {
      resources: [table({ ...recovering, tags: { tier: "red" } })],
      declares: { tier: "yellow" },
    },
    "weekly backups outside production and outside the tiers": {
      resources: [volume({ tags: { tier: "none" } }), plan({ ...daily, schedule: "cron(0 5 ? * SUN *)" }), everything],
      declares: { env: "staging" },
    },
    "weekly backups of a development stack that declares no tier": {
      resources: [volume(), plan({ ...daily, schedule: "cron(0 5 ? * SUN *)" }), everything],
      declares: { env: "development", tier: "none" },
    },
    "core data that is recoverable to any point in time": {
      resources: [table({ ...recovering, tags: { "data-class": "core" } })],
    },
  },

  fails: {
    "a table without any recovery": {
      resources: [table()],
      answers: [violation(recovery, unprotected("table"))],
    },
    "a table that only daily backups cover": {
      resources: [table(), plan(daily), everything],
      answers: [violation(recovery, scheduled("table", "daily", 1440))],
      declares: { tier: "yellow" },
    },
    "hourly backups, which come too late by their time to start": {
      resources: [volume(), plan(hourly), everything],
      answers: [violation("", scheduled("volume", "hourly", 60))],
    },
    "a database that keeps no automated backups": {
      resources: [database({ backupRetentionPeriod: 0 })],
      answers: [violation("backupRetentionPeriod", unprotected("database"))],
    },
    "a retention that is no number": {
      resources: [cluster({ backupRetentionPeriod: "seven" })],
      answers: [violation("backupRetentionPeriod", unprotected("database cluster"))],
    },
    "an elastic cluster, which has daily snapshots only": {
      resources: [resource("aws:docdb/elasticCluster:ElasticCluster")()],
      answers: [
        violation(
          "backupRetentionPeriod",
          "Data of this database cluster can be lost for up to 1440 minutes (daily snapshots); tier yellow allows 60 minutes.",
        ),
      ],
    },
    "replication with time control in tier red": {
      resources: [bucket({ bucket: "files" }), replicated("files", { status: "Enabled" })],
      declares: { tier: "red" },
      answers: [
        violation(
          "",
          "Data of this bucket can be lost for up to 15 minutes (replication with time control); tier red allows 5 minutes.",
          { control: "IR-01" },
        ),
      ],
    },
    "replication without time control": {
      resources: [bucket({ bucket: "files" }), replicated("files", undefined)],
      answers: [
        violation(
          "",
          "Data of this bucket can be lost without limit (replication without time control); tier yellow allows 60 minutes.",
        ),
      ],
    },
    "a file system with automatic backups alone": {
      resources: [
        fileSystem(),
        resource("aws:efs/backupPolicy:BackupPolicy", "policy")(
          { fileSystemId: unknown, backupPolicy: { status: "ENABLED" } },
          { from: { fileSystemId: ["subject"] } },
        ),
      ],
      answers: [
        violation(
          "",
          "Data of this file system can be lost for up to 1920 minutes (automatic backups: 1440 minutes between two runs " +
            "and 480 minutes to start); tier yellow allows 60 minutes.",
        ),
      ],
    },
    "automated snapshots of a data warehouse": {
      resources: [warehouse()],
      answers: [
        violation(
          "automatedSnapshotRetentionPeriod",
          "Data of this data warehouse can be lost for up to 480 minutes (automated snapshots); tier yellow allows 60 minutes.",
        ),
      ],
    },
    "a snapshot schedule that is slower than the automated snapshots": {
      resources: [warehouse({ clusterIdentifier: "facts" }), ...snapshotSchedule("rate(12 hours)")],
      answers: [
        violation(
          "automatedSnapshotRetentionPeriod",
          "Data of this data warehouse can be lost for up to 720 minutes (its snapshot schedule); tier yellow allows 60 minutes.",
        ),
      ],
    },
    "a search domain so old that its snapshots are daily": {
      resources: [resource("aws:elasticsearch/domain:Domain")()],
      answers: [
        violation(
          "",
          "Data of this search domain can be lost for up to 1440 minutes (daily snapshots); tier yellow allows 60 minutes.",
        ),
      ],
    },
    "a cache that keeps classified data": {
      resources: [
        resource("aws:elasticache/serverlessCache:ServerlessCache")({
          snapshotRetentionLimit: 7,
          tags: { "data-class": "general" },
        }),
      ],
      answers: [
        violation(
          "snapshotRetentionLimit",
          "Data of this cache can be lost for up to 1440 minutes (daily snapshots); tier yellow allows 60 minutes.",
        ),
      ],
    },
    "a Windows file system, backed up daily unless told otherwise": {
      resources: [
        resource("aws:fsx/windowsFileSystem:WindowsFileSystem")(),
        resource("aws:fsx/openZfsFileSystem:OpenZfsFileSystem", "zfs")(),
      ],
      answers: [
        violation(
          "automaticBackupRetentionDays",
          "Data of this file system can be lost for up to 1440 minutes (daily automatic backups); tier yellow allows 60 minutes.",
        ),
        violation("automaticBackupRetentionDays", unprotected("file system"), { on: "zfs" }),
      ],
    },
    "snapshots of a lifecycle policy": {
      resources: [
        volume({ tags: { backup: "yes" } }),
        lifecycle({ createRule: { interval: 12 } }),
        volume({ tags: { backup: "no" } }, { name: "other" }),
      ],
      answers: [
        violation(
          "",
          "Data of this volume can be lost for up to 780 minutes (a snapshot lifecycle policy: 720 minutes between two runs " +
            "and 60 minutes to start); tier yellow allows 60 minutes.",
        ),
        violation("", unprotected("volume"), { on: "other" }),
      ],
    },
    "a store that claims to keep no data": {
      resources: [table({ ...recovering, tags: { tier: "none" } })],
      answers: [
        violation(
          tag,
          "The tag tier is none, which is for what keeps no data; this table keeps data and is judged as tier yellow.",
        ),
      ],
    },
    "a stack that claims to keep no data": {
      resources: [table(recovering), database({ backupRetentionPeriod: 1 }, { name: "database" })],
      declares: { tier: "none" },
      answers: [
        violation("", "The stack declares tier none but keeps data in 2 data stores, judged as tier yellow.", {
          on: "project-test",
        }),
      ],
    },
    "a store in a laxer tier than its stack, which does not count": {
      resources: [volume({ tags: { tier: "yellow" } }), plan(hourly), everything],
      declares: { tier: "orange" },
      answers: [
        violation(
          tag,
          "The tag tier is yellow, laxer than tier orange of the stack; this volume is judged as tier orange.",
          { control: "IR-02" },
        ),
        violation("", scheduled("volume", "hourly", 60).replace("yellow allows 60", "orange allows 30"), {
          control: "IR-02",
        }),
      ],
    },
    "a store that is stricter than its stack and does not keep to it": {
      resources: [bucket({ bucket: "files", tags: { tier: "RED" } }), replicated("files", { status: "Enabled" })],
      answers: [
        violation(
          "",
          "Data of this bucket can be lost for up to 15 minutes (replication with time control); tier red allows 5 minutes.",
          { control: "IR-01" },
        ),
      ],
    },
    "core data that is backed up at intervals": {
      resources: [resource("aws:opensearch/domain:Domain")({ tags: { "data-class": "core" } })],
      answers: [
        violation(
          "",
          "Data of this search domain can be lost for up to 60 minutes (automated hourly snapshots); " +
            "core data is to be backed up continuously.",
          { control: "BAK-06" },
        ),
      ],
    },
    "a red table that is replicated but has no point-in-time recovery, as advice": {
      resources: [table({ replicas: [{ regionName: "eu-west-1" }] })],
      declares: { tier: "red" },
      answers: [
        violation(
          recovery,
          "Replicas repeat a deletion or a corruption at once; for those, data of tier red needs point-in-time recovery as well.",
          { control: "IR-01", advisory: true },
        ),
      ],
    },
    "backups once a month outside the tiers": {
      resources: [volume(), plan({ ...daily, ruleName: "monthly", schedule: "cron(0 5 1 * ? *)" }), everything],
      declares: { env: "staging", tier: "none", asOf: "2026-01-01" },
      answers: [
        violation(
          "",
          'Data of this volume can be lost for up to 44700 minutes (backup plan rule "monthly": 44640 minutes between two runs ' +
            "and 60 minutes to start); even outside the tiers 10080 minutes is the most.",
          { control: "BAK-06" },
        ),
      ],
    },
  },

  evasions: {
    "a plan of which the store is taken out": {
      resources: [
        table({ name: "orders", region: "eu-central-1" }),
        plan(daily),
        selection({ resources: ["*"], notResources: ["arn:aws:dynamodb:*:*:table/ord*"] }),
      ],
      answers: [violation(recovery, unprotected("table"))],
    },
    "a plan for another type of resource": {
      resources: [table(), plan(daily), selection({ resources: ["arn:aws:rds:*:*:db:*"] })],
      answers: [violation(recovery, unprotected("table"))],
    },
    "a plan in another Region": {
      resources: [table({ region: "eu-central-1" }), plan(daily), selection({ resources: ["*"], region: "us-east-1" })],
      answers: [violation(recovery, unprotected("table"))],
    },
    "a plan for tags that the store does not carry": {
      resources: [
        table({ tags: { backup: "no" } }),
        plan(daily),
        selection({ selectionTags: [{ type: "STRINGEQUALS", key: "backup", value: "yes" }] }),
      ],
      answers: [violation(recovery, unprotected("table"))],
    },
    "a plan of a service that cannot be backed up by it": {
      resources: [resource("aws:keyspaces/table:Table")(), plan(continuous), everything],
      answers: [violation("pointInTimeRecovery.status", unprotected("table"))],
    },
    "continuous backup of what has none": {
      resources: [volume(), plan(continuous), everything],
      answers: [violation("", scheduled("volume", "continuous", 1440))],
    },
    "a plan that never runs": {
      resources: [volume(), plan({ ruleName: "never", schedule: "cron(0 5 30 2 ? *)" }), everything],
      answers: [
        violation(
          "",
          'Data of this volume can be lost without limit (backup plan rule "never", which does not run again and again); ' +
            "tier yellow allows 60 minutes.",
        ),
      ],
    },
    "a schedule that nobody can read": {
      resources: [volume(), plan({ ruleName: "odd", schedule: "every hour" }), everything],
      answers: [
        violation(
          "",
          'Data of this volume can be lost without limit (backup plan rule "odd", whose schedule cannot be read); ' +
            "tier yellow allows 60 minutes.",
        ),
      ],
    },
    "a plan outside of the stack": {
      resources: [volume(), selection({ planId: "6f1c1a2e-plan", resources: ["*"] })],
      answers: [
        violation(
          "",
          "Data of this volume can be lost without limit (a backup plan outside of this stack, which cannot be seen); " +
            "tier yellow allows 60 minutes.",
        ),
      ],
    },
    "a schedule that names no times, which AWS Backup runs daily": {
      resources: [volume(), plan({ ruleName: "unset" }), everything],
      answers: [violation("", scheduled("volume", "unset", 1440))],
    },
    "a start window of a day": {
      resources: [volume(), plan({ ...hourly, startWindow: "1440" }), everything],
      answers: [violation("", scheduled("volume", "hourly", 60, 1440))],
    },
    "a schedule in a zone where the clock skips the run": {
      resources: [
        volume(),
        plan({ ...daily, schedule: "cron(30 2 * * ? *)", scheduleExpressionTimezone: "Europe/Berlin" }),
        everything,
      ],
      answers: [violation("", scheduled("volume", "daily", 47 * 60))],
    },
    "versioning that is suspended": {
      resources: [
        bucket({ bucket: "files" }),
        resource(
          "aws:s3/bucketVersioning:BucketVersioning",
          "versioning",
        )({
          bucket: "files",
          versioningConfiguration: { status: "Suspended" },
        }),
      ],
      answers: [violation("", unprotected("bucket"))],
    },
    "replication of a part of the bucket, or switched off": {
      resources: [
        bucket({ bucket: "files" }),
        replicated("files", { status: "Enabled" }, { filter: { prefix: "logs/" } }, "part"),
        replicated("files", { status: "Enabled" }, { status: "Disabled" }, "off"),
      ],
      answers: [violation("", unprotected("bucket"))],
    },
    "automated snapshots that are switched off under a schedule": {
      resources: [
        warehouse({ clusterIdentifier: "facts", automatedSnapshotRetentionPeriod: 0 }),
        ...snapshotSchedule("rate(1 hours)"),
      ],
      answers: [violation("automatedSnapshotRetentionPeriod", unprotected("data warehouse"))],
    },
    "a lifecycle policy that is disabled, or of instances": {
      resources: [
        volume({ tags: { backup: "yes" } }),
        lifecycle({ createRule: { interval: 1 } }, { state: "DISABLED" }),
        lifecycle({ createRule: { interval: 1 } }, {}, ["INSTANCE"]),
      ],
      answers: [violation("", unprotected("volume"))],
    },
    "a tier that is given by the provider's default tags": {
      resources: [
        bucket({ bucket: "files" }, { provider: { defaultTags: '{"tags":{"tier":"red"}}' } }),
        replicated("files", { status: "Enabled" }),
      ],
      answers: [
        violation(
          "",
          "Data of this bucket can be lost for up to 15 minutes (replication with time control); tier red allows 5 minutes.",
          { control: "IR-01" },
        ),
      ],
    },
  },

  unknowns: {
    "a switch that is not known": {
      resources: [table({ pointInTimeRecovery: { enabled: unknown } })],
      answers: [
        deferral(
          recovery,
          recovery,
          "Whether this table loses at most 60 minutes of data, as tier yellow demands, depends on " +
            "pointInTimeRecovery.enabled, which is not known yet.",
        ),
      ],
    },
    "a retention that a restored database takes over": {
      resources: [database({ snapshotIdentifier: "snapshot" })],
      answers: [
        deferral(
          "backupRetentionPeriod",
          "backupRetentionPeriod",
          "Whether this database loses at most 60 minutes of data, as tier yellow demands, depends on " +
            "backupRetentionPeriod, which is not known yet.",
        ),
      ],
    },
    "unknown recovery beside backups that are enough, and beside some that are not": {
      resources: [
        database({ backupRetentionPeriod: unknown }),
        plan(continuous),
        everything,
        table({ pointInTimeRecovery: unknown }, { name: "table" }),
      ],
      declares: { tier: "red" },
      answers: [
        deferral(
          "pointInTimeRecovery",
          "pointInTimeRecovery",
          "Whether this table loses at most 5 minutes of data, as tier red demands, depends on " +
            "pointInTimeRecovery, which is not known yet.",
          { on: "table", control: "IR-01" },
        ),
      ],
    },
    "a known bad store before and after an unknown one": {
      resources: [
        table({}, { name: "before" }),
        table({ pointInTimeRecovery: { enabled: unknown } }),
        table({}, { name: "after" }),
      ],
      answers: [
        violation(recovery, unprotected("table"), { on: "before" }),
        deferral(
          recovery,
          recovery,
          "Whether this table loses at most 60 minutes of data, as tier yellow demands, depends on " +
            "pointInTimeRecovery.enabled, which is not known yet.",
        ),
        violation(recovery, unprotected("table"), { on: "after" }),
      ],
    },
    "a schedule that is not known: no backup plan reaches tier yellow": {
      resources: [volume(), plan({ ruleName: "later", schedule: unknown }), everything],
      answers: [violation("", unprotected("volume"))],
    },
    "a schedule that is not known, where slack is accepted": {
      resources: [volume(), plan({ ruleName: "later", schedule: unknown }), everything],
      parameters: { yellowSlackMinutes: 60 },
      answers: [
        deferral(
          "",
          "rules[0].schedule",
          "Whether this volume loses at most 60 minutes of data, as tier yellow demands, depends on " +
            "rules[0].schedule of plan, which is not known yet.",
        ),
      ],
    },
    "rules that are not known": {
      resources: [bucket(), resource("aws:backup/plan:Plan", "plan")({ rules: unknown }), everything],
      answers: [
        deferral(
          "",
          "rules",
          "Whether this bucket loses at most 60 minutes of data, as tier yellow demands, depends on rules of plan, " +
            "which is not known yet.",
        ),
      ],
    },
    "continuous backup that is not known": {
      resources: [bucket(), plan({ ...daily, enableContinuousBackup: unknown }), everything],
      answers: [
        deferral(
          "",
          "rules[0].enableContinuousBackup",
          "Whether this bucket loses at most 60 minutes of data, as tier yellow demands, depends on " +
            "rules[0].enableContinuousBackup of plan, which is not known yet.",
        ),
      ],
    },
    "ARNs that are not known but come from the store": {
      resources: [
        database(),
        plan(continuous),
        selection({ resources: [unknown] }, { resources: ["subject"] }),
        database({}, { name: "other" }),
      ],
      answers: [violation("backupRetentionPeriod", unprotected("database"), { on: "other" })],
    },
    "ARNs of which nothing tells whose they are": {
      resources: [database(), plan(continuous), selection({ resources: [unknown] })],
      answers: [
        deferral(
          "backupRetentionPeriod",
          "resources[0]",
          "Whether this database loses at most 60 minutes of data, as tier yellow demands, depends on " +
            "resources[0] of selection, which is not known yet.",
        ),
      ],
    },
    "a plan of which nothing tells which it is": {
      resources: [
        database(),
        resource("aws:backup/selection:Selection", "selection")({ planId: unknown, resources: ["*"] }),
      ],
      answers: [
        deferral(
          "backupRetentionPeriod",
          "planId",
          "Whether this database loses at most 60 minutes of data, as tier yellow demands, depends on " +
            "planId of selection, which is not known yet.",
        ),
      ],
    },
    "versioning of which nothing tells whose it is": {
      resources: [
        bucket(),
        resource(
          "aws:s3/bucketVersioning:BucketVersioning",
          "versioning",
        )({
          bucket: unknown,
          versioningConfiguration: { status: "Enabled" },
        }),
      ],
      answers: [
        deferral(
          "",
          "",
          "Whether this bucket loses at most 60 minutes of data, as tier yellow demands, depends on " +
            "what it configures of versioning, which is not known yet.",
        ),
      ],
    },
    "a snapshot schedule that is not known": {
      resources: [warehouse({ clusterIdentifier: "facts" }), ...snapshotSchedule(unknown)],
      answers: [
        deferral(
          "automatedSnapshotRetentionPeriod",
          "definitions[0]",
          "Whether this data warehouse loses at most 60 minutes of data, as tier yellow demands, depends on " +
            "definitions[0] of schedule, which is not known yet.",
        ),
      ],
    },
    "settings of stores and of what stands beside them that are not known": {
      resources: [
        resource("aws:keyspaces/table:Table", "keyspaces")({ pointInTimeRecovery: { status: unknown } }),
        resource("aws:opensearch/domain:Domain", "search")({ engineVersion: unknown }),
        table({ replicas: unknown }, { name: "table" }),
        bucket({ bucket: "a" }, { name: "a" }),
        resource("aws:s3/bucketReplicationConfig:BucketReplicationConfig", "rules")({ bucket: "a", rules: unknown }),
        bucket({ bucket: "b" }, { name: "b" }),
        replicated("b", { status: "Enabled" }, { status: unknown }, "status"),
        bucket({ bucket: "c" }, { name: "c" }),
        replicated("c", { status: unknown }, {}, "control"),
      ],
      answers: [
        ["keyspaces", "table", "pointInTimeRecovery.status", "pointInTimeRecovery.status", ""],
        ["search", "search domain", "", "engineVersion", ""],
        ["table", "table", recovery, "replicas", ""],
        ["a", "bucket", "", "rules", " of rules"],
        ["b", "bucket", "", "rules[0].status", " of status"],
        ["c", "bucket", "", "rules[0].destination.replicationTime.status", " of control"],
      ].map(([on = "", noun = "", path = "", waitsFor = "", of = ""]) =>
        deferral(
          path,
          waitsFor,
          `Whether this ${noun} loses at most 60 minutes of data, as tier yellow demands, depends on ${waitsFor}${of}, ` +
            "which is not known yet.",
          { on },
        ),
      ),
    },
    "parts of a lifecycle policy that are not known, where slack is accepted": {
      resources: [
        volume({ tags: { backup: unknown } }),
        lifecycle({ createRule: { cronExpression: "cron(0 * * * ? *)" } }),
        volume({ tags: { other: "yes" } }, { name: "other" }),
        lifecycle({ createRule: { interval: 1 } }, { state: unknown }, ["INSTANCE"]),
      ],
      parameters: { yellowSlackMinutes: 60 },
      answers: [
        deferral(
          "",
          "tags.backup",
          "Whether this volume loses at most 60 minutes of data, as tier yellow demands, depends on tags.backup, " +
            "which is not known yet.",
        ),
        violation("", unprotected("volume"), { on: "other" }),
      ],
    },
    "schedules of a lifecycle policy that are not known, where slack is accepted": {
      resources: [
        volume({ tags: { backup: "yes" } }),
        resource(
          "aws:dlm/lifecyclePolicy:LifecyclePolicy",
          "policy",
        )({
          policyDetails: { resourceTypes: ["VOLUME"], targetTags: { backup: "yes" }, schedules: unknown },
        }),
      ],
      parameters: { yellowSlackMinutes: 60 },
      answers: [
        deferral(
          "",
          "policyDetails.schedules",
          "Whether this volume loses at most 60 minutes of data, as tier yellow demands, depends on " +
            "policyDetails.schedules of policy, which is not known yet.",
        ),
      ],
    },
    "backups outside the tiers that are not known": {
      resources: [volume(), plan({ ruleName: "later", schedule: unknown }), everything],
      declares: { env: "development", tier: "none" },
      answers: [
        deferral(
          "",
          "rules[0].schedule",
          "Whether this volume is backed up weekly depends on rules[0].schedule of plan, which is not known yet.",
          { control: "BAK-06" },
        ),
      ],
    },
    "continuous backups of core data that are not known": {
      resources: [
        warehouse({ clusterIdentifier: "facts", tags: { "data-class": "core" } }),
        ...snapshotSchedule("rate(1 hours)"),
        table({ tags: { "data-class": "core" }, replicas: [{}], pointInTimeRecovery: unknown }, { name: "table" }),
        bucket(
          { bucket: "files", versioning: { enabled: unknown }, tags: { "data-class": "core" } },
          { name: "files" },
        ),
        plan(hourly),
        everything,
      ],
      declares: { env: "staging", tier: "none" },
      answers: [
        violation(
          "automatedSnapshotRetentionPeriod",
          "Data of this data warehouse can be lost for up to 60 minutes (its snapshot schedule); " +
            "core data is to be backed up continuously.",
          { control: "BAK-06" },
        ),
        deferral(
          "",
          "versioning.enabled",
          "Whether this bucket is backed up continuously depends on versioning.enabled, which is not known yet.",
          { on: "files", control: "BAK-06" },
        ),
      ],
    },
    "a tag that may ask for more than the store gives": {
      resources: [
        resource("aws:opensearch/domain:Domain")({ tags: { tier: unknown } }),
        table({ ...recovering, tags: { tier: unknown } }, { name: "table" }),
      ],
      answers: [
        deferral(tag, tag, "How much data this search domain may lose depends on tags.tier, which is not known yet.", {
          control: "IR-01",
        }),
      ],
    },
    "a tag that is not known on a store that is wrong in any tier": {
      resources: [table({ tags: { tier: unknown } })],
      answers: [violation(recovery, unprotected("table"))],
    },
  },

  notApplicable: {
    "a stack without data stores": {
      resources: [resource("aws:lambda/function:Function")()],
      reason: "The stack keeps no data in a store that this policy knows.",
    },
  },
});

function recoveredDatabase(): StackResourceCase {
  return database({ backupRetentionPeriod: 7 }, { name: "source" });
}

function replicaOfIt(): StackResourceCase {
  return database({ replicateSourceDb: unknown }, { name: "replica", from: { replicateSourceDb: ["source"] } });
}

function replicated(
  name: string,
  replicationTime: Properties | undefined,
  change: Properties = {},
  resourceName = "replication",
): StackResourceCase {
  const rule = { status: "Enabled", destination: { bucket: "arn:aws:s3:::copy", replicationTime }, ...change };
  return resource(
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
    resourceName,
  )({ bucket: name, rules: [rule] });
}

function snapshotSchedule(definition: string | typeof unknown): readonly StackResourceCase[] {
  return [
    resource(
      "aws:redshift/snapshotSchedule:SnapshotSchedule",
      "schedule",
    )({
      identifier: "rhythm",
      definitions: [definition],
    }),
    resource(
      "aws:redshift/snapshotScheduleAssociation:SnapshotScheduleAssociation",
      "association",
    )({
      clusterIdentifier: "facts",
      scheduleIdentifier: "rhythm",
    }),
  ];
}

function lifecycle(schedule: Properties, change: Properties = {}, resourceTypes = ["VOLUME"]): StackResourceCase {
  const policyDetails = { resourceTypes, targetTags: { backup: "yes" }, schedules: [schedule] };
  return resource(
    "aws:dlm/lifecyclePolicy:LifecyclePolicy",
    `lifecycle-${resourceTypes.join()}`,
  )({ policyDetails, ...change });
}
