const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

pulumi.runtime.registerStackTransform(({ type, props, opts }) =>
  type.startsWith("aws:s3/") ? { props: { ...props, tags: { ...props.tags, stack: "transformed" } }, opts } : undefined,
);
pulumi.runtime.registerInvokeTransform?.(({ token, args, opts }) =>
  token.includes("getPolicyDocument") ? { args: { ...args, version: "2012-10-17" }, opts } : undefined,
);

const key = new aws.kms.Key("key", { description: "before" });
new aws.s3.Bucket(
  "own",
  { tags: { key: key.arn, quiet: pulumi.secret("word in confidence") } },
  {
    transforms: [
      async ({ props, opts }) => ({
        props: { ...props, forceDestroy: true },
        opts: { ...opts, protect: true, ignoreChanges: ["tags"], dependsOn: [key] },
      }),
    ],
  },
);

class Parent extends pulumi.ComponentResource {
  constructor(name) {
    super(
      "test:index:Parent",
      name,
      {},
      {
        transforms: [
          ({ type, props, opts }) =>
            type === "aws:sqs/queue:Queue" ? { props: { ...props, delaySeconds: 5 }, opts } : undefined,
        ],
        transformations: [
          ({ type, props, opts }) =>
            type === "aws:sqs/queue:Queue" ? { props: { ...props, maxMessageSize: 2048 }, opts } : undefined,
        ],
      },
    );
    new aws.sqs.Queue(`${name}-queue`, { name: "exact", redrivePolicy: key.arn }, { parent: this });
    new aws.s3.Bucket(`${name}-bucket`, {}, { parent: this });
  }
}
new Parent("parent");

const document = aws.iam.getPolicyDocumentOutput({ statements: [{ actions: ["s3:GetObject"], resources: ["*"] }] });
new aws.iam.Policy("policy", { policy: document.json });
