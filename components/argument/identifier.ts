import type { Refuse } from "./refusal";

/**
 * The cloud makes identifiers and addresses of some names: short, in lower case, and without doubled hyphens.
 * @throws RefusedArgumentError
 */
export function assertIdentifier(refuse: Refuse, argument: string, value: string, maxLength: number): void {
  if (typeof value !== "string" || value.length > maxLength || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(value)) {
    const limit = `at most ${maxLength} lower-case letters, digits and single hyphens, a letter first`;
    throw refuse(argument, value, limit);
  }
}
