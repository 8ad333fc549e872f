import type { Control, Limit } from "../../protocol/control";
import { describeLimit, LoosenedLimitError, tighten } from "../../protocol/limit";
import type { Refuse } from "./refusal";

/**
 * An argument only ever tightens, even where the limit is this library's own and a policy could be told otherwise:
 * loosening is for `overrides`, where it shows.
 * @throws RefusedArgumentError for a value looser than the limit.
 */
export function assertWithin(refuse: Refuse, argument: string, value: unknown, control: Control, limit: Limit): void {
  try {
    tighten(control.id, argument, { ...limit, origin: "protocol" }, value);
  } catch (error) {
    if (error instanceof LoosenedLimitError) {
      throw refuse(argument, value, describeLimit(limit), control);
    }
    throw error;
  }
}
