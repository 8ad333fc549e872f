import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Finding, Result } from "../../result/result";
import { textReport } from "../../report/text";
import { palisade } from "../support/cli";

const file = "stacks/unhardened.ts";
const lines = readFileSync(file, "utf8").split("\n");
const readme = readFileSync("README.md", "utf8");

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

  it("looks as the README shows", () => {
    const report = asInReadme(textReport(result, { color: false, columns: 100 }));
    const [, shown = ""] = /What a blocked preview looks like:\n\n```\n([\s\S]+?)\n```/.exec(readme) ?? [];
    const parts = asInReadme(shown).split("\n\n");
    assert.ok(parts.length > 4, shown);
    for (const part of parts.filter((text) => text !== "…")) {
      assert.ok(report.includes(part), `${part}\n\nis not in\n\n${report}`);
    }
  });

  const violations = (): readonly Finding[] => result.findings.filter((finding) => finding.status === "violated");
});

/** Without the time, which is never the same. */
const asInReadme = (text: string): string => text.replace(/\d+\.\d s\.$/m, "");

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
