import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { clusteredDeployment, failover } from "../protocol/availability";
import { backupFrequency } from "../protocol/backup";
import type { Control } from "../protocol/control";
import { encryptionAtRest } from "../protocol/data";
import { applicationAccounts, moduleAccounts, transparentEncryption } from "../protocol/database";
import { keySeparation } from "../protocol/key";
import { type LogClass, logRetention } from "../protocol/log";
import { plaintextSecrets } from "../protocol/secret";
import { internalTraffic } from "../protocol/tls";
import { patchMechanism, patchWindow } from "../protocol/vulnerability";
import { assertArn } from "./argument/arn";
import { type KeptData, resolveKeptData } from "./argument/backup-retention";
import { assertMember } from "./argument/choice";
import { given } from "./argument/given";
import { assertIdentifier } from "./argument/identifier";
import { assertWithin } from "./argument/limit";
import { assertKeyArn } from "./argument/key-arn";
import { assertTimeZone, defaultTimeZone, Weekday } from "./argument/off-peak";
import type { EndRole, PathEnd } from "./argument/path-end";
import { type Refuse, refusals } from "./argument/refusal";
import { assertShape } from "./argument/shape";
import { assertWhole } from "./argument/whole";
import { assertSubnets } from "./argument/zones";
import { makeAlarms } from "./cache/alarms";
import { type CacheChildren, cacheRoles } from "./cache/roles";
import { assertVersion, makeReplicationGroup, PORT } from "./cache/replication-group";
import { assertUsers, type CacheUser, makeUsers } from "./cache/user";
import { accountOf, arnIn, assertAccountId } from "./child/account";
import { childrenOf } from "./child/children";
import { type Logs, makeLogGroup, resolveLogs } from "./child/log-group";
import { assertRoles } from "./child/overrides";
import { assertStoreTier, assertTags, type DataClass, type Tags } from "./child/tags";
import { Firewall } from "./firewall";

/** Arguments of a cache. */
export interface CacheArgs {
  /**
   * Version of Valkey with its minor one, such as 8.1: 7.2 at least, 9.0 where dataClass is given. The service may raise the
   * minor version in the maintenance window (VUL-07): follow here, for a cache cannot go back.
   */
  version: string;
  /** Id of the network of the cache. */
  vpcId: pulumi.Input<string>;
  /** Ids of subnets in two availability zones at least, without a route to the internet (HA-02). */
  subnetIds: pulumi.Input<string>[];
  /** Type of the nodes, such as cache.r7g.large: not one that tiers data to disks. */
  nodeType: string;
  /** Nodes of each shard in different zones, the primary among them: at least as many as HA-02 demands, at most 6. Default: 2. */
  nodesPerShard?: number;
  /**
   * Shards, 1 to 500, in cluster mode, which clients must know how to use. Cluster mode cannot be had later. Default: no
   * cluster mode, and one shard; in cluster mode where dataClass is given.
   */
  shards?: number;
  /** Users, one for each application or module of it (DB-02): 1 to 100. There is no other, the usual `default` included. */
  users: CacheUser[];
  /**
   * ARN of the key that encrypts the data (DAT-06). Its policy must admit ElastiCache: KeyService.ElastiCache. Cannot be changed
   * later.
   */
  kmsKeyArn: pulumi.Input<string>;
  /** How logs are kept. */
  logs: Logs;
  /**
   * Class of the data: tag `data-class` (DAT-03). To be given where the cache is the one place that has the data: every write
   * then stands in a log over several zones before it is answered, and nothing is evicted. Cannot be changed later.
   * Default: none; the cache has copies, and is filled anew.
   */
  dataClass?: DataClass;
  /**
   * Days for which backups are kept: tag `retention`, for the plans that back the cache up, which itself keeps those of 35 days.
   * Only with dataClass. Default: as many as BAK-04 demands of the class, which are also the fewest.
   */
  retentionDays?: number;
  /** IANA name of the time zone whose off-peak hours are for snapshots and maintenance (VUL-09). Default: Asia/Shanghai. */
  timezone?: string;
  /** Day on which the service may maintain the cache, in off-peak hours (VUL-09). Default: sunday. */
  maintenanceDay?: Weekday;
  /**
   * ARN of the topic that alarms go to. Its policy, and that of its key, must admit the service cloudwatch.amazonaws.com.
   * Default: no alarms.
   */
  alarmTopicArn?: pulumi.Input<string>;
  /** Account of the deployment, twelve digits: known before the provider is asked. Default: that of the provider. */
  accountId?: string;
  /** Tags of every resource. */
  tags: Tags;
  /**
   * Properties that replace those of children: subnetGroup, parameterGroup, logGroup, user, userGroup, replicationGroup, alarm.
   * The policies still judge them.
   */
  overrides?: Record<string, any>;
}

