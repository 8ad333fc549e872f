const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

const telling = (when) => (args) => {
  const known = Object.keys({ ...args.newInputs, ...args.newOutputs }).sort();
  pulumi.log.info(`${when} ${args.name} (${args.type}), "${args.id}": ${known}`);
};
const inPreview = { onDryRun: true };
const hooks = {
  beforeCreate: [
    new pulumi.ResourceHook("before", telling("before"), inPreview),
    new pulumi.ResourceHook("update", telling("never")),
  ],
  afterCreate: [
    new pulumi.ResourceHook("after", telling("after"), inPreview),
    new pulumi.ResourceHook("failing", () => Promise.reject(new Error("it fails")), {
      ...inPreview,
      ignoreErrors: true,
    }),
  ],
};

const first = new aws.sns.Topic("first", {}, { protect: true, retainOnDelete: true, hooks });
const second = new aws.sns.Topic(
  "second",
  { name: "fixed" },
  { parent: first, ignoreChanges: ["tags", "policy"], deleteBeforeReplace: true },
);
new aws.sns.Topic(
  "third",
  { displayName: "third", kmsMasterKeyId: second.arn },
  {
    customTimeouts: { create: "10m", update: "1h30m", delete: "20s" },
    additionalSecretOutputs: ["arn"],
    aliases: [
      "urn:pulumi:dev::options::aws:sns/topic:Topic::ancient",
      { name: "was", parent: pulumi.rootStackResource },
    ],
    dependsOn: [first, second],
    replaceOnChanges: ["displayName"],
    deletedWith: first,
  },
);
new aws.sns.Topic("fourth", { tags: { on: first.arn } }, { dependsOn: pulumi.output([second]) });
new aws.sns.Topic("fifth", {}, { dependsOn: first, protect: false, parent: first });
