import { createGenerator } from "ts-json-schema-generator";
import { ownCoverageDocument } from "../../catalogue/own-coverage";

/** Files that are computed from others. `npm run generate` writes them, and a test holds them to their sources. */
export const generatedFiles: readonly { readonly file: string; readonly content: () => string }[] = [
  { file: "docs/coverage.md", content: () => ownCoverageDocument(".") },
  { file: "result/result.schema.json", content: resultSchema },
];

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
