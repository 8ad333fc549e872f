import assert from "node:assert/strict";
import fc from "fast-check";
import { syntaxFault } from "../../../preview/state/json-syntax";

const faults: Readonly<Record<string, readonly [offset: number, expected: string]>> = {
  "": [0, "a value"],
  '{"a": ': [6, "a value"],
  '{"a": 1': [7, '"," or "}"'],
  '{"a": 1,}': [8, "a key in quotes"],
  '{"a" 1}': [5, '":"'],
  "[1 2]": [3, '","'],
  "[1": [2, '"," or "]"'],
  "[truth]": [1, "something else"],
  "name: shop": [0, "something else"],
  "{} {}": [3, "nothing more"],
  '["abc': [5, "the rest of a text"],
};

describe("the place where JSON breaks", () => {
  for (const [text, [offset, expected]] of Object.entries(faults)) {
    it(`is ${offset} in ${JSON.stringify(text)}`, () => assert.deepEqual(syntaxFault(text), { offset, expected }));
  }

  it("is found in what JSON.parse refuses, and in nothing else", () => {
    const whole = fc.json();
    const broken = fc
      .tuple(whole, fc.nat(), fc.constantFrom("", ",", "}", '"', "x", "0", "\\", "\u0000"))
      .map(([text, at, put]) => {
        const offset = at % (text.length + 1);
        return text.slice(0, offset) + put + text.slice(offset + 1);
      });
    fc.assert(
      fc.property(fc.oneof(whole, broken), (text) => {
        const fault = syntaxFault(text);
        assert.equal(fault === undefined, parses(text), text);
        assert.ok(fault === undefined || fault.offset <= text.length);
      }),
    );
  });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
