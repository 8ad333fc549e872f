/**
 * Where `1`, every engine, or where some are named (`pulumi,kubernetes,sshd`), these: a missing one is a failure, as a run that
 * should test everything must not pass by skipping.
 */
const required = (process.env.PALISADE_REQUIRE_ENGINES ?? "").split(",").filter((engine) => engine !== "");

/** Skips a test, or all of a suite from its `before`, with the reason why an engine is not there. */
export function skipWithout(context: Mocha.Context, engine: "pulumi" | "kubernetes" | "sshd", reason: string): void {
  if (required.includes("1") || required.includes(engine)) {
    throw new Error(`${reason} PALISADE_REQUIRE_ENGINES=${required.join(",")} demands it.`);
  }
  const skip = (test: Mocha.Runnable) => {
    test.title += ` (skipped: ${reason})`;
  };
  const { test } = context;
  if (test !== undefined && "type" in test && test.type === "hook") {
    test.parent?.eachTest(skip);
  } else if (test !== undefined) {
    skip(test);
  }
  context.skip();
}
