import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { askActivity } from "../process/activity";
import type { Activity } from "../process/activity";

/** Where a program, which the engine starts, waits to be asked what keeps it running. */
export interface ProgramActivity {
  readonly port: number;
  /** Undefined where no program has started. */
  ask(): Promise<Activity | undefined>;
  close(): void;
}

export async function listenForProgram(): Promise<ProgramActivity> {
  let connection: Socket | undefined;
  const server = createServer((socket) => (connection = socket.on("error", () => undefined)));
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    port: (server.address() as AddressInfo).port,
    ask: async () => (connection === undefined ? undefined : askActivity(connection)),
    close: () => {
      connection?.destroy();
      server.close();
    },
  };
}
