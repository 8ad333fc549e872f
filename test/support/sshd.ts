import { existsSync } from "node:fs";
import path from "node:path";
import { skipWithout } from "./needed";

/** The SSH daemon of this machine; undefined where none is installed. */
export const sshd = ["/usr/sbin", ...(process.env["PATH"] ?? "").split(":")]
  .map((folder) => path.join(folder, "sshd"))
  .find(existsSync);

/** To be called in a `before`: skips the tests of its suite, with the reason, where there is no SSH daemon. */
export function needsSshd(this: Mocha.Context): void {
  if (sshd === undefined) {
    skipWithout(this, "sshd", "There is no sshd; openssh-server has it.");
  }
}
