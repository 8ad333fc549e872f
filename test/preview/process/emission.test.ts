import assert from "node:assert/strict";
import path from "node:path";
import { emissionOf } from "../../../preview/process/emission";
import { temporaryProject } from "../../support/project";

describe("what TypeScript is told to emit", () => {
  const told = (files: Readonly<Record<string, string>>) => {
    const folder = temporaryProject(files);
    return emissionOf(path.join(folder, "tsconfig.json"), path.join(folder, "node_modules/@pulumi/pulumi/cmd/run"));
  };

  it("is the SDK's default where there is no tsconfig.json, or a broken one", () => {
    const expected = { compilerOptions: { module: "nodenext", target: "ES2020" }, hasInterop: true };
    assert.deepEqual(told({}), expected);
    assert.deepEqual(told({ "tsconfig.json": "{ compilerOptions" }), expected);
  });

  it("is that of the SDK's own TypeScript where the program has none", () => {
    assert.deepEqual(emissionOf("none.json", undefined), {
      compilerOptions: { module: "commonjs", target: "ES2020" },
      hasInterop: false,
    });
  });

  it("is what the file says, over what it extends; module and target it must say itself", () => {
    const { compilerOptions, hasInterop } = told({
      "tsconfig.json": `{
        // "target": "es5",
        "extends": ["./base", "shared/tsconfig.json"], /* , */
        "compilerOptions": { "module": "CommonJS", "strict": true, "outDir": "http://bin", },
      }`,
      "base.json": '{ "extends": "./deep.json", "compilerOptions": { "strict": false, "target": "es2022" } }',
      "deep.json": '{ "compilerOptions": { "esModuleInterop": true, "experimentalDecorators": true } }',
    });
    assert.deepEqual(compilerOptions, {
      esModuleInterop: true,
      experimentalDecorators: true,
      module: "CommonJS",
      outDir: "http://bin",
      strict: true,
      target: "ES2020",
    });
    assert.equal(hasInterop, true);
  });
});
