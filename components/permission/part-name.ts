import type { Refuse } from "../argument/refusal";

/** The longest that a unit or a role is named. */
const MAX_PART_LENGTH = 24;

/** @throws RefusedArgumentError for a name that cannot be a part of the names of resources, and for one that is given twice. */
export function assertPartNames(refuse: Refuse, argument: string, parts: readonly { readonly name: string }[]): void {
  parts.forEach(({ name }, index) => {
    if (typeof name !== "string" || !/^[A-Za-z][A-Za-z0-9-]*$/.test(name) || name.length > MAX_PART_LENGTH) {
      throw refuse(
        `${argument}[${index}].name`,
        name,
        `a letter, and at most ${MAX_PART_LENGTH - 1} letters, digits and hyphens after it`,
      );
    }
  });
  const names = parts.map(({ name }) => name);
  if (new Set(names).size < names.length) {
    throw refuse(argument, names, "names that differ");
  }
}
