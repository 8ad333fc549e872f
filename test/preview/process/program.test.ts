import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Run } from "../../../preview/run";
import { UsageError } from "../../../preview/usage-error";
import { temporaryProject } from "../../support/project";
import { errors, preview, resource } from "../preview";

describe("a program in TypeScript", () => {
  let run: Run;
  before(async () => (run = await preview("typescript", ["dump"])));

  it("is loaded without type checks, as CommonJS, with exact positions", () => {
    assert.equal(run.outcome, "completed");
    const places = Object.fromEntries(
      run.resources.flatMap(({ name, location }) =>
        location === undefined ? [] : [[name, `${location.file}:${location.line}:${location.column}`]],
      ),
    );
    assert.deepEqual(places, {
      here: "index.ts:11:3",
      left: "index.ts:20:36",
      right: "index.ts:20:59",
      site: "index.ts:21:1",
      "site-part": "parts/site.ts:7:5",
    });
    assert.deepEqual(
      run.log.map(({ severity, message }) => [severity, message]),
      [
        ["info", "a word on stdout 2"],
        ["info", "a word on stderr"],
      ],
    );
  });

  it("finds its own files as it would anywhere", () => {
    const here = run.diagnostics.find(({ urn, policy }) => urn.endsWith("::here") && policy === "resource");
    const { props } = JSON.parse(here?.message.split("\n")[1] ?? "{}") as { props: unknown };
    assert.deepEqual(props, { cwd: "typescript", folder: "typescript", lazily: "lazy", self: true, size: "small" });
  });

  it("that asks for tsx has exact positions too", async () => {
    const started = await preview("tsx");
    assert.equal(started.outcome, "completed");
    assert.deepEqual(resource(started, "one").location, { file: "index.ts", line: 8, column: 1 });
  });
});

describe("a program in JavaScript", () => {
  it("runs in the folder that main names, and may export a function", async () => {
    const run = await preview("javascript", ["dump"]);
    assert.equal(run.outcome, "completed");
    const stack = run.diagnostics.find(({ urn, policy }) => urn.endsWith("javascript-dev") && policy === "stack");
    assert.match(
      stack?.message ?? "",
      /"props":\{"stack":"dev","urn":"urn:pulumi:dev::javascript::fake:index:Thing::one"\}/,
    );
    assert.match(run.diagnostics.find(({ urn }) => urn.endsWith("::one"))?.message ?? "", /javascript\/program"/);
  });
});

describe("a program that fails", () => {
  const started = (source: string): Promise<Run> =>
    preview("", [], {
      program: temporaryProject({
        "Pulumi.yaml": "name: failing\nruntime: nodejs\n",
        "Pulumi.dev.yaml": "",
        "package.json": "{}",
        "index.js": source,
      }),
    });

  it("by an exception is told with its own stack, and its stack is not judged", async () => {
    const run = await preview("throws", ["levels"]);
    assert.equal(run.outcome, "program failed");
    assert.match(errors(run).join("\n"), /Error: out of order\n {4}at fail \(.*throws\/index\.ts:6:9\)/);
    assert.deepEqual(
      run.diagnostics.map(({ policy }) => policy),
      ["no-bad-thing"],
    );
  });

  it("by a rejection is told with its own stack", async () => {
    const run = await preview("rejects");
    assert.equal(run.outcome, "program failed");
    assert.match(errors(run).join("\n"), /Error: not kept\n {4}at .*rejects\/index\.ts:4:21\)/);
  });

  // Pulumi takes this for a program that is done, and judges what there is.
  it("by ending itself early is no finished preview", async () => {
    const run = await preview("exits", ["levels"]);
    assert.equal(run.outcome, "program failed");
    assert.deepEqual(errors(run), ["The program ended itself (process.exit) before it was done."]);
    assert.equal(
      run.diagnostics.some(({ policy }) => policy === "few-things"),
      false,
    );
  });

  it("by an exit code is told it", async () => {
    const run = await started('process.on("exit", () => process.exit(3));');
    assert.equal(run.outcome, "program failed");
    assert.deepEqual(errors(run), ["an unhandled error occurred: the program exited with code 3"]);
  });

  it("by a signal is told it", async () => {
    const run = await started('process.kill(process.pid, "SIGTERM"); setInterval(() => undefined, 1000);');
    assert.equal(run.outcome, "program failed");
    assert.deepEqual(errors(run), ["an unhandled error occurred: the program exited with SIGTERM"]);
  });

  it("by waiting for what never comes is finished for Pulumi, and a gap says so", async () => {
    const run = await started("module.exports = new Promise(() => undefined);");
    assert.equal(run.outcome, "completed");
    assert.deepEqual(
      run.gaps.map(({ kind }) => kind),
      ["unfinished program", "no resources"],
    );
  });

  it("by two resources of one name is told which", async () => {
    const run = await preview("duplicate", ["levels"]);
    assert.equal(run.outcome, "program failed");
    assert.deepEqual(errors(run), [
      "There are two resources urn:pulumi:dev::duplicate::fake:index:Thing::same. Each needs a name of its own.",
    ]);
    assert.deepEqual(run.diagnostics, []);
  });

  // As Pulumi does: the refused resource is judged, nothing after it is, nor the stack.
  it("by a resource that its provider refuses ends there", async () => {
    const run = await preview("refused", ["levels"]);
    assert.equal(run.outcome, "program failed");
    assert.deepEqual(errors(run), ['fake:index:Thing "refused" is not valid: property refuse: it is refused']);
    assert.deepEqual(
      run.diagnostics.map(({ policy, urn }) => [policy, urn.split("::").at(-1)]),
      [
        ["no-bad-thing", "made"],
        ["no-bad-thing", "refused"],
      ],
    );
    assert.equal(
      run.resources.some(({ name }) => name === "after"),
      false,
    );
  });
});

