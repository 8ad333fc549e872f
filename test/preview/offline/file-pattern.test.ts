import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { isPattern, matchingFiles } from "../../../preview/offline/file-pattern";

describe("a pattern of files", () => {
  const root = mkdtempSync(path.join(tmpdir(), "palisade-pattern-"));
  before(() => {
    ["a.yaml", "b.yml", ".hidden.yaml", "x[1].yaml", "deep/a.yaml", "deep/er/a.yaml"].forEach((name) => {
      mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      writeFileSync(path.join(root, name), "");
    });
  });
  after(() => rmSync(root, { recursive: true }));

  const cases: Readonly<Record<string, readonly string[]>> = {
    "*.yaml": [".hidden.yaml", "a.yaml", "x[1].yaml"],
    "./[ab].y*ml": ["a.yaml", "b.yml"],
    "[^b].y*ml": ["a.yaml"],
    "?.yml": ["b.yml"],
    "*/a.yaml": ["deep/a.yaml"],
    "**/a.yaml": ["deep/a.yaml"],
    "x\\[1\\].*": ["x[1].yaml"],
    "nowhere/*.yaml": [],
  };
  for (const [pattern, files] of Object.entries(cases)) {
    it(`finds what ${pattern} says`, () => {
      const found = matchingFiles(pattern, root);
      assert.deepEqual(
        found.map((file) => path.relative(root, file)),
        files,
      );
    });
  }

  it("is a name with a wildcard that no backslash takes back", () => {
    assert.deepEqual(
      ["a.yaml", "a\\*.yaml", "a*.yaml", "?", "[ab]"].map((text) => isPattern(text)),
      [false, false, true, true, true],
    );
  });
});
