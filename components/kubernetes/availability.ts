import type * as k8s from "@pulumi/kubernetes";
import { clusteredDeployment } from "../../protocol/availability";
import { assertWithin } from "../argument/limit";
import type { Refuse } from "../argument/refusal";
import { assertWhole } from "../argument/whole";
import { Environment } from "../child/tags";

/** How many pods there are, by their load. */
export interface Autoscaling {
  /** Number of pods at the least (HA-02). Default: as many as HA-02 demands. */
  minReplicas?: number;
  /** Number of pods at the most. */
  maxReplicas: number;
  /** Percent of the promised CPU that pods are kept at. Default: 70. */
  cpuPercent?: number;
}

const { minReplicas } = clusteredDeployment.limits;

// Beyond it a workload is many.
const MOST = 1000;

/** @throws RefusedArgumentError for fewer pods than HA-02 demands of production, and for none elsewhere. */
export function assertReplicas(refuse: Refuse, argument: string, replicas: number, env: Environment): void {
  if (env === Environment.Production) {
    assertWithin(refuse, argument, replicas, clusteredDeployment, minReplicas);
  }
  assertWhole(refuse, argument, replicas, { min: 1, max: MOST, unit: "pods" });
}

/** @throws RefusedArgumentError as `assertReplicas` does, and for a range that is none. */
export function assertAutoscaling(
  refuse: Refuse,
  { minReplicas: least, maxReplicas, cpuPercent }: Required<Autoscaling>,
  env: Environment,
): void {
  assertReplicas(refuse, "autoscaling.minReplicas", least, env);
  assertWhole(refuse, "autoscaling.maxReplicas", maxReplicas, { min: least, max: MOST, unit: "pods" });
  assertWhole(refuse, "autoscaling.cpuPercent", cpuPercent, { min: 1, max: 100, unit: "percent" });
}

/**
 * Pods stand in different zones and, where there is room, on different nodes. Those of one version are counted: the ones that
 * an update takes away must not keep the new ones from their place.
 */
export function spreadOf(
  podLabels: Readonly<Record<string, string>>,
  env: Environment,
): k8s.types.input.core.v1.TopologySpreadConstraint[] {
  const spread = (topologyKey: string, whenUnsatisfiable: string) => ({
    topologyKey,
    whenUnsatisfiable,
    maxSkew: 1,
    labelSelector: { matchLabels: podLabels },
    matchLabelKeys: ["pod-template-hash"],
    // A zone that has failed is none that pods would have to be in.
    nodeTaintsPolicy: "Honor",
  });
  return [
    spread("topology.kubernetes.io/zone", env === Environment.Production ? "DoNotSchedule" : "ScheduleAnyway"),
    spread("kubernetes.io/hostname", "ScheduleAnyway"),
  ];
}

/** One pod at a time may be taken from its node; one that does not work anyway may always. */
export const disruptionSpec = (
  podLabels: Readonly<Record<string, string>>,
): k8s.types.input.policy.v1.PodDisruptionBudgetSpec => ({
  maxUnavailable: 1,
  unhealthyPodEvictionPolicy: "AlwaysAllow",
  selector: { matchLabels: podLabels },
});

export const autoscalerSpec = (
  deployment: string,
  { minReplicas: least, maxReplicas, cpuPercent }: Required<Autoscaling>,
): k8s.types.input.autoscaling.v2.HorizontalPodAutoscalerSpec => ({
  scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: deployment },
  minReplicas: least,
  maxReplicas,
  metrics: [
    {
      type: "Resource",
      resource: { name: "cpu", target: { type: "Utilization", averageUtilization: cpuPercent } },
    },
  ],
});
