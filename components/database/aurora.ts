import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { clusterOptions, clusterProperties, madeCluster, zonalInstances } from "./cluster";
import { DatabaseEngine } from "./engine";
import { makeLogGroups, makeMonitoring, makeSubnetGroup, parameterGroupOf } from "./parts";
import type { DatabaseChildren } from "./roles";
import type { MadeDatabase, Setting } from "./setting";

/** The most readers that a cluster can have. */
export const MAX_READERS = 15;

/** An Aurora cluster with an instance in each zone: one writes, the others read and take over. */
export function makeAurora(children: DatabaseChildren, setting: Setting): MadeDatabase {
  const { name, options, tagged } = children;
  const { args } = setting;
  const subnetGroup = makeSubnetGroup(children, setting);
  const identifier = subnetGroup.name;
  const logGroups = makeLogGroups(children, setting, identifier);
  const parameterGroup = new aws.rds.ClusterParameterGroup(
    name("parameters"),
    tagged("parameterGroup", "parameters", parameterGroupOf(setting)),
    options,
  );

  const groups = { dbSubnetGroupName: subnetGroup.name, dbClusterParameterGroupName: parameterGroup.name };
  const cluster = new aws.rds.Cluster(
    name("cluster"),
    tagged(
      "cluster",
      "cluster",
      {
        ...clusterProperties(setting, identifier, groups),
        databaseName: args.databaseName,
        masterUserSecretKmsKeyId: args.kmsKeyArn,
        iamDatabaseAuthenticationEnabled: true,
        autoMinorVersionUpgrade: true,
        copyTagsToSnapshot: true,
        deleteAutomatedBackups: false,
      },
      args,
    ),
    clusterOptions(children, logGroups),
  );
  const { monitoring, policies } = makeMonitoring(children, setting);
  const { AuroraMysql, AuroraPostgresql } = aws.rds.EngineType;
  const instanceEngine = args.engine === DatabaseEngine.AuroraMysql ? AuroraMysql : AuroraPostgresql;
  const clusterInstances = zonalInstances(setting, identifier, cluster.id).map(
    ({ suffix, properties }) =>
      new aws.rds.ClusterInstance(
        name(suffix),
        tagged(
          "instance",
          suffix,
          {
            ...properties,
            engine: instanceEngine,
            dbSubnetGroupName: subnetGroup.name,
            publiclyAccessible: false,
            autoMinorVersionUpgrade: true,
            performanceInsightsEnabled: true,
            ...monitoring,
          },
          args,
        ),
        { ...options, protect: true, dependsOn: [...policies] },
      ),
  );

  return {
    ...madeCluster(setting, identifier, cluster, clusterInstances),
    subnetGroupName: subnetGroup.name,
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
