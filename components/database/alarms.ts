import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type Alarm, makeAlarm } from "../child/alarm";
import type { DatabaseChildren } from "./roles";
import type { MadeDatabase, ResolvedDatabase, Setting } from "./setting";

const GIB = 2 ** 30;

// Followers lag by milliseconds; by so much only where the load is too high for them.
const MAX_LAG_MS = 2000;

// What queries sort and spill into. The smallest instance has several times as much.
const MIN_LOCAL_STORAGE = 4 * GIB;

// Of the storage at the start. The service adds to it at a tenth: so little is left only where it may add no more.
const MIN_FREE_SHARE = 0.05;

/** What happens to a database that its owners hear of: it fails over, fails, recovers, or is worked on. */
const clusterEvents = ["failover", "failure", "maintenance", "notification"];
const instanceEvents = ["availability", "failure", "maintenance", "notification", "recovery"];
const oracleEvents = [...instanceEvents, "failover", "low storage"];

type Measured = Omit<Alarm, "dimensions">;

const connections = (namespace: string, { maxConnections }: ResolvedDatabase): Measured => ({
  description: "Clients hold so many connections that there will soon be none left.",
  namespace,
  metricName: "DatabaseConnections",
  statistic: "Maximum",
  comparisonOperator: "GreaterThanThreshold",
  threshold: maxConnections,
});

const storage = (namespace: string, metricName: string, threshold: number): Measured => ({
  description: "The storage is nearly full.",
  namespace,
  metricName,
  statistic: "Minimum",
  comparisonOperator: "LessThanThreshold",
  threshold,
});

const lag = (namespace: string, metricName: string): Measured => ({
  description: "Readers lag behind: they show old data, and a failover takes longer.",
  namespace,
  metricName,
  statistic: "Maximum",
  comparisonOperator: "GreaterThanThreshold",
  threshold: MAX_LAG_MS,
});

function measured({ args, engine }: Setting): Readonly<Record<string, Measured>> {
  if (args.oracle !== undefined) {
    return {
      connections: connections("AWS/RDS", args),
      storage: storage("AWS/RDS", "FreeStorageSpace", MIN_FREE_SHARE * args.oracle.storageGib * GIB),
    };
  }
  const [namespace, lagMetric] =
    engine.kind === "documentdb" ? ["AWS/DocDB", "DBClusterReplicaLagMaximum"] : ["AWS/RDS", "AuroraReplicaLagMaximum"];
  return {
    connections: connections(namespace, args),
    storage: storage(namespace, "FreeLocalStorage", MIN_LOCAL_STORAGE),
    lag: lag(namespace, lagMetric),
  };
}

/** Alarms and events for the topic, where there is one. */
export function makeAlarms(children: DatabaseChildren, setting: Setting, made: MadeDatabase): void {
  const { args, engine } = setting;
  const { alarmTopicArn } = args;
  if (alarmTopicArn === undefined) {
    return;
  }
  const dimension = engine.kind === "oracle" ? "DBInstanceIdentifier" : "DBClusterIdentifier";
  for (const [what, alarm] of Object.entries(measured(setting))) {
    makeAlarm(children, "alarm", `${what}-alarm`, alarmTopicArn, {
      ...alarm,
      dimensions: { [dimension]: made.identifier },
    });
  }
  subscribe(children, setting, made, alarmTopicArn);
}

/** Where events come from, and of which kinds. */
interface Source {
  readonly sourceType: "db-cluster" | "db-instance";
  readonly sourceIds: pulumi.Input<string>[];
  readonly eventCategories: string[];
}

function subscribe(
  { name, options, tagged }: DatabaseChildren,
  { engine }: Setting,
  { identifier, instanceIds, ready }: MadeDatabase,
  topicArn: pulumi.Input<string>,
): void {
  const ofInstances: Source = {
    sourceType: "db-instance",
    sourceIds: [...instanceIds],
    eventCategories: engine.kind === "oracle" ? oracleEvents : instanceEvents,
  };
  const ofCluster: Source = { sourceType: "db-cluster", sourceIds: [identifier], eventCategories: clusterEvents };
  // The service takes identifiers only of what exists.
  const waiting = { ...options, dependsOn: [...ready] };
  for (const source of engine.kind === "oracle" ? [ofInstances] : [ofCluster, ofInstances]) {
    const suffix = source.sourceType === "db-cluster" ? "cluster-events" : "instance-events";
    if (engine.kind === "documentdb") {
      new aws.docdb.EventSubscription(
        name(suffix),
        tagged("eventSubscription", suffix, { ...source, snsTopicArn: topicArn }),
        waiting,
      );
    } else {
      new aws.rds.EventSubscription(
        name(suffix),
        tagged("eventSubscription", suffix, { ...source, snsTopic: topicArn }),
        waiting,
      );
    }
  }
}
