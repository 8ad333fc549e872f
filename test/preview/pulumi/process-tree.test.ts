import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { killTree } from "../../../preview/pulumi/process-tree";

/** Starts a shell that starts a process in a group of its own, prints its id, and goes on as told. */
async function start(then: string): Promise<{ shell: number; other: number; ended: Promise<unknown> }> {
  const child = spawn("sh", ["-c", `set -m; sleep 1000 >/dev/null 2>&1 & echo $!; ${then}`], {
    detached: true,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  for await (const line of createInterface({ input: child.stdout })) {
    return { shell: child.pid ?? 0, other: Number(line), ended };
  }
  throw new Error("The shell says nothing.");
}

/** A process that is killed stays in the table, as a zombie, until its parent has taken note. */
function isRunning(pid: number): boolean {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  return stdout.trim() !== "" && !stdout.trim().startsWith("Z");
}

/** A signal takes a moment. */
async function isGone(pid: number): Promise<boolean> {
  for (let attempt = 0; attempt < 100 && isRunning(pid); attempt++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return !isRunning(pid);
}

describe("the end of a process tree", () => {
  before(function () {
    if (process.platform === "win32") {
      this.skip();
    }
  });

  it("takes processes in other groups along", async () => {
    const { shell, other } = await start("wait");
    assert.equal(isRunning(other), true);
    killTree(shell);
    assert.equal(await isGone(shell), true);
    assert.equal(await isGone(other), true);
  });

  it("takes along what a process that has ended left behind", async function () {
    if (process.platform !== "linux") {
      this.skip();
    }
    const { shell, other, ended } = await start("exit");
    await ended;
    assert.equal(isRunning(other), true);
    killTree(shell);
    assert.equal(await isGone(other), true);
  });
});
