import * as pulumi from "@pulumi/pulumi";
import { type Account, arnIn } from "../child/account";
import { objects } from "../policy/bucket-policy";
import type { Principal, Statement } from "../policy/document";

/** What may write logs to a bucket. Each adds the statements that it needs, and no wider ones. */
export enum LogSender {
  /** Access, connection and health check logs of application load balancers. */
  ApplicationLoadBalancers = "application-load-balancers",
  /** Server access logs of buckets. */
  Buckets = "buckets",
  /** History and snapshots of AWS Config. */
  Config = "config",
  /** Findings that GuardDuty exports, encrypted with the key that it is told to use. */
  GuardDuty = "guard-duty",
  /** Inventories that Systems Manager copies, encrypted with the key that it is told to use, beneath a prefix. */
  Inventory = "inventory",
  /** Logs that the cloud delivers itself, such as flow logs and name queries. */
  LogDelivery = "log-delivery",
  /** Access logs of network load balancers. */
  NetworkLoadBalancers = "network-load-balancers",
  /** Logs of web ACLs, for which the name of the bucket must begin with aws-waf-logs-. */
  WebAcls = "web-acls",
}

/** Accounts of load balancers in regions whose policy names no service. Elsewhere the service writes for itself. */
const balancerAccounts: Readonly<Record<string, string>> = {
  "cn-north-1": "638102146993",
  "cn-northwest-1": "037604701340",
};

/** Where senders write that put the account into the path, beneath any prefix or none. */
const deliveries = (
  bucketArn: pulumi.Output<string>,
  accountId: pulumi.Input<string>,
  below = "",
): Statement["Resource"] => [
  pulumi.interpolate`${bucketArn}/AWSLogs/${accountId}/${below}*`,
  pulumi.interpolate`${bucketArn}/*/AWSLogs/${accountId}/${below}*`,
];

// What makes the objects the account's own, which some senders ask for although the bucket does so anyway.
const owned = { "s3:x-amz-acl": "bucket-owner-full-control" };

/** Statements that let the senders of an account write to a bucket. */
export function senderStatements(
  senders: readonly LogSender[],
  bucketArn: pulumi.Output<string>,
  account: pulumi.Output<Account>,
): readonly Statement[] {
  const isOneOf = (...kinds: readonly LogSender[]) => senders.some((sender) => kinds.includes(sender));
  return [
    ...(isOneOf(LogSender.ApplicationLoadBalancers) ? [applicationLoadBalancers(bucketArn, account)] : []),
    ...(isOneOf(LogSender.Buckets) ? [buckets(bucketArn, account)] : []),
    ...(isOneOf(LogSender.Config) ? config(bucketArn, account) : []),
    ...(isOneOf(LogSender.GuardDuty) ? guardDuty(bucketArn, account) : []),
    ...(isOneOf(LogSender.Inventory) ? inventory(bucketArn, account) : []),
    ...(isOneOf(LogSender.LogDelivery, LogSender.NetworkLoadBalancers, LogSender.WebAcls)
      ? logDelivery(bucketArn, account)
      : []),
  ];
}

/** They tell no account to compare with: the path does, in which the account must stand. */
const applicationLoadBalancers = (bucketArn: pulumi.Output<string>, account: pulumi.Output<Account>): Statement => ({
  Sid: "ApplicationLoadBalancers",
  Effect: "Allow",
  Principal: pulumi.all([account.partition, account.region]).apply(balancerPrincipal),
  Action: "s3:PutObject",
  Resource: deliveries(bucketArn, account.accountId),
});

function balancerPrincipal([partition, region]: readonly string[]): Principal {
  const balancers = balancerAccounts[region ?? ""];
  return balancers === undefined
    ? { Service: "logdelivery.elasticloadbalancing.amazonaws.com" }
    : { AWS: `arn:${partition}:iam::${balancers}:root` };
}

const buckets = (bucketArn: pulumi.Output<string>, { partition, accountId }: pulumi.Output<Account>): Statement => ({
  Sid: "Buckets",
  Effect: "Allow",
  Principal: { Service: "logging.s3.amazonaws.com" },
  Action: "s3:PutObject",
  Resource: objects(bucketArn),
  Condition: {
    ArnLike: { "aws:SourceArn": pulumi.interpolate`arn:${partition}:s3:::*` },
    StringEquals: { "aws:SourceAccount": accountId },
  },
});

function config(bucketArn: pulumi.Output<string>, { accountId }: pulumi.Output<Account>): readonly Statement[] {
  const Principal = { Service: "config.amazonaws.com" };
  const source = { "aws:SourceAccount": accountId };
  return [
    {
      Sid: "ConfigLooks",
      Effect: "Allow",
      Principal,
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: bucketArn,
      Condition: { StringEquals: source },
    },
    {
      Sid: "ConfigWrites",
      Effect: "Allow",
      Principal,
      Action: "s3:PutObject",
      Resource: deliveries(bucketArn, accountId, "Config/"),
      Condition: { StringEquals: { ...source, ...owned } },
    },
  ];
}

function guardDuty(bucketArn: pulumi.Output<string>, account: pulumi.Output<Account>): readonly Statement[] {
  const Principal = { Service: "guardduty.amazonaws.com" };
  const Condition = {
    StringEquals: { "aws:SourceAccount": account.accountId },
    ArnLike: { "aws:SourceArn": arnIn(account, "guardduty", "detector/*") },
  };
  return [
    {
      Sid: "GuardDutyLooks",
      Effect: "Allow",
      Principal,
      Action: "s3:GetBucketLocation",
      Resource: bucketArn,
      Condition,
    },
    {
      Sid: "GuardDutyWrites",
      Effect: "Allow",
      Principal,
      Action: "s3:PutObject",
      Resource: objects(bucketArn),
      Condition,
    },
  ];
}

function inventory(bucketArn: pulumi.Output<string>, account: pulumi.Output<Account>): readonly Statement[] {
  const { accountId } = account;
  const Principal = { Service: "ssm.amazonaws.com" };
  const source = { "aws:SourceAccount": accountId };
  const ArnLike = { "aws:SourceArn": arnIn(account, "ssm", "resource-data-sync/*") };
  return [
    {
      Sid: "InventoryLooks",
      Effect: "Allow",
      Principal,
      Action: "s3:GetBucketAcl",
      Resource: bucketArn,
      Condition: { StringEquals: source, ArnLike },
    },
    {
      Sid: "InventoryWrites",
      Effect: "Allow",
      Principal,
      Action: "s3:PutObject",
      Resource: pulumi.interpolate`${bucketArn}/*/accountid=${accountId}/*`,
      Condition: { StringEquals: { ...source, ...owned }, ArnLike },
    },
  ];
}

/** Statements that let the cloud deliver logs of its own to a bucket. */
export function logDelivery(bucketArn: pulumi.Output<string>, account: pulumi.Output<Account>): readonly Statement[] {
  const { accountId } = account;
  const Principal = { Service: "delivery.logs.amazonaws.com" };
  const source = { "aws:SourceAccount": accountId };
  const ArnLike = { "aws:SourceArn": arnIn(account, "logs", "*") };
  return [
    {
      Sid: "LogDeliveryLooks",
      Effect: "Allow",
      Principal,
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: bucketArn,
      Condition: { StringEquals: source, ArnLike },
    },
    {
      Sid: "LogDeliveryWrites",
      Effect: "Allow",
      Principal,
      Action: "s3:PutObject",
      Resource: deliveries(bucketArn, accountId),
      Condition: { StringEquals: { ...source, ...owned }, ArnLike },
    },
  ];
}
