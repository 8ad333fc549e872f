import fc from "fast-check";

// The same code passes or fails alike at every `npm test`; `npm run test:full` searches longer, and elsewhere each time.
fc.configureGlobal(process.env["PALISADE_FULL"] === "1" ? { numRuns: 5000 } : { seed: 1 });
