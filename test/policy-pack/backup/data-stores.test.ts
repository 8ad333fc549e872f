import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { dataStoreKinds } from "../../../policy-pack/backup/data-stores";

const provider = path.dirname(require.resolve("@pulumi/aws/package.json"));
const source = (type: string, extension: string) =>
  readFileSync(path.join(provider, `${type.split(":")[1]}${extension}`), "utf8");

describe("the kinds of data stores", () => {
  const types = dataStoreKinds.flatMap((kind) => kind.types.map((type) => ({ type, kind })));

  it("are of one type each", () => {
    const tokens = types.map(({ type }) => type);
    assert.deepEqual(tokens, [...new Set(tokens)]);
  });

  for (const { type, kind } of types) {
    it(`are those of the provider: ${type}`, () => {
      assert.ok(source(type, ".js").includes(`'${type}'`));
      const [property] = kind.place;
      assert.ok(property === undefined || source(type, ".d.ts").includes(`${property}?:`), property);
    });
  }
});
