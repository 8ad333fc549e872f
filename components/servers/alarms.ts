import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { makeAlarm } from "../child/alarm";
import type { ServersChildren } from "./roles";

/** Tells of too few servers in service, and of a server that fails the checks of its host. */
export function makeAlarms(
  children: ServersChildren,
  group: aws.autoscaling.Group,
  minSize: number,
  topicArn: pulumi.Input<string>,
): void {
  const dimensions = { AutoScalingGroupName: group.name };
  makeAlarm(children, "capacityAlarm", "capacity-alarm", topicArn, {
    description: `Fewer than ${minSize} servers are in service.`,
    namespace: "AWS/AutoScaling",
    metricName: "GroupInServiceInstances",
    dimensions,
    statistic: "Minimum",
    comparisonOperator: "LessThanThreshold",
    threshold: minSize,
  });
  makeAlarm(children, "healthAlarm", "health-alarm", topicArn, {
    description: "A server fails the checks of its instance or its host.",
    namespace: "AWS/EC2",
    metricName: "StatusCheckFailed",
    dimensions,
    statistic: "Maximum",
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
  });
}
