import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { BackupChildren } from "./roles";

// Jobs that end without what they were for. A restore says by its status what the others say by their state.
const ends = ["ABORTED", "EXPIRED", "FAILED", "PARTIAL"];

/** Tells the topic of every job of the role that fails: backups, copies and restores, those of the tests among them. */
export function makeFailureNotices(
  { name, options, tagged, untagged }: BackupChildren,
  roleArn: pulumi.Output<string>,
  alarmTopicArn: pulumi.Input<string>,
): void {
  const rule = new aws.cloudwatch.EventRule(
    name("failures"),
    tagged("failureRule", "failures", {
      description: "Backup jobs that fail",
      eventPattern: pulumi.jsonStringify({
        source: ["aws.backup"],
        "detail-type": ["Backup Job State Change", "Copy Job State Change", "Restore Job State Change"],
        detail: { iamRoleArn: [roleArn], $or: [{ state: ends }, { status: ends }] },
      }),
    }),
    options,
  );
  new aws.cloudwatch.EventTarget(
    name("failures-target"),
    untagged("failureTarget", "failures-target", { rule: rule.name, arn: alarmTopicArn }),
    options,
  );
}
