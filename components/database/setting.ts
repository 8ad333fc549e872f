import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { OffPeakWindows } from "../argument/off-peak";
import { type Account, arnIn } from "../child/account";
import type { Logs } from "../child/log-group";
import type { DatabaseArgs } from "../database";
import type { Engine } from "./engine";
import type { OracleSettings } from "./oracle";

type Left = "databaseName" | "maxReaders" | "alarmTopicArn" | "accountId";

/** The arguments of a database with their defaults. */
export type ResolvedDatabase = Required<Omit<DatabaseArgs, Left | "logs" | "oracle">> &
  Pick<DatabaseArgs, Left> & { logs: Required<Logs>; oracle?: Required<OracleSettings> };

/** What a database is made with, whatever its kind. */
export interface Setting {
  readonly args: ResolvedDatabase;
  readonly engine: Engine;
  readonly account: pulumi.Output<Account>;
  readonly securityGroupId: pulumi.Output<string>;
  readonly windows: OffPeakWindows;
}

type Secrets = readonly { readonly secretArn: string }[];

/** ARN of the first user's secret; empty where the service has not said which, as after it took the password over. */
export const secretArnOf = (secrets: Secrets | undefined): string => secrets?.[0]?.secretArn ?? "";

/** A database as it was made, whatever its kind. */
export interface MadeDatabase {
  readonly identifier: pulumi.Output<string>;
  readonly subnetGroupName: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly resourceId: pulumi.Output<string>;
  readonly endpoint: pulumi.Output<string>;
  readonly readerEndpoint?: pulumi.Output<string>;
  readonly secrets: pulumi.Output<Secrets | undefined>;
  /** Identifiers of the instances that the program makes. */
  readonly instanceIds: readonly pulumi.Output<string>[];
  /** What stands once the database does. */
  readonly ready: readonly pulumi.Resource[];
  readonly logGroups: aws.cloudwatch.LogGroup[];
  readonly cluster?: aws.rds.Cluster;
  readonly clusterInstances: aws.rds.ClusterInstance[];
  readonly documentCluster?: aws.docdb.Cluster;
  readonly documentInstances: aws.docdb.ClusterInstance[];
  readonly instance?: aws.rds.Instance;
}

/**
 * Name of the first user: none of those that attackers try first, and reserved by no engine (DB-01). Nobody works with it: it
 * makes the accounts.
 */
export const MASTER = "dbmaster";

/** The longest that services keep backups themselves, which reach back to any second. */
const POINT_IN_TIME_DAYS = 35;

/** Valid for every engine, for decades, in every partition. */
export const certificateAuthority = "rds-ca-rsa2048-g1";

/** What keeps the data of every kind of database from being read, lost or changed by mistake. */
export const safeguards = ({ args, engine, securityGroupId }: Setting, identifier: pulumi.Output<string>) => ({
  engineVersion: engine.version.full(args.version),
  allowMajorVersionUpgrade: true,
  manageMasterUserPassword: true,
  vpcSecurityGroupIds: [securityGroupId],
  storageEncrypted: true,
  kmsKeyId: args.kmsKeyArn,
  backupRetentionPeriod: Math.min(args.retentionDays, POINT_IN_TIME_DAYS),
  deletionProtection: true,
  skipFinalSnapshot: false,
  finalSnapshotIdentifier: pulumi.interpolate`${identifier}-final`,
  enabledCloudwatchLogsExports: [...engine.logs],
});

/** ARN of a database, from its identifier. */
export const databaseArn = (
  account: pulumi.Output<Account>,
  type: "cluster" | "db",
  identifier: pulumi.Input<string>,
): pulumi.Output<string> => arnIn(account, "rds", pulumi.interpolate`${type}:${identifier}`);
