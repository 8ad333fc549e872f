import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  Backup,
  type BackupArgs,
  BackupFrequency,
  BackupResource,
  DataClass,
  Environment,
  LockMode,
  RecoveryTier,
  RefusedArgumentError,
  RestoreTestInterval,
} from "../../components";
import { refusals } from "../../components/argument/refusal";
import { resolveBackup } from "../../components/backup";
import { separateKey } from "../../components/backup/keys";
import { china, named, ofType, record, type Registered, valueOf } from "../support/mocks";
import { refusalOf, refuses } from "../support/refusal";

const { Aurora, DynamoDb, Ebs, Efs, Eks, Fsx, Rds, S3 } = BackupResource;
const kmsKeyArn = "arn:aws:kms:eu-central-1:111122223333:key/backup";
const copyKeyArn = "arn:aws:kms:eu-west-1:111122223333:key/copy";
const alarmTopicArn = "arn:aws:sns:eu-central-1:111122223333:alarms";
const outside = "arn:aws:backup:eu-central-1:444455556666:backup-vault:chat";
const roleArn = "arn:aws:iam::111122223333:role/chat-role-1a2b3c4";
const tags = { env: Environment.Production, tier: RecoveryTier.Red, owner: "im-platform" };

const usual: BackupArgs = {
  kmsKeyArn,
  dataClass: DataClass.Important,
  tagged: { key: "backup", value: "chat", kinds: [Aurora, DynamoDb] },
  lock: { mode: LockMode.Compliance, irreversible: true },
  copyRegion: { region: "eu-west-1", kmsKeyArn: copyKeyArn },
  accountVaultArn: outside,
  alarmTopicArn,
  tags,
};

/** Outside of production and above nothing: the least that is accepted. */
const least: BackupArgs = {
  kmsKeyArn,
  dataClass: DataClass.General,
  tagged: { key: "backup", value: "chat", kinds: [Efs] },
  alarmTopicArn,
  tags: { ...tags, env: Environment.Staging, tier: RecoveryTier.Yellow },
};

const make = (change: Partial<BackupArgs> = {}) => record(() => new Backup("chat", { ...usual, ...change }));
const makeLeast = (change: Partial<BackupArgs> = {}) => record(() => new Backup("chat", { ...least, ...change }));

interface Rule {
  readonly ruleName: string;
  readonly schedule: string;
  readonly scheduleExpressionTimezone: string;
  readonly enableContinuousBackup: boolean;
  readonly lifecycle: Readonly<Record<string, number>>;
  readonly recoveryPointTags: Readonly<Record<string, string>>;
  readonly copyActions: readonly { readonly destinationVaultArn: string; readonly lifecycle: unknown }[];
}

const ruleOf = (plan: Registered): Rule => {
  const [rule, ...others] = plan.inputs["rules"] as readonly Rule[];
  assert.ok(rule);
  assert.deepEqual(others, []);
  return rule;
};

const isNamed = (resources: readonly Registered[], name: string) => resources.some((each) => each.name === name);

