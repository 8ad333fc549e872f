import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { DataClass } from "../../components";
import { Environment, LockMode, LogArchive, type LogArchiveArgs, LogClass, RecoveryTier } from "../../components";
import { china, named, record, type Registered } from "../support/mocks";
import { refuses } from "../support/refusal";
import { denials, statement, statementsOf } from "../support/resource-policy";

const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const minimal: LogArchiveArgs = {
  kmsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/1",
  accessLogs: { bucketName: "access-logs" },
  trails: [{ name: "audit" }],
  tags: { env: Environment.Production, tier: RecoveryTier.Red, owner: "security" },
};

const make = (change: Partial<LogArchiveArgs> = {}) =>
  record(() => new LogArchive("archive", { ...minimal, ...change }));
const policyOf = (resources: readonly Registered[]) => named(resources, "archive-policy").inputs["policy"];

const arn = "arn:aws:s3:::archive-bucket-1a2b3c4";

describe("LogArchive", () => {
  it("is made so that its logs can be locked, says what it keeps, and is protected", async () => {
    const { resources } = await make();
    const { inputs, protect } = named(resources, "archive-bucket");
    assert.deepEqual(inputs, {
      forceDestroy: false,
      objectLockEnabled: true,
      tags: {
        Name: "archive-bucket",
        env: "production",
        tier: "red",
        owner: "security",
        "asset-class": "log",
        "data-class": "important",
        retention: "1827",
        "log-class": "operation",
      },
    });
    assert.equal(protect, true);
  });

  it("parents its children and completes once", async () => {
    const { resources, completed } = await make();
    const { urn, type } = named(resources, "archive");
    assert.equal(type, "palisade:index:LogArchive");
    assert.equal(resources.filter(({ parent }) => parent === urn).length, 9);
    assert.equal(resources.length, 10);
    assert.deepEqual(completed, [urn]);
  });

  it("locks every log for as long as it is kept, by governance", async () => {
    const { resources } = await make();
    const { inputs, protect, dependsOn } = named(resources, "archive-lock");
    assert.deepEqual(inputs, {
      bucket: "archive-bucket-1a2b3c4",
      rule: { defaultRetention: { mode: "GOVERNANCE", days: 1827 } },
    });
    assert.equal(protect, true);
    assert.ok(dependsOn.includes(named(resources, "archive-versioning").urn));
  });

  it("locks so that nobody can undo it, where the program says that it knows", async () => {
    const { resources } = await make({
      lock: { mode: LockMode.Compliance, irreversible: true },
      retentionDays: 3653,
    });
    assert.deepEqual(named(resources, "archive-lock").inputs["rule"], {
      defaultRetention: { mode: "COMPLIANCE", days: 3653 },
    });
  });

  it("is encrypted with the key for each file, as trails want it", async () => {
    const { resources } = await make();
    assert.deepEqual(named(resources, "archive-encryption").inputs["rules"], [
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: minimal.kmsKeyArn },
        bucketKeyEnabled: false,
      },
    ]);
  });

  it("keeps operation logs for five years, at hand throughout and cheaper after half a year", async () => {
    const { resources } = await make();
    const [keep] = named(resources, "archive-lifecycle").inputs["rules"] as object[];
    assert.deepEqual(keep, {
      id: "keep",
      status: "Enabled",
      filter: { prefix: "" },
      transitions: [{ days: 180, storageClass: "GLACIER_IR" }],
      expiration: { days: 1827 },
      noncurrentVersionExpiration: { noncurrentDays: 30 },
    });
  });

  it("keeps and locks other logs for a year", async () => {
    const { resources } = await make({ trails: [], logDelivery: true, logClass: LogClass.Security });
    const [keep] = named(resources, "archive-lifecycle").inputs["rules"] as Record<string, unknown>[];
    assert.deepEqual(keep?.["expiration"], { days: 365 });
    assert.deepEqual(named(resources, "archive-lock").inputs["rule"], {
      defaultRetention: { mode: "GOVERNANCE", days: 365 },
    });
    const tags = named(resources, "archive-bucket").inputs["tags"] as Record<string, string>;
    assert.deepEqual([tags["log-class"], tags["retention"]], ["security", "365"]);
  });

  it("logs who comes to it", async () => {
    const { resources } = await make();
    const { inputs } = named(resources, "archive-logging");
    assert.deepEqual([inputs["targetBucket"], inputs["targetPrefix"]], ["access-logs", ""]);
  });

  it("hands on its name only with its policy and its lock", async () => {
    const { resources } = await record(() => {
      const { bucketName, bucketArn } = new LogArchive("archive", minimal);
      return new aws.sns.Topic("reader", { displayName: pulumi.interpolate`${bucketName} ${bucketArn}` });
    });
    const reader = named(resources, "reader");
    assert.equal(reader.inputs["displayName"], `archive-bucket-1a2b3c4 ${arn}`);
    for (const name of ["archive-bucket", "archive-policy", "archive-lock"]) {
      assert.ok(reader.dependsOn.includes(named(resources, name).urn), name);
    }
  });

  it("admits trails by name, each for the logs of its own account", async () => {
    const { resources } = await make({
      trails: [{ name: "audit" }, { name: "audit", accountId: "999988887777", region: "eu-west-1" }],
    });
    const here = "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit";
    const there = "arn:aws:cloudtrail:eu-west-1:999988887777:trail/audit";
    const look = statement(policyOf(resources), "TrailsLook");
    assert.deepEqual(look.Principal, { Service: "cloudtrail.amazonaws.com" });
    assert.deepEqual([look.Action, look.Resource], ["s3:GetBucketAcl", arn]);
    assert.deepEqual(look.Condition, { StringEquals: { "aws:SourceArn": [here, there] } });
    for (const [sid, account, trail] of [
      ["Trail1Writes", "111122223333", here],
      ["Trail2Writes", "999988887777", there],
    ] as const) {
      const write = statement(policyOf(resources), sid);
      assert.deepEqual([write.Action, write.Resource], ["s3:PutObject", `${arn}/AWSLogs/${account}/*`]);
      assert.deepEqual(write.Condition, {
        StringEquals: { "aws:SourceArn": trail, "s3:x-amz-acl": "bucket-owner-full-control" },
      });
    }
  });

  it("admits nobody whom it does not name", async () => {
    const sids = async (change: Partial<LogArchiveArgs>) =>
      statementsOf(policyOf((await make(change)).resources))
        .filter(({ Effect }) => Effect === "Allow")
        .map(({ Sid }) => Sid);
    assert.deepEqual(await sids({}), ["TrailsLook", "Trail1Writes"]);
    assert.deepEqual(await sids({ trails: [], logDelivery: true }), ["LogDeliveryLooks", "LogDeliveryWrites"]);
    assert.deepEqual(await sids({ trails: [], writers: [role("stream")] }), []);
    assert.deepEqual(await sids({ trails: [], writers: [role("stream")], readers: [role("auditor")] }), [
      "Readers",
      "ReadersList",
    ]);
  });

  it("speaks of the partition of its provider", async () => {
    const { resources } = await record(() => new LogArchive("archive", { ...minimal, logDelivery: true }), china);
    assert.ok(!JSON.stringify(statementsOf(policyOf(resources))).includes("arn:aws:"));
    assert.deepEqual(statement(policyOf(resources), "TrailsLook").Condition, {
      StringEquals: { "aws:SourceArn": ["arn:aws-cn:cloudtrail:cn-north-1:444455556666:trail/audit"] },
    });
  });

  it("takes the account from its arguments where they say it", async () => {
    const { resources } = await make({ accountId: "999988887777" });
    assert.equal(statement(policyOf(resources), "Trail1Writes").Resource, `${arn}/AWSLogs/999988887777/*`);
  });

  it("lets overrides replace properties of a child, with a warning", async () => {
    const { resources, warnings } = await make({ overrides: { lock: { rule: undefined } } });
    assert.equal(named(resources, "archive-lock").inputs["rule"], undefined);
    assert.deepEqual(warnings, ["archive-lock: overrides set rule; the component does not vouch for this."]);
  });

  refuses(
    "LogArchive",
    ({ name = "archive", ...change }: Partial<LogArchiveArgs> & { name?: string }) =>
      new LogArchive(name, { ...minimal, ...change }),
    {
      "a name from which no bucket's can be made": {
        change: { name: "audit.logs" },
        message:
          'LogArchive "audit.logs": name is "audit.logs"; expected at most 48 lower-case letters, digits and hyphens, ' +
          "which the bucket's name takes.",
      },
      "no key": {
        change: { kmsKeyArn: "" },
        control: "DAT-06",
        message: 'LogArchive "archive": kmsKeyArn is ""; DAT-06 requires the ARN of a key.',
      },
      "an archive that nobody writes to": {
        change: { trails: [] },
        control: "LOG-08",
        message: 'LogArchive "archive": trails is []; LOG-08 requires a trail, logDelivery or a writer, one at least.',
      },
      "a trail without a name that it can have": {
        change: { trails: [{ name: "a--b" }] },
        message:
          'LogArchive "archive": trails[0].name is "a--b"; expected 3 to 128 letters and digits, with single ._- between them.',
      },
      "a trail of an account that is none": {
        change: { trails: [{ name: "audit", accountId: "1111" }] },
        message: 'LogArchive "archive": trails[0].accountId is "1111"; expected twelve digits.',
      },
      "a trail of no region": {
        change: { trails: [{ name: "audit", region: "Frankfurt" }] },
        message: 'LogArchive "archive": trails[0].region is "Frankfurt"; expected a region such as eu-central-1.',
      },
      "a trail twice": {
        change: { trails: [{ name: "audit" }, { name: "audit" }] },
        message: 'LogArchive "archive": trails is [{"name":"audit"},{"name":"audit"}]; expected each trail once.',
      },
      "what trails write as anything but operation": {
        change: { logClass: LogClass.Security },
        control: "LOG-06",
        message: 'LogArchive "archive": logClass is "security"; LOG-06 requires operation for what trails write.',
      },
      "logs of no class": {
        change: { logClass: "audit" as LogClass },
        message: 'LogArchive "archive": logClass is "audit"; expected one of operation, security, access, application.',
      },
      "operation logs for less than five years": {
        change: { retentionDays: 1826 },
        control: "LOG-06",
        message: 'LogArchive "archive": retentionDays is 1826; LOG-06 requires at least 1827 days.',
      },
      "other logs for less than a year": {
        change: { trails: [], logDelivery: true, logClass: LogClass.Access, retentionDays: 364 },
        control: "LOG-03",
        message: 'LogArchive "archive": retentionDays is 364; LOG-03 requires at least 365 days.',
      },
      "logs that move before half a year": {
        change: { hotDays: 90 },
        control: "LOG-02",
        message: 'LogArchive "archive": hotDays is 90; LOG-02 requires at least 180 days.',
      },
      "a lock that cannot be undone, where the program does not say that it knows": {
        change: { lock: { mode: LockMode.Compliance } },
        control: "LOG-07",
        message:
          'LogArchive "archive": lock.irreversible is false; LOG-07 requires true where the lock can never be taken back.',
      },
      "a program that expects more of governance than it holds": {
        change: { lock: { irreversible: true } },
        control: "LOG-07",
        message:
          'LogArchive "archive": lock is {"irreversible":true}; LOG-07 requires mode compliance where the lock is to ' +
          "become irreversible.",
      },
      "a lock that is none": {
        change: { lock: { mode: "none" as LockMode } },
        message: 'LogArchive "archive": lock.mode is "none"; expected one of governance, compliance.',
      },
      "everybody as a writer": {
        change: { writers: ["*"] },
        control: "LOG-07",
        message: 'LogArchive "archive": writers is "*"; LOG-07 requires the ARN of one IAM role or user.',
      },
      "a whole account as a reader": {
        change: { readers: ["arn:aws:iam::111122223333:root"] },
        control: "LOG-07",
        message:
          'LogArchive "archive": readers is "arn:aws:iam::111122223333:root"; LOG-07 requires the ARN of one IAM role or user.',
      },
      "a store in production without a tier of recovery": {
        change: { tags: { ...minimal.tags, tier: RecoveryTier.None } },
        control: "IR-03",
        message:
          'LogArchive "archive": tags.tier is "none"; IR-03 requires a tier of recovery for what keeps data in production.',
      },
      "data of no class": {
        change: { dataClass: "secret" as DataClass },
        message:
          'LogArchive "archive": dataClass is "secret"; expected one of general, important, core, personal, sensitive-personal.',
      },
      "access logs that go nowhere": {
        change: { accessLogs: { bucketName: "" } },
        control: "LOG-01",
        message: 'LogArchive "archive": accessLogs.bucketName is ""; LOG-01 requires the name of a bucket.',
      },
      "an account that is none": {
        change: { accountId: "1111" },
        message: 'LogArchive "archive": accountId is "1111"; expected twelve digits.',
      },
      "overrides of a child that it does not have": {
        change: { overrides: { replication: {} } },
        message:
          'LogArchive "archive": overrides.replication is {}; expected a role among bucket, ownership, publicAccess, ' +
          "versioning, encryption, policy, lifecycle, logging, lock.",
      },
    },
  );
});

