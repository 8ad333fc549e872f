const aws = require("@pulumi/aws");

const good = new aws.s3.Bucket("good", {});
const bad = new aws.s3.BucketVersioning("bad", { bucket: good.id, versioningConfiguration: { mfaDelete: "Enabled" } });
new aws.s3.Bucket("never", { tags: { after: bad.bucket } });
