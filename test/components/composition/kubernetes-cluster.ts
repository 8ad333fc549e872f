import { ClusterPolicy, KubernetesCluster, NetworkPolicyMode, NodeImage, Path } from "../../../components";
import { key, network, tags } from "./foundation";
import { vpn } from "./network";

const { vpcId, privateSubnetIds: subnetIds } = network;
const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;

export const cluster = new KubernetesCluster("chat", {
  vpcId,
  subnetIds,
  kubernetesVersion: "1.33",
  kmsKeyArn: key.keyArn,
  logs: { kmsKeyArn: key.keyArn, retentionDays: 2192 },
  access: {
    operators: { principalArn: role("operators"), policy: ClusterPolicy.ClusterAdmin },
    deployment: { principalArn: role("deployment"), policy: ClusterPolicy.Edit, namespaces: ["chat"] },
  },
  nodes: {
    instanceTypes: ["m7i.large", "m6i.large"],
    image: NodeImage.AmazonLinuxX86,
    releaseVersion: "1.33.5-20251120",
    minPerZone: 2,
    maxPerZone: 6,
    volumeGiB: 100,
    metadataHopLimit: 2,
  },
  networkPolicyMode: NetworkPolicyMode.Strict,
  podIdentities: {
    uploads: {
      namespace: "chat",
      serviceAccount: "uploads",
      policyArns: { bucket: "arn:aws:iam::123456789012:policy/uploads" },
    },
  },
  addonVersions: { coredns: "v1.12.4-eksbuild.1" },
  runtimeMonitoring: true,
  accountId: "123456789012",
  tags,
});
new Path("operators-to-api", {
  from: vpn.end,
  to: { securityGroupId: cluster.apiSecurityGroupId },
  port: 443,
  description: "Operators",
  tags,
});

new KubernetesCluster("least", {
  vpcId,
  subnetIds: subnetIds.slice(0, 2),
  kubernetesVersion: "1.34",
  kmsKeyArn: key.keyArn,
  logs: { kmsKeyArn: key.keyArn },
  access: { operators: { principalArn: role("operators"), policy: ClusterPolicy.ClusterAdmin } },
  nodes: { instanceTypes: ["m7g.large"] },
  tags,
});
