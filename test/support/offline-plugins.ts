import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onPath } from "../../preview/pulumi/command";
import { installDynamicProvider, installPlugins, pluginCache, reachablePackages } from "../../preview/pulumi/plugins";

/**
 * Installs what Pulumi's engine needs of us, where there is one, before any test does: test files that run side by side would
 * install it over one another's.
 */
export async function mochaGlobalSetup(): Promise<void> {
  const command = onPath("pulumi", process.env);
  if (command === undefined) {
    return;
  }
  const home = mkdtempSync(path.join(tmpdir(), "palisade-home-"));
  const environment = { ...process.env, PULUMI_HOME: home, PULUMI_SKIP_UPDATE_CHECK: "1" };
  try {
    const cache = pluginCache(environment);
    mkdirSync(cache, { recursive: true });
    symlinkSync(cache, path.join(home, "plugins"));
    installDynamicProvider(environment);
    await installPlugins(command, environment, reachablePackages("."));
  } finally {
    rmSync(home, { recursive: true });
  }
}
