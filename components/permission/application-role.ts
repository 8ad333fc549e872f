import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { leastPrivilege } from "../../protocol/iam";
import { assertMember } from "../argument/choice";
import { assertDistinct } from "../argument/distinct";
import type { Refuse } from "../argument/refusal";
import type { Account } from "../child/account";
import { policyJson } from "../policy/document";
import { assertPartNames } from "./part-name";
import type { UnitsChildren } from "./roles";
import { TrustedService, trustOf } from "./trust";

/** A role of an application: some of the units, and what takes it on. */
export interface ApplicationRole {
  /** Name of the role: a letter, and at most 23 letters, digits and hyphens after it. */
  name: string;
  /** Names of the units that the role holds, as few as it needs (IAM-01). */
  units: string[];
  /** What takes the role on. */
  trusted: TrustedService;
}

/** @throws RefusedArgumentError for a role without units, with one that there is not, and with a service that is none. */
export function assertApplicationRoles(
  refuse: Refuse,
  roles: readonly ApplicationRole[],
  unitNames: readonly string[],
): void {
  if (roles.length === 0) {
    throw refuse("roles", roles, "one role at least", leastPrivilege);
  }
  assertPartNames(refuse, "roles", roles);
  roles.forEach(({ units, trusted }, index) => {
    if (units.length === 0) {
      throw refuse(`roles[${index}].units`, units, "one unit at least", leastPrivilege);
    }
    assertUnitNames(refuse, `roles[${index}].units`, units, unitNames);
    assertMember(refuse, `roles[${index}].trusted`, trusted, TrustedService);
  });
}

/** @throws RefusedArgumentError for the name of a unit that there is not, and for one that is given twice. */
export function assertUnitNames(
  refuse: Refuse,
  argument: string,
  units: readonly string[],
  unitNames: readonly string[],
): void {
  units.forEach((unit, index) => {
    if (!unitNames.includes(unit)) {
      throw refuse(`${argument}[${index}]`, unit, `one of the units ${unitNames.join(", ")}`);
    }
  });
  assertDistinct(refuse, argument, units);
}

/** A role, and its ARN once it holds what it is to hold and nothing else. */
export interface MadeApplicationRole {
  /** Name of the role in the arguments. */
  readonly name: string;
  readonly arn: pulumi.Output<string>;
  readonly role: aws.iam.Role;
  /** Through which EC2 takes the role on. */
  readonly profile?: aws.iam.InstanceProfile;
}

// The shortest session that a role can be limited to.
const AN_HOUR = 3600;

/** Makes the role, and whatever it must hold: the policies of its units, and no other. */
export function makeApplicationRole(
  { name, options, tagged }: UnitsChildren,
  account: pulumi.Output<Account>,
  { name: roleName, units, trusted }: ApplicationRole,
  policies: ReadonlyMap<string, aws.iam.Policy>,
  { permissionsBoundaryArn }: { readonly permissionsBoundaryArn: pulumi.Input<string> },
): MadeApplicationRole {
  const suffix = `role-${roleName}`;
  const role = new aws.iam.Role(
    name(suffix),
    tagged("role", suffix, {
      description: `Holds ${units.join(", ")}`,
      assumeRolePolicy: policyJson(trustOf(trusted, account)),
      permissionsBoundary: permissionsBoundaryArn,
      maxSessionDuration: AN_HOUR,
    }),
    options,
  );
  const held = [...policies].filter(([unit]) => units.includes(unit)).map(([unit, { arn }]) => ({ unit, arn }));
  const attachments = held.map(
    ({ unit, arn }) =>
      new aws.iam.RolePolicyAttachment(name(`${suffix}-${unit}`), { role: role.name, policyArn: arn }, options),
  );
  const attached = new aws.iam.RolePolicyAttachmentsExclusive(
    name(`${suffix}-attached`),
    { roleName: role.name, policyArns: held.map(({ arn }) => arn) },
    { ...options, dependsOn: attachments },
  );
  const inline = new aws.iam.RolePoliciesExclusive(
    name(`${suffix}-inline`),
    { roleName: role.name, policyNames: [] },
    options,
  );
  const arn = pulumi.all([role.arn, attached.roleName, inline.roleName]).apply(([known]) => known);
  if (trusted !== TrustedService.Ec2) {
    return { name: roleName, arn, role };
  }
  const profileSuffix = `${suffix}-profile`;
  const profile = new aws.iam.InstanceProfile(
    name(profileSuffix),
    tagged("instanceProfile", profileSuffix, { role: role.name }),
    { ...options, dependsOn: [attached, inline] },
  );
  return { name: roleName, arn, role, profile };
}
