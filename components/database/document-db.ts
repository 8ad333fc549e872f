import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { clusterOptions, clusterProperties, madeCluster, zonalInstances } from "./cluster";
import { makeLogGroups, parameterGroupOf } from "./parts";
import type { DatabaseChildren } from "./roles";
import type { MadeDatabase, Setting } from "./setting";

/** A DocumentDB cluster with an instance in each zone: one writes, the others read and take over. */
export function makeDocumentDb(children: DatabaseChildren, setting: Setting): MadeDatabase {
  const { name, options, tagged } = children;
  const { args, account } = setting;
  const subnetGroup = new aws.docdb.SubnetGroup(
    name("db"),
    tagged("subnetGroup", "db", { subnetIds: args.subnetIds }),
    { ...options, protect: true },
  );
  // As with RDS. Not in a region that does not have the service, which the account may turn out to be of.
  const identifier = pulumi.all([subnetGroup.name, account]).apply(([made]) => made);
  const logGroups = makeLogGroups(children, setting, identifier);
  const parameterGroup = new aws.docdb.ClusterParameterGroup(
    name("parameters"),
    tagged("parameterGroup", "parameters", parameterGroupOf(setting)),
    options,
  );

  const groups = { dbSubnetGroupName: subnetGroup.name, dbClusterParameterGroupName: parameterGroup.name };
  const documentCluster = new aws.docdb.Cluster(
    name("cluster"),
    tagged("cluster", "cluster", clusterProperties(setting, identifier, groups), args),
    clusterOptions(children, logGroups),
  );
  const documentInstances = zonalInstances(setting, identifier, documentCluster.id).map(
    ({ suffix, properties }) =>
      new aws.docdb.ClusterInstance(
        name(suffix),
        tagged("instance", suffix, { ...properties, engine: args.engine, enablePerformanceInsights: true }, args),
        { ...options, protect: true },
      ),
  );

  return {
    ...madeCluster(setting, identifier, documentCluster, documentInstances),
    subnetGroupName: subnetGroup.name,
    logGroups,
    clusterInstances: [],
    documentCluster,
    documentInstances,
  };
}
