import assert from "node:assert/strict";
import { offlineProvider } from "../../../preview/offline/index";
import { UNKNOWN, type Properties } from "../../../preview/wire";

const aws = offlineProvider({ name: "aws", version: "7.48.0" }, process.cwd());

const plan = (type: string, inputs: Properties) => aws.create({ urn: `urn:pulumi:dev::app::${type}::x`, type, inputs });

const cases: readonly { type: string; inputs: Properties; planned: Properties }[] = [
  {
    type: "aws:ec2/eip:Eip",
    inputs: { domain: "vpc", tagsAll: {}, __defaults: [] },
    planned: {
      domain: "vpc",
      tagsAll: {},
      allocationId: UNKNOWN,
      arn: UNKNOWN,
      associationId: UNKNOWN,
      carrierIp: UNKNOWN,
      customerOwnedIp: UNKNOWN,
      id: UNKNOWN,
      instance: UNKNOWN,
      ipamPoolId: UNKNOWN,
      networkBorderGroup: UNKNOWN,
      networkInterface: UNKNOWN,
      privateDns: UNKNOWN,
      privateIp: UNKNOWN,
      ptrRecord: UNKNOWN,
      publicDns: UNKNOWN,
      publicIp: UNKNOWN,
      publicIpv4Pool: UNKNOWN,
      region: UNKNOWN,
    },
  },
  {
    type: "aws:kms/alias:Alias",
    inputs: { name: "alias/key", targetKeyId: "k", region: "eu-central-1", __defaults: ["name"] },
    planned: {
      name: "alias/key",
      targetKeyId: "k",
      region: "eu-central-1",
      arn: UNKNOWN,
      id: UNKNOWN,
      namePrefix: UNKNOWN,
      targetKeyArn: UNKNOWN,
    },
  },
  {
    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    inputs: { bucket: UNKNOWN, blockPublicAcls: true },
    planned: { bucket: UNKNOWN, blockPublicAcls: true, region: UNKNOWN, id: UNKNOWN },
  },
  {
    type: "aws:made/up:Up",
    inputs: { a: 1 },
    planned: { a: 1 },
  },
];

describe("The planned state of the offline AWS provider", () => {
  for (const { type, inputs, planned } of cases) {
    it(`has what ${type} computes as unknown`, () => {
      assert.deepEqual(plan(type, inputs), planned);
    });
  }

  it("says nothing of defaults inside objects", () => {
    const ingress = [{ protocol: "tcp", fromPort: 22, toPort: 22, self: false, __defaults: ["self"] }];
    assert.deepEqual(plan("aws:ec2/securityGroup:SecurityGroup", { ingress }).ingress, [
      { protocol: "tcp", fromPort: 22, toPort: 22, self: false },
    ]);
  });

  it("leaves out what may be absent", () => {
    assert.equal("tags" in plan("aws:ec2/vpc:Vpc", {}), false);
  });
});

describe("A resource that is read from the offline AWS provider", () => {
  it("has the id and what the program says of it, and the rest as unknown", () => {
    const urn = "urn:pulumi:dev::app::aws:kms/alias:Alias::x";
    assert.deepEqual(
      aws.read({
        urn,
        type: "aws:kms/alias:Alias",
        id: "alias/a",
        inputs: { name: "alias/a", targetKeyId: null },
        configuration: {},
      }),
      {
        id: "alias/a",
        name: "alias/a",
        arn: UNKNOWN,
        namePrefix: UNKNOWN,
        region: UNKNOWN,
        targetKeyArn: UNKNOWN,
        targetKeyId: UNKNOWN,
      },
    );
  });
});
