import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { DetectionChildren } from "./roles";

/** How the configuration of the region's resources is recorded. */
export interface Recording {
  readonly configRoleArn: pulumi.Input<string>;
  readonly configBucketName: pulumi.Input<string>;
  readonly configKmsKeyArn?: pulumi.Input<string> | undefined;
  readonly recordsGlobalResources: boolean;
}

// A region has one of each. The cloud calls them so too, and a further one of that name replaces it instead of failing.
const THE_ONLY = "default";

/** Records every change of every resource. What it returns has started. */
export function makeRecorder(
  { name, options, untagged }: DetectionChildren,
  { configRoleArn, configBucketName, configKmsKeyArn, recordsGlobalResources }: Recording,
): aws.cfg.RecorderStatus {
  const recorder = new aws.cfg.Recorder(
    name("recorder"),
    untagged("recorder", "recorder", {
      name: THE_ONLY,
      roleArn: configRoleArn,
      recordingGroup: { allSupported: true, includeGlobalResourceTypes: recordsGlobalResources },
      recordingMode: { recordingFrequency: "CONTINUOUS" },
    }),
    { ...options, protect: true },
  );
  // A channel needs a recorder, and a recorder starts only with a channel.
  const channel = new aws.cfg.DeliveryChannel(
    name("delivery-channel"),
    untagged("deliveryChannel", "delivery-channel", {
      name: THE_ONLY,
      s3BucketName: configBucketName,
      s3KmsKeyArn: configKmsKeyArn,
      snapshotDeliveryProperties: { deliveryFrequency: "TwentyFour_Hours" },
    }),
    { ...options, dependsOn: [recorder] },
  );
  return new aws.cfg.RecorderStatus(
    name("recorder-status"),
    untagged("recorderStatus", "recorder-status", { name: recorder.name, isEnabled: true }),
    { ...options, dependsOn: [channel] },
  );
}
