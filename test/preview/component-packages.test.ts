import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sourcePackages } from "../../preview/component-packages";

describe("the packages whose providers are Node source", () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(path.join(tmpdir(), "palisade-packages-"))));
  afterEach(() => rmSync(root, { recursive: true }));

  const write = (name: string, text: string): void => {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  const found = (project: string): Record<string, unknown> => {
    write("Pulumi.yaml", project);
    return Object.fromEntries(sourcePackages({ root, file: path.join(root, "Pulumi.yaml") }));
  };

  it("are those of local folders, and of the packages of these", () => {
    write("site/PulumiPlugin.yaml", "runtime: nodejs\npackages:\n  badge: ./badge\n");
    write("badge/PulumiPlugin.yaml", "runtime:\n  name: nodejs\n");
    assert.deepEqual(found("name: app\nruntime: nodejs\npackages:\n  site:\n    source: ./site\n"), {
      badge: { folder: path.join(root, "badge"), version: undefined },
      site: { folder: path.join(root, "site"), version: undefined },
    });
  });

  it("are those that the project lists as plugins, for one version where it says one", () => {
    write("site/PulumiPlugin.yaml", "runtime: nodejs\n");
    const project =
      "name: app\nruntime: nodejs\nplugins:\n  providers:\n    - {name: site, path: site, version: 1.2.3}\n";
    assert.deepEqual(found(project), { site: { folder: path.join(root, "site"), version: "1.2.3" } });
  });

  it("are none that are in another language, built, or fetched", () => {
    write("python/PulumiPlugin.yaml", "runtime: python\n");
    write("built/pulumi-resource-built", "");
    const packages = "{python: ./python, built: ./built, fetched: github.com/example/site, known: random@4.0.0}";
    assert.deepEqual(found(`name: app\nruntime: nodejs\npackages: ${packages}\n`), {});
  });
});
