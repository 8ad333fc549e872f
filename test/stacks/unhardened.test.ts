import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Finding, Result } from "../../result/result";
import { palisade } from "../support/cli";

const file = "stacks/unhardened.ts";
const lines = readFileSync(file, "utf8").split("\n");

describe("the stack unhardened", function () {
  this.timeout(60_000);
  let result: Result;
  let status: number | null;

  before(() => {
    const outcome = palisade(["preview", "unhardened", "--format", "json"]);
    result = JSON.parse(outcome.stdout) as Result;
    status = outcome.status;
  });

  it("is blocked", () => assert.equal(status, 1));

  it("violates each of the policies", () => {
    assert.deepEqual([...new Set(violations().map(({ policy }) => policy))].sort(), [
      "admin-ingress-restricted",
      "container-privileges-limited",
      "data-store-recovery-point",
      "key-rotation",
      "secrets-not-in-plain-text",
      "world-ingress-restricted",
    ]);
  });

  it("says in a comment above each resource what it violates, and nothing else", () => {
    const found = violations().map((finding) => `line ${String(finding.location?.line)}: ${finding.policy}`);
    assert.deepEqual([...new Set(found)].sort(), announced().sort());
  });

  const violations = (): readonly Finding[] => result.findings.filter((finding) => finding.status === "violated");
});

/** What the comments announce, with the line of the statement below them. */
function announced(): string[] {
  const found: string[] = [];
  let policies: string[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.startsWith("// ")) {
      policies.push(...[...line.matchAll(/Violates ([a-z-]+)/g)].map(([, policy]) => policy ?? ""));
    } else {
      found.push(...policies.map((policy) => `line ${String(index + 1)}: ${policy}`));
      policies = [];
    }
  }
  return found;
}
