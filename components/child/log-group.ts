import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { encryptionAtRest } from "../../protocol/data";
import type { LogClass } from "../../protocol/log";
import { assertMember } from "../argument/choice";
import { given } from "../argument/given";
import { assertKeyArn } from "../argument/key-arn";
import { assertRetention, defaultRetentionDays } from "../argument/log-retention";
import type { Refuse } from "../argument/refusal";
import { type Account, arnIn } from "./account";
import type { Children } from "./children";
import { DataClass } from "./tags";

/** How logs are kept. */
export interface Logs {
  /** ARN of the key that encrypts the log groups (DAT-06). Its policy must admit the logs service: KeyService.Logs. */
  kmsKeyArn: pulumi.Input<string>;
  /** Days for which logs are kept, at least as many as LOG-02 demands. Default: as many as LOG-03 demands of an archive. */
  retentionDays?: number;
  /** Class of the data in the logs: tag `data-class` (DAT-03). Default: important. */
  dataClass?: DataClass;
}

/**
 * How logs of a class are kept, with the defaults.
 * @throws RefusedArgumentError for a retention below the protocol.
 */
export function resolveLogs(refuse: Refuse, argument: string, logs: Logs, logClass: LogClass): Required<Logs> {
  const resolved = {
    retentionDays: defaultRetentionDays(logClass),
    dataClass: DataClass.Important,
    ...given(logs),
  };
  assertKeyArn(refuse, `${argument}.kmsKeyArn`, resolved.kmsKeyArn, encryptionAtRest);
  assertRetention(refuse, `${argument}.retentionDays`, resolved.retentionDays, logClass);
  assertMember(refuse, `${argument}.dataClass`, resolved.dataClass, DataClass);
  return resolved;
}

/** How a log group keeps what it is sent. */
export interface LogKeeping extends Readonly<Required<Logs>> {
  readonly logClass: LogClass;
  /** Where the service that writes the logs demands one. */
  readonly groupName?: pulumi.Input<string>;
}

/** A log group that neither the program nor the API deletes by mistake (LOG-07). */
export function makeLogGroup<Role extends string>(
  children: Children<Role>,
  role: Role,
  suffix: string,
  { kmsKeyArn, groupName, ...data }: LogKeeping,
): aws.cloudwatch.LogGroup {
  return new aws.cloudwatch.LogGroup(
    children.name(suffix),
    children.tagged(
      role,
      suffix,
      {
        ...(groupName !== undefined && { name: groupName }),
        kmsKeyId: kmsKeyArn,
        retentionInDays: data.retentionDays,
        deletionProtectionEnabled: true,
      },
      data,
    ),
    { ...children.options, protect: true },
  );
}

/** ARN of a log group, from its name. */
export const logGroupArn = (group: aws.cloudwatch.LogGroup, account: pulumi.Output<Account>): pulumi.Output<string> =>
  arnIn(account, "logs", pulumi.interpolate`log-group:${group.name}`);
