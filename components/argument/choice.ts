import type { Control } from "../../protocol/control";
import { assertDistinct } from "./distinct";
import type { Refuse } from "./refusal";

/**
 * Programs in other languages, and configuration, hand over any text where TypeScript would demand a member.
 * @throws RefusedArgumentError unless `value` is a member of the enum.
 */
export function assertMember(
  refuse: Refuse,
  argument: string,
  value: string,
  members: Readonly<Record<string, string>>,
  control?: Control,
): void {
  const choices = Object.values(members);
  if (!choices.includes(value)) {
    throw refuse(argument, value, `one of ${choices.join(", ")}`, control);
  }
}

/** @throws RefusedArgumentError unless the values are members of the enum, each of them once. */
export function assertMembers(
  refuse: Refuse,
  argument: string,
  values: readonly string[],
  members: Readonly<Record<string, string>>,
): void {
  values.forEach((value, index) => assertMember(refuse, `${argument}[${index}]`, value, members));
  assertDistinct(refuse, argument, values);
}
