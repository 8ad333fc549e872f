import assert from "node:assert/strict";
import { enumerate } from "../../policy-pack/wording";

describe("enumerate", () => {
  const cases: [readonly string[], string][] = [
    [[], ""],
    [["a"], "a"],
    [["a", "b"], "a and b"],
    [["a", "b", "c"], "a, b and c"],
    [["a", "b", "c", "d", "e"], "a, b, c, d and e"],
    [["a", "b", "c", "d", "e", "f"], "a, b, c, d and 2 more"],
  ];
  for (const [words, expected] of cases) {
    it(`writes ${words.length} words`, () => assert.equal(enumerate(words), expected));
  }

  it("leaves out as many as it is told", () => assert.equal(enumerate(["a", "b", "c", "d"], 3), "a, b and 2 more"));
});
