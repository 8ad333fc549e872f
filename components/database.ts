import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { clusteredDeployment, failover } from "../protocol/availability";
import { backupFrequency } from "../protocol/backup";
import type { Control } from "../protocol/control";
import { encryptionAtRest } from "../protocol/data";
import { applicationAccounts, databaseAudit, transparentEncryption } from "../protocol/database";
import { keySeparation } from "../protocol/key";
import { logRetention, logSources } from "../protocol/log";
import { databaseClusters } from "../protocol/scope";
import { secretRotation, secretVault } from "../protocol/secret";
import { internalTraffic, tlsVersions } from "../protocol/tls";
import { patchMechanism, patchWindow } from "../protocol/vulnerability";
import { assertArn } from "./argument/arn";
import { resolveKeptData } from "./argument/backup-retention";
import { assertMember } from "./argument/choice";
import { given } from "./argument/given";
import { assertIdentifier } from "./argument/identifier";
import { assertWithin } from "./argument/limit";
import { assertKeyArn } from "./argument/key-arn";
import { assertTimeZone, defaultTimeZone, offPeakWindows, Weekday } from "./argument/off-peak";
import type { EndRole, PathEnd } from "./argument/path-end";
import { refusals } from "./argument/refusal";
import { assertShape } from "./argument/shape";
import { assertWhole } from "./argument/whole";
import { assertSubnets } from "./argument/zones";
import { accountOf, assertAccountId } from "./child/account";
import { childrenOf } from "./child/children";
import { type Logs, resolveLogs } from "./child/log-group";
import { assertRoles } from "./child/overrides";
import { assertStoreTier, assertTags, type DataClass, type Tags } from "./child/tags";
import { makeAlarms } from "./database/alarms";
import { makeActivityStream, makeAurora, makeReaderScaling } from "./database/aurora";
import { makeDocumentDb } from "./database/document-db";
import { DatabaseEngine, engines } from "./database/engine";
import { assertEngine, whereOffered } from "./database/offer";
import { makeOracle, type OracleSettings, resolveOracle } from "./database/oracle";
import { type DatabaseChildren, databaseRoles } from "./database/roles";
import { type MadeDatabase, type ResolvedDatabase, secretArnOf, type Setting } from "./database/setting";
import { Firewall } from "./firewall";

/** Arguments of a database. */
export interface DatabaseArgs {
  /** Engine of the database. Cannot be changed later. */
  engine: DatabaseEngine;
  /**
   * Major version of the engine; the service chooses the minor one and raises it in the maintenance window (VUL-07).
   * Default: 17 for Aurora PostgreSQL, 8.0 for Aurora MySQL, 19 for Oracle, 5.0 for DocumentDB.
   */
  version?: string;
  /** Id of the network of the database. */
  vpcId: pulumi.Input<string>;
  /** Ids of subnets in two availability zones at least, without a route to the internet (HA-02). */
  subnetIds: pulumi.Input<string>[];
  /**
   * Names of the availability zones, those of the subnets, two or three: an instance in each (HA-02). Their order counts: add
   * a new zone at the end. Default: none, for Oracle, where the service chooses two; every other engine requires them.
   */
  zones?: string[];
  /** Class of the instances, such as db.r7g.large. Burstable classes, db.t…, are refused: they lack what records activity. */
  instanceClass: string;
  /**
   * ARN of the key that encrypts the data, its backups, its statistics and the password (DAT-06). Its policy must admit the
   * services RDS and Secrets Manager: KeyService.Rds, KeyService.SecretsManager. Cannot be changed later.
   */
  kmsKeyArn: pulumi.Input<string>;
  /** How logs, the audit among them, are kept. */
  logs: Logs;
  /** Class of the data: tag `data-class` (DAT-03). */
  dataClass: DataClass;
  /**
   * Days for which backups are kept: tag `retention`, for the plans that back the database up. The database itself keeps the
   * last 35 days, to any second. Default: as many as BAK-04 demands of the class, which are also the fewest.
   */
  retentionDays?: number;
  /** Name of a first database; for Oracle the service id, at most 8 capital letters. Not for DocumentDB. Default: none. */
  databaseName?: string;
  /** Days between changes of the first user's password, at most as many as SEC-03 allows. Default: 7. */
  passwordRotationDays?: number;
  /** IANA name of the time zone whose off-peak hours are for backups and maintenance (VUL-09). Default: Asia/Shanghai. */
  timezone?: string;
  /** Day on which the service may maintain the database, in off-peak hours (VUL-09). Default: sunday. */
  maintenanceDay?: Weekday;
  /** Readers that may run when the load asks for them, those of the zones among them: at most 15. Aurora only. Default: those alone. */
  maxReaders?: number;
  /** Sends all that happens to a stream of Kinesis, beside the audit log. Aurora only, not in China. Default: false. */
  activityStream?: boolean;
  /** Connections beyond which an alarm goes off, 1 to 16000. Default: 1000. */
  maxConnections?: number;
  /** What only an Oracle database has. Default: none; an Oracle engine requires it. */
  oracle?: OracleSettings;
  /**
   * ARN of the topic that hears of failovers, failures and maintenance, and that alarms go to. Its policy, and that of its
   * key, must admit the services cloudwatch.amazonaws.com and events.rds.amazonaws.com. Default: nobody hears of them.
   */
  alarmTopicArn?: pulumi.Input<string>;
  /** Account of the deployment, twelve digits: known before the provider is asked. Default: that of the provider. */
  accountId?: string;
  /** Tags of every resource. */
  tags: Tags;
  /**
   * Properties that replace those of children: subnetGroup, logGroup, parameterGroup, optionGroup, monitoringRole, cluster,
   * instance, secretRotation, activityStream, readerScaling, readerScalingPolicy, eventSubscription, alarm. The policies still
   * judge them.
   */
  overrides?: Record<string, any>;
}

