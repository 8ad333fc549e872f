import type { Refuse } from "./refusal";

/**
 * Values that are not known yet count as different ones.
 * @throws RefusedArgumentError for a value that is there twice.
 */
export function assertDistinct(refuse: Refuse, argument: string, values: readonly unknown[]): void {
  if (new Set(values).size < values.length) {
    throw refuse(argument, values, "each of them once");
  }
}
