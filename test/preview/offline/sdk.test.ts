import assert from "node:assert/strict";
import { awsDefaults, awsNestedDefaults, frameworkTypes } from "../../../preview/offline/aws-defaults";
import { awsNames } from "../../../preview/offline/aws-names";
import { installedSdk, type Field, type Sdk } from "../../../preview/offline/sdk";

function sdkOf(name: string): Sdk {
  const sdk = installedSdk(name, "", process.cwd());
  assert.ok(sdk, `@pulumi/${name} is not installed.`);
  return sdk;
}

const aws = sdkOf("aws");
const kubernetes = sdkOf("kubernetes");
const field = (fields: readonly Field[] | undefined, name: string) => fields?.find((given) => given.name === name);

describe("The reader of an SDK's declarations", () => {
  it("reads inputs with their types", () => {
    const inputs = aws.resource("aws:ec2/subnet:Subnet")?.inputs;
    assert.deepEqual(field(inputs, "vpcId"), {
      name: "vpcId",
      shape: { kind: "string" },
      optional: false,
      deprecated: false,
    });
    assert.deepEqual(field(inputs, "ipv4NetmaskLength")?.shape, { kind: "number" });
    assert.deepEqual(field(inputs, "mapPublicIpOnLaunch")?.shape, { kind: "boolean" });
    assert.deepEqual(field(inputs, "tags")?.shape, { kind: "map", of: { kind: "string" } });
  });

  it("reads lists of nested types, and those types", () => {
    const inputs = aws.resource("aws:ec2/securityGroup:SecurityGroup")?.inputs;
    assert.deepEqual(field(inputs, "ingress")?.shape, {
      kind: "list",
      of: { kind: "object", name: "ec2.SecurityGroupIngress" },
    });
    assert.equal(field(aws.nested("ec2.SecurityGroupIngress")?.fields, "fromPort")?.optional, false);
    assert.equal(field(aws.nested("ec2.SecurityGroupIngress")?.fields, "cidrBlocks")?.optional, true);
    assert.equal(field(kubernetes.nested("core.v1.Container")?.fields, "name")?.optional, false);
    assert.equal(aws.nested("ec2.MadeUp"), undefined);
    assert.equal(aws.nested("madeup.SecurityGroupIngress"), undefined);
  });

  it("knows a document that may be text, and takes a union with a resource for anything", () => {
    const role = aws.resource("aws:iam/role:Role")?.inputs;
    assert.deepEqual(field(role, "assumeRolePolicy")?.shape, { kind: "document" });
    const attachment = aws.resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment")?.inputs;
    assert.deepEqual(field(attachment, "role")?.shape, { kind: "any" });
  });

  it("tells outputs that are always there from those that may not be", () => {
    const outputs = aws.resource("aws:ec2/securityGroup:SecurityGroup")?.outputs;
    assert.equal(field(outputs, "arn")?.optional, false);
    assert.equal(field(outputs, "tags")?.optional, true);
  });

  it("sees deprecation", () => {
    const inputs = aws.resource("aws:s3/bucket:Bucket")?.inputs;
    assert.equal(field(inputs, "acl")?.deprecated, true);
    assert.equal(field(inputs, "bucket")?.deprecated, false);
  });

  it("finds classes whose files are named in another way than they", () => {
    for (const token of [
      "aws:kendra/index:Index",
      "aws:guardduty/iPSet:IPSet",
      "aws:datasync/s3Location:S3Location",
      "aws:s3/bucketV2:BucketV2",
      "aws:lb/loadBalancer:LoadBalancer",
      "aws:alb/loadBalancer:LoadBalancer",
    ]) {
      assert.ok(aws.resource(token), token);
    }
    for (const token of [
      "kubernetes:storage.k8s.io/v1:CSIDriver",
      "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
      "kubernetes:core/v1:ConfigMapPatch",
      "kubernetes:apps/v1:DeploymentList",
      "kubernetes:helm.sh/v3:Release",
    ]) {
      assert.ok(kubernetes.resource(token), token);
    }
    assert.equal(aws.resource("aws:ec2/madeUp:MadeUp"), undefined);
  });

  it("reads the fields of functions' results", () => {
    const names = aws.functionResult("aws:index/getCallerIdentity:getCallerIdentity")?.map(({ name }) => name);
    assert.deepEqual(names, ["accountId", "arn", "id", "userId"]);
    assert.equal(aws.functionResult("aws:index/getMadeUp:getMadeUp"), undefined);
  });

  it("finds nothing where the program has no such SDK", () => {
    assert.equal(installedSdk("made-up", "", process.cwd()), undefined);
  });
});

// A default of Terraform's is always there afterwards, which Pulumi's code generator marks as `| undefined`.
const managed = "Managed by Pulumi";

describe("What is known of AWS beside its SDK", () => {
  for (const [type, defaults] of Object.entries(awsDefaults)) {
    it(`has defaults of ${type} that the SDK has optional inputs for`, () => {
      const shape = aws.resource(type);
      for (const [name, value] of Object.entries(defaults)) {
        const input = field(shape?.inputs, name);
        assert.equal(input?.shape.kind, typeof value, name);
        assert.equal(input?.optional, true, name);
        assert.equal(input?.deprecated, false, name);
        assert.equal(field(shape?.outputs, name)?.optional ?? true, value !== managed, name);
      }
    });
  }

  for (const [type, defaults] of Object.entries(awsNestedDefaults)) {
    it(`has defaults of ${type} that the SDK has fields for`, () => {
      for (const [name, value] of Object.entries(defaults)) {
        assert.equal(aws.nested(type)?.byName.get(name)?.shape.kind, typeof value, name);
      }
    });
  }

  it("knows the same of load balancers under their old and their new names", () => {
    const under = (module: string) => (table: Readonly<Record<string, unknown>>) =>
      Object.entries(table)
        .filter(([type]) => type.startsWith(`aws:${module}/`) || type.startsWith(`${module}.`))
        .map(([type, known]) => [type.replace(module, "lb"), known]);
    const tables = [awsDefaults, awsNestedDefaults, awsNames];
    assert.deepEqual(tables.map(under("alb")), tables.map(under("lb")));
  });

  it("names properties that the SDK has optional inputs for", () => {
    for (const [type, { property = "name" }] of Object.entries(awsNames)) {
      assert.equal(field(aws.resource(type)?.inputs, property)?.optional, true, type);
    }
  });

  it("knows types that the SDK has", () => {
    const missing = [...frameworkTypes].filter((type) => aws.resource(type) === undefined);
    assert.deepEqual(missing, []);
  });
});
