import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse } from "yaml";
import { findProject } from "../../../preview/project";
import { createScratch } from "../../../preview/pulumi/scratch";

describe("the scratch folder of a preview", () => {
  let program: string;

  beforeEach(() => {
    program = mkdtempSync(path.join(tmpdir(), "palisade-scratch-test-"));
    writeFileSync(path.join(program, "Pulumi.yaml"), "name: app\nruntime: nodejs\n");
  });
  afterEach(() => rmSync(program, { recursive: true }));

  const stackFile = (content: string): string => {
    writeFileSync(path.join(program, "Pulumi.dev.yaml"), content);
    const scratch = createScratch(findProject(program), "dev", path.join(program, "plugins"));
    try {
      return readFileSync(scratch.stackFile, "utf8");
    } finally {
      scratch.remove();
      assert.equal(existsSync(scratch.stackFile), false);
      assert.equal(existsSync(path.join(program, "plugins")), true);
    }
  };

  it("holds the stack's configuration as it was written", () => {
    const written = stackFile(
      'config:\n  app:a: 0123\n  app:b: 1_000\n  app:c: 2026-01-02\n  app:d: "yes"\n  app:e: no\n',
    );
    assert.match(written, /app:a: 0123\n {2}app:b: 1_000\n {2}app:c: 2026-01-02\n {2}app:d: "yes"\n {2}app:e: no\n/);
  });

  it("has no key of anybody else's, and one ciphertext in the place of each", () => {
    const written = stackFile(
      "secretsprovider: awskms://x\nencryptedkey: k\nencryptionsalt: theirs\nconfig:\n  app:a:\n    secure: theirs\n" +
        "  app:b:\n    secure: kept\n    other: 1\n  app:c:\n    - secure: theirs\n",
    );
    assert.doesNotMatch(written, /theirs|awskms|encryptedkey/);
    const { config } = parse(written) as { config: Record<string, unknown> };
    assert.deepEqual(config["app:b"], { secure: "kept", other: 1 });
    assert.deepEqual(config["app:c"], [config["app:a"]]);
  });

  it("holds an empty stack where there is no configuration", () => {
    assert.deepEqual(Object.keys(parse(stackFile("")) as object), ["encryptionsalt"]);
  });
});
