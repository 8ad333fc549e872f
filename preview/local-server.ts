import type { Server } from "@grpc/grpc-js";
import { ServerCredentials } from "@grpc/grpc-js";

/** The address at which a server serves this machine alone. */
export const serveLocally = (server: Server): Promise<string> =>
  new Promise((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) =>
      error === null ? resolve(`127.0.0.1:${port}`) : reject(error),
    ),
  );

/** The port of an address of this machine. */
export const portOf = (address: string): number => Number(address.slice(address.lastIndexOf(":") + 1));
