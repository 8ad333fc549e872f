import assert from "node:assert/strict";
import { unknownSentinels } from "../../preview/wire";
import { observeEmbedded } from "../support/engines";
import type { Observed } from "../support/engines";

const unknown = unknownSentinels.string;

/** What a resource policy was shown, by the name of the resource. */
const shown = ({ views }: Observed, type: string): Record<string, Record<string, unknown>> =>
  Object.fromEntries(
    views.filter((view) => "resource" in view && view.type === type).map(({ name, props }) => [name, props]),
  ) as Record<string, Record<string, unknown>>;

const parameters = (observed: Observed): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(shown(observed, "aws:ssm/parameter:Parameter")).map(([name, { value }]) => [name, value]),
  );

const stackOutputs = ({ views }: Observed): unknown =>
  views.find((view) => "stack" in view && view.type === "pulumi:pulumi:Stack")?.props;

const observe = (program: string): Promise<Observed> =>
  observeEmbedded({ program, packs: ["dump-pack"], fixtures: "fixtures.yaml" });

describe("A program that asks functions", function () {
  this.timeout(60_000);
  let observed: Observed;
  before(async () => {
    observed = await observe("functions");
  });

  it("is told what is computed or said by a fixture, and nothing else", () => {
    assert.deepEqual(parameters(observed), {
      "inherited-region": "us-west-2",
      gold: "ami-gold",
      "gold-by-secret": "ami-gold",
      "gold-by-transform": "ami-gold",
      "not-said-by-fixture": unknown,
      "no-fixture": unknown,
      "unknown-argument": unknown,
      "waits-for-resource": unknown,
      "unknown-provider": unknown,
      "other-version": "US West (Oregon)",
      secret: '{"user":"keeper-of-keys"}',
      applied: "ami-amazon",
      text: unknown,
      cut: unknown,
      json: unknown,
      base64: unknown,
      carved: unknown,
      document: unknown,
      parsed: unknown,
      fixture: "keeper-of-keys",
      object: unknown,
    });
  });

  it("goes on where it waits for what is not known, and that stays unknown", () => {
    const subnets = Object.values(shown(observed, "aws:ec2/subnet:Subnet"));
    assert.deepEqual(
      subnets.map(({ vpcId, availabilityZone, cidrBlock, tags }) => [vpcId, availabilityZone, cidrBlock, tags]),
      [0, 1].map((index) => [unknown, unknown, `10.0.${index}.0/24`, { Name: unknown, Plain: "known" }]),
    );
    const interfaces = shown(observed, "aws:ec2/networkInterface:NetworkInterface");
    assert.deepEqual(Object.keys(interfaces), ["subnet-1", "subnet-2"]);
    const { delaySeconds, tags } = shown(observed, "aws:sqs/queue:Queue").number ?? {};
    assert.deepEqual([delaySeconds, tags], [unknown, unknown]);
    assert.equal(shown(observed, "aws:lb/loadBalancer:LoadBalancer").list?.subnets, unknown);
    assert.deepEqual(stackOutputs(observed), {
      zones: [unknown, unknown, unknown],
      account: unknown,
      known: ["subnet-1", "subnet-2"],
    });
  });

  it("has a gap for each function whose answer is not known, and a warning for a fixture too many", () => {
    const tokens = [
      "aws:ec2/getAmi:getAmi",
      "aws:ec2/getInstanceType:getInstanceType",
      "aws:ec2/getVpc:getVpc",
      "aws:index/getAvailabilityZones:getAvailabilityZones",
      "aws:index/getCallerIdentity:getCallerIdentity",
      "aws:index/getPartition:getPartition",
      "aws:secretsmanager/getSecretRotation:getSecretRotation",
    ];
    assert.deepEqual(
      observed.run.gaps.filter(({ kind }) => kind !== "helm chart"),
      tokens.map((token) => ({
        kind: "placeholder result",
        message: `What ${token} answers is not known here, unless --fixtures says it.`,
      })),
    );
    assert.deepEqual(
      observed.run.log.filter(({ severity }) => severity !== "info"),
      [
        {
          severity: "warning",
          message: "The program asked for nothing that the fixture aws:rds/getClusters:getCluster answers.",
        },
      ],
    );
  });
});

describe("A program that reads what exists", function () {
  this.timeout(60_000);
  let observed: Observed;
  before(async () => {
    observed = await observe("reads");
  });

  it("is told what fixtures say of resources and of other stacks, and nothing else", () => {
    assert.deepEqual(parameters(observed), {
      said: "10.7.0.0/16",
      "not-said": unknown,
      "unknown-id": unknown,
      output: "vpc-77",
      "secret-output": "keeper-of-keys",
      "absent-output": "absent",
      "lost-output": unknown,
      "late-output": unknown,
      "taken-id": "vpc-taken",
      "taken-arn": unknown,
      dynamic: "read there",
      details: "vpc-77 keeper-of-keys",
      "lost-value": unknown,
    });
    assert.deepEqual(shown(observed, "aws:ec2/subnet:Subnet")["net-subnet"]?.tags, { owner: "network" });
    assert.deepEqual(stackOutputs(observed), { password: "keeper-of-keys", list: [1, "two"] });
  });

  it("takes over what it imports as it says, but for the changes that it ignores", () => {
    const { taken, kept, "net-taken": said } = shown(observed, "aws:ec2/vpc:Vpc");
    assert.deepEqual([taken?.cidrBlock, taken?.tags], ["10.0.0.0/16", { arn: unknown }]);
    assert.deepEqual([kept?.cidrBlock, kept?.tags], ["10.0.0.0/16", unknown]);
    assert.equal(said?.cidrBlock, "10.8.0.0/16");
  });

  it("has a gap for each state and each stack that is not known", () => {
    const urn = (type: string, name: string) => `urn:pulumi:dev::reads::${type}::${name}`;
    const unread = (type: string, name: string, id: string) => ({
      kind: "unread resource",
      urn: urn(type, name),
      message: `It exists elsewhere as "${id}", and its state is not known here, unless --fixtures says it.`,
    });
    const vpc = "aws:ec2/vpc:Vpc";
    assert.deepEqual(observed.run.gaps, [
      {
        kind: "stack reference",
        urn: urn("pulumi:pulumi:StackReference", "organization/network/dev"),
        message: "The outputs of the stack organization/network/dev are not known here, unless --fixtures says them.",
      },
      unread(vpc, "existing", "vpc-0123456789"),
      unread(vpc, "kept", "vpc-kept"),
      unread(vpc, "taken", "vpc-taken"),
      unread("aws:s3/bucket:Bucket", "other", "some-bucket"),
      unread("aws:sqs/queue:Queue", "hooked", "queue"),
    ]);
  });
});
