import assert from "node:assert/strict";
import type { Run } from "../../../preview/run";
import { errors, preview, shown } from "../preview";

// Held to Pulumi's own engine with the provider that @pulumi/pulumi ships.
describe("a resource whose provider is written in the program", () => {
  let run: Run;
  before(async () => (run = await preview("dynamic", ["dump"])));

  it("is shown as its own check leaves it, and its inputs are its planned state", () => {
    assert.equal(run.outcome, "completed");
    assert.deepEqual(shown(run, "resource", "first").props, { checked: true, hidden: "[secret]", size: 3 });
    assert.deepEqual(shown(run, "stack", "first").props, { checked: true, hidden: "[secret]", size: 3 });
    assert.deepEqual(shown(run, "resource", "second").props, { checked: true, itsId: "<unknown>", size: 3 });
  });

  it("has a provider with the whole configuration of the stack", () => {
    assert.deepEqual(shown(run, "resource", "default").props, { "dynamic:size": "3", "fake:token": "[unknown]" });
  });

  it("is refused by its own check", async () => {
    const refused = await preview("dynamic", [], { config: ["refuse=true"] });
    assert.equal(refused.outcome, "program failed");
    assert.deepEqual(errors(refused), [
      'pulumi-nodejs:dynamic:Resource "refused" is not valid: property refuse: it is refused',
    ]);
  });
});