// The longest of what the name goes into is the name of a role: 64 characters, with `-monitoring-role` and the provider's suffix.
const MAX_NAME_LENGTH = 40;

// As often as the service does where nobody says more.
const PASSWORD_ROTATION_DAYS = 7;

const MAX_CONNECTIONS = 16_000;

/**
 * A database that survives the loss of a zone: Aurora, Oracle or DocumentDB, with TLS demanded of every client, all data
 * encrypted by a customer's key, and logins, changes of privileges and modifications of data in a log of their own. It can be
 * set back to any second of 35 days. Nothing reaches it until a path leads to it.
 *
 * The password of its first user is made, kept and changed by the service; nobody needs to see it but to make the accounts of
 * applications. Aurora takes temporary credentials of IAM in place of passwords.
 *
 * What SQL alone can do is left: Aurora PostgreSQL needs `CREATE EXTENSION pgaudit` in each database, and Oracle the `AUDIT`
 * statements that say what is recorded. Clients of Oracle connect to the port of TLS, 2484. DocumentDB keeps the password under
 * the key of Secrets Manager, because the provider can name no other.
 *
 * @cost Each instance is billed by the hour, so that a third zone adds half as much again; Oracle pays for a standby, and for the
 * licence where it is included. Storage, backups beyond its size, log volume and the activity stream are billed by use.
 *
 * @example
 * ```ts
 * import {
 *   Database,
 *   DatabaseEngine,
 *   DataClass,
 *   Environment,
 *   Firewall,
 *   Key,
 *   KeyService,
 *   Network,
 *   Path,
 *   RecoveryTier,
 * } from "@palisade-iac/palisade";
 *
 * const tags = { env: Environment.Production, tier: RecoveryTier.Orange, owner: "chat" };
 * const zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];
 * const { keyArn: kmsKeyArn } = new Key("chat", {
 *   description: "Messages and logs",
 *   administrators: ["arn:aws:iam::123456789012:role/key-administrator"],
 *   services: [KeyService.Logs, KeyService.Rds, KeyService.SecretsManager],
 *   tags,
 * });
 * const network = new Network("chat", { cidrBlock: "10.20.0.0/16", zones, logs: { kmsKeyArn }, tags });
 * const gateway = new Firewall("gateway", { vpcId: network.vpcId, description: "Chat gateways", tags });
 *
 * const messages = new Database("messages", {
 *   engine: DatabaseEngine.AuroraPostgresql,
 *   vpcId: network.vpcId,
 *   subnetIds: network.dataSubnetIds,
 *   zones,
 *   instanceClass: "db.r7g.large",
 *   kmsKeyArn,
 *   logs: { kmsKeyArn },
 *   dataClass: DataClass.Personal,
 *   tags,
 * });
 * new Path("gateway-to-messages", {
 *   from: gateway.end,
 *   to: messages.end,
 *   port: messages.port,
 *   description: "Gateways store and read messages",
 *   tags,
 * });
 *
 * export const { endpoint, readerEndpoint } = messages;
 * ```
 */
