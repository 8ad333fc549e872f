import fc from "fast-check";
import {
  type ClusterAccess,
  type ClusterNodes,
  ClusterPolicy,
  KubernetesCluster,
  type KubernetesClusterArgs,
  NetworkPolicyMode,
  NodeImage,
} from "../../../../components";
import { key, network, tags } from "../../composition/foundation";
import { mostly, type Sample } from "../sample";

const arn = (principal: string) => `arn:aws:iam::123456789012:${principal}`;
const { ClusterAdmin, Edit, View } = ClusterPolicy;

const access: fc.Arbitrary<ClusterAccess> = fc.record(
  {
    principalArn: mostly(["role/teams/deployment", "role/auditors"], ["user/somebody", "role/operators"]).map(arn),
    policy: mostly([Edit, View, ClusterAdmin], ["cluster-admin" as ClusterPolicy]),
    namespaces: mostly<string[]>([["chat"]], [[]]),
  },
  { requiredKeys: ["principalArn", "policy"] },
);

const nodes: fc.Arbitrary<ClusterNodes> = fc.record(
  {
    instanceTypes: mostly([["m7i.large", "m6i.large"], ["c7g.large"]], [["m7i.large", "c7g.large"]]),
    image: fc.constantFrom(...Object.values(NodeImage)),
    minPerZone: mostly([1, 3], [0]),
    maxPerZone: mostly([3, 10], [0]),
    volumeGiB: mostly([20, 16384], [19]),
    metadataHopLimit: mostly([1, 2], [0, 3]),
  },
  { requiredKeys: ["instanceTypes"] },
);

export const sample: Sample<KubernetesClusterArgs> = {
  args: fc.record(
    {
      vpcId: fc.constant(network.vpcId),
      subnetIds: fc.subarray([...network.privateSubnetIds], { minLength: 1 }),
      kubernetesVersion: mostly(["1.33", "1.34"], ["latest"]),
      kmsKeyArn: fc.constant(key.keyArn),
      logs: fc.record(
        { kmsKeyArn: fc.constant(key.keyArn), retentionDays: mostly([1827, 3653], [365]) },
        { requiredKeys: ["kmsKeyArn"] },
      ),
      access: fc.option(access, { nil: undefined }).map((other) => ({
        operators: { principalArn: arn("role/operators"), policy: ClusterAdmin },
        ...(other && { other }),
      })),
      nodes,
      networkPolicyMode: fc.constantFrom(...Object.values(NetworkPolicyMode)),
      podIdentities: mostly(["chat"], ["Chat"]).map((namespace) => ({
        uploads: { namespace, serviceAccount: "uploads", policyArns: {} },
      })),
      runtimeMonitoring: fc.boolean(),
      tags: fc.constant(tags),
    },
    {
      requiredKeys: ["vpcId", "subnetIds", "kubernetesVersion", "kmsKeyArn", "logs", "access", "nodes", "tags"],
    },
  ),
  make: (name, args) => new KubernetesCluster(name, args),
};
