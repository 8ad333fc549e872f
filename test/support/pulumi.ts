import { onPath } from "../../preview/pulumi/command";
import { skipWithout } from "./needed";

/** To be called first in a test, or in a `before` for all of a suite: skips it, with the reason, where there is no Pulumi. */
export function needsPulumi(this: Mocha.Context): void {
  const command = onPath("pulumi", process.env);
  const languageHost = onPath("pulumi-language-nodejs", process.env);
  if (command === undefined || languageHost === undefined) {
    const missing = command === undefined ? "pulumi" : "pulumi-language-nodejs";
    skipWithout(this, "pulumi", `There is no ${missing} on the PATH.`);
  }
}
