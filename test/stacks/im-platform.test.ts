import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import type { Result } from "../../result/result";
import { palisade } from "../support/cli";
import { deferrals } from "./deferrals";

const validate = new Ajv({ strict: true }).compile(
  JSON.parse(readFileSync("result/result.schema.json", "utf8")) as object,
);

describe("the stacks of im-platform", function () {
  this.timeout(60_000);

  for (const stack of ["im-prod", "im-dev"]) {
    it(`${stack} complies`, () => {
      const { status, stdout, stderr } = palisade(["preview", stack, "--format", "json"]);
      const result = JSON.parse(stdout) as Result;
      assert.equal(stderr, "");
      assert.ok(validate(result), JSON.stringify(validate.errors));
      assert.deepEqual(
        result.findings.filter(({ status: found }) => found !== "deferred"),
        [],
      );
      assert.deepEqual(
        result.findings.map(({ id }) => id).sort(),
        deferrals
          .filter((deferral) => deferral.stack === stack)
          .map(({ id }) => id)
          .sort(),
      );
      assert.equal(status, 0);
    });
  }

  it("are judged, not passed over", () => {
    const { stdout } = palisade(["preview", "--format", "json"]);
    const { resources, policies, declaration, gaps } = JSON.parse(stdout) as Result;
    assert.deepEqual(declaration["tier"], { value: "orange", from: "stack configuration" });
    assert.deepEqual(policies.map(({ name }) => name).sort(), [
      "admin-ingress-restricted",
      "container-privileges-limited",
      "data-store-recovery-point",
      "key-rotation",
      "secrets-not-in-plain-text",
      "stack-declaration",
      "world-ingress-restricted",
    ]);
    assert.ok(policies.every(({ level }) => level === "mandatory"));
    const held = (type: string) =>
      resources.filter((resource) => resource.type === type).map((resource) => resource.held);
    assert.ok(held("aws:kms/key:Key").every((names) => names.includes("key-rotation")));
    assert.ok(held("kubernetes:apps/v1:Deployment").every((names) => names.includes("container-privileges-limited")));
    assert.deepEqual(gaps, []);
  });
});
