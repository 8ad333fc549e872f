import { readdirSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { isAccepted, type Sample } from "./sample";

const folder = path.join(__dirname, "samples");
const wanted = Number(process.env["PALISADE_SAMPLES"] ?? "8");
const seed = Number(process.env["PALISADE_SEED"] ?? "1");
/** Names of the components, where not all of them are wanted. */
const only = process.env["PALISADE_ONLY"]?.split(",");
/** So many tries for each that is wanted: an arbitrary of which almost nothing is accepted says little. */
const triesEach = 100;

/** Makes components with drawn arguments until as many as are wanted accept theirs. */
function makeSamples(name: string, { args, make }: Sample<unknown>): void {
  let accepted = 0;
  for (const drawn of fc.sample(args, { numRuns: wanted * triesEach, seed })) {
    if (accepted === wanted) {
      return;
    }
    if (isAccepted(() => make(`${name}-${accepted}`, drawn))) {
      accepted += 1;
    }
  }
  throw new Error(`${name}: of ${wanted * triesEach} drawn arguments ${accepted} are accepted; ${wanted} are wanted`);
}

async function makeAll(): Promise<object> {
  for (const file of readdirSync(folder)) {
    const name = path.basename(file, ".ts");
    if (only === undefined || only.includes(name)) {
      const { sample } = (await import(path.join(folder, file))) as { readonly sample: Sample<unknown> };
      makeSamples(name, sample);
    }
  }
  return {};
}

export = makeAll();
