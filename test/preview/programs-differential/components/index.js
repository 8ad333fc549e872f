const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");
const { Site } = require("./site/sdk");

class Store extends pulumi.ComponentResource {
  constructor(name, args, opts) {
    super("test:index:Store", name, args, opts);
    this.bucket = new aws.s3.Bucket(`${name}-bucket`, { tags: args.tags }, { parent: this });
    this.versioning = new aws.s3.BucketVersioning(
      `${name}-versioning`,
      { bucket: this.bucket.id, versioningConfiguration: { status: "Enabled" } },
      { parent: this.bucket },
    );
    this.registerOutputs({ arn: this.bucket.arn, name });
  }
}

class Platform extends pulumi.ComponentResource {
  constructor(name, args, opts) {
    super("test:index:Platform", name, args, opts);
    this.first = new Store("first", { tags: { tier: "one" } }, { parent: this });
    this.second = new Store("second", { tags: args.tags }, { parent: this, dependsOn: this.first });
    this.registerOutputs({ stores: [this.first.bucket.arn, this.second.bucket.arn] });
  }
}

const west = new aws.Provider("west", { region: "us-west-2", defaultTags: { tags: { side: "west" } } });
const unmade = new Store("unmade", {}, { protect: true });
const platform = new Platform("platform", { tags: { owner: unmade.bucket.arn, plain: "yes" } }, { provider: west });

new aws.sns.Topic("after", { displayName: "after" }, { dependsOn: [platform] });
new Store(
  "renamed",
  { tags: undefined },
  { aliases: [{ name: "old" }, "urn:pulumi:dev::components::test:index:Store::older"] },
);

const plain = new Site("plain", { title: "plain" });
const dressed = new Site(
  "dressed",
  { title: platform.first.bucket.arn, secret: pulumi.secret("battery staple") },
  {
    provider: west,
    protect: true,
    dependsOn: [plain],
    aliases: [{ name: "undressed" }],
    transforms: [({ type, props, opts }) => ({ props: { ...props, seen: type }, opts })],
  },
);
new aws.sns.Topic("told", {
  displayName: plain.title,
  tags: { known: plain.label, unknown: dressed.arn, hidden: plain.password },
});

exports.described = {
  plain: plain.describe({ prefix: "plain" }),
  dressed: dressed.describe({ prefix: dressed.label }),
};
exports.arns = [platform.first.bucket.arn, platform.second.bucket.arn];
exports.plain = { number: 1, list: ["a", null], nothing: undefined };
