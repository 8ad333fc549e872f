import type { Account } from "../child/account";

/** Cloud services that a key may serve. Each adds the statement that the service needs, and no wider one. */
export enum KeyService {
  /** CloudWatch alarms, to send to encrypted topics. */
  Alarms = "alarms",
  /** Volumes of instances that an auto-scaling group starts. */
  AutoScaling = "auto-scaling",
  /** AWS Backup vaults. */
  Backup = "backup",
  /** CloudTrail trails. */
  CloudTrail = "cloudtrail",
  /** AWS Config, to deliver to encrypted buckets. */
  Config = "config",
  /** DynamoDB tables. */
  DynamoDb = "dynamodb",
  /** Volumes and snapshots of EC2. */
  Ec2 = "ec2",
  /** ElastiCache clusters. */
  ElastiCache = "elasticache",
  /** File systems of EFS. */
  Efs = "efs",
  /** EventBridge rules, to send to encrypted topics and queues. */
  Events = "events",
  /** GuardDuty, to export findings to buckets. */
  GuardDuty = "guardduty",
  /** Delivery of the cloud's own logs to encrypted buckets. */
  LogDelivery = "log-delivery",
  /** CloudWatch log groups. */
  Logs = "logs",
  /** AWS Backup vaults and RDS event subscriptions, to send to encrypted topics. */
  Notices = "notices",
  /** RDS and Aurora databases. */
  Rds = "rds",
  /** S3 buckets. */
  S3 = "s3",
  /** Secrets Manager secrets. */
  SecretsManager = "secrets-manager",
  /** Sessions of Session Manager, which hosts and operators encrypt themselves. */
  Sessions = "sessions",
  /** SNS topics, and what they deliver to encrypted queues. */
  Sns = "sns",
  /** SQS queues. */
  Sqs = "sqs",
  /** Parameters of Systems Manager. */
  Ssm = "ssm",
}

