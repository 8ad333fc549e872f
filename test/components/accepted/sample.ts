import type * as fc from "fast-check";

/**
 * A component and arguments for it of every kind: usual ones, those at the limits, and those beyond, which it must refuse.
 * What it accepts, the policies must accept.
 */
export interface Sample<Args> {
  readonly args: fc.Arbitrary<Args>;
  readonly make: (name: string, args: Args) => object;
}
