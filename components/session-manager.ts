import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { vpnAccess } from "../protocol/admin-access";
import { sessionTimeout } from "../protocol/application";
import type { Control } from "../protocol/control";
import { administratorTiers } from "../protocol/iam";
import { type LogClass, operationLogRetention } from "../protocol/log";
import { given } from "./argument/given";
import { assertHostTags } from "./argument/host-tags";
import { assertKeyArn } from "./argument/key-arn";
import { type Refuse, refusals } from "./argument/refusal";
import { assertShape } from "./argument/shape";
import { assertWhole } from "./argument/whole";
import { accountOf, assertAccountId } from "./child/account";
import { childrenOf } from "./child/children";
import { logGroupArn, type Logs, makeLogGroup, resolveLogs } from "./child/log-group";
import { assertRoles } from "./child/overrides";
import { assertTags, type Tags } from "./child/tags";
import { policyJson } from "./policy/document";
import { hostStatements, operatorStatements } from "./session/permissions";
import { assertShellProfile, sessionPreferences, type ShellProfile } from "./session/preferences";

/** Arguments of a session manager. */
export interface SessionManagerArgs {
  /**
   * ARN of the key that encrypts sessions on their way between operators and hosts (ADM-01). Its policy must admit the roles of
   * both as users.
   */
  kmsKeyArn: pulumi.Input<string>;
  /** How the record of sessions is kept: for as long as LOG-06 demands, at least and by default. */
  logs: Logs;
  /** Tags that a host must carry, each with this value, for operators to open a session on it: one to five (ADM-01). */
  hostTags: { [key: string]: string };
  /**
   * Name of the document that holds the preferences. With a name of its own, operators must give it when they start a
   * session, and the policy for operators admits no other. Default: SSM-SessionManagerRunShell, which makes them the
   * preferences of the account in the region: only one can be, and one that is there already must be imported.
   */
  documentName?: string;
  /** Minutes without input after which a session ends, at most as many as APP-13 allows. Default: as many as APP-13 allows. */
  idleMinutes?: number;
  /** Hours after which a session ends, at most as many as APP-13 allows. Default: as many as APP-13 allows. */
  sessionHours?: number;
  /** User of the host's system that sessions run as, not root (IAM-08). Default: ssm-user, which the agent makes. */
  runAsUser?: string;
  /** Commands that run at the start of each session. Default: none. */
  shellProfile?: ShellProfile;
  /** Account of the deployment, twelve digits: known before the provider is asked. Default: that of the provider. */
  accountId?: string;
  /** Tags of every resource. */
  tags: Tags;
  /** Properties that replace those of children: logGroup, document, hostPolicy, operatorPolicy. The policies still judge them. */
  overrides?: Record<string, any>;
}

/** Roles of the children, as keys of `overrides`. */
export const sessionManagerRoles = ["logGroup", "document", "hostPolicy", "operatorPolicy"] as const;

type Role = (typeof sessionManagerRoles)[number];
type Defaulted = "documentName" | "idleMinutes" | "sessionHours" | "overrides";
type Resolved = SessionManagerArgs & Required<Pick<SessionManagerArgs, Defaulted>> & { logs: Required<Logs> };

const sessionLogClass: LogClass = "operation";

/** The document that sessions take their preferences from where none is named. */
const ACCOUNT_PREFERENCES = "SSM-SessionManagerRunShell";

/**
 * Shell sessions on hosts that have no port open for them: encrypted end to end, recorded as operations line by line, and
 * ended when they are idle or too long. It makes the preferences, a policy for the roles of hosts and one for operators,
 * who may open such sessions on hosts with given tags and end their own.
 *
 * Hosts reach Systems Manager over HTTPS: through NAT, or through the interface endpoints Ssm, SsmMessages, Kms and Logs of
 * their network.
 *
 * @cost Sessions are free. The record is billed by volume, and the key by its requests.
 *
 * @example
 * ```ts
 * import { Environment, Key, KeyService, RecoveryTier, SessionManager } from "@palisade-iac/palisade";
 *
 * const tags = { env: Environment.Production, tier: RecoveryTier.Red, owner: "im-platform" };
 * const key = new Key("sessions", {
 *   description: "Sessions of operators and their record",
 *   administrators: ["arn:aws:iam::123456789012:role/key-administrator"],
 *   users: ["arn:aws:iam::123456789012:role/chat-server", "arn:aws:iam::123456789012:role/operator"],
 *   services: [KeyService.Logs],
 *   tags,
 * });
 *
 * export const { hostPolicyArn, operatorPolicyArn } = new SessionManager("sessions", {
 *   kmsKeyArn: key.keyArn,
 *   logs: { kmsKeyArn: key.keyArn },
 *   hostTags: { "asset-class": "server" },
 *   tags,
 * });
 * ```
 */
export class SessionManager extends pulumi.ComponentResource {
  /** Controls that what it makes serves. */
  static readonly controls: readonly Control[] = [vpnAccess, sessionTimeout, operationLogRetention];
  /** Roles of the children, as keys of `overrides`. */
  static readonly roles: readonly string[] = sessionManagerRoles;

