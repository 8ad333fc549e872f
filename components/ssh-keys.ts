import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { keyAuthentication } from "../protocol/admin-access";
import { sessionTimeout } from "../protocol/application";
import type { Control } from "../protocol/control";
import { accountLockout } from "../protocol/iam";
import { given } from "./argument/given";
import { assertHostTags } from "./argument/host-tags";
import { assertNames } from "./argument/names";
import { refusals } from "./argument/refusal";
import { assertShape } from "./argument/shape";
import { assertWhole } from "./argument/whole";
import { childrenOf } from "./child/children";
import { assertRoles } from "./child/overrides";
import { assertTags, type Tags } from "./child/tags";
import { enforcementScript } from "./ssh/enforcement-script";
import { assertPublicKey } from "./ssh/public-key";

/** Arguments of SSH keys. */
export interface SshKeysArgs {
  /** Tags that a host must carry, each with this value, to take keys alone: one to five. */
  hostTags: { [key: string]: string };
  /** Keys that one connection may try, at most as many as IAM-06 allows. Default: as many as IAM-06 allows. */
  maxAuthTries?: number;
  /** Hours after which the settings are put right again, at most as many as ADM-03 allows. Default: as many as ADM-03 allows. */
  everyHours?: number;
  /**
   * Public keys that instances can be started with, by a name of your choice, as ssh-keygen writes them: ED25519, or RSA of
   * at least as many bits as ADM-03 demands. Of RSA the cloud promises to take 4096 bits alone. Default: none.
   */
  publicKeys?: { [name: string]: string };
  /** Tags of every resource. */
  tags: Tags;
  /** Properties that replace those of children: document, association, keyPair. The policies still judge them. */
  overrides?: Record<string, any>;
}

/** Roles of the children, as keys of `overrides`. */
export const sshKeysRoles = ["document", "association", "keyPair"] as const;

type Role = (typeof sshKeysRoles)[number];
type Resolved = Required<SshKeysArgs>;

/** What the script takes on a slow host. */
const TIMEOUT_SECONDS = 120;

/**
 * Keys as the only way into servers by SSH: on every Linux host with given tags the SSH daemon refuses passwords and root,
 * and is put right again at least daily. A host whose daemon would not accept the settings keeps its own and is reported
 * with the severity of ADM-03. Public keys can be imported for instances to start with; private ones are never taken.
 *
 * Hosts need OpenSSH 8.2 or later and the agent of Systems Manager, with rights to run commands and associations.
 *
 * @cost Free on instances of the cloud; on other hosts Systems Manager bills by the host and hour where it bills at all.
 *
 * @example
 * ```ts
 * import { Environment, RecoveryTier, SshKeys } from "@palisade-iac/palisade";
 *
 * export const keys = new SshKeys("servers", {
 *   hostTags: { "asset-class": "server", env: "production" },
 *   publicKeys: {
 *     operations: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAkCJw+kDZ9bTbvB5PEZuCb7uVu6QvQ3dZUDu4OwGJBq operations",
 *   },
 *   tags: { env: Environment.Production, tier: RecoveryTier.None, owner: "im-platform" },
 * });
 * ```
 */
export class SshKeys extends pulumi.ComponentResource {
  /** Controls that what it makes serves. */
  static readonly controls: readonly Control[] = [keyAuthentication, accountLockout, sessionTimeout];
  /** Roles of the children, as keys of `overrides`. */
  static readonly roles: readonly string[] = sshKeysRoles;

  /** Name of the document that sets the SSH daemon. */
  readonly documentName: pulumi.Output<string>;
  /** Id of the association that applies the document. */
  readonly associationId: pulumi.Output<string>;
  /** Names of the imported keys, as instances are started with them, by the names that the program gave. */
  readonly keyNames: { [name: string]: pulumi.Output<string> };
  /** The document. */
  readonly document: aws.ssm.Document;
  /** The association. */
  readonly association: aws.ssm.Association;

