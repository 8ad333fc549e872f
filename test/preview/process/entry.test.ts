import assert from "node:assert/strict";
import type { Run } from "../../../preview/run";
import { temporaryProject } from "../../support/project";
import { errors, preview } from "../preview";

const thing = `import * as pulumi from "@pulumi/pulumi";
export class Thing extends pulumi.CustomResource {
  constructor(name: string, args: object = {}) {
    super("fake:index:Thing", name, args, { version: "1.2.3" });
  }
}
`;
const runtime = "name: entry\nruntime: nodejs\n";
const modules = '{ "type": "module" }';

const run = (files: Readonly<Record<string, string>>): Promise<Run> =>
  preview("", ["dump"], {
    program: temporaryProject({ "Pulumi.yaml": runtime, "Pulumi.dev.yaml": "", "package.json": "{}", ...files }),
  });

/** Where each resource of the program is made. */
function places({ resources, log, outcome }: Run): Record<string, string> {
  assert.equal(outcome, "completed", JSON.stringify(log));
  return Object.fromEntries(
    resources.flatMap(({ name, location: at }) => (at ? [[name, `${at.file}:${at.line}:${at.column}`]] : [])),
  );
}

const outputs = ({ diagnostics }: Run): unknown => {
  const stack = diagnostics.find(({ urn, policy }) => urn.endsWith("::entry-dev") && policy === "stack");
  return (JSON.parse(stack?.message.split("\n")[1] ?? "{}") as { props: unknown }).props;
};

describe("a program of ES modules", () => {
  it("may be TypeScript, with top-level await, its own files and exact positions", async () => {
    const made = await run({
      "package.json": modules,
      "index.ts": [
        'import { readFileSync } from "node:fs";',
        'import data from "./data.json";',
        'import { Thing } from "./parts/thing.js";',
        'import type { Named } from "./parts/named.js";',
        'import { inner } from "./parts/inner";',
        'import { shared } from "./packages/shared/index";',
        'import { old } from "./parts/old.cjs";',
        "",
        'enum Size { Small = "small" }',
        'const named: Named = { name: await Promise.resolve("top") };',
        "new Thing(named.name);",
        'const { late } = await import("./parts/late.mjs");',
        "[inner, shared, old, late].forEach((make) => make());",
        'export const text: string = readFileSync(new URL("./data.txt", import.meta.url), "utf8");',
        "export const folder = import.meta.dirname.length > 0 && import.meta.filename.endsWith(`index.ts`);",
        "export const word = data.word;",
        "export const size = Size.Small;",
      ].join("\n"),
      "data.txt": "its own file",
      "data.json": '{ "word": "json" }',
      "parts/thing.ts": thing,
      "parts/named.ts": "export interface Named { name: string }",
      "parts/inner/index.ts":
        'import { Thing } from "../thing.js";\ninterface No {}\nexport const inner = (): Thing => new Thing("inner");',
      "parts/late.mts": 'import { Thing } from "./thing.js";\nexport const late = (): unknown => new Thing("late");',
      "parts/old.cts":
        'import things = require("../packages/shared/thing");\nexport const old = () => new things.Thing("old");',
      "packages/shared/package.json": "{}",
      "packages/shared/index.ts": 'export * from "./make";\nexport const other = 1;',
      "packages/shared/make.ts":
        'import { Thing } from "./thing";\nexport const shared = () =>\n  new Thing("shared");',
      "packages/shared/thing.ts": thing,
    });
    assert.deepEqual(places(made), {
      top: "index.ts:11:1",
      inner: "parts/inner/index.ts:3:35",
      shared: "packages/shared/make.ts:3:3",
      old: "parts/old.cts:2:26",
      late: "parts/late.mts:2:36",
    });
    assert.deepEqual(outputs(made), { text: "its own file", folder: true, word: "json", size: "small" });
  });

  it("may be JavaScript", async () => {
    const made = await run({
      "package.json": modules,
      "index.js": [
        'import pulumi from "@pulumi/pulumi";',
        'import { word } from "./word.js";',
        'class Thing extends pulumi.CustomResource { constructor(name) { super("fake:index:Thing", name, {}); } }',
        "new Thing(await word);",
        "export default async () => ({ word: await word });",
      ].join("\n"),
      "word.js": 'export const word = Promise.resolve("one");',
    });
    assert.deepEqual(places(made), { one: "index.js:4:1" });
    assert.deepEqual(outputs(made), { word: "one" });
  });

  it("that asks for another loader has exact positions too", async () => {
    const options = '{ name: nodejs, options: { nodeargs: "--loader ts-node/esm --no-warnings" } }';
    const made = await run({
      "Pulumi.yaml": `name: entry\nruntime: ${options}\nmain: src/main.ts\n`,
      "package.json": modules,
      "src/main.ts": `${thing}\n  new Thing("one");`,
    });
    assert.deepEqual(places(made), { one: "src/main.ts:8:3" });
  });

  it("is told of an exception with its own stack alone", async () => {
    const failed = await run({
      "package.json": modules,
      "index.ts": 'import { fail } from "./fail.js";\ninterface No {}\nfail();',
      "fail.ts": 'interface No {}\n\nexport const fail = (): never => {\n  throw new Error("out of order");\n};',
    });
    assert.equal(failed.outcome, "program failed");
    assert.match(
      errors(failed).join("\n"),
      /Error: out of order\n {4}at fail \(.*\/fail\.ts:4:9\)\n {4}at .*\/index\.ts:3:1\n/,
    );
  });

  for (const [what, files, message] of [
    ["syntax", { "part.ts": "const two = = 2;" }, /SyntaxError: .*\/part\.ts:1:13: Unexpected "="$/],
    ["a missing module", {}, /Cannot find module '.*part\.js' imported from .*index\.ts/],
  ] as const) {
    it(`is told of ${what}, and of nothing of ours`, async () => {
      const failed = await run({ "package.json": modules, "index.ts": 'import "./part.js";', ...files });
      assert.equal(failed.outcome, "program failed");
      assert.match(errors(failed).join("\n"), message);
      assert.doesNotMatch(errors(failed).join("\n"), /module-hooks|preload|preview\/process/);
    });
  }
});

