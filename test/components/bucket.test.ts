import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  Bucket,
  type BucketArgs,
  CorsMethod,
  DataClass,
  Environment,
  RecoveryTier,
  StorageClass,
} from "../../components";
import { china, named, ofType, record, type Registered } from "../support/mocks";
import { refuses } from "../support/refusal";
import { inRegion } from "../support/region";
import { denials, statement, statementsOf } from "../support/resource-policy";

const key = (region: string, account = "111122223333") => `arn:aws:kms:${region}:${account}:key/1`;
const minimal: BucketArgs = {
  kmsKeyArn: key("eu-central-1"),
  accessLogs: { bucketName: "logs" },
  dataClass: DataClass.Personal,
  tags: { env: Environment.Production, tier: RecoveryTier.Orange, owner: "im-platform" },
};
const copy = { bucketArn: "arn:aws:s3:::copies", region: "eu-west-1", kmsKeyArn: key("eu-west-1") };

const make = (change: Partial<BucketArgs> = {}) => record(() => new Bucket("files", { ...minimal, ...change }));
const policyOf = (resources: readonly Registered[]) => named(resources, "files-policy").inputs["policy"];

const arn = "arn:aws:s3:::files-bucket-1a2b3c4";

describe("Bucket", () => {
  it("keeps data that says what it is, under protection", async () => {
    const { resources } = await make();
    const { inputs, protect } = named(resources, "files-bucket");
    assert.deepEqual(inputs, {
      forceDestroy: false,
      tags: {
        Name: "files-bucket",
        env: "production",
        tier: "orange",
        owner: "im-platform",
        "asset-class": "bucket",
        "data-class": "personal",
        retention: "365",
      },
    });
    assert.equal(protect, true);
  });

  it("parents and names everything that it makes, and completes once", async () => {
    const { resources, completed } = await make({
      events: true,
      replication: copy,
      uploadScan: {},
      cors: [{ origins: ["https://chat.example.com"], methods: [CorsMethod.Get] }],
    });
    const { urn, type } = named(resources, "files");
    assert.equal(type, "palisade:index:Bucket");
    const children = resources.filter((resource) => resource.urn !== urn);
    assert.ok(children.every(({ parent }) => parent === urn));
    assert.deepEqual(children.map(({ name }) => name).toSorted(), [
      "files-bucket",
      "files-copier",
      "files-copier-policy",
      "files-cors",
      "files-encryption",
      "files-lifecycle",
      "files-logging",
      "files-notification",
      "files-ownership",
      "files-policy",
      "files-public-access",
      "files-replication",
      "files-scan",
      "files-scanner",
      "files-scanner-policy",
      "files-versioning",
    ]);
    assert.deepEqual(completed, [urn]);
  });

  it("is closed to the public, owned by the account alone, versioned, and encrypted with the key", async () => {
    const { resources } = await make();
    const bucket = "files-bucket-1a2b3c4";
    assert.deepEqual(named(resources, "files-public-access").inputs, {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    assert.deepEqual(named(resources, "files-ownership").inputs, {
      bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    assert.deepEqual(named(resources, "files-versioning").inputs, {
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    assert.deepEqual(named(resources, "files-encryption").inputs, {
      bucket,
      rules: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key("eu-central-1") },
          bucketKeyEnabled: true,
        },
      ],
    });
  });

  it("changes its access step by step: public access, policy, lifecycle", async () => {
    const { resources } = await make();
    const urnOf = (name: string) => named(resources, name).urn;
    const policy = named(resources, "files-policy");
    assert.ok(policy.dependsOn.includes(urnOf("files-public-access")));
    assert.ok(named(resources, "files-lifecycle").dependsOn.includes(policy.urn));
    assert.ok(named(resources, "files-lifecycle").dependsOn.includes(urnOf("files-versioning")));
  });

  it("logs every request to the bucket for access logs", async () => {
    const { resources } = await make();
    assert.deepEqual(named(resources, "files-logging").inputs, {
      bucket: "files-bucket-1a2b3c4",
      targetBucket: "logs",
      targetPrefix: "",
      targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
    });
    const { resources: others } = await make({ accessLogs: { bucketName: "logs", prefix: "chat/files" } });
    assert.equal(named(others, "files-logging").inputs["targetPrefix"], "chat/files/");
  });

  for (const [dataClass, days] of [
    [DataClass.General, 35],
    [DataClass.Important, 365],
    [DataClass.Core, 1827],
    [DataClass.Personal, 365],
    [DataClass.SensitivePersonal, 365],
  ] as const) {
    it(`keeps versions of ${dataClass} data for ${days} days`, async () => {
      const { resources } = await make({ dataClass });
      const [keep] = named(resources, "files-lifecycle").inputs["rules"] as Record<string, unknown>[];
      assert.deepEqual(keep?.["noncurrentVersionExpiration"], { noncurrentDays: days });
      assert.equal(keep["expiration"], undefined);
    });
  }

  it("moves and expires objects where the program says so, and cleans up in any case", async () => {
    const { resources } = await make({
      retentionDays: 400,
      expireAfterDays: 1000,
      transitions: [{ afterDays: 30, storageClass: StorageClass.StandardInfrequentAccess }],
    });
    assert.deepEqual(named(resources, "files-lifecycle").inputs["rules"], [
      {
        id: "keep",
        status: "Enabled",
        filter: { prefix: "" },
        transitions: [{ days: 30, storageClass: "STANDARD_IA" }],
        expiration: { days: 1000 },
        noncurrentVersionExpiration: { noncurrentDays: 400 },
      },
      {
        id: "clean-up",
        status: "Enabled",
        filter: { prefix: "" },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        expiration: { expiredObjectDeleteMarker: true },
      },
    ]);
  });

  it("tells EventBridge and lets in scripts only where the program says so", async () => {
    const { resources } = await make();
    assert.deepEqual(ofType(resources, aws.s3.BucketNotification), []);
    assert.deepEqual(ofType(resources, aws.s3.BucketCorsConfiguration), []);
    assert.deepEqual(ofType(resources, aws.s3.BucketReplicationConfig), []);
    assert.deepEqual(ofType(resources, aws.guardduty.MalwareProtectionPlan), []);
    assert.deepEqual(ofType(resources, aws.iam.Role), []);

    const { resources: open } = await make({
      events: true,
      cors: [
        {
          origins: ["https://chat.example.com"],
          methods: [CorsMethod.Put],
          headers: ["content-type"],
          exposedHeaders: ["etag"],
          maxAgeSeconds: 60,
        },
        { origins: ["https://admin.example.com:8443"], methods: [CorsMethod.Get] },
      ],
    });
    assert.equal(named(open, "files-notification").inputs["eventbridge"], true);
    assert.deepEqual(named(open, "files-cors").inputs["corsRules"], [
      {
        allowedOrigins: ["https://chat.example.com"],
        allowedMethods: ["PUT"],
        allowedHeaders: ["content-type"],
        exposeHeaders: ["etag"],
        maxAgeSeconds: 60,
      },
      {
        allowedOrigins: ["https://admin.example.com:8443"],
        allowedMethods: ["GET"],
        allowedHeaders: [],
        exposeHeaders: [],
        maxAgeSeconds: 600,
      },
    ]);
  });

  it("copies what is uploaded, but not what is deleted, within 15 minutes", async () => {
    const { resources } = await make({ replication: copy });
    const { inputs, dependsOn } = named(resources, "files-replication");
    assert.equal(inputs["role"], "arn:aws:mock:::files-copier");
    assert.deepEqual(inputs["rules"], [
      {
        id: "everything",
        status: "Enabled",
        priority: 1,
        filter: {},
        deleteMarkerReplication: { status: "Disabled" },
        sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
        destination: {
          bucket: "arn:aws:s3:::copies",
          encryptionConfiguration: { replicaKmsKeyId: key("eu-west-1") },
          metrics: { status: "Enabled", eventThreshold: { minutes: 15 } },
          replicationTime: { status: "Enabled", time: { minutes: 15 } },
        },
      },
    ]);
    assert.ok(dependsOn.includes(named(resources, "files-versioning").urn));
    assert.ok(dependsOn.includes(named(resources, "files-copier-policy").urn));
  });

  it("lets the role that copies read here, write there, and nothing else", async () => {
    const { resources } = await make({ replication: copy });
    const allowed = statementsOf(named(resources, "files-copier-policy").inputs["policy"]);
    assert.deepEqual(
      allowed.map(({ Action, Resource, Condition }) => [Action, Resource, Condition?.["StringEquals"]]),
      [
        [["s3:GetReplicationConfiguration", "s3:ListBucket"], arn, undefined],
        [
          ["s3:GetObjectVersionAcl", "s3:GetObjectVersionForReplication", "s3:GetObjectVersionTagging"],
          `${arn}/*`,
          undefined,
        ],
        [["s3:ReplicateObject", "s3:ReplicateTags"], "arn:aws:s3:::copies/*", undefined],
        ["kms:Decrypt", key("eu-central-1"), { "kms:ViaService": "s3.eu-central-1.amazonaws.com" }],
        [["kms:Encrypt", "kms:GenerateDataKey"], key("eu-west-1"), { "kms:ViaService": "s3.eu-west-1.amazonaws.com" }],
      ],
    );
  });

  it("hands the copies over to another account that keeps them", async () => {
    const { resources } = await make({ replication: { ...copy, accountId: "999988887777" } });
    const [rule] = named(resources, "files-replication").inputs["rules"] as { destination: object }[];
    assert.deepEqual(rule?.destination, {
      bucket: "arn:aws:s3:::copies",
      account: "999988887777",
      accessControlTranslation: { owner: "Destination" },
      encryptionConfiguration: { replicaKmsKeyId: key("eu-west-1") },
      metrics: { status: "Enabled", eventThreshold: { minutes: 15 } },
      replicationTime: { status: "Enabled", time: { minutes: 15 } },
    });
    const [, , write] = statementsOf(named(resources, "files-copier-policy").inputs["policy"]);
    assert.ok(write?.Action.includes("s3:ObjectOwnerOverrideToBucketOwner"));
  });

  it("scans what is uploaded, and notes what it finds", async () => {
    const { resources } = await make({ uploadScan: { prefixes: ["uploads/"] } });
    const { inputs, dependsOn } = named(resources, "files-scan");
    assert.equal(inputs["role"], "arn:aws:mock:::files-scanner");
    assert.deepEqual(inputs["protectedResource"], {
      s3Bucket: { bucketName: "files-bucket-1a2b3c4", objectPrefixes: ["uploads/"] },
    });
    assert.deepEqual(inputs["actions"], [{ taggings: [{ status: "ENABLED" }] }]);
    assert.ok(dependsOn.includes(named(resources, "files-notification").urn));
    assert.ok(dependsOn.includes(named(resources, "files-scanner-policy").urn));
    assert.equal(named(resources, "files-notification").inputs["eventbridge"], true);

    const { resources: whole } = await make({ uploadScan: {} });
    assert.deepEqual(named(whole, "files-scan").inputs["protectedResource"], {
      s3Bucket: { bucketName: "files-bucket-1a2b3c4" },
    });
  });

  it("lets the scanner read and note, and watch the bucket's events through its own rules", async () => {
    const { resources } = await make({ uploadScan: { prefixes: ["uploads/"] } });
    const [rules, , bucket, probe, objects, decrypt] = statementsOf(
      named(resources, "files-scanner-policy").inputs["policy"],
    );
    assert.equal(
      rules?.Resource,
      "arn:aws:events:eu-central-1:111122223333:rule/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*",
    );
    assert.deepEqual(rules.Condition, {
      StringLike: { "events:ManagedBy": "malware-protection-plan.guardduty.amazonaws.com" },
    });
    assert.equal(bucket?.Resource, arn);
    assert.equal(probe?.Resource, `${arn}/malware-protection-resource-validation-object`);
    assert.deepEqual(objects?.Resource, [`${arn}/uploads/*`]);
    assert.equal(decrypt?.Resource, key("eu-central-1"));
    const [trust] = statementsOf(named(resources, "files-scanner").inputs["assumeRolePolicy"]);
    assert.deepEqual(trust?.Principal, { Service: "malware-protection-plan.guardduty.amazonaws.com" });
  });

  it("speaks of the partition of its provider", async () => {
    const { resources } = await record(() => new Bucket("files", minimal), china);
    const secure = statement(policyOf(resources), "DenyInsecureTransport");
    assert.deepEqual(secure.Resource, [
      "arn:aws-cn:s3:::files-bucket-1a2b3c4",
      "arn:aws-cn:s3:::files-bucket-1a2b3c4/*",
    ]);
  });

  it("hands on its name and ARN only with its policy", async () => {
    const { resources } = await record(() => {
      const { bucketName, bucketArn } = new Bucket("files", minimal);
      return new aws.sns.Topic("reader", { displayName: pulumi.interpolate`${bucketName} ${bucketArn}` });
    });
    const reader = named(resources, "reader");
    assert.equal(reader.inputs["displayName"], `files-bucket-1a2b3c4 ${arn}`);
    for (const name of ["files-bucket", "files-policy"]) {
      assert.ok(reader.dependsOn.includes(named(resources, name).urn), name);
    }
  });

  it("lets overrides replace properties of a child, with a warning", async () => {
    const { resources, warnings } = await make({ overrides: { bucket: { bucket: "chat-files" } } });
    assert.equal(named(resources, "files-bucket").inputs["bucket"], "chat-files");
    assert.deepEqual(warnings, ["files-bucket: overrides set bucket; the component does not vouch for this."]);
  });

  refuses(
    "Bucket",
    ({ name = "files", ...change }: Partial<BucketArgs> & { name?: string }) =>
      new Bucket(name, { ...minimal, ...change }),
    {
      "a name with capitals": {
        change: { name: "Files" },
        message:
          'Bucket "Files": name is "Files"; expected at most 48 lower-case letters, digits and hyphens, which the ' +
          "bucket's name takes.",
      },
      "a name with an underscore": {
        change: { name: "chat_files" },
        message:
          'Bucket "chat_files": name is "chat_files"; expected at most 48 lower-case letters, digits and hyphens, ' +
          "which the bucket's name takes.",
      },
      "a name that is too long": {
        change: { name: "f".repeat(49) },
        message:
          `Bucket "${"f".repeat(49)}": name is "${"f".repeat(49)}"; expected at most 48 lower-case letters, digits ` +
          "and hyphens, which the bucket's name takes.",
      },
      "a name that begins as the cloud's own do": {
        change: { name: "xn--files" },
        message:
          'Bucket "xn--files": name is "xn--files"; expected a name that does not begin with xn--, sthree-, amzn-s3-demo-.',
      },
      "no key": {
        change: { kmsKeyArn: "" },
        control: "DAT-06",
        message: 'Bucket "files": kmsKeyArn is ""; DAT-06 requires the ARN of a key.',
      },
      "a store in production without a tier of recovery": {
        change: { tags: { ...minimal.tags, tier: RecoveryTier.None } },
        control: "IR-03",
        message:
          'Bucket "files": tags.tier is "none"; IR-03 requires a tier of recovery for what keeps data in production.',
      },
      "data of no class": {
        change: { dataClass: "secret" as DataClass },
        message:
          'Bucket "files": dataClass is "secret"; expected one of general, important, core, personal, sensitive-personal.',
      },
      "access logs that go nowhere": {
        change: { accessLogs: { bucketName: "" } },
        control: "LOG-01",
        message: 'Bucket "files": accessLogs.bucketName is ""; LOG-01 requires the name of a bucket.',
      },
      "access logs under a prefix that ends in a slash": {
        change: { accessLogs: { bucketName: "logs", prefix: "files/" } },
        message:
          'Bucket "files": accessLogs.prefix is "files/"; expected letters, digits and _.-, with single slashes between, ' +
          "without AWSLogs.",
      },
      "a retention shorter than the class of data demands": {
        change: { retentionDays: 364 },
        control: "BAK-04",
        message: 'Bucket "files": retentionDays is 364; BAK-04 requires at least 365 days.',
      },
      "a retention that is no number": {
        change: { retentionDays: NaN },
        control: "BAK-04",
        message: 'Bucket "files": retentionDays is NaN; BAK-04 requires at least 365 days.',
      },
      "a retention of half a day": {
        change: { retentionDays: 365.5 },
        message: 'Bucket "files": retentionDays is 365.5; expected 365 to 36500 whole days.',
      },
      "an expiry before the end of the retention": {
        change: { expireAfterDays: 364 },
        control: "BAK-04",
        message: 'Bucket "files": expireAfterDays is 364; BAK-04 requires 365 to 36500 whole days.',
      },
      "a move that comes too early": {
        change: { transitions: [{ afterDays: 29, storageClass: StorageClass.StandardInfrequentAccess }] },
        message: 'Bucket "files": transitions[0].afterDays is 29; expected 30 to 36499 whole days.',
      },
      "a copy in no region": {
        change: { replication: { ...copy, region: "Ireland" } },
        control: "BAK-05",
        message: 'Bucket "files": replication.region is "Ireland"; BAK-05 requires a region such as eu-central-1.',
      },
      "a copy in a bucket without an ARN": {
        change: { replication: { ...copy, bucketArn: "copies" } },
        control: "BAK-05",
        message: 'Bucket "files": replication.bucketArn is "copies"; BAK-05 requires the ARN of a bucket.',
      },
      "a copy under a key of another region": {
        change: { replication: { ...copy, kmsKeyArn: key("eu-central-1") } },
        control: "DAT-06",
        message: `Bucket "files": replication.kmsKeyArn is "${key("eu-central-1")}"; DAT-06 requires the ARN of a key of eu-west-1.`,
      },
      "a copy in an account that is none": {
        change: { replication: { ...copy, accountId: "1111" } },
        message: 'Bucket "files": replication.accountId is "1111"; expected twelve digits.',
      },
      "a record of a transfer without an id": {
        change: { replication: { ...copy, transferRecord: " " } },
        control: "DAT-05",
        message:
          'Bucket "files": replication.transferRecord is " "; DAT-05 requires the id of a record of the transfer.',
      },
      "a scan of more than GuardDuty takes": {
        change: { uploadScan: { prefixes: ["a/", "b/", "c/", "d/", "e/", "f/"] } },
        control: "APP-09",
        message:
          'Bucket "files": uploadScan.prefixes is ["a/","b/","c/","d/","e/","f/"]; APP-09 requires 1 to 5 prefixes.',
      },
      "a scan of a wildcard": {
        change: { uploadScan: { prefixes: ["uploads/*"] } },
        control: "APP-09",
        message:
          'Bucket "files": uploadScan.prefixes is "uploads/*"; APP-09 requires prefixes of letters, digits and _!.()/-.',
      },
      "scripts of every origin": {
        change: { cors: [{ origins: ["*"], methods: [CorsMethod.Get] }] },
        control: "TLS-01",
        message: 'Bucket "files": cors[0].origins is "*"; TLS-01 requires origins with https:// and a whole host name.',
      },
      "scripts of an origin without TLS": {
        change: { cors: [{ origins: ["http://chat.example.com"], methods: [CorsMethod.Get] }] },
        control: "TLS-01",
        message:
          'Bucket "files": cors[0].origins is "http://chat.example.com"; TLS-01 requires origins with https:// and a ' +
          "whole host name.",
      },
      "scripts of every host of a domain": {
        change: { cors: [{ origins: ["https://*.example.com"], methods: [CorsMethod.Get] }] },
        control: "TLS-01",
        message:
          'Bucket "files": cors[0].origins is "https://*.example.com"; TLS-01 requires origins with https:// and a ' +
          "whole host name.",
      },
      "scripts that may do nothing": {
        change: { cors: [{ origins: ["https://chat.example.com"], methods: [] }] },
        message: 'Bucket "files": cors[0].methods is []; expected one method at least.',
      },
      "scripts that may do what S3 does not know": {
        change: { cors: [{ origins: ["https://chat.example.com"], methods: ["PATCH" as CorsMethod] }] },
        message: 'Bucket "files": cors[0].methods[0] is "PATCH"; expected one of GET, HEAD, PUT, POST, DELETE.',
      },
      "an account that is none": {
        change: { accountId: "1111" },
        message: 'Bucket "files": accountId is "1111"; expected twelve digits.',
      },
      "overrides of a child that it does not have": {
        change: { overrides: { website: {} } },
        message:
          'Bucket "files": overrides.website is {}; expected a role among bucket, ownership, publicAccess, versioning, ' +
          "encryption, policy, lifecycle, logging, notification, cors, copier, replication, scanner, scan.",
      },
    },
  );
});

describe("Bucket, where the stack's configuration names the region,", () => {
  const constructIn = (region: string) => (change: Partial<BucketArgs>) =>
    inRegion(region, () => new Bucket("files", { ...minimal, ...change }));

  const beyond = { ...copy, region: "us-east-1", kmsKeyArn: key("us-east-1") };

  it("copies beyond the jurisdiction where the program names the record of the transfer", async () => {
    const replication = { ...beyond, transferRecord: "T-2026-14" };
    const { resources } = await record(() => constructIn("eu-west-1")({ replication }), {
      accountId: "111122223333",
      region: "eu-west-1",
      partition: "aws",
      dnsSuffix: "amazonaws.com",
    });
    const [rule] = named(resources, "files-replication").inputs["rules"] as { destination: Record<string, unknown> }[];
    assert.deepEqual(rule?.destination["encryptionConfiguration"], { replicaKmsKeyId: key("us-east-1") });
  });

  refuses("Bucket", constructIn("eu-west-1"), {
    "a copy in its own region": {
      change: { replication: copy },
      control: "BAK-05",
      message: 'Bucket "files": replication.region is "eu-west-1"; BAK-05 requires another region than eu-west-1.',
    },
    "a copy that leaves the jurisdiction, where nobody has recorded it": {
      change: { replication: beyond },
      control: "DAT-05",
      message:
        'Bucket "files": replication.region is "us-east-1"; DAT-05 requires a region of the same jurisdiction such as ' +
        "eu-central-1, eu-north-1, eu-south-1, eu-south-2, eu-west-3, or a transferRecord.",
    },
  });

  refuses("Bucket", constructIn("cn-north-1"), {
    "a copy across the border of China": {
      change: { replication: copy },
      message:
        'Bucket "files": replication.region is "eu-west-1"; expected a region that cn-north-1 can copy to, of the same ' +
        "partition.",
    },
    "a scan in China": {
      change: { uploadScan: {} },
      control: "APP-09",
      message:
        'Bucket "files": uploadScan is {}; APP-09 requires events and a scanner of your own in China, where GuardDuty ' +
        "scans no uploads.",
    },
  });
});

describe("the policy of a Bucket", () => {
  const owner = "arn:aws:iam::111122223333:role/chat";
  const encryption = "s3:x-amz-server-side-encryption";
  const keyId = "s3:x-amz-server-side-encryption-aws-kms-key-id";
  const usual = {
    "aws:PrincipalArn": owner,
    "aws:ResourceAccount": "111122223333",
    "aws:SecureTransport": "true",
    "s3:TlsVersion": "1.3",
  };

  const asked = async (
    action: string,
    context: Readonly<Record<string, string | readonly string[]>>,
    change: Partial<BucketArgs> = {},
    object = "uploads/1.png",
  ) => {
    const { resources } = await make(change);
    const request = { action: `s3:${action}`, resource: `${arn}/${object}`, context: { ...usual, ...context } };
    return denials(policyOf(resources), request);
  };

  it("takes uploads that leave the encryption to the bucket", async () =>
    assert.deepEqual(await asked("PutObject", {}), []));

  it("takes uploads that name a key of its account and region", async () =>
    assert.deepEqual(await asked("PutObject", { [encryption]: "aws:kms", [keyId]: key("eu-central-1") }), []));

  it("turns away uploads under a key of somebody else", async () =>
    assert.deepEqual(
      await asked("PutObject", { [encryption]: "aws:kms", [keyId]: key("eu-central-1", "666677778888") }),
      ["DenyForeignKeys"],
    ));

  it("turns away uploads under a key of another region, or one that is not named by its ARN", async () => {
    for (const other of [key("us-east-1"), "1", "alias/aws/s3"]) {
      assert.deepEqual(await asked("PutObject", { [encryption]: "aws:kms", [keyId]: other }), ["DenyForeignKeys"]);
    }
  });

  it("turns away uploads that leave the choice of the key to the cloud", async () =>
    assert.deepEqual(await asked("PutObject", { [encryption]: "aws:kms" }), ["DenyDefaultKey"]));

  it("turns away uploads under keys of S3", async () =>
    assert.deepEqual(await asked("PutObject", { [encryption]: "AES256" }), ["DenyOtherEncryption"]));

  it("turns away uploads under a key that is brought along", async () =>
    assert.deepEqual(await asked("PutObject", { "s3:x-amz-server-side-encryption-customer-algorithm": "AES256" }), [
      "DenyCustomerProvidedKeys",
    ]));

  it("turns away everything without TLS, or over one that is out of date", async () => {
    assert.deepEqual(await asked("GetObject", { "aws:SecureTransport": "false" }), ["DenyInsecureTransport"]);
    assert.deepEqual(await asked("GetObject", { "s3:TlsVersion": "1.1" }), ["DenyOldTls"]);
    assert.deepEqual(await asked("GetObject", { "s3:TlsVersion": "1.2" }), []);
  });

  const scan = { uploadScan: { prefixes: ["uploads/"] } };
  const verdict = "s3:ExistingObjectTag/GuardDutyMalwareScanStatus";

  it("lets nobody read what is not found clean, but the scanner", async () => {
    assert.deepEqual(await asked("GetObject", {}, scan), ["DenyUnscanned"]);
    assert.deepEqual(await asked("GetObjectVersion", { [verdict]: "THREATS_FOUND" }, scan), ["DenyUnscanned"]);
    assert.deepEqual(await asked("GetObject", { [verdict]: "NO_THREATS_FOUND" }, scan), []);
    const scanner = { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/files-scanner-1a2b3c4" };
    assert.deepEqual(await asked("GetObject", scanner, scan), []);
  });

  it("lets nobody say that something is clean, but the scanner", async () => {
    const tags = { "s3:RequestObjectTagKeys": ["album", "GuardDutyMalwareScanStatus"] };
    assert.deepEqual(await asked("PutObjectTagging", tags, scan), ["DenyOtherVerdicts"]);
    assert.deepEqual(await asked("PutObject", tags, scan), ["DenyOtherVerdicts"]);
    assert.deepEqual(await asked("PutObject", { "s3:RequestObjectTagKeys": ["album"] }, scan), []);
    const scanner = { ...tags, "aws:PrincipalArn": "arn:aws:iam::111122223333:role/files-scanner-1a2b3c4" };
    assert.deepEqual(await asked("PutObjectTagging", scanner, scan), []);
  });

  it("lets what is not scanned be read", async () =>
    assert.deepEqual(await asked("GetObject", {}, scan, "exports/1.csv"), []));
});
