import assert from "node:assert/strict";
import type { Run } from "../../preview/run";
import { preview, resource, shown } from "./preview";

const urn = (typeAndName: string): string => `urn:pulumi:dev::views::${typeAndName}`;
const unknown = "<unknown>";

// Held to Pulumi's own engine: it showed a pack the same of all but the stack reference and the encrypted value.
describe("what policies are shown", () => {
  let run: Run;
  before(async () => (run = await preview("views", ["dump"])));

  it("is the same each time", async () => assert.deepEqual(await preview("views", ["dump"]), run));

  it("is everything of a program that goes well", () => assert.equal(run.outcome, "completed"));

  it("is the stack without properties, and at the end with its exports", () => {
    assert.deepEqual(shown(run, "resource", "views-dev").props, {});
    const { linked, ...exported } = shown(run, "stack", "views-dev").props;
    assert.deepEqual(exported, { out: unknown, plain: "p" });
    assert.equal((linked as Record<string, unknown>).urn, urn("views:index:Part$fake:index:Thing::child"));
  });

  it("is a default provider with the stack's configuration, before the first resource that uses it", () => {
    const { props, parent, opts } = shown(run, "resource", "default_1_2_3");
    assert.deepEqual(props, { region: "r1", nested: '{"b":{"c":1}}', version: "1.2.3" });
    assert.deepEqual([parent, opts.parent], [undefined, undefined]);
    assert.deepEqual(
      run.resources.slice(0, 2).map(({ name }) => name),
      ["views-dev", "default_1_2_3"],
    );
  });

  it("is configuration as a program reads it, encrypted values as placeholders", () => {
    assert.deepEqual(shown(run, "resource", "configured").props, { sizes: { small: [1, 2] }, password: "[unknown]" });
    assert.deepEqual(
      run.gaps.filter(({ kind }) => kind === "encrypted configuration"),
      [
        {
          kind: "encrypted configuration",
          message: "views:password is encrypted, and a placeholder stood for it.",
        },
      ],
    );
    assert.deepEqual(run.configuration, {
      "fake:nested": '{"b":{"c":1}}',
      "fake:region": "r1",
      "views:sizes": '{"small":[1,2]}',
    });
  });

  it("is inputs with nulls and nested internal keys, without those at the top", () => {
    assert.deepEqual(shown(run, "resource", "first").props, {
      plain: "x",
      list: [1, null, { k: true }],
      hidden: "[secret]",
      defaults: { __defaults: [] },
    });
  });

  it("is the options that the program gives", () => {
    assert.deepEqual(shown(run, "resource", "first").opts, {
      protect: true,
      ignoreChanges: ["plain"],
      deleteBeforeReplace: true,
      aliases: [],
      customTimeouts: { createSeconds: 5400, updateSeconds: 0, deleteSeconds: 10 },
      additionalSecretOutputs: ["out"],
      parent: urn("pulumi:pulumi:Stack::views-dev"),
    });
  });

  it("is what depends on unknown values as unknown", () => {
    assert.deepEqual(shown(run, "resource", "second").props, {
      fromFirst: unknown,
      itsId: unknown,
      mixed: unknown,
      itsUrn: urn("fake:index:Thing::first"),
    });
  });

  it("is at the end the planned state with its links", () => {
    const { props, dependencies, propertyDependencies } = shown(run, "stack", "second");
    const first = urn("fake:index:Thing::first");
    assert.equal(props.out, unknown);
    assert.deepEqual(dependencies, [first]);
    assert.deepEqual(propertyDependencies, { fromFirst: [first], itsId: [first], mixed: [first], itsUrn: [first] });
    assert.deepEqual(shown(run, "stack", "ordered").propertyDependencies, {});
    assert.deepEqual(resource(run, "ordered").dependencies, [first]);
  });

  it("is references to resources as ids, and to components as URNs", () => {
    const part = urn("views:index:Part::part");
    assert.deepEqual(shown(run, "resource", "references").props, { first: unknown, part });
    assert.deepEqual(shown(run, "resource", "inner").props, { part });
  });

  it("is a component with its arguments, and at the end with its outputs", () => {
    assert.deepEqual(shown(run, "resource", "part").props, { first: unknown, secret: "[secret]" });
    assert.deepEqual(shown(run, "stack", "part").props, { childOut: unknown, known: 1 });
  });

  it("is the URN of a child by the types of its parents", () => {
    const child = shown(run, "resource", "grandchild");
    assert.equal(child.urn, urn("views:index:Part$views:index:Part$fake:index:Thing::grandchild"));
    assert.equal(child.opts.parent, urn("views:index:Part$views:index:Part::inner"));
  });

  it("is protection and provider as components and resources hand them down", () => {
    const view = (name: string) => {
      const { opts, provider } = shown(run, "resource", name);
      return [opts.protect, provider?.name];
    };
    assert.deepEqual(view("child"), [true, "explicit"]);
    assert.deepEqual(view("inner"), [true, undefined]);
    assert.deepEqual(view("grandchild"), [false, "explicit"]);
    assert.deepEqual(view("child-of-child"), [true, "explicit"]);
    assert.deepEqual(view("of-another-package"), [true, "default"]);
  });

  it("is the provider of a resource with its configuration", () => {
    assert.deepEqual(shown(run, "resource", "child").provider?.props, {
      region: "r2",
      token: "[secret]",
      version: "1.2.3",
    });
  });

  it("is a resource whose provider is not known unchecked, and without planned state", () => {
    assert.deepEqual(shown(run, "resource", "unchecked").props, { v: 1 });
    assert.deepEqual(shown(run, "stack", "unchecked").props, {});
    assert.deepEqual(
      run.gaps.filter(({ kind }) => kind === "unknown provider").map((gap) => gap.urn),
      [urn("fake:index:Thing::unchecked")],
    );
  });

  it("is what the transforms of the resource, its parents and the stack make of it", () => {
    assert.deepEqual(shown(run, "resource", "mixed").props, { own: 1 });
    assert.deepEqual(shown(run, "resource", "transformed").props, { v: unknown, late: "[secret]", own: 1 });
    assert.deepEqual(shown(run, "resource", "of-another-package").props, { byStack: true });
    assert.deepEqual(shown(run, "stack", "transformed").dependencies, [
      urn("views:index:Part$fake:index:Thing::child"),
    ]);
  });

  it("is what functions answer, after the transforms of their arguments", () => {
    assert.deepEqual(shown(run, "resource", "after-invoke").props, { v: { x: 1, added: 1, answered: true } });
  });

  it("is nothing of what is only read, but what it gives to others", () => {
    assert.deepEqual(shown(run, "resource", "after-read").props, { v: "read-the-id", itsId: "the-id" });
    assert.throws(() => shown(run, "resource", "read"));
    assert.throws(() => shown(run, "stack", "read"));
    assert.equal(
      run.resources.some(({ name }) => name === "read"),
      false,
    );
  });

  it("is the outputs of another stack as unknown, and that is a gap", () => {
    assert.deepEqual(shown(run, "resource", "stacked").props, { v: unknown });
    assert.deepEqual(
      run.gaps.filter(({ kind }) => kind === "stack reference").map(({ message }) => message),
      ["The outputs of the stack organization/network/prod are not known here, unless --fixtures says them."],
    );
  });

  it("is in the order of registration, resources first and the stack's views last", () => {
    const kinds = run.diagnostics.map(({ policy }) => policy);
    assert.deepEqual(kinds, [...kinds].sort());
    const names = run.diagnostics.filter(({ policy }) => policy === "resource").map((diagnostic) => diagnostic.urn);
    assert.deepEqual(
      names,
      run.resources.map((registered) => registered.urn),
    );
  });

  it("tells where each resource is written", () => {
    assert.deepEqual(resource(run, "first").location, { file: "index.ts", line: 25, column: 15 });
    assert.equal(resource(run, "default_1_2_3").location, undefined);
  });
});
