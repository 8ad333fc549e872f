import fc from "fast-check";

// `npm run test:full` searches longer for what breaks a property.
if (process.env["PALISADE_FULL"] === "1") {
  fc.configureGlobal({ numRuns: 5000 });
}