describe("Backup", () => {
  it("keeps backups in an encrypted, protected vault that says what it keeps", async () => {
    const { resources, made } = await make();
    const { inputs, protect } = named(resources, "chat-vault");
    assert.equal(protect, true);
    assert.equal(inputs["kmsKeyArn"], kmsKeyArn);
    assert.equal(inputs["forceDestroy"], false);
    assert.deepEqual(inputs["tags"], {
      Name: "chat-vault",
      env: "production",
      tier: "red",
      owner: "im-platform",
      "asset-class": "backup",
      "data-class": "important",
      retention: "365",
    });
    assert.equal(await valueOf(made.vaultName), "chat-vault-1a2b3c4");
    assert.equal(
      await valueOf(made.vaultArn),
      "arn:aws:backup:eu-central-1:111122223333:backup-vault:chat-vault-1a2b3c4",
    );
  });

  it("lets nobody delete from its vaults", async () => {
    const { resources } = await make();
    for (const name of ["chat-vault-policy", "chat-copy-policy"]) {
      const { Statement: statements } = JSON.parse(named(resources, name).inputs["policy"] as string) as {
        Statement: unknown[];
      };
      assert.deepEqual(statements, [
        {
          Sid: "KeepBackups",
          Effect: "Deny",
          Principal: "*",
          Action: [
            "backup:DeleteBackupVaultLockConfiguration",
            "backup:DeleteRecoveryPoint",
            "backup:DisassociateRecoveryPoint",
            "backup:DisassociateRecoveryPointFromParent",
            "backup:UpdateRecoveryPointLifecycle",
          ],
          Resource: "*",
        },
      ]);
    }
    assert.equal(named(resources, "chat-vault-policy").inputs["backupVaultName"], "chat-vault-1a2b3c4");
    assert.equal(named(resources, "chat-copy-policy").inputs["backupVaultName"], "chat-copy-1a2b3c4");
  });

  it("locks its vaults around every lifecycle, for ever where the program says so", async () => {
    const { resources } = await make({
      lock: { mode: LockMode.Compliance, irreversible: true, changeableForDays: 10, maxRetentionDays: 500 },
    });
    const lock = named(resources, "chat-compliance-lock");
    const copyLock = named(resources, "chat-copy-compliance-lock");
    assert.deepEqual(lock.inputs, {
      backupVaultName: "chat-vault-1a2b3c4",
      minRetentionDays: 35,
      maxRetentionDays: 500,
      changeableForDays: 10,
    });
    assert.deepEqual(copyLock.inputs, {
      backupVaultName: "chat-copy-1a2b3c4",
      minRetentionDays: 365,
      maxRetentionDays: 500,
      changeableForDays: 10,
      region: "eu-west-1",
    });
    for (const each of [lock, copyLock]) {
      assert.deepEqual([each.protect, each.retainOnDelete], [true, true]);
      assert.deepEqual(each.ignoreChanges, ["changeableForDays"]);
    }
  });

  it("leaves three days and ten years where nothing is said of a compliance lock", async () => {
    const { resources } = await make();
    const { inputs } = named(resources, "chat-compliance-lock");
    assert.deepEqual([inputs["changeableForDays"], inputs["maxRetentionDays"]], [3, 3653]);
  });

  it("locks in governance mode by default, and sees to it that a lock is never deleted", async () => {
    const { resources } = await makeLeast();
    const { inputs, protect, retainOnDelete, ignoreChanges } = named(resources, "chat-lock");
    assert.equal(inputs["changeableForDays"], undefined);
    assert.deepEqual([inputs["minRetentionDays"], inputs["maxRetentionDays"]], [35, 3653]);
    assert.deepEqual([protect, retainOnDelete, ignoreChanges], [true, true, []]);
    assert.ok(!isNamed(resources, "chat-compliance-lock"));
  });

  it("accepts retentions beyond ten years in its lock", async () => {
    const { resources } = await makeLeast({ retentionDays: 5000 });
    assert.equal(named(resources, "chat-lock").inputs["maxRetentionDays"], 5000);
  });

  it("retains daily backups and copies them to the second region and the other account", async () => {
    const { resources, made } = await make();
    const copyArn = "arn:aws:backup:eu-west-1:111122223333:backup-vault:chat-copy-1a2b3c4";
    assert.deepEqual(ruleOf(named(resources, "chat-plan")), {
      ruleName: "retention",
      targetVaultName: "chat-vault-1a2b3c4",
      schedule: "cron(0 4 * * ? *)",
      scheduleExpressionTimezone: "Asia/Shanghai",
      startWindow: 120,
      completionWindow: 10_080,
      enableContinuousBackup: false,
      lifecycle: { deleteAfter: 365 },
      recoveryPointTags: {
        env: "production",
        tier: "red",
        owner: "im-platform",
        "asset-class": "backup",
        "data-class": "important",
        retention: "365",
      },
      copyActions: [
        { destinationVaultArn: copyArn, lifecycle: { deleteAfter: 365 } },
        { destinationVaultArn: outside, lifecycle: { deleteAfter: 365 } },
      ],
    });
    assert.ok(made.copyVaultArn);
    assert.equal(await valueOf(made.copyVaultArn), copyArn);
    assert.equal(await valueOf(made.planId), "chat-plan-id");
  });

  it("makes the copies' vault in their region, under their key", async () => {
    const { resources } = await make();
    const { inputs, protect } = named(resources, "chat-copy");
    assert.deepEqual([inputs["region"], inputs["kmsKeyArn"], protect], ["eu-west-1", copyKeyArn, true]);
    const regional = resources.filter((each) => each.inputs["region"] !== undefined).map(({ name }) => name);
    assert.deepEqual(regional.toSorted(), ["chat-copy", "chat-copy-compliance-lock", "chat-copy-policy"]);
  });

  it("keeps red systems continuously for 35 days, in a plan of its own", async () => {
    const { resources, made } = await make();
    const rule = ruleOf(named(resources, "chat-recovery"));
    assert.equal(rule.ruleName, "recovery");
    assert.equal(rule.enableContinuousBackup, true);
    assert.equal(rule.schedule, "cron(0 * * * ? *)");
    assert.equal(rule.scheduleExpressionTimezone, "Etc/UTC");
    assert.deepEqual(rule.lifecycle, { deleteAfter: 35 });
    assert.deepEqual(rule.copyActions, []);
    assert.equal(rule.recoveryPointTags["retention"], "35");
    assert.ok(made.recoveryPlanId);
    assert.equal(await valueOf(made.recoveryPlanId), "chat-recovery-id");
  });

  it("selects by kind and tag together, and of the recovery plan what it can keep continuously", async () => {
    const { resources } = await make();
    assert.deepEqual(named(resources, "chat-tagged").inputs, {
      planId: "chat-plan-id",
      iamRoleArn: roleArn,
      resources: ["arn:aws:rds:*:*:cluster:*", "arn:aws:dynamodb:*:*:table/*"],
      conditions: [{ stringEquals: [{ key: "aws:ResourceTag/backup", value: "chat" }] }],
    });
    const recovery = named(resources, "chat-recovery-tagged").inputs;
    assert.equal(recovery["planId"], "chat-recovery-id");
    assert.deepEqual(recovery["resources"], ["arn:aws:rds:*:*:cluster:*"]);
    assert.equal(ofType(resources, aws.backup.Selection).length, 2);
  });

  it("selects resources that the stack itself makes", async () => {
    const database = "arn:aws:rds:eu-central-1:111122223333:db:chat";
    const table = "arn:aws:dynamodb:eu-central-1:111122223333:table/sessions";
    const { resources } = await record(() => {
      const { tagged: _, ...others } = usual;
      const made = pulumi.output(Promise.resolve(table));
      return new Backup("chat", {
        ...others,
        resources: [
          { kind: Rds, arn: database },
          { kind: DynamoDb, arn: made },
        ],
      });
    });
    assert.deepEqual(named(resources, "chat-named").inputs["resources"], [database, table]);
    assert.deepEqual(named(resources, "chat-recovery-named").inputs["resources"], [database]);
    assert.ok(!isNamed(resources, "chat-tagged"));
  });

  it("makes no recovery plan where nothing needs one, and locks for the whole retention then", async () => {
    const { resources, made } = await make({ tagged: { key: "backup", value: "chat", kinds: [DynamoDb] } });
    assert.ok(!isNamed(resources, "chat-recovery"));
    assert.equal(made.recoveryPlanId, undefined);
    assert.equal(named(resources, "chat-compliance-lock").inputs["minRetentionDays"], 365);
  });

  it("takes hourly snapshots in tier yellow of what is not kept continuously", async () => {
    const { resources } = await makeLeast({ tagged: { key: "backup", value: "chat", kinds: [Ebs, DynamoDb] } });
    const rule = ruleOf(named(resources, "chat-recovery"));
    assert.deepEqual([rule.schedule, rule.enableContinuousBackup], ["cron(0 * * * ? *)", false]);
    assert.deepEqual(named(resources, "chat-recovery-tagged").inputs["resources"], ["arn:aws:ec2:*:*:volume/*"]);
  });

  it("backs up weekly outside of the tiers, in the zone of the program", async () => {
    const { resources } = await makeLeast({
      frequency: BackupFrequency.Weekly,
      timezone: "Europe/Berlin",
      tags: { ...least.tags, tier: RecoveryTier.None },
    });
    const rule = ruleOf(named(resources, "chat-plan"));
    assert.deepEqual([rule.schedule, rule.scheduleExpressionTimezone], ["cron(0 4 ? * SUN *)", "Europe/Berlin"]);
    assert.ok(!isNamed(resources, "chat-recovery"));
  });

  it("moves what is retained to cold storage, copies with it, and nothing else", async () => {
    const { resources } = await makeLeast({ retentionDays: 365, coldStorageAfterDays: 30 });
    assert.deepEqual(ruleOf(named(resources, "chat-plan")).lifecycle, { deleteAfter: 365, coldStorageAfter: 30 });
    assert.deepEqual(ruleOf(named(resources, "chat-recovery")).lifecycle, { deleteAfter: 35 });
  });

  it("has a protected role that backs up and restores, S3 only where buckets are backed up", async () => {
    const attached = (resources: readonly Registered[]) =>
      ofType(resources, aws.iam.RolePolicyAttachment).map(({ inputs }) => inputs["policyArn"]);
    const { resources, made } = await make();
    const role = named(resources, "chat-role");
    assert.equal(role.protect, true);
    assert.deepEqual(JSON.parse(role.inputs["assumeRolePolicy"] as string), {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "backup.amazonaws.com" }, Action: "sts:AssumeRole" }],
    });
    assert.deepEqual(attached(resources), [
      "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
      "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores",
    ]);
    assert.equal(await valueOf(made.roleArn), roleArn);
    const { resources: withBuckets } = await make({ tagged: { key: "backup", value: "chat", kinds: [S3] } });
    assert.deepEqual(attached(withBuckets).slice(2), [
      "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup",
      "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Restore",
    ]);
  });

  it("backs up nothing before vaults are locked and the role may do its work", async () => {
    const { resources } = await make();
    const { dependsOn } = named(resources, "chat-plan");
    for (const name of [
      "chat-compliance-lock",
      "chat-copy-compliance-lock",
      "chat-vault-policy",
      "chat-copy-policy",
      "chat-role-AWSBackupServiceRolePolicyForBackup",
    ]) {
      assert.ok(dependsOn.includes(named(resources, name).urn), name);
    }
  });

  it("tests restores of every kind each month, from its own vault", async () => {
    const { resources } = await make();
    const { name, tags: _, ...plan } = named(resources, "chat-restore-tests").inputs;
    assert.match(String(name), /^backup_chat_[0-9a-f]{8}$/);
    assert.deepEqual(plan, {
      scheduleExpression: "cron(0 7 1 * ? *)",
      scheduleExpressionTimezone: "Asia/Shanghai",
      startWindowHours: 24,
      recoveryPointSelection: {
        algorithm: "LATEST_WITHIN_WINDOW",
        includeVaults: ["arn:aws:backup:eu-central-1:111122223333:backup-vault:chat-vault-1a2b3c4"],
        recoveryPointTypes: ["CONTINUOUS", "SNAPSHOT"],
        selectionWindowDays: 30,
      },
    });
    assert.deepEqual(
      ofType(resources, aws.backup.RestoreTestingSelection).map(({ inputs }) => inputs),
      ["Aurora", "DynamoDB"].map((protectedResourceType) => ({
        name: protectedResourceType.toLowerCase(),
        restoreTestingPlanName: name,
        protectedResourceType,
        protectedResourceArns: ["*"],
        iamRoleArn: roleArn,
        validationWindowHours: 8,
      })),
    );
  });

  it("tests restores as the program says, and leaves out what people practise", async () => {
    const { resources } = await makeLeast({
      tagged: { key: "backup", value: "chat", kinds: [Fsx, Eks] },
      restoreTest: {
        interval: RestoreTestInterval.HalfYearly,
        validationHours: 24,
        metadata: [{ kind: Fsx, overrides: { subnetIds: pulumi.output("subnet-1") } }],
        practised: [Eks],
      },
    });
    const plan = named(resources, "chat-restore-tests").inputs;
    assert.equal(plan["scheduleExpression"], "cron(0 7 1 6,12 ? *)");
    const points = plan["recoveryPointSelection"] as Readonly<Record<string, unknown>>;
    assert.deepEqual(points["recoveryPointTypes"], ["SNAPSHOT"]);
    const [selection, ...others] = ofType(resources, aws.backup.RestoreTestingSelection);
    assert.deepEqual(others, []);
    assert.deepEqual(selection?.inputs["restoreMetadataOverrides"], { subnetIds: "subnet-1" });
    assert.equal(selection?.inputs["validationWindowHours"], 24);
  });

  it("has no plan of restore tests where the service tests none", async () => {
    const { resources, made } = await makeLeast({
      tagged: { key: "backup", value: "chat", kinds: [Eks] },
      restoreTest: { practised: [Eks] },
    });
    assert.deepEqual(ofType(resources, aws.backup.RestoreTestingPlan), []);
    assert.equal(made.restoreTestingPlan, undefined);
  });

  it("gives names with underscores alone where the service takes nothing else", async () => {
    const { resources } = await record(() => [
      new Backup("im-chat", { ...least, auditFramework: true, reportBucketName: "reports" }),
      new Backup("im_chat", { ...least, auditFramework: true, reportBucketName: "reports" }),
    ]);
    const names = [aws.backup.RestoreTestingPlan, aws.backup.Framework, aws.backup.ReportPlan].flatMap((type) =>
      ofType(resources, type).map(({ type: token, inputs }) => `${token} ${String(inputs["name"])}`),
    );
    assert.equal(new Set(names).size, 2 + 2 + 8);
    for (const name of names) {
      assert.match(name, / [a-z][A-Za-z0-9_]{1,49}$/);
    }
  });

  it("tells the topic of jobs of its role that fail, and of what its vaults alone know", async () => {
    const { resources } = await make({
      copyRegion: { region: "eu-west-1", kmsKeyArn: copyKeyArn, alarmTopicArn: "arn:aws:sns:eu-west-1:111122223333:a" },
    });
    const ends = ["ABORTED", "EXPIRED", "FAILED", "PARTIAL"];
    assert.deepEqual(JSON.parse(named(resources, "chat-failures").inputs["eventPattern"] as string), {
      source: ["aws.backup"],
      "detail-type": ["Backup Job State Change", "Copy Job State Change", "Restore Job State Change"],
      detail: { iamRoleArn: [roleArn], $or: [{ state: ends }, { status: ends }] },
    });
    assert.deepEqual(named(resources, "chat-failures-target").inputs, {
      rule: "chat-failures-1a2b3c4",
      arn: alarmTopicArn,
    });
    const events = ["COPY_JOB_FAILED", "S3_BACKUP_OBJECT_FAILED", "S3_RESTORE_OBJECT_FAILED"];
    assert.deepEqual(named(resources, "chat-vault-notifications").inputs, {
      backupVaultName: "chat-vault-1a2b3c4",
      snsTopicArn: alarmTopicArn,
      backupVaultEvents: events,
    });
    assert.deepEqual(named(resources, "chat-copy-notifications").inputs, {
      backupVaultName: "chat-copy-1a2b3c4",
      snsTopicArn: "arn:aws:sns:eu-west-1:111122223333:a",
      backupVaultEvents: events,
      region: "eu-west-1",
    });
  });

  it("reports every job daily, and audits, where the program says so", async () => {
    const { resources } = await make({ reportBucketName: "im-reports", auditFramework: true });
    const reports = ofType(resources, aws.backup.ReportPlan);
    assert.deepEqual(
      reports.map(({ name, inputs }) => [
        name,
        (inputs["reportSetting"] as Readonly<Record<string, unknown>>)["reportTemplate"],
      ]),
      [
        ["chat-backup-report", "BACKUP_JOB_REPORT"],
        ["chat-copy-report", "COPY_JOB_REPORT"],
        ["chat-restore-report", "RESTORE_JOB_REPORT"],
        ["chat-control-report", "CONTROL_COMPLIANCE_REPORT"],
      ],
    );
    const channel = reports[0]?.inputs["reportDeliveryChannel"] as Readonly<Record<string, unknown>>;
    assert.deepEqual([channel["s3BucketName"], channel["formats"]], ["im-reports", ["CSV", "JSON"]]);
    const controls = named(resources, "chat-framework").inputs["controls"] as readonly Readonly<
      Record<string, unknown>
    >[];
    const parameters = (name: string) => controls.find((control) => control["name"] === name)?.["inputParameters"];
    assert.deepEqual(parameters("BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK"), [
      { name: "requiredFrequencyUnit", value: "days" },
      { name: "requiredFrequencyValue", value: "1" },
      { name: "requiredRetentionDays", value: "365" },
    ]);
    assert.deepEqual(parameters("BACKUP_RESOURCES_PROTECTED_BY_BACKUP_VAULT_LOCK"), [
      { name: "minRetentionDays", value: "35" },
      { name: "maxRetentionDays", value: "3653" },
    ]);
    const scoped = controls.filter((control) => control["scope"] !== undefined);
    assert.equal(scoped.length, 3);
    assert.ok(scoped.every(({ scope }) => JSON.stringify(scope) === '{"tags":{"backup":"chat"}}'));
  });

  it("audits the kinds of resources that it knows by their ARNs alone", async () => {
    const { tagged: _, ...others } = least;
    const arn = "arn:aws:elasticfilesystem:eu-central-1:111122223333:file-system/fs-1";
    const { resources } = await record(
      () => new Backup("chat", { ...others, resources: [{ kind: Efs, arn }], auditFramework: true }),
    );
    assert.match(
      JSON.stringify(named(resources, "chat-framework").inputs["controls"]),
      /"scope":\{"complianceResourceTypes":\["EFS"\]\}/,
    );
  });

  it("does without reports, audit and region settings where nothing is said", async () => {
    const { resources } = await make();
    for (const type of [aws.backup.ReportPlan, aws.backup.Framework, aws.backup.RegionSettings]) {
      assert.deepEqual(ofType(resources, type), []);
    }
  });

  it("sets which kinds the region manages, in full where it can", async () => {
    const { resources } = await make({ regionSettings: { Aurora: true, DynamoDB: true, EFS: false, EBS: false } });
    assert.deepEqual(named(resources, "chat-region-settings").inputs, {
      resourceTypeOptInPreference: { Aurora: true, DynamoDB: true, EFS: false, EBS: false },
      resourceTypeManagementPreference: { DynamoDB: true },
    });
  });

  it("writes ARNs for the account, region and partition of its provider", async () => {
    const { resources } = await record(
      () =>
        new Backup("chat", {
          ...usual,
          kmsKeyArn: "arn:aws-cn:kms:cn-north-1:444455556666:key/backup",
          copyRegion: {
            region: "cn-northwest-1",
            kmsKeyArn: "arn:aws-cn:kms:cn-northwest-1:444455556666:key/copy",
          },
          accountVaultArn: "arn:aws-cn:backup:cn-north-1:999988887777:backup-vault:chat",
        }),
      china,
    );
    assert.deepEqual(
      ruleOf(named(resources, "chat-plan")).copyActions.map(({ destinationVaultArn }) => destinationVaultArn),
      [
        "arn:aws-cn:backup:cn-northwest-1:444455556666:backup-vault:chat-copy-1a2b3c4",
        "arn:aws-cn:backup:cn-north-1:999988887777:backup-vault:chat",
      ],
    );
    assert.equal(
      named(resources, "chat-tagged").inputs["iamRoleArn"],
      "arn:aws-cn:iam::444455556666:role/chat-role-1a2b3c4",
    );
    assert.ok(
      ofType(resources, aws.iam.RolePolicyAttachment).every(({ inputs }) =>
        String(inputs["policyArn"]).startsWith("arn:aws-cn:iam::aws:policy/"),
      ),
    );
  });

  it("parents its children, tags those that can have tags, and completes once", async () => {
    const { resources, completed } = await make({ reportBucketName: "reports", auditFramework: true });
    const { urn, type } = named(resources, "chat");
    assert.equal(type, "palisade:index:Backup");
    const children = resources.filter((each) => each.urn !== urn);
    assert.ok(children.every(({ parent }) => parent === urn));
    const tagged = children.filter(({ inputs }) => inputs["tags"] !== undefined);
    assert.deepEqual(tagged.map(({ name }) => name).toSorted(), [
      "chat-backup-report",
      "chat-control-report",
      "chat-copy",
      "chat-copy-report",
      "chat-failures",
      "chat-framework",
      "chat-plan",
      "chat-recovery",
      "chat-restore-report",
      "chat-restore-tests",
      "chat-role",
      "chat-vault",
    ]);
    assert.deepEqual(completed, [urn]);
  });

  it("lets overrides replace properties of a child, with a warning", async () => {
    const { resources, warnings } = await make({ overrides: { failureRule: { state: "DISABLED" } } });
    assert.equal(named(resources, "chat-failures").inputs["state"], "DISABLED");
    assert.deepEqual(warnings, ["chat-failures: overrides set state; the component does not vouch for this."]);
  });

  it("refuses a key that turns out to encrypt the data as well, once both are known", async () => {
    const dataKeys = [pulumi.output(Promise.resolve(kmsKeyArn))];
    const key = { argument: "kmsKeyArn", keyArn: pulumi.output(kmsKeyArn) };
    await assert.rejects(valueOf(separateKey(refusals("Backup", "chat"), key, dataKeys)), (error: unknown) => {
      assert.ok(error instanceof RefusedArgumentError);
      assert.equal(
        error.message,
        `Backup "chat": kmsKeyArn is "${kmsKeyArn}"; KEY-01 requires a key that does not encrypt the data as well.`,
      );
      return true;
    });
  });

  it("refuses a key and a copy in wrong regions where the configuration tells its own", () => {
    const message = (change: Partial<BackupArgs>) =>
      refusalOf(() => resolveBackup("chat", { ...usual, ...change }, "eu-central-1"))?.message;
    assert.equal(message({}), undefined);
    assert.equal(
      message({ kmsKeyArn: copyKeyArn }),
      `Backup "chat": kmsKeyArn is "${copyKeyArn}"; BAK-01 requires a key in eu-central-1.`,
    );
    assert.equal(
      message({ copyRegion: { region: "eu-central-1", kmsKeyArn: copyKeyArn } }),
      'Backup "chat": copyRegion.region is "eu-central-1"; BAK-05 requires another region than eu-central-1.',
    );
  });

  const tier = (of: RecoveryTier, env = Environment.Staging): Partial<BackupArgs> => ({
    tags: { ...tags, env, tier: of },
  });
  const kinds = (...some: BackupResource[]): Partial<BackupArgs> => ({
    tagged: { key: "backup", value: "chat", kinds: some },
  });

  refuses("Backup", (change: Partial<BackupArgs>) => new Backup("chat", { ...usual, ...change }), {
    "retention below what the class demands": {
      change: { retentionDays: 364 },
      control: "BAK-04",
      message: 'Backup "chat": retentionDays is 364; BAK-04 requires at least 365 days.',
    },
    "retention of core data below five years": {
      change: { dataClass: DataClass.Core, retentionDays: 1826 },
      control: "BAK-04",
      message: 'Backup "chat": retentionDays is 1826; BAK-04 requires at least 1827 days.',
    },
    "retention that is no number": {
      change: { retentionDays: NaN },
      control: "BAK-04",
      message: 'Backup "chat": retentionDays is NaN; BAK-04 requires at least 365 days.',
    },
    "retention in parts of days": {
      change: { retentionDays: 365.5 },
      message: 'Backup "chat": retentionDays is 365.5; expected 365 to 36500 whole days.',
    },
    "a class of data that is none": {
      change: { dataClass: "secret" as DataClass },
      message:
        'Backup "chat": dataClass is "secret"; expected one of general, important, core, personal, sensitive-personal.',
    },
    "nothing to back up": {
      change: { tagged: undefined as never },
      control: "BAK-06",
      message: 'Backup "chat": tagged is missing; BAK-06 requires a tag, or resources, of what is backed up.',
    },
    "a blank tag": {
      change: { tagged: { key: "backup", value: " ", kinds: [Aurora] } },
      message: 'Backup "chat": tagged.value is " "; expected the value of a tag.',
    },
    "no kinds": {
      change: kinds(),
      message: 'Backup "chat": tagged.kinds is []; expected one kind at least, each of them once.',
    },
    "a kind that is none": {
      change: kinds("redshift" as BackupResource),
      message:
        'Backup "chat": tagged.kinds[0] is "redshift"; expected one of aurora, documentdb, dynamodb, ebs, ec2, efs, eks, ' +
        "fsx, neptune, rds, s3.",
    },
    "what cannot be recovered to within five minutes, for red": {
      change: kinds(Aurora, Efs),
      control: "IR-01",
      message:
        'Backup "chat": tagged.kinds[1] is "efs"; IR-01 requires what can be recovered to within 5 minutes: aurora, ' +
        "documentdb, dynamodb, neptune, rds, s3.",
    },
    "what cannot be recovered to within thirty minutes, for orange": {
      change: { ...kinds(Ebs), ...tier(RecoveryTier.Orange) },
      control: "IR-02",
      message:
        'Backup "chat": tagged.kinds[0] is "ebs"; IR-02 requires what can be recovered to within 30 minutes: aurora, ' +
        "documentdb, dynamodb, efs, neptune, rds, s3.",
    },
    "core data that is not kept continuously": {
      change: { ...kinds(Ebs), ...tier(RecoveryTier.Yellow), dataClass: DataClass.Core },
      control: "BAK-06",
      message:
        'Backup "chat": tagged.kinds[0] is "ebs"; BAK-06 requires what is kept continuously, for core data: aurora, ' +
        "documentdb, dynamodb, efs, neptune, rds, s3.",
    },
    "a resource of another kind than it says": {
      change: { resources: [{ kind: Rds, arn: "arn:aws:rds:eu-central-1:111122223333:cluster:chat" }] },
      message:
        'Backup "chat": resources[0].arn is "arn:aws:rds:eu-central-1:111122223333:cluster:chat"; expected the ARN of one ' +
        "resource of kind rds.",
    },
    "every resource of an account as one": {
      change: { resources: [{ kind: S3, arn: "arn:aws:s3:::*" }] },
      message: 'Backup "chat": resources[0].arn is "arn:aws:s3:::*"; expected the ARN of one resource of kind s3.',
    },
    "no tier for data in production": {
      change: tier(RecoveryTier.None, Environment.Production),
      control: "IR-03",
      message:
        'Backup "chat": tags.tier is "none"; IR-03 requires a tier of recovery for what keeps data in production.',
    },
    "weekly backups within a tier": {
      change: { frequency: BackupFrequency.Weekly },
      control: "BAK-06",
      message: 'Backup "chat": frequency is "weekly"; BAK-06 requires daily backups of a system of tier red.',
    },
    "a frequency that is none": {
      change: { frequency: "monthly" as BackupFrequency },
      message: 'Backup "chat": frequency is "monthly"; expected one of daily, weekly.',
    },
    "a zone that is none": {
      change: { timezone: "Beijing" },
      message: 'Backup "chat": timezone is "Beijing"; expected an IANA time zone such as Asia/Shanghai.',
    },
    "cold storage for fewer than 90 days": {
      change: { coldStorageAfterDays: 276 },
      message: 'Backup "chat": coldStorageAfterDays is 276; expected 1 to 275 whole days.',
    },
    "cold storage of what is deleted before 90 days": {
      change: {
        ...tier(RecoveryTier.Yellow),
        lock: {},
        dataClass: DataClass.General,
        coldStorageAfterDays: 1,
      },
      message:
        'Backup "chat": coldStorageAfterDays is 1; expected no cold storage, which takes 90 days, for backups retained ' +
        "for 35.",
    },
    "cold storage of what has none": {
      change: { ...kinds(Aurora), coldStorageAfterDays: 30 },
      message: 'Backup "chat": coldStorageAfterDays is 30; expected a resource that has cold storage: dynamodb, efs.',
    },
    "a lock that can be taken away, in production of tier red": {
      change: { lock: {} },
      control: "BAK-07",
      message: 'Backup "chat": lock.mode is "governance"; BAK-07 requires compliance, in production of tier red.',
    },
    "a lock that can be taken away, in production of tier orange": {
      change: { lock: {}, ...tier(RecoveryTier.Orange, Environment.Production) },
      control: "BAK-07",
      message: 'Backup "chat": lock.mode is "governance"; BAK-07 requires compliance, in production of tier orange.',
    },
    "a lock for ever of which nobody says that it is meant": {
      change: { lock: { mode: LockMode.Compliance } },
      control: "BAK-07",
      message:
        'Backup "chat": lock.irreversible is false; BAK-07 requires true where the lock can never be taken back.',
    },
    "a lock for ever from tomorrow on": {
      change: { lock: { mode: LockMode.Compliance, irreversible: true, changeableForDays: 2 } },
      message: 'Backup "chat": lock.changeableForDays is 2; expected 3 to 36500 whole days.',
    },
    "a lock that is to be both": {
      change: { ...tier(RecoveryTier.Red), lock: { changeableForDays: 3 } },
      message:
        'Backup "chat": lock is {"changeableForDays":3}; expected mode compliance where the lock is to become irreversible.',
    },
    "a lock mode that is none": {
      change: { lock: { mode: "none" as LockMode } },
      message: 'Backup "chat": lock.mode is "none"; expected one of governance, compliance.',
    },
    "a lock that refuses the retention": {
      change: { lock: { mode: LockMode.Compliance, irreversible: true, maxRetentionDays: 364 } },
      control: "BAK-07",
      message: 'Backup "chat": lock.maxRetentionDays is 364; BAK-07 requires 365 to 36500 whole days.',
    },
    "important data in one region": {
      change: { copyRegion: undefined as never },
      control: "BAK-05",
      message:
        'Backup "chat": copyRegion is missing; BAK-05 requires backups in at least 2 regions for data of class important.',
    },
    "production in one account": {
      change: { accountVaultArn: undefined as never },
      control: "BAK-02",
      message: 'Backup "chat": accountVaultArn is missing; BAK-02 requires a vault of another account, in production.',
    },
    "a vault that is none": {
      change: { accountVaultArn: "chat" },
      control: "BAK-02",
      message: 'Backup "chat": accountVaultArn is "chat"; BAK-02 requires the ARN of a backup vault.',
    },
    "a vault of its own account": {
      change: { accountId: "444455556666" },
      control: "BAK-02",
      message: `Backup "chat": accountVaultArn is "${outside}"; BAK-02 requires a vault outside of account 444455556666.`,
    },
    "a region that is none": {
      change: { copyRegion: { region: "Ireland", kmsKeyArn: copyKeyArn } },
      message: 'Backup "chat": copyRegion.region is "Ireland"; expected a region such as eu-central-1.',
    },
    "a key in another region than the copies": {
      change: { copyRegion: { region: "eu-west-3", kmsKeyArn: copyKeyArn } },
      control: "BAK-01",
      message: `Backup "chat": copyRegion.kmsKeyArn is "${copyKeyArn}"; BAK-01 requires a key in eu-west-3.`,
    },
    "the key of the data": {
      change: { dataKeyArns: [pulumi.output(kmsKeyArn), kmsKeyArn] },
      control: "KEY-01",
      message: `Backup "chat": kmsKeyArn is "${kmsKeyArn}"; KEY-01 requires a key that does not encrypt the data as well.`,
    },
    "the key of the data for the copies": {
      change: { dataKeyArns: [copyKeyArn] },
      control: "KEY-01",
      message: `Backup "chat": copyRegion.kmsKeyArn is "${copyKeyArn}"; KEY-01 requires a key that does not encrypt the data as well.`,
    },
    "a key by its alias": {
      change: { kmsKeyArn: "alias/backup" },
      control: "BAK-01",
      message: 'Backup "chat": kmsKeyArn is "alias/backup"; BAK-01 requires the ARN of a key.',
    },
    "a blank record of a transfer": {
      change: { transferRecord: " " },
      control: "DAT-05",
      message: 'Backup "chat": transferRecord is " "; DAT-05 requires the id of a record of the transfer.',
    },
    "clusters whose restores nobody practises": {
      change: { ...kinds(Eks), ...tier(RecoveryTier.Yellow) },
      control: "BAK-03",
      message:
        'Backup "chat": restoreTest.practised is []; BAK-03 requires eks among them, because the service tests no restores ' +
        "of it.",
    },
    "practice of what the service tests": {
      change: { restoreTest: { practised: [Aurora] } },
      message:
        'Backup "chat": restoreTest.practised is ["aurora"]; expected kinds that are backed up and that the service tests ' +
        "no restores of.",
    },
    "tests of FSx that would fail": {
      change: { ...kinds(Fsx), ...tier(RecoveryTier.Yellow) },
      control: "BAK-03",
      message:
        'Backup "chat": restoreTest.metadata is []; BAK-03 requires what restores of fsx are told, without which they fail.',
    },
    "metadata of what is not restored": {
      change: { restoreTest: { metadata: [{ kind: Rds, overrides: {} }] } },
      message:
        'Backup "chat": restoreTest.metadata[0].kind is "rds"; expected a kind that is backed up and whose restores are ' +
        "tested.",
    },
    "an interval that is none": {
      change: { restoreTest: { interval: "yearly" as RestoreTestInterval } },
      message:
        'Backup "chat": restoreTest.interval is "yearly"; expected one of weekly, monthly, quarterly, half-yearly.',
    },
    "a validation that never ends": {
      change: { restoreTest: { validationHours: 169 } },
      message: 'Backup "chat": restoreTest.validationHours is 169; expected 1 to 168 whole hours.',
    },
    "region settings that leave out what needs them": {
      change: { regionSettings: { DynamoDB: true } },
      control: "BAK-02",
      message: 'Backup "chat": regionSettings.Aurora is missing; BAK-02 requires true for what is backed up.',
    },
    "region settings that turn off what is backed up": {
      change: { regionSettings: { Aurora: true, DynamoDB: false } },
      control: "BAK-02",
      message: 'Backup "chat": regionSettings.DynamoDB is false; BAK-02 requires true for what is backed up.',
    },
    "an account that is none": {
      change: { accountId: "1111-2222-3333" },
      message: 'Backup "chat": accountId is "1111-2222-3333"; expected twelve digits.',
    },
    "overrides of a child that it does not have": {
      change: { overrides: { bucket: {} } },
      message:
        'Backup "chat": overrides.bucket is {}; expected a role among vault, lock, vaultPolicy, notifications, copyVault, ' +
        "copyLock, copyPolicy, copyNotifications, role, plan, recoveryPlan, selection, restoreTestingPlan, restoreTest, " +
        "failureRule, failureTarget, regionSettings, framework, report.",
    },
  });

  const long = "c".repeat(27);
  refuses("Backup", (name: string) => new Backup(name, usual), {
    "a name that would not fit its selections": {
      change: long,
      message: `Backup "${long}": name is "${long}"; expected 1 to 26 letters, digits, hyphens and underscores.`,
    },
  });
});
