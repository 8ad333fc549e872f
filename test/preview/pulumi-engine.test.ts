import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { previewWithPulumi } from "../../preview/pulumi-engine";
import { killTree } from "../../preview/pulumi/process-tree";
import type { PreviewRequest } from "../../preview/run";
import { UsageError } from "../../preview/usage-error";
import { needsPulumi } from "../support/pulumi";

const support = path.join(__dirname, "..", "support");
const installed = path.join(__dirname, "..", "..", "node_modules");

/** A project in a folder of its own, with temporary files in another, so that what is left behind is seen. */
interface Place {
  readonly program: string;
  readonly temporary: string;
}

function withProject(
  files: Readonly<Record<string, string>>,
  use: (place: Place) => Promise<void>,
): () => Promise<void> {
  return async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "palisade-test-"));
    const [program, temporary] = [path.join(folder, "program"), path.join(folder, "temporary")];
    const before = process.env.TMPDIR;
    cpSync(path.join(support, "empty-program"), program, { recursive: true });
    writeFileSync(path.join(program, "package.json"), '{ "name": "empty" }');
    mkdirSync(temporary);
    symlinkSync(installed, path.join(program, "node_modules"));
    Object.entries(files).forEach(([name, content]) => writeFileSync(path.join(program, name), content));
    process.env.TMPDIR = temporary;
    try {
      await use({ program, temporary });
    } finally {
      if (before === undefined) {
        delete process.env.TMPDIR;
      } else {
        process.env.TMPDIR = before;
      }
      rmSync(folder, { recursive: true });
    }
  };
}

const requestFor = (program: string, rest: Partial<PreviewRequest> = {}): PreviewRequest => ({
  program,
  stack: "dev",
  policyPacks: [],
  config: [],
  timeoutSeconds: 60,
  ...rest,
});

/** A digest of every file below a folder, but for what is installed. */
const digests = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => [
        name,
        createHash("sha256")
          .update(readFileSync(path.join(folder, name)))
          .digest("hex"),
      ]),
  );

const refusal = (message: RegExp) => (error: unknown) => error instanceof UsageError && message.test(error.message);

/** Command lines of the living processes that name a folder. */
const processesOf = (folder: string): string[] =>
  spawnSync("ps", ["-A", "-ww", "-o", "args="], { encoding: "utf8" })
    .stdout.split("\n")
    .filter((line) => line.includes(folder));

const endless = { "index.js": "require('@pulumi/pulumi'); setInterval(() => {}, 1000);" };

