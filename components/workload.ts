import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { clusteredDeployment } from "../protocol/availability";
import { containerPrivileges, containerResources, imageAge } from "../protocol/container";
import type { Control } from "../protocol/control";
import { defaultDeny } from "../protocol/network";
import { plaintextSecrets } from "../protocol/secret";
import { patchRollback } from "../protocol/vulnerability";
import { given } from "./argument/given";
import { assertWithin } from "./argument/limit";
import { withoutPlainSecrets } from "./argument/plain-secret";
import { type Refuse, refusals } from "./argument/refusal";
import { assertShape } from "./argument/shape";
import { assertWhole } from "./argument/whole";
import { childrenOf } from "./child/children";
import { assertRoles } from "./child/overrides";
import type { Tags } from "./child/tags";
import {
  assertAutoscaling,
  assertReplicas,
  autoscalerSpec,
  type Autoscaling,
  disruptionSpec,
} from "./kubernetes/availability";
import { assertCommand, assertVariables, SECRET_FILE } from "./kubernetes/command";
import { assertFiles, type ConfigFiles, type SecretFiles, type WritablePath } from "./kubernetes/files";
import { assertPodFlows, type PodFlow, type PodPeer } from "./kubernetes/flow";
import { assertImage, type ContainerImage } from "./kubernetes/image";
import { assertLabelTags, labelsOf, WORKLOAD_LABEL } from "./kubernetes/labels";
import { assertObject, assertOwnName, assertOwnNamespace } from "./kubernetes/name";
import { makeFlowPolicies } from "./kubernetes/network-policy";
import { podSpec } from "./kubernetes/pod";
import { type Probes, type ResolvedProbes, resolveProbes } from "./kubernetes/probe";
import { assertResources, type ContainerResources } from "./kubernetes/resources";
import { assertTermination, progressSeconds, SETTLED_SECONDS } from "./kubernetes/rollout";
import { type ResolvedPort, resolveWorkloadPorts, serviceSpec, type WorkloadPort } from "./kubernetes/service";

/** Arguments of a workload. */
export interface WorkloadArgs {
  /** Name of the namespace: of one that Namespace makes, which denies what the flows do not open. */
  namespaceName: pulumi.Input<string>;
  /** Image of the container (CTR-02). */
  image: ContainerImage;
  /** What the container is promised of its node, and what it cannot go beyond (CTR-05). */
  resources: ContainerResources;
  /** How the container is asked whether it works. */
  probes: Probes;
  /** Tags, as labels of every object: the owner must be the value of a label. */
  tags: Tags;
  /** Ports on which the container answers. With any, there is a service before the pods. Default: none. */
  ports?: WorkloadPort[];
  /** Number of pods (HA-02), where no autoscaling sets it. Default: as many as HA-02 demands. */
  replicas?: number;
  /** How many pods there are, by their load. Default: as many as replicas says. */
  autoscaling?: Autoscaling;
  /** Program that the container runs, and its first arguments. Default: that of the image. */
  command?: string[];
  /** Arguments of the program, nothing secret among them (SEC-01). Default: those of the image. */
  arguments?: string[];
  /** Environment variables, nothing secret among them (SEC-01). Default: none. */
  environment?: { [name: string]: pulumi.Input<string> };
  /** Configuration files, nothing secret in them (SEC-01). New content makes new pods. Default: none. */
  config?: ConfigFiles;
  /** Secrets of the cluster that the container finds as files (SEC-01). Default: none. */
  secrets?: SecretFiles[];
  /** Folders that the container may write to; all others cannot be changed. Default: none. */
  writablePaths?: WritablePath[];
  /** Connections that the pods accept, by name. Default: none. */
  ingress?: { [name: string]: PodFlow };
  /** Connections that the pods open, by name, beside name queries. Default: none. */
  egress?: { [name: string]: PodFlow };
  /** Number of the user and of the group that the container runs as (CTR-04). Default: 10001. */
  userId?: number;
  /** Gives users in the container other numbers on the node, where nodes can do that. Default: false. */
  userNamespace?: boolean;
  /** Seconds from the end of new connections to that of the old ones, for clients that stay connected. Default: 60. */
  terminationGraceSeconds?: number;
  /** Seconds of those for which new connections still come. Default: 15. */
  drainSeconds?: number;
  /** Name of the priority class of the pods. Default: that of the cluster. */
  priorityClassName?: string;
  /** Names of the secrets of the cluster with which nodes pull the image. Default: what nodes have of their own. */
  imagePullSecretNames?: pulumi.Input<string>[];
  /**
   * Properties that replace those of children: serviceAccount, config, deployment, service, disruptionBudget, autoscaler,
   * ingressPolicy, egressPolicy. The policies still judge them.
   */
  overrides?: Record<string, any>;
}

