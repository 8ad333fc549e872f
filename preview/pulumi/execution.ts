import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";
import type { Readable } from "node:stream";
import { builtFile } from "../built-file";
import { createExcerpt } from "../excerpt";
import { leftOutMessage } from "../log";
import type { Activity } from "../process/activity";
import { longestLine } from "../process/child";
import { forEachLine, shortened } from "../process/lines";
import { activityVariable } from "../process/preload-variables";
import type { Project } from "../project";
import type { PreviewRequest } from "../run";
import { readEvent } from "./events";
import type { EngineEvent } from "./events";
import { killTree } from "./process-tree";
import { listenForProgram } from "./program-activity";
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
  /** Without what a program that prints no end says in between. */
  readonly events: readonly EngineEvent[];
  /** Everything that is no event. */
  readonly text: string;
  readonly code: number | null;
  readonly hasTimedOut: boolean;
  /** What kept the program running when its time was up. */
  readonly activity?: Activity;
}

/** Characters of an event, which may hold all the inputs of a resource. */
const longestEvent = 400 * 2 ** 20;

/** Runs `pulumi preview`; ends it, with all that it started, when its time is up or this process ends. */
export async function run(execution: Execution): Promise<Said> {
  const { command, environment, scratch, request } = execution;
  // The engine would add to what an earlier attempt has logged.
  rmSync(scratch.calls, { force: true });
  const program = await listenForProgram();
  const child = spawn(process.execPath, [builtFile("warden.js"), scratch.folder, command, ...flags(execution)], {
    env: {
      ...environment,
      PULUMI_DEBUG_GRPC: scratch.calls,
      PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true",
      NODE_OPTIONS: `${environment.NODE_OPTIONS ?? ""} --require ${JSON.stringify(builtFile("offline-program-preload.js"))}`,
      [activityVariable]: String(program.port),
    },
    stdio: ["ignore", "pipe", "pipe", "pipe"],
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
  let activity: Activity | undefined;
  const timeOut = async (): Promise<void> => {
    hasTimedOut = true;
    activity = await program.ask();
    end();
  };
  const timer = setTimeout(() => void timeOut(), request.timeoutSeconds * 1000);
  const events: EngineEvent[] = [];
  const said = createExcerpt<EngineEvent>(
    ({ diagnosticEvent }) => !diagnosticEvent?.severity.startsWith("info"),
    (leftOut) => ({ diagnosticEvent: { severity: "info", message: leftOutMessage(leftOut) } }),
  );
  const text = createExcerpt<string>(() => false, leftOutMessage);
  const read = (line: string): void => {
    const event = readEvent(line);
    if (event === undefined) {
      text.add(shortened(line, longestLine));
    } else if (event.diagnosticEvent === undefined) {
      events.push(event);
    } else if (event.diagnosticEvent.severity !== "debug") {
      const { message, ...rest } = event.diagnosticEvent;
      said.add({ diagnosticEvent: { ...rest, message: shortened(message, longestLine) } });
    }
  };
  try {
    const exited = new Promise<number | null>((resolve, reject) => child.once("error", reject).once("exit", resolve));
    // What the engine left running must not hold its output open.
    const ended = exited.finally(end);
    const [code] = await Promise.all([
      ended,
      forEachLine(child.stdout as Readable, longestEvent, read),
      forEachLine(child.stderr as Readable, longestLine, (line) => text.add(line)),
    ]);
    return {
      events: [...events, ...said.items()],
      text: text.items().join("\n").trim(),
      code,
      hasTimedOut,
      ...(activity !== undefined && { activity }),
    };
  } finally {
    clearTimeout(timer);
    program.close();
    unguard();
  }
}

function flags({ project, stack, scratch, request, policyConfig }: Execution): string[] {
  return [
    "preview",
    ...["--cwd", project.root, "--stack", stack, "--config-file", scratch.stackFile],
    ...["--json", "--non-interactive", "--color", "never"],
    ...request.config.flatMap((pair) => ["--config", pair]),
    ...(request.configPath === true ? ["--config-path"] : []),
    ...request.policyPacks.flatMap((folder, index) => [
      ...["--policy-pack", path.resolve(folder)],
      ...["--policy-pack-config", scratch.write(`policies-${index}.json`, JSON.stringify(policyConfig[index] ?? {}))],
    ]),
  ];
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
