import { backupFrequency } from "../../protocol/backup";
import { orangeRecovery, redRecovery } from "../../protocol/incident";
import { recoveryTiers } from "../../protocol/recovery";
import { assertMember } from "../argument/choice";
import type { Refuse } from "../argument/refusal";
import { DataClass, RecoveryTier } from "../child/tags";

/** Kinds of resources that are backed up. */
export enum BackupResource {
  /** Aurora clusters and Multi-AZ clusters of RDS. */
  Aurora = "aurora",
  /** DocumentDB clusters. */
  DocumentDb = "documentdb",
  /** DynamoDB tables. Copies need the advanced backups of the region's settings. */
  DynamoDb = "dynamodb",
  /** Volumes of EC2. */
  Ebs = "ebs",
  /** Instances of EC2 with their volumes. */
  Ec2 = "ec2",
  /** File systems of EFS. */
  Efs = "efs",
  /** State and volumes of EKS clusters. The service tests no restores of these. */
  Eks = "eks",
  /** File systems of FSx. Hourly backups, 840 of each, need a higher quota than the service starts with. */
  Fsx = "fsx",
  /** Neptune clusters. */
  Neptune = "neptune",
  /** RDS instances. */
  Rds = "rds",
  /** S3 buckets, which must have versioning. */
  S3 = "s3",
}

/** What AWS Backup and the service itself do for a kind of resource. Minutes are those that the providers publish. */
export interface ResourceFacts {
  /** Name in the settings of a region, in restore tests and in audits. */
  readonly typeName: string;
  /** ARNs behind the partition. */
  readonly arns: string;
  /** Data that continuous backups of AWS Backup may lose; absent where it makes none. */
  readonly continuousMinutes?: number;
  /** Data that the service's own point-in-time recovery, versions or replication may lose; absent where it has none. */
  readonly ownMinutes?: number;
  /** Hourly snapshots cost little, and the service has nothing closer that is always on. */
  readonly isHourly?: true;
  readonly hasColdStorage?: true;
  readonly hasRestoreTests?: false;
  /** Backed up only where the region's settings opt in, even if a plan names the kind. */
  readonly needsOptIn?: true;
}

const clusters = "rds:*:*:cluster:*";

export const resourceFacts: Readonly<Record<BackupResource, ResourceFacts>> = {
  [BackupResource.Aurora]: {
    typeName: "Aurora",
    arns: clusters,
    continuousMinutes: 5,
    ownMinutes: 5,
    needsOptIn: true,
  },
  [BackupResource.DocumentDb]: { typeName: "DocumentDB", arns: clusters, ownMinutes: 5, needsOptIn: true },
  // Each backup of a table is a full one: between them its own recovery is for the hour.
  [BackupResource.DynamoDb]: {
    typeName: "DynamoDB",
    arns: "dynamodb:*:*:table/*",
    ownMinutes: 5,
    hasColdStorage: true,
  },
  [BackupResource.Ebs]: { typeName: "EBS", arns: "ec2:*:*:volume/*", isHourly: true },
  [BackupResource.Ec2]: { typeName: "EC2", arns: "ec2:*:*:instance/*", isHourly: true },
  [BackupResource.Efs]: {
    typeName: "EFS",
    arns: "elasticfilesystem:*:*:file-system/*",
    ownMinutes: 15,
    isHourly: true,
    hasColdStorage: true,
  },
  [BackupResource.Eks]: { typeName: "EKS", arns: "eks:*:*:cluster/*", isHourly: true, hasRestoreTests: false },
  [BackupResource.Fsx]: { typeName: "FSx", arns: "fsx:*:*:file-system/*", isHourly: true },
  [BackupResource.Neptune]: { typeName: "Neptune", arns: clusters, ownMinutes: 5, needsOptIn: true },
  [BackupResource.Rds]: { typeName: "RDS", arns: "rds:*:*:db:*", continuousMinutes: 5, ownMinutes: 5 },
  // A bucket must have versioning to be backed up, and that loses nothing.
  [BackupResource.S3]: { typeName: "S3", arns: "s3:::*", continuousMinutes: 15, ownMinutes: 0 },
};

const everyKind = Object.values(BackupResource);

/** Data that may be lost of a resource at worst, in minutes, without the snapshots of this library's schedule. */
function closestMinutes(kind: BackupResource): number {
  const { continuousMinutes = Infinity, ownMinutes = Infinity } = resourceFacts[kind];
  return Math.min(continuousMinutes, ownMinutes);
}

/** Tiers whose objective is closer than snapshots can be. */
const beyondSnapshots = {
  [RecoveryTier.Red]: { minutes: recoveryTiers.red.rpo, control: redRecovery },
  [RecoveryTier.Orange]: { minutes: recoveryTiers.orange.rpo, control: orangeRecovery },
} as const;

/** Whether the systems of a tier are recovered to a point in time rather than from a snapshot. */
export const isBeyondSnapshots = (tier: RecoveryTier): tier is keyof typeof beyondSnapshots => tier in beyondSnapshots;

/**
 * @throws RefusedArgumentError for a kind that cannot be recovered as closely as the tier demands, and for one of core data
 * that is not kept continuously.
 */
export function assertRecoverable(
  refuse: Refuse,
  argument: string,
  kind: BackupResource,
  tier: RecoveryTier,
  dataClass: DataClass,
): void {
  assertMember(refuse, argument, kind, BackupResource);
  if (isBeyondSnapshots(tier)) {
    const { minutes, control } = beyondSnapshots[tier];
    if (!(closestMinutes(kind) <= minutes)) {
      const enough = everyKind.filter((other) => closestMinutes(other) <= minutes).join(", ");
      throw refuse(argument, kind, `what can be recovered to within ${minutes} minutes: ${enough}`, control);
    }
  }
  if (dataClass === DataClass.Core && !Number.isFinite(closestMinutes(kind))) {
    const continuous = everyKind.filter((other) => Number.isFinite(closestMinutes(other))).join(", ");
    throw refuse(argument, kind, `what is kept continuously, for core data: ${continuous}`, backupFrequency);
  }
}

/**
 * The kinds that are backed up for the sake of the tier, beside the daily backups for the sake of the data's class: all that
 * AWS Backup can keep continuously, and hourly the rest where an hour is enough.
 */
export function recoveredKinds(
  kinds: readonly BackupResource[],
  tier: RecoveryTier,
  dataClass: DataClass,
): readonly BackupResource[] {
  const isRated = tier !== RecoveryTier.None;
  return kinds.filter((kind) => {
    const { continuousMinutes, isHourly } = resourceFacts[kind];
    return continuousMinutes === undefined
      ? tier === RecoveryTier.Yellow && isHourly === true
      : isRated || dataClass === DataClass.Core;
  });
}

export const isContinuous = (kind: BackupResource): boolean => resourceFacts[kind].continuousMinutes !== undefined;

/** Whether an ARN is that of one resource of this kind. */
export function matchesKind(arn: string, kind: BackupResource): boolean {
  const parts = resourceFacts[kind].arns.split("*").map((part) => part.replaceAll("/", "\\/"));
  return new RegExp(`^arn:[\\w-]+:${parts.join("[^*:]+")}$`).test(arn);
}
