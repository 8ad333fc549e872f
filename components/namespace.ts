import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { containerPrivileges, containerResources } from "../protocol/container";
import type { Control } from "../protocol/control";
import { defaultDeny } from "../protocol/network";
import { given } from "./argument/given";
import { type Refuse, refusals } from "./argument/refusal";
import { assertShape } from "./argument/shape";
import { parseRange } from "./argument/cidr";
import { assertWhole } from "./argument/whole";
import { childrenOf } from "./child/children";
import { assertRoles } from "./child/overrides";
import type { Tags } from "./child/tags";
import { assertPodFlows, assertSelector, type PodFlow, type PodPeer } from "./kubernetes/flow";
import { assertLabelTags, labelsOf } from "./kubernetes/labels";
import { assertOwnNamespace } from "./kubernetes/name";
import { denyEverything, dnsSpec, makeFlowPolicies } from "./kubernetes/network-policy";
import {
  assertBytes,
  assertCpus,
  assertResources,
  type ContainerResources,
  limitsOf,
  requestsOf,
} from "./kubernetes/resources";

/** What all pods of a namespace may take together (CTR-05). */
export interface NamespaceQuota {
  /** CPU that is promised to them (CTR-05): "16". */
  cpu: string;
  /** Memory that they cannot go beyond, and no more of which is promised to them (CTR-05): "64Gi". */
  memory: string;
  /** Number of pods. Default: 100. */
  pods?: number;
  /**
   * Number of services of type LoadBalancer, which some implementations of a gateway make beside it. Without any, there are no
   * node ports either. Default: 0.
   */
  loadBalancers?: number;
}

/** Arguments of a namespace. */
export interface NamespaceArgs {
  /** What all pods of the namespace may take together (CTR-05). */
  quota: NamespaceQuota;
  /** Tags, as labels of every object: the owner must be the value of a label. */
  tags: Tags;
  /** Name in the cluster, none of those that Kubernetes comes with. Cannot be changed later. Default: that of the component. */
  namespaceName?: string;
  /**
   * What a container gets that does not say what it needs, without a limit of CPU. Default: a tenth of a CPU and 128 MiB, and
   * no more than 256 MiB.
   */
  containerDefaults?: ContainerResources;
  /**
   * Addresses beside the name servers of the cluster that answer name queries: those of its services, where the network
   * looks at the address of a service, and 169.254.20.10/32, where nodes have a cache. Default: none.
   */
  dnsRanges?: string[];
  /** Connections that pods of the namespace accept, by name, beside those of their Workload. Default: none. */
  ingress?: { [name: string]: PodFlow };
  /** Connections that pods of the namespace open, by name, beside those of their Workload. Default: none. */
  egress?: { [name: string]: PodFlow };
  /** Labels of the pods that ingress and egress are about. Default: every pod. */
  podLabels?: { [key: string]: string };
  /**
   * Properties that replace those of children: namespace, denyPolicy, dnsPolicy, ingressPolicy, egressPolicy, quota, limitRange,
   * defaultServiceAccount. The policies still judge them.
   */
  overrides?: Record<string, any>;
}

/** Roles of the children, as keys of `overrides`. */
export const namespaceRoles = [
  "namespace",
  "denyPolicy",
  "dnsPolicy",
  "ingressPolicy",
  "egressPolicy",
  "quota",
  "limitRange",
  "defaultServiceAccount",
] as const;

type Role = (typeof namespaceRoles)[number];
type Resolved = Required<NamespaceArgs> & { quota: Required<NamespaceQuota> };

/** The strictest of the Pod Security Standards, as the newest version that the cluster knows has it. */
const podSecurity = Object.fromEntries(
  ["enforce", "audit", "warn"].flatMap((mode) => [
    [`pod-security.kubernetes.io/${mode}`, "restricted"],
    [`pod-security.kubernetes.io/${mode}-version`, "latest"],
  ]),
);

