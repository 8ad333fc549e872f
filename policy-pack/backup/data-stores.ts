import type { CompanionFinder, Companions } from "./companions";
import { at, flag, isPresent, items, type Node, number, text, type Unknown, unknown } from "../node";
import { providerMinutes, type RecoverySource } from "./recovery-mechanisms";
import { referred } from "../relation";
import { longestGap, readSchedule, type Schedule } from "../schedule";
import type { Stack, StackResource } from "../view";

/** What a store is looked at in. */
export interface Surroundings {
  readonly stack: Stack;
  readonly find: CompanionFinder;
  /** ISO date from which schedules are followed. */
  readonly asOf: string;
}

/** Where a store's data can be had back from without AWS Backup. */
type Own = (store: StackResource, around: Surroundings) => readonly RecoverySource[];

/** A kind of resource that keeps data. */
export interface DataStoreKind {
  readonly types: readonly string[];
  /** What messages call it. */
  readonly noun: string;
  /** The property that decides on its recovery point; empty where resources of their own do. */
  readonly place: readonly string[];
  /** What continuous backups of AWS Backup give, where it makes them for this kind. */
  readonly continuousBackup?: number;
  readonly own: Own;
  /** False for one that keeps no data of its own: a copy of another, a cache. */
  readonly keepsData?: (store: StackResource, around: Surroundings) => boolean;
}

const fileSystem = ["aws:efs/fileSystem:FileSystem"];
const replication = ["aws:efs/replicationConfiguration:ReplicationConfiguration"];
const bucket = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];
const table = ["aws:dynamodb/table:Table"];
const redshift = ["aws:redshift/cluster:Cluster"];

/** A cache keeps no data until its own tags say of which class the data is. */
const isClassified = ({ inputs }: StackResource): boolean => isPresent(at(inputs, "tags", "data-class"));

export const dataStoreKinds: readonly DataStoreKind[] = [
  {
    types: ["aws:rds/instance:Instance"],
    noun: "database",
    place: ["backupRetentionPeriod"],
    continuousBackup: providerMinutes.backupContinuousDatabase,
    keepsData: ({ inputs }) => !isPresent(at(inputs, "replicateSourceDb")),
    own: (store) => {
      // Omitted it is 0, but a database that is restored takes it over from what it is restored from.
      const isRestored = ["snapshotIdentifier", "restoreToPointInTime"].some((key) => isPresent(at(store.inputs, key)));
      const source = automatedBackups(providerMinutes.rdsAutomatedBackup);
      return retained(store, { unset: isRestored ? unknown : 0, source });
    },
  },
  {
    types: ["aws:rds/cluster:Cluster"],
    noun: "database cluster",
    place: ["backupRetentionPeriod"],
    continuousBackup: providerMinutes.backupContinuousDatabase,
    own: (store, around) => clusterBackups(store, around),
  },
  {
    types: ["aws:docdb/cluster:Cluster", "aws:neptune/cluster:Cluster"],
    noun: "database cluster",
    place: ["backupRetentionPeriod"],
    own: (store, around) => clusterBackups(store, around),
  },
  {
    types: ["aws:docdb/elasticCluster:ElasticCluster"],
    noun: "database cluster",
    place: ["backupRetentionPeriod"],
    own: (store) => retained(store, { unset: 1, source: dailySnapshots }),
  },
  {
    types: table,
    noun: "table",
    place: ["pointInTimeRecovery", "enabled"],
    own: (store, around) => [
      ...tableRecovery(at(store.inputs, "pointInTimeRecovery", "enabled")),
      ...replicas(store.inputs),
      ...globalTables(store, around),
    ],
  },
  {
    types: ["aws:keyspaces/table:Table"],
    noun: "table",
    place: ["pointInTimeRecovery", "status"],
    own: ({ inputs }) =>
      where(at(inputs, "pointInTimeRecovery", "status"), (status) => text(status) === "ENABLED", {
        minutes: providerMinutes.keyspacesPointInTime,
        how: "point-in-time recovery",
        continuous: true,
      }),
  },
  {
    types: fileSystem,
    noun: "file system",
    place: [],
    keepsData: (store, { find }) =>
      find(replication, ["destination", "fileSystemId"], fileSystem).of(store).length === 0,
    own: (store, { find }) =>
      beside(find(replication, ["sourceFileSystemId"], fileSystem), store, () => [
        { minutes: providerMinutes.efsReplication, how: "replication", continuous: true, repeatsDeletion: true },
      ]),
  },
  { types: ["aws:ebs/volume:Volume"], noun: "volume", place: [], own: () => [] },
  {
    types: bucket,
    noun: "bucket",
    place: [],
    continuousBackup: providerMinutes.backupContinuousS3,
    own: (store, { find }) => [
      // Buckets of older provider versions say it themselves.
      ...where(at(store.inputs, "versioning", "enabled"), (place) => flag(place) === true, versioning),
      ...beside(
        find(
          ["aws:s3/bucketVersioning:BucketVersioning", "aws:s3/bucketVersioningV2:BucketVersioningV2"],
          ["bucket"],
          bucket,
        ),
        store,
        ({ inputs }) =>
          where(at(inputs, "versioningConfiguration", "status"), (status) => text(status) === "Enabled", versioning),
      ),
      ...beside(
        find(["aws:s3/bucketReplicationConfig:BucketReplicationConfig"], ["bucket"], bucket),
        store,
        bucketReplication,
      ),
    ],
  },
  {
    types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
    noun: "cache",
    place: ["snapshotRetentionLimit"],
    keepsData: isClassified,
    own: (store, around) => [
      ...where(at(store.inputs, "durability"), (mode) => text(mode) === "sync", {
        minutes: providerMinutes.elasticacheSynchronousLog,
        how: "its durable log",
        continuous: true,
      }),
      ...cacheSnapshots(store, around),
    ],
  },
  {
    types: ["aws:elasticache/cluster:Cluster"],
    noun: "cache",
    place: ["snapshotRetentionLimit"],
    keepsData: (store) => isClassified(store) && !isPresent(at(store.inputs, "replicationGroupId")),
    own: (store, around) => cacheSnapshots(store, around),
  },
  {
    types: ["aws:elasticache/serverlessCache:ServerlessCache"],
    noun: "cache",
    place: ["snapshotRetentionLimit"],
    keepsData: isClassified,
    own: (store, around) => cacheSnapshots(store, around),
  },
  {
    types: ["aws:memorydb/cluster:Cluster"],
    noun: "database cluster",
    place: [],
    own: () => [{ minutes: providerMinutes.memorydbLog, how: "its durable log", continuous: true }],
  },
  {
    types: redshift,
    noun: "data warehouse",
    place: ["automatedSnapshotRetentionPeriod"],
    own: warehouseSnapshots,
  },
  {
    types: ["aws:redshiftserverless/namespace:Namespace"],
    noun: "data warehouse",
    place: [],
    own: () => [
      { minutes: providerMinutes.redshiftServerlessRecoveryPoint, how: "automatic recovery points", continuous: false },
    ],
  },
  {
    types: ["aws:opensearch/domain:Domain"],
    noun: "search domain",
    place: [],
    own: ({ inputs }) => searchSnapshots(at(inputs, "engineVersion"), "OpenSearch_1.0"),
  },
  {
    types: ["aws:elasticsearch/domain:Domain"],
    noun: "search domain",
    place: [],
    own: ({ inputs }) => searchSnapshots(at(inputs, "elasticsearchVersion"), "1.5"),
  },
  {
    types: ["aws:fsx/windowsFileSystem:WindowsFileSystem"],
    noun: "file system",
    place: ["automaticBackupRetentionDays"],
    own: (store, around) => fsxBackups(7)(store, around),
  },
  {
    types: ["aws:fsx/ontapFileSystem:OntapFileSystem", "aws:fsx/openZfsFileSystem:OpenZfsFileSystem"],
    noun: "file system",
    place: ["automaticBackupRetentionDays"],
    own: (store, around) => fsxBackups(0)(store, around),
  },
];