describe("the preview on Pulumi's engine", function () {
  this.timeout(120_000);
  before(needsPulumi);

  it(
    "leaves the project as it was, and nothing behind",
    withProject(
      { "Pulumi.dev.yaml": "# Mine.\nconfig:\n  empty:greeting: hello\n" },
      async ({ program, temporary }) => {
        const before = digests(program);
        const run = await previewWithPulumi(requestFor(program));
        assert.equal(run.outcome, "completed");
        assert.deepEqual(run.configuration, { "empty:greeting": "hello" });
        assert.deepEqual(digests(program), before);
        assert.deepEqual(
          readdirSync(temporary).filter((name) => name.startsWith("palisade-")),
          [],
        );
      },
    ),
  );

  it(
    "gives the program a placeholder for what is encrypted, and says so",
    withProject(
      {
        "Pulumi.dev.yaml": [
          "secretsprovider: awskms://alias/nobody?region=eu-central-1",
          "encryptedkey: bm8=",
          "config:",
          "  empty:password:",
          "    secure: bm90IG91cnM=",
          "  empty:nested:",
          "    inner: [{ secure: bm8= }, plain]",
          "",
        ].join("\n"),
        "index.js": [
          'const pulumi = require("@pulumi/pulumi");',
          "const config = new pulumi.Config();",
          'const known = config.require("password") === "[unknown]" && config.requireObject("nested").inner[0] === "[unknown]";',
          'pulumi.log.warn(known && config.requireObject("nested").inner[1] === "plain" ? "as expected" : "otherwise");',
        ].join("\n"),
      },
      async ({ program }) => {
        const run = await previewWithPulumi(requestFor(program));
        assert.deepEqual(
          run.log.filter(({ severity }) => severity !== "info").map(({ severity, message }) => [severity, message]),
          [["warning", "as expected"]],
        );
        assert.deepEqual(
          run.gaps.map(({ kind }) => kind),
          ["encrypted configuration", "encrypted configuration", "no resources"],
        );
        assert.deepEqual(run.configuration, {});
      },
    ),
  );

  it(
    "answers for a version that no SDK has, and for a package without an SDK, and leaves types unchecked",
    withProject(
      {
        "Pulumi.yaml": "name: empty\nruntime: nodejs\nmain: index.ts\n",
        "index.ts": [
          'import * as aws from "@pulumi/aws";',
          'import { CustomResource } from "@pulumi/pulumi";',
          'new CustomResource("nowhere:index:Thing", "t", {});',
          'new aws.s3.Bucket("b", { withdrawn: 1 }, { version: "7.0.0" });',
        ].join("\n"),
      },
      async ({ program, temporary }) => {
        const before = process.env.XDG_CACHE_HOME;
        process.env.XDG_CACHE_HOME = path.join(temporary, "cache");
        try {
          const run = await previewWithPulumi(requestFor(program));
          assert.equal(run.outcome, "completed");
          assert.deepEqual(run.resources.map(({ name }) => name).sort(), [
            "b",
            "default",
            "default_7_0_0",
            "empty-dev",
            "t",
          ]);
        } finally {
          if (before === undefined) {
            delete process.env.XDG_CACHE_HOME;
          } else {
            process.env.XDG_CACHE_HOME = before;
          }
        }
      },
    ),
  );

  it(
    "refuses parameters that a policy refuses, and policies that nobody has",
    withProject({}, async ({ program }) => {
      const pack = { policyPacks: [path.join(support, "verdict-pack")] };
      await assert.rejects(
        previewWithPulumi(requestFor(program, { ...pack, policyConfig: { typed: { shortest: "long" } } })),
        refusal(/typed: shortest: Invalid type/),
      );
      await assert.rejects(
        previewWithPulumi(requestFor(program, { ...pack, policyConfig: { typd: { shortest: 1 } } })),
        refusal(/there is no policy "typd". Did you mean "typed"\?/),
      );
    }),
  );

  it(
    "says that a pack which does not load has failed",
    withProject({}, async ({ program, temporary }) => {
      const pack = path.join(temporary, "pack");
      cpSync(path.join(support, "verdict-pack"), pack, { recursive: true });
      symlinkSync(installed, path.join(temporary, "node_modules"));
      writeFileSync(path.join(pack, "index.js"), 'throw new Error("not today");');
      const run = await previewWithPulumi(requestFor(program, { policyPacks: [pack] }));
      assert.equal(run.outcome, "pack failed");
      assert.match(run.log.map(({ message }) => message).join("\n"), /not today/);
    }),
  );

  it(
    "ends a program that never ends",
    withProject(endless, async ({ program, temporary }) => {
      const { outcome, log } = await previewWithPulumi(requestFor(program, { timeoutSeconds: 8 }));
      assert.equal(outcome, "program failed");
      assert.equal(
        log.at(-1)?.message,
        "The program did not end within 8 s. It waits for nothing of Pulumi's; this keeps it running: a timer.",
      );
      assert.deepEqual(processesOf(program), []);
      assert.deepEqual(
        readdirSync(temporary).filter((name) => name.startsWith("palisade-")),
        [],
      );
    }),
  );

  it(
    "says that a program which ends itself early has failed",
    withProject(
      { "index.js": "require('@pulumi/pulumi'); process.on('beforeExit', () => process.exit(0));" },
      async ({ program }) => {
        const { outcome, log } = await previewWithPulumi(requestFor(program));
        assert.equal(outcome, "program failed");
        assert.deepEqual(log, [
          { severity: "error", message: "The program ended itself (process.exit) before it was done." },
        ]);
      },
    ),
  );

  for (const signal of ["SIGINT", "SIGKILL"] as const) {
    it(
      `leaves no process when it ends by ${signal}`,
      withProject(endless, async ({ program, temporary }) => {
        const script = path.join(temporary, "preview.ts");
        const engine = JSON.stringify(path.join(__dirname, "..", "..", "preview", "pulumi-engine"));
        const call = `void previewWithPulumi(${JSON.stringify(requestFor(program))});`;
        writeFileSync(script, `import { previewWithPulumi } from ${engine};\n${call}\n`);
        const tsx = path.join(installed, "tsx", "dist", "loader.mjs");
        const child = spawn(process.execPath, ["--import", tsx, script], { stdio: "ignore" });
        try {
          while (!processesOf(program).some(isProgram)) {
            assert.equal(child.exitCode, null);
            await new Promise((resolve) => setTimeout(resolve, 50));
          }
          const ended = new Promise((resolve) => child.once("exit", (_, signal) => resolve(signal)));
          child.kill(signal);
          assert.equal(await ended, signal);
          // Its end is noticed a moment later.
          while (processesOf(program).length > 0) {
            await new Promise((resolve) => setTimeout(resolve, 50));
          }
          assert.deepEqual(
            readdirSync(temporary).filter((name) => name.startsWith("palisade-")),
            [],
          );
        } finally {
          killTree(child.pid ?? 0);
        }
      }),
    );
  }
});

/** Whether a command line is that of a program, and not of the engine that runs it. */
const isProgram = (line: string): boolean => line.includes(path.join("cmd", "run"));

describe("the search for Pulumi", () => {
  const withPath = (commands: Readonly<Record<string, string>>, message: RegExp) =>
    withProject({}, async ({ program, temporary }) => {
      const before = process.env.PATH;
      const folder = path.join(temporary, "commands");
      mkdirSync(folder);
      Object.entries(commands).forEach(([name, text]) => writeFileSync(path.join(folder, name), text, { mode: 0o755 }));
      process.env.PATH = folder;
      try {
        await assert.rejects(previewWithPulumi(requestFor(program)), refusal(message));
      } finally {
        process.env.PATH = before;
      }
    });

  it("says how to install it where there is none", withPath({}, /There is no "pulumi" on the PATH\. See https:/));

  it(
    "refuses one that is too old",
    withPath({ pulumi: "#!/bin/sh\necho v3.100.0\n" }, /is Pulumi 3\.100\.0; 3\.240\.0 or later is needed\./),
  );

  it(
    "wants the language host too",
    withPath({ pulumi: "#!/bin/sh\necho v3.250.0\n" }, /There is no "pulumi-language-nodejs" beside/),
  );
});
