import type { Socket } from "node:net";
import type { Duplex } from "node:stream";

/** What keeps a process running: kinds of handles, or its own computation, as it does not even say. */
export type Activity = readonly string[] | "busy";

/** In the process that is asked. */
export function answerActivity(connection: Socket): void {
  connection.on("data", () => connection.write(JSON.stringify(ownActivity())));
}

function ownActivity(): string[] {
  const kinds = process.getActiveResourcesInfo();
  // Standard output and standard error.
  for (const _ of [1, 2]) {
    const pipe = kinds.indexOf("PipeWrap");
    if (pipe !== -1) {
      kinds.splice(pipe, 1);
    }
  }
  return [...new Set(kinds)].sort();
}

/** How long a process whose event loop turns may take to answer. */
const patienceMilliseconds = 1000;

/** Asks a process what keeps it running. */
export function askActivity(connection: Duplex): Promise<Activity> {
  return new Promise((resolve) => {
    const giveUp = setTimeout(() => resolve("busy"), patienceMilliseconds);
    connection.once("data", (answer: Buffer) => {
      clearTimeout(giveUp);
      resolve(JSON.parse(answer.toString()) as string[]);
    });
    connection.on("error", () => undefined).write("?");
  });
}

/**
 * What is said of a program that was ended.
 * @param pending requests to Pulumi without an answer
 * @param activity of the program; undefined where it never started
 */
export function unendedMessage(seconds: number, pending: readonly string[], activity: Activity | undefined): string {
  return `The program did not end within ${seconds} s. ${reasonOf(pending, activity)}`;
}

function reasonOf(pending: readonly string[], activity: Activity | undefined): string {
  if (pending.length > 0) {
    return `It waits for ${listed(pending)}.`;
  }
  if (activity === undefined) {
    return "It had not started.";
  }
  if (activity === "busy") {
    return "It waits for nothing: it computes without a pause.";
  }
  const kept = activity.map((kind) => words[kind] ?? kind);
  return kept.length === 0
    ? "It waits for nothing of Pulumi's."
    : `It waits for nothing of Pulumi's; this keeps it running: ${[...new Set(kept)].join(", ")}.`;
}

/** A program may wait for thousands of things. */
const mostListed = 10;

const listed = (things: readonly string[]): string =>
  things.length <= mostListed
    ? things.join(", ")
    : `${things.slice(0, mostListed).join(", ")} and ${things.length - mostListed} more`;

/** What Node calls the handles, in plain words. */
const words: Readonly<Record<string, string>> = {
  FSEventWrap: "a watched file",
  GetAddrInfoReqWrap: "a name that is looked up",
  Immediate: "a timer",
  MessagePort: "a thread",
  PipeWrap: "a pipe",
  ProcessWrap: "a child process",
  StatWatcher: "a watched file",
  TCPConnectWrap: "a connection",
  TCPServerWrap: "a server",
  TCPSocketWrap: "a connection",
  TLSWrap: "a connection",
  Timeout: "a timer",
  TTYWrap: "a terminal",
  UDPWrap: "a socket",
  Worker: "a thread",
};
