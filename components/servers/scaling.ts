import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { ServersChildren } from "./roles";

/** Keeps the requests that a load balancer hands to each server at a number. */
export interface RequestScaling {
  /** Requests a minute for each server: 1 at least. */
  requestsPerMinute: number;
  /**
   * Which target group of which application load balancer: `app/…/…/targetgroup/…/…`, the ends of both ARNs joined by a
   * slash. The servers must be its targets.
   */
  resourceLabel: pulumi.Input<string>;
}

export function makeScaling(
  { name, options, untagged }: ServersChildren,
  group: aws.autoscaling.Group,
  cpuPercent: number,
  requests: RequestScaling | undefined,
): void {
  const tracking = (predefinedMetricType: string, targetValue: number, resourceLabel?: pulumi.Input<string>) => ({
    autoscalingGroupName: group.name,
    policyType: "TargetTrackingScaling",
    targetTrackingConfiguration: {
      predefinedMetricSpecification: { predefinedMetricType, ...(resourceLabel !== undefined && { resourceLabel }) },
      targetValue,
    },
  });
  new aws.autoscaling.Policy(
    name("cpu-scaling"),
    untagged("cpuScaling", "cpu-scaling", tracking("ASGAverageCPUUtilization", cpuPercent)),
    options,
  );
  if (requests !== undefined) {
    const { requestsPerMinute, resourceLabel } = requests;
    new aws.autoscaling.Policy(
      name("request-scaling"),
      untagged(
        "requestScaling",
        "request-scaling",
        tracking("ALBRequestCountPerTarget", requestsPerMinute, resourceLabel),
      ),
      options,
    );
  }
}

/** Lets a server that is to go finish what it has begun. */
export function makeDrainHook(
  { name, options, untagged }: ServersChildren,
  group: aws.autoscaling.Group,
  seconds: number,
): void {
  new aws.autoscaling.LifecycleHook(
    name("drain-hook"),
    untagged("drainHook", "drain-hook", {
      autoscalingGroupName: group.name,
      lifecycleTransition: "autoscaling:EC2_INSTANCE_TERMINATING",
      heartbeatTimeout: seconds,
      defaultResult: "CONTINUE",
    }),
    options,
  );
}
