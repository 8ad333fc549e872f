import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Control } from "../protocol/control";
import { encryptionAtRest } from "../protocol/data";
import { incidentConfirmation } from "../protocol/incident";
import { realTimeAlerts } from "../protocol/log";
import { type AlarmSubscription, assertSubscriptions, makeSubscription } from "./alarm/subscription";
import { AlarmSender, deadLetterStatements, topicStatements } from "./alarm/topic-policy";
import { assertMembers } from "./argument/choice";
import { given } from "./argument/given";
import { assertComponentName } from "./argument/component-name";
import { assertKeyArn } from "./argument/key-arn";
import { refusals } from "./argument/refusal";
import { assertShape } from "./argument/shape";
import { type Account, accountOf, arnIn, assertAccountId } from "./child/account";
import { type Children, childrenOf } from "./child/children";
import { assertRoles } from "./child/overrides";
import { assertTags, type Tags } from "./child/tags";
import { policyJson } from "./policy/document";

/** Arguments of a topic of alarms. */
export interface AlarmTopicArgs {
  /**
   * ARN of the key that encrypts the notifications (DAT-06). Its policy must admit the senders, by the KeyService that each of
   * them names, and KeyService.Sns for the dead-letter queue.
   */
  kmsKeyArn: pulumi.Input<string>;
  /** Services of the account that may publish. Default: alarms and events. */
  senders?: AlarmSender[];
  /** Who and what gets the notifications. Default: none. */
  subscriptions?: AlarmSubscription[];
  /** Keeps for 14 days what a subscription could not be delivered. Default: true. */
  deadLetterQueue?: boolean;
  /** Account of the deployment, twelve digits: known before the provider is asked. Default: that of the provider. */
  accountId?: string;
  /** Tags of every resource. */
  tags: Tags;
  /**
   * Properties that replace those of children: topic, topicPolicy, queue, queuePolicy, subscription, invocation. The policies
   * still judge them.
   */
  overrides?: Record<string, any>;
}

/** Roles of the children, as keys of `overrides`. */
export const alarmTopicRoles = ["topic", "topicPolicy", "queue", "queuePolicy", "subscription", "invocation"] as const;

type Role = (typeof alarmTopicRoles)[number];
type Resolved = Required<Omit<AlarmTopicArgs, "accountId">> & Pick<AlarmTopicArgs, "accountId">;

// Names of topics and queues have 80 characters at most; the longest suffix and the provider's own take 20.
const MAX_NAME_LENGTH = 60;
// The longest that queues keep messages.
const DEAD_LETTER_SECONDS = 14 * 24 * 3600;

// Alarms are to be confirmed within minutes, so the first retries come fast; the last end within the hour that topics try for.
const deliveryPolicy = {
  http: {
    defaultHealthyRetryPolicy: {
      numRetries: 50,
      numNoDelayRetries: 3,
      minDelayTarget: 1,
      numMinDelayRetries: 2,
      maxDelayTarget: 60,
      numMaxDelayRetries: 35,
      backoffFunction: "exponential",
    },
    disableSubscriptionOverrides: true,
  },
};

/**
 * A topic to which alarms and other notices of the account go, and the subscriptions that hand them on. Only the services named
 * may publish, each for this account and over TLS. Notifications are encrypted with a key of yours, signed with SHA-256, retried
 * for most of an hour, and then kept in a queue.
 *
 * Its name has at most 60 letters, digits, hyphens and underscores.
 *
 * @cost Billed by notification published and delivered, by request to the queue, and by use of the key: little for alarms.
 *
 * @example
 * ```ts
 * import {
 *   AlarmSender,
 *   AlarmTopic,
 *   Environment,
 *   Key,
 *   KeyService,
 *   RecoveryTier,
 *   SubscriptionProtocol,
 * } from "@palisade-iac/palisade";
 *
 * const tags = { env: Environment.Production, tier: RecoveryTier.Red, owner: "im-platform" };
 * const key = new Key("alarms", {
 *   description: "Alarms",
 *   administrators: ["arn:aws:iam::111122223333:role/key-administrator"],
 *   services: [KeyService.Alarms, KeyService.Events, KeyService.Notices, KeyService.Sns],
 *   tags,
 * });
 * const alarms = new AlarmTopic("alarms", {
 *   kmsKeyArn: key.keyArn,
 *   senders: [AlarmSender.Alarms, AlarmSender.Events, AlarmSender.Backup],
 *   subscriptions: [{ name: "on-call", protocol: SubscriptionProtocol.Email, endpoint: "on-call@example.com" }],
 *   tags,
 * });
 * export const alarmTopicArn = alarms.topicArn;
 * ```
 */
