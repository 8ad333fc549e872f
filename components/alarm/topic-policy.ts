import type { Account } from "../child/account";
import type { Statement } from "../policy/document";

/** Services of the account that may publish to a topic. */
export enum AlarmSender {
  /** CloudWatch alarms. The key of the topic must serve KeyService.Alarms. */
  Alarms = "alarms",
  /** AWS Backup vaults. The key of the topic must serve KeyService.Notices. */
  Backup = "backup",
  /** EventBridge rules: GuardDuty, Security Hub and most others tell of themselves through these. KeyService.Events. */
  Events = "events",
  /** RDS and Aurora event subscriptions. The key of the topic must serve KeyService.Notices. */
  Rds = "rds",
}

interface Sender {
  readonly sid: string;
  readonly principal: string;
  /** Service, account's part and resource of the ARNs that it publishes for; absent where it tells none. */
  readonly sources?: readonly [service: string, resource: string];
}

const senderFacts: Readonly<Record<AlarmSender, Sender>> = {
  [AlarmSender.Alarms]: { sid: "Alarms", principal: "cloudwatch.amazonaws.com", sources: ["cloudwatch", "alarm:*"] },
  [AlarmSender.Backup]: { sid: "Backup", principal: "backup.amazonaws.com", sources: ["backup", "backup-vault:*"] },
  // EventBridge tells topics neither its account nor its rule: a condition on them would drop its messages silently.
  [AlarmSender.Events]: { sid: "Events", principal: "events.amazonaws.com" },
  [AlarmSender.Rds]: { sid: "Rds", principal: "events.rds.amazonaws.com", sources: ["rds", "*"] },
};

/** What a topic lets be published to it: by its senders, for this account, over TLS. */
export function topicStatements(
  senders: readonly AlarmSender[],
  topicArn: string,
  account: Account,
): readonly Statement[] {
  const publish = { Action: "sns:Publish", Resource: topicArn };
  return [
    ...senders.map((sender) => allow(senderFacts[sender], publish, account)),
    {
      Sid: "TlsOnly",
      Effect: "Deny",
      Principal: "*",
      ...publish,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
    // Wherever a service does tell the account, it must be this one.
    {
      Sid: "ThisAccountOnly",
      Effect: "Deny",
      Principal: "*",
      ...publish,
      Condition: {
        Null: { "aws:SourceAccount": "false" },
        StringNotEquals: { "aws:SourceAccount": account.accountId },
      },
    },
  ];
}

function allow({ sid, principal, sources }: Sender, publish: Pick<Statement, "Action" | "Resource">, account: Account) {
  const { accountId, partition, region } = account;
  const statement: Statement = { Sid: sid, Effect: "Allow", Principal: { Service: principal }, ...publish };
  if (sources === undefined) {
    return statement;
  }
  const [service, resource] = sources;
  return {
    ...statement,
    Condition: {
      StringEquals: { "aws:SourceAccount": accountId },
      ArnLike: { "aws:SourceArn": `arn:${partition}:${service}:${region}:${accountId}:${resource}` },
    },
  };
}

/** What a queue for undelivered notifications takes in: those of one topic, over TLS. */
export const deadLetterStatements = (queueArn: string, topicArn: string): readonly Statement[] => [
  {
    Sid: "Undelivered",
    Effect: "Allow",
    Principal: { Service: "sns.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: queueArn,
    Condition: { ArnEquals: { "aws:SourceArn": topicArn } },
  },
  {
    Sid: "TlsOnly",
    Effect: "Deny",
    Principal: "*",
    Action: "sqs:*",
    Resource: queueArn,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  },
];
