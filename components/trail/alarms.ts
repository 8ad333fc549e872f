import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { accountLockout } from "../../protocol/iam";
import type { Children } from "../child/children";
import { type AlarmRoles, makeEventAlarm } from "./event-alarm";

/** Something in a trail that somebody must hear of at once. */
export interface TrailAlarm {
  /** Name of the alarm, and of the metric that it watches. */
  readonly name: string;
  readonly description: string;
  /** Technique of MITRE ATT&CK that stands for what it finds (MON-06). */
  readonly technique: string;
  /** What the filter of the log group looks for. */
  readonly pattern: string;
  /** Times within five minutes. Default: once. */
  readonly threshold?: number;
}

const anyOf = (...conditions: readonly string[]) => conditions.map((condition) => `(${condition})`).join(" || ");
const events = (...names: readonly string[]) => anyOf(...names.map((name) => `$.eventName = ${name}`));
/** In China some services sign with the domain of the partition. */
const source = (service: string) => `($.eventSource = "${service}.amazonaws.com*")`;
const eventsOf = (service: string, ...names: readonly string[]) => `${source(service)} && (${events(...names)})`;

/** What the CIS AWS Foundations Benchmark wants an alarm for, and what would blind the others. */
export const trailAlarms: readonly TrailAlarm[] = [
  {
    name: "unauthorized-calls",
    description: "Calls that their callers had no permission for",
    technique: "T1580",
    pattern:
      '{ (($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*")) && ' +
      '($.sourceIPAddress != "delivery.logs.amazonaws.com") && ($.eventName != "HeadBucket") }',
  },
  {
    name: "sign-in-without-mfa",
    description: "Console sign-in of a user without a second factor",
    technique: "T1078.004",
    pattern:
      '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ' +
      '($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
  },
  {
    name: "root-use",
    description: "Use of the root user",
    technique: "T1078.004",
    // Not what the cloud does in the name of the root user.
    pattern:
      '{ ($.userIdentity.type = "Root") && ($.userIdentity.invokedBy NOT EXISTS) && ($.eventType != "AwsServiceEvent") }',
  },
  {
    name: "iam-changes",
    description: "Changes of users, their credentials, groups, roles and policies",
    technique: "T1098",
    pattern: `{ ${eventsOf(
      "iam",
      "AddUserToGroup",
      "AttachGroupPolicy",
      "AttachRolePolicy",
      "AttachUserPolicy",
      "CreateAccessKey",
      "CreateLoginProfile",
      "CreatePolicy",
      "CreatePolicyVersion",
      "CreateUser",
      "DeactivateMFADevice",
      "DeleteGroupPolicy",
      "DeletePolicy",
      "DeletePolicyVersion",
      "DeleteRolePolicy",
      "DeleteUserPolicy",
      "DetachGroupPolicy",
      "DetachRolePolicy",
      "DetachUserPolicy",
      "PutGroupPolicy",
      "PutRolePolicy",
      "PutUserPolicy",
      "SetDefaultPolicyVersion",
      "UpdateAssumeRolePolicy",
      "UpdateLoginProfile",
      '"*PermissionsBoundary"',
    )} }`,
  },
  {
    name: "trail-changes",
    description: "Changes of trails, which could hide everything else",
    technique: "T1562.008",
    pattern: `{ ${eventsOf(
      "cloudtrail",
      "CreateTrail",
      "DeleteTrail",
      "PutEventSelectors",
      "StartLogging",
      "StopLogging",
      "UpdateTrail",
    )} }`,
  },
  {
    name: "failed-sign-ins",
    description: "Repeated console sign-ins that failed",
    technique: "T1110",
    pattern: '{ ($.eventName = "ConsoleLogin") && ($.errorMessage = "Failed authentication") }',
    threshold: accountLockout.limits.maxFailedLogins.value,
  },
  {
    name: "key-deletion",
    description: "Keys that are disabled, no longer rotated or about to be deleted, and what they encrypt with them",
    technique: "T1485",
    pattern: `{ ${eventsOf("kms", "DisableKey", "DisableKeyRotation", "ScheduleKeyDeletion")} }`,
  },
  {
    name: "bucket-access-changes",
    description: "Changes of who reaches a bucket, and of what becomes of its objects",
    technique: "T1530",
    pattern: `{ ${eventsOf(
      "s3",
      "DeleteBucketCors",
      "DeleteBucketLifecycle",
      "DeleteBucketPolicy",
      "DeleteBucketReplication",
      "DeletePublicAccessBlock",
      "PutBucketAcl",
      "PutBucketCors",
      "PutBucketLifecycle",
      "PutBucketPolicy",
      "PutBucketPublicAccessBlock",
      "PutBucketReplication",
    )} }`,
  },
  {
    name: "config-changes",
    description: "Changes of the recording of configurations",
    technique: "T1562.001",
    pattern: `{ ${eventsOf(
      "config",
      "DeleteConfigurationRecorder",
      "DeleteDeliveryChannel",
      "PutConfigurationRecorder",
      "PutDeliveryChannel",
      "StopConfigurationRecorder",
    )} }`,
  },
  {
    name: "detection-changes",
    description: "Detectors, scanners, alarms and logs that are switched off or deleted",
    technique: "T1562.008",
    pattern: `{ ${anyOf(
      eventsOf("access-analyzer", "DeleteAnalyzer"),
      eventsOf("ec2", "DeleteFlowLogs"),
      eventsOf("guardduty", "DeleteDetector", "UpdateDetector"),
      eventsOf("inspector2", "Disable"),
      eventsOf("logs", "DeleteLogGroup", "DeleteMetricFilter"),
      eventsOf("monitoring", "DeleteAlarms", "DisableAlarmActions"),
      eventsOf("securityhub", "BatchDisableStandards", "DisableSecurityHub"),
    )} }`,
  },
  {
    name: "security-group-changes",
    description: "Changes of security groups",
    technique: "T1562.007",
    pattern: `{ ${events(
      "AuthorizeSecurityGroupEgress",
      "AuthorizeSecurityGroupIngress",
      "CreateSecurityGroup",
      "DeleteSecurityGroup",
      "ModifySecurityGroupRules",
      "RevokeSecurityGroupEgress",
      "RevokeSecurityGroupIngress",
    )} }`,
  },
  {
    name: "access-list-changes",
    description: "Changes of the access lists of networks",
    technique: "T1562.007",
    pattern: `{ ${events(
      "CreateNetworkAcl",
      "CreateNetworkAclEntry",
      "DeleteNetworkAcl",
      "DeleteNetworkAclEntry",
      "ReplaceNetworkAclAssociation",
      "ReplaceNetworkAclEntry",
    )} }`,
  },
  {
    name: "gateway-changes",
    description: "Changes of the gateways of networks",
    technique: "T1562.007",
    pattern: `{ ${events(
      "AttachInternetGateway",
      "CreateCustomerGateway",
      "CreateInternetGateway",
      "DeleteCustomerGateway",
      "DeleteInternetGateway",
      "DetachInternetGateway",
    )} }`,
  },
  {
    name: "route-changes",
    description: "Changes of routes",
    technique: "T1562.007",
    pattern: `{ ${eventsOf(
      "ec2",
      "CreateRoute",
      "CreateRouteTable",
      "DeleteRoute",
      "DeleteRouteTable",
      "DisassociateRouteTable",
      "ReplaceRoute",
      "ReplaceRouteTableAssociation",
    )} }`,
  },
  {
    name: "network-changes",
    description: "Changes of networks and of the links between them",
    technique: "T1562.007",
    pattern: `{ ${events(
      "AcceptVpcPeeringConnection",
      "AttachClassicLinkVpc",
      "CreateVpc",
      "CreateVpcPeeringConnection",
      "DeleteVpc",
      "DeleteVpcPeeringConnection",
      "DetachClassicLinkVpc",
      "DisableVpcClassicLink",
      "EnableVpcClassicLink",
      "ModifyVpcAttribute",
      "RejectVpcPeeringConnection",
    )} }`,
  },
  {
    name: "organization-changes",
    description: "Changes of the organization that the account belongs to",
    technique: "T1484",
    pattern: `{ ${eventsOf(
      "organizations",
      "AcceptHandshake",
      "AttachPolicy",
      "CancelHandshake",
      "CreateAccount",
      "CreateOrganization",
      "CreateOrganizationalUnit",
      "CreatePolicy",
      "DeclineHandshake",
      "DeleteOrganization",
      "DeleteOrganizationalUnit",
      "DeletePolicy",
      "DetachPolicy",
      "DisablePolicyType",
      "EnablePolicyType",
      "InviteAccountToOrganization",
      "LeaveOrganization",
      "MoveAccount",
      "RemoveAccountFromOrganization",
      "UpdateOrganizationalUnit",
      "UpdatePolicy",
    )} }`,
  },
];

/**
 * Counts in the log group of a trail what the table names, and raises an alarm for it. EventBridge would see the sign-ins, and the
 * changes of rights, of one region only: a trail of all regions brings them here.
 */
export const makeTrailAlarms = <Role extends string>(
  detecting: (technique: string) => Children<Role>,
  roles: AlarmRoles<Role>,
  logGroupName: pulumi.Input<string>,
  namespace: string,
  alarmTopicArn: pulumi.Input<string>,
): aws.cloudwatch.MetricAlarm[] =>
  trailAlarms.map(({ name, technique, threshold = 1, ...events }) =>
    makeEventAlarm(
      detecting(technique),
      roles,
      name,
      { ...events, logGroupName, namespace, metricName: name, threshold },
      alarmTopicArn,
    ),
  );
