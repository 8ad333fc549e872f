import assert from "node:assert/strict";
import type { Run } from "../../../preview/run";
import { errors, preview, resource, shown } from "../preview";

describe("a component that its provider makes from Node source", () => {
  let run: Run;
  before(async () => (run = await preview("remote", ["dump"], { config: ["stage=test"] })));

  it("is registered with what belongs to it, where the program asks for it", () => {
    assert.equal(run.outcome, "completed");
    const site = resource(run, "site");
    assert.equal(site.urn, "urn:pulumi:dev::remote::site:index:Site::site");
    assert.deepEqual(site.location, { file: "index.ts", line: 28, column: 14 });
    const thing = resource(run, "site-thing");
    assert.equal(thing.parent, site.urn);
    assert.deepEqual(thing.location, { file: "site/index.ts", line: 9, column: 16 });
  });

  it("knows the stack's configuration", () => {
    assert.deepEqual(shown(run, "resource", "site-thing").props, { title: "home", stage: "test" });
  });

  it("gives its outputs to the program, with what they depend on, and answers its methods", () => {
    assert.deepEqual(shown(run, "resource", "user").props, { title: "home", out: "<unknown>", text: "home site" });
    assert.deepEqual(shown(run, "stack", "user").propertyDependencies?.out, [
      "urn:pulumi:dev::remote::site:index:Site$fake:index:Thing::site-thing",
      "urn:pulumi:dev::remote::site:index:Site::site",
    ]);
  });

  const failures: Readonly<Record<string, string>> = {
    throws: "site:index:Site resource 'site' has a problem: it is not to be",
    refuses: "site:index:Site resource 'site' has a problem: \n\t\t- property title has a problem: it is too short",
    exits: "site:index:Site resource 'site' has a problem: its process ended (exit code 3).",
    calls: "call to function 'site:index:Site/describe' failed: it needs a prefix",
  };
  for (const [how, message] of Object.entries(failures)) {
    it(`ends the program where it ${how === "calls" ? "fails at a method" : how}`, async () => {
      const failed = await preview("remote", [], { config: [`how=${how}`] });
      assert.equal(failed.outcome, "program failed");
      assert.deepEqual(errors(failed), [message]);
    });
  }
});

describe("a component that only its provider can make", () => {
  let run: Run;
  before(async () => (run = await preview("remote", ["dump"])));

  it("is registered with the inputs and options of the program, and nothing belongs to it", () => {
    const opaque = shown(run, "stack", "opaque");
    assert.deepEqual(shown(run, "resource", "opaque").props, { title: "<unknown>", secret: "[secret]" });
    assert.deepEqual(opaque.dependencies, [
      "urn:pulumi:dev::remote::site:index:Site::site",
      "urn:pulumi:dev::remote::site:index:Site$fake:index:Thing::site-thing",
    ]);
    assert.equal(opaque.opts.protect, true);
    assert.deepEqual(
      run.resources.filter(({ parent }) => parent === resource(run, "opaque").urn).map(({ name }) => name),
      ["after"],
    );
  });

  it("has outputs and methods whose values are unknown", () => {
    assert.deepEqual(shown(run, "resource", "after").props, {
      title: "<unknown>",
      out: "<unknown>",
      text: "<unknown>",
    });
  });

  it("hands its providers down", () => {
    assert.equal(shown(run, "resource", "after").provider?.name, "fakes");
  });

  it("is a gap, as are its methods, and also where its provider cannot be configured yet", () => {
    assert.deepEqual(run.gaps, [
      { kind: "placeholder result", message: "What fake:index:Opaque/describe answers is not known here." },
      {
        kind: "remote component",
        urn: resource(run, "opaque").urn,
        message:
          "fake:index:Opaque is made by its provider, so its resources are not seen. " +
          '"pulumi preview" with this policy pack and the provider\'s own plugin shows them.',
      },
      {
        kind: "unknown provider",
        urn: "urn:pulumi:dev::remote::fake:index:Opaque::unmade",
        message: "The configuration of its provider is not known before the update, so its resources are not seen.",
      },
    ]);
  });
});
