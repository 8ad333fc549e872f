import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { uploadLimits, uploadStorage } from "../protocol/application";
import { backupCopies, backupRetention } from "../protocol/backup";
import type { Control } from "../protocol/control";
import { dataClassification, encryptionAtRest } from "../protocol/data";
import { clientTraffic, tlsVersions } from "../protocol/tls";
import { type AccessLogDestination, assertAccessLogs } from "./argument/access-log-destination";
import { resolveKeptData } from "./argument/backup-retention";
import { assertBucketName } from "./argument/bucket-name";
import { given } from "./argument/given";
import { assertKeyArn } from "./argument/key-arn";
import { refusals } from "./argument/refusal";
import { assertShape } from "./argument/shape";
import { assertWhole } from "./argument/whole";
import { accountOf, assertAccountId, configuredRegion } from "./child/account";
import { childrenOf } from "./child/children";
import { assertRoles } from "./child/overrides";
import { assertNotChinaRegion, outsideChina } from "./child/partition";
import { assertStoreTier, assertTags, type DataClass, type Tags } from "./child/tags";
import {
  bucketArnOf,
  denyCustomerProvidedKeys,
  denyInsecureTransport,
  denyOtherEncryption,
} from "./policy/bucket-policy";
import { logAccess } from "./storage/access-logging";
import { assertCors, type CorsRule, corsRules } from "./storage/cors";
import { assertTransitions, MAX_DAYS, type StorageTransition } from "./storage/lifecycle";
import { assertElsewhere, assertReplication, type BucketReplication, replicate } from "./storage/replication";
import { makeBucket, secure, storeRoles } from "./storage/store";
import {
  assertUploadScan,
  makeScan,
  makeScanner,
  quarantine,
  scanInChina,
  type UploadScan,
} from "./storage/upload-scan";

/** Arguments of a bucket. */
export interface BucketArgs {
  /**
   * ARN of the key that encrypts what is uploaded (DAT-06). Who uploads and reads needs it too, in policies of their own or
   * through KeyService.S3.
   */
  kmsKeyArn: pulumi.Input<string>;
  /** Where requests to the bucket are logged (LOG-01). */
  accessLogs: AccessLogDestination;
  /** Class of the data in the bucket: tag `data-class` (DAT-03). */
  dataClass: DataClass;
  /**
   * Days for which what is deleted or overwritten can be had back: tag `retention`, at least as many as BAK-04 demands of the
   * class of data. Default: as many as BAK-04 demands.
   */
  retentionDays?: number;
  /** Days after which what is uploaded expires, at least retentionDays. Default: it never does. */
  expireAfterDays?: number;
  /** Moves of what is uploaded to cheaper storage, in the order of time. Default: none. */
  transitions?: StorageTransition[];
  /** Tells EventBridge what happens to the objects. Default: false, unless uploads are scanned. */
  events?: boolean;
  /** Copies what is uploaded to a bucket in another region (BAK-05). Default: none. */
  replication?: BucketReplication;
  /**
   * Scans what is uploaded for malware and lets nobody read it before it is found clean (APP-09). Not in China. Default: no
   * scan.
   */
  uploadScan?: UploadScan;
  /** What scripts of web pages may do with the bucket. Default: nothing. */
  cors?: CorsRule[];
  /** Account of the deployment, twelve digits: known before the provider is asked. Default: that of the provider. */
  accountId?: string;
  /** Tags of every resource. */
  tags: Tags;
  /**
   * Properties that replace those of children: bucket, ownership, publicAccess, versioning, encryption, policy, lifecycle,
   * logging, notification, cors, copier, replication, scanner, scan. The policies still judge them.
   */
  overrides?: Record<string, any>;
}

/** Roles of the children, as keys of `overrides`. */
export const bucketRoles = [
  ...storeRoles,
  "logging",
  "notification",
  "cors",
  "copier",
  "replication",
  "scanner",
  "scan",
] as const;

type Role = (typeof bucketRoles)[number];
type Optional = "expireAfterDays" | "replication" | "uploadScan" | "accountId";
type Resolved = Required<Omit<BucketArgs, Optional>> & Pick<BucketArgs, Optional>;

/**
 * A private bucket under a key of the account's own. It is closed to the public, reached by TLS only, and keeps what is
 * deleted or overwritten as long as the class of its data demands. Every request to it is logged.
 *
 * An upload is encrypted with the bucket's key unless it names another one of the same account and region; whoever brings a
 * key along, or leaves the choice to the cloud, is turned away. The name of the component becomes part of the bucket's name:
 * at most 48 lower-case letters, digits and hyphens.
 *
 * @cost Storage is billed by volume, with every version that is kept; requests by number, and calls of the key hardly at all, as
 * one serves many objects. Replication doubles the storage and adds transfer between regions; scans are billed by volume.
 *
 * @example
 * ```ts
 * import { AccessLogs, Bucket, DataClass, Environment, Key, KeyService, LogSender, RecoveryTier } from "@palisade-iac/palisade";
 *
 * const tags = { env: Environment.Production, tier: RecoveryTier.Orange, owner: "chat" };
 * const key = new Key("files", {
 *   description: "Encrypts files",
 *   administrators: ["arn:aws:iam::123456789012:role/key-administrator"],
 *   services: [KeyService.S3],
 *   tags,
 * });
 * const logs = new AccessLogs("access-logs", { senders: [LogSender.Buckets], tags });
 *
 * export const { bucketName } = new Bucket("chat-files", {
 *   kmsKeyArn: key.keyArn,
 *   accessLogs: { bucketName: logs.bucketName },
 *   dataClass: DataClass.Personal,
 *   uploadScan: { prefixes: ["uploads/"] },
 *   tags,
 * });
 * ```
 */
