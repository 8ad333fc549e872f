import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Children } from "../child/children";

/** Events that are counted in the log group of a trail. */
export interface CountedEvents {
  readonly description: string;
  readonly logGroupName: pulumi.Input<string>;
  /** Which events they are, as filters of the log group match them. */
  readonly pattern: string;
  /** The metric that counts them. */
  readonly namespace: string;
  readonly metricName: string;
  /** As many within five minutes raise the alarm. */
  readonly threshold: number;
}

/** Roles of the two resources that make an alarm. */
export interface AlarmRoles<Role extends string> {
  readonly filter: Role;
  readonly alarm: Role;
}

const PERIOD_SECONDS = 300;

/** Counts events in the log group of a trail, and raises an alarm for them. */
export function makeEventAlarm<Role extends string>(
  { name, options, tagged, untagged }: Children<Role>,
  roles: AlarmRoles<Role>,
  suffix: string,
  { description, logGroupName, pattern, namespace, metricName, threshold }: CountedEvents,
  alarmTopicArn: pulumi.Input<string>,
): aws.cloudwatch.MetricAlarm {
  const filter = new aws.cloudwatch.LogMetricFilter(
    name(`${suffix}-filter`),
    untagged(roles.filter, `${suffix}-filter`, {
      logGroupName,
      pattern,
      metricTransformation: { namespace, name: metricName, value: "1" },
    }),
    options,
  );
  return new aws.cloudwatch.MetricAlarm(
    name(suffix),
    tagged(roles.alarm, suffix, {
      alarmDescription: description,
      namespace,
      metricName,
      statistic: "Sum",
      period: PERIOD_SECONDS,
      evaluationPeriods: 1,
      threshold,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      // Nothing is counted where nothing happens.
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
    }),
    { ...options, dependsOn: [filter] },
  );
}
