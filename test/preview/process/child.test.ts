import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { temporaryProject } from "../../support/project";
import { errors, preview } from "../preview";

const isFull = process.env.PALISADE_FULL === "1";

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
    const run = await preview("unending", [], { timeoutSeconds: 8 });
    assert.equal(run.outcome, "program failed");
    assert.deepEqual(errors(run), [
      "The program did not end within 8 s. It waits for nothing of Pulumi's; this keeps it running: a pipe, a child process, a timer.",
    ]);
    assert.equal(written().length, 2);
    await until(() => !written().some(isRunning));
  });

  it("end with a program that computes without a pause, and it is said so", async () => {
    const run = await preview("", [], {
      program: temporaryProject({
        "Pulumi.yaml": "name: busy\nruntime: nodejs\n",
        "Pulumi.dev.yaml": "",
        "package.json": "{}",
        "index.js": 'require("@pulumi/pulumi"); console.log("a last word"); for (;;);',
      }),
      timeoutSeconds: 5,
    });
    assert.deepEqual(run.log, [
      { severity: "info", message: "a last word" },
      {
        severity: "error",
        message: "The program did not end within 5 s. It waits for nothing: it computes without a pause.",
      },
    ]);
  });

  it("may print without end: the first and the last is kept", async () => {
    const printed = isFull ? 1_000_000 : 5_000;
    const long = isFull ? 100_000_000 : 1_000_000;
    const run = await preview("", [], {
      program: temporaryProject({
        "Pulumi.yaml": "name: loud\nruntime: nodejs\n",
        "Pulumi.dev.yaml": "",
        "package.json": "{}",
        "index.js": `
          require("@pulumi/pulumi");
          process.stdout.write("l".repeat(${long}) + "\\n");
          for (let line = 1; line < ${printed}; line++) process.stdout.write(line + "\\n");
        `,
      }),
    });
    const messages = run.log.map(({ message }) => message);
    assert.equal(run.outcome, "completed");
    assert.equal(messages.length, 2001);
    assert.equal(messages[0], `${"l".repeat(16 * 1024)} … (${long - 16 * 1024} more characters)`);
    assert.deepEqual(messages.slice(998, 1002), [
      "998",
      "999",
      `(${printed - 2000} more lines were printed here.)`,
      String(printed - 1000),
    ]);
    assert.equal(messages.at(-1), String(printed - 1));
  });

  for (const signal of ["SIGINT", "SIGKILL", ...(isFull ? (["SIGTERM", "SIGHUP"] as const) : [])] as const) {
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
