import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { reachablePackages } from "../../../preview/pulumi/plugins";

/** Packages by their folder, as `npm install` would leave them. */
function withPackages(packages: Readonly<Record<string, object>>, use: (root: string) => void): () => void {
  return () => {
    const root = mkdtempSync(path.join(tmpdir(), "palisade-plugins-test-"));
    try {
      for (const [folder, manifest] of Object.entries(packages)) {
        mkdirSync(path.join(root, folder), { recursive: true });
        writeFileSync(path.join(root, folder, "package.json"), JSON.stringify(manifest));
      }
      mkdirSync(path.join(root, "stacks/one"), { recursive: true });
      use(root);
    } finally {
      rmSync(root, { recursive: true });
    }
  };
}

const sdk = (name: string, version: string) => ({
  name: `@pulumi/${name}`,
  version,
  pulumi: { resource: true, name, version },
});

describe("the packages that a program can load", () => {
  it(
    "are those above its folder, and those inside other packages",
    withPackages(
      {
        "node_modules/@pulumi/aws": sdk("aws", "7.1.0"),
        "node_modules/@pulumi/pulumi": { name: "@pulumi/pulumi", version: "3.248.0" },
        "node_modules/other/node_modules/@pulumi/aws": sdk("aws", "6.0.0"),
        "stacks/node_modules/@acme/cloud": {
          name: "@acme/cloud",
          version: "0.1.0",
          pulumi: { resource: true, name: "acme", version: "v0.2.0" },
        },
        "stacks/two/node_modules/@pulumi/tls": sdk("tls", "5.0.0"),
      },
      (root) =>
        assert.deepEqual(reachablePackages(path.join(root, "stacks/one")), [
          { name: "acme", version: "0.2.0" },
          { name: "aws", version: "7.1.0" },
          { name: "aws", version: "6.0.0" },
        ]),
    ),
  );

  it(
    "are none where nothing is installed",
    withPackages({}, (root) => assert.deepEqual(reachablePackages(path.join(root, "stacks/one")), [])),
  );
});
