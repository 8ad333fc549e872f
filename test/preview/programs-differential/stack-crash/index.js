const aws = require("@pulumi/aws");

new aws.s3.Bucket("blocked", {});
new aws.s3.Bucket("stack-crashing", {});
