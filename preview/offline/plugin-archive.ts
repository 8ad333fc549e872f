import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create } from "tar";
import type { PackageRef } from "./provider";

/**
 * Writes an archive for `pulumi plugin install resource NAME VERSION --file FILE` whose plugin is the offline provider.
 * `server` is the built serve.ts; it stays where it is, for the packages that it loads.
 */
export async function writePluginArchive(packageRef: PackageRef, server: string, file: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "palisade-plugin-"));
  const executable = `pulumi-resource-${packageRef.name}`;
  try {
    await writeFile(join(folder, executable), script(packageRef, server), { mode: 0o755 });
    await create({ gzip: true, portable: true, file, cwd: folder }, [executable]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function script({ name, version }: PackageRef, server: string): string {
  return `#!/bin/sh\nexec ${[process.execPath, server, name, version].map(quoted).join(" ")}\n`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
