import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Tags, tagsOf } from "../child/tags";
import { isParameter } from "./image";
import type { ServersChildren } from "./roles";

/** How many servers there are, where, and how they are replaced. */
export interface Fleet {
  readonly subnetIds: readonly pulumi.Input<string>[];
  readonly imageId: pulumi.Input<string>;
  readonly instanceTypes: readonly string[];
  readonly minSize: number;
  readonly maxSize: number;
  readonly targetGroupArns: readonly pulumi.Input<string>[];
  readonly healthCheckGraceSeconds: number;
  readonly maxInstanceLifetimeDays?: number;
  readonly rollbackAlarmNames: readonly pulumi.Input<string>[];
  readonly tags: Tags;
}

// A replacement is in service before what it replaces goes.
const replacement = { minHealthyPercentage: 100, maxHealthyPercentage: 110 };

const metrics = Object.values(aws.autoscaling.Metric).filter((metric) => !metric.includes("WarmPool"));

export function makeGroup(
  children: ServersChildren,
  template: aws.ec2.LaunchTemplate,
  fleet: Fleet,
): aws.autoscaling.Group {
  const { subnetIds, imageId, minSize, maxSize, targetGroupArns, maxInstanceLifetimeDays, rollbackAlarmNames } = fleet;
  const name = children.name("group");
  return new aws.autoscaling.Group(
    name,
    children.untagged("group", "group", {
      ...launched(template, fleet.instanceTypes),
      vpcZoneIdentifiers: [...subnetIds],
      minSize,
      maxSize,
      targetGroupArns: [...targetGroupArns],
      healthCheckType: targetGroupArns.length > 0 ? "ELB" : "EC2",
      healthCheckGracePeriod: fleet.healthCheckGraceSeconds,
      defaultInstanceWarmup: fleet.healthCheckGraceSeconds,
      terminationPolicies: ["OldestLaunchTemplate", "OldestInstance"],
      instanceMaintenancePolicy: replacement,
      instanceRefresh: {
        strategy: "Rolling",
        preferences: {
          ...replacement,
          // Not offered where a parameter names the image.
          autoRollback: pulumi.output(imageId).apply((known) => !isParameter(known)),
          ...(rollbackAlarmNames.length > 0 && { alarmSpecification: { alarms: [...rollbackAlarmNames] } }),
        },
      },
      ...(maxInstanceLifetimeDays !== undefined && { maxInstanceLifetime: maxInstanceLifetimeDays * 86_400 }),
      enabledMetrics: metrics,
      // Instances get theirs from the template.
      tags: Object.entries(tagsOf(fleet.tags, name, "server")).map(([key, value]) => ({
        key,
        value,
        propagateAtLaunch: false,
      })),
    }),
    children.options,
  );
}

/** The template in the version that the program wrote, by a number, so that a failed replacement can return to the last one. */
function launched(template: aws.ec2.LaunchTemplate, instanceTypes: readonly string[]) {
  const version = template.latestVersion.apply(String);
  if (instanceTypes.length === 1) {
    return { launchTemplate: { id: template.id, version } };
  }
  return {
    mixedInstancesPolicy: {
      instancesDistribution: { onDemandPercentageAboveBaseCapacity: 100, onDemandAllocationStrategy: "prioritized" },
      launchTemplate: {
        launchTemplateSpecification: { launchTemplateId: template.id, version },
        overrides: instanceTypes.map((instanceType) => ({ instanceType })),
      },
    },
  };
}
