import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { accountLockout } from "../../protocol/iam";
import { makeEventAlarm } from "../trail/event-alarm";
import { failedSignIns, rootUse } from "../trail/patterns";
import type { Detecting } from "./roles";

/** An alarm on what a trail writes. */
interface TrailAlarm {
  readonly suffix: string;
  readonly description: string;
  /** Technique of MITRE ATT&CK that stands for what it finds. */
  readonly technique: string;
  /** Which events it counts, as metric filters match them. */
  readonly pattern: string;
  /** As many events in a period raise the alarm. */
  readonly threshold: number;
}

const anyOf = (eventNames: readonly string[]): string =>
  `{ ${eventNames.map((eventName) => `($.eventName = "${eventName}")`).join(" || ")} }`;

export const trailAlarms: readonly TrailAlarm[] = [
  {
    suffix: "failed-logins",
    description: "Failed logins to the console",
    technique: "T1110",
    pattern: failedSignIns,
    threshold: accountLockout.limits.maxFailedLogins.value,
  },
  {
    suffix: "login-without-mfa",
    description: "A login to the console by password alone",
    technique: "T1078.004",
    pattern:
      '{ ($.eventName = "ConsoleLogin") && ($.responseElements.ConsoleLogin = "Success") && ' +
      '($.userIdentity.type = "IAMUser") && ($.additionalEventData.MFAUsed != "Yes") }',
    threshold: 1,
  },
  {
    suffix: "root-use",
    description: "The root user did something",
    technique: "T1078.004",
    pattern: rootUse,
    threshold: 1,
  },
  {
    suffix: "privilege-change",
    description: "Rights, users or credentials were changed",
    technique: "T1098",
    pattern: anyOf([
      "AddUserToGroup",
      "AttachGroupPolicy",
      "AttachRolePolicy",
      "AttachUserPolicy",
      "CreateAccessKey",
      "CreateLoginProfile",
      "CreatePolicyVersion",
      "CreateUser",
      "DeleteRolePermissionsBoundary",
      "DeleteUserPermissionsBoundary",
      "PutGroupPolicy",
      "PutRolePermissionsBoundary",
      "PutRolePolicy",
      "PutUserPermissionsBoundary",
      "PutUserPolicy",
      "SetDefaultPolicyVersion",
      "UpdateAssumeRolePolicy",
      "UpdateLoginProfile",
    ]),
    threshold: 1,
  },
  {
    suffix: "guard-change",
    description: "Trails, detectors, recorders, keys or logs were stopped or deleted",
    technique: "T1562.008",
    pattern: anyOf([
      "DeleteAnalyzer",
      "DeleteConfigurationRecorder",
      "DeleteDeliveryChannel",
      "DeleteDetector",
      "DeleteFlowLogs",
      "DeleteLogGroup",
      "DeleteTrail",
      "DisableKey",
      "DisableKeyRotation",
      "DisableSecurityHub",
      "PutEventSelectors",
      "ScheduleKeyDeletion",
      "StopConfigurationRecorder",
      "StopLogging",
      "UpdateDetector",
      "UpdateTrail",
    ]),
    threshold: 1,
  },
];

const NAMESPACE = "Palisade/Detection";

/**
 * Counts what must not happen unseen in the log group of a trail. EventBridge would see the logins, and the changes of rights, of
 * one region only: a trail of all regions brings them here.
 */
export function makeTrailAlarms(
  detecting: Detecting,
  logGroupName: pulumi.Input<string>,
  alarmTopicArn: pulumi.Input<string>,
): aws.cloudwatch.MetricAlarm[] {
  return trailAlarms.map(({ suffix, technique, ...events }) => {
    const children = detecting(technique);
    return makeEventAlarm(
      children,
      { filter: "trailFilter", alarm: "trailAlarm" },
      suffix,
      { ...events, logGroupName, namespace: NAMESPACE, metricName: children.name(suffix) },
      alarmTopicArn,
    );
  });
}
