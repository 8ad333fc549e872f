const aws = require("@pulumi/aws");
const k8s = require("@pulumi/kubernetes");
const pulumi = require("@pulumi/pulumi");

const bucket = new aws.s3.Bucket("bucket", {});
const statement = (resource) => ({
  effect: "Allow",
  actions: ["s3:GetObject"],
  resources: [resource],
  principals: [{ type: "AWS", identifiers: ["*"] }],
});

const known = aws.iam.getPolicyDocumentOutput({ statements: [statement("arn:aws:s3:::fixed/*")] });
const unknown = aws.iam.getPolicyDocumentOutput({ statements: [statement(pulumi.interpolate`${bucket.arn}/*`)] });
const caller = aws.getCallerIdentityOutput();
const region = aws.getRegionOutput();
const partition = aws.getPartitionOutput();
const image = aws.ec2.getAmiOutput({ owners: ["amazon"], mostRecent: true });

new aws.s3.BucketPolicy("known", { bucket: bucket.id, policy: known.json });
new aws.s3.BucketPolicy("unknown", { bucket: bucket.id, policy: unknown.json });
new aws.ec2.Instance("instance", {
  ami: image.id,
  instanceType: "t3.micro",
  tags: { account: caller.accountId, region: region.id ?? region.name, partition: partition.partition },
});
new k8s.yaml.ConfigGroup("yaml", {
  yaml: "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: from-yaml\n  namespace: apps\ndata:\n  key: value\n",
});

new k8s.helm.v3.Chart("chart", {
  chart: "redis",
  version: "20.0.0",
  fetchOpts: { repo: "https://charts.example.com" },
});
new k8s.helm.v3.Chart("unknown", { chart: "nginx", values: { bucket: bucket.arn } });

const parameter = (name, value) => new aws.ssm.Parameter(name, { type: "String", value });
const west = new aws.Provider("west", { region: "us-west-2" });
const later = new aws.Provider("later", { region: bucket.arn });
class Holder extends pulumi.ComponentResource {
  constructor(name, opts) {
    super("test:index:Holder", name, {}, opts);
    parameter("inherited-region", aws.getRegionOutput({}, { parent: this }).region);
  }
}
new Holder("holder", { providers: [west] });
const gold = (owner) => ({ owners: [owner], filters: [{ name: "name", values: ["gold-*"] }] });
pulumi.runtime.registerInvokeTransform(({ token, args, opts }) =>
  token === "aws:ec2/getAmi:getAmi" && args.nameRegex === "gold" ? { args: gold("self"), opts } : undefined,
);
parameter("gold", aws.ec2.getAmiOutput(gold("self")).id);
parameter("gold-by-secret", aws.ec2.getAmiOutput(gold(pulumi.secret("self"))).id);
parameter("gold-by-transform", aws.ec2.getAmiOutput({ nameRegex: "gold" }).id);
parameter("not-said-by-fixture", aws.ec2.getAmiOutput(gold("self")).creationDate);
parameter("no-fixture", aws.ec2.getAmiOutput({ owners: ["microsoft"] }).id);
parameter("unknown-argument", aws.ec2.getAmiOutput(gold(bucket.arn)).id);
parameter("waits-for-resource", aws.ec2.getAmiOutput(gold("self"), { dependsOn: [bucket] }).id);
parameter("unknown-provider", aws.getPartitionOutput({}, { provider: later }).partition);
parameter("other-version", aws.getRegionOutput({}, { provider: west, version: "7.48.0" }).description);
parameter("secret", aws.secretsmanager.getSecretVersionOutput({ secretId: "keys" }).secretString);
// As SDKs of old did it.
parameter("applied", pulumi.output({ owners: ["amazon"] }).apply((args) => aws.ec2.getAmi(args)).id);

const waited = async () => {
  const { accountId } = await aws.getCallerIdentity();
  const zones = await aws.getAvailabilityZones({ state: "available" });
  const vpc = await aws.ec2.getVpc({ default: true });
  const { ids } = await aws.ec2.getSubnets({ filters: [{ name: "vpc-id", values: [vpc.id] }] });
  const type = await aws.ec2.getInstanceType({ instanceType: "t3.micro" });
  const { secretString } = await aws.secretsmanager.getSecretVersion({ secretId: "keys" });
  const document = await aws.iam.getPolicyDocument({ statements: [statement(`arn:aws:s3:::logs-${accountId}/*`)] });
  const version = await aws.secretsmanager.getSecretRotation({ secretId: "keys" });
  if (zones.names.length < 2) {
    throw new Error("Two zones are needed.");
  }
  zones.names.slice(0, 2).forEach(
    (zone, index) =>
      new aws.ec2.Subnet(`subnet-${index}`, {
        vpcId: vpc.id,
        availabilityZone: zone,
        cidrBlock: `10.0.${index}.0/24`,
        tags: { Name: `of ${zone}`, Plain: "known" },
      }),
  );
  ids.forEach((subnetId) => new aws.ec2.NetworkInterface(subnetId, { subnetId }));
  const [network, mask] = vpc.cidrBlock.split("/");
  parameter("text", `logs-${accountId}`);
  parameter("cut", `logs-${accountId}`.slice(0, 11).toUpperCase());
  parameter("json", JSON.stringify({ account: accountId }));
  parameter("base64", Buffer.from(`echo ${accountId}`).toString("base64"));
  parameter("carved", `${network}/${Number(mask) + 4}`);
  parameter("document", document.json);
  parameter("parsed", JSON.parse(version.rotationLambdaArn).password);
  parameter("fixture", JSON.parse(secretString).user);
  parameter("object", accountId);
  new aws.sqs.Queue("number", { delaySeconds: type.defaultVcpus * 2, tags: { [`by-${accountId}`]: "x" } });
  new aws.lb.LoadBalancer("list", { subnets: zones.zoneIds });
  return { zones: zones.names, account: `in ${accountId}`, known: ids };
};
module.exports = waited().then((outputs) => ({ ...outputs, account: caller.accountId }));
