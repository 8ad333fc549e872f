import { existsSync, statSync } from "node:fs";
import path from "node:path";
import type { Project } from "../project";
import { UsageError } from "../usage-error";
import { nearestManifest } from "./manifest";
import type { Manifest } from "./manifest";

/** The file that a program starts with. */
export interface Entry {
  readonly file: string;
  /** Whether it is loaded as an ES module. */
  readonly isModule: boolean;
}

/**
 * Where the SDK will start a program: at `main` of Pulumi.yaml, else at `exports` or `main` of package.json, else at an index
 * file.
 * @throws UsageError where there is no such file. Node would say that it cannot find a module; this says which is missing.
 */
export function findEntry({ file, workingDirectory, entry }: Project): Entry {
  const manifest = nearestManifest(workingDirectory);
  const isModule = manifest?.content.type === "module";
  const named = entry === "." ? existing(manifest, entryIn(manifest)) : path.join(workingDirectory, entry);
  const found = fileAt(named ?? workingDirectory, isModule);
  if (found === undefined) {
    throw new UsageError(
      `${file}: ${workingDirectory} holds no program. An index.ts or index.js is expected there, or "main" in Pulumi.yaml.`,
    );
  }
  return { file: found, isModule };
}

function entryIn(manifest: Manifest | undefined): unknown {
  const { exports, main } = manifest?.content ?? {};
  if (!isRecord(exports)) {
    return exports ?? main;
  }
  const own = exports["."];
  return isRecord(own) ? (own.default ?? own.require ?? own.import) : own;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/** A file that is not there, as before a build, is passed over. */
function existing(manifest: Manifest | undefined, named: unknown): string | undefined {
  const file = manifest !== undefined && typeof named === "string" ? path.join(manifest.folder, named) : undefined;
  return file !== undefined && existsSync(file) ? file : undefined;
}

function fileAt(place: string, isModule: boolean): string | undefined {
  if (!statSync(place).isDirectory()) {
    return place;
  }
  // Only `require` reads the package.json of the folder itself.
  const main = isModule ? undefined : nearestManifest(place);
  const named = main?.folder === place && typeof main.content.main === "string" ? [main.content.main] : [];
  return [...named.flatMap((name) => [name, ...indexNames.map((index) => name + path.extname(index))]), ...indexNames]
    .map((name) => path.join(place, name))
    .find((file) => existsSync(file) && statSync(file).isFile());
}

const indexNames = [
  "index.js",
  "index.json",
  "index.node",
  "index.mjs",
  "index.ts",
  "index.tsx",
  "index.cts",
  "index.mts",
  "index.cjs",
];
