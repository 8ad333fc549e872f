import type * as pulumi from "@pulumi/pulumi";
import { type Account, arnIn } from "../child/account";
import { insecure } from "../policy/condition";
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
  /** Service and resource of the ARNs that it publishes for; absent where it tells none. */
  readonly sources?: readonly [service: string, resource: string];
}

const senderFacts: Readonly<Record<AlarmSender, Sender>> = {
  [AlarmSender.Alarms]: { sid: "Alarms", principal: "cloudwatch.amazonaws.com", sources: ["cloudwatch", "alarm:*"] },
  [AlarmSender.Backup]: { sid: "Backup", principal: "backup.amazonaws.com", sources: ["backup", "backup-vault:*"] },
  // EventBridge tells topics neither its account nor its rule: a condition on them would drop its messages silently.
  [AlarmSender.Events]: { sid: "Events", principal: "events.amazonaws.com" },
  [AlarmSender.Rds]: { sid: "Rds", principal: "events.rds.amazonaws.com", sources: ["rds", "*"] },
};

type Access = Pick<Statement, "Action" | "Resource">;

/** What a topic lets be published to it: by its senders, for this account, over TLS. */
export function topicStatements(
  senders: readonly AlarmSender[],
  topicArn: pulumi.Output<string>,
  account: pulumi.Output<Account>,
): readonly Statement[] {
  const publish = { Action: "sns:Publish", Resource: topicArn };
  return [
    ...senders.map((sender) => allow(senderFacts[sender], publish, account)),
    tlsOnly(publish),
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

function allow({ sid, principal, sources }: Sender, publish: Access, account: pulumi.Output<Account>): Statement {
  const statement: Statement = { Sid: sid, Effect: "Allow", Principal: { Service: principal }, ...publish };
  if (sources === undefined) {
    return statement;
  }
  const [service, resource] = sources;
  return {
    ...statement,
    Condition: {
      StringEquals: { "aws:SourceAccount": account.accountId },
      ArnLike: { "aws:SourceArn": arnIn(account, service, resource) },
    },
  };
}

/** What a queue for undelivered notifications takes in: those of one topic, over TLS. */
export const deadLetterStatements = (
  queueArn: pulumi.Output<string>,
  topicArn: pulumi.Output<string>,
): readonly Statement[] => [
  {
    Sid: "Undelivered",
    Effect: "Allow",
    Principal: { Service: "sns.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: queueArn,
    Condition: { ArnEquals: { "aws:SourceArn": topicArn } },
  },
  tlsOnly({ Action: "sqs:*", Resource: queueArn }),
];

const tlsOnly = (access: Access): Statement => ({
  Sid: "TlsOnly",
  Effect: "Deny",
  Principal: "*",
  ...access,
  Condition: insecure,
});
