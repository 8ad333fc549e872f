import type { Account } from "../child/account";
import { policyDocument } from "../policy/document";

/** What a boundary lets roles do at most. */
export interface BoundaryTerms {
  /** Name of the policy, up to what the provider adds to it. */
  readonly policyName: string;
  readonly actions: readonly string[];
  readonly regions: readonly string[];
}

/** Services whose API answers in one region for the whole account: to deny them by region would be to deny them. */
const global = [
  "budgets:*",
  "ce:*",
  "cloudfront:*",
  "ec2:DescribeRegions",
  "globalaccelerator:*",
  "health:*",
  "iam:*",
  "organizations:*",
  "route53:*",
  "s3:ListAllMyBuckets",
  "shield:*",
  "sts:*",
  "support:*",
  "waf:*",
  "wafv2:*",
];

/** How a role or a user would get rid of its boundary. */
const boundaries = [
  "iam:DeleteRolePermissionsBoundary",
  "iam:DeleteUserPermissionsBoundary",
  "iam:PutRolePermissionsBoundary",
  "iam:PutUserPermissionsBoundary",
];

const policyChanges = [
  "iam:CreatePolicyVersion",
  "iam:DeletePolicy",
  "iam:DeletePolicyVersion",
  "iam:SetDefaultPolicyVersion",
];

/** What gives rights to a role. */
const roleChanges = ["iam:AttachRolePolicy", "iam:CreateRole", "iam:PutRolePolicy"];

/** Ways to credentials that outlast a session, and to the rights of another role by changing whom it trusts. */
const lastingCredentials = [
  "iam:AddUserToGroup",
  "iam:AttachGroupPolicy",
  "iam:AttachUserPolicy",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:CreateServiceSpecificCredential",
  "iam:CreateUser",
  "iam:PutGroupPolicy",
  "iam:PutUserPolicy",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateLoginProfile",
  "iam:UploadSSHPublicKey",
  "iam:UploadSigningCertificate",
];

/** What blinds or loosens the account: no application has a reason to. */
const guards = [
  "access-analyzer:DeleteAnalyzer",
  "backup:DeleteBackupVault*",
  "backup:DeleteRecoveryPoint",
  "backup:DisassociateRecoveryPoint*",
  "backup:PutBackupVaultAccessPolicy",
  "backup:UpdateRecoveryPointLifecycle",
  "cloudtrail:DeleteTrail",
  "cloudtrail:PutEventSelectors",
  "cloudtrail:StopLogging",
  "cloudtrail:UpdateTrail",
  "config:DeleteConfigurationRecorder",
  "config:DeleteDeliveryChannel",
  "config:PutConfigurationRecorder",
  "config:StopConfigurationRecorder",
  "ec2:DeleteFlowLogs",
  "ec2:Disable*BlockPublicAccess",
  "ec2:DisableEbsEncryptionByDefault",
  "ec2:EnableSerialConsoleAccess",
  "ec2:ModifyInstanceMetadataDefaults",
  "guardduty:Delete*",
  "guardduty:Disassociate*",
  "guardduty:StopMonitoringMembers",
  "guardduty:UpdateDetector",
  "iam:DeleteAccountPasswordPolicy",
  "iam:UpdateAccountPasswordPolicy",
  "inspector2:Disable*",
  "kms:DeleteImportedKeyMaterial",
  "kms:DisableKey*",
  "kms:ScheduleKeyDeletion",
  "logs:DeleteLogGroup",
  "logs:DeleteLogStream",
  "logs:PutLogGroupDeletionProtection",
  "logs:PutRetentionPolicy",
  "organizations:LeaveOrganization",
  "s3:PutAccountPublicAccessBlock",
  "securityhub:BatchDisableStandards",
  "securityhub:DisableSecurityHub",
  "securityhub:Disassociate*",
];

/** The policy as JSON. It grants nothing by itself: a role may do what both this and its own policies allow. */
export function boundaryPolicy(
  { policyName, actions, regions }: BoundaryTerms,
  { partition, accountId }: Pick<Account, "partition" | "accountId">,
): string {
  // The provider adds some characters to the name, so the policy cannot name itself whole.
  const itself = `arn:${partition}:iam::${accountId}:policy/${policyName}-*`;
  const document = policyDocument(
    { Sid: "Cap", Effect: "Allow", Action: actions, Resource: "*" },
    {
      Sid: "Regions",
      Effect: "Deny",
      NotAction: global,
      Resource: "*",
      Condition: { StringNotEquals: { "aws:RequestedRegion": regions } },
    },
    { Sid: "Boundaries", Effect: "Deny", Action: boundaries, Resource: "*" },
    { Sid: "ThisBoundary", Effect: "Deny", Action: policyChanges, Resource: itself },
    // Where a role has no boundary the condition holds too.
    {
      Sid: "RolesWithoutThisBoundary",
      Effect: "Deny",
      Action: roleChanges,
      Resource: "*",
      Condition: { StringNotLike: { "iam:PermissionsBoundary": itself } },
    },
    { Sid: "LastingCredentials", Effect: "Deny", Action: lastingCredentials, Resource: "*" },
    { Sid: "Guards", Effect: "Deny", Action: guards, Resource: "*" },
  );
  return JSON.stringify(document);
}
