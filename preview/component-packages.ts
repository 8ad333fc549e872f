import { existsSync } from "node:fs";
import path from "node:path";
import type { Project } from "./project";
import { isMapping, readYaml } from "./yaml-file";
import type { Yaml } from "./yaml-file";

/** A package whose provider is a folder of TypeScript or JavaScript. */
export interface SourcePackage {
  readonly folder: string;
  /** The one version that it answers for; any where the project names none. */
  readonly version: string | undefined;
}

/** Packages by name whose provider runs from Node source: what Pulumi.yaml lists under `plugins` and `packages`. */
export function sourcePackages({ file, root }: Pick<Project, "file" | "root">): ReadonlyMap<string, SourcePackage> {
  const content = readYaml(file);
  const found = new Map<string, SourcePackage>();
  const take = (name: string, folder: string, version?: string): void => {
    if (!found.has(name) && isNodeSource(folder)) {
      found.set(name, { folder, version });
    }
  };
  const providers = isMapping(content.plugins) ? content.plugins.providers : undefined;
  for (const { name, path: folder, version } of Array.isArray(providers) ? providers.filter(isMapping) : []) {
    if (typeof name === "string" && typeof folder === "string") {
      take(name, path.resolve(root, folder), typeof version === "string" ? version : undefined);
    }
  }
  const seen = new Set<string>();
  const takePackages = (packages: Yaml | undefined): void => {
    for (const [name, entry] of isMapping(packages) ? Object.entries(packages) : []) {
      const source = isMapping(entry) ? entry.source : entry;
      if (typeof source === "string" && isLocal(source) && !seen.has(name)) {
        seen.add(name);
        // Also those of a package of packages are relative to the project.
        const folder = path.resolve(root, source);
        const plugin = pluginFile(folder);
        takePackages(plugin === undefined ? undefined : readYaml(plugin).packages);
        take(name, folder);
      }
    }
  };
  takePackages(content.packages);
  return found;
}

const isLocal = (source: string): boolean => /^(\.\/|\.\.|\/)/.test(source);

const pluginFile = (folder: string): string | undefined =>
  ["PulumiPlugin.yaml", "PulumiPlugin.yml", "PulumiPlugin.json"]
    .map((name) => path.join(folder, name))
    .find((file) => existsSync(file));

function isNodeSource(folder: string): boolean {
  const file = pluginFile(folder);
  const runtime = file === undefined ? undefined : readYaml(file).runtime;
  return (isMapping(runtime) ? runtime.name : runtime) === "nodejs";
}
