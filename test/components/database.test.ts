import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  Database,
  type DatabaseArgs,
  DatabaseEngine,
  DataClass,
  EndRole,
  Environment,
  OracleLicense,
  RecoveryTier,
  RefusedArgumentError,
  Weekday,
} from "../../components";
import { resolveDatabase } from "../../components/database";
import { whereOffered } from "../../components/database/offer";
import { secretArnOf } from "../../components/database/setting";
import { china, named, ofType, record, type Registered, valueOf } from "../support/mocks";
import { refuses } from "../support/refusal";
import { inRegion } from "../support/region";

const topic = "arn:aws:sns:eu-central-1:111122223333:alarms";

const minimal: DatabaseArgs = {
  engine: DatabaseEngine.AuroraPostgresql,
  vpcId: "vpc-1",
  subnetIds: ["subnet-a", "subnet-b"],
  zones: ["eu-central-1a", "eu-central-1b"],
  instanceClass: "db.r7g.large",
  kmsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/data",
  logs: { kmsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/logs" },
  dataClass: DataClass.Personal,
  tags: { env: Environment.Production, tier: RecoveryTier.Red, owner: "im-platform" },
};

const mysql: Partial<DatabaseArgs> = { engine: DatabaseEngine.AuroraMysql };
const documents: Partial<DatabaseArgs> = { engine: DatabaseEngine.DocumentDb };
const oracle: Partial<DatabaseArgs> = {
  engine: DatabaseEngine.OracleEnterprise,
  zones: undefined,
  instanceClass: "db.r5.large",
  oracle: { storageGib: 200 },
};
const standard: Partial<DatabaseArgs> = {
  ...oracle,
  engine: DatabaseEngine.OracleStandard,
  dataClass: DataClass.General,
};

const database = (change: Partial<DatabaseArgs> = {}, opts?: pulumi.ComponentResourceOptions) =>
  new Database("chat", { ...minimal, ...change }, opts);
const make = (change: Partial<DatabaseArgs> = {}) => record(() => database(change));

const ningxia = { ...china, region: "cn-northwest-1" };

/** Settings of the parameter group by name. */
function parameters(resources: readonly Registered[]): Readonly<Record<string, string>> {
  const list = named(resources, "chat-parameters").inputs["parameters"] as readonly Record<"name" | "value", string>[];
  return Object.fromEntries(list.map(({ name, value }) => [name, value]));
}

const urns = (resources: readonly Registered[], ...names: readonly string[]) =>
  names.map((name) => named(resources, name).urn);

/** What holds for the data of every engine. */
function assertGuarded({ inputs, protect, dependsOn }: Registered, resources: readonly Registered[]): void {
  assert.equal(protect, true);
  assert.equal(inputs["storageEncrypted"], true);
  assert.equal(inputs["kmsKeyId"], minimal.kmsKeyArn);
  assert.equal(inputs["manageMasterUserPassword"], true);
  assert.equal(inputs["deletionProtection"], true);
  assert.equal(inputs["skipFinalSnapshot"], false);
  assert.equal(inputs["finalSnapshotIdentifier"], "chat-db-1a2b3c4-final");
  assert.equal(inputs["backupRetentionPeriod"], 35);
  assert.equal(inputs["allowMajorVersionUpgrade"], true);
  assert.deepEqual(inputs["vpcSecurityGroupIds"], ["chat-firewall-group-id"]);
  assert.equal(inputs["dbSubnetGroupName"], "chat-db-1a2b3c4");
  assert.deepEqual(
    Object.keys(inputs).filter((key) => /password/i.test(key)),
    ["manageMasterUserPassword"],
  );
  for (const group of ofType(resources, aws.cloudwatch.LogGroup)) {
    assert.ok(dependsOn.includes(group.urn), `made before ${group.name}`);
  }
}

describe("Database", () => {
  it("makes a cluster with an instance in each zone, behind a firewall of its own", async () => {
    const { resources, completed } = await make();
    const { urn, type } = named(resources, "chat");
    assert.equal(type, "palisade:index:Database");
    assert.deepEqual(
      resources
        .filter(({ parent }) => parent === urn)
        .map(({ name }) => name)
        .toSorted(),
      [
        "chat-cluster",
        "chat-db",
        "chat-firewall",
        "chat-instance-1",
        "chat-instance-2",
        "chat-monitoring-role",
        "chat-monitoring-role-AmazonRDSEnhancedMonitoringRole",
        "chat-parameters",
        "chat-password-rotation",
        "chat-postgresql-logs",
      ],
    );
    assert.equal(resources.length, 12);
    assert.deepEqual(completed, [named(resources, "chat-firewall").urn, urn]);
    assert.deepEqual(
      ofType(resources, aws.rds.ClusterInstance).map(({ inputs }) => [
        inputs["identifier"],
        inputs["availabilityZone"],
      ]),
      [
        ["chat-db-1a2b3c4-1", "eu-central-1a"],
        ["chat-db-1a2b3c4-2", "eu-central-1b"],
      ],
    );
    assert.equal(named(resources, "chat-firewall-group").inputs["description"], "Database chat");
  });

  it("keeps the data of an Aurora cluster", async () => {
    const { resources } = await make();
    const cluster = named(resources, "chat-cluster");
    assertGuarded(cluster, resources);
    const { inputs } = cluster;
    assert.equal(inputs["clusterIdentifier"], "chat-db-1a2b3c4");
    assert.equal(inputs["engine"], "aurora-postgresql");
    assert.equal(inputs["engineVersion"], "17");
    assert.equal(inputs["masterUsername"], "dbmaster");
    assert.equal(inputs["masterUserSecretKmsKeyId"], minimal.kmsKeyArn);
    assert.equal(inputs["iamDatabaseAuthenticationEnabled"], true);
    assert.equal(inputs["copyTagsToSnapshot"], true);
    assert.equal(inputs["deleteAutomatedBackups"], false);
    assert.equal(inputs["dbClusterParameterGroupName"], "chat-parameters-1a2b3c4");
    assert.deepEqual(inputs["tags"], {
      Name: "chat-cluster",
      env: "production",
      tier: "red",
      owner: "im-platform",
      "asset-class": "database",
      "data-class": "personal",
      retention: "365",
    });
  });

  it("leaves it to the service in which further zones the storage lies", async () => {
    const { resources } = await make();
    const { inputs, ignoreChanges } = named(resources, "chat-cluster");
    assert.deepEqual(inputs["availabilityZones"], minimal.zones);
    assert.deepEqual(ignoreChanges, ["availabilityZones"]);
  });

  it("protects and watches every instance", async () => {
    const { resources } = await make();
    const instances = ofType(resources, aws.rds.ClusterInstance);
    assert.equal(instances.length, 2);
    for (const { inputs, protect, dependsOn } of instances) {
      assert.equal(protect, true);
      assert.equal(inputs["publiclyAccessible"], false);
      assert.equal(inputs["autoMinorVersionUpgrade"], true);
      assert.equal(inputs["caCertIdentifier"], "rds-ca-rsa2048-g1");
      assert.equal(inputs["copyTagsToSnapshot"], true);
      assert.equal(inputs["performanceInsightsEnabled"], true);
      assert.equal(inputs["performanceInsightsKmsKeyId"], minimal.kmsKeyArn);
      assert.equal(inputs["monitoringInterval"], 60);
      assert.equal(inputs["clusterIdentifier"], "chat-cluster-id");
      assert.equal(inputs["engine"], "aurora-postgresql");
      assert.ok(
        dependsOn.includes(named(resources, "chat-monitoring-role-AmazonRDSEnhancedMonitoringRole").urn),
        "the role may report before an instance does",
      );
    }
    assert.deepEqual(JSON.parse(named(resources, "chat-monitoring-role").inputs["assumeRolePolicy"] as string), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "monitoring.rds.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            StringEquals: { "aws:SourceAccount": "111122223333" },
            ArnLike: { "aws:SourceArn": "arn:aws:rds:eu-central-1:111122223333:db:*" },
          },
        },
      ],
    });
  });

  it("makes the log groups where the service looks for them, with the key and an end", async () => {
    const { resources, made } = await make();
    const { inputs, protect } = named(resources, "chat-postgresql-logs");
    assert.equal(inputs["name"], "/aws/rds/cluster/chat-db-1a2b3c4/postgresql");
    assert.equal(inputs["kmsKeyId"], minimal.logs.kmsKeyArn);
    assert.equal(inputs["retentionInDays"], 365);
    assert.equal((inputs["tags"] as Record<string, string>)["log-class"], "security");
    assert.equal(protect, true);
    assert.deepEqual(named(resources, "chat-cluster").inputs["enabledCloudwatchLogsExports"], ["postgresql"]);
    assert.deepEqual(await Promise.all(made.logGroupNames.map(valueOf)), [inputs["name"]]);
  });

  it("forces TLS on PostgreSQL and audits logins, structure, privileges and modifications", async () => {
    const { resources } = await make();
    assert.equal(named(resources, "chat-parameters").inputs["family"], "aurora-postgresql17");
    assert.deepEqual(parameters(resources), {
      "rds.force_ssl": "1",
      shared_preload_libraries: "pg_stat_statements,pgaudit",
      "pgaudit.log": "ddl,role,write",
      log_connections: "1",
      log_disconnections: "1",
    });
    const list = named(resources, "chat-parameters").inputs["parameters"] as readonly Record<string, string>[];
    assert.ok(list.every((parameter) => parameter["applyMethod"] === "pending-reboot"));
  });

  it("forces TLS on MySQL and audits logins, structure, privileges and modifications", async () => {
    const { resources, made } = await make(mysql);
    assert.equal(named(resources, "chat-parameters").inputs["family"], "aurora-mysql8.0");
    assert.deepEqual(parameters(resources), {
      require_secure_transport: "ON",
      server_audit_logging: "1",
      server_audit_events: "CONNECT,QUERY_DCL,QUERY_DDL,QUERY_DML",
    });
    const cluster = named(resources, "chat-cluster");
    assertGuarded(cluster, resources);
    assert.deepEqual(cluster.inputs["enabledCloudwatchLogsExports"], ["audit", "error"]);
    assert.equal(named(resources, "chat-audit-logs").inputs["name"], "/aws/rds/cluster/chat-db-1a2b3c4/audit");
    assert.equal(named(resources, "chat-instance-1").inputs["engine"], "aurora-mysql");
    assert.equal(made.port, 3306);
  });

  it("takes the family of its parameters from the version", async () => {
    const { resources } = await make({ version: "16" });
    assert.equal(named(resources, "chat-cluster").inputs["engineVersion"], "16");
    assert.equal(named(resources, "chat-parameters").inputs["family"], "aurora-postgresql16");
  });

  it("changes the password of the first user weekly, once an instance stands", async () => {
    const { resources, made } = await make();
    const { inputs, dependsOn } = named(resources, "chat-password-rotation");
    assert.deepEqual(inputs, {
      secretId: "chat-cluster-secret",
      rotationRules: { automaticallyAfterDays: 7 },
      rotateImmediately: false,
    });
    for (const urn of urns(resources, "chat-instance-1", "chat-instance-2")) {
      assert.ok(dependsOn.includes(urn));
    }
    assert.equal(await valueOf(made.secretArn), "chat-cluster-secret");
  });

  it("maintains and backs up in off-peak hours of the stack's zone, one after the other", async () => {
    const { resources } = await make();
    const { inputs } = named(resources, "chat-cluster");
    assert.equal(inputs["preferredBackupWindow"], "18:00-19:00");
    assert.equal(inputs["preferredMaintenanceWindow"], "sat:19:00-sat:20:00");
    assert.equal(named(resources, "chat-instance-2").inputs["preferredMaintenanceWindow"], "sat:19:00-sat:20:00");
    const { resources: others } = await make({ timezone: "Pacific/Honolulu", maintenanceDay: Weekday.Friday });
    assert.equal(named(others, "chat-cluster").inputs["preferredBackupWindow"], "12:00-13:00");
    assert.equal(named(others, "chat-cluster").inputs["preferredMaintenanceWindow"], "fri:13:00-fri:14:00");
  });

  it("is the end of a path, and says where it is", async () => {
    const { made } = await make();
    assert.equal(made.end.role, EndRole.Workload);
    assert.equal(made.end.securityGroupId, made.securityGroupId);
    assert.equal(await valueOf(made.securityGroupId), "chat-firewall-group-id");
    assert.equal(made.port, 5432);
    assert.equal(await valueOf(made.databaseArn), "arn:aws:rds:eu-central-1:111122223333:cluster:chat-db-1a2b3c4");
    assert.equal(await valueOf(made.databaseIdentifier), "chat-db-1a2b3c4");
    assert.equal(await valueOf(made.subnetGroupName), "chat-db-1a2b3c4");
    assert.equal(await valueOf(made.resourceId), "chat-cluster-resource");
    assert.equal(made.endpoint, made.cluster?.endpoint);
    assert.equal(made.readerEndpoint, made.cluster?.readerEndpoint);
    assert.equal(made.clusterInstances.length, 2);
  });

  it("builds ARNs for the partition of its provider", async () => {
    const { made } = await record(() => database(), ningxia);
    assert.equal(await valueOf(made.databaseArn), "arn:aws-cn:rds:cn-northwest-1:444455556666:cluster:chat-db-1a2b3c4");
  });

  it("says how long backups are kept, which is more than it keeps itself", async () => {
    const { resources } = await make({ dataClass: DataClass.Core, retentionDays: 2000 });
    const { inputs } = named(resources, "chat-cluster");
    assert.equal((inputs["tags"] as Record<string, string>)["retention"], "2000");
    assert.equal(inputs["backupRetentionPeriod"], 35);
  });

  it("makes a first database where one is named", async () => {
    const { resources } = await make({ databaseName: "messages" });
    assert.equal(named(resources, "chat-cluster").inputs["databaseName"], "messages");
  });

  it("lets readers come and go with the load where it may", async () => {
    const { resources } = await make({ maxReaders: 5 });
    const { inputs, dependsOn } = named(resources, "chat-readers");
    assert.equal(inputs["resourceId"], "cluster:chat-db-1a2b3c4");
    assert.equal(inputs["scalableDimension"], "rds:cluster:ReadReplicaCount");
    assert.deepEqual([inputs["minCapacity"], inputs["maxCapacity"]], [1, 5]);
    assert.ok(dependsOn.includes(named(resources, "chat-instance-2").urn));
    const policy = named(resources, "chat-readers-policy");
    assert.deepEqual(policy.inputs["targetTrackingScalingPolicyConfiguration"], {
      predefinedMetricSpecification: { predefinedMetricType: "RDSReaderAverageCPUUtilization" },
      targetValue: 60,
    });
    assert.ok(policy.dependsOn.includes(named(resources, "chat-readers").urn));
  });

  it("streams all activity under its key where it is asked to", async () => {
    const { resources } = await make({ activityStream: true });
    const { inputs, dependsOn } = named(resources, "chat-activity-stream");
    assert.deepEqual(inputs, {
      resourceArn: "arn:aws:rds:eu-central-1:111122223333:cluster:chat-db-1a2b3c4",
      mode: "async",
      kmsKeyId: minimal.kmsKeyArn,
    });
    assert.ok(dependsOn.includes(named(resources, "chat-instance-1").urn));
  });

  it("makes a DocumentDB cluster that demands TLS 1.2 and audits", async () => {
    const { resources, made } = await make(documents);
    const cluster = named(resources, "chat-cluster");
    assert.equal(cluster.type, "aws:docdb/cluster:Cluster");
    assertGuarded(cluster, resources);
    assert.equal(cluster.inputs["engineVersion"], "5.0.0");
    assert.equal(cluster.inputs["dbClusterParameterGroupName"], "chat-parameters-1a2b3c4");
    assert.deepEqual(cluster.inputs["enabledCloudwatchLogsExports"], ["audit"]);
    assert.equal(named(resources, "chat-audit-logs").inputs["name"], "/aws/docdb/chat-db-1a2b3c4/audit");
    assert.equal(named(resources, "chat-parameters").inputs["family"], "docdb5.0");
    assert.deepEqual(parameters(resources), { tls: "tls1.2+", audit_logs: "ddl,dml_write" });
    const instances = ofType(resources, aws.docdb.ClusterInstance);
    assert.deepEqual(
      instances.map(({ inputs }) => [inputs["availabilityZone"], inputs["enablePerformanceInsights"]]),
      [
        ["eu-central-1a", true],
        ["eu-central-1b", true],
      ],
    );
    assert.ok(instances.every(({ protect }) => protect));
    assert.deepEqual(ofType(resources, aws.iam.Role), []);
    assert.equal(made.port, 27017);
    assert.equal(made.cluster, undefined);
    assert.equal(made.documentCluster?.endpoint, made.endpoint);
    assert.equal(made.documentInstances.length, 2);
    assert.equal(await valueOf(made.secretArn), "chat-cluster-secret");
  });

  it("makes an Oracle instance with a standby, which answers by TLS on a port of its own", async () => {
    const { resources, made } = await make({ ...oracle, databaseName: "CHAT" });
    const instance = named(resources, "chat-instance");
    assertGuarded(instance, resources);
    const { inputs } = instance;
    assert.equal(inputs["identifier"], "chat-db-1a2b3c4");
    assert.equal(inputs["engine"], "oracle-ee");
    assert.equal(inputs["engineVersion"], "19");
    assert.equal(inputs["parameterGroupName"], "chat-parameters-1a2b3c4");
    assert.equal(inputs["optionGroupName"], "chat-options-1a2b3c4");
    assert.equal(inputs["multiAz"], true);
    assert.equal(inputs["publiclyAccessible"], false);
    assert.equal(inputs["username"], "dbmaster");
    assert.equal(inputs["dbName"], "CHAT");
    assert.equal(inputs["licenseModel"], "bring-your-own-license");
    assert.deepEqual([inputs["allocatedStorage"], inputs["maxAllocatedStorage"]], [200, 400]);
    assert.deepEqual([inputs["backupWindow"], inputs["maintenanceWindow"]], ["18:00-19:00", "sat:19:00-sat:20:00"]);
    assert.equal(inputs["deleteAutomatedBackups"], false);
    assert.equal(inputs["performanceInsightsKmsKeyId"], minimal.kmsKeyArn);
    assert.equal(inputs["monitoringInterval"], 60);
    assert.deepEqual(inputs["enabledCloudwatchLogsExports"], ["audit", "alert", "listener"]);
    assert.equal(named(resources, "chat-audit-logs").inputs["name"], "/aws/rds/instance/chat-db-1a2b3c4/audit");
    assert.equal(named(resources, "chat-parameters").inputs["family"], "oracle-ee-19");
    assert.deepEqual(parameters(resources), { audit_trail: "OS" });
    const options = named(resources, "chat-options").inputs;
    assert.deepEqual([options["engineName"], options["majorEngineVersion"]], ["oracle-ee", "19"]);
    assert.deepEqual(options["options"], [
      {
        optionName: "SSL",
        port: 2484,
        vpcSecurityGroupMemberships: ["chat-firewall-group-id"],
        optionSettings: [
          { name: "SQLNET.SSL_VERSION", value: "1.2" },
          { name: "SQLNET.CIPHER_SUITE", value: "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384" },
        ],
      },
      { optionName: "TDE" },
    ]);
    assert.equal(made.port, 2484);
    assert.equal(inputs["port"], 1521);
    assert.equal(made.readerEndpoint, undefined);
    assert.equal(made.endpoint, made.instance?.address);
    assert.equal(await valueOf(made.databaseArn), "arn:aws:rds:eu-central-1:111122223333:db:chat-db-1a2b3c4");
    assert.ok(named(resources, "chat-password-rotation").dependsOn.includes(instance.urn));
  });

  it("encrypts general data of Oracle by storage alone, and includes the licence of its Standard Edition", async () => {
    const { resources } = await make(standard);
    const options = named(resources, "chat-options").inputs["options"] as readonly { optionName: string }[];
    assert.deepEqual(
      options.map(({ optionName }) => optionName),
      ["SSL"],
    );
    assert.equal(named(resources, "chat-instance").inputs["licenseModel"], "license-included");
    const { resources: own } = await make({
      ...standard,
      oracle: { storageGib: 20, maxStorageGib: 65_536, license: OracleLicense.Own },
    });
    assert.equal(named(own, "chat-instance").inputs["licenseModel"], "bring-your-own-license");
    assert.equal(named(own, "chat-instance").inputs["maxAllocatedStorage"], 65_536);
  });

  it("tells nobody where no topic is given", async () => {
    const { resources } = await make();
    assert.deepEqual(ofType(resources, aws.cloudwatch.MetricAlarm), []);
    assert.deepEqual(ofType(resources, aws.rds.EventSubscription), []);
  });

  it("tells the topic of failovers, and of connections, storage and lag beyond their limits", async () => {
    const { resources } = await make({ alarmTopicArn: topic, maxConnections: 300 });
    assert.deepEqual(
      ofType(resources, aws.cloudwatch.MetricAlarm).map(({ inputs }) => [
        inputs["namespace"],
        inputs["metricName"],
        inputs["comparisonOperator"],
        inputs["threshold"],
      ]),
      [
        ["AWS/RDS", "DatabaseConnections", "GreaterThanThreshold", 300],
        ["AWS/RDS", "FreeLocalStorage", "LessThanThreshold", 4 * 2 ** 30],
        ["AWS/RDS", "AuroraReplicaLagMaximum", "GreaterThanThreshold", 2000],
      ],
    );
    for (const { inputs } of ofType(resources, aws.cloudwatch.MetricAlarm)) {
      assert.deepEqual(inputs["dimensions"], { DBClusterIdentifier: "chat-db-1a2b3c4" });
      assert.deepEqual([inputs["alarmActions"], inputs["okActions"]], [[topic], [topic]]);
    }
    const cluster = named(resources, "chat-cluster-events").inputs;
    assert.equal(cluster["snsTopic"], topic);
    assert.equal(cluster["sourceType"], "db-cluster");
    assert.deepEqual(cluster["sourceIds"], ["chat-db-1a2b3c4"]);
    assert.deepEqual(cluster["eventCategories"], ["failover", "failure", "maintenance", "notification"]);
    const instances = named(resources, "chat-instance-events");
    assert.deepEqual(instances.inputs["sourceIds"], ["chat-db-1a2b3c4-1", "chat-db-1a2b3c4-2"]);
    assert.ok(instances.dependsOn.includes(named(resources, "chat-instance-2").urn));
  });

  it("tells the topic of DocumentDB and of Oracle in their own words", async () => {
    const { resources } = await make({ ...documents, alarmTopicArn: topic });
    assert.deepEqual(
      ofType(resources, aws.cloudwatch.MetricAlarm).map(({ inputs }) => [inputs["namespace"], inputs["metricName"]]),
      [
        ["AWS/DocDB", "DatabaseConnections"],
        ["AWS/DocDB", "FreeLocalStorage"],
        ["AWS/DocDB", "DBClusterReplicaLagMaximum"],
      ],
    );
    assert.deepEqual(
      ofType(resources, aws.docdb.EventSubscription).map(({ inputs }) => [inputs["sourceType"], inputs["snsTopicArn"]]),
      [
        ["db-cluster", topic],
        ["db-instance", topic],
      ],
    );
    const { resources: instance } = await make({ ...oracle, alarmTopicArn: topic });
    assert.deepEqual(
      ofType(instance, aws.cloudwatch.MetricAlarm).map(({ inputs }) => [
        inputs["metricName"],
        inputs["threshold"],
        inputs["dimensions"],
      ]),
      [
        ["DatabaseConnections", 1000, { DBInstanceIdentifier: "chat-db-1a2b3c4" }],
        ["FreeStorageSpace", 10 * 2 ** 30, { DBInstanceIdentifier: "chat-db-1a2b3c4" }],
      ],
    );
    const events = ofType(instance, aws.rds.EventSubscription).map(({ inputs }) => inputs["eventCategories"]);
    assert.deepEqual(events, [
      ["availability", "failure", "maintenance", "notification", "recovery", "failover", "low storage"],
    ]);
  });

  it("lets overrides replace properties of a child, with a warning", async () => {
    const { resources, warnings } = await make({ overrides: { cluster: { storageType: "aurora-iopt1" } } });
    assert.equal(named(resources, "chat-cluster").inputs["storageType"], "aurora-iopt1");
    assert.deepEqual(warnings, ["chat-cluster: overrides set storageType; the component does not vouch for this."]);
  });

  it("has no secret yet where the service has not said which", () => {
    assert.equal(secretArnOf([]), "");
    assert.equal(secretArnOf(undefined), "");
  });

  for (const [what, change, region, message] of [
    [
      "DocumentDB in the region that does not have it",
      documents,
      "cn-north-1",
      'Database "chat": engine is "docdb"; expected Aurora in cn-north-1, or the region cn-northwest-1.',
    ],
    [
      "an activity stream in China",
      { activityStream: true },
      "cn-northwest-1",
      'Database "chat": activityStream is true; expected no stream in China, where the audit log records the same.',
    ],
  ] as const) {
    it(`refuses ${what}, once the account is known`, async () => {
      const account = pulumi.output({ ...china, region });
      await assert.rejects(
        valueOf(whereOffered("chat", resolveDatabase("chat", { ...minimal, ...change }), account)),
        (error: unknown) => error instanceof RefusedArgumentError && error.message === message,
      );
    });

    it(`refuses ${what} at once where the stack says so`, async () => {
      const { made, resources } = await record(() => {
        try {
          return inRegion(region, () => database(change));
        } catch (error) {
          return error;
        }
      });
      assert.ok(made instanceof RefusedArgumentError);
      assert.equal(made.message, message);
      assert.deepEqual(resources, []);
    });
  }

  it("accepts DocumentDB in the other region of China", async () => {
    const resolved = resolveDatabase("chat", { ...minimal, ...documents });
    assert.equal((await valueOf(whereOffered("chat", resolved, pulumi.output(ningxia)))).region, "cn-northwest-1");
  });

  refuses("Database", (change: Partial<DatabaseArgs>) => database(change), {
    "an engine that is none": {
      change: { engine: "postgres" as DatabaseEngine },
      message:
        'Database "chat": engine is "postgres"; expected one of aurora-postgresql, aurora-mysql, oracle-ee, oracle-se2, docdb.',
    },
    "a minor version, which the service is to choose": {
      change: { version: "17.4" },
      message: 'Database "chat": version is "17.4"; expected a major version of aurora-postgresql, such as 17.',
    },
    "a version of another engine": {
      change: { ...mysql, version: "17" },
      message: 'Database "chat": version is "17"; expected a major version of aurora-mysql, such as 8.0.',
    },
    "a version that gets no patches any more": {
      change: { version: "13" },
      message: 'Database "chat": version is "13"; expected a major version of aurora-postgresql, such as 17.',
    },
    "one zone": {
      change: { zones: ["eu-central-1a"] },
      control: "HA-02",
      message: 'Database "chat": zones is ["eu-central-1a"]; HA-02 requires at least 2 availability zones.',
    },
    "no zones for a cluster": {
      change: { zones: undefined },
      control: "HA-02",
      message: 'Database "chat": zones is []; HA-02 requires at least 2 availability zones.',
    },
    "more zones than the storage has": {
      change: { zones: ["a", "b", "c", "d"] },
      message: 'Database "chat": zones is ["a","b","c","d"]; expected at most 3 zones.',
    },
    "zones for Oracle": {
      change: { ...oracle, zones: ["a", "b"] },
      message:
        'Database "chat": zones is ["a","b"]; expected no zones for oracle-ee: the service chooses two of the subnets\'.',
    },
    "one subnet": {
      change: { subnetIds: ["subnet-a"] },
      control: "HA-02",
      message: 'Database "chat": subnetIds is ["subnet-a"]; HA-02 requires subnets in at least 2 availability zones.',
    },
    "a burstable class of instances": {
      change: { instanceClass: "db.t4g.medium" },
      message:
        'Database "chat": instanceClass is "db.t4g.medium"; expected a class of instances that is not burstable, such as ' +
        "db.r7g.large.",
    },
    "a class of data that is none": {
      change: { dataClass: "secret" as DataClass },
      message:
        'Database "chat": dataClass is "secret"; expected one of general, important, core, personal, sensitive-personal.',
    },
    "backups that are not kept as long as the class of data demands": {
      change: { dataClass: DataClass.Core, retentionDays: 365 },
      control: "BAK-04",
      message: 'Database "chat": retentionDays is 365; BAK-04 requires at least 1827 days.',
    },
    "a part of a day": {
      change: { retentionDays: 365.5 },
      message: 'Database "chat": retentionDays is 365.5; expected 365 to 36500 whole days.',
    },
    "logs that are not kept long enough": {
      change: { logs: { ...minimal.logs, retentionDays: 150 } },
      control: "LOG-02",
      message: 'Database "chat": logs.retentionDays is 150; LOG-02 requires at least 180 days.',
    },
    "a password that is kept too long": {
      change: { passwordRotationDays: 91 },
      control: "SEC-03",
      message: 'Database "chat": passwordRotationDays is 91; SEC-03 requires at most 90 days.',
    },
    "a password that is changed without a pause": {
      change: { passwordRotationDays: 0 },
      control: "SEC-03",
      message: 'Database "chat": passwordRotationDays is 0; SEC-03 requires 1 to 90 whole days.',
    },
    "a zone of the clock that is none": {
      change: { timezone: "+08:00" },
      message: 'Database "chat": timezone is "+08:00"; expected an IANA time zone such as Asia/Shanghai.',
    },
    "a day that is none": {
      change: { maintenanceDay: "sunday" as Weekday },
      message: 'Database "chat": maintenanceDay is "sunday"; expected one of mon, tue, wed, thu, fri, sat, sun.',
    },
    "more readers than a cluster can have": {
      change: { maxReaders: 16 },
      message: 'Database "chat": maxReaders is 16; expected 2 to 15 whole readers.',
    },
    "readers that come and go for DocumentDB": {
      change: { ...documents, maxReaders: 5 },
      message: 'Database "chat": maxReaders is 5; expected no readers that come and go for docdb.',
    },
    "an activity stream of Oracle": {
      change: { ...oracle, activityStream: true },
      message: 'Database "chat": activityStream is true; expected no stream for oracle-ee.',
    },
    "no connection before an alarm": {
      change: { maxConnections: 0 },
      message: 'Database "chat": maxConnections is 0; expected 1 to 16000 whole connections.',
    },
    "a name of a database that the engine does not take": {
      change: { databaseName: "my chat" },
      message:
        'Database "chat": databaseName is "my chat"; expected at most 63 letters, digits and underscores, a letter first.',
    },
    "a service id that Oracle does not take": {
      change: { ...oracle, databaseName: "messages" },
      message:
        'Database "chat": databaseName is "messages"; expected at most 8 capital letters and digits, a letter first.',
    },
    "a first database of DocumentDB": {
      change: { ...documents, databaseName: "chat" },
      message: 'Database "chat": databaseName is "chat"; expected no name for docdb: clients make databases.',
    },
    "settings of Oracle for another engine": {
      change: { oracle: { storageGib: 100 } },
      message: 'Database "chat": oracle is {"storageGib":100}; expected no settings of Oracle for aurora-postgresql.',
    },
    "Oracle without its settings": {
      change: { ...oracle, oracle: undefined },
      message: 'Database "chat": oracle is missing; expected the settings of an Oracle database.',
    },
    "less storage than Oracle takes": {
      change: { ...oracle, oracle: { storageGib: 10 } },
      message: 'Database "chat": oracle.storageGib is 10; expected 20 to 65536 whole GiB.',
    },
    "storage that cannot grow": {
      change: { ...oracle, oracle: { storageGib: 100, maxStorageGib: 105 } },
      message: 'Database "chat": oracle.maxStorageGib is 105; expected 111 to 65536 whole GiB.',
    },
    "an included licence of the Enterprise Edition": {
      change: { ...oracle, oracle: { storageGib: 100, license: OracleLicense.Included } },
      message: 'Database "chat": oracle.license is "license-included"; expected bring-your-own-license for oracle-ee.',
    },
    "sensitive data in an engine without encryption of its own": {
      change: { ...standard, dataClass: DataClass.Important },
      control: "DB-05",
      message:
        'Database "chat": engine is "oracle-se2"; DB-05 requires oracle-ee or Aurora for data that is not general: ' +
        "oracle-se2 has no encryption.",
    },
    "a tier for what keeps no data": {
      change: { tags: { ...minimal.tags, tier: RecoveryTier.None } },
      control: "IR-03",
      message:
        'Database "chat": tags.tier is "none"; IR-03 requires a tier of recovery for what keeps data in production.',
    },
    "an account that is none": {
      change: { accountId: "1" },
      message: 'Database "chat": accountId is "1"; expected twelve digits.',
    },
    "overrides of a child that it does not have": {
      change: { overrides: { proxy: {} } },
      message:
        'Database "chat": overrides.proxy is {}; expected a role among subnetGroup, logGroup, parameterGroup, optionGroup, ' +
        "monitoringRole, cluster, instance, secretRotation, activityStream, readerScaling, readerScalingPolicy, " +
        "eventSubscription, alarm.",
    },
  });

  it("refuses a name that its identifiers cannot begin with", () => {
    const longName = "a".repeat(41);
    for (const name of ["Chat", "chat--db", "chat-", "1chat", longName]) {
      assert.throws(
        () => resolveDatabase(name, minimal),
        (error: unknown) =>
          error instanceof RefusedArgumentError &&
          error.limit === "at most 40 lower-case letters, digits and single hyphens, a letter first",
        name,
      );
    }
    assert.equal(resolveDatabase(longName.slice(1), minimal).zones.length, 2);
  });
});
