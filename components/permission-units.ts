import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Control } from "../protocol/control";
import { leastPrivilege, roleModel } from "../protocol/iam";
import { assertComponentName } from "./argument/component-name";
import { given } from "./argument/given";
import { assertArn } from "./argument/arn";
import { refusals } from "./argument/refusal";
import { assertShape } from "./argument/shape";
import { accountOf, assertAccountId } from "./child/account";
import { childrenOf } from "./child/children";
import { assertRoles } from "./child/overrides";
import { assertTags, type Tags } from "./child/tags";
import { type ApplicationRole, assertApplicationRoles, makeApplicationRole } from "./permission/application-role";
import { permissionUnitsRoles, type UnitsChildren } from "./permission/roles";
import { assertSeparation, type SeparatedDuties } from "./permission/separation";
import { assertUnits, makeUnit, type PermissionUnit } from "./permission/unit";

/** Arguments of the permission units of an application. */
export interface PermissionUnitsArgs {
  /** The six units that the rights of the application are split into (IAM-01). */
  units: PermissionUnit[];
  /** The roles of the application. */
  roles: ApplicationRole[];
  /** Units that no role holds together, one set of them at least (IAM-03). */
  separatedDuties: SeparatedDuties[];
  /** ARN of the policy of this account that caps every role, such as that of a PermissionBoundary (IAM-01). */
  permissionsBoundaryArn: pulumi.Input<string>;
  /** Account of the deployment, twelve digits: known before the provider is asked. Default: that of the provider. */
  accountId?: string;
  /** Tags of every resource. */
  tags: Tags;
  /** Properties that replace those of children: policy, role, instanceProfile. The policies still judge them. */
  overrides?: Record<string, any>;
}

type Resolved = Required<Omit<PermissionUnitsArgs, "accountId">> & Pick<PermissionUnitsArgs, "accountId">;

// Names of roles have 64 characters at most; that of the role, what stands between and the provider's own take 38.
const MAX_NAME_LENGTH = 26;

/**
 * The rights of an application, split into six units that share no action, and the roles that hold them. Each unit is one policy
 * on named resources; each role holds the units that it needs, under a permissions boundary, and never two that are to be kept
 * apart. What anybody adds to a role by hand is removed again. Sessions last an hour.
 *
 * Its name has at most 26 letters, digits, hyphens and underscores. A role holds the units for whatever takes it on: give each
 * server group, function or service account a role of its own.
 *
 * @cost Nothing: policies, roles and instance profiles are free.
 *
 * @example
 * ```ts
 * import { Environment, PermissionUnits, RecoveryTier, TrustedService } from "@palisade-iac/palisade";
 *
 * const table = "arn:aws:dynamodb:eu-central-1:123456789012:table/messages";
 *
 * const chat = new PermissionUnits("chat", {
 *   units: [
 *     { name: "read", description: "Read messages", actions: ["dynamodb:GetItem", "dynamodb:Query"], resources: [table] },
 *     { name: "create", description: "Store messages", actions: ["dynamodb:PutItem"], resources: [table] },
 *     { name: "update", description: "Mark messages as read", actions: ["dynamodb:UpdateItem"], resources: [table] },
 *     { name: "delete", description: "Withdraw messages", actions: ["dynamodb:DeleteItem"], resources: [table] },
 *     {
 *       name: "execute",
 *       description: "Run the export",
 *       actions: ["states:StartExecution"],
 *       resources: ["arn:aws:states:eu-central-1:123456789012:stateMachine:export"],
 *     },
 *     {
 *       name: "administer",
 *       description: "Follow the table",
 *       actions: ["dynamodb:DescribeTable"],
 *       resources: [table],
 *       unscopedActions: ["dynamodb:ListTables"],
 *     },
 *   ],
 *   roles: [
 *     { name: "gateway", units: ["read", "create", "update"], trusted: TrustedService.Ec2 },
 *     { name: "retention", units: ["delete"], trusted: TrustedService.Lambda },
 *     { name: "operations", units: ["execute", "administer"], trusted: TrustedService.EksPods },
 *   ],
 *   separatedDuties: [{ units: ["create", "delete"], reason: "Who stores messages does not withdraw them unseen" }],
 *   permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/applications-policy-1a2b3c4",
 *   tags: { env: Environment.Production, tier: RecoveryTier.None, owner: "chat" },
 * });
 *
 * export const retentionRoleArn = chat.roleArns["retention"];
 * ```
 */
export class PermissionUnits extends pulumi.ComponentResource {
  /** Controls that what it makes serves. */
  static readonly controls: readonly Control[] = [leastPrivilege, roleModel];
  /** Roles of the children, as keys of `overrides`. */
  static readonly roles: readonly string[] = permissionUnitsRoles;

  /** ARNs of the policies by the names of their units. */
  readonly policyArns: { [unit: string]: pulumi.Output<string> };
  /** ARNs of the roles by their names in the arguments, not handed out before the roles hold their units. */
  readonly roleArns: { [role: string]: pulumi.Output<string> };
  /** Names of the instance profiles by the names of their roles: one for each role that EC2 takes on. */
  readonly instanceProfileNames: { [role: string]: pulumi.Output<string> };
  /** The policies, in the order of the units. */
  readonly policies: aws.iam.Policy[];
  /** The roles, in the order of the arguments. */
  readonly applicationRoles: aws.iam.Role[];

  constructor(name: string, args: PermissionUnitsArgs, opts?: pulumi.ComponentResourceOptions) {
    const resolved = resolvePermissionUnits(name, args);
    super("palisade:index:PermissionUnits", name, resolved, opts);
    const children: UnitsChildren = childrenOf(this, name, "account", resolved);
    const account = accountOf(this, resolved.accountId);

    const policies = new Map(resolved.units.map((unit) => [unit.name, makeUnit(children, name, unit)]));
    const made = resolved.roles.map((role) => makeApplicationRole(children, account, role, policies, resolved));

    this.policyArns = Object.fromEntries([...policies].map(([unit, { arn }]) => [unit, arn]));
    this.roleArns = Object.fromEntries(made.map(({ name: role, arn }) => [role, arn]));
    this.instanceProfileNames = Object.fromEntries(
      made.flatMap(({ name: role, profile }) => (profile === undefined ? [] : [[role, profile.name]])),
    );
    this.policies = [...policies.values()];
    this.applicationRoles = made.map(({ role }) => role);
    this.registerOutputs({
      policyArns: this.policyArns,
      roleArns: this.roleArns,
      instanceProfileNames: this.instanceProfileNames,
    });
  }
}

/**
 * The arguments with their defaults.
 * @throws RefusedArgumentError for an argument below the protocol.
 */
export function resolvePermissionUnits(name: string, args: PermissionUnitsArgs): Resolved {
  const refuse = refusals("PermissionUnits", name);
  assertShape(refuse, "PermissionUnits", args);
  const resolved: Resolved = { overrides: {}, ...given(args) };
  const { units, roles } = resolved;
  const unitNames = units.map((unit) => unit.name);
  assertComponentName(refuse, name, MAX_NAME_LENGTH);
  assertUnits(refuse, units);
  assertApplicationRoles(refuse, roles, unitNames);
  assertSeparation(refuse, resolved.separatedDuties, roles, unitNames);
  // The cloud's own policies cap nothing of an application's.
  assertArn(refuse, "permissionsBoundaryArn", resolved.permissionsBoundaryArn, "accountPolicy", leastPrivilege);
  assertAccountId(refuse, resolved.accountId);
  assertTags(refuse, resolved.tags);
  assertRoles(refuse, resolved.overrides, permissionUnitsRoles);
  return resolved;
}