describe("the policy of a LogArchive", () => {
  const asked = async (
    action: string,
    context: Readonly<Record<string, string>>,
    change: Partial<LogArchiveArgs> = {},
  ) => {
    const { resources } = await make(change);
    return denials(policyOf(resources), {
      action: `s3:${action}`,
      resource: action === "DeleteBucket" ? arn : `${arn}/AWSLogs/111122223333/1.json.gz`,
      context: {
        "aws:PrincipalArn": role("somebody"),
        "aws:PrincipalIsAWSService": "false",
        "aws:SecureTransport": "true",
        "s3:TlsVersion": "1.3",
        ...context,
      },
    });
  };

  it("lets nobody delete a log or lift its lock", async () => {
    for (const action of ["DeleteObject", "DeleteObjectVersion", "BypassGovernanceRetention"]) {
      assert.deepEqual(await asked(action, {}), ["DenyDeletion"]);
    }
    assert.deepEqual(await asked("DeleteBucket", {}), ["DenyBucketDeletion"]);
  });

  it("lets services write, and the writers that it names, and nobody else", async () => {
    const writers = [role("stream"), pulumi.output(Promise.resolve(role("other-stream")))];
    assert.deepEqual(await asked("PutObject", {}), ["DenyOtherWriters"]);
    assert.deepEqual(await asked("PutObject", {}, { writers }), ["DenyOtherWriters"]);
    assert.deepEqual(await asked("PutObject", { "aws:PrincipalIsAWSService": "true" }), []);
    for (const writer of ["stream", "other-stream"]) {
      assert.deepEqual(await asked("PutObject", { "aws:PrincipalArn": role(writer) }, { writers }), []);
    }
  });

  it("lets the readers that it names read, and then nobody else", async () => {
    const readers = [role("auditor")];
    assert.deepEqual(await asked("GetObject", {}), []);
    assert.deepEqual(await asked("GetObject", {}, { readers }), ["DenyOtherReaders"]);
    assert.deepEqual(await asked("GetObject", { "aws:PrincipalArn": role("auditor") }, { readers }), []);
  });

  it("turns away everything without TLS, or over one that is out of date", async () => {
    assert.deepEqual(await asked("GetObject", { "aws:SecureTransport": "false" }), ["DenyInsecureTransport"]);
    assert.deepEqual(await asked("GetObject", { "s3:TlsVersion": "1.1" }), ["DenyOldTls"]);
  });
});