/** One statement of a key policy. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Principal: { readonly AWS: string | readonly string[] } | { readonly Service: string | readonly string[] };
  readonly Action: readonly string[];
  /** In a key policy: this key. */
  readonly Resource: "*";
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface KeyPolicy {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

/** Who may do what with a key. */
export interface KeyAccess {
  readonly administrators: readonly string[];
  readonly users: readonly string[];
  readonly services: readonly KeyService[];
}

// Nobody may disable rotation.
const manage = [
  "kms:CancelKeyDeletion",
  "kms:CreateAlias",
  "kms:DeleteAlias",
  "kms:DescribeKey",
  "kms:DisableKey",
  "kms:EnableKey",
  "kms:EnableKeyRotation",
  "kms:GetKeyPolicy",
  "kms:GetKeyRotationStatus",
  "kms:ListAliases",
  "kms:ListGrants",
  "kms:ListKeyPolicies",
  "kms:ListKeyRotations",
  "kms:ListResourceTags",
  "kms:PutKeyPolicy",
  "kms:ReplicateKey",
  "kms:RevokeGrant",
  "kms:RotateKeyOnDemand",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateAlias",
  "kms:UpdateKeyDescription",
];
const generate = ["kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"];
const decryptAndGenerate = ["kms:Decrypt", ...generate];
const use = ["kms:DescribeKey", "kms:Encrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", ...decryptAndGenerate];
const handOn = ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"];

// Grants that a principal may make only for a service to act with.
const grantsToServices = { Bool: { "kms:GrantIsForAWSResource": "true" } };

/**
 * The policy of a key. The account keeps the right to manage it, without which a mistake would lock everybody out, but not
 * to use it: only users and services encrypt and decrypt, and administrators do neither.
 */
export function keyPolicy({ administrators, users, services }: KeyAccess, account: Account): KeyPolicy {
  const usage = [
    allow("Users", { AWS: users }, use),
    allow("UsersThroughServices", { AWS: users }, handOn, grantsToServices),
  ];
  return {
    Version: "2012-10-17",
    Statement: [
      allow("AccountKeepsControl", { AWS: root(account) }, manage),
      allow("Administrators", { AWS: administrators }, manage),
      ...(users.length > 0 ? usage : []),
      ...services.flatMap((service) => serviceStatements(service, account)),
    ],
  };
}

function serviceStatements(service: KeyService, account: Account): readonly Statement[] {
  const { accountId, partition, region, dnsSuffix } = account;
  const ofAccount = { StringEquals: { "aws:SourceAccount": accountId } };
  switch (service) {
    case KeyService.Alarms:
      return [allow("Alarms", { Service: "cloudwatch.amazonaws.com" }, decryptAndGenerate, ofAccount)];
    case KeyService.AutoScaling: {
      const linkedRole = "aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";
      const principal = { AWS: `arn:${partition}:iam::${accountId}:role/${linkedRole}` };
      return [allow("AutoScaling", principal, use), allow("AutoScalingGrants", principal, handOn, grantsToServices)];
    }
    case KeyService.CloudTrail: {
      const trails = `arn:${partition}:cloudtrail:*:${accountId}:trail/*`;
      const principal = { Service: "cloudtrail.amazonaws.com" };
      return [
        allow("CloudTrail", principal, generate, {
          ArnLike: { "aws:SourceArn": trails },
          StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": trails },
        }),
        allow("CloudTrailDescribes", principal, ["kms:DescribeKey"], { ArnLike: { "aws:SourceArn": trails } }),
      ];
    }
    case KeyService.Config:
      return [allow("Config", { Service: "config.amazonaws.com" }, ["kms:Decrypt", "kms:GenerateDataKey"], ofAccount)];
    case KeyService.GuardDuty:
      return [
        allow("GuardDuty", { Service: "guardduty.amazonaws.com" }, ["kms:GenerateDataKey"], {
          ...ofAccount,
          ArnLike: { "aws:SourceArn": `arn:${partition}:guardduty:${region}:${accountId}:detector/*` },
        }),
      ];
    case KeyService.Events:
      // EventBridge sends no account to compare with where it publishes to an encrypted topic.
      return [allow("Events", { Service: "events.amazonaws.com" }, decryptAndGenerate)];
    case KeyService.LogDelivery:
      return [
        allow("LogDelivery", { Service: "delivery.logs.amazonaws.com" }, use, {
          ...ofAccount,
          ArnLike: { "aws:SourceArn": `arn:${partition}:logs:${region}:${accountId}:*` },
        }),
      ];
    case KeyService.Logs:
      return [
        allow("Logs", { Service: `logs.${region}.${dnsSuffix}` }, use, {
          ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:${partition}:logs:${region}:${accountId}:log-group:*` },
        }),
      ];
    case KeyService.Notices: {
      const senders = { Service: ["backup.amazonaws.com", "events.rds.amazonaws.com"] };
      return [allow("Notices", senders, decryptAndGenerate, ofAccount)];
    }
    case KeyService.Sessions:
      // Agents and clients call the key themselves, for a session that they name.
      return [
        allow("Sessions", { AWS: root(account) }, ["kms:Decrypt", "kms:GenerateDataKey"], {
          StringEquals: { "kms:CallerAccount": accountId },
          Null: { "kms:EncryptionContext:aws:ssm:SessionId": "false" },
        }),
      ];
    case KeyService.Sns:
      return [
        ...throughService(service, account),
        allow("SnsDelivers", { Service: "sns.amazonaws.com" }, decryptAndGenerate, {
          ArnLike: { "aws:SourceArn": `arn:${partition}:sns:${region}:${accountId}:*` },
        }),
      ];
    default:
      return throughService(service, account);
  }
}

/** Services that act for a principal of the account, who needs the permission in policies of its own too. */
const endpoints = {
  [KeyService.Backup]: "backup",
  [KeyService.DynamoDb]: "dynamodb",
  [KeyService.Ec2]: "ec2",
  [KeyService.Efs]: "elasticfilesystem",
  [KeyService.ElastiCache]: "elasticache",
  [KeyService.Rds]: "rds",
  [KeyService.S3]: "s3",
  [KeyService.SecretsManager]: "secretsmanager",
  [KeyService.Sns]: "sns",
  [KeyService.Sqs]: "sqs",
  [KeyService.Ssm]: "ssm",
} as const;

function throughService(service: keyof typeof endpoints, account: Account): readonly Statement[] {
  const endpoint = endpoints[service];
  const condition = {
    StringEquals: {
      "kms:CallerAccount": account.accountId,
      "kms:ViaService": `${endpoint}.${account.region}.${account.dnsSuffix}`,
    },
  };
  const principal = { AWS: root(account) };
  return [
    allow(`Through${endpoint}`, principal, use, condition),
    allow(`GrantsThrough${endpoint}`, principal, handOn, { ...condition, ...grantsToServices }),
  ];
}

const root = ({ accountId, partition }: Account) => `arn:${partition}:iam::${accountId}:root`;

const allow = (
  Sid: string,
  Principal: Statement["Principal"],
  Action: readonly string[],
  Condition?: Statement["Condition"],
): Statement => ({ Sid, Effect: "Allow", Principal, Action, Resource: "*", ...(Condition && { Condition }) });
