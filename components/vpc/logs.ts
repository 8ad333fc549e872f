import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { LogClass } from "../../protocol/log";
import { type Account, arnIn } from "../child/account";
import { logGroupArn, type Logs, makeLogGroup } from "../child/log-group";
import { makeServiceRole } from "../child/service-role";
import type { NetworkChildren } from "./roles";

/** The class of the logs that a network writes. */
export const networkLogClass: LogClass = "security";

/** Logs all traffic, accepted and rejected, by the minute. */
export function makeFlowLog(
  children: NetworkChildren,
  vpc: aws.ec2.Vpc,
  account: pulumi.Output<Account>,
  logs: Required<Logs>,
): aws.cloudwatch.LogGroup {
  const { name, options, tagged } = children;
  const group = makeLogGroup(children, "flowLogGroup", "flow-logs", { ...logs, logClass: networkLogClass });
  const arn = logGroupArn(group, account);
  const { role, policies } = makeServiceRole(children, "flowLogRole", "flow-log-role", account, {
    service: "vpc-flow-logs.amazonaws.com",
    // The flow logs of this account, and no other.
    condition: {
      StringEquals: { "aws:SourceAccount": account.accountId },
      ArnLike: { "aws:SourceArn": arnIn(account, "ec2", "vpc-flow-log/*") },
    },
    allows: [
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:DescribeLogGroups", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        Resource: [arn, pulumi.interpolate`${arn}:*`],
      },
    ],
  });
  new aws.ec2.FlowLog(
    name("flow-log"),
    tagged("flowLog", "flow-log", {
      vpcId: vpc.id,
      trafficType: "ALL",
      maxAggregationInterval: 60,
      logDestinationType: "cloud-watch-logs",
      logDestination: group.arn,
      iamRoleArn: role.arn,
    }),
    { ...options, dependsOn: [...policies] },
  );
  return group;
}

/** Logs the names that anything in the network asks for. */
export function makeDnsLog(children: NetworkChildren, vpc: aws.ec2.Vpc, logs: Required<Logs>): aws.cloudwatch.LogGroup {
  const { name, options, tagged } = children;
  const group = makeLogGroup(children, "dnsLogGroup", "dns-logs", { ...logs, logClass: networkLogClass });
  const config = new aws.route53.ResolverQueryLogConfig(
    name("dns-log"),
    tagged("dnsLogConfig", "dns-log", { destinationArn: group.arn }),
    options,
  );
  new aws.route53.ResolverQueryLogConfigAssociation(
    name("dns-log-association"),
    { resolverQueryLogConfigId: config.id, resourceId: vpc.id },
    options,
  );
  return group;
}
