import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { Protocol } from "../argument/port";
import type { Children } from "../child/children";
import type { Direction, Flows, PodFlow, PodPeer } from "./flow";
import { WORKLOAD_LABEL } from "./labels";

type Peer = k8s.types.input.networking.v1.NetworkPolicyPeer;
type Spec = k8s.types.input.networking.v1.NetworkPolicySpec;

/** What is on the internet is none of these. */
const inside = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16"];

/** A policy that lets nothing in and nothing out of the pods of a namespace, save what another policy lets. */
export const denyEverything: Spec = { podSelector: {}, policyTypes: ["Ingress", "Egress"] };

/** Where pods ask for names: what answers in the cluster, and the addresses before it that some networks look at instead. */
export function dnsSpec(dnsRanges: readonly string[]): Spec {
  const servers: Peer = { ...namespaced("kube-system"), podSelector: { matchLabels: { "k8s-app": "kube-dns" } } };
  return {
    podSelector: {},
    policyTypes: ["Egress"],
    egress: [
      {
        to: [servers, ...dnsRanges.map((cidr): Peer => ({ ipBlock: { cidr } }))],
        ports: [
          { protocol: "UDP", port: 53 },
          { protocol: "TCP", port: 53 },
        ],
      },
    ],
  };
}

/** What the policies of flows have in common. */
export interface FlowSubject {
  readonly namespaceName: pulumi.Input<string>;
  readonly labels: Readonly<Record<string, string>>;
  /** Labels of the pods that the flows are of; none for all pods of the namespace. */
  readonly podLabels: Readonly<Record<string, string>>;
  /** What the names of the policies in the namespace begin with. */
  readonly prefix: string;
}

/** A policy for each flow, so that each says what it is for. */
export function makeFlowPolicies(
  children: Children<"ingressPolicy" | "egressPolicy">,
  subject: FlowSubject,
  flows: Readonly<Record<Direction, Flows>>,
): k8s.networking.v1.NetworkPolicy[] {
  return (["ingress", "egress"] as const).flatMap((direction) =>
    Object.entries(flows[direction]).map(([name, flow]) => {
      const suffix = `${direction}-${name}`;
      return new k8s.networking.v1.NetworkPolicy(
        children.name(suffix),
        children.untagged(`${direction}Policy`, suffix, {
          metadata: {
            name: `${subject.prefix}${suffix}`,
            namespace: subject.namespaceName,
            labels: subject.labels,
            annotations: { "kubernetes.io/description": flow.description },
          },
          spec: flowSpec(direction, subject.podLabels, flow),
        }),
        children.options,
      );
    }),
  );
}

function flowSpec(direction: Direction, podLabels: FlowSubject["podLabels"], flow: PodFlow): Spec {
  const { peer, port, protocol = Protocol.Tcp } = flow;
  const peers = [peerOf(peer)];
  const ports = [{ protocol: protocol.toUpperCase(), port }];
  const podSelector = Object.keys(podLabels).length === 0 ? {} : { matchLabels: podLabels };
  return direction === "ingress"
    ? { podSelector, policyTypes: ["Ingress"], ingress: [{ from: peers, ports }] }
    : { podSelector, policyTypes: ["Egress"], egress: [{ to: peers, ports }] };
}

function peerOf({ namespaceName, workload, podLabels, cidrBlock, internet }: PodPeer): Peer {
  if (internet) {
    return { ipBlock: { cidr: "0.0.0.0/0", except: inside } };
  }
  if (cidrBlock !== undefined) {
    return { ipBlock: { cidr: cidrBlock } };
  }
  const labels = { ...podLabels, ...(workload !== undefined && { [WORKLOAD_LABEL]: workload }) };
  return {
    ...(namespaceName !== undefined && namespaced(namespaceName)),
    ...(Object.keys(labels).length > 0 && { podSelector: { matchLabels: labels } }),
  };
}

const namespaced = (namespaceName: pulumi.Input<string>): Peer => ({
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespaceName } },
});
