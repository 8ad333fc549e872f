import assert from "node:assert/strict";
import { components } from "../../catalogue/components";
import type { Result } from "../../result/result";
import { palisade } from "../support/cli";

const program = "test/components/composition";

describe("what the components make", function () {
  this.timeout(60_000);
  let result: Result;

  before(() => {
    const policies = ["--policy-pack-config", `${program}/policies.yaml`];
    const outcome = palisade(["preview", "all", "--program", program, ...policies, "--format", "json"]);
    assert.equal(outcome.stderr, "");
    result = JSON.parse(outcome.stdout) as Result;
  });

  it("passes the policies, every one at its level for production", () => {
    assert.deepEqual(result.findings, []);
    assert.ok(result.policies.every(({ level }) => level === "mandatory"));
  });

  it("is made by every component", () => {
    const made = new Set(result.resources.map(({ type }) => type));
    assert.deepEqual(
      components.map(({ name }) => name).filter((name) => !made.has(`palisade:index:${name}`)),
      [],
    );
    assert.ok(components.length >= 4);
  });
});
