import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { makeLogGroup } from "../child/log-group";
import { makeServiceRole } from "../child/service-role";
import type { DatabaseChildren } from "./roles";
import { databaseArn, type Setting } from "./setting";

/** Seconds between two looks at the operating system of an instance. */
const MONITORING_INTERVAL = 60;

/**
 * Subnets of a database of RDS, which is identified by their name: the provider makes that up once and keeps it, so that it is
 * known before the database is, and never that of an earlier one.
 */
export const makeSubnetGroup = ({ name, options, tagged }: DatabaseChildren, { args }: Setting): aws.rds.SubnetGroup =>
  new aws.rds.SubnetGroup(name("db"), tagged("subnetGroup", "db", { subnetIds: args.subnetIds }), {
    ...options,
    protect: true,
  });

/** Groups for the logs of a database: the service makes those that are missing, without a key and without an end. */
export const makeLogGroups = (
  children: DatabaseChildren,
  { args, engine }: Setting,
  identifier: pulumi.Output<string>,
): aws.cloudwatch.LogGroup[] =>
  engine.logs.map((log) =>
    makeLogGroup(children, "logGroup", `${log}-logs`, {
      ...args.logs,
      logClass: "security",
      groupName: pulumi.interpolate`${engine.logFolder}/${identifier}/${log}`,
    }),
  );

/** What a parameter group holds: in force from the first start, whether the engine could change it later or not. */
export const parameterGroupOf = ({ args, engine }: Setting) => ({
  family: engine.family(args.version),
  parameters: engine.parameters.map((parameter) => ({ ...parameter, applyMethod: "pending-reboot" })),
});

/** The role by which instances of this account report how they fare. */
export function makeMonitoring(children: DatabaseChildren, { account }: Setting) {
  const { role, policies } = makeServiceRole(children, "monitoringRole", "monitoring-role", account, {
    service: "monitoring.rds.amazonaws.com",
    condition: {
      StringEquals: { "aws:SourceAccount": account.accountId },
      ArnLike: { "aws:SourceArn": databaseArn(account, "db", "*") },
    },
    managedPolicies: ["service-role/AmazonRDSEnhancedMonitoringRole"],
  });
  return { monitoring: { monitoringInterval: MONITORING_INTERVAL, monitoringRoleArn: role.arn }, policies };
}
