const aws = require("@pulumi/aws");

const before = new aws.s3.Bucket("before", {});
const crashing = new aws.s3.Bucket("crashing", { tags: { after: before.arn } });
new aws.s3.Bucket("after", { tags: { after: crashing.arn } });
