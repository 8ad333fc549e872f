import type { Node } from "../node";

/** One way in which the data of a store can be had back. */
export interface RecoverySource {
  /** Minutes of data that may be lost at worst; Infinity where nothing bounds them. */
  readonly minutes: number;
  /** Noun phrase that says what it is, for messages. */
  readonly how: string;
  /** Every change is kept as it happens, not at intervals. */
  readonly continuous: boolean;
  /** It copies a deletion or a corruption too. */
  readonly repeatsDeletion?: true;
  /** Time between two backups, where they have to wait for their start in addition. */
  readonly interval?: number;
  /** What must be known before it is certain that there is such a source, and that it is no worse than this. */
  readonly waitsFor?: Node;
}

/**
 * Minutes of data that can be lost at worst, as AWS publishes it for each mechanism. They are figures of the provider, not of
 * the protocol, and say "typically" where AWS does. Sub-minute figures are rounded up.
 */
export const providerMinutes = {
  // "Amazon RDS uploads transaction logs for DB instances to Amazon S3 every five minutes" (RDS User Guide, USER_PIT).
  rdsAutomatedBackup: 5,
  // LatestRestorableTime of Aurora, DocumentDB and Neptune is "typically within the last 5 minutes" (their user guides).
  clusterAutomatedBackup: 5,
  // LatestRestorableDateTime is "typically five minutes before the current time" (DynamoDB, PointInTimeRecovery_Howitworks).
  dynamodbPointInTime: 5,
  // Replicas of a global table follow "typically within one second" (DynamoDB Developer Guide, GlobalTables).
  dynamodbReplica: 1,
  // "The timestamp for the latest restorable backup is the current time" (Keyspaces, PointInTimeRecovery_HowItWorks).
  keyspacesPointInTime: 1,
  // "Recovery Point Objective (RPO) of 15 minutes for most file systems" (AWS News Blog on EFS Replication).
  efsReplication: 15,
  // A bucket with versioning keeps each version before it acknowledges the next write, in three zones or more.
  s3Versioning: 0,
  // "99.99 percent of those objects within 15 minutes" (S3 User Guide, replication-time-control).
  s3ReplicationTimeControl: 15,
  // A write is acknowledged once it stands in the Multi-AZ transaction log (MemoryDB Developer Guide, durability).
  memorydbLog: 0,
  // ElastiCache, durability mode `sync`: as MemoryDB.
  elasticacheSynchronousLog: 0,
  // Automatic snapshots of ElastiCache and DocumentDB elastic clusters, automatic backups of FSx: once a day.
  dailySnapshot: 24 * 60,
  // "about every eight hours or following every 5 GB per node of data changes" (Redshift, working-with-snapshots).
  redshiftAutomatedSnapshot: 8 * 60,
  // "Recovery points are created every 30 minutes" (Redshift Serverless, serverless-snapshots-recovery-points).
  redshiftServerlessRecoveryPoint: 30,
  // OpenSearch and Elasticsearch 5.3 and later: hourly; before: daily (OpenSearch Service, managedomains-snapshots).
  openSearchAutomatedSnapshot: 60,
  // Continuous backups of AWS Backup are those of the service itself for RDS and Aurora (point-in-time-recovery).
  backupContinuousDatabase: 5,
  // S3 changes reach the continuous recovery point through events, in about 15 minutes (AWS Backup, s3-backups).
  backupContinuousS3: 15,
} as const;

/** How AWS Backup works on a schedule: "as frequently as hourly"; windows in minutes (plan-options-and-configuration). */
export const backupSchedule = {
  /** Where a rule has no schedule (API_BackupRuleInput). */
  unset: "cron(0 5 ? * * *)",
  shortestInterval: 60,
  /** The provider's default; AWS Backup accepts no less than 60. */
  startWindow: 60,
  /** EFS automatic backups run by the default plan: daily, within 8 hours. */
  efsAutomaticInterval: 24 * 60,
  efsAutomaticStartWindow: 8 * 60,
} as const;

/** Data Lifecycle Manager starts "within a one-hour window following the specified time" (API_CreateRule). */
export const snapshotLifecycle = { startWindow: 60 } as const;
