import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Control } from "../protocol/control";
import { plaintextSecrets, secretRotation, secretVault } from "../protocol/secret";
import { assertDescription } from "./argument/description";
import { given } from "./argument/given";
import { assertKeyArn } from "./argument/key-arn";
import { assertPrincipals, plain, principalsOf } from "./argument/principal";
import { type Refuse, refusals } from "./argument/refusal";
import { assertShape } from "./argument/shape";
import { type Account, accountOf, arnIn, assertAccountId, configuredRegion } from "./child/account";
import { childrenOf } from "./child/children";
import { assertRoles } from "./child/overrides";
import { assertTags, type Tags } from "./child/tags";
import { policyJson } from "./policy/document";
import { readerStatements, secretPolicy } from "./policy/secret-policy";
import { assertReplicas, assertReplicasElsewhere, type SecretReplica } from "./secret/replicas";
import { resolveRotation, type RotationRules, type SecretRotation } from "./secret/rotation";

/** Arguments of a secret. */
export interface SecretArgs {
  /** What the secret opens, and for whom: at most 255 characters. Never the secret itself. */
  description: string;
  /** ARN of the key that encrypts the secret (SEC-02). Its policy must admit Secrets Manager: KeyService.SecretsManager. */
  kmsKeyArn: pulumi.Input<string>;
  /**
   * ARNs of the roles and users that manage the secret and set its value, and cannot read it: the role that deploys must be
   * among them.
   */
  administrators: string[];
  /** How the secret is rotated (SEC-03). */
  rotation: SecretRotation;
  /** ARNs of the roles and users that read the secret, none of them an administrator. Default: none beside the rotation. */
  readers?: pulumi.Input<string>[];
  /**
   * First value of the secret, as an output that Pulumi keeps secret: from `pulumi.secret` or `config.requireSecret`. It is
   * written once and read by nobody, yet the state holds it, encrypted: take it out of the program after the first
   * deployment. Default: none, it is set from outside or by the rotation.
   */
  value?: pulumi.Input<string>;
  /** Number of the value: a higher one writes the value anew. Default: 1. */
  valueVersion?: number;
  /** Copies of the secret in other regions. Default: none. */
  replicas?: SecretReplica[];
  /** Account of the deployment, twelve digits: known before the provider is asked. Default: that of the provider. */
  accountId?: string;
  /** Tags of every resource. */
  tags: Tags;
  /** Properties that replace those of a child: secret, policy, version, rotation. The policies still judge them. */
  overrides?: Record<string, any>;
}

/** Roles of the children, as keys of `overrides`. */
export const secretRoles = ["secret", "policy", "version", "rotation"] as const;

type Role = (typeof secretRoles)[number];
type Optional = "value" | "accountId";
type Resolved = Required<Omit<SecretArgs, Optional>> & Pick<SecretArgs, Optional> & { readonly rules: RotationRules };

// The longest time that the service keeps a deleted secret for: the time to notice a mistake.
const RECOVERY_WINDOW_DAYS = 30;

/**
 * A secret in Secrets Manager under a key of the account's own, which is rotated by a function. Its policy names who reads it
 * and who manages it, and denies it to everybody else, whatever their own policies say.
 *
 * The program need not know the value. Where it gives the first one, the value must be a Pulumi secret; it goes to the service
 * through a write-only property, and the first rotation replaces it at once.
 *
 * @cost Each secret is billed by the month, and so is each of its replicas; calls are billed by number. The function that
 * rotates it is billed by use.
 *
 * @example
 * ```ts
 * import { Config } from "@pulumi/pulumi";
 * import { Environment, Key, KeyService, RecoveryTier, Secret } from "@palisade-iac/palisade";
 *
 * const tags = { env: Environment.Production, tier: RecoveryTier.Orange, owner: "chat" };
 * const roles = "arn:aws:iam::123456789012:role";
 * const key = new Key("secrets", {
 *   description: "Encrypts secrets",
 *   administrators: [`${roles}/key-administrator`],
 *   services: [KeyService.SecretsManager],
 *   tags,
 * });
 *
 * export const { secretArn, readerPolicy } = new Secret("push", {
 *   description: "Signs in to the push service",
 *   kmsKeyArn: key.keyArn,
 *   administrators: [`${roles}/deployer`],
 *   readers: [`${roles}/push-gateway`],
 *   value: new Config("app").getSecret("pushPassword"),
 *   rotation: {
 *     functionArn: "arn:aws:lambda:eu-central-1:123456789012:function:rotate-push",
 *     functionRoleArn: `${roles}/rotate-push`,
 *     everyDays: 30,
 *   },
 *   tags,
 * });
 * ```
 */
