import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { vpnAccess } from "../protocol/admin-access";
import { clusteredDeployment } from "../protocol/availability";
import { vmIsolation } from "../protocol/container";
import type { Control } from "../protocol/control";
import { encryptionAtRest } from "../protocol/data";
import { administratorTiers } from "../protocol/iam";
import { keySeparation } from "../protocol/key";
import { operationLogRetention } from "../protocol/log";
import { defaultDeny } from "../protocol/network";
import { patchMechanism } from "../protocol/vulnerability";
import { assertMember } from "./argument/choice";
import { given } from "./argument/given";
import { assertComponentName } from "./argument/component-name";
import { assertKeyArn } from "./argument/key-arn";
import { EndRole, type PathEnd } from "./argument/path-end";
import { refusals } from "./argument/refusal";
import { assertShape } from "./argument/shape";
import { assertSubnets } from "./argument/zones";
import { accountOf, assertAccountId } from "./child/account";
import { childrenOf } from "./child/children";
import { type Logs, resolveLogs } from "./child/log-group";
import { assertRoles } from "./child/overrides";
import { assertNotChinaRegion, outsideChina } from "./child/partition";
import { assertTags, type Tags, withTags } from "./child/tags";
import { assertAccess, type ClusterAccess, makeAccess } from "./cluster/access";
import { assertAddonVersions, makeNetworkAddons, makeWorkloadAddons, NetworkPolicyMode } from "./cluster/addons";
import { makeControlPlane } from "./cluster/control-plane";
import { kubeconfigOf } from "./cluster/kubeconfig";
import { makeNodeRole, makeNodes } from "./cluster/node-groups";
import { type ClusterNodes, type ResolvedNodes, resolveNodes } from "./cluster/nodes";
import { assertPodIdentities, makePodIdentities, type PodIdentity } from "./cluster/pod-identity";
import { type ClusterChildren, clusterRoles } from "./cluster/roles";
import { Firewall } from "./firewall";

/** Arguments of a Kubernetes cluster. */
export interface KubernetesClusterArgs {
  /** Id of the network that the cluster belongs to. */
  vpcId: pulumi.Input<string>;
  /** Ids of private subnets, one in each of two zones at least (HA-02). Add new ones at the end: each has its own nodes. */
  subnetIds: pulumi.Input<string>[];
  /** Version of Kubernetes, such as 1.33: one that is in standard support, and that staging has run before. */
  kubernetesVersion: string;
  /**
   * ARN of the key that encrypts the secrets of the cluster (KEY-01) and the volumes of nodes and pods (DAT-06). Its policy
   * must name who deploys the cluster among its users, and admit KeyService.AutoScaling and KeyService.Ec2.
   */
  kmsKeyArn: pulumi.Input<string>;
  /** How the logs of the control plane are kept: what operators did, for as long as LOG-06 demands. */
  logs: Logs;
  /**
   * Who may do what, by names that never change. One role at least administers the cluster, and two at most (IAM-08): who
   * deploys it has no access of their own.
   */
  access: { [key: string]: ClusterAccess };
  /** The nodes. */
  nodes: ClusterNodes;
  /** Tags of every resource, and of the nodes, their volumes and network interfaces. */
  tags: Tags;
  /** How network policies start. Default: standard. */
  networkPolicyMode?: NetworkPolicyMode;
  /** What the pods of service accounts may do in the cloud, by names that never change. Default: nothing. */
  podIdentities?: { [key: string]: PodIdentity };
  /** Versions of add-ons by the name of the add-on. Default: those that the cloud proposes when it installs them. */
  addonVersions?: { [key: string]: string };
  /** Installs the agent of GuardDuty, where GuardDuty does not install it itself. Not in China. Default: false. */
  runtimeMonitoring?: boolean;
  /** Account of the deployment, twelve digits: known before the provider is asked. Default: that of the provider. */
  accountId?: string;
  /**
   * Properties that replace those of children: logGroup, clusterRole, cluster, nodeRole, launchTemplate, nodeGroup, addonRole,
   * addon, accessEntry, accessPolicy, podRole, podIdentity. The policies still judge them.
   */
  overrides?: Record<string, any>;
}

type Resolved = Required<Omit<KubernetesClusterArgs, "accountId" | "logs" | "nodes">> &
  Pick<KubernetesClusterArgs, "accountId"> & { logs: Required<Logs>; nodes: ResolvedNodes };

// Roles have the shortest names, 64 characters, of which those of pods take 20 for a name of the program.
const MAX_NAME = 30;
const MAX_CLUSTER_NAME = 100;

