import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Control } from "../protocol/control";
import { keyRotation, keySeparation } from "../protocol/key";
import { assertMembers } from "./argument/choice";
import { assertComponentName } from "./argument/component-name";
import { assertDescription } from "./argument/description";
import { given } from "./argument/given";
import { assertWithin } from "./argument/limit";
import { assertPrincipals, plain, principalsOf } from "./argument/principal";
import { type Refuse, refusals } from "./argument/refusal";
import { assertShape } from "./argument/shape";
import { accountOf, assertAccountId } from "./child/account";
import { childrenOf } from "./child/children";
import { assertRoles } from "./child/overrides";
import { assertTags, type Tags } from "./child/tags";
import { type KeyAccess, keyPolicy, KeyService } from "./policy/key-policy";

/** Arguments of a key. */
export interface KeyArgs {
  /** What the key protects: at most 255 characters. */
  description: string;
  /** ARNs of the roles and users that manage the key and cannot use it (KEY-01). */
  administrators: string[];
  /** ARNs of the roles and users that encrypt and decrypt with the key, none of them an administrator. Default: none. */
  users?: pulumi.Input<string>[];
  /** Cloud services that the key serves. Default: none. */
  services?: KeyService[];
  /** Days between rotations, at least 90 and at most as many as KEY-02 allows. Default: as many as KEY-02 allows. */
  rotationDays?: number;
  /** The key can be replicated to other regions. Cannot be changed later. Default: false. */
  multiRegion?: boolean;
  /** Account of the deployment, twelve digits: known before the provider is asked. Default: that of the provider. */
  accountId?: string;
  /** Tags of every resource. */
  tags: Tags;
  /** Properties that replace those of a child: key, alias. The policies still judge them. */
  overrides?: Record<string, any>;
}

/** Roles of the children, as keys of `overrides`. */
export const keyRoles = ["key", "alias"] as const;

type Role = (typeof keyRoles)[number];
type Resolved = Required<Omit<KeyArgs, "accountId">> & Pick<KeyArgs, "accountId">;

// Names of aliases have 256 characters at most; project and stack take their part.
const MAX_NAME_LENGTH = 100;
// The shortest period that the cloud rotates in.
const MIN_ROTATION_DAYS = 90;

/**
 * An encryption key that rotates by itself, whose policy names who manages it, who uses it, and nobody twice. What it
 * encrypts is lost with it: it is protected, and its deletion waits as long as the service allows.
 *
 * Its name has at most 100 letters, digits, hyphens and underscores.
 *
 * @cost Each key is billed by the month, its former key material with it; requests by number. Data keys of buckets and disks make
 * requests few.
 *
 * @example
 * ```ts
 * import { Environment, Key, KeyService, RecoveryTier } from "@palisade-iac/palisade";
 *
 * new Key("messages", {
 *   description: "Encrypts messages",
 *   administrators: ["arn:aws:iam::123456789012:role/key-administrator"],
 *   services: [KeyService.Rds],
 *   tags: { env: Environment.Production, tier: RecoveryTier.Orange, owner: "chat" },
 * });
 * ```
 */
export class Key extends pulumi.ComponentResource {
  /** Controls that what it makes serves. */
  static readonly controls: readonly Control[] = [keySeparation, keyRotation];
  /** Roles of the children, as keys of `overrides`. */
  static readonly roles: readonly string[] = keyRoles;

  /** ARN of the key. */
  readonly keyArn: pulumi.Output<string>;
  /** Id of the key. */
  readonly keyId: pulumi.Output<string>;
  /** Name of the alias, which stays when the key behind it is exchanged. */
  readonly aliasName: pulumi.Output<string>;
  /** The key. */
  readonly key: aws.kms.Key;
  /** The alias. */
  readonly alias: aws.kms.Alias;

  constructor(name: string, args: KeyArgs, opts?: pulumi.ComponentResourceOptions) {
    const resolved = resolveKey(name, args);
    super("palisade:index:Key", name, resolved, opts);
    const children = childrenOf<Role>(this, name, "key", resolved);

    const key = new aws.kms.Key(
      children.name("key"),
      children.tagged("key", "key", {
        description: resolved.description,
        policy: pulumi
          .all([accessOf(name, resolved), accountOf(this, resolved.accountId)])
          .apply(([access, account]) => JSON.stringify(keyPolicy(access, account))),
        enableKeyRotation: true,
        rotationPeriodInDays: resolved.rotationDays,
        deletionWindowInDays: keySeparation.limits.keyDeletionWindow.value,
        multiRegion: resolved.multiRegion,
      }),
      { ...children.options, protect: true },
    );
    const alias = new aws.kms.Alias(
      children.name("alias"),
      children.untagged("alias", "alias", {
        name: `alias/${pulumi.getProject()}/${pulumi.getStack()}/${name}`,
        targetKeyId: key.id,
      }),
      children.options,
    );

    this.keyArn = key.arn;
    this.keyId = key.keyId;
    this.aliasName = alias.name;
    this.key = key;
    this.alias = alias;
    this.registerOutputs({ keyArn: this.keyArn, keyId: this.keyId, aliasName: this.aliasName });
  }
}

/**
 * The arguments with their defaults.
 * @throws RefusedArgumentError for an argument below the protocol.
 */
export function resolveKey(name: string, args: KeyArgs): Resolved {
  const refuse = refusals("Key", name);
  assertShape(refuse, "Key", args);
  const resolved: Resolved = {
    users: [],
    services: [],
    rotationDays: keyRotation.limits.kmsRotationPeriod.value,
    multiRegion: false,
    overrides: {},
    ...given(args),
  };
  const { administrators, users, services, rotationDays } = resolved;
  assertComponentName(refuse, name, MAX_NAME_LENGTH);
  assertDescription(refuse, "description", resolved.description);
  if (administrators.length === 0) {
    throw refuse("administrators", administrators, "one administrator at least", keySeparation);
  }
  assertPrincipals(refuse, "administrators", administrators, keySeparation);
  assertUsers(refuse, administrators, plain(users));
  assertMembers(refuse, "services", services, KeyService);
  assertWithin(refuse, "rotationDays", rotationDays, keyRotation, keyRotation.limits.kmsRotationPeriod);
  if (!Number.isInteger(rotationDays) || rotationDays < MIN_ROTATION_DAYS) {
    throw refuse("rotationDays", rotationDays, `${MIN_ROTATION_DAYS} whole days at least`);
  }
  assertAccountId(refuse, resolved.accountId);
  assertTags(refuse, resolved.tags);
  assertRoles(refuse, resolved.overrides, keyRoles);
  return resolved;
}

/** @throws RefusedArgumentError for a user that is no principal, or that administers the key. */
export function assertUsers(refuse: Refuse, administrators: readonly string[], users: readonly string[]): void {
  assertPrincipals(refuse, "users", users, keySeparation);
  const both = users.find((user) => administrators.includes(user));
  if (both !== undefined) {
    throw refuse("users", both, "users that do not administer the key", keySeparation);
  }
}

/**
 * Who may do what with the key, once all users are known.
 * @throws RefusedArgumentError through the output, as `assertUsers` does.
 */
export function accessOf(name: string, { administrators, users, services }: Resolved): pulumi.Output<KeyAccess> {
  const refuse = refusals("Key", name);
  return principalsOf(users, (known) => assertUsers(refuse, administrators, known)).apply((known) => ({
    administrators,
    users: known,
    services,
  }));
}
