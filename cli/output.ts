import { renameSync, rmSync, writeFileSync } from "node:fs";
import { UsageError } from "../preview/usage-error";
import { textReport } from "../report/text";
import type { Result } from "../result/result";

export const formats = ["text", "json"] as const;
export type Format = (typeof formats)[number];

/** Writes a report to a file, whole or not at all, or to the terminal. */
export function writeReport(result: Result, format: Format, file: string | undefined): void {
  if (file === undefined) {
    process.stdout.write(reportAs(result, format, process.stdout));
    return;
  }
  const unfinished = `${file}.${String(process.pid)}.tmp`;
  try {
    writeFileSync(unfinished, reportAs(result, format));
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw new UsageError(`--output ${file} cannot be written: ${(error as Error).message}.`);
  }
}

function reportAs(result: Result, format: Format, terminal?: NodeJS.WriteStream): string {
  if (format === "json") {
    return `${JSON.stringify(result, undefined, 2)}\n`;
  }
  const isTerminal = terminal?.isTTY === true;
  return textReport(result, {
    color: isTerminal && terminal.hasColors() && process.env["NO_COLOR"] === undefined,
    ...(isTerminal && { columns: terminal.columns }),
  });
}
