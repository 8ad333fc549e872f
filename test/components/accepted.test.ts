import assert from "node:assert/strict";
import { components } from "../../catalogue/components";
import type { Result } from "../../result/result";
import { palisade } from "../support/cli";

const program = "test/components/accepted";
const isFull = process.env["PALISADE_FULL"] === "1";

describe("arguments that components accept", function () {
  this.timeout(600_000);
  let result: Result;

  before(() => {
    const policies = ["--policy-pack-config", "test/components/composition/policies.yaml"];
    const outcome = palisade(["preview", "all", "--program", program, ...policies, "--format", "json"], {
      env: { PALISADE_SAMPLES: isFull ? "40" : "3", PALISADE_SEED: String(isFull ? Date.now() % 1_000_000 : 1) },
    });
    assert.equal(outcome.stderr, "");
    result = JSON.parse(outcome.stdout) as Result;
  });

  it("make what the policies accept", () => {
    assert.deepEqual(
      result.findings.filter(({ status }) => status === "violated" || status === "error"),
      [],
    );
  });

  it("are drawn for every component", () => {
    const made = new Set(result.resources.map(({ type }) => type));
    assert.deepEqual(
      components.map(({ name }) => name).filter((name) => !made.has(`palisade:index:${name}`)),
      [],
    );
  });
});
