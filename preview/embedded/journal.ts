import { stripVTControlCharacters } from "node:util";
import type { Gap } from "../../result/result";
import { createGapList } from "../gap-list";
import { createLog } from "../log";
import type { LogEntry } from "../log";
import { withoutOwnFrames } from "../process/plain-error";
import { createRedaction } from "../redaction";
import type { Redaction } from "../redaction";

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
  leaveOpen(gap: Gap | undefined): void;
}

export function createJournal(): Journal {
  const log = createLog();
  const gaps = createGapList();
  let failure: Error | undefined;
  let announce: (() => void) | undefined;
  const failed = new Promise<undefined>((resolve) => (announce = () => resolve(undefined)));

  const say = (entry: LogEntry): void => {
    // What a program says once it is told that the engine shuts down explains nothing.
    if (failure === undefined) {
      log.add({ ...entry, message: withoutOwnFrames(stripVTControlCharacters(entry.message)) });
    }
  };
  return {
    get log() {
      return log.items();
    },
    get gaps() {
      return gaps.all();
    },
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
    // Pulumi passes over empty lines too.
    print: (message) => (message.trim() === "" ? undefined : say({ severity: "info", message })),
    leaveOpen: gaps.add,
  };
}