/** Sources of one place: there where it is as it should be, pending where it is not known. */
const where = (place: Node, isOn: (place: Node) => boolean, source: RecoverySource): readonly RecoverySource[] =>
  place.value === unknown ? [{ ...source, waitsFor: place }] : isOn(place) ? [source] : [];

const automatedBackups = (minutes: number): RecoverySource => ({ minutes, how: "automated backups", continuous: true });

const clusterBackups: Own = (store) =>
  retained(store, { unset: 1, source: automatedBackups(providerMinutes.clusterAutomatedBackup) });

const dailySnapshots: RecoverySource = {
  minutes: providerMinutes.dailySnapshot,
  how: "daily snapshots",
  continuous: false,
};

interface Retained {
  /** @default "backupRetentionPeriod" */
  readonly key?: string;
  /** Days where the property is not set. */
  readonly unset: number | Unknown;
  readonly source: RecoverySource;
}

/** Backups that a service makes by itself as long as it is to keep them for a day or more. */
function retained({ inputs }: StackResource, { key = "backupRetentionPeriod", unset, source }: Retained) {
  const place = at(inputs, key);
  const days = isPresent(place) ? number(place) : unset;
  if (days === unknown) {
    return [{ ...source, waitsFor: place }];
  }
  return days !== undefined && days > 0 ? [source] : [];
}

const cacheSnapshots: Own = (store) =>
  retained(store, { key: "snapshotRetentionLimit", unset: 0, source: dailySnapshots });

const fsxBackups = (unset: number): Own => {
  const source = { ...dailySnapshots, how: "daily automatic backups" };
  return (store) => retained(store, { key: "automaticBackupRetentionDays", unset, source });
};

const tableRecovery = (place: Node) =>
  where(place, (enabled) => flag(enabled) === true, {
    minutes: providerMinutes.dynamodbPointInTime,
    how: "point-in-time recovery",
    continuous: true,
  });

const tableReplica: RecoverySource = {
  minutes: providerMinutes.dynamodbReplica,
  how: "replicas in other Regions",
  continuous: true,
  repeatsDeletion: true,
};

