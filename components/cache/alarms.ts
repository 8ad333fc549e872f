import * as pulumi from "@pulumi/pulumi";
import { type Alarm, makeAlarm } from "../child/alarm";
import type { CacheChildren } from "./roles";

type Measured = Pick<Alarm, "description" | "metricName" | "threshold">;

const everyNode: Readonly<Record<string, Measured>> = {
  memory: {
    description: "The memory of a node is nearly full: soon keys are evicted, or writes refused.",
    metricName: "DatabaseMemoryUsagePercentage",
    threshold: 80,
  },
  cpu: {
    description: "The one thread that answers commands is busy nearly all the time.",
    metricName: "EngineCPUUtilization",
    threshold: 80,
  },
  lag: {
    description: "A replica is seconds behind: it shows old data, and a failover loses what it lacks.",
    metricName: "ReplicationLag",
    threshold: 5,
  },
};

/** The shape of a cache: shards are counted only where there is cluster mode. */
export interface Shape {
  readonly shards?: number;
  readonly nodesPerShard: number;
}

/** What follows the identifier of the cache in that of each node, as the service numbers them. */
export function nodeSuffixes({ shards, nodesPerShard }: Shape): readonly string[] {
  const count = (length: number, digits: number) =>
    Array.from({ length }, (_, index) => String(index + 1).padStart(digits, "0"));
  const nodes = count(nodesPerShard, 3);
  return shards === undefined ? nodes : count(shards, 4).flatMap((shard) => nodes.map((node) => `${shard}-${node}`));
}

/** Alarms for every node: which of them is the primary changes. */
export function makeAlarms(
  children: CacheChildren,
  shape: Shape,
  identifier: pulumi.Output<string>,
  topicArn: pulumi.Input<string>,
): void {
  for (const node of nodeSuffixes(shape)) {
    for (const [what, alarm] of Object.entries(everyNode)) {
      makeAlarm(children, "alarm", `${what}-alarm-${node}`, topicArn, {
        ...alarm,
        namespace: "AWS/ElastiCache",
        dimensions: { CacheClusterId: pulumi.interpolate`${identifier}-${node}` },
        statistic: "Maximum",
        comparisonOperator: "GreaterThanThreshold",
      });
    }
  }
}
