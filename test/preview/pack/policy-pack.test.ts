import assert from "node:assert/strict";
import type { Run } from "../../../preview/run";
import { UsageError } from "../../../preview/usage-error";
import { errors, packFolder, preview, resource } from "../preview";

const usage = (message: string | RegExp) => (error: unknown) => {
  assert.ok(error instanceof UsageError, String(error));
  if (typeof message === "string") {
    assert.equal(error.message, message);
  } else {
    assert.match(error.message, message);
  }
  return true;
};

// What Pulumi's own engine says of the same program and pack.
describe("verdicts of a pack", () => {
  let run: Run;
  before(async () => (run = await preview("verdicts", ["levels"])));

  it("do not stop a preview, and the stack is judged all the same", () => {
    assert.equal(run.outcome, "completed");
    assert.deepEqual(
      run.diagnostics.map(({ policy, pack, urn, level, severity, message }) => [
        policy,
        pack,
        urn.split("::").at(-1),
        level,
        severity,
        message,
      ]),
      [
        ["no-bad-thing", "levels", "bad", "mandatory", "high", "No thing is bad.\nquality is bad."],
        ["few-things", "levels", "good", "advisory", undefined, "A stack has few things.\nThere are 3."],
        ["few-things", "levels", "verdicts-dev", "mandatory", undefined, "elsewhere"],
      ],
    );
  });

  it("tell what held and what does not apply", () => {
    const { held, notApplicable } = resource(run, "good");
    assert.deepEqual([held, notApplicable], [["no-bad-thing"], []]);
    assert.deepEqual(resource(run, "bad").held, []);
    assert.deepEqual(resource(run, "verdicts-dev").notApplicable, ["no-bad-thing"]);
  });

  it("come with what the pack says of its policies", () => {
    assert.deepEqual(run.policies, [
      {
        name: "no-bad-thing",
        pack: "levels",
        kind: "resource",
        level: "mandatory",
        description: "No thing is bad.",
        severity: "high",
        reference: "H-1",
        remediationSteps: "Make it good.",
        url: "https://example.org/no-bad-thing",
        parameters: { word: "bad" },
      },
      {
        name: "quality-fixed",
        pack: "levels",
        kind: "resource",
        level: "disabled",
        description: "A thing without quality gets one.",
        parameters: {},
      },
      {
        name: "few-things",
        pack: "levels",
        kind: "stack",
        level: "advisory",
        description: "A stack has few things.",
        parameters: {},
      },
    ]);
  });

  it("follow remediations, which change what later policies see", async () => {
    const policyConfig = { "quality-fixed": "remediate", "no-bad-thing": { word: "fixed" } };
    const remediated = await preview("verdicts", ["levels"], { policyConfig });
    const none = "urn:pulumi:dev::verdicts::fake:index:Thing::none";
    assert.deepEqual(remediated.remediations, [
      { policy: "quality-fixed", pack: "levels", urn: none, changed: ["quality"] },
    ]);
    assert.deepEqual(
      remediated.diagnostics
        .filter(({ policy }) => policy === "no-bad-thing")
        .map(({ urn, message }) => [urn, message]),
      [[none, "No thing is bad.\nquality is fixed."]],
    );
    assert.deepEqual(resource(remediated, "none").held, ["quality-fixed"]);
  });

  it("of several packs stand together by resource", async () => {
    const both = await preview("verdicts", ["typescript", "levels"]);
    assert.deepEqual(
      both.diagnostics.map(({ pack, policy }) => `${pack}/${policy}`),
      ["typescript/told", "levels/no-bad-thing", "levels/few-things", "levels/few-things"],
    );
  });
});

describe("a pack", () => {
  it("in TypeScript is not type-checked, and knows the stack as it starts", async () => {
    const run = await preview("verdicts", ["typescript"]);
    assert.deepEqual(
      run.diagnostics.map(({ message }) => message),
      ["It knows the stack as it starts.\nnot checked verdicts dev hello"],
    );
  });

  it("whose policy throws leaves an unfinished preview", async () => {
    const run = await preview("verdicts", ["throws"]);
    assert.equal(run.outcome, "pack failed");
    assert.match(
      errors(run).join("\n"),
      /^The policy pack .*throws broke when it judged urn:pulumi:dev::verdicts::fake:index:Thing::good: Error validating resource with policy 'broken'.*\nError: the rule is broken/,
    );
    assert.deepEqual(run.diagnostics, []);
  });

  it("whose stack policy throws leaves an unfinished preview", async () => {
    const run = await preview("verdicts", ["stack-throws"]);
    assert.equal(run.outcome, "pack failed");
    assert.match(errors(run).join("\n"), /broke when it judged the stack: .*'broken'/);
    assert.equal(run.diagnostics.length, 5);
  });

  it("that dies is told with its last words", async () => {
    const run = await preview("verdicts", ["dies"]);
    assert.equal(run.outcome, "pack failed");
    assert.match(errors(run).join("\n"), /its process ended \(exit code 3\)\.\nlast words$/);
  });

  it("that hangs is ended", async () => {
    const run = await preview("verdicts", ["hangs"], { timeoutSeconds: 8 });
    assert.equal(run.outcome, "pack failed");
    assert.deepEqual(errors(run), [
      "The policy packs did not answer within 8 s; they were at urn:pulumi:dev::verdicts::fake:index:Thing::good.",
    ]);
  });

  it("that prints before it serves breaks, as it does under Pulumi", async () => {
    const run = await preview("verdicts", ["chatty"]);
    assert.equal(run.outcome, "pack failed");
    assert.match(errors(run).join("\n"), /broke when it started: it printed "hello" where the port/);
  });

  it("is refused where there is none", async () => {
    await assert.rejects(
      preview("verdicts", ["nowhere"]),
      usage(`${packFolder("nowhere")} is no policy pack: it holds no PulumiPolicy.yaml.`),
    );
  });
});

describe("the configuration of policies", () => {
  it("is the schema's under the pack's under the user's", async () => {
    const run = await preview("verdicts", ["settings"], {
      policyConfig: { parametrized: { c: "user" }, off: "advisory" },
    });
    assert.deepEqual(
      run.policies.map(({ name, level, parameters }) => [name, level, parameters]),
      [
        // A pack's own setting without a level says "advisory": measured on the engine.
        ["parametrized", "advisory", { a: "schema", b: "pack", c: "user" }],
        ["plain", "mandatory", {}],
        ["off", "advisory", {}],
      ],
    );
    assert.deepEqual(
      run.diagnostics.map(({ policy, level, message }) => [policy, level, message]),
      [
        ["parametrized", "advisory", 'parametrized\n{"a":"schema","b":"pack","c":"user"}'],
        ["plain", "mandatory", "plain\n{}"],
        ["off", "advisory", "off\n{}"],
      ],
    );
  });

  it("is refused before anything is judged where the pack has no such policy", async () => {
    await assert.rejects(
      preview("verdicts", ["levels"], { policyConfig: { "no-bad-thin": "advisory" } }),
      usage('Policy configuration: there is no policy "no-bad-thin". Did you mean "no-bad-thing"?'),
    );
  });

  it("is refused where the policy's schema does not allow it", async () => {
    await assert.rejects(
      preview("verdicts", ["levels"], { policyConfig: { "no-bad-thing": { word: 7 } } }),
      usage('Policy configuration of "no-bad-thing": word must be string.'),
    );
  });
});
