import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Refuse } from "../argument/refusal";
import type { Statement } from "../policy/document";
import type { ClusterPlace } from "./place";
import { makePodRole } from "./pod-identity";
import type { ClusterChildren } from "./roles";

/** How network policies of a cluster start. */
export enum NetworkPolicyMode {
  /** A pod may do everything until a policy selects it. */
  Standard = "standard",
  /** A pod may do nothing until a policy selects it, those of the system included. */
  Strict = "strict",
}

const addons = ["eks-pod-identity-agent", "vpc-cni", "kube-proxy", "coredns", "aws-ebs-csi-driver"] as const;
const runtimeMonitoringAgent = "aws-guardduty-agent";

type Addon = (typeof addons)[number] | typeof runtimeMonitoringAgent;

/** @throws RefusedArgumentError for the version of an add-on that the cluster does not have, and for what is no version. */
export function assertAddonVersions(refuse: Refuse, versions: Readonly<Record<string, string>>): void {
  const known: readonly string[] = [...addons, runtimeMonitoringAgent];
  for (const [addon, version] of Object.entries(versions)) {
    if (!known.includes(addon)) {
      throw refuse(`addonVersions.${addon}`, version, `an add-on among ${known.join(", ")}`);
    }
    if (!/^v\d+\.\d+\.\d+-eksbuild\.\d+$/.test(version)) {
      throw refuse(`addonVersions.${addon}`, version, "a version such as v1.20.4-eksbuild.2");
    }
  }
}

/** What add-ons need to know of their cluster. */
export interface AddonPlace extends ClusterPlace {
  readonly versions: Readonly<Record<string, string>>;
}

interface AddonNeeds {
  readonly configuration?: object;
  readonly identity?: { readonly serviceAccount: string; readonly roleArn: pulumi.Input<string> };
  readonly after?: readonly pulumi.Resource[];
}

function makeAddon(
  { name, options, tagged }: ClusterChildren,
  { cluster, versions }: AddonPlace,
  addon: Addon,
  { configuration, identity, after = [] }: AddonNeeds = {},
): aws.eks.Addon {
  return new aws.eks.Addon(
    name(addon),
    tagged("addon", addon, {
      clusterName: cluster.name,
      addonName: addon,
      ...(versions[addon] !== undefined && { addonVersion: versions[addon] }),
      ...(configuration && { configurationValues: JSON.stringify(configuration) }),
      ...(identity && { podIdentityAssociations: [identity] }),
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
    }),
    { ...options, dependsOn: [...after] },
  );
}

/** What must run before a node is ready: the identities of pods, and the network, which has one. */
export function makeNetworkAddons(
  children: ClusterChildren,
  place: AddonPlace,
  mode: NetworkPolicyMode,
): readonly aws.eks.Addon[] {
  const cni = { namespace: "kube-system", serviceAccount: "aws-node" };
  const { role, policies } = makePodRole(children, "addonRole", "cni-role", place, cni, {
    managedPolicies: ["AmazonEKS_CNI_Policy"],
  });
  // A node is not ready before its network is, which waits for this agent.
  const configuration = { tolerations: [{ operator: "Exists" }] };
  const agent = makeAddon(children, place, "eks-pod-identity-agent", { configuration });
  return [
    agent,
    makeAddon(children, place, "vpc-cni", {
      configuration: {
        enableNetworkPolicy: "true",
        ...(mode === NetworkPolicyMode.Strict && { env: { NETWORK_POLICY_ENFORCING_MODE: mode } }),
      },
      identity: { serviceAccount: cni.serviceAccount, roleArn: role.arn },
      after: [agent, ...policies],
    }),
    makeAddon(children, place, "kube-proxy"),
  ];
}

/** What needs nodes to run on. */
export function makeWorkloadAddons(
  children: ClusterChildren,
  place: AddonPlace,
  nodeGroups: readonly aws.eks.NodeGroup[],
  { kmsKeyArn, runtimeMonitoring }: { readonly kmsKeyArn: pulumi.Input<string>; readonly runtimeMonitoring: boolean },
): void {
  const driver = { namespace: "kube-system", serviceAccount: "ebs-csi-controller-sa" };
  const { role, policies } = makePodRole(children, "addonRole", "ebs-csi-role", place, driver, {
    managedPolicies: ["service-role/AmazonEBSCSIDriverPolicy"],
    allows: useOfKey(kmsKeyArn),
  });
  makeAddon(children, place, "coredns", { after: nodeGroups });
  makeAddon(children, place, "aws-ebs-csi-driver", {
    identity: { serviceAccount: driver.serviceAccount, roleArn: role.arn },
    after: [...nodeGroups, ...policies],
  });
  if (runtimeMonitoring) {
    makeAddon(children, place, runtimeMonitoringAgent, { after: nodeGroups });
  }
}

/** What volumes under a key take of whoever makes them. */
const useOfKey = (kmsKeyArn: pulumi.Input<string>): readonly Statement[] => [
  {
    Effect: "Allow",
    Action: [
      "kms:Decrypt",
      "kms:DescribeKey",
      "kms:Encrypt",
      "kms:GenerateDataKeyWithoutPlaintext",
      "kms:ReEncryptFrom",
      "kms:ReEncryptTo",
    ],
    Resource: kmsKeyArn,
  },
  {
    Effect: "Allow",
    Action: ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
    Resource: kmsKeyArn,
    Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
  },
];