export class Database extends pulumi.ComponentResource {
  /** Controls that what it makes serves. */
  static readonly controls: readonly Control[] = [
    databaseClusters,
    internalTraffic,
    tlsVersions,
    secretVault,
    secretRotation,
    keySeparation,
    applicationAccounts,
    transparentEncryption,
    databaseAudit,
    encryptionAtRest,
    backupFrequency,
    clusteredDeployment,
    failover,
    logSources,
    logRetention,
    patchMechanism,
    patchWindow,
  ];
  /** Roles of the children, as keys of `overrides`. */
  static readonly roles: readonly string[] = databaseRoles;

  /** Host name for writing and reading. */
  readonly endpoint: pulumi.Output<string>;
  /** Host name for reading, of whichever instances can. Absent for Oracle. */
  readonly readerEndpoint?: pulumi.Output<string>;
  /** Port on which the database answers by TLS. */
  readonly port: number;
  /** Id of the security group before the database, where paths end. */
  readonly securityGroupId: pulumi.Output<string>;
  /** What stands behind the firewall. */
  readonly role: EndRole;
  /** ARN of the cluster, or of the instance for Oracle. */
  readonly databaseArn: pulumi.Output<string>;
  /** Identifier of the cluster, or of the instance for Oracle. */
  readonly databaseIdentifier: pulumi.Output<string>;
  /** Name of the group of its subnets, which a restored copy takes: RestoreMetadata calls it dbSubnetGroupName. */
  readonly subnetGroupName: pulumi.Output<string>;
  /** Id by which policies of IAM name the database, where accounts of it take credentials of IAM: `rds-db:connect`. */
  readonly resourceId: pulumi.Output<string>;
  /** ARN of the secret with the password of the first user, who makes accounts and serves no application (DB-01). */
  readonly secretArn: pulumi.Output<string>;
  /** Names of the log groups, that with the audit first. */
  readonly logGroupNames: pulumi.Output<string>[];
  /** The Aurora cluster. Absent for other engines. */
  readonly cluster?: aws.rds.Cluster;
  /** The instances of the Aurora cluster, in the order of the zones. */
  readonly clusterInstances: aws.rds.ClusterInstance[];
  /** The DocumentDB cluster. Absent for other engines. */
  readonly documentCluster?: aws.docdb.Cluster;
  /** The instances of the DocumentDB cluster, in the order of the zones. */
  readonly documentInstances: aws.docdb.ClusterInstance[];
  /** The Oracle instance. Absent for other engines. */
  readonly instance?: aws.rds.Instance;
  /** The log groups, that with the audit first. */
  readonly logGroups: aws.cloudwatch.LogGroup[];

  constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    const resolved = resolveDatabase(name, args, opts);
    super("palisade:index:Database", name, resolved, opts);
    const children: DatabaseChildren = childrenOf(this, name, "database", resolved);
    const engine = engines[resolved.engine];
    const firewall = new Firewall(
      children.name("firewall"),
      { vpcId: resolved.vpcId, description: `Database ${name}`, tags: resolved.tags },
      children.options,
    );
    const setting: Setting = {
      args: resolved,
      engine,
      account: whereOffered(name, resolved, accountOf(this, resolved.accountId)),
      securityGroupId: firewall.securityGroupId,
      windows: offPeakWindows(resolved.timezone, resolved.maintenanceDay),
    };

    const made = makeDatabase(children, setting);
    const secretArn = made.secrets.apply(secretArnOf);
    new aws.secretsmanager.SecretRotation(
      children.name("password-rotation"),
      children.untagged("secretRotation", "password-rotation", {
        secretId: secretArn,
        rotationRules: { automaticallyAfterDays: resolved.passwordRotationDays },
        rotateImmediately: false,
      }),
      // Earlier, the service would put its own days back.
      { ...children.options, dependsOn: [...made.ready] },
    );
    makeReaderScaling(children, setting, made);
    makeActivityStream(children, setting, made);
    makeAlarms(children, setting, made);