function replicas(inputs: Node): readonly RecoverySource[] {
  const place = at(inputs, "replicas");
  const found = items(place);
  if (found === unknown) {
    return [{ ...tableReplica, waitsFor: place }];
  }
  return found.flatMap((replica) => [tableReplica, ...tableRecovery(at(replica, "pointInTimeRecovery"))]);
}

/** Global tables of the first version join tables by their name; replicas may be resources of their own. */
const globalTables: Own = (store, { find }) => [
  ...beside(find(["aws:dynamodb/globalTable:GlobalTable"], ["name"], table), store, () => [tableReplica]),
  ...beside(find(["aws:dynamodb/tableReplica:TableReplica"], ["globalTableArn"], table), store, ({ inputs }) => [
    tableReplica,
    ...tableRecovery(at(inputs, "pointInTimeRecovery")),
  ]),
];

/** Sources that companions give; those of a companion that may be another store's wait for that to be known. */
function beside(
  { of, undecided }: Companions,
  store: StackResource,
  sources: (companion: StackResource) => readonly RecoverySource[],
): readonly RecoverySource[] {
  const possible = undecided.flatMap((companion) =>
    sources(companion).map((source) => ({ ...source, waitsFor: source.waitsFor ?? companion.inputs })),
  );
  return [...of(store).flatMap(sources), ...possible];
}

const versioning: RecoverySource = { minutes: providerMinutes.s3Versioning, how: "versioning", continuous: true };

function bucketReplication({ inputs }: StackResource): readonly RecoverySource[] {
  const place = at(inputs, "rules");
  const rules = items(place);
  const timed = {
    minutes: providerMinutes.s3ReplicationTimeControl,
    how: "replication with time control",
    continuous: true,
    repeatsDeletion: true,
  } as const;
  if (rules === unknown) {
    return [{ ...timed, waitsFor: place }];
  }
  return rules.flatMap((rule) => {
    const status = at(rule, "status");
    const control = at(rule, "destination", "replicationTime", "status");
    const isPartial = isPresent(at(rule, "filter", "prefix")) || isPresent(at(rule, "filter", "tag"));
    if (isPartial || (text(status) !== "Enabled" && status.value !== unknown)) {
      return [];
    }
    const source = where(control, (each) => text(each) === "Enabled", timed);
    const untimed = { ...timed, minutes: Infinity, how: "replication without time control" };
    return (source.length > 0 ? source : [untimed]).map((each) =>
      status.value === unknown ? { ...each, waitsFor: status } : each,
    );
  });
}

function searchSnapshots(place: Node, unset: string): readonly RecoverySource[] {
  const hourly = {
    minutes: providerMinutes.openSearchAutomatedSnapshot,
    how: "automated hourly snapshots",
    continuous: false,
  };
  const version = text(place) ?? unset;
  if (version === unknown) {
    return [{ ...hourly, waitsFor: place }];
  }
  const [, major = "0", minor = "0"] = /^(?:Elasticsearch_)?(\d+)\.(\d+)/.exec(version) ?? [];
  const isHourly = version.startsWith("OpenSearch_") || Number(major) > 5 || (major === "5" && Number(minor) >= 3);
  return isHourly ? [hourly] : [{ minutes: providerMinutes.dailySnapshot, how: "daily snapshots", continuous: false }];
}

/** A schedule takes the place of the automated snapshots' own rhythm. */
function warehouseSnapshots(store: StackResource, { stack, find, asOf }: Surroundings): readonly RecoverySource[] {
  const source = {
    minutes: providerMinutes.redshiftAutomatedSnapshot,
    how: "automated snapshots",
    continuous: false,
  };
  const automated = retained(store, { key: "automatedSnapshotRetentionPeriod", unset: 1, source });
  const scheduled = beside(
    find(["aws:redshift/snapshotScheduleAssociation:SnapshotScheduleAssociation"], ["clusterIdentifier"], redshift),
    store,
    (association) => {
      const place = at(association.inputs, "scheduleIdentifier");
      const schedules = referred(stack, association, place, "aws:redshift/snapshotSchedule:SnapshotSchedule");
      return schedules === unknown
        ? [{ ...source, ...scheduledSnapshots, waitsFor: place }]
        : schedules.flatMap((schedule) => snapshotSchedule(at(schedule.inputs, "definitions"), asOf));
    },
  );
  // Without automated snapshots there is nothing to schedule.
  return automated.length === 0 || scheduled.length === 0 ? automated : scheduled;
}

/** Redshift takes a snapshot once an hour at most. */
const scheduledSnapshots = { minutes: 60, how: "its snapshot schedule" } as const;

function snapshotSchedule(place: Node, asOf: string): readonly RecoverySource[] {
  const source = { ...scheduledSnapshots, continuous: false };
  const definitions = items(place);
  const pending = definitions === unknown ? place : definitions.find(({ value }) => value === unknown);
  if (definitions === unknown || pending !== undefined) {
    return [{ ...source, waitsFor: pending ?? place }];
  }
  const schedules = definitions.map((definition) => readSchedule(String(text(definition))));
  const readable = schedules.filter((schedule): schedule is Schedule => schedule !== undefined);
  return [{ ...source, minutes: longestGap(readable, asOf) }];
}
