import assert from "node:assert/strict";
import fc from "fast-check";
import { allOf, anyOf, type Decision, overlaps, selects } from "../../../policy-pack/backup/backup-selection";
import { unknown } from "../../../policy-pack/node";
import { type Properties, stackView, type StackResourceCase } from "../../support/view";

interface Case {
  readonly selection: Properties;
  readonly from?: NonNullable<StackResourceCase["from"]>;
  readonly store?: Partial<StackResourceCase>;
  readonly account?: string;
}

/** True, false, or the path of what the decision waits for. */
function decision({ selection, from, store, account }: Case): boolean | string {
  const { resources } = stackView([
    { type: "aws:rds/instance:Instance", ...store },
    { type: "aws:backup/selection:Selection", name: "selection", inputs: selection, ...(from && { from }) },
    { type: "aws:s3/bucket:Bucket", name: "bucket" },
  ]);
  const [, subject, chosen] = resources;
  assert.ok(subject && chosen);
  const decided = selects(chosen, subject, account);
  return typeof decided === "boolean" ? decided : decided.path;
}

const named = { inputs: { identifier: "orders", region: "eu-central-1" } };
const tagged = (tags: Properties): Case["store"] => ({ inputs: { tags } });
const equals = (key: string, value: string) => ({ stringEquals: [{ key, value }] });

describe("a backup selection", () => {
  const yes: Readonly<Record<string, Case>> = {
    "everything where it names nothing": { selection: {} },
    "everything by a star": { selection: { resources: ["*"] } },
    "a type by its ARN": { selection: { resources: ["arn:aws:rds:*:*:db:*"] }, store: named },
    "a resource by its known ARN": {
      selection: { resources: ["arn:aws:rds:eu-central-1:111122223333:db:orders"] },
      store: { outputs: { arn: "arn:aws:rds:eu-central-1:111122223333:db:orders" } },
    },
    "a resource by the parts of its ARN, where the account is declared": {
      selection: { resources: ["arn:aws:rds:eu-central-1:111122223333:db:ord*"] },
      store: named,
      account: "111122223333",
    },
    "a resource of China by its partition": {
      selection: { resources: ["arn:aws-cn:rds:*"] },
      store: { inputs: { region: "cn-north-1" } },
    },
    "a resource whose ARN is not known but comes from it": {
      selection: { resources: unknown },
      from: { resources: ["subject"] },
    },
    "a resource by one of several tags": {
      selection: {
        selectionTags: [
          { key: "a", value: "1" },
          { key: "b", value: "2" },
        ],
      },
      store: tagged({ b: "2" }),
    },
    "a resource by a tag of its provider": {
      selection: { selectionTags: [{ key: "backup", value: "yes" }] },
      store: { provider: { defaultTags: '{"tags":{"backup":"yes"}}' } },
    },
    "a resource by tag although another is named": {
      selection: { resources: ["arn:aws:s3:::*"], selectionTags: [{ key: "a", value: "1" }] },
      store: tagged({ a: "1" }),
    },
    "a resource by every condition": {
      selection: {
        conditions: [
          {
            ...equals("aws:ResourceTag/a", "1"),
            stringLikes: [{ key: "aws:ResourceTag/b", value: "pro*" }],
            stringNotEquals: [{ key: "aws:ResourceTag/c", value: "no" }],
            stringNotLikes: [{ key: "aws:ResourceTag/d", value: "x*" }],
          },
        ],
      },
      store: tagged({ a: "1", b: "production", d: "y" }),
    },
  };
  for (const [title, each] of Object.entries(yes)) {
    it(`takes in ${title}`, () => assert.equal(decision(each), true));
  }

  const no: Readonly<Record<string, Case>> = {
    "a resource of another type": { selection: { resources: ["arn:aws:dynamodb:*:*:table/*"] }, store: named },
    "a resource of another name": { selection: { resources: ["arn:aws:rds:*:*:db:other"] }, store: named },
    "a resource of another partition": { selection: { resources: ["arn:aws-cn:rds:*"] }, store: named },
    "a resource of another Region": { selection: { region: "us-east-1" }, store: named },
    "a resource that it excepts": { selection: { notResources: ["arn:aws:rds:*:*:db:ord*"] }, store: named },
    "a resource of which nothing is named": { selection: { resources: [unknown] }, from: { resources: ["bucket"] } },
    "a resource without the tag": { selection: { selectionTags: [{ key: "a", value: "1" }] } },
    "a resource with a tag of other case": {
      selection: { selectionTags: [{ key: "a", value: "Yes" }] },
      store: tagged({ a: "yes" }),
    },
    "a resource that fails one condition": {
      selection: { conditions: [equals("aws:ResourceTag/a", "1"), equals("aws:ResourceTag/b", "1")] },
      store: tagged({ a: "1" }),
    },
    "a resource that a condition excludes": {
      selection: { conditions: [{ stringNotLikes: [{ key: "aws:ResourceTag/a", value: "p*" }] }] },
      store: tagged({ a: "pro" }),
    },
    "a tag whose value only looks like a wildcard": {
      selection: { conditions: [{ stringLikes: [{ key: "aws:ResourceTag/a", value: "prod" }] }] },
      store: tagged({ a: "*" }),
    },
    "a condition without a key": { selection: { selectionTags: [{ value: "1" }] } },
  };
  for (const [title, each] of Object.entries(no)) {
    it(`leaves out ${title}`, () => assert.equal(decision(each), false));
  }

  const waits: Readonly<Record<string, readonly [Case, string]>> = {
    "an ARN of the same type but of a name not known": [
      { selection: { resources: ["arn:aws:rds:*:*:db:orders"] } },
      "arn",
    ],
    "an exception that may be the resource": [{ selection: { notResources: ["arn:aws:rds:*:*:db:orders"] } }, "arn"],
    "resources of which nothing tells whose they are": [{ selection: { resources: unknown } }, "resources"],
    "a tag of the resource": [
      { selection: { selectionTags: [{ key: "a", value: "1" }] }, store: tagged({ a: unknown }) },
      "tags.a",
    ],
    "a tag that is asked for": [
      { selection: { selectionTags: [{ key: "a", value: unknown }] } },
      "selectionTags[0].value",
    ],
    "the key of a tag that is asked for": [
      { selection: { selectionTags: [{ key: unknown, value: "1" }] } },
      "selectionTags[0].key",
    ],
    "tags that are asked for": [{ selection: { selectionTags: unknown } }, "selectionTags"],
    conditions: [{ selection: { conditions: unknown } }, "conditions"],
    "a part of the conditions": [
      { selection: { conditions: [{ stringEquals: unknown }] } },
      "conditions[0].stringEquals",
    ],
  };
  for (const [title, [each, path]] of Object.entries(waits)) {
    it(`waits for ${title}`, () => assert.equal(decision(each), path));
  }

  it("leaves out by one condition what waits for another", () => {
    const conditions = [equals("aws:ResourceTag/a", "1")];
    assert.equal(decision({ selection: { resources: unknown, conditions } }), false);
  });
});

