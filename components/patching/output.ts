import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { LogClass } from "../../protocol/log";
import { type Account, arnIn } from "../child/account";
import { logGroupArn, type Logs, makeLogGroup } from "../child/log-group";
import { policyJson } from "../policy/document";
import type { PatchingChildren } from "./roles";

/** The class of the output of patch runs. */
export const patchLogClass: LogClass = "operation";

/** Where the output of patch runs goes, and the policy with which servers write it. */
export interface Output {
  readonly logGroup: aws.cloudwatch.LogGroup;
  readonly logPolicy: aws.iam.Policy;
}

export function makeOutput(children: PatchingChildren, account: pulumi.Output<Account>, logs: Required<Logs>): Output {
  const { name, options, tagged } = children;
  const logGroup = makeLogGroup(children, "logGroup", "logs", { ...logs, logClass: patchLogClass });
  const arn = logGroupArn(logGroup, account);
  const logPolicy = new aws.iam.Policy(
    name("log-policy"),
    tagged("logPolicy", "log-policy", {
      description: "Lets servers write the output of patch runs",
      policy: policyJson(
        {
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          Resource: [arn, pulumi.interpolate`${arn}:*`],
        },
        {
          // The agent looks its group up among all of them.
          Effect: "Allow",
          Action: "logs:DescribeLogGroups",
          Resource: arnIn(account, "logs", "log-group:*"),
        },
      ),
    }),
    options,
  );
  return { logGroup, logPolicy };
}
