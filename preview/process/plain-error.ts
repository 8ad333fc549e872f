import { inspect } from "node:util";

/** As the SDK describes an error, but without colours, for which Node can search a mapped stack for many seconds. */
export const plainError =
  (describe: (error: unknown) => string) =>
  (error: unknown): string =>
    error instanceof Error && error.stack !== undefined ? inspect(error) : describe(error);
