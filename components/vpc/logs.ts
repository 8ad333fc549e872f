import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { LogClass } from "../../protocol/log";
import type { Account } from "../child/account";
import { logGroupArn, makeLogGroup } from "../child/log-group";
import type { DataClass } from "../child/tags";
import type { NetworkChildren } from "./roles";

/** What is kept of the traffic and of the name queries of a network. */
export interface NetworkLogs {
  /** ARN of the key that encrypts the log groups. Its policy must admit the logs service: KeyService.Logs. */
  kmsKeyArn: pulumi.Input<string>;
  /** Days for which logs are kept, at least as many as LOG-02 demands. Default: as many as LOG-03 demands of an archive. */
  retentionDays?: number;
  /** Class of the data in the logs: tag `data-class` (DAT-03). Default: important. */
  dataClass?: DataClass;
}

/** The class of the logs that a network writes. */
export const networkLogClass: LogClass = "security";

/** Logs all traffic, accepted and rejected, by the minute. */
export function makeFlowLog(
  children: NetworkChildren,
  vpc: aws.ec2.Vpc,
  account: pulumi.Output<Account>,
  logs: Required<NetworkLogs>,
): aws.cloudwatch.LogGroup {
  const { name, options, tagged } = children;
  const group = makeLogGroup(children, "flowLogGroup", "flow-logs", { ...logs, logClass: networkLogClass });
  const role = new aws.iam.Role(
    name("flow-log-role"),
    tagged("flowLogRole", "flow-log-role", { assumeRolePolicy: pulumi.jsonStringify(account.apply(flowLogTrust)) }),
    options,
  );
  const arn = logGroupArn(group, account);
  const rolePolicy = new aws.iam.RolePolicy(
    name("flow-log-role-policy"),
    { role: role.id, policy: pulumi.jsonStringify(arn.apply(logDelivery)) },
    options,
  );
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
    { ...options, dependsOn: [rolePolicy] },
  );
  return group;
}

/** Logs the names that anything in the network asks for. */
export function makeDnsLog(
  children: NetworkChildren,
  vpc: aws.ec2.Vpc,
  logs: Required<NetworkLogs>,
): aws.cloudwatch.LogGroup {
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

/** Lets the flow logs of this account, and no other, take the role. */
const flowLogTrust = ({ accountId, partition, region }: Account) => ({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Service: "vpc-flow-logs.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: {
        StringEquals: { "aws:SourceAccount": accountId },
        ArnLike: { "aws:SourceArn": `arn:${partition}:ec2:${region}:${accountId}:vpc-flow-log/*` },
      },
    },
  ],
});

const logDelivery = (groupArn: string) => ({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:DescribeLogGroups", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      Resource: [groupArn, `${groupArn}:*`],
    },
  ],
});
