import assert from "node:assert/strict";
import fc from "fast-check";
import { covers } from "../../../components/ingress/path-pattern";

/** Whether a text fits, character by character: what a load balancer would say. */
function fits(pattern: string, text: string): boolean {
  if (pattern === "") {
    return text === "";
  }
  if (pattern.startsWith("*")) {
    return fits(pattern.slice(1), text) || (text !== "" && fits(pattern, text.slice(1)));
  }
  return text !== "" && (pattern[0] === "?" || pattern[0] === text[0]) && fits(pattern.slice(1), text.slice(1));
}

const textOf = (letters: string, maxLength: number) => fc.string({ unit: fc.constantFrom(...letters), maxLength });

describe("a pattern of paths", () => {
  it("covers what is longer behind its end", () => {
    assert.ok(covers("/*", "/api/*"));
    assert.ok(covers("*", "/api/?"));
    assert.ok(covers("/api/*", "/api/"));
    assert.ok(covers("/api/v?/*", "/api/v1/*"));
  });

  it("covers no more than it says", () => {
    assert.ok(!covers("/api/*", "/*"));
    assert.ok(!covers("/api/*", "/api"));
    assert.ok(!covers("/api/?", "/api/*"));
    assert.ok(!covers("/a.i", "/api"));
    assert.ok(!covers("/api/v1", "/api/v?"));
  });

  it("covers a pattern only where all that fits the one fits the other", () => {
    fc.assert(
      fc.property(textOf("a/*?", 6), textOf("a/*?", 6), textOf("ab/", 7), (wide, narrow, text) => {
        fc.pre(covers(wide, narrow) && fits(narrow, text));
        assert.ok(fits(wide, text), `${text} fits ${narrow} and not ${wide}`);
      }),
    );
  });
});
