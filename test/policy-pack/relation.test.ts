import assert from "node:assert/strict";
import { at, unknown } from "../../policy-pack/node";
import { referred, sourcesOf } from "../../policy-pack/relation";
import { type Properties, type StackResourceCase, stackView } from "../support/view";

const group = "aws:ec2/securityGroup:SecurityGroup";
const bucket = "aws:s3/bucket:Bucket";

const named = (name: string, type: string, inputs: Properties = {}, outputs?: Properties): StackResourceCase => ({
  name,
  type,
  inputs,
  ...(outputs && { outputs }),
});

/** Names of the resources of these types that `property` of the resource named "from" refers to. */
function names(
  resources: readonly StackResourceCase[],
  property: readonly (string | number)[],
  ...types: readonly string[]
): readonly string[] | typeof unknown {
  const stack = stackView(resources);
  const from = stack.resources.find(({ name }) => name === "from");
  assert.ok(from);
  const found = referred(stack, from, at(from.inputs, ...property), ...types);
  return found === unknown ? unknown : found.map(({ name }) => name);
}

const from = (inputs: Properties, comesFrom?: Readonly<Record<string, readonly string[]>>): StackResourceCase => ({
  name: "from",
  type: "aws:example/thing:Thing",
  inputs,
  ...(comesFrom && { from: comesFrom }),
});

describe("referred", () => {
  const known = [
    named("web", group, { name: "web-group" }, { id: "sg-1", arn: "arn:aws:ec2:::sg-1" }),
    named("db", group, {}, { id: "sg-2", arn: unknown, name: "db-7f3a" }),
    named("logs", bucket, { bucket: "im-logs" }),
  ];

  const byValue: Record<string, readonly [value: string, name: string, type: string]> = {
    id: ["sg-1", "web", group],
    ARN: ["arn:aws:ec2:::sg-1", "web", group],
    "name that it asked for": ["web-group", "web", group],
    "name that it was given": ["db-7f3a", "db", group],
    "name under another word": ["im-logs", "logs", bucket],
  };
  for (const [title, [value, name, type]] of Object.entries(byValue)) {
    it(`finds a resource by its ${title}`, () => {
      assert.deepEqual(names([...known, from({ target: value })], ["target"], type), [name]);
    });
  }

  it("finds nothing that is of another type, outside the stack or not there", () => {
    const resources = [...known, from({ target: "sg-1", outside: "sg-9", list: ["sg-1"] })];
    assert.deepEqual(names(resources, ["target"], bucket), []);
    assert.deepEqual(names(resources, ["outside"], group), []);
    assert.deepEqual(names(resources, ["missing"], group), []);
    assert.deepEqual(names(resources, ["list"], group), []);
    assert.deepEqual(names(resources, ["target"]), []);
  });

  it("looks at all types that it is given", () => {
    assert.deepEqual(names([...known, from({ target: "im-logs" })], ["target"], group, bucket), ["logs"]);
  });

  it("does not take a value that is not known yet for a name", () => {
    const resources = [named("one", group, { name: unknown }), from({ target: "sg-1" })];
    assert.deepEqual(names(resources, ["target"], group), []);
  });

  it("follows a value that is not known yet to where it comes from", () => {
    const resources = [...known, from({ target: unknown }, { target: ["db", "logs"] })];
    assert.deepEqual(names(resources, ["target"], group), ["db"]);
    assert.deepEqual(names(resources, ["target"], group, bucket), ["db", "logs"]);
  });

  it("follows what is nested by the property around it", () => {
    const inputs: Properties = { rules: [{ groups: [unknown] }], "odd.key": { deep: unknown } };
    const resources = [...known, from(inputs, { rules: ["web"], "odd.key": ["db"] })];
    assert.deepEqual(names(resources, ["rules", 0, "groups", 0], group), ["web"]);
    assert.deepEqual(names(resources, ["odd.key", "deep"], group), ["db"]);
  });

  it("does not know where nothing tells where a value comes from", () => {
    assert.equal(names([...known, from({ target: unknown })], ["target"], group), unknown);
    assert.equal(names([...known, from({ target: unknown }, { target: ["logs"] })], ["target"], group), unknown);
    assert.equal(names([...known, from({ target: unknown }, { other: ["web"] })], ["target"], group), unknown);
  });

  it("recognises a value under any name where the property depends on its resource", () => {
    const table = "aws:dynamodb/table:Table";
    const resources = [
      named("orders", table, { tableId: "orders-1" }),
      named("carts", table, { tableId: "orders-1" }),
      named("stock", table, { tableId: unknown }),
    ];
    const dependent = from({ target: "orders-1" }, { target: ["orders", "stock"] });
    assert.deepEqual(names([...resources, dependent], ["target"], table), ["orders"]);
    assert.deepEqual(names([...resources, from({ target: "orders-1" })], ["target"], table), []);
  });
});

describe("sourcesOf", () => {
  const stack = stackView([
    named("web", group),
    from({ constructor: "x", list: [unknown], 'a"]b': { c: 1 } }, { list: ["web"], 'a"]b': ["web"] }),
  ]);
  const [, web, thing] = stack.resources;
  assert.ok(web && thing);

  it("are the resources that the property around a place comes from", () => {
    assert.deepEqual(sourcesOf(thing, at(thing.inputs, "list", 0)), [web.urn]);
    assert.deepEqual(sourcesOf(thing, at(thing.inputs, 'a"]b', "c")), [web.urn]);
  });

  it("are none for what comes from nowhere, whatever it is called", () => {
    assert.deepEqual(sourcesOf(thing, at(thing.inputs, "constructor")), []);
    assert.deepEqual(sourcesOf(thing, at(thing.inputs, "__proto__")), []);
    assert.deepEqual(sourcesOf(thing, thing.inputs), []);
  });
});