export class Secret extends pulumi.ComponentResource {
  /** Controls that what it makes serves. */
  static readonly controls: readonly Control[] = [secretVault, secretRotation, plaintextSecrets];
  /** Roles of the children, as keys of `overrides`. */
  static readonly roles: readonly string[] = secretRoles;

  /** ARN of the secret. */
  readonly secretArn: pulumi.Output<string>;
  /** Name of the secret. */
  readonly secretName: pulumi.Output<string>;
  /** Policy, as JSON, that a reader's role needs: to read this secret, and to decrypt with its key for that. */
  readonly readerPolicy: pulumi.Output<string>;
  /** The secret. */
  readonly secret: aws.secretsmanager.Secret;
  /** Its resource policy. */
  readonly policy: aws.secretsmanager.SecretPolicy;
  /** Its rotation. */
  readonly rotation: aws.secretsmanager.SecretRotation;

  constructor(name: string, args: SecretArgs, opts?: pulumi.ComponentResourceOptions) {
    const { value, rules, ...resolved } = resolveSecret(name, args, configuredRegion(opts));
    // Without the value: what a component is given is kept with it.
    super("palisade:index:Secret", name, resolved, opts);
    const refuse = refusals("Secret", name);
    const children = childrenOf<Role>(this, name, "secret", resolved);
    const { options } = children;
    const account = accountOf(this, resolved.accountId);
    const { administrators, readers, replicas, kmsKeyArn, rotation } = resolved;

    const secret = new aws.secretsmanager.Secret(
      children.name("secret"),
      children.tagged("secret", "secret", {
        description: resolved.description,
        kmsKeyId: kmsKeyArn,
        recoveryWindowInDays: RECOVERY_WINDOW_DAYS,
        ...(replicas.length > 0 && {
          replicas: account.region.apply((region) => {
            assertReplicasElsewhere(refuse, replicas, region);
            return replicas.map((replica) => ({ region: replica.region, kmsKeyId: replica.kmsKeyArn }));
          }),
        }),
      }),
      { ...options, protect: true },
    );
    const access = {
      administrators,
      readers: principalsOf(readers, (known) => assertReaders(refuse, administrators, known)),
      rotator: rotation.functionRoleArn,
    };
    const policy = new aws.secretsmanager.SecretPolicy(
      children.name("policy"),
      children.untagged("policy", "policy", {
        secretArn: secret.arn,
        policy: policyJson(...secretPolicy(access, account)),
        blockPublicPolicy: true,
      }),
      options,
    );
    const version =
      value === undefined
        ? []
        : [
            new aws.secretsmanager.SecretVersion(
              children.name("version"),
              children.untagged("version", "version", {
                secretId: secret.id,
                secretStringWo: kept(refuse, value),
                secretStringWoVersion: resolved.valueVersion,
              }),
              // Guarded before it holds anything.
              { ...options, dependsOn: [policy] },
            ),
          ];
    const rotating = new aws.secretsmanager.SecretRotation(
      children.name("rotation"),
      children.untagged("rotation", "rotation", {
        secretId: secret.id,
        rotationLambdaArn: rotation.functionArn,
        rotationRules: rules,
        rotateImmediately: rotation.immediately ?? value !== undefined,
      }),
      { ...options, dependsOn: [policy, ...version] },
    );

    this.secretArn = secret.arn;
    this.secretName = secret.name;
    this.readerPolicy = policyJson(...readerStatements(arnOf(secret, account), kmsKeyArn, account));
    this.secret = secret;
    this.policy = policy;
    this.rotation = rotating;
    this.registerOutputs({ secretArn: this.secretArn, secretName: this.secretName, readerPolicy: this.readerPolicy });
  }
}

