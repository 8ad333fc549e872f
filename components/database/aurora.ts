import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { DatabaseEngine } from "./engine";
import { makeLogGroups, makeMonitoring, parametersOf } from "./parts";
import type { DatabaseChildren } from "./roles";
import {
  certificateAuthority,
  clusterMaster,
  databaseArn,
  type MadeDatabase,
  safeguards,
  type Setting,
} from "./setting";

/** The most readers that a cluster can have. */
export const MAX_READERS = 15;

/** An Aurora cluster with an instance in each zone: one writes, the others read and take over. */
export function makeAurora(children: DatabaseChildren, setting: Setting): MadeDatabase {
  const { name, options, tagged } = children;
  const { args, engine, account, windows } = setting;
  const subnetGroup = new aws.rds.SubnetGroup(name("db"), tagged("subnetGroup", "db", { subnetIds: args.subnetIds }), {
    ...options,
    protect: true,
  });
  // The provider makes up the name once and keeps it: known before the cluster is, and never that of an earlier one.
  const identifier = subnetGroup.name;
  const logGroups = makeLogGroups(children, setting, identifier);
  const parameterGroup = new aws.rds.ClusterParameterGroup(
    name("parameters"),
    tagged("parameterGroup", "parameters", {
      family: engine.family(args.version),
      parameters: parametersOf(setting),
    }),
    options,
  );

  const cluster = new aws.rds.Cluster(
    name("cluster"),
    tagged(
      "cluster",
      "cluster",
      {
        ...safeguards(setting, identifier),
        ...clusterMaster,
        clusterIdentifier: identifier,
        engine: args.engine,
        databaseName: args.databaseName,
        port: engine.port,
        availabilityZones: args.zones,
        dbSubnetGroupName: subnetGroup.name,
        dbClusterParameterGroupName: parameterGroup.name,
        masterUserSecretKmsKeyId: args.kmsKeyArn,
        iamDatabaseAuthenticationEnabled: true,
        autoMinorVersionUpgrade: true,
        copyTagsToSnapshot: true,
        deleteAutomatedBackups: false,
        preferredBackupWindow: windows.backup,
        preferredMaintenanceWindow: windows.maintenance,
      },
      args,
    ),
    // The storage spans three zones: the service adds what is missing to the list.
    { ...options, protect: true, dependsOn: logGroups, ignoreChanges: ["availabilityZones"] },
  );
  const { monitoring, policies } = makeMonitoring(children, setting);
  const { AuroraMysql, AuroraPostgresql } = aws.rds.EngineType;
  const instanceEngine = args.engine === DatabaseEngine.AuroraMysql ? AuroraMysql : AuroraPostgresql;
  const clusterInstances = args.zones.map((availabilityZone, index) => {
    const suffix = `instance-${index + 1}`;
    return new aws.rds.ClusterInstance(
      name(suffix),
      tagged(
        "instance",
        suffix,
        {
          identifier: pulumi.interpolate`${identifier}-${index + 1}`,
          clusterIdentifier: cluster.id,
          engine: instanceEngine,
          instanceClass: args.instanceClass,
          availabilityZone,
          dbSubnetGroupName: subnetGroup.name,
          publiclyAccessible: false,
          caCertIdentifier: certificateAuthority,
          autoMinorVersionUpgrade: true,
          copyTagsToSnapshot: true,
          preferredMaintenanceWindow: windows.maintenance,
          performanceInsightsEnabled: true,
          performanceInsightsKmsKeyId: args.kmsKeyArn,
          ...monitoring,
        },
        args,
      ),
      { ...options, protect: true, dependsOn: [...policies] },
    );
  });

  return {
    identifier,
    arn: databaseArn(account, "cluster", identifier),
    resourceId: cluster.clusterResourceId,
    endpoint: cluster.endpoint,
    readerEndpoint: cluster.readerEndpoint,
    secrets: cluster.masterUserSecrets,
    instanceIds: clusterInstances.map((instance) => instance.identifier),
    ready: clusterInstances,
    logGroups,
    cluster,
    clusterInstances,
    documentInstances: [],
  };
}

/** Readers that come and go with the load, beside those of the zones. */
export function makeReaderScaling(
  { name, options, tagged, untagged }: DatabaseChildren,
  { args }: Setting,
  { identifier, ready }: MadeDatabase,
): void {
  if (args.maxReaders === undefined) {
    return;
  }
  const scaled = {
    resourceId: pulumi.interpolate`cluster:${identifier}`,
    scalableDimension: "rds:cluster:ReadReplicaCount",
    serviceNamespace: "rds",
  };
  const target = new aws.appautoscaling.Target(
    name("readers"),
    tagged("readerScaling", "readers", {
      ...scaled,
      minCapacity: args.zones.length - 1,
      maxCapacity: args.maxReaders,
    }),
    { ...options, dependsOn: [...ready] },
  );
  new aws.appautoscaling.Policy(
    name("readers-policy"),
    untagged("readerScalingPolicy", "readers-policy", {
      ...scaled,
      policyType: "TargetTrackingScaling",
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: "RDSReaderAverageCPUUtilization" },
        // So that a reader that fails leaves the others enough.
        targetValue: 60,
      },
    }),
    { ...options, dependsOn: [target] },
  );
}

/** All that happens in the cluster, as a stream that its own administrators cannot alter. */
export function makeActivityStream(
  { name, options, untagged }: DatabaseChildren,
  { args }: Setting,
  { arn, ready }: MadeDatabase,
): void {
  if (args.activityStream) {
    new aws.rds.ClusterActivityStream(
      name("activity-stream"),
      untagged("activityStream", "activity-stream", { resourceArn: arn, mode: "async", kmsKeyId: args.kmsKeyArn }),
      { ...options, dependsOn: [...ready] },
    );
  }
}
