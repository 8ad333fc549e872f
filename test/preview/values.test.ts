import assert from "node:assert/strict";
import { changedPaths } from "../../preview/embedded/changed-paths";
import { durationSeconds } from "../../preview/embedded/duration";
import { makeUrn, nameOf, packageOf, typeOf, urnOfReference } from "../../preview/urn";
import {
  asOutputs,
  asPoliciesSee,
  hasUnknowns,
  outputDependencies,
  secret,
  withSecretsOf,
  withoutOutputs,
  withoutReferences,
} from "../../preview/values";
import { UNKNOWN, signatureKey, signatures } from "../../preview/wire";
import type { Properties, Wire } from "../../preview/wire";

const output = (fields: { [key: string]: Wire }): Wire => ({ [signatureKey]: signatures.output, ...fields });
const reference = (fields: { [key: string]: Wire }): Wire => ({ [signatureKey]: signatures.resource, ...fields });

describe("values on the wire", () => {
  it("lose output values: unknowns, secrets and plain values are left", () => {
    assert.deepEqual(
      withoutOutputs({
        unknown: output({}),
        hidden: output({ value: "x", secret: true }),
        both: output({ secret: true }),
        nested: [{ plain: output({ value: output({ value: 1 }) }) }],
      }),
      { unknown: UNKNOWN, hidden: secret("x"), both: secret(UNKNOWN), nested: [{ plain: 1 }] },
    );
  });

  it("lose references: an id, unknown where it is empty, or a URN", () => {
    assert.deepEqual(
      withoutReferences({
        a: reference({ urn: "u", id: "i" }),
        b: [reference({ urn: "u", id: "" })],
        c: reference({ urn: "u" }),
      }),
      { a: "i", b: [UNKNOWN], c: "u" },
    );
  });

  it("lose for policies the keys of the engine, at the top alone", () => {
    assert.deepEqual(asPoliciesSee({ __defaults: [], a: { __defaults: [] }, n: null }), {
      a: { __defaults: [] },
      n: null,
    });
  });

  it("become output values with their dependencies for transforms, and back", () => {
    const properties = { plain: 1, unknown: UNKNOWN, hidden: secret("x") };
    const transformed = asOutputs(properties, new Map([["plain", new Set(["u"])]]));
    assert.deepEqual(transformed, {
      plain: output({ value: 1, dependencies: ["u"] }),
      unknown: output({}),
      hidden: output({ secret: true, value: "x" }),
    });
    assert.deepEqual(outputDependencies([transformed]), ["u"]);
    assert.deepEqual(withoutOutputs(transformed), properties);
  });

  it("are secret again by name where a provider was not told", () => {
    assert.deepEqual(
      withSecretsOf(
        { a: "x", b: { c: 1, d: 2 }, e: ["y"], f: 1 },
        { a: secret("x"), b: { c: secret(1), d: 2 }, e: [secret("y")] },
      ),
      { a: secret("x"), b: { c: secret(1), d: 2 }, e: secret(["y"]), f: 1 },
    );
  });

  it("are unknown in any part, and of any type", () => {
    assert.equal(hasUnknowns({ a: [{ b: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7" }] }), true);
    assert.equal(hasUnknowns({ a: [{ b: "1c4a061d" }] }), false);
  });
});

describe("a URN", () => {
  const place = { stack: "dev", project: "shop" };
  const parent = makeUrn(place, undefined, "shop:index:Site", "front");

  it("carries the types of its parents, but not the stack's", () => {
    assert.equal(parent, "urn:pulumi:dev::shop::shop:index:Site::front");
    assert.equal(makeUrn(place, parent, "a:b:C", "x"), "urn:pulumi:dev::shop::shop:index:Site$a:b:C::x");
    const stack = makeUrn(place, undefined, "pulumi:pulumi:Stack", "shop-dev");
    assert.equal(makeUrn(place, stack, "a:b:C", "x"), "urn:pulumi:dev::shop::a:b:C::x");
  });

  it("gives type, name and package back", () => {
    const urn = makeUrn(place, parent, "a:b:C", "x::y");
    assert.deepEqual([typeOf(urn), nameOf(urn), packageOf(typeOf(urn))], ["a:b:C", "x::y", "a"]);
    assert.equal(packageOf("pulumi:providers:aws"), "aws");
    assert.equal(urnOfReference(`${urn}::${UNKNOWN}`), urn);
  });
});

describe("the difference that a remediation makes", () => {
  it("is told by paths, of lists as a whole where their length changes", () => {
    const before = { a: [{ b: 1, c: 2 }], list: [1], same: { d: null }, gone: 1 };
    const after = { a: [{ b: 1, c: 3 }], list: [1, 2], same: { d: null }, added: { e: 1 } };
    assert.deepEqual(changedPaths(before, after), ["a[0].c", "added", "gone", "list"]);
  });

  it("leaves out what an engine or an SDK notes beside an asset", () => {
    const asset = (fields: Properties) => ({ [signatureKey]: signatures.asset, ...fields });
    const before = { same: asset({ text: "a", hash: "1" }), other: asset({ text: "a", hash: "1" }) };
    const after = { same: asset({ text: "a", __pulumiAsset: true }), other: asset({ text: "b", __pulumiAsset: true }) };
    assert.deepEqual(changedPaths(before, after), ["other.text"]);
  });
});

describe("a duration", () => {
  it("is read as Go reads it", () => {
    assert.deepEqual(["1h30m", "10s", "1.5m", "250ms", "0", "-1s"].map(durationSeconds), [5400, 10, 90, 0.25, 0, -1]);
    assert.deepEqual(["", "10", "1 m", "m"].map(durationSeconds), [undefined, undefined, undefined, undefined]);
  });
});
