// The provider of a component package.
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");
const { Badge } = require("./sdk");

class Site extends pulumi.ComponentResource {
  constructor(name, args, opts) {
    super("site:index:Site", name, args, opts);
    const bucket = new aws.s3.Bucket(`${name}-bucket`, { tags: { title: args.title } }, { parent: this });
    const badge = new Badge(`${name}-badge`, { label: args.title }, { parent: this });
    this.arn = bucket.arn;
    this.title = pulumi.output(args.title);
    this.password = pulumi.secret("correct horse");
    this.label = badge.label;
    this.registerOutputs({ arn: this.arn, title: this.title, password: this.password });
  }
}

const components = {
  "site:index:Site": (name, args, opts) => {
    const { urn, arn, title, password, label } = new Site(name, args, opts);
    return { urn, state: { arn, title, password, label } };
  },
  "site:index:Badge": (name, args, opts) => {
    const badge = new pulumi.ComponentResource("site:index:Badge", name, args, opts);
    new aws.sns.Topic(`${name}-topic`, { displayName: args.label }, { parent: badge });
    return { urn: badge.urn, state: { label: pulumi.interpolate`badge of ${args.label}` } };
  },
};

pulumi.provider.main(
  {
    version: "0.1.0",
    construct: async (name, type, args, opts) => components[type](name, args, opts),
    call: async (token, { prefix }) => ({ outputs: { text: pulumi.interpolate`${prefix} by ${token}` } }),
  },
  process.argv.slice(2),
);
