import { stripVTControlCharacters } from "node:util";
import type { Gap } from "../../result/result";
import { createRedaction } from "../redaction";
import type { Redaction } from "../redaction";
import type { Run } from "../run";

export type LogEntry = Run["log"][number];

/** What is noted while a preview runs: what the program says, what is left open, and the first thing that ended it. */
export interface Journal {
  readonly log: readonly LogEntry[];
  readonly gaps: readonly Gap[];
  readonly redaction: Redaction;
  readonly failure: Error | undefined;
  /** Settles with the first failure. */
  readonly failed: Promise<undefined>;
  fail(error: Error): void;
  say(entry: LogEntry): void;
  /** A line that a process printed. */
  print(line: string): void;
  leaveOpen(gap: Gap): void;
}

export function createJournal(): Journal {
  const log: LogEntry[] = [];
  const gaps: Gap[] = [];
  let failure: Error | undefined;
  let announce: (() => void) | undefined;
  const failed = new Promise<undefined>((resolve) => (announce = () => resolve(undefined)));

  const say = (entry: LogEntry): void => {
    // What a program says once it is told that the engine shuts down explains nothing.
    if (failure === undefined) {
      log.push({ ...entry, message: stripVTControlCharacters(entry.message) });
    }
  };
  return {
    log,
    gaps,
    redaction: createRedaction(),
    get failure() {
      return failure;
    },
    failed,
    fail: (error) => {
      failure ??= error;
      announce?.();
    },
    say,
    print: (message) => say({ severity: "info", message }),
    leaveOpen: (gap) => {
      if (!gaps.some((known) => JSON.stringify(known) === JSON.stringify(gap))) {
        gaps.push(gap);
      }
    },
  };
}
