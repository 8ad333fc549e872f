const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

const bucket = new aws.s3.Bucket("blocked", {});
pulumi.log.warn("Something is odd.", bucket);
bucket.urn.apply(() => {
  throw new pulumi.RunError("The program gives up.");
});