/** From the name, to which the service adds six characters of its own. */
const arnOf = ({ name }: aws.secretsmanager.Secret, account: pulumi.Output<Account>) =>
  arnIn(account, "secretsmanager", pulumi.interpolate`secret:${name}-??????`);

/**
 * The arguments with their defaults.
 * @param region where the secret is, as far as that is known already
 * @throws RefusedArgumentError for an argument below the protocol.
 */
export function resolveSecret(name: string, args: SecretArgs, region?: string): Resolved {
  const refuse = refusals("Secret", name);
  assertShape(refuse, "Secret", args);
  assertSecretValue(refuse, args.value);
  if (!args.rotation.functionArn || !args.rotation.functionRoleArn) {
    throw refuse("rotation", args.rotation, "the function that rotates the secret, and its role", secretRotation);
  }
  const resolved: Resolved = {
    readers: [],
    valueVersion: 1,
    replicas: [],
    overrides: {},
    ...given(args),
    rules: resolveRotation(refuse, args.rotation),
  };
  const { administrators, readers, replicas } = resolved;
  assertDescription(refuse, "description", resolved.description);
  assertKeyArn(refuse, "kmsKeyArn", resolved.kmsKeyArn, secretVault);
  if (!Array.isArray(administrators) || administrators.length === 0) {
    throw refuse("administrators", administrators, "one administrator at least", secretVault);
  }
  assertPrincipals(refuse, "administrators", administrators, secretVault);
  assertReaders(refuse, administrators, plain(readers));
  assertPrincipals(refuse, "rotation.functionRoleArn", plain([args.rotation.functionRoleArn]), secretRotation);
  if (!Number.isSafeInteger(resolved.valueVersion) || resolved.valueVersion < 1) {
    throw refuse("valueVersion", resolved.valueVersion, "a whole number from 1");
  }
  assertReplicas(refuse, replicas, resolved.kmsKeyArn);
  if (region !== undefined) {
    assertReplicasElsewhere(refuse, replicas, region);
  }
  assertAccountId(refuse, resolved.accountId);
  assertTags(refuse, resolved.tags);
  assertRoles(refuse, resolved.overrides, secretRoles);
  return resolved;
}

/** @throws RefusedArgumentError for a reader that is no principal, or that manages the secret. */
export function assertReaders(refuse: Refuse, administrators: readonly string[], readers: readonly string[]): void {
  assertPrincipals(refuse, "readers", readers, secretVault);
  const both = readers.find((reader) => administrators.includes(reader));
  if (both !== undefined) {
    throw refuse("readers", both, "readers that do not manage the secret", secretVault);
  }
}

/** A refusal shows what it refuses. */
const plainText = (refuse: Refuse) =>
  refuse("value", "(plain text, not shown)", "a Pulumi secret, such as of pulumi.secret", plaintextSecrets);

function assertSecretValue(refuse: Refuse, value: pulumi.Input<string> | undefined): void {
  if (value !== undefined && !pulumi.Output.isInstance(value)) {
    throw plainText(refuse);
  }
}

/**
 * The value, of which only Pulumi knows whether it keeps it secret.
 * @throws RefusedArgumentError through the output, where it does not.
 */
export const kept = (refuse: Refuse, value: pulumi.Input<string>): pulumi.Output<string> => {
  const output = pulumi.output(value);
  return pulumi.output(pulumi.isSecret(output)).apply((isSecret) => {
    if (!isSecret) {
      throw plainText(refuse);
    }
    return output;
  });
};