export class Bucket extends pulumi.ComponentResource {
  /** Controls that what it makes serves. */
  static readonly controls: readonly Control[] = [
    encryptionAtRest,
    dataClassification,
    clientTraffic,
    tlsVersions,
    backupRetention,
    backupCopies,
    uploadLimits,
    uploadStorage,
  ];
  /** Roles of the children, as keys of `overrides`. */
  static readonly roles: readonly string[] = bucketRoles;

  /** Name of the bucket. What takes it waits for the policy of the bucket. */
  readonly bucketName: pulumi.Output<string>;
  /** ARN of the bucket. What takes it waits for the policy of the bucket. */
  readonly bucketArn: pulumi.Output<string>;
  /** The bucket. */
  readonly bucket: aws.s3.Bucket;
  /** Its policy. */
  readonly policy: aws.s3.BucketPolicy;
  /** The scan of what is uploaded. Absent where there is none. */
  readonly scan?: aws.guardduty.MalwareProtectionPlan;

  constructor(name: string, args: BucketArgs, opts?: pulumi.ComponentResourceOptions) {
    const resolved = resolveBucket(name, args, opts);
    super("palisade:index:Bucket", name, resolved, opts);
    const refuse = refusals("Bucket", name);
    const { kmsKeyArn, replication, uploadScan, events, cors } = resolved;
    const children = childrenOf<Role>(this, name, "bucket", resolved);
    const { options } = children;
    const account = accountOf(this, resolved.accountId);

    const bucket = makeBucket(children, resolved);
    const arn = bucketArnOf(bucket.bucket, account);
    const scanner =
      uploadScan &&
      makeScanner(children, arn, kmsKeyArn, outsideChina(account, scanInChina(refuse, uploadScan)), uploadScan);
    const store = secure(children, bucket, account, {
      kmsKeyArn,
      bucketKey: true,
      statements: [
        ...denyInsecureTransport(arn),
        denyCustomerProvidedKeys(arn),
        ...denyOtherEncryption(arn, account),
        ...(uploadScan && scanner ? quarantine(arn, scanner, account, uploadScan) : []),
      ],
      lifecycle: { ...resolved, keepVersionsDays: resolved.retentionDays },
    });
    logAccess(children, bucket, resolved.accessLogs);
    const notification =
      events || uploadScan !== undefined
        ? [
            new aws.s3.BucketNotification(
              children.name("notification"),
              children.untagged("notification", "notification", { bucket: bucket.bucket, eventbridge: true }),
              options,
            ),
          ]
        : [];
    if (cors.length > 0) {
      new aws.s3.BucketCorsConfiguration(
        children.name("cors"),
        children.untagged("cors", "cors", { bucket: bucket.bucket, corsRules: corsRules(cors) }),
        options,
      );
    }
    if (replication !== undefined) {
      const original = { bucket, bucketArn: arn, kmsKeyArn, versioning: store.versioning };
      replicate(children, refuse, original, account, replication);
    }

    this.bucketName = store.bucketName;
    this.bucketArn = store.bucketArn;
    this.bucket = bucket;
    this.policy = store.policy;
    if (uploadScan !== undefined && scanner !== undefined) {
      this.scan = makeScan(children, store.bucketName, scanner, uploadScan, notification);
    }
    this.registerOutputs({ bucketName: this.bucketName, bucketArn: this.bucketArn });
  }
}

/**
 * The arguments with their defaults.
 * @throws RefusedArgumentError for an argument below the protocol.
 */
export function resolveBucket(name: string, args: BucketArgs, opts?: pulumi.ComponentResourceOptions): Resolved {
  const refuse = refusals("Bucket", name);
  assertShape(refuse, "Bucket", args);
  const region = configuredRegion(opts);
  assertBucketName(refuse, name);
  assertKeyArn(refuse, "kmsKeyArn", args.kmsKeyArn, encryptionAtRest);
  const resolved: Resolved = {
    transitions: [],
    events: false,
    cors: [],
    overrides: {},
    ...given(args),
    ...resolveKeptData(refuse, args.dataClass, args.retentionDays),
  };
  const { retentionDays, expireAfterDays, transitions, replication, uploadScan } = resolved;
  assertAccessLogs(refuse, resolved.accessLogs);
  if (expireAfterDays !== undefined) {
    const kept = { min: retentionDays, max: MAX_DAYS, unit: "days", control: backupRetention };
    assertWhole(refuse, "expireAfterDays", expireAfterDays, kept);
  }
  assertTransitions(refuse, "transitions", transitions, expireAfterDays);
  if (replication !== undefined) {
    assertReplication(refuse, replication);
    if (region !== undefined) {
      assertElsewhere(refuse, replication, region);
    }
  }
  if (uploadScan !== undefined) {
    assertUploadScan(refuse, uploadScan);
    assertNotChinaRegion(opts, scanInChina(refuse, uploadScan));
  }
  assertCors(refuse, "cors", resolved.cors);
  assertAccountId(refuse, resolved.accountId);
  assertTags(refuse, resolved.tags);
  assertStoreTier(refuse, resolved.tags);
  assertRoles(refuse, resolved.overrides, bucketRoles);
  return resolved;
}
