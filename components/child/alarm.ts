import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Children } from "./children";

/** When somebody is to look at a metric. */
export interface Alarm {
  /** What has happened, for whom the alarm wakes. */
  readonly description: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, pulumi.Input<string>>>;
  readonly statistic: "Average" | "Maximum" | "Minimum";
  readonly comparisonOperator: "GreaterThanThreshold" | "LessThanThreshold";
  readonly threshold: number;
}

// Five minutes in a row: a single peak wakes nobody.
const PERIOD_SECONDS = 60;
const PERIODS = 5;

/** An alarm that tells the topic when it goes off, and when all is well again. */
export function makeAlarm<Role extends string>(
  { name, options, tagged }: Children<Role>,
  role: Role,
  suffix: string,
  topicArn: pulumi.Input<string>,
  { description, dimensions, ...metric }: Alarm,
): aws.cloudwatch.MetricAlarm {
  return new aws.cloudwatch.MetricAlarm(
    name(suffix),
    tagged(role, suffix, {
      ...metric,
      dimensions: { ...dimensions },
      alarmDescription: description,
      period: PERIOD_SECONDS,
      evaluationPeriods: PERIODS,
      alarmActions: [topicArn],
      okActions: [topicArn],
    }),
    options,
  );
}
