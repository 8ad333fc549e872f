import fc from "fast-check";

/**
 * A component and arguments for it of every kind: usual ones, those at the limits, and those beyond, which it must refuse.
 * What it accepts, the policies must accept.
 */
export interface Sample<Args> {
  readonly args: fc.Arbitrary<Args>;
  readonly make: (name: string, args: Args) => object;
}

/** Values up to the limit, and now and then one beyond: where there are many arguments, one is nearly always beyond its own. */
export const mostly = <T>(accepted: readonly T[], beyond: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { weight: 19, arbitrary: fc.constantFrom(...accepted) },
    { weight: 1, arbitrary: fc.constantFrom(...beyond) },
  );