describe("a program under an older SDK", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), "palisade-program-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  // It does not say that it is done.
  const older = `
    const { ResourceMonitorClient } = require(${JSON.stringify(require.resolve("@pulumi/pulumi/proto/resource_grpc_pb"))});
    ResourceMonitorClient.prototype["signalAndWait" + "ForShutdown"] = (_, done) => done(null, {});
    require(${JSON.stringify(require.resolve("@pulumi/pulumi/cmd/run"))});
  `;
  const outcomeOf = async (source: string): Promise<Run["outcome"]> => {
    const runner = path.join(folder, "node_modules/@pulumi/pulumi/cmd/run");
    mkdirSync(runner, { recursive: true });
    writeFileSync(path.join(runner, "index.js"), older);
    writeFileSync(path.join(folder, "Pulumi.yaml"), "name: older\nruntime: nodejs\n");
    writeFileSync(path.join(folder, "index.js"), source);
    return (await preview("", [], { program: folder })).outcome;
  };

  it("is done when it has told what the stack puts out", async () => {
    assert.equal(await outcomeOf("exports.word = 1;"), "completed");
  });

  it("is not done when it ends before", async () => {
    assert.equal(
      await outcomeOf("process.on('beforeExit', () => process.exit(0)); module.exports = new Promise(() => {});"),
      "program failed",
    );
  });
});

describe("a program that registers nothing", () => {
  it("is completed, and a gap says so", async () => {
    const run = await preview("empty");
    assert.equal(run.outcome, "completed");
    assert.deepEqual(run.gaps, [{ kind: "no resources", message: "The program registered no resource." }]);
  });
});

describe("a program that cannot be loaded", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), "palisade-program-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (files: Record<string, string>): void =>
    Object.entries({ "Pulumi.yaml": "name: lost\nruntime: nodejs\n", "Pulumi.dev.yaml": "", ...files }).forEach(
      ([name, text]) => writeFileSync(path.join(folder, name), text),
    );
  const refusal = async (): Promise<string> => {
    const error: unknown = await preview("", [], { program: folder }).then(
      () => assert.fail("nothing was refused"),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof UsageError, String(error));
    return error.message.replaceAll(folder, "HERE");
  };

  it("is refused where it has no file to start with", async () => {
    write({ "package.json": '{ "main": "built.js" }' });
    assert.equal(
      await refusal(),
      'HERE/Pulumi.yaml: HERE holds no program. An index.ts or index.js is expected there, or "main" in Pulumi.yaml.',
    );
  });

  it("is refused where the SDK is not installed", async () => {
    write({ "index.js": "" });
    assert.equal(await refusal(), '@pulumi/pulumi is not installed at or above HERE. Run "npm install" there.');
  });

  it("for its syntax is told where", async () => {
    write({ "index.ts": "const one = 1;\nconst two = = 2;\n" });
    symlinkSync(path.join(__dirname, "../../../node_modules"), path.join(folder, "node_modules"));
    const run = await preview("", [], { program: folder });
    assert.equal(run.outcome, "program failed");
    assert.match(errors(run).join("\n"), /SyntaxError: .*index\.ts:2:13: Unexpected "="$/);
  });
});
