import assert from "node:assert/strict";
import { Callback } from "@pulumi/pulumi/proto/callback_pb";
import { RegisterResourceHookRequest } from "@pulumi/pulumi/proto/resource_pb";
import { createHooks } from "../../../preview/embedded/hooks";
import { fromStruct } from "../../../preview/values";

const topic = { urn: "urn:topic", id: "", name: "topic", type: "aws:sns/topic:Topic", inputs: { name: "a" } };

/** Hooks by name: what each answers, empty where it goes well. */
function hooksThat(answers: Readonly<Record<string, string>>) {
  const ran: { readonly name: string; readonly inputs: object; readonly outputs: object }[] = [];
  const warnings: string[] = [];
  const hooks = createHooks(
    {
      runHook: (callback, request) => {
        const name = callback.getToken();
        ran.push({ name, inputs: fromStruct(request.getNewInputs()), outputs: fromStruct(request.getNewOutputs()) });
        return Promise.resolve(answers[name] ?? "");
      },
    },
    ({ urn, message }) => warnings.push(`${urn}: ${message}`),
  );
  const register = (name: string, { inPreview = true, ignores = false } = {}): void =>
    hooks.register(
      new RegisterResourceHookRequest()
        .setName(name)
        .setCallback(new Callback().setToken(name))
        .setOnDryRun(inPreview)
        .setIgnoreErrors(ignores),
    );
  return { ...hooks, register, ran, warnings };
}

describe("hooks of a resource", () => {
  it("run where they want to run in a preview, in their order", async () => {
    const { register, run, ran } = hooksThat({});
    register("second");
    register("update", { inPreview: false });
    register("first");
    await run("BeforeCreate", ["first", "update", "second"], topic);
    await run("AfterCreate", ["first"], { ...topic, outputs: { arn: "b" } });
    assert.deepEqual(ran, [
      { name: "first", inputs: { name: "a" }, outputs: {} },
      { name: "second", inputs: { name: "a" }, outputs: {} },
      { name: "first", inputs: { name: "a" }, outputs: { arn: "b" } },
    ]);
  });

  it("stop it where they fail", async () => {
    const { register, run, ran } = hooksThat({ bad: "no luck" });
    register("bad");
    register("later");
    await assert.rejects(run("BeforeCreate", ["bad", "later"], topic), /^Error: before hook "bad" failed: no luck$/);
    await assert.rejects(run("AfterCreate", ["bad"], topic), /^Error: after hook "bad" failed: no luck$/);
    assert.deepEqual(
      ran.map(({ name }) => name),
      ["bad", "bad"],
    );
  });

  it("warn where their errors are to be passed over", async () => {
    const { register, run, ran, warnings } = hooksThat({ bad: "no matter" });
    register("bad", { ignores: true });
    register("later");
    await run("AfterCreate", ["bad", "later"], topic);
    assert.equal(ran.length, 2);
    assert.deepEqual(warnings, ['urn:topic: AfterCreate hook "bad" failed: no matter']);
  });

  it("must be registered, each under a name of its own", async () => {
    const { register, run } = hooksThat({});
    register("one");
    assert.throws(() => register("one"), /^Error: There are two hooks "one"\. Each needs a name of its own\.$/);
    await assert.rejects(run("BeforeCreate", ["two"], topic), /^Error: hook "two" was not registered$/);
  });
});
