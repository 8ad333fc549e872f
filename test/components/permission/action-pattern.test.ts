import assert from "node:assert/strict";
import fc from "fast-check";
import { assertActions, overlap } from "../../../components/permission/action-pattern";
import { refusals } from "../../../components/argument/refusal";

const letters = ["a", "b"];

/** All texts of these letters up to a length. */
const texts = (length: number): readonly string[] =>
  length === 0 ? [""] : ["", ...letters.flatMap((letter) => texts(length - 1).map((rest) => letter + rest))];

const MAX_PATTERN = 4;
// Two patterns that overlap meet in a text no longer than both of them.
const candidates = [...new Set(texts(2 * MAX_PATTERN))];

const matches = (pattern: string, text: string): boolean =>
  new RegExp(`^${pattern.replaceAll("*", ".*").replaceAll("?", ".")}$`).test(text);

const pattern = fc.string({ unit: fc.constantFrom(...letters, "*", "?"), maxLength: MAX_PATTERN });

describe("two patterns of actions", () => {
  it("overlap where some action is meant by both", () => {
    fc.assert(
      fc.property(pattern, pattern, (a, b) => {
        const both = candidates.some((text) => matches(a, text) && matches(b, text));
        assert.equal(overlap(a, b), both, `${a} ${b}`);
      }),
    );
  });

  it("overlap the other way round too, and with themselves", () => {
    fc.assert(
      fc.property(pattern, pattern, (a, b) => {
        assert.equal(overlap(a, b), overlap(b, a));
        assert.ok(overlap(a, a));
      }),
    );
  });

  it("overlap whatever their case", () => assert.ok(overlap("S3:getobject", "s3:Get*")));

  it("do not overlap where they are of different services", () => assert.ok(!overlap("s3:Get*", "sqs:Get*")));

  it("are compared fast, however many wildcards they have", () => {
    assert.ok(!overlap(`s3:${"a*".repeat(60)}b`, `s3:${"*a".repeat(60)}c`));
  });
});

describe("a pattern of actions", () => {
  const refuse = refusals("Key", "chat");

  for (const action of ["s3:GetObject", "dynamodb:Get*", "execute-api:Invoke", "ec2:Describe?*", "rds-db:connect"]) {
    it(`can be ${action}`, () => assert.doesNotThrow(() => assertActions(refuse, "actions", [action])));
  }

  for (const action of [
    "*",
    "*:*",
    "s3:*",
    "s3:**",
    "s3:?*",
    "s3:*Object",
    "s3",
    "s3:",
    "GetObject",
    " s3:GetObject",
    "",
  ]) {
    it(`cannot be "${action}"`, () => {
      assert.throws(() => assertActions(refuse, "actions", ["s3:GetObject", action]), {
        message:
          `Key "chat": actions[1] is "${action}"; IAM-01 requires one action, such as s3:GetObject, or those that begin ` +
          "alike, such as dynamodb:Get*.",
      });
    });
  }
});
