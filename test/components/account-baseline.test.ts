import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { AccountBaseline, type AccountBaselineArgs, Environment, RecoveryTier } from "../../components";
import { china, named, ofType, type Place, record, valueOf } from "../support/mocks";
import { refuses } from "../support/refusal";

const frankfurtKey = "arn:aws:kms:eu-central-1:111122223333:key/7f3a91c2-e04b-4c55-8a4f-3b6d6f1e2a90";
const dublinKey = "arn:aws:kms:eu-west-1:111122223333:key/7f3a91c2-e04b-4c55-8a4f-3b6d6f1e2a90";

const minimal: AccountBaselineArgs = {
  homeRegion: "eu-central-1",
  regions: { "eu-central-1": { volumeKmsKeyArn: frankfurtKey } },
  tags: { env: Environment.Production, tier: RecoveryTier.None, owner: "platform" },
};

const make = (change: Partial<AccountBaselineArgs> = {}, place?: Place) =>
  record(() => new AccountBaseline("home", { ...minimal, ...change }), place);

const twoRegions = { ...minimal.regions, "eu-west-1": { volumeKmsKeyArn: dublinKey } };

describe("AccountBaseline", () => {
  it("makes each setting of the account once", async () => {
    const { resources } = await make();
    assert.deepEqual(resources.map(({ name }) => name).toSorted(), [
      "home",
      "home-bucket-access",
      "home-config-role",
      "home-external-access-eu-central-1",
      "home-image-access-eu-central-1",
      "home-metadata-defaults-eu-central-1",
      "home-passwords",
      "home-serial-console-eu-central-1",
      "home-snapshot-access-eu-central-1",
      "home-unused-access",
      "home-volume-encryption-eu-central-1",
      "home-volume-key-eu-central-1",
    ]);
  });

  it("parents its children and completes once", async () => {
    const { resources, completed } = await make();
    const { urn } = named(resources, "home");
    assert.ok(resources.slice(1).every(({ parent }) => parent === urn));
    assert.deepEqual(completed, [urn]);
  });

  it("demands strong passwords, new ones every 90 days, and lets users change them even late", async () => {
    const { resources } = await make();
    assert.deepEqual(named(resources, "home-passwords").inputs, {
      minimumPasswordLength: 14,
      requireLowercaseCharacters: true,
      requireUppercaseCharacters: true,
      requireNumbers: true,
      requireSymbols: true,
      passwordReusePrevention: 24,
      maxPasswordAge: 90,
      allowUsersToChangePassword: true,
      hardExpiry: false,
    });
  });

  it("lets no bucket of the account be public", async () => {
    const { resources } = await make();
    assert.deepEqual(named(resources, "home-bucket-access").inputs, {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
  });

  it("encrypts volumes by default, with the key of the region before it does", async () => {
    const { resources } = await make();
    const key = named(resources, "home-volume-key-eu-central-1");
    const encryption = named(resources, "home-volume-encryption-eu-central-1");
    assert.deepEqual(key.inputs, { keyArn: frankfurtKey, region: "eu-central-1" });
    assert.deepEqual(encryption.inputs, { enabled: true, region: "eu-central-1" });
    assert.deepEqual(encryption.dependsOn, [key.urn]);
  });

  it("closes snapshots, images, instance metadata and the serial console", async () => {
    const { resources } = await make();
    const inputs = (suffix: string) => named(resources, `home-${suffix}-eu-central-1`).inputs;
    assert.deepEqual(inputs("snapshot-access"), { state: "block-all-sharing", region: "eu-central-1" });
    assert.deepEqual(inputs("image-access"), { state: "block-new-sharing", region: "eu-central-1" });
    assert.deepEqual(inputs("serial-console"), { enabled: false, region: "eu-central-1" });
    assert.deepEqual(inputs("metadata-defaults"), {
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
      region: "eu-central-1",
    });
  });

  it("looks for access that others have, in the region, and for access that nobody used for 30 days", async () => {
    const { resources } = await make();
    const tags = (name: string) => ({
      Name: name,
      env: "production",
      tier: "none",
      owner: "platform",
      "asset-class": "account",
    });
    assert.deepEqual(named(resources, "home-external-access-eu-central-1").inputs, {
      analyzerName: "external-access-home",
      type: "ACCOUNT",
      region: "eu-central-1",
      tags: tags("home-external-access-eu-central-1"),
    });
    assert.deepEqual(named(resources, "home-unused-access").inputs, {
      analyzerName: "unused-access-home",
      type: "ACCOUNT_UNUSED_ACCESS",
      configuration: { unusedAccess: { unusedAccessAge: 30 } },
      region: "eu-central-1",
      tags: tags("home-unused-access"),
    });
  });

  it("sets each further region, and analyses unused access in one", async () => {
    const { resources, made } = await make({ regions: twoRegions, homeRegion: "eu-west-1" });
    for (const setting of [
      aws.ebs.EncryptionByDefault,
      aws.ebs.DefaultKmsKey,
      aws.ebs.SnapshotBlockPublicAccess,
      aws.ec2.ImageBlockPublicAccess,
      aws.ec2.InstanceMetadataDefaults,
      aws.ec2.SerialConsoleAccess,
    ]) {
      assert.deepEqual(
        ofType(resources, setting)
          .map(({ inputs }) => inputs["region"])
          .toSorted(),
        ["eu-central-1", "eu-west-1"],
      );
    }
    assert.deepEqual(
      ofType(resources, aws.accessanalyzer.Analyzer)
        .map(({ inputs }) => `${String(inputs["type"])} ${String(inputs["region"])}`)
        .toSorted(),
      ["ACCOUNT eu-central-1", "ACCOUNT eu-west-1", "ACCOUNT_UNUSED_ACCESS eu-west-1"],
    );
    assert.equal(named(resources, "home-volume-key-eu-west-1").inputs["keyArn"], dublinKey);
    assert.deepEqual(Object.keys(made.externalAccessAnalyzerArns), ["eu-central-1", "eu-west-1"]);
  });

  it("is stricter where the program says so", async () => {
    const { resources } = await make({ minPasswordLength: 20, maxPasswordAgeDays: 30, unusedAccessDays: 7 });
    const { inputs } = named(resources, "home-passwords");
    assert.deepEqual([inputs["minimumPasswordLength"], inputs["maxPasswordAge"]], [20, 30]);
    assert.deepEqual(named(resources, "home-unused-access").inputs["configuration"], {
      unusedAccess: { unusedAccessAge: 7 },
    });
  });

  it("takes the key from the stack itself", async () => {
    const later = { "eu-central-1": { volumeKmsKeyArn: pulumi.output(Promise.resolve(frankfurtKey)) } };
    const { resources } = await make({ regions: later });
    assert.equal(named(resources, "home-volume-key-eu-central-1").inputs["keyArn"], frankfurtKey);
  });

  it("makes the role of AWS Config and hands it out", async () => {
    const { resources, made } = await make();
    assert.equal(named(resources, "home-config-role").inputs["awsServiceName"], "config.amazonaws.com");
    assert.equal(await valueOf(made.configRoleArn), "arn:aws:mock:::home-config-role");
  });

  it("hands out the role of AWS Config that the account has already, in its partition", async () => {
    const { resources, made } = await make({ makesConfigRole: false }, china);
    assert.deepEqual(ofType(resources, aws.iam.ServiceLinkedRole), []);
    assert.equal(
      await valueOf(made.configRoleArn),
      "arn:aws-cn:iam::444455556666:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig",
    );
  });

  it("lets overrides replace properties in every region, with a warning for each", async () => {
    const { resources, warnings } = await make({
      regions: twoRegions,
      overrides: { metadataDefaults: { httpPutResponseHopLimit: 2 } },
    });
    for (const { inputs } of ofType(resources, aws.ec2.InstanceMetadataDefaults)) {
      assert.equal(inputs["httpPutResponseHopLimit"], 2);
    }
    assert.equal(warnings.length, 2);
  });

  const construct = (change: Partial<AccountBaselineArgs>) => new AccountBaseline("home", { ...minimal, ...change });
  refuses("AccountBaseline", construct, {
    "shorter passwords": {
      change: { minPasswordLength: 13 },
      control: "IAM-04",
      message: 'AccountBaseline "home": minPasswordLength is 13; IAM-04 requires at least 14 characters.',
    },
    "a length of passwords that is no number": {
      change: { minPasswordLength: NaN },
      control: "IAM-04",
      message: 'AccountBaseline "home": minPasswordLength is NaN; IAM-04 requires at least 14 characters.',
    },
    "passwords longer than the cloud takes": {
      change: { minPasswordLength: 129 },
      message: 'AccountBaseline "home": minPasswordLength is 129; expected 14 to 128 whole characters.',
    },
    "older passwords": {
      change: { maxPasswordAgeDays: 91 },
      control: "IAM-05",
      message: 'AccountBaseline "home": maxPasswordAgeDays is 91; IAM-05 requires at most 90 days.',
    },
    "passwords that are never old": {
      change: { maxPasswordAgeDays: 0 },
      message: 'AccountBaseline "home": maxPasswordAgeDays is 0; expected 1 to 90 whole days.',
    },
    "access that is unused for longer": {
      change: { unusedAccessDays: 31 },
      control: "IAM-02",
      message: 'AccountBaseline "home": unusedAccessDays is 31; IAM-02 requires at most 30 days.',
    },
    "half a day without use": {
      change: { unusedAccessDays: 0.5 },
      message: 'AccountBaseline "home": unusedAccessDays is 0.5; expected 1 to 30 whole days.',
    },
    "no region": {
      change: { regions: {} },
      message: 'AccountBaseline "home": regions is {}; expected one region at least.',
    },
    "what is no region": {
      change: { regions: { ...minimal.regions, frankfurt: { volumeKmsKeyArn: frankfurtKey } } },
      message: 'AccountBaseline "home": regions is "frankfurt"; expected a region such as eu-central-1.',
    },
    "the key of another region": {
      change: { regions: { ...minimal.regions, "eu-west-1": { volumeKmsKeyArn: frankfurtKey } } },
      control: "DAT-06",
      message: `AccountBaseline "home": regions.eu-west-1.volumeKmsKeyArn is "${frankfurtKey}"; DAT-06 requires the ARN of a key of eu-west-1.`,
    },
    "a region without a key": {
      change: { regions: { "eu-central-1": { volumeKmsKeyArn: "" } } },
      control: "DAT-06",
      message:
        'AccountBaseline "home": regions.eu-central-1.volumeKmsKeyArn is ""; DAT-06 requires the ARN of a key of ' +
        "eu-central-1.",
    },
    "a home in another region": {
      change: { homeRegion: "us-east-1" },
      message: 'AccountBaseline "home": homeRegion is "us-east-1"; expected one of the regions eu-central-1.',
    },
    "an account that is none": {
      change: { accountId: "1" },
      message: 'AccountBaseline "home": accountId is "1"; expected twelve digits.',
    },
    "a blank owner": {
      change: { tags: { ...minimal.tags, owner: "" } },
      control: "SCO-01",
      message: 'AccountBaseline "home": tags.owner is ""; SCO-01 requires the name of a team.',
    },
    "overrides of a child that it does not have": {
      change: { overrides: { key: {} } },
      message:
        'AccountBaseline "home": overrides.key is {}; expected a role among passwordPolicy, bucketAccess, configRole, ' +
        "unusedAccessAnalyzer, externalAccessAnalyzer, volumeKey, volumeEncryption, snapshotAccess, imageAccess, " +
        "metadataDefaults, serialConsole.",
    },
  });

  refuses("AccountBaseline", (name: string) => new AccountBaseline(name, minimal), {
    "a name that cannot be that of an analyzer": {
      change: "home account",
      message:
        'AccountBaseline "home account": name is "home account"; expected 1 to 100 letters, digits, hyphens and underscores.',
    },
  });
});
