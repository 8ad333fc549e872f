import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Control } from "../protocol/control";
import { dataLocalisation } from "../protocol/data";
import { administratorTiers, leastPrivilege } from "../protocol/iam";
import { assertComponentName } from "./argument/component-name";
import { given } from "./argument/given";
import { type Refuse, refusals } from "./argument/refusal";
import { assertShape } from "./argument/shape";
import { assertRegions } from "./argument/region";
import { accountOf, assertAccountId } from "./child/account";
import { childrenOf } from "./child/children";
import { assertRoles } from "./child/overrides";
import { assertTags, type Tags } from "./child/tags";
import { assertActions } from "./permission/action-pattern";
import { boundaryPolicy, type BoundaryTerms } from "./permission/boundary-policy";
import { MAX_POLICY_CHARACTERS } from "./permission/policy-size";

/** Arguments of a permissions boundary. */
export interface PermissionBoundaryArgs {
  /**
   * Actions that the roles may be given at most: single ones, or several that begin alike, such as dynamodb:Get*. Neither all
   * actions nor all those of a service (IAM-01).
   */
  actions: string[];
  /** Regions that the roles may act in, all of one jurisdiction (DAT-04). Services without a region stay in reach. */
  regions: string[];
  /** Account of the deployment, twelve digits: known before the provider is asked. Default: that of the provider. */
  accountId?: string;
  /** Tags of every resource. */
  tags: Tags;
  /** Properties that replace those of a child: policy. The policies still judge them. */
  overrides?: Record<string, any>;
}

/** Roles of the children, as keys of `overrides`. */
export const permissionBoundaryRoles = ["policy"] as const;

type Role = (typeof permissionBoundaryRoles)[number];
type Resolved = Required<Omit<PermissionBoundaryArgs, "accountId">> & Pick<PermissionBoundaryArgs, "accountId">;

const SUFFIX = "policy";
// Names of policies have 128 characters at most; the suffix and the provider's own take 15.
const MAX_NAME_LENGTH = 113;
// Accounts have one length, partitions do not: the longest in use.
const LONGEST = { partition: "aws-us-gov", accountId: "000000000000" };

/**
 * A policy that caps what application roles can do, whatever their own policies allow: the actions that you name, in the regions
 * that you name. It grants nothing by itself.
 *
 * It always denies what would undo the protection of the account: to loosen or remove a boundary, to give rights to a role that
 * is not under this one, to make users, passwords, access keys and other credentials that outlast a session, to stop or delete
 * trails, detectors, recorders, analyzers and flow logs, to shorten or delete logs, to delete backups, and to disable or delete
 * keys.
 *
 * Its name has at most 113 letters, digits, hyphens and underscores. The policy has room for 6144 characters, of which yours can
 * take about 3000.
 *
 * @cost Nothing: policies are free.
 *
 * @example
 * ```ts
 * import { Environment, PermissionBoundary, RecoveryTier } from "@palisade-iac/palisade";
 *
 * const boundary = new PermissionBoundary("applications", {
 *   actions: ["dynamodb:Get*", "dynamodb:PutItem", "dynamodb:Query", "s3:GetObject", "s3:PutObject", "sqs:SendMessage"],
 *   regions: ["eu-central-1", "eu-west-1"],
 *   tags: { env: Environment.Production, tier: RecoveryTier.None, owner: "platform" },
 * });
 *
 * export const permissionsBoundaryArn = boundary.policyArn;
 * ```
 */
export class PermissionBoundary extends pulumi.ComponentResource {
  /** Controls that what it makes serves. */
  static readonly controls: readonly Control[] = [leastPrivilege, administratorTiers, dataLocalisation];
  /** Roles of the children, as keys of `overrides`. */
  static readonly roles: readonly string[] = permissionBoundaryRoles;

  /** ARN of the policy, for the roles under it. */
  readonly policyArn: pulumi.Output<string>;
  /** Name of the policy. */
  readonly policyName: pulumi.Output<string>;
  /** The policy. */
  readonly policy: aws.iam.Policy;

  constructor(name: string, args: PermissionBoundaryArgs, opts?: pulumi.ComponentResourceOptions) {
    const resolved = resolvePermissionBoundary(name, args);
    super("palisade:index:PermissionBoundary", name, resolved, opts);
    const children = childrenOf<Role>(this, name, "account", resolved);

    const policy = new aws.iam.Policy(
      children.name(SUFFIX),
      children.tagged("policy", SUFFIX, {
        description: "Caps what application roles can do",
        policy: accountOf(this, resolved.accountId).apply((account) =>
          boundaryPolicy(termsOf(name, resolved), account),
        ),
      }),
      // Without it, the roles under it could do all that their policies say.
      { ...children.options, protect: true },
    );

    this.policyArn = policy.arn;
    this.policyName = policy.name;
    this.policy = policy;
    this.registerOutputs({ policyArn: this.policyArn, policyName: this.policyName });
  }
}

const termsOf = (name: string, { actions, regions }: Resolved): BoundaryTerms => ({
  policyName: `${name}-${SUFFIX}`,
  actions,
  regions,
});

/**
 * The arguments with their defaults.
 * @throws RefusedArgumentError for an argument below the protocol.
 */
export function resolvePermissionBoundary(name: string, args: PermissionBoundaryArgs): Resolved {
  const refuse = refusals("PermissionBoundary", name);
  assertShape(refuse, "PermissionBoundary", args);
  const resolved: Resolved = { overrides: {}, ...given(args) };
  const { actions, regions } = resolved;
  assertComponentName(refuse, name, MAX_NAME_LENGTH);
  if (actions.length === 0) {
    throw refuse("actions", actions, "one action at least", leastPrivilege);
  }
  assertActions(refuse, "actions", actions);
  assertDistinct(refuse, actions);
  if (regions.length === 0) {
    throw refuse("regions", regions, "one region at least", dataLocalisation);
  }
  assertRegions(refuse, "regions", regions);
  assertAccountId(refuse, resolved.accountId);
  assertTags(refuse, resolved.tags);
  assertRoles(refuse, resolved.overrides, permissionBoundaryRoles);
  const { length } = boundaryPolicy(termsOf(name, resolved), LONGEST);
  if (length > MAX_POLICY_CHARACTERS) {
    throw refuse("actions", `${length} characters`, `at most ${MAX_POLICY_CHARACTERS} of the policy with them`);
  }
  return resolved;
}

function assertDistinct(refuse: Refuse, actions: readonly string[]): void {
  const written = actions.map((action) => action.toLowerCase());
  if (new Set(written).size < written.length) {
    throw refuse("actions", actions, "each of them once");
  }
}
