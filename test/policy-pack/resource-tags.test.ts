import assert from "node:assert/strict";
import { text, unknown } from "../../policy-pack/node";
import { regionOf, tagOf } from "../../policy-pack/resource-tags";
import { type ResourceCase, resourceView } from "../support/view";

const bucket = (written: Omit<ResourceCase, "type">) => resourceView({ type: "aws:s3/bucket:Bucket", ...written });

function tag(written: Omit<ResourceCase, "type">) {
  const { path, value } = tagOf(bucket(written), "tier");
  return [path, value];
}

describe("a tag of a resource", () => {
  it("is its own before that of its provider", () => {
    const provider = { defaultTags: '{"tags":{"tier":"red"}}' };
    assert.deepEqual(tag({ inputs: { tags: { tier: "none" }, tagsAll: { tier: "red" } }, provider }), [
      "tags.tier",
      "none",
    ]);
    assert.deepEqual(tag({ inputs: { tagsAll: { tier: "orange" } }, provider }), ["tagsAll.tier", "orange"]);
    assert.deepEqual(tag({ inputs: {}, provider }), ["tags.tier", "red"]);
  });

  it("is read from a provider whose configuration is no text", () => {
    assert.deepEqual(tag({ provider: { defaultTags: { tags: { tier: "red" } } } }), ["tags.tier", "red"]);
  });

  it("is absent where nobody sets it", () => {
    assert.deepEqual(tag({}), ["tags.tier", undefined]);
    assert.deepEqual(tag({ provider: {} }), ["tags.tier", undefined]);
    assert.deepEqual(tag({ provider: { defaultTags: "{" } }), ["tags.tier", undefined]);
    assert.deepEqual(tag({ provider: { defaultTags: "null" } }), ["tags.tier", undefined]);
  });

  it("is not known where the tags are not", () => {
    assert.deepEqual(tag({ inputs: { tags: unknown } }), ["tags", unknown]);
    assert.equal(text(tagOf(bucket({ provider: { defaultTags: unknown } }), "tier")), unknown);
  });
});

describe("the Region of a resource", () => {
  it("is its own before that of its provider", () => {
    const provider = { region: "us-east-1" };
    assert.equal(regionOf(bucket({ inputs: { region: "eu-west-1" }, provider })), "eu-west-1");
    assert.equal(regionOf(bucket({ provider })), "us-east-1");
  });

  it("is undefined where nothing says it yet", () => {
    assert.equal(regionOf(bucket({})), undefined);
    assert.equal(regionOf(bucket({ inputs: { region: unknown } })), undefined);
  });
});
