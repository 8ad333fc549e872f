import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Environment, Key, type KeyArgs, KeyService, RecoveryTier, RefusedArgumentError } from "../../components";
import { accessOf, resolveKey } from "../../components/key";
import { keyPolicy, type Statement } from "../../components/policy/key-policy";
import { china, frankfurt, named, record, valueOf } from "../support/mocks";
import { refuses } from "../support/refusal";
import { statement } from "../support/resource-policy";

const administrator = "arn:aws:iam::111122223333:role/security/key-administrator";
const gateway = "arn:aws:iam::111122223333:role/chat-gateway";
const root = "arn:aws:iam::111122223333:root";

const minimal: KeyArgs = {
  description: "Chat records",
  administrators: [administrator],
  users: [gateway],
  tags: { env: Environment.Production, tier: RecoveryTier.Red, owner: "im-platform" },
};

const make = (change: Partial<KeyArgs> = {}) => record(() => new Key("chat", { ...minimal, ...change }));

const usesKey = (action: string) => /^kms:(Encrypt|Decrypt|ReEncrypt|GenerateDataKey|Sign|Verify)/.test(action);

const statementsOf = (services: KeyService[], place = frankfurt): readonly Statement[] =>
  keyPolicy({ administrators: [administrator], users: [gateway], services }, place).Statement;

/** The statements that a service adds. */
const granted = (service: KeyService, place = frankfurt) =>
  statementsOf([service], place).slice(statementsOf([]).length);

describe("Key", () => {
  it("refuses a name that no alias can have", () => {
    assert.throws(() => new Key("backup copies", minimal), {
      message:
        'Key "backup copies": name is "backup copies"; expected 1 to 100 letters, digits, hyphens and underscores.',
    });
  });

  it("rotates every year, waits for 30 days before it is deleted, and is protected", async () => {
    const { resources } = await make();
    const { inputs, protect } = named(resources, "chat-key");
    assert.equal(inputs["enableKeyRotation"], true);
    assert.equal(inputs["rotationPeriodInDays"], 365);
    assert.equal(inputs["deletionWindowInDays"], 30);
    assert.equal(inputs["multiRegion"], false);
    assert.equal(inputs["bypassPolicyLockoutSafetyCheck"], undefined);
    assert.equal(protect, true);
    assert.deepEqual(inputs["tags"], {
      Name: "chat-key",
      env: "production",
      tier: "red",
      owner: "im-platform",
      "asset-class": "key",
    });
  });

  it("parents its children and completes once", async () => {
    const { resources, completed } = await make();
    const { urn, type } = named(resources, "chat");
    assert.equal(type, "palisade:index:Key");
    assert.deepEqual(
      resources.filter(({ parent }) => parent === urn).map(({ name }) => name),
      ["chat-key", "chat-alias"],
    );
    assert.equal(resources.length, 3);
    assert.deepEqual(completed, [urn]);
  });

  it("has an alias that is its own within the account", async () => {
    const { resources } = await make();
    assert.deepEqual(named(resources, "chat-alias").inputs, { name: "alias/im/test/chat", targetKeyId: "chat-key-id" });
  });

  it("rotates more often and replicates where the program says so", async () => {
    const { resources } = await make({ rotationDays: 90, multiRegion: true });
    const { inputs } = named(resources, "chat-key");
    assert.deepEqual([inputs["rotationPeriodInDays"], inputs["multiRegion"]], [90, true]);
  });

  it("admits users that the stack itself makes", async () => {
    const { resources } = await make({ users: [pulumi.output(Promise.resolve(gateway))] });
    const users = statement(named(resources, "chat-key").inputs["policy"], "Users");
    assert.deepEqual(users.Principal, { AWS: [gateway] });
  });

  it("writes its policy for the account, region and partition of its provider", async () => {
    const { resources } = await record(() => new Key("chat", { ...minimal, services: [KeyService.Logs] }), china);
    const expected = keyPolicy(
      { administrators: [administrator], users: [gateway], services: [KeyService.Logs] },
      china,
    );
    assert.deepEqual(JSON.parse(named(resources, "chat-key").inputs["policy"] as string), expected);
  });

  it("takes the account from its arguments where they say it", async () => {
    const { resources } = await make({ accountId: "999988887777" });
    assert.match(named(resources, "chat-key").inputs["policy"] as string, /"arn:aws:iam::999988887777:root"/);
  });

  it("lets overrides replace properties of a child, with a warning", async () => {
    const { resources, warnings } = await make({ overrides: { alias: { name: "alias/chat" } } });
    assert.equal(named(resources, "chat-alias").inputs["name"], "alias/chat");
    assert.deepEqual(warnings, ["chat-alias: overrides set name; the component does not vouch for this."]);
  });

  it("refuses a user that turns out to administer the key, once it is known", async () => {
    const resolved = resolveKey("chat", { ...minimal, users: [pulumi.output(Promise.resolve(administrator))] });
    await assert.rejects(valueOf(accessOf("chat", resolved)), (error: unknown) => {
      assert.ok(error instanceof RefusedArgumentError);
      assert.equal(
        error.message,
        `Key "chat": users is "${administrator}"; KEY-01 requires users that do not administer the key.`,
      );
      return true;
    });
  });

  refuses("Key", (change: Partial<KeyArgs>) => new Key("chat", { ...minimal, ...change }), {
    "a rotation less often than yearly": {
      change: { rotationDays: 366 },
      control: "KEY-02",
      message: 'Key "chat": rotationDays is 366; KEY-02 requires at most 365 days.',
    },
    "a rotation that is no number": {
      change: { rotationDays: NaN },
      control: "KEY-02",
      message: 'Key "chat": rotationDays is NaN; KEY-02 requires at most 365 days.',
    },
    "a rotation more often than the cloud offers": {
      change: { rotationDays: 30 },
      message: 'Key "chat": rotationDays is 30; expected 90 whole days at least.',
    },
    "an administrator among the users": {
      change: { users: [gateway, administrator] },
      control: "KEY-01",
      message: `Key "chat": users is "${administrator}"; KEY-01 requires users that do not administer the key.`,
    },
    "a key that nobody administers": {
      change: { administrators: [] },
      control: "KEY-01",
      message: 'Key "chat": administrators is []; KEY-01 requires one administrator at least.',
    },
    "everybody as a user": {
      change: { users: ["*"] },
      control: "KEY-01",
      message: 'Key "chat": users is "*"; KEY-01 requires the ARN of one IAM role or user.',
    },
    "a whole account as administrator": {
      change: { administrators: [root] },
      control: "KEY-01",
      message: `Key "chat": administrators is "${root}"; KEY-01 requires the ARN of one IAM role or user.`,
    },
    "a session of a role, which could hide an administrator": {
      change: { users: ["arn:aws:sts::111122223333:assumed-role/key-administrator/me"] },
      control: "KEY-01",
      message:
        'Key "chat": users is "arn:aws:sts::111122223333:assumed-role/key-administrator/me"; KEY-01 requires the ARN of ' +
        "one IAM role or user.",
    },
    "a service that is none": {
      change: { services: ["lambda" as KeyService] },
      message:
        'Key "chat": services[0] is "lambda"; expected one of alarms, auto-scaling, backup, cloudtrail, config, dynamodb, ' +
        "ec2, elasticache, efs, events, guardduty, log-delivery, logs, notices, rds, s3, secrets-manager, sessions, sns, sqs, ssm.",
    },
    "a service twice": {
      change: { services: [KeyService.S3, KeyService.S3] },
      message: 'Key "chat": services is ["s3","s3"]; expected each of them once.',
    },
    "a blank description": {
      change: { description: "" },
      message: 'Key "chat": description is ""; expected a description of what it is for.',
    },
    "an account that is none": {
      change: { accountId: "1111-2222-3333" },
      message: 'Key "chat": accountId is "1111-2222-3333"; expected twelve digits.',
    },
    "overrides of a child that it does not have": {
      change: { overrides: { policy: {} } },
      message: 'Key "chat": overrides.policy is {}; expected a role among key, alias.',
    },
  });
});

