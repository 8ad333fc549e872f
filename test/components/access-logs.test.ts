import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { AccessLogs, type AccessLogsArgs, DataClass, Environment, LogSender, RecoveryTier } from "../../components";
import { china, named, type Place, record, type Registered } from "../support/mocks";
import { refuses } from "../support/refusal";
import { denials, statement, statementsOf } from "../support/resource-policy";

const minimal: AccessLogsArgs = {
  senders: [LogSender.Buckets],
  tags: { env: Environment.Production, tier: RecoveryTier.Orange, owner: "platform" },
};
const ningxia = { ...china, region: "cn-northwest-1" };
const everything = Object.values(LogSender);

const make = (change: Partial<AccessLogsArgs> = {}, place?: Place) =>
  record(() => new AccessLogs("aws-waf-logs-chat", { ...minimal, ...change }), place);
const policyOf = (resources: readonly Registered[]) => named(resources, "aws-waf-logs-chat-policy").inputs["policy"];

const arn = "arn:aws:s3:::aws-waf-logs-chat-bucket-1a2b3c4";

/** What a policy allows: Sids, services and actions. */
const allowed = (policy: unknown) =>
  statementsOf(policy)
    .filter(({ Effect }) => Effect === "Allow")
    .map(({ Sid, Principal }) => [Sid, Principal]);