/**
 * A Kubernetes cluster whose API only the network reaches, and whose firewall lets only a path from the operations VPN reach.
 * Who may do what is written down as data; whoever deploys the cluster has no access by having done so. Secrets and volumes
 * are encrypted with a key of the program, everything that is asked of the control plane is logged, and network policies are
 * enforced. It is protected against deletion.
 *
 * Nodes stand in a group of their own in each zone, are repaired and replaced by the cloud, have no public address and no
 * way in but Session Manager. Pods have identities of their own and cannot take on that of their node.
 *
 * The cloud makes one security group of its own, through which nodes and control plane reach each other and anything else:
 * it cannot be closed. The firewalls of this component stand beside it, and network policies within the cluster.
 *
 * @cost Billed by the hour of the cluster and of each node, by the GiB of the nodes' volumes and by the GiB of logs that the
 * control plane writes; one node runs at least in each zone.
 *
 * @example
 * ```ts
 * import { ClusterPolicy, Environment, KubernetesCluster, RecoveryTier } from "@palisade-iac/palisade";
 *
 * const kmsKeyArn = "arn:aws:kms:eu-central-1:123456789012:key/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";
 * export const cluster = new KubernetesCluster("chat", {
 *   vpcId: "vpc-0f1e2d3c4b5a69788",
 *   subnetIds: ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5a60728"],
 *   kubernetesVersion: "1.33",
 *   kmsKeyArn,
 *   logs: { kmsKeyArn },
 *   access: {
 *     operators: { principalArn: "arn:aws:iam::123456789012:role/operators", policy: ClusterPolicy.ClusterAdmin },
 *   },
 *   nodes: { instanceTypes: ["m7g.large"] },
 *   tags: { env: Environment.Production, tier: RecoveryTier.Red, owner: "im-platform" },
 * });
 * ```
 */
export class KubernetesCluster extends pulumi.ComponentResource {
  /** Controls that what it makes serves. */
  static readonly controls: readonly Control[] = [
    vpnAccess,
    administratorTiers,
    clusteredDeployment,
    defaultDeny,
    encryptionAtRest,
    keySeparation,
    operationLogRetention,
    patchMechanism,
    vmIsolation,
  ];
  /** Roles of the children, as keys of `overrides`. */
  static readonly roles: readonly string[] = clusterRoles;

  /** Name of the cluster. */
  readonly clusterName: pulumi.Output<string>;
  /** ARN of the cluster. */
  readonly clusterArn: pulumi.Output<string>;
  /** Address of the API within the network. */
  readonly endpoint: pulumi.Output<string>;
  /** Certificate by which the API proves to be itself, as base64. */
  readonly certificateAuthority: pulumi.Output<string>;
  /**
   * Configuration for a Kubernetes provider, without a secret: it asks the AWS command line for a token of whoever deploys,
   * who needs access of their own and a way into the network.
   */
  readonly kubeconfig: pulumi.Output<string>;
  /** Issuer of the identities of service accounts, for what trusts it outside the cluster. */
  readonly oidcIssuer: pulumi.Output<string>;
  /** ARN of the role of the nodes. */
  readonly nodeRoleArn: pulumi.Output<string>;
  /** ARNs of the roles of pods by the names of their identities. */
  readonly podRoleArns: { [key: string]: pulumi.Output<string> };
  /** Id of the security group of the nodes and their pods. */
  readonly securityGroupId: pulumi.Output<string>;
  /** Id of the security group before the API, where a path from the operations VPN ends, by HTTPS. */
  readonly apiSecurityGroupId: pulumi.Output<string>;
  /** What the nodes are at the end of a path. */
  readonly role: EndRole;
  /** Name of the log group of the control plane. */
  readonly logGroupName: pulumi.Output<string>;
  /** The cluster. */
  readonly cluster: aws.eks.Cluster;
  /** The groups of nodes, in the order of the subnets. */
  readonly nodeGroups: aws.eks.NodeGroup[];
  /** Log group of the control plane. */
  readonly logGroup: aws.cloudwatch.LogGroup;

