import type { AnalyzeResult } from "@pulumi/pulumi/provider/experimental/analyzer";
import { createGenerator } from "ts-json-schema-generator";
import { argumentShapes } from "../../catalogue/argument-shapes";
import { componentIndex, componentPage } from "../../catalogue/component-page";
import { componentSchema, type ComponentSource, readComponents } from "../../catalogue/component-source";
import { components, fileOf } from "../../catalogue/components";
import { ownCoverageDocument } from "../../catalogue/own-coverage";

/** Files that are computed from others. `npm run generate` writes them, and a test holds them to their sources. */
export const generatedFiles: readonly { readonly file: string; readonly content: () => string }[] = [
  { file: "docs/coverage.md", content: () => ownCoverageDocument(".") },
  { file: "docs/components/README.md", content: () => componentIndex(componentSources()) },
  ...components.map(({ name }) => ({
    file: `docs/components/${fileOf(name)}.md`,
    content: () => componentPage(sourceOf(name)),
  })),
  {
    file: "components/argument/shapes.json",
    content: () => `${JSON.stringify(argumentShapes(ownSchema()), undefined, 2)}\n`,
  },
  { file: "result/result.schema.json", content: resultSchema },
];

let schema: AnalyzeResult | undefined;
let read: readonly ComponentSource[] | undefined;

/** Made once, because that takes seconds. */
export function ownSchema(): AnalyzeResult {
  schema ??= componentSchema(".");
  return schema;
}

/** Read once. */
export function componentSources(): readonly ComponentSource[] {
  read ??= readComponents(".", ownSchema());
  return read;
}

function sourceOf(name: string): ComponentSource {
  const source = componentSources().find((candidate) => candidate.name === name);
  if (source === undefined) {
    throw new Error(`There is no component ${name}.`);
  }
  return source;
}

function resultSchema(): string {
  const schema = createGenerator({
    path: "result/result.ts",
    tsconfig: "tsconfig.json",
    type: "Result",
    topRef: false,
    skipTypeCheck: true,
  }).createSchema("Result");
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}