describe("AccessLogs", () => {
  it("keeps logs that say what they are, under protection", async () => {
    const { resources } = await make();
    const { inputs, protect } = named(resources, "aws-waf-logs-chat-bucket");
    assert.deepEqual(inputs["tags"], {
      Name: "aws-waf-logs-chat-bucket",
      env: "production",
      tier: "orange",
      owner: "platform",
      "asset-class": "log",
      "data-class": "important",
      retention: "365",
      "log-class": "access",
    });
    assert.equal(inputs["objectLockEnabled"], undefined);
    assert.equal(protect, true);
  });

  it("parents its children and completes once", async () => {
    const { resources, completed } = await make();
    const { urn, type } = named(resources, "aws-waf-logs-chat");
    assert.equal(type, "palisade:index:AccessLogs");
    assert.equal(resources.filter(({ parent }) => parent === urn).length, 7);
    assert.equal(resources.length, 8);
    assert.deepEqual(completed, [urn]);
  });

  it("is encrypted with keys of S3, for senders have no other, and neither locked nor open", async () => {
    const { resources } = await make();
    assert.deepEqual(named(resources, "aws-waf-logs-chat-encryption").inputs["rules"], [
      { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" }, bucketKeyEnabled: false },
    ]);
    assert.equal(named(resources, "aws-waf-logs-chat-public-access").inputs["restrictPublicBuckets"], true);
    assert.deepEqual(
      resources.filter(({ type }) => /ObjectLock|BucketLogging/.test(type)),
      [],
    );
  });

  it("keeps logs for a year, at hand throughout and cheaper after half of it, and versions as long", async () => {
    const { resources } = await make();
    const [keep] = named(resources, "aws-waf-logs-chat-lifecycle").inputs["rules"] as object[];
    assert.deepEqual(keep, {
      id: "keep",
      status: "Enabled",
      filter: { prefix: "" },
      transitions: [{ days: 180, storageClass: "GLACIER_IR" }],
      expiration: { days: 365 },
      noncurrentVersionExpiration: { noncurrentDays: 365 },
    });
    const { resources: longer } = await make({ retentionDays: 1000, hotDays: 200, dataClass: DataClass.Personal });
    const [rule] = named(longer, "aws-waf-logs-chat-lifecycle").inputs["rules"] as Record<string, unknown>[];
    assert.deepEqual(rule?.["expiration"], { days: 1000 });
    assert.deepEqual(rule["transitions"], [{ days: 200, storageClass: "GLACIER_IR" }]);
    const tags = named(longer, "aws-waf-logs-chat-bucket").inputs["tags"] as Record<string, string>;
    assert.deepEqual([tags["retention"], tags["data-class"]], ["1000", "personal"]);
  });

  it("hands on its name only with its policy", async () => {
    const { resources } = await record(() => {
      const { bucketName, bucketArn } = new AccessLogs("logs", minimal);
      return [
        new aws.sns.Topic("name", { displayName: bucketName }),
        new aws.sns.Topic("arn", { displayName: bucketArn }),
      ];
    });
    assert.equal(named(resources, "name").inputs["displayName"], "logs-bucket-1a2b3c4");
    assert.equal(named(resources, "arn").inputs["displayName"], "arn:aws:s3:::logs-bucket-1a2b3c4");
    for (const reader of ["name", "arn"]) {
      assert.ok(named(resources, reader).dependsOn.includes(named(resources, "logs-policy").urn));
    }
  });

  for (const [sender, services] of [
    [LogSender.ApplicationLoadBalancers, ["logdelivery.elasticloadbalancing.amazonaws.com"]],
    [LogSender.Buckets, ["logging.s3.amazonaws.com"]],
    [LogSender.Config, ["config.amazonaws.com", "config.amazonaws.com"]],
    [LogSender.GuardDuty, ["guardduty.amazonaws.com", "guardduty.amazonaws.com"]],
    [LogSender.Inventory, ["ssm.amazonaws.com", "ssm.amazonaws.com"]],
    [LogSender.LogDelivery, ["delivery.logs.amazonaws.com", "delivery.logs.amazonaws.com"]],
    [LogSender.NetworkLoadBalancers, ["delivery.logs.amazonaws.com", "delivery.logs.amazonaws.com"]],
    [LogSender.WebAcls, ["delivery.logs.amazonaws.com", "delivery.logs.amazonaws.com"]],
  ] as const) {
    it(`admits ${sender}, and nobody else`, async () => {
      const { resources } = await make({ senders: [sender] });
      assert.deepEqual(
        allowed(policyOf(resources)).map(([, principal]) => principal),
        services.map((Service) => ({ Service })),
      );
    });
  }

  it("admits all of them together, each once", async () => {
    const { resources } = await make({ senders: everything });
    const sids = allowed(policyOf(resources)).map(([sid]) => sid);
    assert.deepEqual(sids, [
      "ApplicationLoadBalancers",
      "Buckets",
      "ConfigLooks",
      "ConfigWrites",
      "GuardDutyLooks",
      "GuardDutyWrites",
      "InventoryLooks",
      "InventoryWrites",
      "LogDeliveryLooks",
      "LogDeliveryWrites",
    ]);
  });

  it("binds each of them to the account, by what it tells of itself or by where it writes", async () => {
    const { resources } = await make({ senders: everything });
    const policy = policyOf(resources);
    const at = (sid: string) => {
      const { Resource, Condition } = statement(policy, sid);
      return [Resource, Condition];
    };
    const paths = [`${arn}/AWSLogs/111122223333/*`, `${arn}/*/AWSLogs/111122223333/*`];
    const owned = { "s3:x-amz-acl": "bucket-owner-full-control" };
    const account = { "aws:SourceAccount": "111122223333" };
    const logs = { ArnLike: { "aws:SourceArn": "arn:aws:logs:eu-central-1:111122223333:*" } };
    assert.deepEqual(at("ApplicationLoadBalancers"), [paths, undefined]);
    assert.deepEqual(at("Buckets"), [
      `${arn}/*`,
      { ArnLike: { "aws:SourceArn": "arn:aws:s3:::*" }, StringEquals: account },
    ]);
    assert.deepEqual(at("ConfigLooks"), [arn, { StringEquals: account }]);
    assert.deepEqual(at("ConfigWrites"), [
      [`${arn}/AWSLogs/111122223333/Config/*`, `${arn}/*/AWSLogs/111122223333/Config/*`],
      { StringEquals: { ...account, ...owned } },
    ]);
    const detector = {
      ArnLike: { "aws:SourceArn": "arn:aws:guardduty:eu-central-1:111122223333:detector/*" },
      StringEquals: account,
    };
    assert.deepEqual(at("GuardDutyLooks"), [arn, detector]);
    assert.deepEqual(at("GuardDutyWrites"), [`${arn}/*`, detector]);
    const sync = { ArnLike: { "aws:SourceArn": "arn:aws:ssm:eu-central-1:111122223333:resource-data-sync/*" } };
    assert.deepEqual(at("InventoryLooks"), [arn, { StringEquals: account, ...sync }]);
    assert.deepEqual(at("InventoryWrites"), [
      `${arn}/*/accountid=111122223333/*`,
      { StringEquals: { ...account, ...owned }, ...sync },
    ]);
    assert.deepEqual(at("LogDeliveryLooks"), [arn, { StringEquals: account, ...logs }]);
    assert.deepEqual(at("LogDeliveryWrites"), [paths, { StringEquals: { ...account, ...owned }, ...logs }]);
  });

  for (const [place, balancers] of [
    [china, "638102146993"],
    [ningxia, "037604701340"],
  ] as const) {
    it(`admits load balancers of ${place.region} by their account`, async () => {
      const { resources } = await make({ senders: [LogSender.ApplicationLoadBalancers] }, place);
      assert.deepEqual(allowed(policyOf(resources)), [
        ["ApplicationLoadBalancers", { AWS: `arn:aws-cn:iam::${balancers}:root` }],
      ]);
    });
  }

  it("speaks of the partition of its provider", async () => {
    const { resources } = await make({ senders: everything }, china);
    const texts = JSON.stringify(statementsOf(policyOf(resources)));
    assert.ok(!texts.includes("arn:aws:"));
    assert.match(texts, /arn:aws-cn:logs:cn-north-1:444455556666:\*/);
  });

  it("takes the account from its arguments where they say it", async () => {
    const { resources } = await make({ accountId: "999988887777" });
    assert.deepEqual(statement(policyOf(resources), "Buckets").Condition?.["StringEquals"], {
      "aws:SourceAccount": "999988887777",
    });
  });

  it("lets nobody delete a log, come without TLS, or bring a key along", async () => {
    const { resources } = await make();
    const ask = (action: string, context: Record<string, string> = {}) =>
      denials(policyOf(resources), {
        action: `s3:${action}`,
        resource: action === "DeleteBucket" ? arn : `${arn}/chat/1.log`,
        context: { "aws:SecureTransport": "true", "s3:TlsVersion": "1.3", ...context },
      });
    assert.deepEqual(ask("DeleteObject"), ["DenyDeletion"]);
    assert.deepEqual(ask("DeleteObjectVersion"), ["DenyDeletion"]);
    assert.deepEqual(ask("DeleteBucket"), ["DenyBucketDeletion"]);
    assert.deepEqual(ask("GetObject"), []);
    assert.deepEqual(ask("PutObject"), []);
    assert.deepEqual(ask("GetObject", { "aws:SecureTransport": "false" }), ["DenyInsecureTransport"]);
    assert.deepEqual(ask("PutObject", { "s3:x-amz-server-side-encryption-customer-algorithm": "AES256" }), [
      "DenyCustomerProvidedKeys",
    ]);
  });

  it("lets overrides replace properties of a child, with a warning", async () => {
    const { warnings } = await make({ overrides: { bucket: { bucket: "aws-waf-logs" } } });
    assert.deepEqual(warnings, [
      "aws-waf-logs-chat-bucket: overrides set bucket; the component does not vouch for this.",
    ]);
  });

  refuses(
    "AccessLogs",
    ({ name = "logs", ...change }: Partial<AccessLogsArgs> & { name?: string }) =>
      new AccessLogs(name, { ...minimal, ...change }),
    {
      "a name from which no bucket's can be made": {
        change: { name: "accessLogs" },
        message:
          'AccessLogs "accessLogs": name is "accessLogs"; expected at most 48 lower-case letters, digits and hyphens, ' +
          "which the bucket's name takes.",
      },
      "web ACLs where they would not look": {
        change: { senders: [LogSender.WebAcls] },
        message:
          'AccessLogs "logs": name is "logs"; expected a name that begins with aws-waf-logs-, where web ACLs write.',
      },
      "no sender": {
        change: { senders: [] },
        message: 'AccessLogs "logs": senders is []; expected one sender at least.',
      },
      "a sender that is none": {
        change: { senders: ["cloudtrail" as LogSender] },
        message:
          'AccessLogs "logs": senders[0] is "cloudtrail"; expected one of application-load-balancers, buckets, config, ' +
          "guard-duty, inventory, log-delivery, network-load-balancers, web-acls.",
      },
      "a retention of less than a year": {
        change: { retentionDays: 364 },
        control: "LOG-03",
        message: 'AccessLogs "logs": retentionDays is 364; LOG-03 requires at least 365 days.',
      },
      "a retention that is no number": {
        change: { retentionDays: NaN },
        control: "LOG-03",
        message: 'AccessLogs "logs": retentionDays is NaN; LOG-03 requires at least 365 days.',
      },
      "a retention longer than the cloud knows": {
        change: { retentionDays: 36_501 },
        message: 'AccessLogs "logs": retentionDays is 36501; expected 365 to 36500 whole days.',
      },
      "logs that move before half a year": {
        change: { hotDays: 179 },
        control: "LOG-02",
        message: 'AccessLogs "logs": hotDays is 179; LOG-02 requires at least 180 days.',
      },
      "logs that move when they are gone": {
        change: { hotDays: 365 },
        message: 'AccessLogs "logs": hotDays is 365; expected 180 to 364 whole days.',
      },
      "a store in production without a tier of recovery": {
        change: { tags: { ...minimal.tags, tier: RecoveryTier.None } },
        control: "IR-03",
        message:
          'AccessLogs "logs": tags.tier is "none"; IR-03 requires a tier of recovery for what keeps data in production.',
      },
      "data of no class": {
        change: { dataClass: "secret" as DataClass },
        message:
          'AccessLogs "logs": dataClass is "secret"; expected one of general, important, core, personal, sensitive-personal.',
      },
      "an account that is none": {
        change: { accountId: "1111" },
        message: 'AccessLogs "logs": accountId is "1111"; expected twelve digits.',
      },
      "overrides of a child that it does not have": {
        change: { overrides: { lock: {} } },
        message:
          'AccessLogs "logs": overrides.lock is {}; expected a role among bucket, ownership, publicAccess, versioning, ' +
          "encryption, policy, lifecycle.",
      },
    },
  );
});
