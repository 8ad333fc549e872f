import assert from "node:assert/strict";
import path from "node:path";
import fc from "fast-check";
import { fileOf } from "../../../catalogue/components";
import { record } from "../../support/mocks";
import { isAccepted, type Sample } from "./sample";

type Args = Readonly<Record<string, unknown>>;

/** A component of a sample, to be made with arguments that a test has changed. */
export interface Drawn {
  readonly args: Args;
  readonly make: (args: Args) => object;
}

/** Makes components with the first arguments that are drawn and accepted. */
export async function recordDrawn(component: string, look: (drawn: Drawn) => void): Promise<void> {
  const { made } = await record(() => import(path.join(__dirname, "samples", fileOf(component))));
  const { sample } = (await made) as { readonly sample: Sample<Args> };
  await record(() => {
    const args = fc
      .sample(sample.args, { numRuns: 300, seed: 1 })
      .find((drawn, index) => isAccepted(() => sample.make(`accepted-${index}`, drawn)));
    assert.ok(args !== undefined, `no arguments drawn for ${component} are accepted`);
    look({ args, make: (changed) => sample.make("changed", changed) });
  });
}