    this.endpoint = made.endpoint;
    this.readerEndpoint = made.readerEndpoint;
    this.port = engine.port;
    this.securityGroupId = firewall.securityGroupId;
    this.role = firewall.role;
    this.databaseArn = made.arn;
    this.databaseIdentifier = made.identifier;
    this.subnetGroupName = made.subnetGroupName;
    this.resourceId = made.resourceId;
    this.secretArn = secretArn;
    this.logGroupNames = made.logGroups.map((group) => group.name);
    this.cluster = made.cluster;
    this.clusterInstances = made.clusterInstances;
    this.documentCluster = made.documentCluster;
    this.documentInstances = made.documentInstances;
    this.instance = made.instance;
    this.logGroups = made.logGroups;
    this.registerOutputs({
      endpoint: this.endpoint,
      readerEndpoint: this.readerEndpoint,
      port: this.port,
      securityGroupId: this.securityGroupId,
      role: this.role,
      databaseArn: this.databaseArn,
      databaseIdentifier: this.databaseIdentifier,
      subnetGroupName: this.subnetGroupName,
      resourceId: this.resourceId,
      secretArn: this.secretArn,
      logGroupNames: this.logGroupNames,
    });
  }

  /** The database as an end of a path. */
  get end(): PathEnd {
    return { securityGroupId: this.securityGroupId, role: this.role };
  }
}

function makeDatabase(children: DatabaseChildren, setting: Setting): MadeDatabase {
  const { oracle } = setting.args;
  if (oracle !== undefined) {
    return makeOracle(children, setting, oracle);
  }
  return setting.engine.kind === "documentdb" ? makeDocumentDb(children, setting) : makeAurora(children, setting);
}

/**
 * The arguments with their defaults.
 * @throws RefusedArgumentError for an argument below the protocol.
 */
export function resolveDatabase(
  name: string,
  args: DatabaseArgs,
  opts?: pulumi.ComponentResourceOptions,
): ResolvedDatabase {
  const refuse = refusals("Database", name);
  assertShape(refuse, "Database", args);
  assertIdentifier(refuse, "name", name, MAX_NAME_LENGTH);
  assertKeyArn(refuse, "kmsKeyArn", args.kmsKeyArn, encryptionAtRest);
  assertArn(refuse, "alarmTopicArn", args.alarmTopicArn, "topic");
  assertMember(refuse, "engine", args.engine, DatabaseEngine);
  const resolved: ResolvedDatabase = {
    version: engines[args.engine].version.default,
    zones: [],
    passwordRotationDays: PASSWORD_ROTATION_DAYS,
    timezone: defaultTimeZone,
    maintenanceDay: Weekday.Sunday,
    activityStream: false,
    maxConnections: 1000,
    overrides: {},
    ...given(args),
    ...resolveKeptData(refuse, args.dataClass, args.retentionDays),
    logs: resolveLogs(refuse, "logs", args.logs, "security"),
    oracle: resolveOracle(refuse, args),
  };
  const { instanceClass, passwordRotationDays, maxConnections, tags } = resolved;
  assertEngine(refuse, resolved, opts);
  assertSubnets(refuse, "subnetIds", resolved.subnetIds);
  if (typeof instanceClass !== "string" || !/^db\.(?!t\d)[a-z]+\d[a-z0-9-]*\.[a-z0-9.]+$/.test(instanceClass)) {
    throw refuse("instanceClass", instanceClass, "a class of instances that is not burstable, such as db.r7g.large");
  }
  assertWithin(
    refuse,
    "passwordRotationDays",
    passwordRotationDays,
    secretRotation,
    secretRotation.limits.secretRotation,
  );
  const rotation = { min: 1, max: secretRotation.limits.secretRotation.value, unit: "days", control: secretRotation };
  assertWhole(refuse, "passwordRotationDays", passwordRotationDays, rotation);
  assertTimeZone(refuse, "timezone", resolved.timezone);
  assertMember(refuse, "maintenanceDay", resolved.maintenanceDay, Weekday);
  assertWhole(refuse, "maxConnections", maxConnections, { min: 1, max: MAX_CONNECTIONS, unit: "connections" });
  assertAccountId(refuse, resolved.accountId);
  assertTags(refuse, tags);
  assertStoreTier(refuse, tags);
  assertRoles(refuse, resolved.overrides, databaseRoles);
  return resolved;
}