describe("a program of CommonJS modules", () => {
  it("may use what TypeScript knows: paths, decorators, enums, JSX, modules that are functions", async () => {
    const made = await run({
      "tsconfig.json":
        '{ /* the rest */ "extends": "./base.json", "compilerOptions": { "baseUrl": ".", "module": "commonjs", }, }',
      "base.json": '{ "compilerOptions": { "experimentalDecorators": true, "paths": { "@parts/*": ["./parts/*"] } } }',
      "index.ts": [
        'import { Thing } from "@parts/thing";',
        'import { word } from "parts/word";',
        'import { word as same } from "./parts/word.js";',
        'import * as data from "./data.json";',
        'import * as called from "./called";',
        'import { tag } from "./tag";',
        "const enum Size { Small = 1 }",
        "const kept = (target: object, key: string) => { Object.defineProperty(target, `${key}-kept`, { value: key }); };",
        "class Site { @kept name = ''; constructor(readonly size: Size) {} }",
        "new Thing(word);",
        "export = async () => ({",
        "  kept: (new Site(Size.Small) as any)['name-kept'], same: same === word, data: data.word, called: called(), tag,",
        "});",
      ].join("\n"),
      "data.json": '{ "word": "json" }',
      "called.js": 'module.exports = () => "called";',
      "tag.tsx": "const React = { createElement: (name: string) => name };\nexport const tag = <div />;",
      "parts/thing.ts": thing,
      "parts/word.ts": 'export const word = "one";',
    });
    assert.deepEqual(places(made), { one: "index.ts:10:1" });
    assert.deepEqual(outputs(made), { kept: "name", same: true, data: "json", called: "called", tag: "div" });
  });

  for (const [what, tsconfig, expected] of [
    ["as Pulumi has it by default", {}, { field: "kept", itself: false, own: true, fallback: "made up" }],
    [
      "as its tsconfig.json says",
      { "tsconfig.json": '{ "compilerOptions": { "module": "commonjs", "target": "es2022" } }' },
      { field: null, itself: true, own: true, fallback: null },
    ],
  ] as const) {
    it(`is emitted ${what}`, async () => {
      const made = await run({
        ...tsconfig,
        "index.ts": [
          'import * as old from "./old";',
          'import fallback from "./old";',
          'import * as own from "./own";',
          "class Base { constructor(values: object) { Object.assign(this, values); } }",
          "class Site extends Base { field: string; }",
          "export = async () => ({",
          '  field: new Site({ field: "kept" }).field ?? null, itself: old === require("./old"), own: own === require("./own"),',
          "  fallback: fallback?.name ?? null,",
          "});",
        ].join("\n"),
        "old.js": 'module.exports = { name: "made up" };',
        "own.ts": "export const own = 1;",
      });
      assert.deepEqual(outputs(made), expected);
    });
  }

  it("may be a dynamic provider that uses modules which are functions", async () => {
    const made = await run({
      "index.ts": [
        'import * as pulumi from "@pulumi/pulumi";',
        'import called from "./parts/called";',
        'new pulumi.dynamic.Resource({ create: async () => ({ id: called(), outs: {} }) }, "made", {});',
      ].join("\n"),
      "parts/called.js": 'module.exports = () => "called"; module.exports.again = module.exports;',
    });
    assert.deepEqual(Object.keys(places(made)), ["made"]);
  });

  it("may import ES modules, and its own files at run time", async () => {
    const made = await run({
      "index.ts": [
        "export = async () => {",
        '  const { Thing } = await import("./thing");',
        '  const { basename } = await import("node:path");',
        "  new Thing(basename(__dirname).slice(0, 8));",
        '  return { meta: (await import("./meta")).meta };',
        "};",
      ].join("\n"),
      "thing.ts": thing,
      "meta.ts": "export const meta = import.meta.url.startsWith('file:');",
    });
    assert.deepEqual(places(made), { palisade: "index.ts:4:3" });
    assert.deepEqual(outputs(made), { meta: true });
  });

  it("starts where Pulumi.yaml or package.json says, and at an index where that is not built", async () => {
    const source = `${thing}new Thing("source");`;
    const built =
      'const { CustomResource } = require("@pulumi/pulumi");\nnew CustomResource("fake:index:Thing", "built", {});';
    const named = async (files: Readonly<Record<string, string>>) =>
      (await run(files)).resources.filter(({ type }) => type === "fake:index:Thing").map(({ name }) => name);
    const manifest = '{ "main": "bin/index.js" }';
    assert.deepEqual(await named({ "package.json": manifest, "index.ts": source, "bin/index.js": built }), ["built"]);
    assert.deepEqual(await named({ "package.json": manifest, "index.ts": source }), ["source"]);
    assert.deepEqual(
      await named({ "package.json": '{ "exports": { ".": { "default": "./src/a.ts" } } }', "src/a.ts": source }),
      ["source"],
    );
    assert.deepEqual(await named({ "Pulumi.yaml": `${runtime}main: infra\n`, "infra/index.mts": source }), ["source"]);
  });
});