describe("key policy", () => {
  it("lets the account change the policy, without which the key would lock everybody out", () => {
    const [account] = statementsOf([]);
    assert.deepEqual(account?.Principal, { AWS: root });
    assert.ok(account?.Action.includes("kms:PutKeyPolicy"));
  });

  it("lets neither the account nor administrators use the key", () => {
    for (const { Sid, Action } of statementsOf([]).slice(0, 2)) {
      assert.deepEqual(Action.filter(usesKey), [], Sid);
      assert.ok(!Action.includes("kms:CreateGrant"), Sid);
    }
  });

  it("lets users use the key and not manage it", () => {
    const users = statementsOf([]).filter(({ Sid }) => Sid.startsWith("Users"));
    assert.deepEqual(
      users.map(({ Principal }) => Principal),
      [{ AWS: [gateway] }, { AWS: [gateway] }],
    );
    const actions = users.flatMap(({ Action }) => Action);
    assert.ok(actions.includes("kms:Decrypt"));
    assert.deepEqual(
      actions.filter((action) => /Put|Delete|Disable|Schedule|Update|Tag/.test(action)),
      [],
    );
  });

  it("has no statement of users where there are none", () => {
    const { Statement: statements } = keyPolicy(
      { administrators: [administrator], users: [], services: [] },
      frankfurt,
    );
    assert.equal(statements.length, 2);
  });

  it("names every action and every principal, and no statement twice", () => {
    const statements = statementsOf(Object.values(KeyService));
    assert.deepEqual(
      statements.flatMap(({ Action }) => Action.filter((action) => action.includes("*"))),
      [],
    );
    assert.deepEqual(
      statements.filter(({ Principal }) => JSON.stringify(Principal).includes("*")),
      [],
    );
    assert.equal(new Set(statements.map(({ Sid }) => Sid)).size, statements.length);
    assert.ok(statements.every(({ Sid }) => /^[A-Za-z0-9]+$/.test(Sid)));
  });

  it("makes grants only for services to act with", () => {
    const makers = statementsOf(Object.values(KeyService)).filter(({ Action }) => Action.includes("kms:CreateGrant"));
    assert.ok(makers.length > 2);
    for (const { Sid, Condition } of makers) {
      assert.equal(Condition?.["Bool"]?.["kms:GrantIsForAWSResource"], "true", Sid);
    }
  });

  it("lets the account's own principals encrypt sessions that they name, and nothing else", () => {
    const [sessions, ...others] = granted(KeyService.Sessions);
    assert.deepEqual(others, []);
    assert.deepEqual(sessions?.Action, ["kms:Decrypt", "kms:GenerateDataKey"]);
    assert.deepEqual(sessions?.Condition, {
      StringEquals: { "kms:CallerAccount": "111122223333" },
      Null: { "kms:EncryptionContext:aws:ssm:SessionId": "false" },
    });
  });

  it("binds every service to the account, but EventBridge, which tells none", () => {
    for (const service of Object.values(KeyService).filter((other) => other !== KeyService.Events)) {
      for (const { Sid, Principal, Condition } of granted(service)) {
        assert.match(JSON.stringify([Principal, Condition ?? null]), /111122223333/, Sid);
      }
    }
    assert.deepEqual(
      granted(KeyService.Events).map(({ Principal, Condition }) => [Principal, Condition]),
      [[{ Service: "events.amazonaws.com" }, undefined]],
    );
  });

  it("lets log groups of the account and region encrypt", () => {
    const [logs, ...others] = granted(KeyService.Logs);
    assert.deepEqual(others, []);
    assert.deepEqual(logs?.Principal, { Service: "logs.eu-central-1.amazonaws.com" });
    assert.deepEqual(logs?.Condition, {
      ArnLike: { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-central-1:111122223333:log-group:*" },
    });
    assert.deepEqual(granted(KeyService.Logs, china)[0]?.Principal, { Service: "logs.cn-north-1.amazonaws.com.cn" });
  });

  it("lets trails of the account encrypt, and not decrypt", () => {
    const statements = granted(KeyService.CloudTrail);
    assert.deepEqual(
      statements.flatMap(({ Action }) => Action),
      ["kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:DescribeKey"],
    );
    assert.deepEqual(statements[0]?.Condition?.["StringLike"], {
      "kms:EncryptionContext:aws:cloudtrail:arn": "arn:aws:cloudtrail:*:111122223333:trail/*",
    });
  });

  it("lets AWS Config deliver to encrypted buckets, for the account", () => {
    const [config, ...others] = granted(KeyService.Config);
    assert.deepEqual(others, []);
    assert.deepEqual(config?.Principal, { Service: "config.amazonaws.com" });
    assert.deepEqual(config?.Action, ["kms:Decrypt", "kms:GenerateDataKey"]);
    assert.deepEqual(config?.Condition, { StringEquals: { "aws:SourceAccount": "111122223333" } });
  });

  it("lets the detectors of the account and region encrypt the findings that they export, and not decrypt", () => {
    const [detectors, ...others] = granted(KeyService.GuardDuty, china);
    assert.deepEqual(others, []);
    assert.deepEqual(detectors?.Action, ["kms:GenerateDataKey"]);
    assert.deepEqual(detectors?.Condition, {
      StringEquals: { "aws:SourceAccount": "444455556666" },
      ArnLike: { "aws:SourceArn": "arn:aws-cn:guardduty:cn-north-1:444455556666:detector/*" },
    });
  });

  it("lets auto-scaling start instances with encrypted volumes", () => {
    const [usage, grants] = granted(KeyService.AutoScaling);
    const role =
      "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";
    assert.deepEqual([usage?.Principal, grants?.Principal], [{ AWS: role }, { AWS: role }]);
    assert.ok(grants?.Action.includes("kms:CreateGrant"));
  });

  it("lets services that send notices use the key for this account", () => {
    const [notices, ...others] = granted(KeyService.Notices);
    assert.deepEqual(others, []);
    assert.deepEqual(notices?.Principal, { Service: ["backup.amazonaws.com", "events.rds.amazonaws.com"] });
    assert.deepEqual(notices?.Condition, { StringEquals: { "aws:SourceAccount": "111122223333" } });
  });

  it("lets topics of the account deliver to encrypted queues", () => {
    const delivers = granted(KeyService.Sns).find(({ Sid }) => Sid === "SnsDelivers");
    assert.deepEqual(delivers?.Principal, { Service: "sns.amazonaws.com" });
    assert.deepEqual(delivers?.Condition, {
      ArnLike: { "aws:SourceArn": "arn:aws:sns:eu-central-1:111122223333:*" },
    });
  });

  it("lets databases use the key only through RDS", () => {
    for (const { Principal, Condition } of granted(KeyService.Rds)) {
      assert.deepEqual(Principal, { AWS: root });
      assert.deepEqual(Condition?.["StringEquals"], {
        "kms:CallerAccount": "111122223333",
        "kms:ViaService": "rds.eu-central-1.amazonaws.com",
      });
    }
  });
});