type Left = "shards" | "dataClass" | "retentionDays" | "alarmTopicArn" | "accountId";

/** The arguments of a cache with their defaults. */
export type ResolvedCache = Required<Omit<CacheArgs, Left | "logs">> & Pick<CacheArgs, Left> & { logs: Required<Logs> };

// An identifier has 40 characters at most, that of a user included, which begins with the cache's own: the name, `-cache`, a
// hyphen and the seven digits of the provider, and the hyphen before the user's name.
const MAX_NAME_LENGTH = 20;
const userNameLength = (name: string): number => 40 - `${name}-cache-1234567-`.length;

// What the service has.
const MAX_NODES = 6;
const MAX_SHARDS = 500;

const logClass: LogClass = "application";
const logTypes = ["slow-log", "engine-log"] as const;

/**
 * A cache of Valkey that survives the loss of a zone: a primary and its replicas in different zones, TLS demanded of every
 * client, all that is stored encrypted by a customer's key. Its users sign in with credentials of IAM, reach keys behind their
 * own prefixes and run no dangerous command that is not named; there are no passwords. Nothing reaches it until a path leads to
 * it.
 *
 * The role of an application needs `elasticache:Connect` on the ARNs of the cache and of its user, and its client asks for a
 * new token every 15 minutes. Slow commands and what the engine says are logged; AWS has no log of what users of a cache do.
 *
 * @cost Every node is billed by the hour: shards times nodes. Snapshots beyond one and log volume are billed by size, and the
 * log of writes of a cache with dataClass by use.
 *
 * @example
 * ```ts
 * import { Cache, Environment, Firewall, Key, KeyService, Network, Path, RecoveryTier } from "@palisade-iac/palisade";
 *
 * const tags = { env: Environment.Production, tier: RecoveryTier.Orange, owner: "chat" };
 * const { keyArn: kmsKeyArn } = new Key("chat", {
 *   description: "Sessions and logs",
 *   administrators: ["arn:aws:iam::123456789012:role/key-administrator"],
 *   services: [KeyService.ElastiCache, KeyService.Logs],
 *   tags,
 * });
 * const network = new Network("chat", {
 *   cidrBlock: "10.20.0.0/16",
 *   zones: ["eu-central-1a", "eu-central-1b"],
 *   logs: { kmsKeyArn },
 *   tags,
 * });
 * const gateway = new Firewall("gateway", { vpcId: network.vpcId, description: "Chat gateways", tags });
 *
 * const sessions = new Cache("sessions", {
 *   version: "8.1",
 *   vpcId: network.vpcId,
 *   subnetIds: network.dataSubnetIds,
 *   nodeType: "cache.r7g.large",
 *   users: [{ name: "gateway", keys: ["session:*"], commands: ["@read", "@write", "@connection", "info"] }],
 *   kmsKeyArn,
 *   logs: { kmsKeyArn },
 *   tags,
 * });
 * new Path("gateway-to-sessions", {
 *   from: gateway.end,
 *   to: sessions.end,
 *   port: sessions.port,
 *   description: "Gateways look sessions up",
 *   tags,
 * });
 *
 * export const { endpoint, userNames } = sessions;
 * ```
 */
export class Cache extends pulumi.ComponentResource {
  /** Controls that what it makes serves. */
  static readonly controls: readonly Control[] = [
    internalTraffic,
    plaintextSecrets,
    keySeparation,
    applicationAccounts,
    moduleAccounts,
    transparentEncryption,
    encryptionAtRest,
    backupFrequency,
    clusteredDeployment,
    failover,
    logRetention,
    patchMechanism,
    patchWindow,
  ];
  /** Roles of the children, as keys of `overrides`. */
  static readonly roles: readonly string[] = cacheRoles;

