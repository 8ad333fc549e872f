import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { leastPrivilege } from "../../protocol/iam";
import { assertDescription } from "../argument/description";
import { isKnown } from "../argument/known";
import { assertWithin } from "../argument/limit";
import { type Refuse, refusals } from "../argument/refusal";
import { policyDocument, policyJson, type Statement } from "../policy/document";
import { assertActions, overlap } from "./action-pattern";
import { assertPartNames } from "./part-name";
import { MAX_POLICY_CHARACTERS } from "./policy-size";
import type { UnitsChildren } from "./roles";

/** One of the six parts that an application's rights are split into: it becomes one policy. */
export interface PermissionUnit {
  /** Name of the unit: a letter, and at most 23 letters, digits and hyphens after it. */
  name: string;
  /** What the unit is for: at most 255 characters. A policy with another description is another policy. */
  description: string;
  /**
   * Actions on the resources: single ones, or several that begin alike, such as dynamodb:Get*. No action is in two units
   * (IAM-01).
   */
  actions: string[];
  /** ARNs of what the actions work on, never everything (IAM-01). */
  resources: pulumi.Input<string>[];
  /** Actions that work on no single resource, such as ecr:GetAuthorizationToken. Default: none. */
  unscopedActions?: string[];
}

/** @throws RefusedArgumentError unless there are as many units as IAM-01 demands, each with rights of its own and none too wide. */
export function assertUnits(refuse: Refuse, units: readonly PermissionUnit[]): void {
  const { permissionUnits } = leastPrivilege.limits;
  assertWithin(refuse, "units", units.length, leastPrivilege, permissionUnits);
  assertPartNames(refuse, "units", units);
  units.forEach((unit, index) => assertUnit(refuse, `units[${index}]`, unit));
  assertDisjoint(refuse, units);
}

function assertUnit(refuse: Refuse, argument: string, unit: PermissionUnit): void {
  const { description, actions, resources, unscopedActions = [] } = unit;
  assertDescription(refuse, `${argument}.description`, description, leastPrivilege);
  assertActions(refuse, `${argument}.actions`, actions);
  assertActions(refuse, `${argument}.unscopedActions`, unscopedActions);
  if (actions.length + unscopedActions.length === 0) {
    throw refuse(`${argument}.actions`, actions, "one action at least", leastPrivilege);
  }
  if (actions.length > 0 !== resources.length > 0) {
    throw refuse(
      `${argument}.resources`,
      resources,
      "resources where there are actions, and only there",
      leastPrivilege,
    );
  }
  resources.forEach((resource, index) => {
    if (isKnown(resource)) {
      assertResource(refuse, `${argument}.resources[${index}]`, resource);
    }
  });
  const known = { ...unit, resources: resources.filter(isKnown) };
  const { length } = JSON.stringify(policyDocument(...statementsOf(known)));
  if (length > MAX_POLICY_CHARACTERS) {
    throw refuse(argument, `${length} characters`, `at most ${MAX_POLICY_CHARACTERS} of its policy`);
  }
}

/** @throws RefusedArgumentError for what is no ARN, and for all resources of a service. */
function assertResource(refuse: Refuse, argument: string, resource: string): void {
  const [, part = ""] = /^arn:[a-z-]+:[a-z0-9-]+:[a-z0-9*-]*:[a-z0-9*]*:(.+)$/.exec(resource) ?? [];
  if (!/[A-Za-z0-9]/.test(part)) {
    throw refuse(argument, resource, "the ARN of what the actions work on, and not of everything", leastPrivilege);
  }
}

/**
 * An action on resources must not be one on everything too, so the two lists of one unit are compared like those of two.
 */
function assertDisjoint(refuse: Refuse, units: readonly PermissionUnit[]): void {
  const lists = units.flatMap(({ name, actions, unscopedActions = [] }, index) => [
    { name, argument: `units[${index}].actions`, actions },
    { name, argument: `units[${index}].unscopedActions`, actions: unscopedActions },
  ]);
  lists.forEach(({ argument, actions }, index) => {
    for (const other of lists.slice(0, index)) {
      for (const action of actions) {
        const same = other.actions.find((candidate) => overlap(candidate, action));
        if (same !== undefined) {
          throw refuse(argument, action, `actions that ${other.name} does not hold by ${same}`, leastPrivilege);
        }
      }
    }
  });
}

/**
 * The resources of a unit, once they are known.
 * @throws RefusedArgumentError through an output, for a resource that turns out to be everything.
 */
export function resourcesOf(component: string, { name, resources }: PermissionUnit): pulumi.Output<string>[] {
  const refuse = refusals("PermissionUnits", component);
  return resources.map((resource, index) =>
    pulumi.output(resource).apply((arn) => {
      assertResource(refuse, `resources[${index}] of the unit ${name}`, arn);
      return arn;
    }),
  );
}

/** The policy of a unit. */
export function makeUnit(
  { name, options, tagged }: UnitsChildren,
  component: string,
  unit: PermissionUnit,
): aws.iam.Policy {
  const suffix = `unit-${unit.name}`;
  const statements = statementsOf({ ...unit, resources: resourcesOf(component, unit) });
  return new aws.iam.Policy(
    name(suffix),
    tagged("policy", suffix, { description: unit.description, policy: policyJson(...statements) }),
    options,
  );
}

function statementsOf({ actions, resources, unscopedActions = [] }: PermissionUnit): readonly Statement[] {
  const scoped: Statement = { Sid: "Scoped", Effect: "Allow", Action: actions, Resource: resources };
  const unscoped: Statement = { Sid: "Unscoped", Effect: "Allow", Action: unscopedActions, Resource: "*" };
  return [...(actions.length > 0 ? [scoped] : []), ...(unscopedActions.length > 0 ? [unscoped] : [])];
}
