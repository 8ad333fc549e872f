import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** The package.json that a file belongs to. */
export interface Manifest {
  readonly folder: string;
  readonly content: { readonly type?: unknown; readonly main?: unknown; readonly exports?: unknown };
}

/** The package.json in a folder or the nearest above it; one that is no JSON says nothing, as for Pulumi. */
export function nearestManifest(folder: string): Manifest | undefined {
  const file = path.join(folder, "package.json");
  if (existsSync(file)) {
    return { folder, content: read(file) };
  }
  const above = path.dirname(folder);
  return above === folder ? undefined : nearestManifest(above);
}

function read(file: string): Manifest["content"] {
  try {
    const content: unknown = JSON.parse(readFileSync(file, "utf8"));
    return typeof content === "object" && content !== null ? content : {};
  } catch {
    return {};
  }
}
