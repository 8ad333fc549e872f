import fc from "fast-check";
import { RefusedArgumentError } from "../../../components";

/**
 * A component and arguments for it of every kind: usual ones, those at the limits, and those beyond, which it must refuse.
 * What it accepts, the policies must accept.
 */
export interface Sample<Args> {
  readonly args: fc.Arbitrary<Args>;
  readonly make: (name: string, args: Args) => object;
}

/** Whether a component takes its arguments. Throws what is no refusal. */
export function isAccepted(make: () => unknown): boolean {
  try {
    make();
    return true;
  } catch (error) {
    if (error instanceof RefusedArgumentError) {
      return false;
    }
    throw error;
  }
}

/** Values up to the limit, and now and then one beyond: where there are many arguments, one is nearly always beyond its own. */
export const mostly = <T>(accepted: readonly T[], beyond: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { weight: 19, arbitrary: fc.constantFrom(...accepted) },
    { weight: 1, arbitrary: fc.constantFrom(...beyond) },
  );
