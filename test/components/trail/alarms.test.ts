import assert from "node:assert/strict";
import { trailAlarms } from "../../../components/trail/alarms";
import { filterPattern, type TrailEvent } from "../../support/filter-pattern";

const call = (service: string, eventName: string, more: TrailEvent = {}): TrailEvent => ({
  eventName,
  eventSource: `${service}.amazonaws.com`,
  eventType: "AwsApiCall",
  sourceIPAddress: "198.51.100.7",
  userIdentity: { type: "AssumedRole" },
  ...more,
});

const signIn = (mfa: string, result: string, more: TrailEvent = {}): TrailEvent =>
  call("signin", "ConsoleLogin", {
    eventType: "AwsConsoleSignIn",
    userIdentity: { type: "IAMUser" },
    additionalEventData: { MFAUsed: mfa },
    responseElements: { ConsoleLogin: result },
    ...more,
  });

/** For each alarm, events that it is for. */
const events: Readonly<Record<string, readonly TrailEvent[]>> = {
  "unauthorized-calls": [
    call("s3", "GetObject", { errorCode: "AccessDenied" }),
    call("ec2", "RunInstances", { errorCode: "Client.UnauthorizedOperation" }),
  ],
  "sign-in-without-mfa": [signIn("No", "Success")],
  "root-use": [call("support", "DescribeCases", { userIdentity: { type: "Root" } })],
  "iam-changes": [
    call("iam", "PutRolePolicy"),
    call("iam", "AttachUserPolicy"),
    call("iam", "CreateAccessKey"),
    call("iam", "DeactivateMFADevice"),
    call("iam", "DeleteRolePermissionsBoundary"),
  ],
  "trail-changes": [call("cloudtrail", "StopLogging"), call("cloudtrail", "DeleteTrail")],
  "failed-sign-ins": [signIn("No", "Failure", { errorMessage: "Failed authentication" })],
  "key-deletion": [call("kms", "ScheduleKeyDeletion"), call("kms", "DisableKeyRotation")],
  "bucket-access-changes": [call("s3", "PutBucketPolicy"), call("s3", "DeletePublicAccessBlock")],
  "config-changes": [call("config", "StopConfigurationRecorder"), call("config", "DeleteConfigurationRecorder")],
  "detection-changes": [
    call("guardduty", "DeleteDetector"),
    call("securityhub", "DisableSecurityHub"),
    call("inspector2", "Disable"),
    call("access-analyzer", "DeleteAnalyzer"),
    call("ec2", "DeleteFlowLogs"),
    call("logs", "DeleteLogGroup"),
    call("monitoring", "DisableAlarmActions"),
  ],
  "security-group-changes": [
    call("ec2", "AuthorizeSecurityGroupIngress"),
    call("ec2", "ModifySecurityGroupRules"),
    call("ec2", "DeleteSecurityGroup"),
  ],
  "access-list-changes": [call("ec2", "ReplaceNetworkAclEntry")],
  "gateway-changes": [call("ec2", "AttachInternetGateway")],
  "route-changes": [call("ec2", "CreateRoute"), call("ec2", "ReplaceRouteTableAssociation")],
  "network-changes": [call("ec2", "CreateVpcPeeringConnection"), call("ec2", "DeleteVpc")],
  "organization-changes": [call("organizations", "LeaveOrganization"), call("organizations", "DetachPolicy")],
};

const harmless: readonly TrailEvent[] = [
  call("s3", "GetObject"),
  call("ec2", "DescribeSecurityGroups"),
  call("iam", "GetRole"),
  call("kms", "Decrypt"),
  // Names that another service has too.
  call("iot", "CreatePolicyVersion"),
  call("apigateway", "DeleteRoute"),
  call("frauddetector", "DeleteDetector"),
  signIn("Yes", "Success"),
  // A bucket that is asked for by chance, and what the cloud does in the name of the root user.
  call("s3", "HeadBucket", { errorCode: "AccessDenied" }),
  call("s3", "PutObject", { errorCode: "AccessDenied", sourceIPAddress: "delivery.logs.amazonaws.com" }),
  call("kms", "RotateKey", { eventType: "AwsServiceEvent", userIdentity: { type: "Root" } }),
  call("config", "Decrypt", { userIdentity: { type: "Root", invokedBy: "backup.amazonaws.com" } }),
];

describe("the alarms of a trail", () => {
  it("are sixteen, each with a name, a description and events that it is for", () => {
    assert.equal(trailAlarms.length, 16);
    assert.deepEqual(
      trailAlarms.map(({ name }) => name),
      Object.keys(events),
    );
    assert.ok(trailAlarms.every(({ description }) => /^[A-Z].*[a-z]$/.test(description)));
    assert.ok(trailAlarms.every(({ technique }) => /^T\d{4}(\.\d{3})?$/.test(technique)));
  });

  it("have patterns that the cloud takes: at most 1024 characters", () => {
    for (const { name, pattern } of trailAlarms) {
      assert.ok(pattern.length <= 1024, `${name}: ${pattern.length}`);
    }
  });

  for (const { name, pattern, threshold } of trailAlarms) {
    it(`raise ${name} for what it is for, and for nothing else`, () => {
      const matches = filterPattern(pattern);
      for (const [other, samples] of Object.entries(events)) {
        for (const sample of samples) {
          assert.equal(matches(sample), other === name, JSON.stringify(sample));
        }
      }
      assert.deepEqual(harmless.filter(matches), []);
    });

    it(`count ${name} in China too`, () => {
      const [first = {}] = events[name] ?? [];
      const there = { ...first, eventSource: `${String(first["eventSource"])}.cn` };
      assert.equal(filterPattern(pattern)(there), true);
    });

    it(`wait for ${name} to repeat only where one sign-in may fail`, () =>
      assert.equal(threshold, name === "failed-sign-ins" ? 5 : undefined));
  }
});