  /** Name of the document, which operators give when they start a session where it is not that of the account. */
  readonly documentName: pulumi.Output<string>;
  /** ARN of the policy that the roles of hosts need. */
  readonly hostPolicyArn: pulumi.Output<string>;
  /** ARN of the policy that the roles of operators need. */
  readonly operatorPolicyArn: pulumi.Output<string>;
  /** Name of the log group of the sessions. */
  readonly logGroupName: pulumi.Output<string>;
  /** The preferences of the sessions. */
  readonly document: aws.ssm.Document;
  /** Policy for the roles of hosts. */
  readonly hostPolicy: aws.iam.Policy;
  /** Policy for the roles of operators. */
  readonly operatorPolicy: aws.iam.Policy;
  /** Log group of the sessions. */
  readonly logGroup: aws.cloudwatch.LogGroup;

  constructor(name: string, args: SessionManagerArgs, opts?: pulumi.ComponentResourceOptions) {
    const resolved = resolveSessionManager(name, args);
    super("palisade:index:SessionManager", name, resolved, opts);
    const { kmsKeyArn, documentName, hostTags } = resolved;
    const children = childrenOf<Role>(this, name, "server", resolved);
    const account = accountOf(this, resolved.accountId);

    const logGroup = makeLogGroup(children, "logGroup", "logs", { ...resolved.logs, logClass: sessionLogClass });
    const document = new aws.ssm.Document(
      children.name("document"),
      children.tagged("document", "document", {
        name: documentName,
        documentType: "Session",
        documentFormat: "JSON",
        content: sessionPreferences(resolved, logGroup.name),
      }),
      children.options,
    );
    const hostPolicy = new aws.iam.Policy(
      children.name("host"),
      children.tagged("hostPolicy", "host", {
        description: "What a host needs for sessions of operators",
        policy: policyJson(...hostStatements(account, logGroupArn(logGroup, account), kmsKeyArn)),
      }),
      children.options,
    );
    const operatorPolicy = new aws.iam.Policy(
      children.name("operator"),
      children.tagged("operatorPolicy", "operator", {
        description: "What an operator needs to open sessions on hosts",
        policy: policyJson(...operatorStatements(account, { documentName, hostTags, kmsKeyArn })),
      }),
      children.options,
    );

    this.documentName = document.name;
    this.hostPolicyArn = hostPolicy.arn;
    this.operatorPolicyArn = operatorPolicy.arn;
    this.logGroupName = logGroup.name;
    this.document = document;
    this.hostPolicy = hostPolicy;
    this.operatorPolicy = operatorPolicy;
    this.logGroup = logGroup;
    this.registerOutputs({
      documentName: this.documentName,
      hostPolicyArn: this.hostPolicyArn,
      operatorPolicyArn: this.operatorPolicyArn,
      logGroupName: this.logGroupName,
    });
  }
}

/**
 * The arguments with their defaults.
 * @throws RefusedArgumentError for an argument below the protocol.
 */
export function resolveSessionManager(name: string, args: SessionManagerArgs): Resolved {
  const refuse = refusals("SessionManager", name);
  assertShape(refuse, "SessionManager", args);
  const { sessionIdleTimeout, sessionAbsoluteTimeout } = sessionTimeout.limits;
  const resolved: Resolved = {
    documentName: ACCOUNT_PREFERENCES,
    idleMinutes: sessionIdleTimeout.value,
    sessionHours: sessionAbsoluteTimeout.value,
    overrides: {},
    ...given(args),
    logs: resolveLogs(refuse, "logs", args.logs, sessionLogClass),
  };
  const { idleMinutes, sessionHours, runAsUser } = resolved;
  assertDocumentName(refuse, resolved.documentName);
  assertKeyArn(refuse, "kmsKeyArn", args.kmsKeyArn, vpnAccess);
  assertWhole(refuse, "idleMinutes", idleMinutes, {
    min: 1,
    max: sessionIdleTimeout.value,
    unit: "minutes",
    control: sessionTimeout,
  });
  assertWhole(refuse, "sessionHours", sessionHours, {
    min: 1,
    max: sessionAbsoluteTimeout.value,
    unit: "hours",
    control: sessionTimeout,
  });
  assertHostTags(refuse, "hostTags", resolved.hostTags, vpnAccess);
  assertRunAsUser(refuse, runAsUser);
  assertShellProfile(refuse, resolved.shellProfile);
  assertAccountId(refuse, resolved.accountId);
  assertTags(refuse, resolved.tags);
  assertRoles(refuse, resolved.overrides, sessionManagerRoles);
  return resolved;
}

// Names that start like the cloud's own documents are the cloud's.
function assertDocumentName(refuse: Refuse, documentName: string): void {
  if (!/^(?!aws|amazon|amzn)[\w.-]{3,128}$/i.test(documentName)) {
    const expected = "3 to 128 letters, digits, dots, hyphens and underscores, not those of the cloud's own documents";
    throw refuse("documentName", documentName, expected);
  }
}

function assertRunAsUser(refuse: Refuse, runAsUser: string | undefined): void {
  if (runAsUser === undefined) {
    return;
  }
  if (runAsUser === "root") {
    throw refuse("runAsUser", runAsUser, "a user that is not the superuser", administratorTiers);
  }
  if (!/^[a-z_][a-z0-9_-]{0,31}$/.test(runAsUser)) {
    throw refuse(
      "runAsUser",
      runAsUser,
      "the name of a user: at most 32 small letters, digits, hyphens and underscores",
    );
  }
}
