import fc from "fast-check";
import { record } from "./support/mocks";
describe("rates", () => {
  for (const f of ["secret","bucket","access-logs","log-archive"]) it(f, async () => {
    const { sample } = (await import(`./components/accepted/samples/${f}`)) as any;
    let n = 0; let i = 0;
    await record(() => { for (const d of fc.sample(sample.args, { numRuns: 150, seed: 9 })) { i++; try { sample.make(`${f}-${i}`, d); n++; } catch { } } return {}; });
    console.log(f, n);
  });
});
