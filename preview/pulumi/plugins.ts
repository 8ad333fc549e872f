import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { builtFile } from "../built-file";
import { installedPackages } from "../installed-packages";
import { writePluginArchive } from "../offline/plugin-archive";
import type { PackageRef } from "../offline/provider";

/** The plugins of the packages whose SDKs a program in this folder can load. */
export function reachablePackages(folder: string): PackageRef[] {
  const plugins = installedPackages(folder).map(({ plugin }) => plugin);
  return [...new Map(plugins.map((plugin) => [`${plugin.name} ${plugin.version}`, plugin])).values()];
}

/**
 * Where plugins are kept between previews: `PULUMI_HOME/plugins` leads to it. Of this provider only, as each archive holds
 * nothing but the command line that starts it.
 */
export function pluginCache(environment: NodeJS.ProcessEnv): string {
  const identity = JSON.stringify([process.execPath, builtFile(server)]);
  const key = createHash("sha256").update(identity).digest("hex").slice(0, keyLength);
  return path.join(cacheFolder(environment), "palisade", `plugins-${key}`);
}

const server = "offline-provider.js";
const keyLength = 12;

const cacheFolder = (environment: NodeJS.ProcessEnv): string =>
  environment.XDG_CACHE_HOME ?? environment.LOCALAPPDATA ?? path.join(homedir(), ".cache");

/** Installs the offline provider as the plugin of those packages that have none yet. */
export async function installPlugins(
  command: string,
  environment: NodeJS.ProcessEnv,
  packages: readonly PackageRef[],
): Promise<void> {
  const missing = packages.filter((wanted) => !isInstalled(pluginCache(environment), wanted));
  if (missing.length === 0) {
    return;
  }
  const folder = mkdtempSync(path.join(tmpdir(), "palisade-plugins-"));
  try {
    for (const wanted of missing) {
      const archive = path.join(folder, `${wanted.name}.tgz`);
      await writePluginArchive(wanted, builtFile(server), archive);
      install(command, environment, wanted, archive);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Pulumi's own installation has the provider of resources whose provider is written in the program itself, and takes it from
 * there. Where that is incomplete, the runner of the program's SDK is the same.
 */
export function installDynamicProvider(environment: NodeJS.ProcessEnv): void {
  const folder = path.join(pluginCache(environment), "resource-pulumi-nodejs-v0.0.1");
  const executable = path.join(folder, "pulumi-resource-pulumi-nodejs");
  if (!existsSync(executable)) {
    const node = JSON.stringify(process.execPath);
    const runner = `"$(${node} -p 'require.resolve("@pulumi/pulumi/cmd/dynamic-provider")')"`;
    mkdirSync(folder, { recursive: true });
    writeFileSync(executable, `#!/bin/sh\nexec ${node} ${runner} "$@"\n`, { mode: 0o755 });
  }
}

const isInstalled = (cache: string, { name, version }: PackageRef): boolean =>
  existsSync(path.join(cache, `resource-${name}-v${version}`, `pulumi-resource-${name}`));

function install(
  command: string,
  environment: NodeJS.ProcessEnv,
  { name, version }: PackageRef,
  archive: string,
): void {
  const { status, stderr } = spawnSync(
    command,
    ["plugin", "install", "resource", name, version, "--file", archive, "--reinstall"],
    { env: environment, encoding: "utf8" },
  );
  if (status !== 0) {
    throw new Error(`The offline provider of ${name} ${version} could not be installed: ${stderr.trim()}`);
  }
}
