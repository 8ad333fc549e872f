import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { backupCopies } from "../../protocol/backup";
import { encryptionAtRest } from "../../protocol/data";
import { assertArn } from "../argument/arn";
import { assertKeyArn } from "../argument/key-arn";
import type { Refuse } from "../argument/refusal";
import { assertReachable, assertRegion, assertTransferRecord } from "../argument/region";
import { type Account, assertAccountId } from "../child/account";
import type { Children } from "../child/children";
import { makeServiceRole } from "../child/service-role";
import { objects } from "../policy/bucket-policy";
import { through } from "../policy/condition";

/** A copy of everything that is uploaded, in another region. */
export interface BucketReplication {
  /** ARN of the bucket that receives the copies: versioned, and private to whoever keeps them. */
  bucketArn: pulumi.Input<string>;
  /** Region of that bucket: another one of the same jurisdiction, such as eu-west-1 beside eu-central-1 (BAK-05). */
  region: string;
  /** ARN of a key of that region, which encrypts the copies (DAT-06). */
  kmsKeyArn: pulumi.Input<string>;
  /** Account that owns that bucket, and then the copies, where that is another one. Default: that of the deployment. */
  accountId?: string;
  /** Id of the record of the transfer, where that region lies in another jurisdiction (DAT-05). Default: none. */
  transferRecord?: string;
}

// The only time that the cloud promises to replicate within.
const MINUTES = 15;

/** @throws RefusedArgumentError for a copy that is none, or that the cloud cannot make. */
export function assertReplication(
  refuse: Refuse,
  { bucketArn, region, kmsKeyArn, accountId, transferRecord }: BucketReplication,
): void {
  assertArn(refuse, "replication.bucketArn", bucketArn, "bucket", backupCopies);
  assertRegion(refuse, "replication.region", region, backupCopies);
  assertKeyArn(refuse, "replication.kmsKeyArn", kmsKeyArn, encryptionAtRest, region);
  assertAccountId(refuse, accountId, "replication.accountId");
  assertTransferRecord(refuse, "replication.transferRecord", transferRecord);
}

/** @throws RefusedArgumentError for a copy that stays in the region, or that leaves the partition or the jurisdiction. */
export function assertElsewhere(refuse: Refuse, { region, transferRecord }: BucketReplication, own: string): void {
  if (region === own) {
    throw refuse("replication.region", region, `another region than ${own}`, backupCopies);
  }
  assertReachable(refuse, "replication.region", region, { from: own, to: region, transferRecord });
}

/** What replication starts from. */
export interface Original {
  readonly bucket: aws.s3.Bucket;
  readonly bucketArn: pulumi.Output<string>;
  readonly kmsKeyArn: pulumi.Input<string>;
  readonly versioning: aws.s3.BucketVersioning;
}

/** Copies what is uploaded, but not what is deleted: a copy that repeats a mistake is no backup. */
export function replicate(
  children: Children<"copier" | "replication">,
  refuse: Refuse,
  { bucket, bucketArn, kmsKeyArn, versioning }: Original,
  account: pulumi.Output<Account>,
  copy: BucketReplication,
): aws.s3.BucketReplicationConfig {
  const { name, options, untagged } = children;
  const isForeign = copy.accountId !== undefined;
  const region = account.region.apply((own) => {
    assertElsewhere(refuse, copy, own);
    return own;
  });
  const copies = pulumi.interpolate`${copy.bucketArn}/*`;
  const { role, policies } = makeServiceRole(children, "copier", "copier", account, {
    service: "s3.amazonaws.com",
    allows: [
      { Effect: "Allow", Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"], Resource: bucketArn },
      {
        Effect: "Allow",
        Action: ["s3:GetObjectVersionAcl", "s3:GetObjectVersionForReplication", "s3:GetObjectVersionTagging"],
        Resource: objects(bucketArn),
      },
      {
        Effect: "Allow",
        Action: [
          ...(isForeign ? ["s3:ObjectOwnerOverrideToBucketOwner"] : []),
          "s3:ReplicateObject",
          "s3:ReplicateTags",
        ],
        Resource: copies,
      },
      {
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: kmsKeyArn,
        Condition: through("s3", region, account.dnsSuffix),
      },
      {
        Effect: "Allow",
        Action: ["kms:Encrypt", "kms:GenerateDataKey"],
        Resource: copy.kmsKeyArn,
        Condition: through("s3", copy.region, account.dnsSuffix),
      },
    ],
  });
  return new aws.s3.BucketReplicationConfig(
    name("replication"),
    untagged("replication", "replication", {
      bucket: bucket.bucket,
      role: role.arn,
      rules: [
        {
          id: "everything",
          status: "Enabled",
          priority: 1,
          // The empty filter: the whole bucket, by the newer kind of rule.
          filter: {},
          deleteMarkerReplication: { status: "Disabled" },
          sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
          destination: {
            bucket: copy.bucketArn,
            ...(isForeign && { account: copy.accountId, accessControlTranslation: { owner: "Destination" } }),
            encryptionConfiguration: { replicaKmsKeyId: copy.kmsKeyArn },
            metrics: { status: "Enabled", eventThreshold: { minutes: MINUTES } },
            replicationTime: { status: "Enabled", time: { minutes: MINUTES } },
          },
        },
      ],
    }),
    { ...options, dependsOn: [versioning, ...policies] },
  );
}
