import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { UsageError } from "../../../preview/usage-error";
import { preview } from "../preview";

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Waits until it is so; the test's own timeout ends a wait in vain. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await wait(20);
  }
}

describe("the processes of a preview", () => {
  let folder: string;
  let pids: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "palisade-children-"));
    pids = path.join(folder, "pids");
    process.env.UNENDING_PIDS = pids;
  });
  afterEach(() => {
    delete process.env.UNENDING_PIDS;
    rmSync(folder, { recursive: true });
  });

  const written = (): number[] => {
    const text = existsSync(pids) ? readFileSync(pids, "utf8") : "";
    return text === "" ? [] : (JSON.parse(text) as number[]);
  };

  it("end with a program that never would, and so does what it started", async () => {
    await assert.rejects(preview("unending", [], { timeoutSeconds: 3 }), (error) => {
      assert.ok(error instanceof UsageError);
      assert.equal(error.message, "The program did not end within 3 s. It waits for nothing of Pulumi's.");
      return true;
    });
    assert.equal(written().length, 2);
    await until(() => !written().some(isRunning));
  });

  for (const signal of ["SIGINT", "SIGKILL"] as const) {
    it(`end with the process that previews, by ${signal}`, async () => {
      const script = path.join(__dirname, "..", "preview-until-ended.ts");
      const parent = spawn(process.execPath, ["--import", "tsx", script], { stdio: "ignore" });
      const ended = new Promise((resolve) => parent.once("exit", (_, by) => resolve(by)));
      await until(() => written().length > 0);
      assert.ok(written().every(isRunning));
      parent.kill(signal);
      assert.equal(await ended, signal);
      await until(() => !written().some(isRunning));
    });
  }
});
