import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { uploadLimits } from "../../protocol/application";
import type { Refuse } from "../argument/refusal";
import { type Account, arnIn } from "../child/account";
import type { Children } from "../child/children";
import { type MadeRole, makeServiceRole } from "../child/service-role";
import { objects } from "../policy/bucket-policy";
import { through } from "../policy/condition";
import type { Statement } from "../policy/document";

/** What is scanned for malware, and cannot be read before it is found clean. */
export interface UploadScan {
  /** Beginnings of the keys of what is scanned, such as `uploads/`: at most five. Default: everything. */
  prefixes?: string[];
}

// As many as GuardDuty takes.
const MAX_PREFIXES = 5;
const SERVICE = "malware-protection-plan.guardduty.amazonaws.com";
/** Tag in which GuardDuty notes what it found. */
const VERDICT = "GuardDutyMalwareScanStatus";
const CLEAN = "NO_THREATS_FOUND";

/** @throws RefusedArgumentError for prefixes that would be scanned as something else, or not at all. */
export function assertUploadScan(refuse: Refuse, { prefixes }: UploadScan): void {
  if (prefixes === undefined) {
    return;
  }
  if (!Array.isArray(prefixes) || prefixes.length === 0 || prefixes.length > MAX_PREFIXES) {
    throw refuse("uploadScan.prefixes", prefixes, `1 to ${MAX_PREFIXES} prefixes`, uploadLimits);
  }
  const wild = prefixes.find((prefix) => !/^[\w!.()/-]+$/.test(prefix));
  if (wild !== undefined) {
    throw refuse("uploadScan.prefixes", wild, "prefixes of letters, digits and _!.()/-", uploadLimits);
  }
}

/** Why there is none in the China partition, and what to do instead. */
export const scanInChina = (refuse: Refuse, scan: UploadScan) => () =>
  refuse(
    "uploadScan",
    scan,
    "events and a scanner of your own in China, where GuardDuty scans no uploads",
    uploadLimits,
  );

/** The role that GuardDuty takes on to scan. */
export function makeScanner(
  children: Children<"scanner">,
  bucketArn: pulumi.Output<string>,
  kmsKeyArn: pulumi.Input<string>,
  account: pulumi.Output<Account>,
  { prefixes = [""] }: UploadScan,
): MadeRole {
  const scanned = prefixes.map((prefix) => objects(bucketArn, prefix));
  const rules = arnIn(account, "events", "rule/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*");
  return makeServiceRole(children, "scanner", "scanner", account, {
    service: SERVICE,
    allows: [
      {
        Effect: "Allow",
        Action: ["events:DeleteRule", "events:PutRule", "events:PutTargets", "events:RemoveTargets"],
        Resource: rules,
        Condition: { StringLike: { "events:ManagedBy": SERVICE } },
      },
      { Effect: "Allow", Action: ["events:DescribeRule", "events:ListTargetsByRule"], Resource: rules },
      {
        Effect: "Allow",
        Action: ["s3:GetBucketNotification", "s3:ListBucket", "s3:PutBucketNotification"],
        Resource: bucketArn,
      },
      {
        Effect: "Allow",
        Action: "s3:PutObject",
        Resource: pulumi.interpolate`${bucketArn}/malware-protection-resource-validation-object`,
      },
      {
        Effect: "Allow",
        Action: [
          "s3:GetObject",
          "s3:GetObjectTagging",
          "s3:GetObjectVersion",
          "s3:GetObjectVersionTagging",
          "s3:PutObjectTagging",
          "s3:PutObjectVersionTagging",
        ],
        Resource: scanned,
      },
      {
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: kmsKeyArn,
        Condition: through("s3", account.region, account.dnsSuffix),
      },
    ],
  });
}

/** Nobody but the scanner reads what is not found clean, or says that it is. */
export function quarantine(
  bucketArn: pulumi.Output<string>,
  { role }: MadeRole,
  { partition }: pulumi.Output<Account>,
  { prefixes = [""] }: UploadScan,
): readonly Statement[] {
  const Resource = prefixes.map((prefix) => objects(bucketArn, prefix));
  // Made from its name, which is known before the role exists.
  const scanner = pulumi.interpolate`arn:${partition}:iam::$\{aws:ResourceAccount}:role/${role.name}`;
  const ArnNotEquals = { "aws:PrincipalArn": scanner };
  return [
    {
      Sid: "DenyUnscanned",
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:GetObject", "s3:GetObjectVersion"],
      Resource,
      Condition: { ArnNotEquals, StringNotEquals: { [`s3:ExistingObjectTag/${VERDICT}`]: CLEAN } },
    },
    {
      Sid: "DenyOtherVerdicts",
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:PutObject", "s3:PutObjectTagging", "s3:PutObjectVersionTagging"],
      Resource,
      Condition: { ArnNotEquals, "ForAnyValue:StringEquals": { "s3:RequestObjectTagKeys": VERDICT } },
    },
  ];
}

export const makeScan = (
  { name, options, tagged }: Children<"scan">,
  bucketName: pulumi.Output<string>,
  { role, policies }: MadeRole,
  { prefixes }: UploadScan,
  after: readonly pulumi.Resource[],
): aws.guardduty.MalwareProtectionPlan =>
  new aws.guardduty.MalwareProtectionPlan(
    name("scan"),
    tagged("scan", "scan", {
      role: role.arn,
      protectedResource: { s3Bucket: { bucketName, ...(prefixes && { objectPrefixes: prefixes }) } },
      actions: [{ taggings: [{ status: "ENABLED" }] }],
    }),
    { ...options, dependsOn: [...policies, ...after] },
  );