  constructor(name: string, args: SshKeysArgs, opts?: pulumi.ComponentResourceOptions) {
    const resolved = resolveSshKeys(name, args);
    super("palisade:index:SshKeys", name, resolved, opts);
    const { hostTags, maxAuthTries, everyHours, publicKeys } = resolved;
    const children = childrenOf<Role>(this, name, "server", resolved);

    const document = new aws.ssm.Document(
      children.name("document"),
      children.tagged("document", "document", {
        documentType: "Command",
        documentFormat: "JSON",
        content: JSON.stringify(command(maxAuthTries)),
      }),
      children.options,
    );
    const association = new aws.ssm.Association(
      children.name("association"),
      children.tagged("association", "association", {
        associationName: children.name("association"),
        name: document.name,
        targets: Object.entries(hostTags).map(([key, value]) => ({ key: `tag:${key}`, values: [value] })),
        scheduleExpression: everyHours === 1 ? "rate(1 hour)" : `rate(${everyHours} hours)`,
        complianceSeverity: keyAuthentication.severity.toUpperCase(),
        syncCompliance: "AUTO",
        maxConcurrency: "25%",
        // A host that fails is as it was before: only where most of them fail are the others spared.
        maxErrors: "50%",
      }),
      children.options,
    );
    this.keyNames = Object.fromEntries(
      Object.entries(publicKeys).map(([key, publicKey]) => {
        const suffix = `key-${key}`;
        const { keyName } = new aws.ec2.KeyPair(
          children.name(suffix),
          children.tagged("keyPair", suffix, { publicKey: publicKey.trim() }),
          children.options,
        );
        return [key, keyName];
      }),
    );

    this.documentName = document.name;
    this.associationId = association.associationId;
    this.document = document;
    this.association = association;
    this.registerOutputs({
      documentName: this.documentName,
      associationId: this.associationId,
      keyNames: this.keyNames,
    });
  }
}

/** The document, as Systems Manager reads it. */
const command = (maxAuthTries: number) => ({
  schemaVersion: "2.2",
  description: "Lets the SSH daemon take keys alone.",
  mainSteps: [
    {
      action: "aws:runShellScript",
      name: "keysOnly",
      precondition: { StringEquals: ["platformType", "Linux"] },
      inputs: {
        timeoutSeconds: String(TIMEOUT_SECONDS),
        runCommand: enforcementScript(maxAuthTries).split("\n"),
      },
    },
  ],
});

/**
 * The arguments with their defaults.
 * @throws RefusedArgumentError for an argument below the protocol.
 */
export function resolveSshKeys(name: string, args: SshKeysArgs): Resolved {
  const refuse = refusals("SshKeys", name);
  assertShape(refuse, "SshKeys", args);
  const { maxFailedLogins } = accountLockout.limits;
  const { enforcementInterval } = keyAuthentication.limits;
  const resolved: Resolved = {
    maxAuthTries: maxFailedLogins.value,
    everyHours: enforcementInterval.value,
    publicKeys: {},
    overrides: {},
    ...given(args),
  };
  const { maxAuthTries, everyHours, publicKeys } = resolved;
  assertHostTags(refuse, "hostTags", resolved.hostTags, keyAuthentication);
  assertWhole(refuse, "maxAuthTries", maxAuthTries, {
    min: 1,
    max: maxFailedLogins.value,
    unit: "tries",
    control: accountLockout,
  });
  assertWhole(refuse, "everyHours", everyHours, {
    min: 1,
    max: enforcementInterval.value,
    unit: "hours",
    control: keyAuthentication,
  });
  assertNames(refuse, "publicKeys", publicKeys);
  for (const [key, publicKey] of Object.entries(publicKeys)) {
    assertPublicKey(refuse, `publicKeys.${key}`, publicKey);
  }
  assertTags(refuse, resolved.tags);
  assertRoles(refuse, resolved.overrides, sshKeysRoles);
  return resolved;
}