  /** Host name for writing and reading; in cluster mode, that from which clients learn of the shards. */
  readonly endpoint: pulumi.Output<string>;
  /** Host name for reading, of whichever replicas can. Absent in cluster mode. */
  readonly readerEndpoint?: pulumi.Output<string>;
  /** Port on which the cache answers by TLS. */
  readonly port: number;
  /** Id of the security group before the cache, where paths end. */
  readonly securityGroupId: pulumi.Output<string>;
  /** What stands behind the firewall. */
  readonly role: EndRole;
  /** ARN of the cache. */
  readonly cacheArn: pulumi.Output<string>;
  /** Name of the cache: the id of its replication group. */
  readonly cacheName: pulumi.Output<string>;
  /** Names with which the users sign in, by the names within the cache. */
  readonly userNames: { [key: string]: pulumi.Output<string> };
  /** ARNs of the users, by the names within the cache. */
  readonly userArns: { [key: string]: pulumi.Output<string> };
  /** Names of the log groups: of slow commands, and of the engine. */
  readonly logGroupNames: pulumi.Output<string>[];
  /** The cache. */
  readonly replicationGroup: aws.elasticache.ReplicationGroup;
  /** The users, in the order of the arguments. */
  readonly users: aws.elasticache.User[];
  /** The group of the users. */
  readonly userGroup: aws.elasticache.UserGroup;
  /** The log groups: of slow commands, and of the engine. */
  readonly logGroups: aws.cloudwatch.LogGroup[];

  constructor(name: string, args: CacheArgs, opts?: pulumi.ComponentResourceOptions) {
    const resolved = resolveCache(name, args);
    super("palisade:index:Cache", name, resolved, opts);
    const children: CacheChildren = childrenOf(this, name, "cache", resolved);
    const account = accountOf(this, resolved.accountId);
    const firewall = new Firewall(
      children.name("firewall"),
      { vpcId: resolved.vpcId, description: `Cache ${name}`, tags: resolved.tags },
      children.options,
    );
    const subnetGroup = new aws.elasticache.SubnetGroup(
      children.name("cache"),
      children.tagged("subnetGroup", "cache", { subnetIds: resolved.subnetIds }),
      { ...children.options, protect: true },
    );
    // The provider makes up the name once and keeps it: known before the cache is, and never that of an earlier one.
    const cacheName = subnetGroup.name;
    const logs = logTypes.map((logType) => ({
      logType,
      group: makeLogGroup(children, "logGroup", `${logType}s`, {
        ...resolved.logs,
        logClass,
        // To this place the service writes without a policy that lists every group, which has a limit.
        groupName: pulumi.interpolate`/aws/vendedlogs/elasticache/${cacheName}/${logType}`,
      }),
    }));
    const users = makeUsers(children, resolved.users, cacheName);
    const userGroup = new aws.elasticache.UserGroup(
      children.name("users"),
      children.tagged("userGroup", "users", {
        engine: "valkey",
        userGroupId: cacheName,
        userIds: users.map(({ user }) => user.userId),
      }),
      children.options,
    );
    const replicationGroup = makeReplicationGroup(children, resolved, {
      replicationGroupId: cacheName,
      description: `Cache ${name}`,
      subnetGroupName: subnetGroup.name,
      userGroupIds: [userGroup.userGroupId],
      securityGroupIds: [firewall.securityGroupId],
      logDeliveryConfigurations: logs.map(({ logType, group }) => ({
        destination: group.name,
        destinationType: "cloudwatch-logs",
        logFormat: "json",
        logType,
      })),
    });
    if (resolved.alarmTopicArn !== undefined) {
      makeAlarms(children, resolved, cacheName, resolved.alarmTopicArn);
    }

    const { primaryEndpointAddress, configurationEndpointAddress, readerEndpointAddress } = replicationGroup;
    const arn = (type: string, id: pulumi.Output<string>) =>
      arnIn(account, "elasticache", pulumi.interpolate`${type}:${id}`);
    this.endpoint = resolved.shards === undefined ? primaryEndpointAddress : configurationEndpointAddress;
    this.readerEndpoint = resolved.shards === undefined ? readerEndpointAddress : undefined;
    this.port = PORT;
    this.securityGroupId = firewall.securityGroupId;
    this.role = firewall.role;
    this.cacheArn = arn("replicationgroup", cacheName);
    this.cacheName = cacheName;
    this.userNames = Object.fromEntries(users.map((made) => [made.name, made.user.userName]));
    this.userArns = Object.fromEntries(users.map((made) => [made.name, arn("user", made.user.userId)]));
    this.logGroupNames = logs.map(({ group }) => group.name);
    this.replicationGroup = replicationGroup;
    this.users = users.map(({ user }) => user);
    this.userGroup = userGroup;
    this.logGroups = logs.map(({ group }) => group);
    this.registerOutputs({
      endpoint: this.endpoint,
      readerEndpoint: this.readerEndpoint,
      port: this.port,
      securityGroupId: this.securityGroupId,
      role: this.role,
      cacheArn: this.cacheArn,
      cacheName: this.cacheName,
      userNames: this.userNames,
      userArns: this.userArns,
      logGroupNames: this.logGroupNames,
    });
  }

