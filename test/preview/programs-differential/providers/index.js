const aws = require("@pulumi/aws");
const k8s = require("@pulumi/kubernetes");
const pulumi = require("@pulumi/pulumi");

const config = new pulumi.Config();

const role = new aws.iam.Role("role", { assumeRolePolicy: "{}", tags: { made: "by default provider" } });
const assuming = new aws.Provider("assuming", {
  region: "eu-west-1",
  assumeRoles: [{ roleArn: role.arn, sessionName: "deploy" }],
  defaultTags: { tags: { team: "platform", stage: config.require("stage") } },
});
const keyed = new aws.Provider("keyed", {
  region: config.get("region") ?? "eu-north-1",
  accessKey: "AKIAEXAMPLE",
  secretKey: config.requireSecret("key"),
  allowedAccountIds: ["123456789012"],
  skipMetadataApiCheck: true,
});
const cluster = new k8s.Provider("cluster", { kubeconfig: pulumi.interpolate`server: ${role.arn}`, namespace: "apps" });
const secretCluster = new k8s.Provider("secret-cluster", {
  kubeconfig: pulumi.secret("apiVersion: v1"),
  enableServerSideApply: false,
});

class Group extends pulumi.ComponentResource {
  constructor(name, opts) {
    super("test:index:Group", name, {}, opts);
    new aws.ec2.Vpc(`${name}-vpc`, { cidrBlock: "10.0.0.0/16" }, { parent: this });
    new k8s.core.v1.ConfigMap(`${name}-map`, { data: { a: "b" } }, { parent: this });
    new aws.sqs.Queue(`${name}-queue`, {}, { parent: this, provider: keyed });
  }
}

new Group("inner", { providers: { aws: assuming, kubernetes: cluster } });
new Group("listed", { providers: [keyed, secretCluster] });
new aws.s3.Bucket("region-of-its-own", { region: "ap-southeast-1" }, { provider: assuming });
new k8s.core.v1.Namespace("space", { metadata: { name: "space" } });
