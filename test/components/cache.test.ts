import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import {
  Cache,
  type CacheArgs,
  type CacheUser,
  DataClass,
  EndRole,
  Environment,
  RecoveryTier,
  RefusedArgumentError,
  Weekday,
} from "../../components";
import { resolveCache } from "../../components/cache";
import { nodeSuffixes } from "../../components/cache/alarms";
import { china, named, ofType, record, valueOf } from "../support/mocks";
import { refuses } from "../support/refusal";

const topic = "arn:aws:sns:eu-central-1:111122223333:alarms";
const gateway: CacheUser = { name: "gateway", keys: ["session:*"], commands: ["@read", "@write"] };

const minimal: CacheArgs = {
  version: "8.1",
  vpcId: "vpc-1",
  subnetIds: ["subnet-a", "subnet-b"],
  nodeType: "cache.r7g.large",
  users: [gateway],
  kmsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/data",
  logs: { kmsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/logs" },
  tags: { env: Environment.Production, tier: RecoveryTier.Red, owner: "im-platform" },
};

const store: Partial<CacheArgs> = { version: "9.0", dataClass: DataClass.Personal };

const cache = (change: Partial<CacheArgs> = {}) => new Cache("chat", { ...minimal, ...change });
const make = (change: Partial<CacheArgs> = {}) => record(() => cache(change));
const withUser = (change: Partial<CacheUser>): Partial<CacheArgs> => ({ users: [{ ...gateway, ...change }] });

describe("Cache", () => {
  it("makes nodes in different zones, behind a firewall of its own", async () => {
    const { resources, completed } = await make();
    const { urn, type } = named(resources, "chat");
    assert.equal(type, "palisade:index:Cache");
    assert.deepEqual(
      resources
        .filter(({ parent }) => parent === urn)
        .map(({ name }) => name)
        .toSorted(),
      [
        "chat-cache",
        "chat-engine-logs",
        "chat-firewall",
        "chat-parameters",
        "chat-replication-group",
        "chat-slow-logs",
        "chat-user-gateway",
        "chat-users",
      ],
    );
    assert.equal(resources.length, 10);
    assert.deepEqual(completed, [named(resources, "chat-firewall").urn, urn]);
    const { inputs, protect } = named(resources, "chat-replication-group");
    assert.equal(protect, true);
    assert.equal(inputs["replicationGroupId"], "chat-cache-1a2b3c4");
    assert.equal(inputs["description"], "Cache chat");
    assert.equal(inputs["engine"], "valkey");
    assert.equal(inputs["engineVersion"], "8.1");
    assert.equal(inputs["multiAzEnabled"], true);
    assert.equal(inputs["automaticFailoverEnabled"], true);
    assert.equal(inputs["clusterMode"], "disabled");
    assert.equal(inputs["numCacheClusters"], 2);
    assert.equal(inputs["subnetGroupName"], "chat-cache-1a2b3c4");
    assert.equal(inputs["parameterGroupName"], "chat-parameters-1a2b3c4");
    assert.deepEqual(inputs["securityGroupIds"], ["chat-firewall-group-id"]);
    assert.equal(named(resources, "chat-firewall-group").inputs["description"], "Cache chat");
  });

  it("encrypts what is stored and what is sent, and patches itself", async () => {
    const { resources } = await make();
    const { inputs } = named(resources, "chat-replication-group");
    assert.equal(inputs["transitEncryptionEnabled"], true);
    assert.equal(inputs["transitEncryptionMode"], "required");
    assert.equal(inputs["atRestEncryptionEnabled"], true);
    assert.equal(inputs["kmsKeyId"], minimal.kmsKeyArn);
    assert.equal(inputs["autoMinorVersionUpgrade"], true);
    assert.equal(inputs["authToken"], undefined);
  });

  it("admits the users that are named, by credentials of IAM alone", async () => {
    const { resources, made } = await make({ users: [gateway, { ...gateway, name: "push" }] });
    const user = named(resources, "chat-user-gateway").inputs;
    assert.equal(user["engine"], "valkey");
    assert.equal(user["userId"], "chat-cache-1a2b3c4-gateway");
    assert.equal(user["userName"], user["userId"]);
    assert.equal(user["accessString"], "on ~session:* -@all +@read +@write -@dangerous");
    assert.deepEqual(user["authenticationMode"], { type: "iam" });
    const group = named(resources, "chat-users").inputs;
    assert.equal(group["engine"], "valkey");
    assert.equal(group["userGroupId"], "chat-cache-1a2b3c4");
    assert.deepEqual(group["userIds"], ["chat-cache-1a2b3c4-gateway", "chat-cache-1a2b3c4-push"]);
    assert.deepEqual(named(resources, "chat-replication-group").inputs["userGroupIds"], ["chat-cache-1a2b3c4"]);
    assert.deepEqual(Object.keys(made.userNames), ["gateway", "push"]);
    assert.equal(await valueOf(made.userNames["push"] ?? made.cacheName), "chat-cache-1a2b3c4-push");
    assert.equal(
      await valueOf(made.userArns["gateway"] ?? made.cacheArn),
      "arn:aws:elasticache:eu-central-1:111122223333:user:chat-cache-1a2b3c4-gateway",
    );
  });

  it("logs slow commands and what the engine says, with the key and an end", async () => {
    const { resources, made } = await make();
    const { inputs, protect } = named(resources, "chat-slow-logs");
    assert.equal(inputs["name"], "/aws/vendedlogs/elasticache/chat-cache-1a2b3c4/slow-log");
    assert.equal(inputs["kmsKeyId"], minimal.logs.kmsKeyArn);
    assert.equal(inputs["retentionInDays"], 365);
    assert.equal((inputs["tags"] as Record<string, string>)["log-class"], "application");
    assert.equal(protect, true);
    const engine = "/aws/vendedlogs/elasticache/chat-cache-1a2b3c4/engine-log";
    assert.deepEqual(named(resources, "chat-replication-group").inputs["logDeliveryConfigurations"], [
      { destination: inputs["name"], destinationType: "cloudwatch-logs", logFormat: "json", logType: "slow-log" },
      { destination: engine, destinationType: "cloudwatch-logs", logFormat: "json", logType: "engine-log" },
    ]);
    assert.deepEqual(await Promise.all(made.logGroupNames.map(valueOf)), [inputs["name"], engine]);
  });

  it("holds copies, of which it keeps the snapshots of a week", async () => {
    const { resources } = await make();
    const { inputs } = named(resources, "chat-replication-group");
    assert.equal(inputs["snapshotRetentionLimit"], 7);
    assert.equal(inputs["finalSnapshotIdentifier"], "chat-cache-1a2b3c4-final");
    assert.equal(inputs["durability"], undefined);
    assert.deepEqual(inputs["tags"], {
      Name: "chat-replication-group",
      env: "production",
      tier: "red",
      owner: "im-platform",
      "asset-class": "cache",
    });
    const parameters = named(resources, "chat-parameters").inputs;
    assert.equal(parameters["family"], "valkey8");
    assert.deepEqual(parameters["parameters"], []);
  });

  it("keeps what it alone has: every write in a log, nothing evicted", async () => {
    const { resources } = await make({ ...store, retentionDays: 400 });
    const { inputs } = named(resources, "chat-replication-group");
    assert.equal(inputs["durability"], "sync");
    assert.equal(inputs["clusterMode"], "enabled");
    assert.deepEqual([inputs["numNodeGroups"], inputs["replicasPerNodeGroup"]], [1, 1]);
    assert.equal(inputs["numCacheClusters"], undefined);
    assert.equal(inputs["snapshotRetentionLimit"], 35);
    const { "data-class": dataClass, retention } = inputs["tags"] as Record<string, string>;
    assert.deepEqual([dataClass, retention], ["personal", "400"]);
    const parameters = named(resources, "chat-parameters").inputs;
    assert.equal(parameters["family"], "valkey9");
    assert.deepEqual(parameters["parameters"], [
      { name: "cluster-enabled", value: "yes" },
      { name: "maxmemory-policy", value: "noeviction" },
    ]);
  });

  it("keeps as long as the class of data demands where nothing is said", async () => {
    const { resources } = await make(store);
    const { retention } = named(resources, "chat-replication-group").inputs["tags"] as Record<string, string>;
    assert.equal(retention, "365");
  });

  it("spreads over shards in cluster mode, which has an endpoint of its own", async () => {
    const { resources, made } = await make({ shards: 3, nodesPerShard: 3 });
    const { inputs } = named(resources, "chat-replication-group");
    assert.deepEqual([inputs["numNodeGroups"], inputs["replicasPerNodeGroup"]], [3, 2]);
    assert.deepEqual(named(resources, "chat-parameters").inputs["parameters"], [
      { name: "cluster-enabled", value: "yes" },
    ]);
    assert.equal(made.endpoint, made.replicationGroup.configurationEndpointAddress);
    assert.equal(made.readerEndpoint, undefined);
  });

  it("is maintained in off-peak hours of the stack's zone, after its snapshot", async () => {
    const { resources } = await make({ timezone: "Pacific/Honolulu", maintenanceDay: Weekday.Friday });
    const { inputs } = named(resources, "chat-replication-group");
    assert.deepEqual([inputs["snapshotWindow"], inputs["maintenanceWindow"]], ["12:00-13:00", "fri:13:00-fri:14:00"]);
  });

  it("is the end of a path, and says where it is", async () => {
    const { made } = await make();
    assert.equal(made.end.role, EndRole.Workload);
    assert.equal(made.end.securityGroupId, made.securityGroupId);
    assert.equal(await valueOf(made.securityGroupId), "chat-firewall-group-id");
    assert.equal(made.port, 6379);
    assert.equal(made.endpoint, made.replicationGroup.primaryEndpointAddress);
    assert.equal(made.readerEndpoint, made.replicationGroup.readerEndpointAddress);
    assert.equal(
      await valueOf(made.cacheArn),
      "arn:aws:elasticache:eu-central-1:111122223333:replicationgroup:chat-cache-1a2b3c4",
    );
    assert.equal(await valueOf(made.cacheName), "chat-cache-1a2b3c4");
  });

  it("builds ARNs for the partition of its provider", async () => {
    const { made } = await record(() => cache(), china);
    assert.equal(
      await valueOf(made.cacheArn),
      "arn:aws-cn:elasticache:cn-north-1:444455556666:replicationgroup:chat-cache-1a2b3c4",
    );
  });

  it("has no alarms where no topic is given", async () => {
    const { resources } = await make();
    assert.deepEqual(ofType(resources, aws.cloudwatch.MetricAlarm), []);
  });

  it("has alarms for the memory, the processor and the lag of every node", async () => {
    const { resources } = await make({ alarmTopicArn: topic });
    const alarms = ofType(resources, aws.cloudwatch.MetricAlarm).map(({ inputs }) => inputs);
    assert.deepEqual(
      alarms.map((alarm) => [alarm["metricName"], alarm["threshold"], alarm["dimensions"]]),
      ["001", "002"].flatMap((node) => {
        const dimensions = { CacheClusterId: `chat-cache-1a2b3c4-${node}` };
        return [
          ["DatabaseMemoryUsagePercentage", 80, dimensions],
          ["EngineCPUUtilization", 80, dimensions],
          ["ReplicationLag", 5, dimensions],
        ];
      }),
    );
    for (const alarm of alarms) {
      assert.equal(alarm["namespace"], "AWS/ElastiCache");
      assert.deepEqual([alarm["alarmActions"], alarm["okActions"]], [[topic], [topic]]);
    }
  });

  it("numbers nodes as the service does", () => {
    assert.deepEqual(nodeSuffixes({ nodesPerShard: 3 }), ["001", "002", "003"]);
    assert.deepEqual(nodeSuffixes({ shards: 2, nodesPerShard: 2 }), ["0001-001", "0001-002", "0002-001", "0002-002"]);
  });

  it("lets overrides replace properties of a child, with a warning", async () => {
    const { resources, warnings } = await make({ overrides: { userGroup: { userIds: [] } } });
    assert.deepEqual(named(resources, "chat-users").inputs["userIds"], []);
    assert.deepEqual(warnings, ["chat-users: overrides set userIds; the component does not vouch for this."]);
  });

  refuses("Cache", (change: Partial<CacheArgs>) => cache(change), {
    "a version without its minor one": {
      change: { version: "8" },
      message: 'Cache "chat": version is "8"; expected a version of Valkey with its minor one, 7.2 or later.',
    },
    "a version that is no number": {
      change: { version: "eight" },
      message: 'Cache "chat": version is "eight"; expected a version of Valkey with its minor one, 7.2 or later.',
    },
    "data that an earlier version would lose": {
      change: { ...store, version: "8.1" },
      control: "IR-03",
      message: 'Cache "chat": version is "8.1"; IR-03 requires 9.0 or later for what has the data of dataClass.',
    },
    "one node": {
      change: { nodesPerShard: 1 },
      control: "HA-02",
      message: 'Cache "chat": nodesPerShard is 1; HA-02 requires at least 2 replicas.',
    },
    "more nodes than a shard can have": {
      change: { nodesPerShard: 7 },
      message: 'Cache "chat": nodesPerShard is 7; expected 2 to 6 whole nodes.',
    },
    "no shard": {
      change: { shards: 0 },
      message: 'Cache "chat": shards is 0; expected 1 to 500 whole shards.',
    },
    "one subnet": {
      change: { subnetIds: ["subnet-a"] },
      control: "HA-02",
      message: 'Cache "chat": subnetIds is ["subnet-a"]; HA-02 requires subnets in at least 2 availability zones.',
    },
    "nodes that put data on disks": {
      change: { nodeType: "cache.r6gd.xlarge" },
      message:
        'Cache "chat": nodeType is "cache.r6gd.xlarge"; expected a type of nodes that keeps all data in memory, such as ' +
        "cache.r7g.large.",
    },
    "a cache without users": {
      change: { users: [] },
      control: "DB-02",
      message: 'Cache "chat": users is []; DB-02 requires 1 to 100 users, one for each application.',
    },
    "a name twice": {
      change: { users: [gateway, gateway] },
      message: 'Cache "chat": users is ["gateway","gateway"]; expected each name once.',
    },
    "a name that makes too long an id": {
      change: withUser({ name: "a-gateway-of-chats-0001" }),
      message:
        'Cache "chat": users[0].name is "a-gateway-of-chats-0001"; expected at most 21 lower-case letters, digits and single ' +
        "hyphens, a letter first.",
    },
    "a user of all keys": {
      change: withUser({ keys: ["*"] }),
      control: "DB-01",
      message: 'Cache "chat": users[0].keys[0] is "*"; DB-01 requires a pattern behind a prefix, such as session:*.',
    },
    "a user of no key": {
      change: withUser({ keys: [] }),
      message: 'Cache "chat": users[0].keys is []; expected one pattern at least.',
    },
    "a pattern that would say more than its keys": {
      change: withUser({ keys: ["session:* +@all"] }),
      control: "DB-01",
      message:
        'Cache "chat": users[0].keys[0] is "session:* +@all"; DB-01 requires a pattern behind a prefix, such as session:*.',
    },
    "a user of all channels": {
      change: withUser({ channels: ["*"] }),
      control: "DB-01",
      message:
        'Cache "chat": users[0].channels[0] is "*"; DB-01 requires a pattern behind a prefix, such as session:*.',
    },
    "a user that may do everything": {
      change: withUser({ commands: ["@all"] }),
      control: "DB-01",
      message: 'Cache "chat": users[0].commands[0] is "@all"; DB-01 requires categories of what the application does.',
    },
    "a user that may do nothing": {
      change: withUser({ commands: [] }),
      message: 'Cache "chat": users[0].commands is []; expected one category or command at least.',
    },
    "a rule in place of a command": {
      change: withUser({ commands: ["+@all"] }),
      message:
        'Cache "chat": users[0].commands[0] is "+@all"; expected a category such as @read, or a command in lower case.',
    },
    "backups that are not kept as long as the class of data demands": {
      change: { ...store, retentionDays: 100 },
      control: "BAK-04",
      message: 'Cache "chat": retentionDays is 100; BAK-04 requires at least 365 days.',
    },
    "a retention of copies": {
      change: { retentionDays: 365 },
      message:
        'Cache "chat": retentionDays is 365; expected no retention without dataClass: a cache of copies is no store.',
    },
    "a tier for what keeps no data where it keeps some": {
      change: { ...store, tags: { ...minimal.tags, tier: RecoveryTier.None } },
      control: "IR-03",
      message:
        'Cache "chat": tags.tier is "none"; IR-03 requires a tier of recovery for what keeps data in production.',
    },
    "logs that are not kept long enough": {
      change: { logs: { ...minimal.logs, retentionDays: 150 } },
      control: "LOG-02",
      message: 'Cache "chat": logs.retentionDays is 150; LOG-02 requires at least 180 days.',
    },
    "a zone of the clock that is none": {
      change: { timezone: "nowhere" },
      message: 'Cache "chat": timezone is "nowhere"; expected an IANA time zone such as Asia/Shanghai.',
    },
    "a day that is none": {
      change: { maintenanceDay: "sunday" as Weekday },
      message: 'Cache "chat": maintenanceDay is "sunday"; expected one of mon, tue, wed, thu, fri, sat, sun.',
    },
    "an account that is none": {
      change: { accountId: "1" },
      message: 'Cache "chat": accountId is "1"; expected twelve digits.',
    },
    "overrides of a child that it does not have": {
      change: { overrides: { cluster: {} } },
      message:
        'Cache "chat": overrides.cluster is {}; expected a role among subnetGroup, parameterGroup, logGroup, user, userGroup, ' +
        "replicationGroup, alarm.",
    },
  });

  it("refuses a name that its identifiers cannot begin with", () => {
    const longName = "a".repeat(21);
    for (const name of ["Chat", "chat--1", "chat-", "1chat", longName]) {
      assert.throws(
        () => resolveCache(name, minimal),
        (error: unknown) =>
          error instanceof RefusedArgumentError &&
          error.limit === "at most 20 lower-case letters, digits and single hyphens, a letter first",
        name,
      );
    }
  });

  it("may have the tier of what keeps no data where it has copies", async () => {
    const { resources } = await make({ tags: { ...minimal.tags, tier: RecoveryTier.None } });
    assert.equal(ofType(resources, aws.elasticache.ReplicationGroup).length, 1);
  });
});
