const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

const hidden = pulumi.secret("a secret said aloud");
const bucket = new aws.s3.Bucket("advised", {});
new aws.s3.Bucket("blocked", {});
new aws.s3.Bucket("lowered", {});
new aws.s3.Bucket("twice", {});
new aws.s3.BucketPolicy("unknown", { bucket: bucket.id, policy: "{}" });
new aws.s3.Bucket("talkative", { tags: { hidden } });
new aws.s3.Bucket("switched-off", {});
const remedied = new aws.s3.Bucket("remedied", { tags: { name: "x", token: hidden } });
new aws.s3.Bucket("remedied-in-vain", { forceDestroy: true });
new aws.sqs.Queue("short", { messageRetentionSeconds: 90 });
new aws.sqs.Queue("long", { messageRetentionSeconds: 3600 });
new aws.s3.Bucket("stack-blocked", { tags: { owner: remedied.tags.apply((tags) => tags.owner) } });
