import assert from "node:assert/strict";
import type { Finding, ResourceResult, Result } from "../../result/result";
import { palisade } from "../support/cli";
import { needsPulumi } from "../support/pulumi";

describe("Pulumi's engine and the embedded preview", function () {
  this.timeout(120_000);
  before(needsPulumi);

  for (const stack of ["im-prod", "estate-prod", "unhardened"]) {
    it(`say the same of ${stack}`, () => {
      const [embedded, pulumi] = (["embedded", "pulumi"] as const).map((engine) => {
        const { status, stdout } = palisade(["preview", stack, "--engine", engine, "--format", "json"]);
        return { status, result: JSON.parse(stdout) as Result };
      });
      assert.ok(embedded !== undefined && pulumi !== undefined);
      assert.equal(pulumi.result.engine, "pulumi");
      assert.equal(pulumi.status, embedded.status);
      assert.deepEqual(findings(pulumi.result), findings(embedded.result));
      assert.deepEqual(resources(pulumi.result), resources(embedded.result));
      assert.deepEqual(pulumi.result.policies, embedded.result.policies);
      assert.deepEqual(pulumi.result.declaration, embedded.result.declaration);
      assert.deepEqual(gaps(pulumi.result), gaps(embedded.result));
    });
  }
});

/** Without the place in the file, which Pulumi does not tell of a program that tsx has compiled. */
const findings = (result: Result): readonly Finding[] =>
  result.findings.map(({ location: _, ...finding }) => finding).sort((a, b) => compare(a.id, b.id));

const gaps = (result: Result): readonly string[] => result.gaps.map((gap) => JSON.stringify(gap)).sort();

/** In an order of their own: programs register what does not depend on each other in any. */
const resources = (result: Result): readonly ResourceResult[] =>
  [...result.resources].sort((a, b) => compare(a.urn, b.urn));

const compare = (a: string, b: string): number => (a < b ? -1 : 1);
