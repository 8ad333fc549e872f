import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Control } from "../protocol/control";
import { encryptionAtRest } from "../protocol/data";
import { logArchive, logCentralisation, logIntegrity, logRetention, operationLogRetention } from "../protocol/log";
import { tlsVersions } from "../protocol/tls";
import { type AccessLogDestination, assertAccessLogs } from "./argument/access-log-destination";
import { assertBucketName } from "./argument/bucket-name";
import { assertMember } from "./argument/choice";
import { given } from "./argument/given";
import { assertKeyArn } from "./argument/key-arn";
import { LogClass } from "./argument/log-class";
import { assertPrincipals, plain, principalsOf } from "./argument/principal";
import { type Refuse, refusals } from "./argument/refusal";
import { assertShape } from "./argument/shape";
import { assertRegion } from "./argument/region";
import { accountOf, assertAccountId } from "./child/account";
import { childrenOf } from "./child/children";
import { assertRoles } from "./child/overrides";
import { assertStoreTier, assertTags, DataClass, type Tags } from "./child/tags";
import { bucketArnOf, denyCustomerProvidedKeys, denyDeletion, denyInsecureTransport } from "./policy/bucket-policy";
import { logAccess } from "./storage/access-logging";
import { assertLock, type LogLock, makeLock } from "./storage/archive-lock";
import { type ArchivedTrail, onlyReaders, onlyWriters, trailStatements } from "./storage/archive-policy";
import { assertPeriods, defaultPeriods, logLifecycle } from "./storage/log-retention";
import { logDelivery } from "./storage/log-senders";
import { makeBucket, secure, storeRoles } from "./storage/store";
import { assertTrailName } from "./trail/trail-arn";

/** Arguments of an archive of logs. */
export interface LogArchiveArgs {
  /**
   * ARN of the key that encrypts the logs (DAT-06). Its policy must admit who writes: KeyService.CloudTrail for trails,
   * KeyService.LogDelivery for logDelivery.
   */
  kmsKeyArn: pulumi.Input<string>;
  /** Where requests to the archive are logged (LOG-01). */
  accessLogs: AccessLogDestination;
  /** Trails that write to the archive. Default: none. */
  trails?: ArchivedTrail[];
  /** Admits the logs that the cloud delivers itself, such as flow logs and name queries. Default: false. */
  logDelivery?: boolean;
  /** ARNs of the roles of delivery streams and the like that write to the archive. Default: none. */
  writers?: pulumi.Input<string>[];
  /** ARNs of roles and users, which must exist: they read the archive, and nobody else. Default: whom their policies let. */
  readers?: pulumi.Input<string>[];
  /** Class of the logs: tag `log-class`. What a trail writes is operation. Default: operation. */
  logClass?: LogClass;
  /**
   * Days for which logs are kept and locked, at least as many as LOG-06 demands of the class operation and LOG-03 of others.
   * Default: as many as these demand.
   */
  retentionDays?: number;
  /**
   * Days after which logs move to storage that is cheaper to keep them in, at least as many as LOG-02 demands and fewer than
   * retentionDays. Default: as many as LOG-02 demands.
   */
  hotDays?: number;
  /** What keeps logs from being deleted before their time (LOG-07). Default: a lock of governance. */
  lock?: LogLock;
  /** Class of the data in the logs: tag `data-class` (DAT-03). Default: important. */
  dataClass?: DataClass;
  /** Account of the deployment, twelve digits: known before the provider is asked. Default: that of the provider. */
  accountId?: string;
  /** Tags of every resource. */
  tags: Tags;
  /**
   * Properties that replace those of children: bucket, ownership, publicAccess, versioning, encryption, policy, lifecycle,
   * logging, lock. The policies still judge them.
   */
  overrides?: Record<string, any>;
}

/** Roles of the children, as keys of `overrides`. */
export const logArchiveRoles = [...storeRoles, "logging", "lock"] as const;

type Role = (typeof logArchiveRoles)[number];
type Resolved = Required<Omit<LogArchiveArgs, "accountId">> & Pick<LogArchiveArgs, "accountId">;

// What expired is gone so many days later; until then a retention that was shortened by mistake can be mended.
const KEEP_EXPIRED_DAYS = 30;

/**
 * An archive that is written once: every log is locked for as long as it must be kept, and the policy of the bucket denies
 * deletion to everybody. Only the trails and services that it names write to it. Logs move to cheaper storage, from which they
 * are still read at once, and expire in the end. It belongs into an account of its own.
 *
 * The lock is one of governance unless the program says otherwise: who may change the policy of the bucket and has the
 * permission to bypass the lock can then still end it. A lock of compliance, which LOG-07 is best served by, cannot be undone by
 * anybody, so the program must say in an argument of its own that it knows. The name of the component becomes part of the
 * bucket's name: at most 48 lower-case letters, digits and hyphens.
 *
 * @cost Storage is billed by volume for as long as logs are kept, at a lower rate once they move; calls of the key by number, one
 * or more for each file, as no bucket key is used.
 *
 * @example
 * ```ts
 * import { AccessLogs, Environment, Key, KeyService, LogArchive, LogSender, RecoveryTier } from "@palisade-iac/palisade";
 *
 * const tags = { env: Environment.Production, tier: RecoveryTier.Orange, owner: "security" };
 * const key = new Key("audit", {
 *   description: "Encrypts audit logs",
 *   administrators: ["arn:aws:iam::123456789012:role/key-administrator"],
 *   services: [KeyService.CloudTrail],
 *   tags,
 * });
 * const accessLogs = new AccessLogs("access-logs", { senders: [LogSender.Buckets], tags });
 *
 * export const { bucketName } = new LogArchive("audit-logs", {
 *   kmsKeyArn: key.keyArn,
 *   accessLogs: { bucketName: accessLogs.bucketName },
 *   trails: [{ name: "audit" }],
 *   readers: ["arn:aws:iam::123456789012:role/auditor"],
 *   tags,
 * });
 * ```
 */
