const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

const vpc = aws.ec2.Vpc.get("existing", "vpc-0123456789");
const bucket = aws.s3.Bucket.get("other", "some-bucket", { forceDestroy: false });
new aws.ec2.Subnet("subnet", { vpcId: vpc.id, cidrBlock: "10.0.1.0/24", tags: { range: vpc.cidrBlock } });
new aws.s3.BucketPolicy("policy", { bucket: bucket.bucket, policy: bucket.arn }, { dependsOn: [bucket] });

const role = new aws.iam.Role("role", { assumeRolePolicy: "{}" });
class Holder extends pulumi.ComponentResource {
  constructor(name, args) {
    super("test:index:Holder", name, args);
    new aws.iam.RolePolicyAttachment(
      `${name}-attachment`,
      { role: args.role, policyArn: "arn:aws:iam::aws:policy/X" },
      { parent: this },
    );
  }
}
new Holder("holder", { role });

const parameter = (name, value) => new aws.ssm.Parameter(name, { type: "String", value });
const said = aws.ec2.Vpc.get("said", "vpc-said");
parameter("said", said.cidrBlock);
parameter("not-said", said.arn);
parameter("unknown-id", aws.ec2.Vpc.get("unknown-id", role.arn).cidrBlock);
const west = new aws.Provider("west", { region: "us-west-2" });
class Net extends pulumi.ComponentResource {
  constructor(name, opts) {
    super("test:index:Net", name, {}, opts);
    const vpc = aws.ec2.Vpc.get(`${name}-vpc`, "vpc-said", undefined, { parent: this });
    new aws.ec2.Subnet(`${name}-subnet`, { vpcId: vpc.id, cidrBlock: vpc.cidrBlock, tags: vpc.tags }, { parent: this });
    new aws.ec2.Vpc(`${name}-taken`, { cidrBlock: "10.8.0.0/16" }, { parent: this, import: "vpc-said" });
  }
}
new Net("net", { providers: [west] });

const stack = new pulumi.StackReference("stack", { name: "organization/network/prod" });
const lost = new pulumi.StackReference("organization/network/dev");
const late = new pulumi.StackReference("late", { name: role.arn });
parameter("output", stack.getOutput("vpcId"));
parameter("secret-output", stack.requireOutput("password"));
parameter(
  "absent-output",
  stack.getOutput("absent").apply((value) => value ?? "absent"),
);
parameter("lost-output", lost.requireOutput("vpcId"));
parameter("late-output", late.getOutput("vpcId"));

const taken = new aws.ec2.Vpc("taken", { cidrBlock: "10.0.0.0/16", tags: { arn: role.arn } }, { import: "vpc-taken" });
new aws.ec2.Vpc(
  "kept",
  { cidrBlock: "10.0.0.0/16", tags: { owner: "program" } },
  { import: "vpc-kept", ignoreChanges: ["tags"], aliases: [{ name: "old" }] },
);
parameter("taken-id", taken.id);
parameter("taken-arn", taken.arn);

// A provider in the program itself reads.
const reader = {
  create: async (inputs) => ({ id: "made", outs: inputs }),
  read: async (id) => ({ id, props: { value: `read ${id}` } }),
};
const dynamic = new pulumi.dynamic.Resource(reader, "dynamic", { value: undefined }, { id: "there" });
parameter("dynamic", dynamic.value);

const ran = new pulumi.ResourceHook("ran", () => console.log("A hook of an import ran."), { onDryRun: true });
new aws.sqs.Queue("hooked", {}, { import: "queue", hooks: { beforeCreate: [ran] } });

const waited = async () => {
  const { value } = await stack.getOutputDetails("vpcId");
  const { secretValue } = await stack.getOutputDetails("password");
  parameter("details", `${value} ${secretValue}`);
  parameter("lost-value", `vpc ${await lost.requireOutputValue("vpcId")}`);
  return { password: stack.getOutput("password"), list: stack.outputs.list };
};
module.exports = waited();
