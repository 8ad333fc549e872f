import * as pulumi from "@pulumi/pulumi";
import { tlsVersions } from "../../protocol/tls";
import type { Account } from "../child/account";
import { insecure } from "./condition";
import type { Principal, Statement } from "./document";

const { minTlsVersion } = tlsVersions.limits;

const everybody: Principal = "*";

/** Everything in a bucket. */
export const objects = (bucketArn: pulumi.Output<string>, prefix = ""): pulumi.Output<string> =>
  pulumi.interpolate`${bucketArn}/${prefix}*`;

/** ARN of a bucket, made from its name because the name is known before the bucket exists. */
export const bucketArnOf = (name: pulumi.Input<string>, { partition }: pulumi.Output<Account>): pulumi.Output<string> =>
  pulumi.interpolate`arn:${partition}:s3:::${name}`;

/** Nobody reads or writes in plain text, or over a TLS that is out of date. */
export const denyInsecureTransport = (bucketArn: pulumi.Output<string>): readonly Statement[] =>
  (
    [
      ["DenyInsecureTransport", insecure],
      ["DenyOldTls", { NumericLessThan: { "s3:TlsVersion": minTlsVersion.value } }],
    ] as const
  ).map(([Sid, Condition]) => ({
    Sid,
    Effect: "Deny",
    Principal: everybody,
    Action: "s3:*",
    Resource: [bucketArn, objects(bucketArn)],
    Condition,
  }));

/** Nobody uploads under a key that is not kept in the account: whoever has it alone holds the data to ransom. */
export const denyCustomerProvidedKeys = (bucketArn: pulumi.Output<string>): Statement => ({
  Sid: "DenyCustomerProvidedKeys",
  Effect: "Deny",
  Principal: everybody,
  Action: "s3:PutObject",
  Resource: objects(bucketArn),
  Condition: { Null: { "s3:x-amz-server-side-encryption-customer-algorithm": "false" } },
});

const ENCRYPTION = "s3:x-amz-server-side-encryption";
const KEY = "s3:x-amz-server-side-encryption-aws-kms-key-id";

/**
 * An upload that says nothing is encrypted with the bucket's key. One that says how must name a KMS key, by its ARN, of the
 * bucket's account and region. The bucket's own key is not named: it may not be known before it is made.
 */
export const denyOtherEncryption = (
  bucketArn: pulumi.Output<string>,
  { partition, region }: pulumi.Output<Account>,
): readonly Statement[] =>
  (
    [
      ["DenyOtherEncryption", { StringNotEquals: { [ENCRYPTION]: "aws:kms" }, Null: { [ENCRYPTION]: "false" } }],
      // With no key named, S3 would take one that the cloud manages.
      ["DenyDefaultKey", { StringEquals: { [ENCRYPTION]: "aws:kms" }, Null: { [KEY]: "true" } }],
      [
        "DenyForeignKeys",
        {
          ArnNotLike: { [KEY]: pulumi.interpolate`arn:${partition}:kms:${region}:$\{aws:ResourceAccount}:key/*` },
          Null: { [KEY]: "false" },
        },
      ],
    ] as const
  ).map(([Sid, Condition]) => ({
    Sid,
    Effect: "Deny",
    Principal: everybody,
    Action: "s3:PutObject",
    Resource: objects(bucketArn),
    Condition,
  }));

/** Nobody deletes a log, nor lifts its lock; it ends with the lifecycle of the bucket, which no policy touches (LOG-07). */
export const denyDeletion = (bucketArn: pulumi.Output<string>): readonly Statement[] => [
  {
    Sid: "DenyDeletion",
    Effect: "Deny",
    Principal: everybody,
    Action: ["s3:BypassGovernanceRetention", "s3:DeleteObject", "s3:DeleteObjectVersion"],
    Resource: objects(bucketArn),
  },
  { Sid: "DenyBucketDeletion", Effect: "Deny", Principal: everybody, Action: "s3:DeleteBucket", Resource: bucketArn },
];
