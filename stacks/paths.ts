import { Path, type PathEnd } from "../components";
import { tags } from "./settings";

/** From one end to the other, at one port, and for what. */
export type OpenPath = readonly [from: PathEnd, to: PathEnd, port: number, description: string];

/** The one place where a platform opens anything. */
export function open(paths: Readonly<Record<string, OpenPath>>): void {
  for (const [name, [from, to, port, description]] of Object.entries(paths)) {
    new Path(name, { from, to, port, description, tags });
  }
}

export const internet: PathEnd = { internet: true };

export const ports = { ssh: 22, https: 443, postgresql: 5432, valkey: 6379, service: 8443 } as const;
