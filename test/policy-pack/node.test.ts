import assert from "node:assert/strict";
import fc from "fast-check";
import {
  at,
  each,
  entries,
  flag,
  isPresent,
  isUnknown,
  items,
  type Node,
  number,
  rootNode,
  text,
  unknown,
  unknownSentinels,
  type Value,
} from "../../policy-pack/node";

const root = (value: Value): Node => rootNode("urn:subject", value);
/** The node of a property that holds this. */
const holding = (value: Value | undefined): Node => at(root({ property: value }), "property");
const missing = at(root({}), "property");
const notKnown = holding(unknownSentinels.string);

describe("at", () => {
  it("finds what stands below, step by step", () => {
    const node = root({ ingress: [{ ports: [22, 443] }] });
    assert.deepEqual(at(node, "ingress", 0, "ports", 1), {
      urn: "urn:subject",
      path: "ingress[0].ports[1]",
      value: 443,
    });
  });

  it("is the place itself without a key", () => {
    const node = root({ a: 1 });
    assert.equal(at(node), node);
    assert.equal(node.path, "");
  });

  const paths: Record<string, readonly [keys: readonly (string | number)[], path: string]> = {
    "a plain key": [["spec", "$ref", "_x9"], "spec.$ref._x9"],
    "an annotation": [["metadata", "annotations", "a.b/c"], 'metadata.annotations["a.b/c"]'],
    "a key with a quote": [["tags", 'say "no"\n'], String.raw`tags["say \"no\"\n"]`],
    "an empty key": [["tags", ""], 'tags[""]'],
    "a key of digits": [["tags", "0"], 'tags["0"]'],
    "a key of another script": [["tags", "环境"], 'tags["环境"]'],
    "an odd key at the top": [["a-b", "c"], '["a-b"].c'],
    "an index": [["list", 0, 1], "list[0][1]"],
  };
  for (const [title, [keys, path]] of Object.entries(paths)) {
    it(`names the place of ${title}`, () => assert.equal(at(root({}), ...keys).path, path));
  }

  it("tells any two places apart by their paths", () => {
    const key = fc.oneof(fc.nat(3), fc.string({ maxLength: 4 }), fc.constantFrom("a", "a.b", "a[0]", '"', "[0]"));
    const keys = fc.array(key, { maxLength: 4 });
    fc.assert(
      fc.property(keys, keys, (some, others) => {
        const same = JSON.stringify(some) === JSON.stringify(others);
        assert.equal(at(root({}), ...some).path === at(root({}), ...others).path, same);
      }),
      { numRuns: 2000 },
    );
  });

  it("finds nothing where nothing stands", () => {
    for (const node of [
      missing,
      holding(null),
      holding(undefined),
      at(missing, "deeper", 0),
      at(holding("text"), "length"),
    ]) {
      assert.equal(node.value, undefined);
    }
  });

  it("takes nothing that every object or list has for a property", () => {
    for (const key of ["constructor", "__proto__", "toString", "hasOwnProperty", "length"]) {
      assert.equal(at(root({}), key).value, undefined);
      assert.equal(at(holding(["one"]), key).value, undefined);
    }
  });

  it("finds properties that are named like what every object has", () => {
    const inputs = JSON.parse('{"constructor": "a", "__proto__": {"deep": "b"}, "length": 3}') as Value;
    assert.equal(at(root(inputs), "constructor").value, "a");
    assert.equal(at(root(inputs), "__proto__", "deep").value, "b");
    assert.equal(at(root(inputs), "length").value, 3);
  });

  it("takes no index for a key, nor a key for an index", () => {
    assert.equal(at(holding(["first"]), "0").value, undefined);
    assert.equal(at(holding({ "0": "first" }), 0).value, undefined);
    assert.equal(at(holding({ "0": "first" }), "0").value, "first");
    for (const index of [-1, 1, 0.5, NaN]) {
      assert.equal(at(holding(["first"]), index).value, undefined);
    }
  });
});

describe("an unknown", () => {
  for (const [type, sentinel] of Object.entries(unknownSentinels)) {
    it(`is seen, whatever it will be: ${type}`, () => {
      const node = holding(sentinel);
      assert.equal(node.value, unknown);
      assert.equal(isUnknown(node), true);
    });
  }

  it("is all that is below it, and named by where it begins", () => {
    const node = at(root({ spec: { template: unknownSentinels.string } }), "spec", "template", "spec", "containers", 0);
    assert.deepEqual(node, { urn: "urn:subject", path: "spec.template", value: unknown });
  });

  it("is seen in a list and in an object, beside what is known", () => {
    const list = items(holding(["a", unknownSentinels.string, "b"]));
    assert.notEqual(list, unknown);
    assert.deepEqual(
      (list as readonly Node[]).map(({ value }) => value),
      ["a", unknown, "b"],
    );
    const named = entries(holding({ a: "a", b: unknownSentinels.object }));
    assert.notEqual(named, unknown);
    assert.deepEqual(
      (named as readonly (readonly [string, Node])[]).map(([key, { value }]) => [key, value]),
      [
        ["a", "a"],
        ["b", unknown],
      ],
    );
  });

  it("is not what merely contains its sign", () => {
    const value = `prefix-${unknownSentinels.string}`;
    assert.equal(holding(value).value, value);
  });

  it("is what every reading of it yields", () => {
    for (const read of [items, entries, text, number, flag]) {
      assert.equal(read(notKnown), unknown);
    }
  });
});

