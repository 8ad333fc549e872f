import * as pulumi from "@pulumi/pulumi";
import { type Account, arnIn } from "../child/account";
import type { Statement } from "../policy/document";

/** Where an operator may open a session, and with what. */
export interface SessionScope {
  readonly documentName: string;
  readonly hostTags: Readonly<Record<string, string>>;
  readonly kmsKeyArn: pulumi.Input<string>;
}

/** What the agent of a host calls for a session, and nothing else: its other duties need policies of their own. */
export const hostStatements = (
  account: pulumi.Output<Account>,
  logGroupArn: pulumi.Input<string>,
  kmsKeyArn: pulumi.Input<string>,
): readonly Statement[] => [
  // The cloud knows no resource for these.
  allow("Channels", [
    "ssm:UpdateInstanceInformation",
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
  ]),
  allow(
    "Record",
    ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
    [logGroupArn, pulumi.interpolate`${logGroupArn}:*`],
  ),
  // The agent looks through all groups whether its own is encrypted, and starts no session where it may not.
  allow("FindRecord", ["logs:DescribeLogGroups"], arnIn(account, "logs", "log-group:*")),
  allow("Decrypt", ["kms:Decrypt"], kmsKeyArn),
];

/** What an operator calls to open a session with one document on hosts that carry all the tags, and to end their own. */
export const operatorStatements = (
  account: pulumi.Output<Account>,
  { documentName, hostTags, kmsKeyArn }: SessionScope,
): readonly Statement[] => [
  allow("Document", ["ssm:StartSession"], arnIn(account, "ssm", `document/${documentName}`)),
  {
    ...allow(
      "Hosts",
      ["ssm:StartSession"],
      [arnIn(account, "ec2", "instance/*"), arnIn(account, "ssm", "managed-instance/*")],
    ),
    Condition: {
      StringEquals: Object.fromEntries(
        Object.entries(hostTags).map(([key, value]) => [`ssm:resourceTag/${key}`, value]),
      ),
      // Without it a session that names no document would need no right to one.
      BoolIfExists: { "ssm:SessionDocumentAccessCheck": "true" },
    },
  },
  {
    ...allow("OwnSessions", ["ssm:ResumeSession", "ssm:TerminateSession"], arnIn(account, "ssm", "session/*")),
    Condition: { StringEquals: { "ssm:resourceTag/aws:ssmmessages:session-id": "${aws:userid}" } },
  },
  // They tell which hosts and sessions there are, or carry a session that the host's own statement let start.
  allow("Find", [
    "ec2:DescribeInstances",
    "ssm:DescribeInstanceInformation",
    "ssm:DescribeSessions",
    "ssm:GetConnectionStatus",
    "ssmmessages:OpenDataChannel",
  ]),
  allow("Encrypt", ["kms:GenerateDataKey"], kmsKeyArn),
];

const allow = (
  Sid: string,
  Action: readonly string[],
  Resource: NonNullable<Statement["Resource"]> = "*",
): Statement => ({
  Sid,
  Effect: "Allow",
  Action,
  Resource,
});
