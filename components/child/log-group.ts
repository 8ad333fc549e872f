import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { LogClass } from "../../protocol/log";
import type { Account } from "./account";
import type { Children } from "./children";
import type { DataClass } from "./tags";

/** How a log group keeps what it is sent. */
export interface LogKeeping {
  readonly kmsKeyArn: pulumi.Input<string>;
  readonly retentionDays: number;
  readonly dataClass: DataClass;
  readonly logClass: LogClass;
}

/** A log group that neither the program nor the API deletes by mistake (LOG-07). */
export function makeLogGroup<Role extends string>(
  children: Children<Role>,
  role: Role,
  suffix: string,
  { kmsKeyArn, ...data }: LogKeeping,
): aws.cloudwatch.LogGroup {
  return new aws.cloudwatch.LogGroup(
    children.name(suffix),
    children.tagged(
      role,
      suffix,
      { kmsKeyId: kmsKeyArn, retentionInDays: data.retentionDays, deletionProtectionEnabled: true },
      data,
    ),
    { ...children.options, protect: true },
  );
}

/** ARN of a log group, made from its name because the name is known before the group exists. */
export const logGroupArn = (group: aws.cloudwatch.LogGroup, account: pulumi.Output<Account>): pulumi.Output<string> =>
  pulumi.interpolate`arn:${account.partition}:logs:${account.region}:${account.accountId}:log-group:${group.name}`;
