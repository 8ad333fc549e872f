const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

const vpc = aws.ec2.Vpc.get("existing", "vpc-0123456789");
const bucket = aws.s3.Bucket.get("other", "some-bucket", { forceDestroy: false });
new aws.ec2.Subnet("subnet", { vpcId: vpc.id, cidrBlock: "10.0.1.0/24", tags: { range: vpc.cidrBlock } });
new aws.s3.BucketPolicy("policy", { bucket: bucket.bucket, policy: bucket.arn }, { dependsOn: [bucket] });

const role = new aws.iam.Role("role", { assumeRolePolicy: "{}" });
class Holder extends pulumi.ComponentResource {
  constructor(name, args) {
    super("test:index:Holder", name, args);
    new aws.iam.RolePolicyAttachment(
      `${name}-attachment`,
      { role: args.role, policyArn: "arn:aws:iam::aws:policy/X" },
      { parent: this },
    );
  }
}
new Holder("holder", { role });
