import { createExcerpt } from "./excerpt";
import type { Excerpt } from "./excerpt";
import type { Run } from "./run";

export type LogEntry = Run["log"][number];

/** What a program and the packs say, who may say no end of it. Warnings and errors must not be lost among the rest. */
export const createLog = (): Excerpt<LogEntry> =>
  createExcerpt<LogEntry>(
    ({ severity }) => severity !== "info",
    (leftOut) => ({ severity: "info", message: leftOutMessage(leftOut) }),
  );

export const leftOutMessage = (lines: number): string => `(${lines} more lines were printed here.)`;