export class LogArchive extends pulumi.ComponentResource {
  /** Controls that what it makes serves. */
  static readonly controls: readonly Control[] = [
    logRetention,
    logArchive,
    operationLogRetention,
    logIntegrity,
    logCentralisation,
    encryptionAtRest,
    tlsVersions,
  ];
  /** Roles of the children, as keys of `overrides`. */
  static readonly roles: readonly string[] = logArchiveRoles;

  /** Name of the bucket. What takes it waits for the policy of the bucket. */
  readonly bucketName: pulumi.Output<string>;
  /** ARN of the bucket. What takes it waits for the policy of the bucket. */
  readonly bucketArn: pulumi.Output<string>;
  /** The bucket. */
  readonly bucket: aws.s3.Bucket;
  /** Its policy. */
  readonly policy: aws.s3.BucketPolicy;
  /** The lock that every log gets. */
  readonly objectLock: aws.s3.BucketObjectLockConfiguration;

  constructor(name: string, args: LogArchiveArgs, opts?: pulumi.ComponentResourceOptions) {
    const resolved = resolveLogArchive(name, args);
    super("palisade:index:LogArchive", name, resolved, opts);
    const refuse = refusals("LogArchive", name);
    const children = childrenOf<Role>(this, name, "log", resolved);
    const account = accountOf(this, resolved.accountId);
    const { kmsKeyArn, trails, writers, readers } = resolved;

    // Nothing to wait for where nobody is named.
    const known = (argument: string, arns: readonly pulumi.Input<string>[]) =>
      arns.length === 0
        ? undefined
        : principalsOf(arns, (all) => assertPrincipals(refuse, argument, all, logIntegrity));
    const bucket = makeBucket(children, resolved, { objectLock: true });
    const arn = bucketArnOf(bucket.bucket, account);
    const store = secure(children, bucket, account, {
      kmsKeyArn,
      // CloudTrail writes to a bucket with a bucket key only where it may decrypt, which no trail need.
      bucketKey: false,
      statements: [
        ...denyInsecureTransport(arn),
        denyCustomerProvidedKeys(arn),
        ...denyDeletion(arn),
        onlyWriters(arn, known("writers", writers)),
        ...trailStatements(trails, arn, account),
        ...(resolved.logDelivery ? logDelivery(arn, account) : []),
        ...onlyReaders(arn, known("readers", readers)),
      ],
      lifecycle: logLifecycle(resolved, KEEP_EXPIRED_DAYS),
    });
    const objectLock = makeLock(children, bucket, store.versioning, resolved);
    logAccess(children, bucket, resolved.accessLogs);

    this.bucketName = pulumi.all([store.bucketName, objectLock.bucket]).apply(([own]) => own);
    this.bucketArn = bucketArnOf(this.bucketName, account);
    this.bucket = bucket;
    this.policy = store.policy;
    this.objectLock = objectLock;
    this.registerOutputs({ bucketName: this.bucketName, bucketArn: this.bucketArn });
  }
}

/**
 * The arguments with their defaults.
 * @throws RefusedArgumentError for an argument below the protocol.
 */
export function resolveLogArchive(name: string, args: LogArchiveArgs): Resolved {
  const refuse = refusals("LogArchive", name);
  assertShape(refuse, "LogArchive", args);
  const { logClass = LogClass.Operation } = args;
  assertBucketName(refuse, name);
  assertMember(refuse, "logClass", logClass, LogClass);
  const resolved: Resolved = {
    trails: [],
    logDelivery: false,
    writers: [],
    readers: [],
    ...defaultPeriods(logClass),
    lock: {},
    dataClass: DataClass.Important,
    overrides: {},
    ...given(args),
    logClass,
  };
  const { trails, writers, readers } = resolved;
  assertKeyArn(refuse, "kmsKeyArn", resolved.kmsKeyArn, encryptionAtRest);
  assertAccessLogs(refuse, resolved.accessLogs);
  if (trails.length === 0 && writers.length === 0 && !resolved.logDelivery) {
    throw refuse("trails", trails, "a trail, logDelivery or a writer, one at least", logCentralisation);
  }
  assertTrails(refuse, trails);
  if (trails.length > 0 && logClass !== LogClass.Operation) {
    throw refuse("logClass", logClass, `${LogClass.Operation} for what trails write`, operationLogRetention);
  }
  assertPrincipals(refuse, "writers", plain(writers), logIntegrity);
  assertPrincipals(refuse, "readers", plain(readers), logIntegrity);
  assertPeriods(refuse, resolved, logClass);
  assertLock(refuse, resolved.lock);
  assertMember(refuse, "dataClass", resolved.dataClass, DataClass);
  assertAccountId(refuse, resolved.accountId);
  assertTags(refuse, resolved.tags);
  assertStoreTier(refuse, resolved.tags);
  assertRoles(refuse, resolved.overrides, logArchiveRoles);
  return resolved;
}

function assertTrails(refuse: Refuse, trails: readonly ArchivedTrail[]): void {
  trails.forEach(({ name, accountId, region }, index) => {
    const argument = `trails[${index}]`;
    assertTrailName(refuse, `${argument}.name`, name);
    assertAccountId(refuse, accountId, `${argument}.accountId`);
    if (region !== undefined) {
      assertRegion(refuse, `${argument}.region`, region);
    }
  });
  if (new Set(trails.map((trail) => JSON.stringify(trail))).size < trails.length) {
    throw refuse("trails", trails, "each trail once");
  }
}
