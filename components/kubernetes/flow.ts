import type * as pulumi from "@pulumi/pulumi";
import { managementSources } from "../../protocol/admin-access";
import { vmIsolation } from "../../protocol/container";
import { businessPorts, defaultDeny } from "../../protocol/network";
import { includesAddress } from "../argument/cidr";
import { administrativeService, assertPorts, Protocol } from "../argument/port";
import { narrowRange } from "../argument/range";
import type { Refuse } from "../argument/refusal";
import { assertLabels } from "./labels";
import { assertNamespace, assertOwnName, isPartName, partNameInWords } from "./name";

/** The other end of a flow: pods, a range of addresses, or the internet. */
export interface PodPeer {
  /** Name of the namespace that the pods are in. Default: the one that the flow is stated for. */
  namespaceName?: pulumi.Input<string>;
  /** Name of the Workload that the pods belong to. Default: whatever they belong to. */
  workload?: string;
  /** Labels that the pods have, for pods of no Workload. Default: none in particular. */
  podLabels?: { [key: string]: string };
  /** Address range, narrower than what counts as the world (NET-01). */
  cidrBlock?: string;
  /** Every public address, for HTTPS out of the namespace and for nothing else. */
  internet?: boolean;
}

/** Connections that pods accept or open on one port. */
export interface PodFlow {
  /** The other end. */
  peer: PodPeer;
  /** Port that answers, 1 to 65535: that of the pod, whatever the port of a service before it. */
  port: number;
  /** Transport protocol. Default: tcp. */
  protocol?: Protocol;
  /** What the flow is for (NET-01). */
  description: string;
}

/** In which direction connections are opened, as seen from the pods that a policy selects. */
export type Direction = "ingress" | "egress";

/** Flows by their names. */
export type Flows = Readonly<Record<string, PodFlow>>;

/** Where nodes tell whoever asks about themselves, their credentials among it. */
const metadataAddresses = ["169.254.169.254", "fd00:ec2::254"];

const { httpsPort } = businessPorts.limits;

/**
 * @throws RefusedArgumentError for a flow without a description, on an administrative port, with no peer or several, or with
 * one as wide as the world.
 */
export function assertPodFlows(refuse: Refuse, direction: Direction, flows: Flows): void {
  for (const [name, { peer, port, protocol = Protocol.Tcp, description }] of Object.entries(flows)) {
    const at = (argument: string) => `${direction}.${name}.${argument}`;
    if (!isPartName(name)) {
      throw refuse(`${direction}.${name}`, name, partNameInWords);
    }
    if (typeof description !== "string" || description.trim() === "") {
      throw refuse(at("description"), description, "a description of what it is for", defaultDeny);
    }
    const ports = { from: port, to: port, protocol };
    assertPorts(refuse, { from: at("port"), to: at("port"), protocol: at("protocol") }, ports);
    const service = administrativeService(ports);
    if (service !== undefined) {
      throw refuse(at("port"), port, `the operations VPN as the only way to ${service}`, managementSources);
    }
    assertPeer(refuse, at("peer"), direction, peer);
    if (peer.internet && (protocol !== Protocol.Tcp || port !== httpsPort.value)) {
      throw refuse(at("port"), port, `tcp ${httpsPort.value} to the internet`, businessPorts);
    }
  }
}

function assertPeer(refuse: Refuse, argument: string, direction: Direction, peer: PodPeer): void {
  const { namespaceName, workload, podLabels, cidrBlock, internet = false } = peer;
  const isPods = namespaceName !== undefined || workload !== undefined || podLabels !== undefined;
  if ([isPods, cidrBlock !== undefined, internet].filter(Boolean).length !== 1) {
    throw refuse(
      argument,
      peer,
      "exactly one of pods (namespaceName, workload or podLabels), cidrBlock and internet",
      defaultDeny,
    );
  }
  if (internet && direction === "ingress") {
    throw refuse(`${argument}.internet`, internet, "a gateway or a load balancer before the pods", businessPorts);
  }
  if (cidrBlock !== undefined) {
    narrowRange(refuse, `${argument}.cidrBlock`, cidrBlock);
    if (metadataAddresses.some((address) => includesAddress(cidrBlock, address))) {
      throw refuse(`${argument}.cidrBlock`, cidrBlock, "a range without the metadata service of nodes", vmIsolation);
    }
  }
  if (namespaceName !== undefined) {
    assertNamespace(refuse, `${argument}.namespaceName`, namespaceName);
  }
  if (workload !== undefined) {
    assertOwnName(refuse, `${argument}.workload`, workload);
  }
  if (podLabels !== undefined) {
    assertSelector(refuse, `${argument}.podLabels`, podLabels);
  }
}

/** @throws RefusedArgumentError for labels that would select every pod, and for those that no pod can have. */
export function assertSelector(refuse: Refuse, argument: string, labels: Readonly<Record<string, string>>): void {
  if (Object.keys(labels).length === 0) {
    throw refuse(argument, labels, "one label at least", defaultDeny);
  }
  assertLabels(refuse, argument, labels);
}
