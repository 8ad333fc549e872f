import { clusteredDeployment } from "../../protocol/availability";
import { vmIsolation } from "../../protocol/container";
import { assertMember } from "../argument/choice";
import { given } from "../argument/given";
import { assertInstanceTypes, isArm } from "../argument/instance-type";
import { assertWithin } from "../argument/limit";
import type { Refuse } from "../argument/refusal";
import { assertWhole } from "../argument/whole";

/** Image that nodes start from, in the version that the cloud maintains. */
export enum NodeImage {
  /** Amazon Linux 2023 on x86 processors. */
  AmazonLinuxX86 = "AL2023_x86_64_STANDARD",
  /** Amazon Linux 2023 on Graviton processors. */
  AmazonLinuxArm = "AL2023_ARM_64_STANDARD",
  /** Bottlerocket on x86 processors: read-only, with SELinux enforcing and no shell. */
  BottlerocketX86 = "BOTTLEROCKET_x86_64",
  /** Bottlerocket on Graviton processors: read-only, with SELinux enforcing and no shell. */
  BottlerocketArm = "BOTTLEROCKET_ARM_64",
}

/** The nodes of a cluster: as many in each zone. */
export interface ClusterNodes {
  /** Types of instances of the Nitro system (CTR-01), the preferred one first. All of one processor architecture. */
  instanceTypes: string[];
  /** Image of the nodes. Default: Bottlerocket for the processors of the types. */
  image?: NodeImage;
  /** Release of the image that staging has run before (VUL-08). Default: the newest when the nodes are made. */
  releaseVersion?: string;
  /** Nodes that run at least in each zone: 1 or more. Default: 1. */
  minPerZone?: number;
  /** Nodes that run at most in each zone. Default: twice as many as run at least. */
  maxPerZone?: number;
  /** Size of the volume for images, logs and scratch data in GiB, 20 to 16384. Default: 50. */
  volumeGiB?: number;
  /**
   * How many hops the metadata service answers over: 1, the node itself, or as many as CTR-01 allows, which lets pods take on
   * the role of their node. Default: 1.
   */
  metadataHopLimit?: number;
}

export type ResolvedNodes = Required<Omit<ClusterNodes, "releaseVersion">> & Pick<ClusterNodes, "releaseVersion">;

const MIN_VOLUME_GIB = 20;

/** @throws RefusedArgumentError for nodes below the protocol. */
export function resolveNodes(refuse: Refuse, nodes: ClusterNodes): ResolvedNodes {
  const { instanceTypes, minPerZone = 1 } = nodes;
  assertInstanceTypes(refuse, "nodes.instanceTypes", instanceTypes);
  const arm = instanceTypes.every(isArm);
  const resolved: ResolvedNodes = {
    image: arm ? NodeImage.BottlerocketArm : NodeImage.BottlerocketX86,
    minPerZone,
    maxPerZone: 2 * minPerZone,
    volumeGiB: 50,
    metadataHopLimit: 1,
    ...given(nodes),
  };
  const { image, maxPerZone, volumeGiB, metadataHopLimit, releaseVersion } = resolved;
  assertMember(refuse, "nodes.image", image, NodeImage);
  if (image.includes("ARM") !== arm) {
    throw refuse("nodes.image", image, `an image for the processors of ${instanceTypes.join(", ")}`);
  }
  if (!Number.isInteger(minPerZone) || minPerZone < 1) {
    throw refuse("nodes.minPerZone", minPerZone, "one node at least in each zone", clusteredDeployment);
  }
  if (!Number.isInteger(maxPerZone) || maxPerZone < minPerZone) {
    throw refuse("nodes.maxPerZone", maxPerZone, `a whole number of nodes, ${minPerZone} at least as minPerZone is`);
  }
  assertWhole(refuse, "nodes.volumeGiB", volumeGiB, { min: MIN_VOLUME_GIB, max: 16_384, unit: "GiB" });
  assertWithin(
    refuse,
    "nodes.metadataHopLimit",
    metadataHopLimit,
    vmIsolation,
    vmIsolation.limits.nodeMetadataHopLimit,
  );
  assertWhole(refuse, "nodes.metadataHopLimit", metadataHopLimit, {
    min: 1,
    max: vmIsolation.limits.nodeMetadataHopLimit.value,
    unit: "hops",
  });
  if (releaseVersion !== undefined && !/^\d+\.\d+\.\d+-[\w.]+$/.test(releaseVersion)) {
    throw refuse("nodes.releaseVersion", releaseVersion, "a release of the image, such as 1.33.4-20251120");
  }
  return resolved;
}
