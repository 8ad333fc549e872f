import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../child/tags";
import { spreadOf } from "./availability";
import { type Files, mountsOf } from "./files";
import type { ContainerImage } from "./image";
import { probeSpec, type ResolvedProbes } from "./probe";
import { type ContainerResources, limitsOf, requestsOf } from "./resources";
import type { ResolvedPort } from "./service";

/** What the pods of a workload are made of, once checked. */
export interface PodContent {
  /** Of the container. */
  readonly name: string;
  readonly image: ContainerImage;
  readonly command: readonly string[];
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  readonly ports: readonly ResolvedPort[];
  readonly probes: ResolvedProbes;
  readonly resources: ContainerResources;
  readonly files: Files;
  readonly configName?: pulumi.Input<string> | undefined;
  readonly userId: number;
  readonly userNamespace: boolean;
  readonly drainSeconds: number;
  readonly terminationGraceSeconds: number;
  readonly serviceAccountName: pulumi.Input<string>;
  readonly imagePullSecretNames: readonly pulumi.Input<string>[];
  readonly priorityClassName?: string | undefined;
  readonly podLabels: Readonly<Record<string, string>>;
  readonly env: Environment;
}

/** A pod without a right that it does not need: what the Pod Security Standard `restricted` asks, and more. */
export function podSpec(pod: PodContent): k8s.types.input.core.v1.PodSpec {
  const { volumes, volumeMounts } = mountsOf(pod.files, pod.configName);
  return {
    serviceAccountName: pod.serviceAccountName,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    ...(pod.userNamespace && { hostUsers: false }),
    securityContext: {
      runAsNonRoot: true,
      runAsUser: pod.userId,
      runAsGroup: pod.userId,
      fsGroup: pod.userId,
      fsGroupChangePolicy: "OnRootMismatch",
      seccompProfile: { type: "RuntimeDefault" },
    },
    terminationGracePeriodSeconds: pod.terminationGraceSeconds,
    topologySpreadConstraints: spreadOf(pod.podLabels, pod.env),
    ...(pod.priorityClassName !== undefined && { priorityClassName: pod.priorityClassName }),
    ...(pod.imagePullSecretNames.length > 0 && {
      imagePullSecrets: pod.imagePullSecretNames.map((name) => ({ name })),
    }),
    containers: [containerSpec(pod, volumeMounts)],
    volumes,
  };
}

const containerSpec = (
  pod: PodContent,
  volumeMounts: k8s.types.input.core.v1.VolumeMount[],
): k8s.types.input.core.v1.Container => ({
  name: pod.name,
  image: pulumi.interpolate`${pod.image.repository}@${pod.image.digest}`,
  imagePullPolicy: "IfNotPresent",
  ...(pod.command.length > 0 && { command: [...pod.command] }),
  ...(pod.arguments.length > 0 && { args: [...pod.arguments] }),
  env: Object.entries(pod.environment).map(([name, value]) => ({ name, value })),
  ports: pod.ports.map(({ name, port, protocol }) => ({
    name,
    containerPort: port,
    protocol: protocol.toUpperCase(),
  })),
  resources: { requests: requestsOf(pod.resources), limits: limitsOf(pod.resources) },
  startupProbe: probeSpec(pod.probes.startup),
  livenessProbe: probeSpec(pod.probes.liveness),
  readinessProbe: probeSpec(pod.probes.readiness),
  // Connections still come for a while after a pod is to go: it goes when they no longer do.
  lifecycle: { preStop: { sleep: { seconds: pod.drainSeconds } } },
  securityContext: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
  },
  volumeMounts,
});
