import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { yellowRecovery } from "../../protocol/incident";
import type { KeptData } from "../argument/backup-retention";
import { offPeakWindows } from "../argument/off-peak";
import type { Refuse } from "../argument/refusal";
import type { CacheArgs, ResolvedCache } from "../cache";
import type { CacheChildren } from "./roles";

/** Port on which a cache answers. */
export const PORT = 6379;

// The most that the service has.
const MAX_SNAPSHOT_DAYS = 35;

// A cache is filled anew from where its data is: a snapshot of this week saves the time.
const SNAPSHOT_DAYS = 7;

// The first version with a log of writes.
const DURABLE_MAJOR = 9;

const majorOf = (version: string): number => Number(version.split(".")[0]);

/** What the cache alone has; undefined where it has copies. */
const keptIn = ({ dataClass, retentionDays }: CacheArgs): KeptData | undefined =>
  dataClass === undefined || retentionDays === undefined ? undefined : { dataClass, retentionDays };

/** @throws RefusedArgumentError for what is no version, and for one that cannot keep data. */
export function assertVersion(refuse: Refuse, { version, dataClass }: CacheArgs): void {
  if (typeof version !== "string" || !/^(7\.[2-9]|([89]|[1-9]\d)\.\d)$/.test(version)) {
    throw refuse("version", version, "a version of Valkey with its minor one, 7.2 or later");
  }
  // A snapshot a day is all that earlier versions can go back to.
  if (dataClass !== undefined && majorOf(version) < DURABLE_MAJOR) {
    throw refuse("version", version, `${DURABLE_MAJOR}.0 or later for what has the data of dataClass`, yellowRecovery);
  }
}

type Place = Pick<
  aws.elasticache.ReplicationGroupArgs,
  | "replicationGroupId"
  | "description"
  | "subnetGroupName"
  | "userGroupIds"
  | "securityGroupIds"
  | "logDeliveryConfigurations"
>;

/** The nodes, and how they keep what they hold. */
export function makeReplicationGroup(
  { name, options, tagged }: CacheChildren,
  args: ResolvedCache,
  place: Place,
): aws.elasticache.ReplicationGroup {
  const { version, nodeType, nodesPerShard, shards, kmsKeyArn } = args;
  const windows = offPeakWindows(args.timezone, args.maintenanceDay);
  const kept = keptIn(args);
  const parameterGroup = new aws.elasticache.ParameterGroup(
    name("parameters"),
    tagged("parameterGroup", "parameters", {
      family: `valkey${majorOf(version)}`,
      parameters: [
        ...(shards === undefined ? [] : [{ name: "cluster-enabled", value: "yes" }]),
        ...(kept === undefined ? [] : [{ name: "maxmemory-policy", value: "noeviction" }]),
      ],
    }),
    options,
  );
  return new aws.elasticache.ReplicationGroup(
    name("replication-group"),
    tagged(
      "replicationGroup",
      "replication-group",
      {
        ...place,
        engine: "valkey",
        engineVersion: version,
        nodeType,
        port: PORT,
        parameterGroupName: parameterGroup.name,
        multiAzEnabled: true,
        automaticFailoverEnabled: true,
        ...(shards === undefined
          ? { clusterMode: "disabled", numCacheClusters: nodesPerShard }
          : { clusterMode: "enabled", numNodeGroups: shards, replicasPerNodeGroup: nodesPerShard - 1 }),
        transitEncryptionEnabled: true,
        transitEncryptionMode: "required",
        atRestEncryptionEnabled: true,
        kmsKeyId: kmsKeyArn,
        ...(kept !== undefined && { durability: "sync" }),
        snapshotRetentionLimit: kept === undefined ? SNAPSHOT_DAYS : Math.min(kept.retentionDays, MAX_SNAPSHOT_DAYS),
        snapshotWindow: windows.backup,
        finalSnapshotIdentifier: pulumi.interpolate`${place.replicationGroupId}-final`,
        maintenanceWindow: windows.maintenance,
        autoMinorVersionUpgrade: true,
      },
      kept,
    ),
    { ...options, protect: true },
  );
}
