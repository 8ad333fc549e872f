import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import path from "node:path";

/** A package of Pulumi's whose SDK a program can load. */
export interface InstalledPackage {
  /** As in tokens: `aws`; that of a provider made from parameters, where the SDK is of one. */
  readonly name: string;
  /** Of the SDK, without a leading `v`. */
  readonly version: string;
  /** The plugin that serves it. */
  readonly plugin: { readonly name: string; readonly version: string };
  readonly folder: string;
  /** Where its compiled files and declarations are. */
  readonly code: string;
}

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly main?: string;
  readonly types?: string;
  readonly typings?: string;
  readonly pulumi?: {
    readonly resource?: boolean;
    readonly name?: string;
    readonly version?: string;
    readonly parameterization?: { readonly name?: string; readonly version?: string };
  };
}

/**
 * The SDK of a package for a program in this folder: that of the version, else the nearest one. An empty version is any.
 */
export function installedPackage(name: string, version: string, programFolder: string): InstalledPackage | undefined {
  const nearest = nearestOf(name, path.resolve(programFolder));
  if (nearest !== undefined && (version === "" || version === nearest.version)) {
    return nearest;
  }
  const candidates = installedPackages(programFolder).filter((candidate) => candidate.name === name);
  return candidates.find((candidate) => candidate.version === version) ?? nearest ?? candidates[0];
}

/** Where nearly all SDKs are, without a look at every package. */
function nearestOf(name: string, folder: string): InstalledPackage | undefined {
  const found = packageIn(path.join(folder, "node_modules", "@pulumi", name));
  const above = path.dirname(folder);
  return found?.name === name ? found : above === folder ? undefined : nearestOf(name, above);
}

const known = new Map<string, readonly InstalledPackage[]>();

/** All SDKs that a program in this folder can load, and those that its packages can; the nearest come first. */
export function installedPackages(programFolder: string): readonly InstalledPackage[] {
  const folder = path.resolve(programFolder);
  const found = known.get(folder) ?? findPackages(folder);
  known.set(folder, found);
  return found;
}

function findPackages(programFolder: string): readonly InstalledPackage[] {
  const seen = new Set<string>();
  const found: InstalledPackage[] = [];
  const isNew = (folder: string): boolean => !seen.has(folder) && seen.add(folder) !== undefined;

  const look = (modules: string): void => {
    const real = realPath(modules);
    if (real === undefined || !isNew(real)) {
      return;
    }
    const packages = packageFolders(real).filter(isNew);
    found.push(...packages.flatMap((folder) => packageIn(folder) ?? []));
    for (const folder of packages) {
      look(path.join(folder, "node_modules"));
      // Package managers that link keep what a package needs beside the package itself.
      look(modulesAround(folder) ?? real);
    }
  };
  for (const folder of foldersUp(programFolder)) {
    look(path.join(folder, "node_modules"));
  }
  return found;
}

function foldersUp(folder: string): string[] {
  const above = path.dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersUp(above)];
}

function packageFolders(modules: string): string[] {
  return entries(modules)
    .filter((name) => !name.startsWith("."))
    .flatMap((name) =>
      name.startsWith("@") ? entries(path.join(modules, name)).map((scoped) => path.join(name, scoped)) : [name],
    )
    .flatMap((name) => realPath(path.join(modules, name)) ?? []);
}

function modulesAround(folder: string): string | undefined {
  const marker = `${path.sep}node_modules${path.sep}`;
  const at = folder.lastIndexOf(marker);
  return at < 0 ? undefined : folder.slice(0, at + marker.length - 1);
}

function packageIn(folder: string): InstalledPackage | undefined {
  const manifest = readManifest(path.join(folder, "package.json"));
  const { pulumi } = manifest ?? {};
  if (manifest === undefined || pulumi?.resource !== true) {
    return undefined;
  }
  const bareName = (manifest.name ?? "").replace(/^@[^/]+\//, "");
  const plugin = { name: pulumi.name ?? bareName, version: plain(pulumi.version ?? manifest.version) };
  const { parameterization } = pulumi;
  return {
    name: parameterization?.name ?? plugin.name,
    version: parameterization === undefined ? plugin.version : plain(parameterization.version ?? manifest.version),
    plugin,
    folder,
    code: path.dirname(path.join(folder, manifest.types ?? manifest.typings ?? manifest.main ?? "index.js")),
  };
}

const plain = (version = ""): string => version.replace(/^v/, "");

const entries = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);

function realPath(folder: string): string | undefined {
  try {
    return realpathSync(folder);
  } catch {
    return undefined;
  }
}

function readManifest(file: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Manifest;
  } catch {
    return undefined;
  }
}
