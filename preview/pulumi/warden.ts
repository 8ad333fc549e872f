// Runs a command until it ends, or until the process that wants it does, however that ends: then nothing is left of either.
// Arguments: a folder to remove in that case, the command, and its arguments.
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { Socket } from "node:net";
import { killTree } from "./process-tree";

const [folder = "", command = "", ...args] = process.argv.slice(2);

const lifeline = new Socket({ fd: 3, readable: true, writable: false });
lifeline.on("close", giveUp).on("error", giveUp).resume();
spawn(command, args, { stdio: ["ignore", "inherit", "inherit"] })
  .once("error", (error) => {
    console.error(error.message);
    process.exit(1);
  })
  .once("exit", (code, signal) => (signal === null ? process.exit(code ?? 1) : process.kill(process.pid, signal)));

function giveUp(): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } finally {
    killTree(process.pid);
    process.exit(1);
  }
}
