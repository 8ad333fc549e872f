import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../child/account";
import type { DetectionChildren } from "./roles";
import type { ThreatList } from "./threat-list";

/** Where findings are exported to, beyond the 90 days for which GuardDuty keeps them. */
export interface FindingsExport {
  /** Name of the bucket. Its policy must admit guardduty.amazonaws.com. */
  bucketName: pulumi.Input<string>;
  /** ARN of the key that encrypts the findings (DAT-06). Its policy must admit GuardDuty: KeyService.GuardDuty. */
  kmsKeyArn: pulumi.Input<string>;
}

/** What the detector watches beside the traffic, the name queries and the management of the account. */
const protection = [
  "S3_DATA_EVENTS",
  "EKS_AUDIT_LOGS",
  "EBS_MALWARE_PROTECTION",
  "RDS_LOGIN_EVENTS",
  "LAMBDA_NETWORK_LOGS",
] as const;

const runtimeMonitoring = "RUNTIME_MONITORING";

/** Agents that GuardDuty keeps on what runs, each named so that none changes unseen. */
const agents = ["EKS_ADDON_MANAGEMENT", "ECS_FARGATE_AGENT_MANAGEMENT", "EC2_AGENT_MANAGEMENT"];

/** The detector, which publishes changed findings as often as GuardDuty can: every 15 minutes (MON-05). New ones come at once. */
export function makeDetector(
  { name, options, tagged, untagged }: DetectionChildren,
  watchesRuntime: boolean,
): aws.guardduty.Detector {
  const detector = new aws.guardduty.Detector(
    name("detector"),
    tagged("detector", "detector", { enable: true, findingPublishingFrequency: "FIFTEEN_MINUTES" }),
    // Its findings are lost with it.
    { ...options, protect: true },
  );
  let previous: pulumi.Resource = detector;
  for (const feature of [...protection, ...(watchesRuntime ? [runtimeMonitoring] : [])]) {
    const suffix = `feature-${feature.toLowerCase().replaceAll("_", "-")}`;
    previous = new aws.guardduty.DetectorFeature(
      name(suffix),
      untagged("feature", suffix, {
        detectorId: detector.id,
        name: feature,
        status: "ENABLED",
        ...(feature === runtimeMonitoring && {
          additionalConfigurations: agents.map((agent) => ({ name: agent, status: "ENABLED" })),
        }),
      }),
      // One after the other: each changes the same detector, and the provider does not wait by itself.
      { ...options, dependsOn: [previous] },
    );
  }
  return detector;
}

/** Lists of addresses that whoever analyses threats keeps (MON-07). */
export function makeThreatLists(
  { name, options, tagged }: DetectionChildren,
  detector: aws.guardduty.Detector,
  lists: Readonly<Record<string, ThreatList>>,
): void {
  for (const [list, { location, format }] of Object.entries(lists)) {
    const suffix = `threat-list-${list}`;
    new aws.guardduty.ThreatIntelSet(
      name(suffix),
      tagged("threatList", suffix, { detectorId: detector.id, activate: true, location, format }),
      options,
    );
  }
}

export function makeFindingsExport(
  { name, options, tagged }: DetectionChildren,
  detector: aws.guardduty.Detector,
  account: pulumi.Output<Account>,
  { bucketName, kmsKeyArn }: FindingsExport,
): void {
  new aws.guardduty.PublishingDestination(
    name("findings-export"),
    tagged("findingsExport", "findings-export", {
      detectorId: detector.id,
      destinationArn: pulumi.interpolate`arn:${account.partition}:s3:::${bucketName}`,
      kmsKeyArn,
    }),
    options,
  );
}
