import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import picomatch from "picomatch";

/** Whether a name holds a wildcard: `*`, `?` or `[`, unless behind a backslash. */
export const isPattern = (text: string): boolean => /(^|[^\\])[*?[]/.test(text);

/**
 * Files of a pattern in order, as Go finds them: `*` stays within a folder and also takes hidden files.
 * @param from Where a relative pattern starts.
 */
export function matchingFiles(pattern: string, from: string): string[] {
  const root = path.isAbsolute(pattern) ? path.parse(pattern).root : from;
  const parts = pattern.split("/").filter((part) => part !== "");
  return parts.reduce((found, part) => found.flatMap((folder) => inside(folder, part)), [root]).sort();
}

function inside(folder: string, part: string): string[] {
  if (!isPattern(part)) {
    const file = path.join(folder, part);
    return existsSync(file) ? [file] : [];
  }
  // `**` and braces mean nothing in particular to Go, and a set is negated by `^`.
  const matches = picomatch(part, { dot: true, nobrace: true, noextglob: true, noglobstar: true, nonegate: true });
  return statSync(folder).isDirectory()
    ? readdirSync(folder)
        .filter((name) => matches(name))
        .map((name) => path.join(folder, name))
    : [];
}
