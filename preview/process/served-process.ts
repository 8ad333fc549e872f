import { status } from "@grpc/grpc-js";
import type { ServiceError } from "@grpc/grpc-js";
import { launch } from "./child";
import type { Launch } from "./child";

export type Done<T> = (error: ServiceError | null, answer: T) => void;

/** A Node process that serves one of Pulumi's protocols: its first line is the port. */
export interface ServedProcess {
  readonly address: string;
  /** A call to it. Rejects with what the process said of itself where it has died. */
  call<T>(send: (done: Done<T>) => unknown): Promise<T>;
  stop(): void;
}

/** How many lines of its output are kept, to be told if it dies. */
const keptLines = 40;

export async function startServer(
  start: Omit<Launch, "onOutput"> & { onOutput(line: string): void },
): Promise<ServedProcess> {
  const printed: string[] = [];
  const stop = new AbortController();
  start.end.addEventListener("abort", () => stop.abort());
  let announce: ((line: string) => void) | undefined;
  const firstLine = new Promise<string>((resolve) => (announce = resolve));
  const child = launch({
    ...start,
    end: stop.signal,
    onOutput: (line, stream) => {
      if (announce !== undefined && stream === "stdout") {
        announce(line);
        announce = undefined;
        return;
      }
      printed.push(line);
      printed.splice(0, printed.length - keptLines);
      start.onOutput(line);
    },
  });
  const failure = (reason: string) => new Error([reason, ...printed].join("\n"));
  const death = child.exited.then(({ code, signal }) => `its process ended (${signal ?? `exit code ${code}`}).`);
  const port = await Promise.race([firstLine, death.then((reason) => Promise.reject(failure(reason)))]);
  if (!/^\d+$/.test(port)) {
    stop.abort();
    throw failure(`it printed ${JSON.stringify(port)} where the port that it serves is expected.`);
  }
  return {
    address: `127.0.0.1:${port}`,
    call: async (send) => {
      try {
        return await new Promise((resolve, reject) =>
          send((error, answer) => (error === null ? resolve(answer) : reject(error))),
        );
      } catch (error) {
        const { code, details } = error as ServiceError;
        const hasDied = code === status.UNAVAILABLE || code === status.CANCELLED;
        throw hasDied ? failure(await death) : new Error(details, { cause: error });
      }
    },
    stop: () => stop.abort(),
  };
}
