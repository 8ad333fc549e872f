import * as aws from "@pulumi/aws";
import { EndRole, Path, Servers } from "../../../components";
import { key, network, tags } from "./foundation";

const topic = new aws.sns.Topic("server-alarms", { kmsMasterKeyId: key.keyId });
const { vpcId, privateSubnetIds: subnetIds } = network;

const balancer = new aws.lb.LoadBalancer("gateways", {
  loadBalancerType: "network",
  subnets: network.publicSubnetIds,
});
const targets = new aws.lb.TargetGroup("gateways", { vpcId, port: 443, protocol: "TCP", targetType: "instance" });
new aws.lb.Listener("gateways", {
  loadBalancerArn: balancer.arn,
  port: 443,
  protocol: "TCP",
  defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
});

export const gateways = new Servers("gateways", {
  vpcId,
  subnetIds,
  description: "Chat gateways",
  imageId: "ami-0123456789abcdef0",
  instanceTypes: ["c7g.large"],
  minSize: 3,
  maxSize: 9,
  patchGroup: "gateways",
  kmsKeyArn: key.keyArn,
  role: EndRole.Gateway,
  targetGroupArns: [targets.arn],
  drainSeconds: 600,
  alarmTopicArn: topic.arn,
  tags,
});
new Path("clients-to-gateways", {
  from: { internet: true },
  to: gateways.end,
  port: 443,
  description: "Clients",
  tags,
});

const web = new aws.lb.TargetGroup("web", { vpcId, port: 8443, protocol: "HTTPS", targetType: "instance" });
export const servers = new Servers("servers", {
  vpcId,
  subnetIds,
  description: "Message servers",
  imageId: "ami-0123456789abcdef0",
  instanceTypes: ["m7i.large", "m6i.large"],
  minSize: 2,
  maxSize: 2,
  patchGroup: "servers",
  kmsKeyArn: key.keyArn,
  rootDeviceName: "/dev/sda1",
  rootVolumeGiB: 40,
  userData: "#cloud-config\nruncmd:\n  - [systemctl, enable, --now, chat]\n",
  policyArns: { logs: "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy" },
  targetGroupArns: [web.arn],
  healthCheckGraceSeconds: 600,
  cpuPercent: 60,
  requestScaling: {
    requestsPerMinute: 1000,
    resourceLabel: "app/web/50dc6c495c0c9188/targetgroup/web/943f017f100becff",
  },
  maxInstanceLifetimeDays: 30,
  rollbackAlarmNames: ["web-errors"],
  dedicatedTenancy: true,
  accountId: "123456789012",
  tags,
});
new Path("gateways-to-servers", {
  from: gateways.end,
  to: servers.end,
  port: 8443,
  description: "Messages",
  tags,
});