/** Roles of the children, as keys of `overrides`. */
export const workloadRoles = [
  "serviceAccount",
  "config",
  "deployment",
  "service",
  "disruptionBudget",
  "autoscaler",
  "ingressPolicy",
  "egressPolicy",
] as const;

type Role = (typeof workloadRoles)[number];
type Optional = "config" | "priorityClassName";
type Resolved = Required<Omit<WorkloadArgs, Optional | "autoscaling" | "ports" | "probes">> &
  Pick<WorkloadArgs, Optional> & {
    autoscaling: Required<Autoscaling> | undefined;
    ports: readonly ResolvedPort[];
    probes: ResolvedProbes;
  };

const { minReplicas } = clusteredDeployment.limits;
const { minUserId } = containerPrivileges.limits;

// The number of a user is a 32-bit one with a sign.
const MAX_USER_ID = 2 ** 31 - 1;

// More than VUL-10 demands, and few enough to read.
const REVISIONS = 10;

/**
 * Pods of one container without any privilege, spread over zones, updated without a gap, and reached by nothing that its flows do
 * not name. It keeps no data: what it writes is gone with its pods.
 *
 * The pods have no account at the cluster's API: what they may do in the cloud they get by the name of their service account.
 *
 * @cost The nodes that its pods ask for: what one pod is promised, by the number of pods.
 * @example
 * ```ts
 * import { Environment, Namespace, ProbeKind, RecoveryTier, Workload } from "@palisade-iac/palisade";
 *
 * const tags = { env: Environment.Production, tier: RecoveryTier.Red, owner: "im-platform" };
 * const chat = new Namespace("chat", { quota: { cpu: "16", memory: "64Gi" }, tags });
 * const gateway = new Workload("gateway", {
 *   namespaceName: chat.namespaceName,
 *   image: {
 *     repository: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/chat/gateway",
 *     digest: "sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1",
 *   },
 *   ports: [{ name: "https", port: 8443, servicePort: 443 }],
 *   probes: { readiness: { kind: ProbeKind.Https, port: 8443 } },
 *   resources: { cpuRequest: "500m", memoryRequest: "512Mi", memoryLimit: "1Gi" },
 *   autoscaling: { maxReplicas: 20 },
 *   ingress: {
 *     clients: { peer: { namespaceName: "gateways" }, port: 8443, description: "Requests of clients" },
 *   },
 *   egress: {
 *     messages: { peer: { workload: "messages" }, port: 8443, description: "Messages to deliver" },
 *   },
 *   tags,
 * });
 * export const serviceName = gateway.serviceName;
 * ```
 */
export class Workload extends pulumi.ComponentResource {
  /** Controls that what it makes serves. */
  static readonly controls: readonly Control[] = [
    imageAge,
    containerPrivileges,
    containerResources,
    plaintextSecrets,
    clusteredDeployment,
    defaultDeny,
    patchRollback,
  ];
  /** Roles of the children, as keys of `overrides`. */
  static readonly roles: readonly string[] = workloadRoles;