/**
 * A namespace of a cluster that admits restricted pods alone, lets nothing in or out but name queries and the flows that it is
 * told of, and bounds what its pods take. What lies in it is lost with it: it is protected.
 *
 * Its flows are policies of the cluster's network: one that does not enforce them (on EKS, the VPC CNI without
 * `enableNetworkPolicy`) lets everything through.
 *
 * @cost The objects are free. What costs are the nodes that its pods ask for, which the quota bounds.
 * @example
 * ```ts
 * import { Environment, Namespace, RecoveryTier } from "@palisade-iac/palisade";
 *
 * const chat = new Namespace("chat", {
 *   quota: { cpu: "16", memory: "64Gi" },
 *   dnsRanges: ["172.20.0.0/16"],
 *   ingress: {
 *     metrics: { peer: { namespaceName: "monitoring" }, port: 9090, description: "Metrics are collected" },
 *   },
 *   tags: { env: Environment.Production, tier: RecoveryTier.Red, owner: "im-platform" },
 * });
 * export const namespaceName = chat.namespaceName;
 * ```
 */
export class Namespace extends pulumi.ComponentResource {
  /** Controls that what it makes serves. */
  static readonly controls: readonly Control[] = [defaultDeny, containerPrivileges, containerResources];
  /** Roles of the children, as keys of `overrides`. */
  static readonly roles: readonly string[] = namespaceRoles;

  /** Name of the namespace in the cluster. */
  readonly namespaceName: pulumi.Output<string>;
  /** The namespace. */
  readonly namespace: k8s.core.v1.Namespace;
  /** Policy that lets nothing in or out. */
  readonly denyPolicy: k8s.networking.v1.NetworkPolicy;
  /** Policy that lets name queries out. */
  readonly dnsPolicy: k8s.networking.v1.NetworkPolicy;
  /** Policies of the flows, those that let in before those that let out. */
  readonly flowPolicies: k8s.networking.v1.NetworkPolicy[];
  /** What the pods may take together. */
  readonly quota: k8s.core.v1.ResourceQuota;
  /** What containers get that do not say what they need. */
  readonly limitRange: k8s.core.v1.LimitRange;

  constructor(name: string, args: NamespaceArgs, opts?: pulumi.ComponentResourceOptions) {
    const resolved = resolveNamespace(name, args);
    super("palisade:index:Namespace", name, resolved, opts);
    const children = childrenOf<Role>(this, name, "kubernetes", resolved);
    const labels = labelsOf(resolved.tags);

    const namespace = new k8s.core.v1.Namespace(
      children.name("namespace"),
      children.untagged("namespace", "namespace", {
        metadata: { name: resolved.namespaceName, labels: { ...labels, ...podSecurity } },
      }),
      { ...children.options, protect: true },
    );
    const namespaceName = namespace.metadata.name;
    const named = (objectName: string) => ({ name: objectName, namespace: namespaceName, labels });

    const denyPolicy = new k8s.networking.v1.NetworkPolicy(
      children.name("default-deny"),
      children.untagged("denyPolicy", "default-deny", { metadata: named("default-deny"), spec: denyEverything }),
      children.options,
    );
    const dnsPolicy = new k8s.networking.v1.NetworkPolicy(
      children.name("dns"),
      children.untagged("dnsPolicy", "dns", { metadata: named("dns"), spec: dnsSpec(resolved.dnsRanges) }),
      children.options,
    );
    const subject = { namespaceName, labels, podLabels: resolved.podLabels, prefix: "" };
    const flowPolicies = makeFlowPolicies(children, subject, resolved);
    const quota = new k8s.core.v1.ResourceQuota(
      children.name("quota"),
      children.untagged("quota", "quota", { metadata: named("quota"), spec: { hard: hardLimits(resolved.quota) } }),
      children.options,
    );
    const limitRange = new k8s.core.v1.LimitRange(
      children.name("limits"),
      children.untagged("limitRange", "limits", {
        metadata: named("limits"),
        spec: { limits: [containerLimits(resolved.containerDefaults)] },
      }),
      children.options,
    );
    // Kubernetes makes this account with every namespace: only what it says of its token is ours.
    new k8s.core.v1.ServiceAccountPatch(
      children.name("default-account"),
      children.untagged("defaultServiceAccount", "default-account", {
        metadata: { name: "default", namespace: namespaceName, annotations: { "pulumi.com/patchForce": "true" } },
        automountServiceAccountToken: false,
      }),
      children.options,
    );

    this.namespaceName = namespaceName;
    this.namespace = namespace;
    this.denyPolicy = denyPolicy;
    this.dnsPolicy = dnsPolicy;
    this.flowPolicies = flowPolicies;
    this.quota = quota;
    this.limitRange = limitRange;
    this.registerOutputs({ namespaceName, namespace, denyPolicy, dnsPolicy, flowPolicies, quota, limitRange });
  }

