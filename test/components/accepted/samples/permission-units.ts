import fc from "fast-check";
import { PermissionUnits, type PermissionUnitsArgs, TrustedService } from "../../../../components";
import { tags } from "../../composition/foundation";
import { boundary } from "../../composition/permission-boundary";
import { units } from "../../composition/permission-units";
import { mostly, type Sample } from "../sample";

const names = units.map(({ name }) => name);

const unit = fc.constantFrom(...units).chain((usual) =>
  fc.record({
    name: fc.constant(usual.name),
    description: mostly([usual.description], [" "]),
    actions: mostly([usual.actions], [["dynamodb:Get*"]]),
    resources: mostly([usual.resources], [["*"]]),
    unscopedActions: fc.constant(usual.unscopedActions),
  }),
);

export const sample: Sample<PermissionUnitsArgs> = {
  args: fc.record({
    units: fc.oneof(
      { weight: 3, arbitrary: fc.constant(units) },
      fc.uniqueArray(unit, { selector: ({ name }) => name, minLength: 5, maxLength: 6 }),
    ),
    roles: fc.uniqueArray(
      fc.record({
        name: fc.constantFrom("gateway", "worker", "message-retention-worker", "a-name-that-is-too-long-here"),
        units: fc.subarray(names, { minLength: 1, maxLength: 3 }),
        trusted: fc.constantFrom(...Object.values(TrustedService)),
      }),
      { selector: ({ name }) => name, minLength: 1, maxLength: 2 },
    ),
    separatedDuties: fc.array(
      fc.record({ units: fc.subarray(names, { minLength: 1, maxLength: 3 }), reason: mostly(["Four eyes"], [""]) }),
      { minLength: 1, maxLength: 2 },
    ),
    permissionsBoundaryArn: fc
      .boolean()
      .map((own) => (own ? boundary.policyArn : "arn:aws:iam::aws:policy/AdministratorAccess")),
    tags: fc.constant(tags),
  }),
  make: (name, args) => new PermissionUnits(name, args),
};
