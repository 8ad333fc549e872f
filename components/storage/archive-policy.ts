import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../child/account";
import { objects } from "../policy/bucket-policy";
import { others } from "../policy/condition";
import type { Statement } from "../policy/document";
import { trailArn } from "../trail/trail-arn";

/** A trail that writes to an archive. */
export interface ArchivedTrail {
  /** Name of the trail: that of AuditTrail. */
  name: string;
  /** Account of the trail, twelve digits. Default: that of the archive. */
  accountId?: string;
  /** Home region of the trail. Default: that of the archive. */
  region?: string;
}

/** Lets each trail write its own account's logs, and nothing else. */
export function trailStatements(
  trails: readonly ArchivedTrail[],
  bucketArn: pulumi.Output<string>,
  account: pulumi.Output<Account>,
): readonly Statement[] {
  const Principal = { Service: "cloudtrail.amazonaws.com" };
  const known = trails.map(({ name, accountId = account.accountId, region = account.region }) => ({
    accountId,
    arn: trailArn(name, { accountId, region, partition: account.partition }),
  }));
  return known.length === 0
    ? []
    : [
        {
          Sid: "TrailsLook",
          Effect: "Allow",
          Principal,
          Action: "s3:GetBucketAcl",
          Resource: bucketArn,
          Condition: { StringEquals: { "aws:SourceArn": known.map(({ arn }) => arn) } },
        },
        ...known.map(({ accountId, arn }, index): Statement => ({
          Sid: `Trail${index + 1}Writes`,
          Effect: "Allow",
          Principal,
          Action: "s3:PutObject",
          Resource: pulumi.interpolate`${bucketArn}/AWSLogs/${accountId}/*`,
          Condition: { StringEquals: { "aws:SourceArn": arn, "s3:x-amz-acl": "bucket-owner-full-control" } },
        })),
      ];
}

/** Nobody but services and these writers writes. */
export const onlyWriters = (
  bucketArn: pulumi.Output<string>,
  writers: pulumi.Input<readonly string[]> | undefined,
): Statement => ({
  Sid: "DenyOtherWriters",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:PutObject",
  Resource: objects(bucketArn),
  Condition: others(writers),
});

/** Nobody but these readers reads, where any are named. */
export const onlyReaders = (
  bucketArn: pulumi.Output<string>,
  readers: pulumi.Input<readonly string[]> | undefined,
): readonly Statement[] =>
  readers === undefined
    ? []
    : [
        {
          Sid: "DenyOtherReaders",
          Effect: "Deny",
          Principal: "*",
          Action: ["s3:GetObject", "s3:GetObjectVersion"],
          Resource: objects(bucketArn),
          Condition: others(readers),
        },
        {
          Sid: "Readers",
          Effect: "Allow",
          Principal: { AWS: readers },
          Action: ["s3:GetObject", "s3:GetObjectVersion"],
          Resource: objects(bucketArn),
        },
        {
          Sid: "ReadersList",
          Effect: "Allow",
          Principal: { AWS: readers },
          Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketVersions"],
          Resource: bucketArn,
        },
      ];
