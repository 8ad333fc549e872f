import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PatchingChildren } from "./roles";

/** Tells a topic of runs that did not end well, or not at all. */
export function tellOfFailures(
  { name, options, tagged, untagged }: PatchingChildren,
  windows: readonly aws.ssm.MaintenanceWindow[],
  topicArn: pulumi.Input<string>,
): void {
  const rule = new aws.cloudwatch.EventRule(
    name("failures"),
    tagged("failureRule", "failures", {
      description: "Patch runs that did not end well",
      eventPattern: pulumi.jsonStringify({
        source: ["aws.ssm"],
        "detail-type": ["Maintenance Window Execution State-change Notification"],
        detail: {
          "window-id": windows.map(({ id }) => id),
          status: ["CANCELLED", "FAILED", "SKIPPED_OVERLAPPING", "TIMED_OUT"],
        },
      }),
    }),
    options,
  );
  new aws.cloudwatch.EventTarget(
    name("failures-target"),
    untagged("failureTarget", "failures-target", { rule: rule.name, arn: topicArn }),
    options,
  );
}
