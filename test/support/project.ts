import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const made: string[] = [];

/** A folder of these files that is gone when the tests end. Packages resolve as in this repository. */
export function temporaryProject(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), "palisade-test-"));
  made.push(folder);
  for (const [file, content] of Object.entries(files)) {
    const target = path.join(folder, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
  symlinkSync(path.join(__dirname, "..", "..", "node_modules"), path.join(folder, "node_modules"));
  return folder;
}

// No hook: files that run in one process share this module, and a hook would be that of the first.
process.once("exit", () => {
  for (const folder of made) {
    rmSync(folder, { recursive: true, force: true });
  }
});
