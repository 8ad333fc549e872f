const aws = require("@pulumi/aws");
const k8s = require("@pulumi/kubernetes");
const pulumi = require("@pulumi/pulumi");

const bucket = new aws.s3.Bucket("bucket", {});
const statement = (resource) => ({
  effect: "Allow",
  actions: ["s3:GetObject"],
  resources: [resource],
  principals: [{ type: "AWS", identifiers: ["*"] }],
});

const known = aws.iam.getPolicyDocumentOutput({ statements: [statement("arn:aws:s3:::fixed/*")] });
const unknown = aws.iam.getPolicyDocumentOutput({ statements: [statement(pulumi.interpolate`${bucket.arn}/*`)] });
const caller = aws.getCallerIdentityOutput();
const region = aws.getRegionOutput();
const partition = aws.getPartitionOutput();
const image = aws.ec2.getAmiOutput({ owners: ["amazon"], mostRecent: true });

new aws.s3.BucketPolicy("known", { bucket: bucket.id, policy: known.json });
new aws.s3.BucketPolicy("unknown", { bucket: bucket.id, policy: unknown.json });
new aws.ec2.Instance("instance", {
  ami: image.id,
  instanceType: "t3.micro",
  tags: { account: caller.accountId, region: region.id ?? region.name, partition: partition.partition },
});
new k8s.yaml.ConfigGroup("yaml", {
  yaml: "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: from-yaml\n  namespace: apps\ndata:\n  key: value\n",
});

new k8s.helm.v3.Chart("chart", {
  chart: "redis",
  version: "20.0.0",
  fetchOpts: { repo: "https://charts.example.com" },
});
new k8s.helm.v3.Chart("unknown", { chart: "nginx", values: { bucket: bucket.arn } });

exports.account = caller.accountId;