  /** Every pod of this namespace as the other end of a flow. */
  get peer(): PodPeer {
    return { namespaceName: this.namespaceName };
  }
}

const hardLimits = ({ cpu, memory, pods, loadBalancers }: Required<NamespaceQuota>): Record<string, string> => ({
  "requests.cpu": cpu,
  "requests.memory": memory,
  "limits.memory": memory,
  pods: String(pods),
  "services.loadbalancers": String(loadBalancers),
  ...(loadBalancers === 0 && { "services.nodeports": "0" }),
});

const containerLimits = (resources: ContainerResources): k8s.types.input.core.v1.LimitRangeItem => ({
  type: "Container",
  defaultRequest: requestsOf(resources),
  default: limitsOf(resources),
});

/**
 * The arguments with their defaults.
 * @throws RefusedArgumentError for an argument below the protocol.
 */
export function resolveNamespace(name: string, args: NamespaceArgs): Resolved {
  const refuse = refusals("Namespace", name);
  assertShape(refuse, "Namespace", args);
  const resolved: Resolved = {
    namespaceName: name,
    containerDefaults: { cpuRequest: "100m", memoryRequest: "128Mi", memoryLimit: "256Mi" },
    dnsRanges: [],
    ingress: {},
    egress: {},
    podLabels: {},
    overrides: {},
    ...given(args),
    quota: { pods: 100, loadBalancers: 0, ...given(args.quota) },
  };
  assertOwnNamespace(refuse, "namespaceName", resolved.namespaceName);
  assertLabelTags(refuse, resolved.tags);
  assertQuota(refuse, resolved.quota);
  assertContainerDefaults(refuse, resolved.containerDefaults);
  resolved.dnsRanges.forEach((range, index) => assertDnsRange(refuse, `dnsRanges[${index}]`, range));
  if (args.podLabels !== undefined) {
    assertSelector(refuse, "podLabels", args.podLabels);
  }
  assertPodFlows(refuse, "ingress", resolved.ingress);
  assertPodFlows(refuse, "egress", resolved.egress);
  assertRoles(refuse, resolved.overrides, namespaceRoles);
  return resolved;
}

function assertQuota(refuse: Refuse, { cpu, memory, pods, loadBalancers }: Required<NamespaceQuota>): void {
  assertCpus(refuse, "quota.cpu", cpu);
  assertBytes(refuse, "quota.memory", memory);
  assertWhole(refuse, "quota.pods", pods, { min: 1, max: 10_000, unit: "pods", control: containerResources });
  assertWhole(refuse, "quota.loadBalancers", loadBalancers, { min: 0, max: 10, unit: "load balancers" });
}

function assertContainerDefaults(refuse: Refuse, defaults: ContainerResources): void {
  assertResources(refuse, "containerDefaults", defaults);
  if (defaults.cpuLimit !== undefined) {
    const expected = "no limit of CPU, which would keep out the containers that ask for more and set none";
    throw refuse("containerDefaults.cpuLimit", defaults.cpuLimit, expected);
  }
}

/** Name servers of a cluster have addresses of the cluster or of the node. */
function assertDnsRange(refuse: Refuse, argument: string, cidrBlock: string): void {
  const range = parseRange(cidrBlock);
  const isOfNode = range?.family === "ipv4" && range.prefixLength === 32 && cidrBlock.startsWith("169.254.");
  if (range === undefined || !range.canonical || !(range.internal || isOfNode)) {
    throw refuse(
      argument,
      cidrBlock,
      "a private range, or one address of the node itself such as 169.254.20.10/32",
      defaultDeny,
    );
  }
}
