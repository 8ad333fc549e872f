import fc from "fast-check";

type Others<Args> = { readonly [Key in keyof Args]?: fc.Arbitrary<Args[Key]> };

/** Usual arguments of which a few are others. Drawn all at once, where many have limits, almost none would be accepted. */
export function changed<Args extends object>(usual: Args, others: Others<Args>): fc.Arbitrary<Args> {
  const drawn = Object.entries(others) as [string, fc.Arbitrary<unknown>][];
  return fc
    .subarray(drawn, { maxLength: Math.min(4, drawn.length) })
    .chain((some) => fc.record(Object.fromEntries(some)))
    .map((change) => ({ ...usual, ...change }));
}
