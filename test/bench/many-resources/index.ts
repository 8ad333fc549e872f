import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

const count = new pulumi.Config().requireNumber("count");

/** One resource each, of the kinds that platforms have most of, in turn. */
const kinds: readonly ((name: string) => pulumi.Resource)[] = [
  (name) => new aws.s3.Bucket(name, { tags: { team: "messages" } }),
  (name) =>
    new aws.ec2.SecurityGroup(name, {
      vpcId: "vpc-1",
      ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/8"] }],
    }),
  (name) => new aws.sqs.Queue(name, { messageRetentionSeconds: 86400 }),
  (name) => new aws.kms.Key(name, { enableKeyRotation: true }),
  (name) => new aws.cloudwatch.LogGroup(name, { retentionInDays: 365 }),
  (name) =>
    new k8s.apps.v1.Deployment(name, {
      spec: {
        selector: { matchLabels: { app: name } },
        template: {
          metadata: { labels: { app: name } },
          spec: { containers: [{ name: "main", image: "example.com/messages:1.0.0" }] },
        },
      },
    }),
];

for (let index = 0; index < count; index++) {
  kinds[index % kinds.length]?.(`resource-${index}`);
}
