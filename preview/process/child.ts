import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import type { Duplex, Readable } from "node:stream";
import { builtFile } from "../built-file";
import { askActivity } from "./activity";
import type { Activity } from "./activity";
import { forEachLine } from "./lines";
import { lifelineVariable } from "./preload-variables";

/** A Node process that ends when this one does. */
export interface Child {
  readonly exited: Promise<Exit>;
  /** What keeps it running. */
  activity(): Promise<Activity>;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Launch {
  readonly nodeArguments?: readonly string[];
  /** Script and its arguments. */
  readonly command: readonly string[];
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Ends it, with all that it started. */
  readonly end: AbortSignal;
  onOutput(line: string, stream: "stdout" | "stderr"): void;
}

const living = new Set<ChildProcess>();
const endingSignals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export function launch({ nodeArguments = [], command, workingDirectory, environment, end, onOutput }: Launch): Child {
  const child = spawn(process.execPath, [...nodeArguments, "--require", builtFile("preload.js"), ...command], {
    cwd: workingDirectory,
    env: { ...process.env, ...environment, [lifelineVariable]: "3" },
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    // Its own process group, so that whatever it starts ends with it.
    detached: process.platform !== "win32",
  });
  guard(child);
  const onEnd = () => killGroup(child);
  end.addEventListener("abort", onEnd);
  const read = (["stdout", "stderr"] as const).map((name) =>
    // It is never null, as each is a pipe.
    forEachLine(child[name] as Readable, longestLine, (line) => onOutput(line, name)),
  );
  const exited = new Promise<Exit>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      end.removeEventListener("abort", onEnd);
      living.delete(child);
      if (living.size === 0) {
        unguard();
      }
      // What it left running must not outlive it, nor hold its output open.
      killGroup(child);
      void Promise.all(read).then(() => resolve({ code, signal }));
    });
  });
  return { exited, activity: () => askActivity(child.stdio[3] as Duplex) };
}

/** Characters of a line of output, which is kept in memory and shown. */
export const longestLine = 16 * 1024;

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) {
    return;
  }
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

function guard(child: ChildProcess): void {
  if (living.size === 0) {
    process.on("exit", killAll);
    endingSignals.forEach((signal) => process.on(signal, endBySignal));
  }
  living.add(child);
}

function unguard(): void {
  process.off("exit", killAll);
  endingSignals.forEach((signal) => process.off(signal, endBySignal));
}

const killAll = (): void => living.forEach(killGroup);

function endBySignal(signal: NodeJS.Signals): void {
  killAll();
  unguard();
  process.kill(process.pid, signal);
}