describe("decisions together", () => {
  const place = { urn: "urn", path: "path", value: unknown } as const;
  const decisions = fc.array(fc.constantFrom<Decision>(true, false, place));

  it("are true where all are, and wait only where none is false", () => {
    fc.assert(
      fc.property(decisions, (all) => {
        assert.equal(allOf(all), all.includes(false) ? false : all.includes(place) ? place : true);
        assert.equal(anyOf(all), all.includes(true) ? true : all.includes(place) ? place : false);
      }),
    );
  });
});

describe("two patterns", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", ":"), maxLength: 6 });
  const pattern = fc.string({ unit: fc.constantFrom("a", "b", ":", "*"), maxLength: 6 });
  const matches = (each: string, value: string) => new RegExp(`^${each.replaceAll("*", ".*")}$`).test(value);

  it("overlap with a plain text where they match it", () => {
    fc.assert(fc.property(pattern, text, (each, value) => assert.equal(overlaps(each, value), matches(each, value))));
  });

  it("overlap in either order, and wherever a text matches both", () => {
    fc.assert(
      fc.property(pattern, pattern, text, (a, b, value) => {
        assert.equal(overlaps(a, b), overlaps(b, a));
        assert.ok(!(matches(a, value) && matches(b, value)) || overlaps(a, b));
      }),
    );
  });

  it("do not overlap where their ends differ", () => {
    assert.equal(overlaps("a*", "b*"), false);
    assert.equal(overlaps("*a", "*b"), false);
    assert.equal(overlaps("a*b*", "*b"), true);
  });
});