  constructor(name: string, args: KubernetesClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    const refuseMonitoring = () =>
      refusals("KubernetesCluster", name)(
        "runtimeMonitoring",
        true,
        "false in China, where GuardDuty has no agent: an open-source sensor such as Falco does its work",
      );
    const resolved = resolveCluster(name, args);
    if (resolved.runtimeMonitoring) {
      assertNotChinaRegion(opts, refuseMonitoring);
    }
    super("palisade:index:KubernetesCluster", name, resolved, opts);
    const { vpcId, subnetIds, kmsKeyArn, runtimeMonitoring } = resolved;
    const children: ClusterChildren = childrenOf(this, name, "kubernetes", resolved);
    const provider = accountOf(this, resolved.accountId);
    const account = runtimeMonitoring ? outsideChina(provider, refuseMonitoring) : provider;
    const clusterName = nameOfCluster(name);

    const firewallOf = (part: string, description: string) =>
      new Firewall(children.name(part), { vpcId, description, tags: resolved.tags }, children.options);
    const apiFirewall = firewallOf("api", "Kubernetes API");
    const nodeFirewall = firewallOf("nodes", "Kubernetes nodes and their pods");

    const { securityGroupId } = apiFirewall;
    const { cluster, logGroup } = makeControlPlane(children, { clusterName, account, securityGroupId }, resolved);
    const place = { cluster, clusterName, account, versions: resolved.addonVersions };
    makeAccess(children, place, resolved.access);
    const networkAddons = makeNetworkAddons(children, place, resolved.networkPolicyMode);
    const nodeRole = makeNodeRole(children, account);
    const nodeTags = withTags(resolved.tags, { role: "k8s-node" });
    const nodeGroups = makeNodes(
      childrenOf(this, name, "kubernetes", { ...resolved, tags: nodeTags }),
      resolved.nodes,
      {
        cluster,
        subnetIds,
        securityGroupId: nodeFirewall.securityGroupId,
        kmsKeyArn,
        tags: nodeTags,
        nodeRole,
        after: networkAddons,
      },
    );
    makeWorkloadAddons(children, place, nodeGroups, { kmsKeyArn, runtimeMonitoring });

    this.clusterName = cluster.name;
    this.clusterArn = cluster.arn;
    this.endpoint = cluster.endpoint;
    this.certificateAuthority = cluster.certificateAuthority.apply(({ data }) => data);
    this.kubeconfig = kubeconfigOf({
      name: cluster.name,
      region: account.region,
      endpoint: this.endpoint,
      certificateAuthority: this.certificateAuthority,
    });
    this.oidcIssuer = cluster.identities.apply(([identity]) => identity?.oidcs[0]?.issuer ?? "");
    this.nodeRoleArn = nodeRole.role.arn;
    this.podRoleArns = makePodIdentities(children, place, resolved.podIdentities);
    this.securityGroupId = nodeFirewall.securityGroupId;
    this.apiSecurityGroupId = apiFirewall.securityGroupId;
    this.role = EndRole.Workload;
    this.logGroupName = logGroup.name;
    this.cluster = cluster;
    this.nodeGroups = nodeGroups;
    this.logGroup = logGroup;
    this.registerOutputs({
      clusterName: this.clusterName,
      clusterArn: this.clusterArn,
      endpoint: this.endpoint,
      certificateAuthority: this.certificateAuthority,
      kubeconfig: this.kubeconfig,
      oidcIssuer: this.oidcIssuer,
      nodeRoleArn: this.nodeRoleArn,
      podRoleArns: this.podRoleArns,
      securityGroupId: this.securityGroupId,
      apiSecurityGroupId: this.apiSecurityGroupId,
      role: this.role,
      logGroupName: this.logGroupName,
    });
  }

  /** The nodes and their pods as an end of a path. */
  get end(): PathEnd {
    return { securityGroupId: this.securityGroupId, role: this.role };
  }

  /** The API as an end of a path, by HTTPS. */
  get apiEnd(): PathEnd {
    return { securityGroupId: this.apiSecurityGroupId, role: this.role };
  }
}

/** Known before the cluster exists, because its log group is named after it. */
const nameOfCluster = (name: string): string =>
  `${pulumi.getProject()}-${pulumi.getStack()}-${name}`.replace(/[^A-Za-z0-9_-]/g, "-");

/**
 * The arguments with their defaults.
 * @throws RefusedArgumentError for an argument below the protocol.
 */
export function resolveCluster(name: string, args: KubernetesClusterArgs): Resolved {
  const refuse = refusals("KubernetesCluster", name);
  assertShape(refuse, "KubernetesCluster", args);
  const resolved: Resolved = {
    networkPolicyMode: NetworkPolicyMode.Standard,
    podIdentities: {},
    addonVersions: {},
    runtimeMonitoring: false,
    overrides: {},
    ...given(args),
    logs: resolveLogs(refuse, "logs", args.logs, "operation"),
    nodes: resolveNodes(refuse, args.nodes),
  };
  const { kubernetesVersion } = resolved;
  assertComponentName(refuse, name, MAX_NAME);
  assertKeyArn(refuse, "kmsKeyArn", args.kmsKeyArn, encryptionAtRest);
  if (nameOfCluster(name).length > MAX_CLUSTER_NAME) {
    throw refuse("name", nameOfCluster(name), `at most ${MAX_CLUSTER_NAME} characters with those of project and stack`);
  }
  assertTags(refuse, resolved.tags);
  assertSubnets(refuse, "subnetIds", resolved.subnetIds);
  if (typeof kubernetesVersion !== "string" || !/^1\.\d{2}$/.test(kubernetesVersion)) {
    throw refuse("kubernetesVersion", kubernetesVersion, "a version of Kubernetes, such as 1.33", patchMechanism);
  }
  assertAccess(refuse, resolved.access);
  assertMember(refuse, "networkPolicyMode", resolved.networkPolicyMode, NetworkPolicyMode);
  assertPodIdentities(refuse, resolved.podIdentities);
  assertAddonVersions(refuse, resolved.addonVersions);
  assertAccountId(refuse, resolved.accountId);
  assertRoles(refuse, resolved.overrides, clusterRoles);
  return resolved;
}
