import path from "node:path";
import { inspect } from "node:util";

/**
 * As the SDK describes an error, but without colours, for which Node can search a mapped stack for many seconds, and without
 * the frames of what is built beside this file.
 */
export const plainError =
  (describe: (error: unknown) => string) =>
  (error: unknown): string =>
    error instanceof Error && error.stack !== undefined ? withoutOwnFrames(inspect(error)) : describe(error);

/** Source maps lead from what is built to what it is built from. */
const ownFolders = [__dirname, path.join(__dirname, "..", "preview")].map((folder) => folder + path.sep);

/** A text in which frames of a stack may stand. */
export const withoutOwnFrames = (text: string): string =>
  text
    .split("\n")
    .filter((line) => !/^\s+at /.test(line) || !ownFolders.some((folder) => line.includes(folder)))
    .join("\n");
