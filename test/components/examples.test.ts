import assert from "node:assert/strict";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { components, fileOf } from "../../catalogue/components";
import type { Result } from "../../result/result";
import { palisade } from "../support/cli";
import { componentSources } from "../support/generated";

const configuration = path.join(__dirname, "examples");
/** Inside the checkout, so that the examples find its packages. */
const folder = path.resolve("dist/examples");
const programOf = (name: string) => path.join(folder, fileOf(name));

describe("the example of", () => {
  before(function () {
    this.timeout(60_000);
    for (const { name, example } of componentSources()) {
      mkdirSync(programOf(name), { recursive: true });
      cpSync(configuration, programOf(name), { recursive: true });
      writeFileSync(
        path.join(programOf(name), "index.ts"),
        example.replace('"@palisade-iac/palisade"', '"../../../components"'),
      );
    }
  });

  it("every component compiles", function () {
    this.timeout(120_000);
    const { config } = ts.readConfigFile("tsconfig.json", ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ".");
    const files = components.map(({ name }) => path.join(programOf(name), "index.ts"));
    const program = ts.createProgram(files, options);
    // The components themselves are what `npm run typecheck` checks.
    const diagnostics = files.flatMap((file) => ts.getPreEmitDiagnostics(program, program.getSourceFile(file)));
    assert.equal(ts.formatDiagnostics(diagnostics, host), "");
  });

  // A preview for each takes longer than `npm test` may.
  for (const { name } of process.env["PALISADE_FULL"] === "1" ? components : []) {
    it(`${name} is compliant`, function () {
      this.timeout(60_000);
      const { stdout, stderr } = palisade(["preview", "production", "--program", programOf(name), "--format", "json"]);
      assert.equal(stderr, "");
      const { findings, resources } = JSON.parse(stdout) as Result;
      assert.deepEqual(findings, []);
      assert.ok(resources.some(({ type }) => type === `palisade:index:${name}`));
    });
  }
});

const host: ts.FormatDiagnosticsHost = {
  getCanonicalFileName: (name) => name,
  getCurrentDirectory: () => process.cwd(),
  getNewLine: () => "\n",
};
