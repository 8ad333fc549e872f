import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../child/account";
import { hardenedLaunch } from "../child/hardened-launch";
import { type MadeRole, makeServiceRole } from "../child/service-role";
import { type Tags, tagsOf } from "../child/tags";
import { NodeImage, type ResolvedNodes } from "./nodes";
import type { ClusterChildren } from "./roles";

/** What the nodes themselves may do: join, fetch images, and be managed. Pods have identities of their own. */
export const makeNodeRole = (children: ClusterChildren, account: pulumi.Output<Account>): MadeRole =>
  makeServiceRole(children, "nodeRole", "node-role", account, {
    service: pulumi.interpolate`ec2.${account.dnsSuffix}`,
    managedPolicies: [
      "AmazonEKSWorkerNodePolicy",
      "AmazonEC2ContainerRegistryPullOnly",
      "AmazonSSMManagedInstanceCore",
    ],
  });

/** What the nodes stand in. */
export interface NodePlace {
  readonly cluster: aws.eks.Cluster;
  readonly subnetIds: readonly pulumi.Input<string>[];
  readonly securityGroupId: pulumi.Input<string>;
  readonly kmsKeyArn: pulumi.Input<string>;
  readonly tags: Tags;
  readonly nodeRole: MadeRole;
  /** What must run before a node can join. */
  readonly after: readonly pulumi.Resource[];
}

/** A group of nodes for each subnet, so that each zone keeps its own number of them. */
export function makeNodes(children: ClusterChildren, nodes: ResolvedNodes, place: NodePlace): aws.eks.NodeGroup[] {
  const { cluster, subnetIds, nodeRole, after } = place;
  const template = makeNodeTemplate(children, nodes, place);
  return subnetIds.map((subnetId, index) => {
    const suffix = `nodes-${index + 1}`;
    return new aws.eks.NodeGroup(
      children.name(suffix),
      children.tagged("nodeGroup", suffix, {
        clusterName: cluster.name,
        nodeRoleArn: nodeRole.role.arn,
        subnetIds: [subnetId],
        amiType: nodes.image,
        instanceTypes: nodes.instanceTypes,
        capacityType: "ON_DEMAND",
        ...(nodes.releaseVersion !== undefined && { releaseVersion: nodes.releaseVersion }),
        scalingConfig: { minSize: nodes.minPerZone, maxSize: nodes.maxPerZone, desiredSize: nodes.minPerZone },
        updateConfig: { maxUnavailable: 1 },
        nodeRepairConfig: { enabled: true },
        launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
      }),
      {
        ...children.options,
        dependsOn: [...nodeRole.policies, ...after],
        // An autoscaler of the cluster moves it.
        ignoreChanges: ["scalingConfig.desiredSize"],
      },
    );
  });
}

function makeNodeTemplate(
  children: ClusterChildren,
  { image, volumeGiB, metadataHopLimit }: ResolvedNodes,
  { cluster, securityGroupId, kmsKeyArn, tags }: NodePlace,
): aws.ec2.LaunchTemplate {
  const ownGroupId = cluster.vpcConfig.apply(({ clusterSecurityGroupId }) => clusterSecurityGroupId);
  // Bottlerocket keeps itself on one volume, whose size is its own, and everything else on a second one.
  const isBottlerocket = image === NodeImage.BottlerocketArm || image === NodeImage.BottlerocketX86;
  const suffix = "node-template";
  return new aws.ec2.LaunchTemplate(
    children.name(suffix),
    children.tagged(
      "launchTemplate",
      suffix,
      hardenedLaunch({
        kmsKeyArn,
        volumes: isBottlerocket
          ? [{ deviceName: "/dev/xvda" }, { deviceName: "/dev/xvdb", sizeGiB: volumeGiB }]
          : [{ deviceName: "/dev/xvda", sizeGiB: volumeGiB }],
        // The service's own group is how nodes and control plane reach each other.
        securityGroupIds: [ownGroupId, securityGroupId],
        metadataHopLimit,
        tags: tagsOf(tags, children.name("node"), "kubernetes"),
      }),
    ),
    children.options,
  );
}
