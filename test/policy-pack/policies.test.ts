import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { policies } from "../../policy-pack/policies";
import { stackDeclaration } from "../../policy-pack/policies/stack-declaration";
import { controls } from "../../protocol";

const all = [stackDeclaration, ...policies];
const names = all.map(({ name }) => name).sort();
const stems = (folder: string, suffix: string): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(suffix) && file !== "index.ts")
    .map((file) => file.slice(0, -suffix.length))
    .sort();

describe("the policies", () => {
  it("are one a file of their name, each in the pack and each with a test", () => {
    assert.deepEqual(stems("policy-pack/policies", ".ts"), names);
    assert.deepEqual(stems("test/policy-pack/policies", ".test.ts"), names);
  });

  it("serve controls of the protocol", () => {
    for (const policy of all) {
      assert.deepEqual(
        policy.controls.filter((control) => !controls.includes(control)),
        [],
      );
    }
  });

  it("say what to change, as sentences", () => {
    for (const { name, remediation } of all) {
      assert.match(remediation, /^[A-Z].+\.$/, name);
    }
  });

  it("describe every parameter, and give each a default but where nothing declared has a meaning", () => {
    for (const { name, parameters = {} } of policies) {
      for (const [parameter, schema] of Object.entries<{ description?: string; default?: unknown }>(parameters)) {
        assert.ok(schema.description, `${name} ${parameter}`);
        assert.notEqual(schema.default, undefined, `${name} ${parameter}`);
      }
    }
  });
});