describe("isPresent", () => {
  it("holds of all that stands there, be it unknown, empty or false", () => {
    for (const value of ["", 0, false, [], {}, unknownSentinels.boolean]) {
      assert.equal(isPresent(holding(value)), true);
    }
  });

  it("does not hold of null or of nothing", () => {
    assert.equal(isPresent(holding(null)), false);
    assert.equal(isPresent(missing), false);
  });
});

describe("items", () => {
  const placed = (node: Node) => {
    const list = items(node);
    assert.notEqual(list, unknown);
    return (list as readonly Node[]).map(({ path, value }) => [path, value]);
  };

  it("are the elements of a list, each at its place", () => {
    assert.deepEqual(placed(holding(["a", null, ["b"]])), [
      ["property[0]", "a"],
      ["property[1]", undefined],
      ["property[2]", ["b"]],
    ]);
  });

  it("are one for a single value", () => {
    assert.deepEqual(placed(holding("0.0.0.0/0")), [["property", "0.0.0.0/0"]]);
    assert.deepEqual(placed(holding({ from: 22 })), [["property", { from: 22 }]]);
    assert.deepEqual(placed(holding(false)), [["property", false]]);
  });

  it("are none where nothing stands", () => {
    assert.deepEqual(placed(missing), []);
    assert.deepEqual(placed(holding(null)), []);
    assert.deepEqual(placed(holding([])), []);
  });
});

describe("each", () => {
  it("is the elements of a list, and the list itself where it is not known", () => {
    assert.deepEqual(
      each(holding(["a", "b"])).map(({ path }) => path),
      ["property[0]", "property[1]"],
    );
    assert.deepEqual(each(missing), []);
    assert.deepEqual(each(notKnown), [notKnown]);
  });
});

describe("entries", () => {
  it("are the keys and places of an object", () => {
    assert.deepEqual(entries(holding({ "app/name": "im", gone: null })), [
      ["app/name", { urn: "urn:subject", path: 'property["app/name"]', value: "im" }],
      ["gone", { urn: "urn:subject", path: "property.gone", value: undefined }],
    ]);
  });

  it("are none for anything else", () => {
    for (const value of ["text", 1, true, null, undefined, ["a"]]) {
      assert.deepEqual(entries(holding(value)), []);
    }
  });
});

describe("text", () => {
  const cases: readonly (readonly [Value | undefined, string | undefined])[] = [
    ["tcp", "tcp"],
    ["", ""],
    [22, "22"],
    [-1, "-1"],
    [true, "true"],
    [false, "false"],
    [null, undefined],
    [undefined, undefined],
    [["tcp"], undefined],
    [{ a: 1 }, undefined],
  ];
  for (const [value, expected] of cases) {
    it(`reads ${JSON.stringify(value)} as ${JSON.stringify(expected)}`, () =>
      assert.equal(text(holding(value)), expected));
  }
});

describe("number", () => {
  const cases: readonly (readonly [Value | undefined, number | undefined])[] = [
    [22, 22],
    [0, 0],
    ["22", 22],
    [" 22 ", 22],
    ["-1", -1],
    ["1.5", 1.5],
    ["", NaN],
    [" ", NaN],
    ["22/tcp", NaN],
    ["all", NaN],
    ["Infinity", NaN],
    ["1e999", NaN],
    [true, NaN],
    [[], NaN],
    [[22], NaN],
    [{}, NaN],
    [null, undefined],
    [undefined, undefined],
  ];
  for (const [value, expected] of cases) {
    it(`reads ${JSON.stringify(value)} as ${expected}`, () => assert.equal(number(holding(value)), expected));
  }
});

describe("flag", () => {
  const cases: readonly (readonly [Value | undefined, boolean | undefined])[] = [
    [true, true],
    [false, false],
    ["true", true],
    ["False", false],
    ["TRUE", true],
    ["1", true],
    ["0", false],
    ["yes", undefined],
    ["", undefined],
    ["constructor", undefined],
    ["__proto__", undefined],
    [1, undefined],
    [null, undefined],
    [undefined, undefined],
    [[true], undefined],
    [{}, undefined],
  ];
  for (const [value, expected] of cases) {
    it(`reads ${JSON.stringify(value)} as ${expected}`, () => assert.equal(flag(holding(value)), expected));
  }
});
