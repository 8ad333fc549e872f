import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { makeLogGroups, parametersOf } from "./parts";
import type { DatabaseChildren } from "./roles";
import {
  certificateAuthority,
  clusterMaster,
  databaseArn,
  type MadeDatabase,
  safeguards,
  type Setting,
} from "./setting";

/** A DocumentDB cluster with an instance in each zone: one writes, the others read and take over. */
export function makeDocumentDb(children: DatabaseChildren, setting: Setting): MadeDatabase {
  const { name, options, tagged } = children;
  const { args, engine, account, windows } = setting;
  const subnetGroup = new aws.docdb.SubnetGroup(
    name("db"),
    tagged("subnetGroup", "db", { subnetIds: args.subnetIds }),
    { ...options, protect: true },
  );
  // As with Aurora. Not in a region that does not have the service, which the account may turn out to be of.
  const identifier = pulumi.all([subnetGroup.name, account]).apply(([made]) => made);
  const logGroups = makeLogGroups(children, setting, identifier);
  const parameterGroup = new aws.docdb.ClusterParameterGroup(
    name("parameters"),
    tagged("parameterGroup", "parameters", {
      family: engine.family(args.version),
      parameters: parametersOf(setting),
    }),
    options,
  );

  const documentCluster = new aws.docdb.Cluster(
    name("cluster"),
    tagged(
      "cluster",
      "cluster",
      {
        ...safeguards(setting, identifier),
        ...clusterMaster,
        clusterIdentifier: identifier,
        engine: args.engine,
        port: engine.port,
        availabilityZones: args.zones,
        dbSubnetGroupName: subnetGroup.name,
        dbClusterParameterGroupName: parameterGroup.name,
        preferredBackupWindow: windows.backup,
        preferredMaintenanceWindow: windows.maintenance,
      },
      args,
    ),
    // The storage spans three zones: the service adds what is missing to the list.
    { ...options, protect: true, dependsOn: logGroups, ignoreChanges: ["availabilityZones"] },
  );
  const documentInstances = args.zones.map((availabilityZone, index) => {
    const suffix = `instance-${index + 1}`;
    return new aws.docdb.ClusterInstance(
      name(suffix),
      tagged(
        "instance",
        suffix,
        {
          identifier: pulumi.interpolate`${identifier}-${index + 1}`,
          clusterIdentifier: documentCluster.id,
          engine: args.engine,
          instanceClass: args.instanceClass,
          availabilityZone,
          caCertIdentifier: certificateAuthority,
          copyTagsToSnapshot: true,
          preferredMaintenanceWindow: windows.maintenance,
          enablePerformanceInsights: true,
          performanceInsightsKmsKeyId: args.kmsKeyArn,
        },
        args,
      ),
      { ...options, protect: true },
    );
  });

  return {
    identifier,
    arn: databaseArn(account, "cluster", identifier),
    resourceId: documentCluster.clusterResourceId,
    endpoint: documentCluster.endpoint,
    readerEndpoint: documentCluster.readerEndpoint,
    secrets: documentCluster.masterUserSecrets,
    instanceIds: documentInstances.map((instance) => instance.identifier),
    ready: documentInstances,
    logGroups,
    clusterInstances: [],
    documentCluster,
    documentInstances,
  };
}