  /** The cache as an end of a path. */
  get end(): PathEnd {
    return { securityGroupId: this.securityGroupId, role: this.role };
  }
}

/**
 * The arguments with their defaults.
 * @throws RefusedArgumentError for an argument below the protocol.
 */
export function resolveCache(name: string, args: CacheArgs): ResolvedCache {
  const refuse = refusals("Cache", name);
  assertShape(refuse, "Cache", args);
  assertIdentifier(refuse, "name", name, MAX_NAME_LENGTH);
  assertKeyArn(refuse, "kmsKeyArn", args.kmsKeyArn, encryptionAtRest);
  assertArn(refuse, "alarmTopicArn", args.alarmTopicArn, "topic");
  const kept = resolveKept(refuse, args);
  const resolved: ResolvedCache = {
    nodesPerShard: clusteredDeployment.limits.minReplicas.value,
    timezone: defaultTimeZone,
    maintenanceDay: Weekday.Sunday,
    overrides: {},
    ...(kept !== undefined && { shards: 1 }),
    ...given(args),
    ...kept,
    logs: resolveLogs(refuse, "logs", args.logs, logClass),
  };
  const { nodeType, nodesPerShard, shards, tags } = resolved;
  assertVersion(refuse, resolved);
  assertSubnets(refuse, "subnetIds", resolved.subnetIds);
  if (typeof nodeType !== "string" || !/^cache\.(?!r6gd)[a-z]+\d[a-z0-9]*\.[a-z0-9]+$/.test(nodeType)) {
    throw refuse("nodeType", nodeType, "a type of nodes that keeps all data in memory, such as cache.r7g.large");
  }
  const { minReplicas } = clusteredDeployment.limits;
  assertWithin(refuse, "nodesPerShard", nodesPerShard, clusteredDeployment, minReplicas);
  assertWhole(refuse, "nodesPerShard", nodesPerShard, { min: minReplicas.value, max: MAX_NODES, unit: "nodes" });
  if (shards !== undefined) {
    assertWhole(refuse, "shards", shards, { min: 1, max: MAX_SHARDS, unit: "shards" });
  }
  assertUsers(refuse, resolved.users, userNameLength(name));
  assertTimeZone(refuse, "timezone", resolved.timezone);
  assertMember(refuse, "maintenanceDay", resolved.maintenanceDay, Weekday);
  assertAccountId(refuse, resolved.accountId);
  assertTags(refuse, tags);
  if (kept !== undefined) {
    assertStoreTier(refuse, tags);
  }
  assertRoles(refuse, resolved.overrides, cacheRoles);
  return resolved;
}

function resolveKept(refuse: Refuse, { dataClass, retentionDays }: CacheArgs): KeptData | undefined {
  if (dataClass === undefined && retentionDays !== undefined) {
    throw refuse("retentionDays", retentionDays, "no retention without dataClass: a cache of copies is no store");
  }
  return dataClass === undefined ? undefined : resolveKeptData(refuse, dataClass, retentionDays);
}
