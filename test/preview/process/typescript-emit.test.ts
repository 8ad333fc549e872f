import assert from "node:assert/strict";
import path from "node:path";
import { emissionOf } from "../../../preview/process/emission";
import { typescriptEmit } from "../../../preview/process/typescript-emit";
import { temporaryProject } from "../../support/project";

const callback = `
import axios from "axios";
import * as aws from "@pulumi/aws";
new aws.lambda.CallbackFunction("ask", { callback: async (event: string) => (await axios.get(event)).data });
`;

describe("what a program that has functions serialised is made of", () => {
  const emitOf = (files: Readonly<Record<string, string>>) => {
    const folder = temporaryProject(files);
    const runner = path.join(folder, "node_modules/@pulumi/pulumi/cmd/run/index.js");
    const emit = typescriptEmit(folder, runner, emissionOf(path.join(folder, "tsconfig.json"), runner));
    return emit && ((file: string) => emit(path.join(folder, file)));
  };

  it("is what TypeScript emits, with the source as its origin", () => {
    const { code = "", map = "" } = emitOf({ "index.ts": "export {};", "lib/ask.ts": callback })?.("lib/ask.ts") ?? {};
    assert.match(code, /callback: async \(event\) => \(await axios_1\.default\.get\(event\)\)\.data/);
    assert.match((JSON.parse(map) as { sources: string[] }).sources.join(), /lib\/ask\.ts$/);
  });

  it("is left to the faster compiler where no file of the program's own takes a function", () => {
    const files = { "index.ts": "new Queue('orders');", "types.d.ts": callback, ".cache/old.ts": callback };
    assert.equal(emitOf(files), undefined);
  });

  it("is left to the other compiler where the syntax is wrong, which says so", () => {
    assert.equal(emitOf({ "index.ts": `${callback}const = 1;` })?.("index.ts"), undefined);
  });
});
