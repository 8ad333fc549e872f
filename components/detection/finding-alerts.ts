import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { FindingRule } from "./finding-rules";
import type { Detecting } from "./roles";

/** Sends each finding that a rule is about to the topic, in words (LOG-04). */
export function makeFindingAlerts(
  detecting: Detecting,
  rules: readonly FindingRule[],
  alarmTopicArn: pulumi.Input<string>,
): aws.cloudwatch.EventRule[] {
  return rules.map(({ suffix, description, technique, pattern, values, message }) => {
    const { name, options, tagged, untagged } = detecting(technique);
    const rule = new aws.cloudwatch.EventRule(
      name(suffix),
      tagged("findingRule", suffix, { description, eventPattern: JSON.stringify(pattern), state: "ENABLED" }),
      options,
    );
    new aws.cloudwatch.EventTarget(
      name(`${suffix}-target`),
      untagged("findingTarget", `${suffix}-target`, {
        rule: rule.name,
        arn: alarmTopicArn,
        inputTransformer: { inputPaths: { ...values }, inputTemplate: JSON.stringify(message) },
      }),
      options,
    );
    return rule;
  });
}
