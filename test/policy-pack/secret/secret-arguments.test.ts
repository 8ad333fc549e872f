import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { secretArguments } from "../../../policy-pack/secret/secret-arguments";

const provider = path.dirname(require.resolve("@pulumi/aws/package.json"));

/** Source of the provider's class of a type token; empty where there is none. */
function source(type: string, extension: string): string {
  const file = path.join(provider, `${type.split(":")[1]}${extension}`);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

describe("the arguments that take secrets", () => {
  for (const [type, { unnamed = [], kept = {}, unavoidable = [] }] of Object.entries(secretArguments)) {
    it(`are arguments of ${type}`, () => {
      const names = [...unnamed, ...Object.entries(kept).flat(), ...unavoidable];
      const declared = source(type, ".d.ts");
      assert.ok(source(type, ".js").includes(`'${type}'`));
      assert.deepEqual(
        names.filter((name) => !new RegExp(`\\b${name}\\?*:`).test(declared)),
        [],
      );
    });

    it(`have no write-only twin in ${type} where that is called unavoidable`, () => {
      const declared = source(type, ".d.ts");
      assert.deepEqual(
        unavoidable.filter((name) => declared.includes(`${name}Wo?:`)),
        [],
      );
    });
  }
});
