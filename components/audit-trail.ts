import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Control } from "../protocol/control";
import { encryptionAtRest } from "../protocol/data";
import { logIntegrity, logRetention, operationLogRetention, realTimeAlerts } from "../protocol/log";
import { attackMapping, behaviourMonitoring } from "../protocol/monitoring";
import { assertArn } from "./argument/arn";
import { assertMembers } from "./argument/choice";
import { assertComponentName } from "./argument/component-name";
import { given } from "./argument/given";
import { assertKeyArn } from "./argument/key-arn";
import { refusals } from "./argument/refusal";
import { assertShape } from "./argument/shape";
import { accountOf, assertAccountId } from "./child/account";
import { childrenOf } from "./child/children";
import { logGroupArn, type Logs, makeLogGroup, resolveLogs } from "./child/log-group";
import { assertRoles } from "./child/overrides";
import { makeServiceRole } from "./child/service-role";
import { assertTags, type Tags, withTags } from "./child/tags";
import { makeTrailAlarms } from "./trail/alarms";
import { assertDataEvents, type DataEvents, eventSelectors } from "./trail/event-selectors";
import { assertTrailName, trailArn } from "./trail/trail-arn";

/** Unusual activity that a trail makes out by itself. */
export enum TrailInsight {
  /** More or fewer calls than usual. */
  CallRate = "ApiCallRateInsight",
  /** More or fewer errors than usual. */
  ErrorRate = "ApiErrorRateInsight",
}

/** Arguments of an audit trail. */
export interface AuditTrailArgs {
  /** Name of the bucket that the trail writes to: that of a LogArchive that names the trail. */
  archiveBucketName: pulumi.Input<string>;
  /** ARN of the key that encrypts the files of the trail (DAT-06). Its policy must admit KeyService.CloudTrail. */
  kmsKeyArn: pulumi.Input<string>;
  /** How the log group of the trail is kept: at hand for as long as LOG-06 demands. */
  logs: Logs;
  /** ARN of the topic that alarms are sent to (LOG-04). Its key must admit KeyService.Alarms. */
  alarmTopicArn: pulumi.Input<string>;
  /**
   * Name of the trail, which no other in the account has: 3 to 128 letters and digits, with single ._- between them.
   * Default: the name of the component.
   */
  trailName?: string;
  /** Reads and writes of data that are recorded too. Default: none. */
  dataEvents?: DataEvents;
  /** Unusual activity that the trail makes out by itself. Default: all kinds. */
  insights?: TrailInsight[];
  /** ARN of a topic that is told of each file that the trail writes. Its policy must admit CloudTrail. Default: none. */
  deliveryTopicArn?: pulumi.Input<string>;
  /** Account of the deployment, twelve digits: known before the provider is asked. Default: that of the provider. */
  accountId?: string;
  /** Tags of every resource. */
  tags: Tags;
  /**
   * Properties that replace those of children: trail, logGroup, logRole, metricFilter, alarm. The policies still judge them.
   */
  overrides?: Record<string, any>;
}

/** Roles of the children, as keys of `overrides`. */
export const auditTrailRoles = ["trail", "logGroup", "logRole", "metricFilter", "alarm"] as const;

type Role = (typeof auditTrailRoles)[number];
type Optional = "deliveryTopicArn" | "accountId";
type Resolved = Required<Omit<AuditTrailArgs, Optional | "logs">> &
  Pick<AuditTrailArgs, Optional> & { logs: Required<Logs> };

const logClass = "operation";
// The cloud takes 64 characters in the name of a role: that of the component with "-log-role", a hyphen and seven digits.
const MAX_NAME_LENGTH = 47;

/**
 * A trail of everything that is done in the account, in all regions. Its files go to an archive, encrypted and with digests
 * that show whether one was changed; its events are at hand in a log group besides, in which fifteen kinds of events raise an
 * alarm at once: use of the root user, sign-ins without a second factor, changes of permissions, of trails, keys, networks.
 * Each alarm names the technique of MITRE ATT&CK that it finds, in its tag `attack`.
 *
 * An account needs one. The bucket must be made for it first: a LogArchive that names the trail. The name of the component
 * has at most 47 characters. A Detection that is handed the log group too counts some of the same events again, and what is done to
 * detectors beside.
 *
 * @cost The management events of an account's first trail are free; data events and insights are billed by number. The log group
 * is billed by volume, and each of the fifteen alarms by the month.
 *
 * @example
 * ```ts
 * import { AccessLogs, AuditTrail, Environment, Key, KeyService, LogArchive, LogSender, RecoveryTier } from "@palisade-iac/palisade";
 *
 * const tags = { env: Environment.Production, tier: RecoveryTier.Orange, owner: "security" };
 * const { keyArn: kmsKeyArn } = new Key("audit", {
 *   description: "Encrypts audit logs",
 *   administrators: ["arn:aws:iam::123456789012:role/key-administrator"],
 *   services: [KeyService.CloudTrail, KeyService.Logs],
 *   tags,
 * });
 * const accessLogs = new AccessLogs("access-logs", { senders: [LogSender.Buckets], tags });
 * const archive = new LogArchive("audit-logs", {
 *   kmsKeyArn,
 *   accessLogs: { bucketName: accessLogs.bucketName },
 *   trails: [{ name: "audit" }],
 *   tags,
 * });
 *
 * export const { trailArn } = new AuditTrail("audit", {
 *   archiveBucketName: archive.bucketName,
 *   kmsKeyArn,
 *   logs: { kmsKeyArn },
 *   alarmTopicArn: "arn:aws:sns:eu-central-1:123456789012:alarms",
 *   tags,
 * });
 * ```
 */
