import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Control } from "../protocol/control";
import { logArchive, logCentralisation, logIntegrity, logRetention } from "../protocol/log";
import { tlsVersions } from "../protocol/tls";
import { assertBucketName } from "./argument/bucket-name";
import { assertMember, assertMembers } from "./argument/choice";
import { given } from "./argument/given";
import { refusals } from "./argument/refusal";
import { assertShape } from "./argument/shape";
import { accountOf, assertAccountId } from "./child/account";
import { childrenOf } from "./child/children";
import { assertRoles } from "./child/overrides";
import { assertStoreTier, assertTags, DataClass, type Tags } from "./child/tags";
import { bucketArnOf, denyCustomerProvidedKeys, denyDeletion, denyInsecureTransport } from "./policy/bucket-policy";
import { assertPeriods, defaultPeriods, logLifecycle } from "./storage/log-retention";
import { LogSender, senderStatements } from "./storage/log-senders";
import { makeBucket, secure, type StoreRole, storeRoles } from "./storage/store";

/** Arguments of a bucket for access logs. */
export interface AccessLogsArgs {
  /** What writes to the bucket, all of it in its own account and region. */
  senders: LogSender[];
  /** Days for which logs are kept, at least as many as LOG-03 demands. Default: as many as LOG-03 demands. */
  retentionDays?: number;
  /**
   * Days after which logs move to storage that is cheaper to keep them in, at least as many as LOG-02 demands and fewer than
   * retentionDays. Default: as many as LOG-02 demands.
   */
  hotDays?: number;
  /** Class of the data in the logs: tag `data-class` (DAT-03). Default: important. */
  dataClass?: DataClass;
  /** Account of the deployment, twelve digits: known before the provider is asked. Default: that of the provider. */
  accountId?: string;
  /** Tags of every resource. */
  tags: Tags;
  /**
   * Properties that replace those of children: bucket, ownership, publicAccess, versioning, encryption, policy, lifecycle. The
   * policies still judge them.
   */
  overrides?: Record<string, any>;
}

type Resolved = Required<Omit<AccessLogsArgs, "accountId">> & Pick<AccessLogsArgs, "accountId">;

/**
 * A private bucket that receives access logs. Its policy admits the senders that it names, for what they write of this account,
 * and lets nobody delete a log. Logs move to cheaper storage, from which they are still read at once, and expire in the end.
 *
 * S3 encrypts the logs with keys of its own, and nothing in the bucket is locked: load balancers and S3 itself write to no
 * bucket that has a key of the account's own or a lock by default. The logs of operators belong into a LogArchive. The name of
 * the component becomes part of the bucket's name: at most 48 lower-case letters, digits and hyphens.
 *
 * @cost Storage is billed by volume and the delivery of some logs too; requests by number.
 *
 * @example
 * ```ts
 * import { AccessLogs, Environment, LogSender, RecoveryTier } from "@palisade-iac/palisade";
 *
 * export const { bucketName } = new AccessLogs("access-logs", {
 *   senders: [LogSender.ApplicationLoadBalancers, LogSender.Buckets],
 *   tags: { env: Environment.Production, tier: RecoveryTier.Orange, owner: "platform" },
 * });
 * ```
 */
export class AccessLogs extends pulumi.ComponentResource {
  /** Controls that what it makes serves. */
  static readonly controls: readonly Control[] = [
    logRetention,
    logArchive,
    logIntegrity,
    logCentralisation,
    tlsVersions,
  ];
  /** Roles of the children, as keys of `overrides`. */
  static readonly roles: readonly string[] = storeRoles;

  /** Name of the bucket. What takes it waits for the policy of the bucket. */
  readonly bucketName: pulumi.Output<string>;
  /** ARN of the bucket. What takes it waits for the policy of the bucket. */
  readonly bucketArn: pulumi.Output<string>;
  /** The bucket. */
  readonly bucket: aws.s3.Bucket;
  /** Its policy. */
  readonly policy: aws.s3.BucketPolicy;

  constructor(name: string, args: AccessLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    const resolved = resolveAccessLogsBucket(name, args);
    super("palisade:index:AccessLogs", name, resolved, opts);
    const children = childrenOf<StoreRole>(this, name, "log", resolved);
    const account = accountOf(this, resolved.accountId);

    const bucket = makeBucket(children, { ...resolved, logClass: "access" });
    const arn = bucketArnOf(bucket.bucket, account);
    const store = secure(children, bucket, account, {
      statements: [
        ...denyInsecureTransport(arn),
        denyCustomerProvidedKeys(arn),
        ...denyDeletion(arn),
        ...senderStatements(resolved.senders, arn, account),
      ],
      // As long as the logs themselves: else whoever could overwrite one would be rid of it sooner.
      lifecycle: logLifecycle(resolved, resolved.retentionDays),
    });

    this.bucketName = store.bucketName;
    this.bucketArn = store.bucketArn;
    this.bucket = bucket;
    this.policy = store.policy;
    this.registerOutputs({ bucketName: this.bucketName, bucketArn: this.bucketArn });
  }
}

// Web ACLs look for it.
const WEB_ACL_BUCKET = "aws-waf-logs-";

/**
 * The arguments with their defaults.
 * @throws RefusedArgumentError for an argument below the protocol.
 */
export function resolveAccessLogsBucket(name: string, args: AccessLogsArgs): Resolved {
  const refuse = refusals("AccessLogs", name);
  assertShape(refuse, "AccessLogs", args);
  assertBucketName(refuse, name);
  const resolved: Resolved = {
    ...defaultPeriods("access"),
    dataClass: DataClass.Important,
    overrides: {},
    ...given(args),
  };
  const { senders } = resolved;
  if (!Array.isArray(senders) || senders.length === 0) {
    throw refuse("senders", senders, "one sender at least");
  }
  assertMembers(refuse, "senders", senders, LogSender);
  if (senders.includes(LogSender.WebAcls) && !name.startsWith(WEB_ACL_BUCKET)) {
    throw refuse("name", name, `a name that begins with ${WEB_ACL_BUCKET}, where web ACLs write`);
  }
  assertPeriods(refuse, resolved, "access");
  assertMember(refuse, "dataClass", resolved.dataClass, DataClass);
  assertAccountId(refuse, resolved.accountId);
  assertTags(refuse, resolved.tags);
  assertStoreTier(refuse, resolved.tags);
  assertRoles(refuse, resolved.overrides, storeRoles);
  return resolved;
}