  /** Name of the namespace. */
  readonly namespaceName: pulumi.Output<string>;
  /** Labels by which its pods are found. */
  readonly podLabels: { [key: string]: string };
  /** Name of the service account, for a role of the cloud that is bound to it. */
  readonly serviceAccountName: pulumi.Output<string>;
  /** Name of the service before the pods. Absent where they have no port. */
  readonly serviceName?: pulumi.Output<string>;
  /** The service account. */
  readonly serviceAccount: k8s.core.v1.ServiceAccount;
  /** The deployment. */
  readonly deployment: k8s.apps.v1.Deployment;
  /** Service before the pods. Absent where they have no port. */
  readonly service?: k8s.core.v1.Service;
  /** How many pods may be taken from their nodes at once. */
  readonly disruptionBudget: k8s.policy.v1.PodDisruptionBudget;
  /** What sets the number of pods. Absent without autoscaling. */
  readonly autoscaler?: k8s.autoscaling.v2.HorizontalPodAutoscaler;
  /** Policies of the flows, those that let in before those that let out. */
  readonly flowPolicies: k8s.networking.v1.NetworkPolicy[];

  constructor(name: string, args: WorkloadArgs, opts?: pulumi.ComponentResourceOptions) {
    const resolved = resolveWorkload(name, args);
    super("palisade:index:Workload", name, resolved, opts);
    const children = childrenOf<Role>(this, name, "kubernetes", resolved);
    const { namespaceName, autoscaling, ports } = resolved;
    const podLabels = { [WORKLOAD_LABEL]: name };
    const labels = { ...labelsOf(resolved.tags), ...podLabels };
    const metadata = { name, namespace: namespaceName, labels };

    const serviceAccount = new k8s.core.v1.ServiceAccount(
      children.name("account"),
      children.untagged("serviceAccount", "account", { metadata, automountServiceAccountToken: false }),
      children.options,
    );
    // It is never changed but made anew under another name, so that pods of two versions find each their own.
    const config =
      resolved.config &&
      new k8s.core.v1.ConfigMap(
        children.name("config"),
        children.untagged("config", "config", {
          metadata: { namespace: namespaceName, labels },
          immutable: true,
          data: resolved.config.files,
        }),
        children.options,
      );
    const deployment = new k8s.apps.v1.Deployment(
      children.name("deployment"),
      children.untagged("deployment", "deployment", {
        metadata,
        spec: {
          // An autoscaler's number must not be set back.
          ...(autoscaling === undefined && { replicas: resolved.replicas }),
          revisionHistoryLimit: REVISIONS,
          minReadySeconds: SETTLED_SECONDS,
          progressDeadlineSeconds: progressSeconds(resolved.probes.startup),
          strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: "25%" } },
          selector: { matchLabels: podLabels },
          template: {
            metadata: { labels },
            spec: podSpec({
              ...resolved,
              name,
              files: resolved,
              configName: config?.metadata.name,
              serviceAccountName: serviceAccount.metadata.name,
              podLabels,
              env: resolved.tags.env,
            }),
          },
        },
      }),
      children.options,
    );
    const service =
      ports.length === 0
        ? undefined
        : new k8s.core.v1.Service(
            children.name("service"),
            children.untagged("service", "service", { metadata, spec: serviceSpec(ports, podLabels) }),
            children.options,
          );
    const disruptionBudget = new k8s.policy.v1.PodDisruptionBudget(
      children.name("budget"),
      children.untagged("disruptionBudget", "budget", { metadata, spec: disruptionSpec(podLabels) }),
      children.options,
    );
    const autoscaler =
      autoscaling &&
      new k8s.autoscaling.v2.HorizontalPodAutoscaler(
        children.name("autoscaler"),
        children.untagged("autoscaler", "autoscaler", { metadata, spec: autoscalerSpec(name, autoscaling) }),
        { ...children.options, dependsOn: [deployment] },
      );
    const flowPolicies = makeFlowPolicies(children, { namespaceName, labels, podLabels, prefix: `${name}-` }, resolved);

    this.namespaceName = pulumi.output(namespaceName);
    this.podLabels = podLabels;
    this.serviceAccountName = serviceAccount.metadata.name;
    this.serviceName = service?.metadata.name;
    this.serviceAccount = serviceAccount;
    this.deployment = deployment;
    this.service = service;
    this.disruptionBudget = disruptionBudget;
    this.autoscaler = autoscaler;
    this.flowPolicies = flowPolicies;
    this.registerOutputs({
      namespaceName: this.namespaceName,
      podLabels,
      serviceAccountName: this.serviceAccountName,
      serviceName: this.serviceName,
      serviceAccount,
      deployment,
      service,
      disruptionBudget,
      autoscaler,
      flowPolicies,
    });
  }

  /** The pods of this workload as the other end of a flow. */
  get peer(): PodPeer {
    return { namespaceName: this.namespaceName, podLabels: this.podLabels };
  }
}

