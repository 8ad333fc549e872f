import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { builtFile } from "../built-file";
import type { Project } from "../project";
import type { PreviewRequest } from "../run";
import { readEvent } from "./events";
import type { EngineEvent } from "./events";
import { killTree } from "./process-tree";
import type { Scratch } from "./scratch";

export interface Execution {
  readonly command: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly project: Project;
  readonly stack: string;
  readonly scratch: Scratch;
  readonly request: PreviewRequest;
  /** One for each pack. */
  readonly policyConfig: readonly object[];
}

/** All that a run of Pulumi printed. */
export interface Said {
  readonly events: readonly EngineEvent[];
  /** Everything that is no event. */
  readonly text: string;
  readonly code: number | null;
  readonly hasTimedOut: boolean;
}

/** Runs `pulumi preview`; ends it, with all that it started, when its time is up or this process ends. */
export async function run(execution: Execution): Promise<Said> {
  const { command, environment, scratch, request } = execution;
  // The engine would add to what an earlier attempt has logged.
  rmSync(scratch.calls, { force: true });
  const child = spawn(command, flags(execution), {
    env: {
      ...environment,
      PULUMI_DEBUG_GRPC: scratch.calls,
      PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true",
      NODE_OPTIONS: `${environment.NODE_OPTIONS ?? ""} --require ${JSON.stringify(builtFile("offline-program-preload.js"))}`,
    },
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  const end = (): void => {
    if (child.pid !== undefined) {
      killTree(child.pid);
    }
  };
  const unguard = guard(() => {
    end();
    scratch.remove();
  });
  let hasTimedOut = false;
  const timer = setTimeout(() => {
    hasTimedOut = true;
    end();
  }, request.timeoutSeconds * 1000);
  try {
    const exited = new Promise<number | null>((resolve, reject) => child.once("error", reject).once("exit", resolve));
    // What the engine left running must not hold its output open.
    const ended = exited.finally(end);
    const [output, errors, code] = await Promise.all([lines(child.stdout), lines(child.stderr), ended]);
    const read = output.map((line) => ({ line, event: readEvent(line) }));
    return {
      events: read.flatMap(({ event }) => event ?? []),
      text: [...read.filter(({ event }) => event === undefined).map(({ line }) => line), ...errors].join("\n").trim(),
      code,
      hasTimedOut,
    };
  } finally {
    clearTimeout(timer);
    unguard();
  }
}

function flags({ project, stack, scratch, request, policyConfig }: Execution): string[] {
  return [
    "preview",
    ...["--cwd", project.root, "--stack", stack, "--config-file", scratch.stackFile],
    ...["--json", "--non-interactive", "--color", "never"],
    ...request.config.flatMap((pair) => ["--config", pair]),
    ...request.policyPacks.flatMap((folder, index) => [
      ...["--policy-pack", path.resolve(folder)],
      ...["--policy-pack-config", scratch.write(`policies-${index}.json`, JSON.stringify(policyConfig[index] ?? {}))],
    ]),
  ];
}

async function lines(stream: Readable): Promise<string[]> {
  const found: string[] = [];
  for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
    found.push(line);
  }
  return found;
}

const endingSignals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Cleans up where this process itself is ended; what it returns takes that back. */
function guard(cleanUp: () => void): () => void {
  const endBySignal = (signal: NodeJS.Signals): void => {
    cleanUp();
    unguard();
    process.kill(process.pid, signal);
  };
  const unguard = (): void => {
    process.off("exit", cleanUp);
    endingSignals.forEach((signal) => process.off(signal, endBySignal));
  };
  process.on("exit", cleanUp);
  endingSignals.forEach((signal) => process.on(signal, endBySignal));
  return unguard;
}
