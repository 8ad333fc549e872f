import { statSync } from "node:fs";
import path from "node:path";
import { isSpecial } from "../values";
import type { Properties, Wire } from "../wire";

/**
 * The files of assets and archives must be there, as the engine looks into them.
 * @param folder the program's, from which paths lead
 * @throws Error in the engine's words, after what it was doing
 */
export function requireFiles(doing: string, properties: Properties, folder: string): void {
  const problem = problemIn(properties, folder);
  if (problem !== undefined) {
    throw new Error(`${doing}: ${problem}`);
  }
}

const problemIn = (properties: Properties, folder: string): string | undefined =>
  first(Object.keys(properties).sort(), (key) => problemAt(key, properties[key] ?? null, folder));

function problemAt(key: string, value: Wire, folder: string): string | undefined {
  if (Array.isArray(value)) {
    return first(value as readonly Wire[], (element) => problemAt(key, element, folder));
  }
  if (typeof value !== "object" || value === null) {
    return undefined;
  }
  const kind = isSpecial(value, "asset") ? "asset" : isSpecial(value, "archive") ? "archive" : undefined;
  const { path: file } = value as Properties;
  const problem = kind && typeof file === "string" ? problemOf[kind](path.resolve(folder, file)) : undefined;
  return problem === undefined
    ? problemIn(value as Properties, folder)
    : `failed to compute ${kind} hash for "${key}": ${problem}`;
}

function first<Item>(items: readonly Item[], find: (item: Item) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

const problemOf = {
  asset: (file: string): string | undefined => {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found === undefined) {
      return `failed to open asset file '${file}': open ${file}: no such file or directory`;
    }
    return found.isDirectory() ? `asset path '${file}' is a directory; try using an archive` : undefined;
  },
  archive: (file: string): string | undefined => {
    const found = statSync(file, { throwIfNoEntry: false });
    if (/\.(tar|tgz|tar\.gz|zip|jar)$/.test(file)) {
      return found === undefined ? `open ${file}: no such file or directory` : undefined;
    }
    if (found === undefined) {
      return `couldn't read archive path '${file}': stat ${file}: no such file or directory`;
    }
    return found.isDirectory() ? undefined : `'${file}' is neither a recognized archive type nor a directory`;
  },
};
