import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { builtFile } from "../built-file";
import { writePluginArchive } from "../offline/plugin-archive";
import type { PackageRef } from "../offline/provider";

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly pulumi?: { readonly resource?: boolean; readonly name?: string; readonly version?: string };
}

/** The provider packages whose SDKs a program in this folder can load. */
export function reachablePackages(folder: string): PackageRef[] {
  const found = new Map(sdksAbove(path.resolve(folder)).map((found) => [`${found.name} ${found.version}`, found]));
  return [...found.values()];
}

function sdksAbove(folder: string): PackageRef[] {
  const above = path.dirname(folder);
  return [...sdksIn(path.join(folder, "node_modules")), ...(above === folder ? [] : sdksAbove(above))];
}

function sdksIn(modules: string): PackageRef[] {
  return entries(modules)
    .filter((name) => !name.startsWith("."))
    .flatMap((name) =>
      name.startsWith("@") ? entries(path.join(modules, name)).map((scoped) => path.join(name, scoped)) : [name],
    )
    .flatMap((name) => [...sdkOf(path.join(modules, name)), ...sdksIn(path.join(modules, name, "node_modules"))]);
}

function sdkOf(folder: string): PackageRef[] {
  const { name = "", version = "", pulumi } = readManifest(path.join(folder, "package.json"));
  return pulumi?.resource === true
    ? [{ name: pulumi.name ?? name.replace(/^@pulumi\//, ""), version: (pulumi.version ?? version).replace(/^v/, "") }]
    : [];
}

const entries = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);

function readManifest(file: string): Manifest {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Manifest;
  } catch {
    return {};
  }
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