/**
 * The arguments with their defaults.
 * @throws RefusedArgumentError for an argument below the protocol.
 */
export function resolveWorkload(name: string, args: WorkloadArgs): Resolved {
  const refuse = refusals("Workload", name);
  assertShape(refuse, "Workload", args);
  assertOwnName(refuse, "name", name);
  assertLabelTags(refuse, args.tags);
  const { autoscaling, ...others } = given(args);
  const resolved: Resolved = {
    replicas: minReplicas.value,
    command: [],
    arguments: [],
    environment: {},
    secrets: [],
    writablePaths: [],
    ingress: {},
    egress: {},
    userId: minUserId.value + 1,
    userNamespace: false,
    terminationGraceSeconds: 60,
    drainSeconds: 15,
    imagePullSecretNames: [],
    overrides: {},
    ...others,
    ports: resolveWorkloadPorts(refuse, args.ports ?? []),
    probes: resolveProbes(refuse, args.probes),
    autoscaling: autoscaling && { minReplicas: minReplicas.value, cpuPercent: 70, ...given(autoscaling) },
  };
  const { tags, replicas, userId } = resolved;
  assertOwnNamespace(refuse, "namespaceName", resolved.namespaceName);
  assertImage(refuse, resolved.image);
  assertResources(refuse, "resources", resolved.resources);
  assertReplicas(refuse, "replicas", replicas, tags.env);
  if (resolved.autoscaling !== undefined) {
    assertAutoscaling(refuse, resolved.autoscaling, tags.env);
    if (args.replicas !== undefined) {
      throw refuse("replicas", replicas, "no number of pods beside autoscaling, which sets it");
    }
  }
  assertWithin(refuse, "userId", userId, containerPrivileges, minUserId);
  assertWhole(refuse, "userId", userId, { min: minUserId.value, max: MAX_USER_ID, unit: "numbers" });
  assertTermination(refuse, resolved);
  assertVariables(refuse, resolved.environment);
  assertCommand(refuse, resolved);
  assertFiles(refuse, resolved);
  assertPodFlows(refuse, "ingress", resolved.ingress);
  assertPodFlows(refuse, "egress", resolved.egress);
  assertNames(refuse, resolved);
  assertRoles(refuse, resolved.overrides, workloadRoles);
  const { config, environment } = resolved;
  return {
    ...resolved,
    environment: withoutPlainSecrets(refuse, "environment", environment, SECRET_FILE),
    ...(config && {
      config: { ...config, files: withoutPlainSecrets(refuse, "config.files", config.files, SECRET_FILE) },
    }),
  };
}

function assertNames(refuse: Refuse, { priorityClassName, imagePullSecretNames }: Resolved): void {
  if (priorityClassName !== undefined) {
    assertObject(refuse, "priorityClassName", priorityClassName);
    if (priorityClassName.startsWith("system-")) {
      throw refuse("priorityClassName", priorityClassName, "a priority below that of the cluster itself");
    }
  }
  imagePullSecretNames.forEach((name, index) => assertObject(refuse, `imagePullSecretNames[${index}]`, name));
}
