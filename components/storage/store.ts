import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../child/account";
import type { Children } from "../child/children";
import type { DataTags } from "../child/tags";
import { bucketArnOf } from "../policy/bucket-policy";
import { policyJson, type Statement } from "../policy/document";
import { type Lifecycle, lifecycleRules } from "./lifecycle";

/** Roles of what every bucket consists of, as keys of `overrides`. */
export const storeRoles = [
  "bucket",
  "ownership",
  "publicAccess",
  "versioning",
  "encryption",
  "policy",
  "lifecycle",
] as const;

export type StoreRole = (typeof storeRoles)[number];

/** What makes one private bucket different from another. */
export interface StoreSettings {
  /** Key that encrypts what says nothing else; where absent, S3 encrypts with keys of its own. */
  readonly kmsKeyArn?: pulumi.Input<string>;
  /** One call of KMS serves many objects. */
  readonly bucketKey?: boolean;
  readonly statements: readonly Statement[];
  readonly lifecycle: Lifecycle;
}

/** A private bucket with all that belongs to it. */
export interface Store {
  readonly versioning: aws.s3.BucketVersioning;
  readonly policy: aws.s3.BucketPolicy;
  /** Name of the bucket. What takes it waits for the policy. */
  readonly bucketName: pulumi.Output<string>;
  /** ARN of the bucket. What takes it waits for the policy. */
  readonly bucketArn: pulumi.Output<string>;
}

/** A bucket that keeps data. Whether its objects can be locked is decided once and for all. */
export const makeBucket = (
  { name, options, tagged }: Children<StoreRole>,
  data: DataTags,
  { objectLock = false } = {},
): aws.s3.Bucket =>
  new aws.s3.Bucket(
    name("bucket"),
    tagged("bucket", "bucket", { forceDestroy: false, ...(objectLock && { objectLockEnabled: true }) }, data),
    { ...options, protect: true },
  );

/** Closes a bucket to the public, makes the account its only owner, and keeps versions of what is in it, encrypted. */
export function secure(
  { name, options, untagged }: Children<StoreRole>,
  // The name, and not the id, which is unknown before the bucket exists.
  { bucket }: aws.s3.Bucket,
  account: pulumi.Output<Account>,
  { kmsKeyArn, bucketKey = false, statements, lifecycle }: StoreSettings,
): Store {
  const ownership = new aws.s3.BucketOwnershipControls(
    name("ownership"),
    untagged("ownership", "ownership", { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } }),
    options,
  );
  const publicAccess = new aws.s3.BucketPublicAccessBlock(
    name("public-access"),
    untagged("publicAccess", "public-access", {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    }),
    options,
  );
  const versioning = new aws.s3.BucketVersioning(
    name("versioning"),
    untagged("versioning", "versioning", { bucket, versioningConfiguration: { status: "Enabled" } }),
    options,
  );
  const applyServerSideEncryptionByDefault =
    kmsKeyArn === undefined ? { sseAlgorithm: "AES256" } : { sseAlgorithm: "aws:kms", kmsMasterKeyId: kmsKeyArn };
  new aws.s3.BucketServerSideEncryptionConfiguration(
    name("encryption"),
    untagged("encryption", "encryption", {
      bucket,
      rules: [{ applyServerSideEncryptionByDefault, bucketKeyEnabled: bucketKey }],
    }),
    options,
  );
  const policy = new aws.s3.BucketPolicy(
    name("policy"),
    untagged("policy", "policy", { bucket, policy: policyJson(...statements) }),
    // S3 refuses one change of a bucket's access while another goes on.
    { ...options, dependsOn: [publicAccess, ownership] },
  );
  new aws.s3.BucketLifecycleConfiguration(
    name("lifecycle"),
    untagged("lifecycle", "lifecycle", { bucket, rules: lifecycleRules(lifecycle) }),
    { ...options, dependsOn: [policy, versioning] },
  );

  const bucketName = pulumi.all([bucket, policy.bucket]).apply(([own]) => own);
  return { versioning, policy, bucketName, bucketArn: bucketArnOf(bucketName, account) };
}
