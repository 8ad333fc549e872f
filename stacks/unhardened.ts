import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";

/*
 * An instant-messaging platform as one finds it in the wild. A comment names the policies that the resource below it violates.
 */

const vpc = new aws.ec2.Vpc("im", { cidrBlock: "10.20.0.0/16" });

const zones = ["cn-north-1a", "cn-north-1b"];
const subnets = zones.map(
  (availabilityZone, index) =>
    new aws.ec2.Subnet(`im-${availabilityZone}`, {
      vpcId: vpc.id,
      availabilityZone,
      cidrBlock: `10.20.${String(index)}.0/24`,
      mapPublicIpOnLaunch: true,
    }),
);

// Violates world-ingress-restricted: "temporarily" open for a colleague, in two halves after an audit had found 0.0.0.0/0.
const databaseGroup = new aws.ec2.SecurityGroup("database", {
  vpcId: vpc.id,
  ingress: [
    { protocol: "tcp", fromPort: 5432, toPort: 5432, cidrBlocks: ["0.0.0.0/1"] },
    { protocol: "tcp", fromPort: 5432, toPort: 5432, cidrBlocks: ["128.0.0.0/1"] },
  ],
  egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
});

const serverGroup = new aws.ec2.SecurityGroup("server", { vpcId: vpc.id, description: "IM servers" });

// Violates admin-ingress-restricted: SSH for everybody, on IPv6 too.
new aws.vpc.SecurityGroupIngressRule("server-ssh", {
  securityGroupId: serverGroup.id,
  ipProtocol: "tcp",
  fromPort: 22,
  toPort: 22,
  cidrIpv6: "::/0",
});

// Violates key-rotation: the provider's default is no rotation.
const key = new aws.kms.Key("im", { description: "Encrypts the messages" });

// Violates data-store-recovery-point: a day of messages can be lost. Violates secrets-not-in-plain-text: the password is here.
new aws.rds.Instance("messages", {
  engine: "postgres",
  instanceClass: "db.r6g.large",
  allocatedStorage: 100,
  username: "postgres",
  password: "Summer2023!",
  storageEncrypted: true,
  kmsKeyId: key.arn,
  backupRetentionPeriod: 0,
  skipFinalSnapshot: true,
  vpcSecurityGroupIds: [databaseGroup.id],
});

const startServer = `#!/bin/sh
export DB_PASSWORD='Summer2023!'
exec /opt/im/server --listen 8443
`;

// Violates secrets-not-in-plain-text: the password again, in base64 this time.
new aws.ec2.Instance("server", {
  ami: "ami-0abcdef1234567890",
  instanceType: "m6i.large",
  subnetId: subnets[0]?.id,
  vpcSecurityGroupIds: [serverGroup.id],
  userDataBase64: Buffer.from(startServer).toString("base64"),
});

const namespace = new kubernetes.core.v1.Namespace("im", { metadata: { name: "im" } });

// Violates container-privileges-limited: the proxy got all privileges because it once needed one.
new kubernetes.apps.v1.Deployment("push", {
  metadata: { namespace: namespace.metadata.name },
  spec: {
    selector: { matchLabels: { app: "push" } },
    template: {
      metadata: { labels: { app: "push" } },
      spec: {
        containers: [{ name: "push", image: "im/push:latest" }],
        initContainers: [{ name: "proxy", image: "im/proxy:latest", securityContext: { privileged: true } }],
      },
    },
  },
});
