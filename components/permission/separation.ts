import { roleModel } from "../../protocol/iam";
import type { Refuse } from "../argument/refusal";
import { type ApplicationRole, assertUnitNames } from "./application-role";

/** Duties that are kept apart: units of which no role holds more than one. */
export interface SeparatedDuties {
  /** Names of the units, two at least. */
  units: string[];
  /** Why one role must not hold them together, for the reviewer of the stack. */
  reason: string;
}

/** @throws RefusedArgumentError where no duties are kept apart, and for a role that joins what is (IAM-03). */
export function assertSeparation(
  refuse: Refuse,
  separatedDuties: readonly SeparatedDuties[],
  roles: readonly ApplicationRole[],
  unitNames: readonly string[],
): void {
  if (separatedDuties.length === 0) {
    throw refuse("separatedDuties", separatedDuties, "units that no role holds together", roleModel);
  }
  separatedDuties.forEach(({ units, reason }, index) => {
    const argument = `separatedDuties[${index}]`;
    assertUnitNames(refuse, `${argument}.units`, units, unitNames);
    if (units.length < 2) {
      throw refuse(`${argument}.units`, units, "two units at least", roleModel);
    }
    if (typeof reason !== "string" || reason.trim() === "") {
      throw refuse(`${argument}.reason`, reason, "a reason to keep the units apart", roleModel);
    }
    roles.forEach((role, position) => {
      if (role.units.filter((unit) => units.includes(unit)).length > 1) {
        throw refuse(`roles[${position}].units`, role.units, `at most one of ${units.join(", ")}`, roleModel);
      }
    });
  });
}
