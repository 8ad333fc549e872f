import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { getPulumiComponents } from "@pulumi/pulumi/provider/experimental/provider";
import * as components from "../../components";
import { installPlugins, pluginCache, reachablePackages } from "../../preview/pulumi/plugins";
import { needsPulumi } from "../support/pulumi";

interface Schema {
  readonly name: string;
  readonly resources: Readonly<Record<string, { readonly isComponent: boolean }>>;
}

describe("pulumi package get-schema ./components", function () {
  this.timeout(180_000);
  const home = mkdtempSync(path.join(tmpdir(), "palisade-schema-"));
  const environment = {
    ...process.env,
    PULUMI_HOME: home,
    PULUMI_SKIP_UPDATE_CHECK: "1",
    // To check types a second time, after `npm run typecheck`, takes longer than all the rest.
    ...(process.env["PALISADE_FULL"] !== "1" && { PULUMI_NODEJS_TRANSPILE_ONLY: "true" }),
  };

  before(needsPulumi);

  before(async () => {
    const cache = pluginCache(environment);
    mkdirSync(cache, { recursive: true });
    symlinkSync(cache, path.join(home, "plugins"));
    await installPlugins("pulumi", environment, reachablePackages("."));
  });

  after(() => rmSync(home, { recursive: true, force: true }));

  it("accepts every component", () => {
    const printed = execFileSync("pulumi", ["package", "get-schema", "./components"], {
      env: environment,
      encoding: "utf8",
      maxBuffer: 64 << 20,
    });
    const { name, resources } = JSON.parse(printed) as Schema;
    assert.equal(name, "palisade");
    const exported = getPulumiComponents(components).map((component) => `palisade:index:${component.name}`);
    assert.deepEqual(Object.keys(resources).sort(), exported.sort());
  });
});