export class AlarmTopic extends pulumi.ComponentResource {
  /** Controls that what it makes serves. */
  static readonly controls: readonly Control[] = [realTimeAlerts, incidentConfirmation, encryptionAtRest];
  /** Roles of the children, as keys of `overrides`. */
  static readonly roles: readonly string[] = alarmTopicRoles;

  /** ARN of the topic, which is not handed out before the senders may publish. */
  readonly topicArn: pulumi.Output<string>;
  /** Name of the topic. */
  readonly topicName: pulumi.Output<string>;
  /** ARN of the queue for what could not be delivered. Absent where there is none. */
  readonly deadLetterQueueArn?: pulumi.Output<string>;
  /** The topic. */
  readonly topic: aws.sns.Topic;
  /** The queue for what could not be delivered. Absent where there is none. */
  readonly queue?: aws.sqs.Queue;
  /** The subscriptions, in the order of the arguments. */
  readonly subscriptions: aws.sns.TopicSubscription[];

  constructor(name: string, args: AlarmTopicArgs, opts?: pulumi.ComponentResourceOptions) {
    const resolved = resolveAlarmTopic(name, args);
    super("palisade:index:AlarmTopic", name, resolved, opts);
    const children = childrenOf<Role>(this, name, "topic", resolved);
    const account = accountOf(this, resolved.accountId);

    const topic = new aws.sns.Topic(
      children.name("topic"),
      children.tagged("topic", "topic", {
        kmsMasterKeyId: resolved.kmsKeyArn,
        signatureVersion: 2,
        deliveryPolicy: JSON.stringify(deliveryPolicy),
      }),
      children.options,
    );
    const topicArn = arnIn(account, "sns", topic.name);
    const topicPolicy = new aws.sns.TopicPolicy(
      children.name("topic-policy"),
      children.untagged("topicPolicy", "topic-policy", {
        arn: topicArn,
        policy: policyJson(...topicStatements(resolved.senders, topicArn, account)),
      }),
      children.options,
    );
    const queue = resolved.deadLetterQueue ? makeQueue(children, resolved.kmsKeyArn, topicArn, account) : undefined;
    const deadLetterQueueArn = queue && arnIn(account, "sqs", queue.name);
    const subscriptions = resolved.subscriptions.map((subscription) =>
      makeSubscription(children, refusals("AlarmTopic", name), subscription, {
        topicArn,
        ...(deadLetterQueueArn && { deadLetterQueueArn }),
      }),
    );

    this.topicArn = pulumi.all([topicArn, topicPolicy.arn]).apply(([arn]) => arn);
    this.topicName = topic.name;
    this.deadLetterQueueArn = deadLetterQueueArn;
    this.topic = topic;
    this.queue = queue;
    this.subscriptions = subscriptions;
    this.registerOutputs({
      topicArn: this.topicArn,
      topicName: this.topicName,
      deadLetterQueueArn: this.deadLetterQueueArn,
    });
  }
}

function makeQueue(
  { name, options, tagged, untagged }: Children<Role>,
  kmsKeyArn: pulumi.Input<string>,
  topicArn: pulumi.Output<string>,
  account: pulumi.Output<Account>,
): aws.sqs.Queue {
  const queue = new aws.sqs.Queue(
    name("undelivered"),
    tagged("queue", "undelivered", {
      kmsMasterKeyId: kmsKeyArn,
      messageRetentionSeconds: DEAD_LETTER_SECONDS,
    }),
    { ...options, protect: true },
  );
  new aws.sqs.QueuePolicy(
    name("undelivered-policy"),
    untagged("queuePolicy", "undelivered-policy", {
      queueUrl: queue.id,
      policy: policyJson(...deadLetterStatements(arnIn(account, "sqs", queue.name), topicArn)),
    }),
    options,
  );
  return queue;
}

/**
 * The arguments with their defaults.
 * @throws RefusedArgumentError for an argument below the protocol.
 */
export function resolveAlarmTopic(name: string, args: AlarmTopicArgs): Resolved {
  const refuse = refusals("AlarmTopic", name);
  assertShape(refuse, "AlarmTopic", args);
  const resolved: Resolved = {
    senders: [AlarmSender.Alarms, AlarmSender.Events],
    subscriptions: [],
    deadLetterQueue: true,
    overrides: {},
    ...given(args),
  };
  assertComponentName(refuse, name, MAX_NAME_LENGTH);
  assertKeyArn(refuse, "kmsKeyArn", args.kmsKeyArn, encryptionAtRest);
  assertMembers(refuse, "senders", resolved.senders, AlarmSender);
  if (resolved.senders.length === 0) {
    throw refuse("senders", resolved.senders, "one sender at least", realTimeAlerts);
  }
  assertSubscriptions(refuse, resolved.subscriptions);
  assertAccountId(refuse, resolved.accountId);
  assertTags(refuse, resolved.tags);
  assertRoles(refuse, resolved.overrides, alarmTopicRoles);
  return resolved;
}
