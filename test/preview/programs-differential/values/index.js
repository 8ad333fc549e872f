const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

const unknown = new aws.sqs.Queue("unknown", { fifoQueue: true });
const known = pulumi.output("known");
const password = pulumi.secret("correct horse battery");

new aws.ec2.SecurityGroup("nested", {
  ingress: [
    { fromPort: 22, toPort: 22, protocol: "tcp", cidrBlocks: ["10.0.0.0/8", unknown.arn], description: password },
    { fromPort: 0, toPort: 0, protocol: "-1", cidrBlocks: [], securityGroups: undefined, self: null },
    unknown.arn.apply((arn) => ({ fromPort: 1, toPort: arn.length, protocol: "udp" })),
  ],
  tags: pulumi.all([known, password]).apply(([a, b]) => ({ a, b })),
});
new aws.lambda.Function("assets", {
  role: unknown.arn,
  runtime: "nodejs20.x",
  handler: "index.handler",
  code: new pulumi.asset.AssetArchive({
    "index.js": new pulumi.asset.StringAsset("exports.handler = () => 1;"),
  }),
  environment: { variables: { TOKEN: password, QUEUE: unknown.url, EMPTY: "" } },
  timeout: 1.5,
});
new aws.s3.BucketObject("text", {
  bucket: "some-bucket",
  source: new pulumi.asset.StringAsset("text"),
  content: undefined,
});
const { asset } = pulumi;
const object = (name, source) => new aws.s3.BucketObjectv2(name, { bucket: "some-bucket", source });
object("file", new asset.FileAsset("files/one.txt"));
object("folder", new asset.FileArchive("./files"));
object("remote", new asset.RemoteAsset("https://nowhere.invalid/file.txt"));
object("remote-archive", new asset.RemoteArchive("https://nowhere.invalid/file.zip"));
object("secret-asset", pulumi.secret(new asset.StringAsset("keeper-of-keys")));
object(
  "unknown-asset",
  unknown.arn.apply((arn) => new asset.StringAsset(arn)),
);
object(
  "nested-archive",
  new asset.AssetArchive({
    "a.txt": new asset.FileAsset("files/one.txt"),
    folder: new asset.FileArchive("files"),
    nested: new asset.AssetArchive({ text: new asset.StringAsset("text") }),
  }),
);
new aws.lambda.CallbackFunction("callback", {
  policies: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
  callback: async () => [password.get(), unknown.url.get(), known.get()],
});
new aws.lambda.Function(
  "marked",
  {
    role: unknown.arn,
    code: new asset.FileArchive("files"),
    environment: { variables: { SECRET: password, PLAIN: pulumi.unsecret(password) } },
  },
  { additionalSecretOutputs: ["arn", "environment"] },
);
class Holder extends pulumi.ComponentResource {
  constructor(name) {
    super("test:index:Holder", name, {});
    this.registerOutputs({ password, file: new asset.FileAsset("files/one.txt"), deep: [{ password }] });
  }
}
new Holder("holder");
new aws.ssm.Parameter("document", {
  type: "String",
  value: pulumi.jsonStringify({ arn: unknown.arn, list: [1, true, null] }),
  description: pulumi.interpolate`of ${known} and ${password}`,
});
new aws.ssm.Parameter("unicode", {
  type: "SecureString",
  value: password,
  description: '端口 \u{1f512} "quoted" <tag> & \\ \n',
});
new aws.cloudwatch.MetricAlarm("numbers", {
  comparisonOperator: "GreaterThanThreshold",
  evaluationPeriods: 1,
  threshold: 1e21,
  alarmActions: [unknown.arn],
  dimensions: { QueueName: unknown.name, Other: "x" },
});

new aws.ec2.SecurityGroup("wrong", {
  ingress: [
    { protocol: 6, fromPort: "ssh", toPort: "22", cidr_blocks: ["10.0.0.0/8"] },
    { protocol: "tcp", fromPort: pulumi.secret({ hidden: "battery" }), toPort: unknown.arn },
  ],
  revokeRulesOnDelete: "true",
});

const checked = {
  async configure({ config }) {
    this.region = config.get("aws:region");
  },
  async check(_, inputs) {
    return { inputs: { ...inputs, region: this.region, checked: true }, failures: [] };
  },
  async read(id, props) {
    return { id, props: { ...props, found: `it is ${id}` } };
  },
};
class Checked extends pulumi.dynamic.Resource {
  constructor(name, args, opts) {
    super(checked, name, { checked: undefined, found: undefined, ...args }, opts);
  }
}
const made = new Checked("made", { arn: unknown.arn, password, list: [1, { nothing: null }] });
const existing = new Checked("existing", { size: 1 }, { id: "some-id" });
new Checked("after", { id: made.id, checked: made.checked, found: existing.found });

exports.password = password;
exports.nested = { unknown: unknown.arn, deep: [{ password }] };
