import { onPath } from "../../preview/pulumi/command";

/** Where set, a missing engine is a failure: a run that should test everything must not pass by skipping. */
const requireEngines = process.env.PALISADE_REQUIRE_ENGINES === "1";

/** To be called first in a test, or in a `before` for all of a suite: skips it, with the reason, where there is no Pulumi. */
export function needsPulumi(this: Mocha.Context): void {
  const command = onPath("pulumi", process.env);
  const languageHost = onPath("pulumi-language-nodejs", process.env);
  if (command !== undefined && languageHost !== undefined) {
    return;
  }
  const reason = `There is no ${command === undefined ? "pulumi" : "pulumi-language-nodejs"} on the PATH.`;
  if (requireEngines) {
    throw new Error(`${reason} PALISADE_REQUIRE_ENGINES=1 demands it.`);
  }
  const skipped =
    this.test !== undefined && "type" in this.test && this.test.type === "hook" ? this.test.parent?.tests : [this.test];
  skipped?.forEach((test) => {
    if (test !== undefined) {
      test.title += ` (skipped: ${reason})`;
    }
  });
  this.skip();
}
