import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";

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
  const matches = matcher(part);
  return statSync(folder).isDirectory()
    ? readdirSync(folder)
        .filter((name) => matches.test(name))
        .map((name) => path.join(folder, name))
    : [];
}

function matcher(part: string): RegExp {
  const source = part.replace(
    /\\(.)|\*+|\?|\[(\^?)([^\]]*)\]|[^\w]/g,
    (token, escaped?: string, not?: string, set?: string) => {
      if (escaped !== undefined) {
        return `\\x${escaped.charCodeAt(0).toString(16).padStart(2, "0")}`;
      }
      if (set !== undefined) {
        return `[${not ?? ""}${set.replace(/[\\\]]/g, "\\$&")}]`;
      }
      return token.startsWith("*") ? ".*" : token === "?" ? "." : `\\${token}`;
    },
  );
  return new RegExp(`^${source}$`, "s");
}
