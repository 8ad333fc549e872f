import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { DatabaseChildren } from "./roles";
import { certificateAuthority, databaseArn, MASTER, type MadeDatabase, safeguards, type Setting } from "./setting";

/** Names of the groups that a cluster is of. */
interface ClusterGroups {
  readonly dbSubnetGroupName: pulumi.Output<string>;
  readonly dbClusterParameterGroupName: pulumi.Output<string>;
}

/** Properties that clusters of Aurora and of DocumentDB share. */
export const clusterProperties = (setting: Setting, identifier: pulumi.Output<string>, groups: ClusterGroups) => {
  const { args, engine, windows } = setting;
  return {
    ...safeguards(setting, identifier),
    ...groups,
    masterUsername: MASTER,
    clusterIdentifier: identifier,
    engine: args.engine,
    port: engine.port,
    availabilityZones: args.zones,
    preferredBackupWindow: windows.backup,
    preferredMaintenanceWindow: windows.maintenance,
  };
};

/** Options that they share. */
export const clusterOptions = (
  { options }: DatabaseChildren,
  logGroups: aws.cloudwatch.LogGroup[],
): pulumi.CustomResourceOptions => ({
  ...options,
  protect: true,
  dependsOn: logGroups,
  // The storage spans three zones: the service adds what is missing to the list.
  ignoreChanges: ["availabilityZones"],
});

/** The instances of a cluster, one in each zone, with the properties that they share. */
export const zonalInstances = (
  { args, windows }: Setting,
  identifier: pulumi.Output<string>,
  clusterIdentifier: pulumi.Output<string>,
) =>
  args.zones.map((availabilityZone, index) => ({
    suffix: `instance-${index + 1}`,
    properties: {
      identifier: pulumi.interpolate`${identifier}-${index + 1}`,
      clusterIdentifier,
      instanceClass: args.instanceClass,
      availabilityZone,
      caCertIdentifier: certificateAuthority,
      copyTagsToSnapshot: true,
      preferredMaintenanceWindow: windows.maintenance,
      performanceInsightsKmsKeyId: args.kmsKeyArn,
    },
  }));

/** What they say of themselves, but for what they are. */
export const madeCluster = (
  { account }: Setting,
  identifier: pulumi.Output<string>,
  cluster: aws.rds.Cluster | aws.docdb.Cluster,
  instances: readonly (aws.rds.ClusterInstance | aws.docdb.ClusterInstance)[],
): Omit<MadeDatabase, "subnetGroupName" | "logGroups" | "clusterInstances" | "documentInstances"> => ({
  identifier,
  arn: databaseArn(account, "cluster", identifier),
  resourceId: cluster.clusterResourceId,
  endpoint: cluster.endpoint,
  readerEndpoint: cluster.readerEndpoint,
  secrets: cluster.masterUserSecrets,
  instanceIds: instances.map((instance) => instance.identifier),
  ready: instances,
});