export class AuditTrail extends pulumi.ComponentResource {
  /** Controls that what it makes serves. */
  static readonly controls: readonly Control[] = [
    operationLogRetention,
    logRetention,
    logIntegrity,
    realTimeAlerts,
    behaviourMonitoring,
    attackMapping,
    encryptionAtRest,
  ];
  /** Roles of the children, as keys of `overrides`. */
  static readonly roles: readonly string[] = auditTrailRoles;

  /** ARN of the trail, made from its name. */
  readonly trailArn: pulumi.Output<string>;
  /** Name of the trail. */
  readonly trailName: string;
  /** Name of the log group of the trail. */
  readonly logGroupName: pulumi.Output<string>;
  /** The trail. */
  readonly trail: aws.cloudtrail.Trail;
  /** Its log group. */
  readonly logGroup: aws.cloudwatch.LogGroup;
  /** What it raises an alarm for. */
  readonly alarms: aws.cloudwatch.MetricAlarm[];

  constructor(name: string, args: AuditTrailArgs, opts?: pulumi.ComponentResourceOptions) {
    const resolved = resolveAuditTrail(name, args);
    super("palisade:index:AuditTrail", name, resolved, opts);
    const children = childrenOf<Role>(this, name, "log", resolved);
    const account = accountOf(this, resolved.accountId);
    const { trailName, kmsKeyArn, deliveryTopicArn } = resolved;

    const logGroup = makeLogGroup(children, "logGroup", "log", { ...resolved.logs, logClass });
    const groupArn = logGroupArn(logGroup, account);
    // No condition on the trust: CloudTrail tells neither account nor trail where it takes on this role.
    const { role, policies } = makeServiceRole(children, "logRole", "log-role", account, {
      service: "cloudtrail.amazonaws.com",
      allows: [
        {
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: pulumi.interpolate`${groupArn}:log-stream:${account.accountId}_CloudTrail_${account.region}*`,
        },
      ],
    });
    const trail = new aws.cloudtrail.Trail(
      children.name("trail"),
      children.tagged("trail", "trail", {
        name: trailName,
        s3BucketName: resolved.archiveBucketName,
        isMultiRegionTrail: true,
        includeGlobalServiceEvents: true,
        enableLogging: true,
        enableLogFileValidation: true,
        kmsKeyId: kmsKeyArn,
        cloudWatchLogsGroupArn: pulumi.interpolate`${groupArn}:*`,
        cloudWatchLogsRoleArn: role.arn,
        advancedEventSelectors: eventSelectors(resolved.dataEvents),
        insightSelectors: resolved.insights.map((insightType) => ({ insightType })),
        ...(deliveryTopicArn !== undefined && { snsTopicName: deliveryTopicArn }),
      }),
      { ...children.options, dependsOn: [...policies], protect: true },
    );

    this.trailArn = trailArn(trailName, account);
    this.trailName = trailName;
    this.logGroupName = logGroup.name;
    this.trail = trail;
    this.logGroup = logGroup;
    this.alarms = makeTrailAlarms(
      (attack) => childrenOf<Role>(this, name, "log", { ...resolved, tags: withTags(resolved.tags, { attack }) }),
      { filter: "metricFilter", alarm: "alarm" },
      logGroup.name,
      `AuditTrail/${trailName}`,
      resolved.alarmTopicArn,
    );
    this.registerOutputs({ trailArn: this.trailArn, trailName, logGroupName: this.logGroupName });
  }
}

/**
 * The arguments with their defaults.
 * @throws RefusedArgumentError for an argument below the protocol.
 */
export function resolveAuditTrail(name: string, args: AuditTrailArgs): Resolved {
  const refuse = refusals("AuditTrail", name);
  assertShape(refuse, "AuditTrail", args);
  const resolved: Resolved = {
    trailName: name,
    dataEvents: {},
    insights: Object.values(TrailInsight),
    overrides: {},
    ...given(args),
    logs: resolveLogs(refuse, "logs", args.logs, logClass),
  };
  assertComponentName(refuse, name, MAX_NAME_LENGTH);
  if (!resolved.archiveBucketName) {
    throw refuse("archiveBucketName", resolved.archiveBucketName, "the name of a bucket for the trail", logIntegrity);
  }
  assertKeyArn(refuse, "kmsKeyArn", resolved.kmsKeyArn, encryptionAtRest);
  assertArn(refuse, "alarmTopicArn", args.alarmTopicArn, "topic", realTimeAlerts);
  assertTrailName(refuse, "trailName", resolved.trailName);
  assertDataEvents(refuse, resolved.dataEvents);
  assertMembers(refuse, "insights", resolved.insights, TrailInsight);
  assertAccountId(refuse, resolved.accountId);
  assertTags(refuse, resolved.tags);
  assertRoles(refuse, resolved.overrides, auditTrailRoles);
  return resolved;
}
