import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { generatedFiles } from "../support/generated";

describe("generated files", () => {
  for (const { file, content } of generatedFiles) {
    it(`${file} is what "npm run generate" writes`, function () {
      this.timeout(60_000);
      assert.equal(readFileSync(file, "utf8"), content());
    });
  }

  it("are all that docs/components holds", () => {
    const pages = readdirSync("docs/components").map((file) => `docs/components/${file}`);
    const generated = generatedFiles.map(({ file }) => file);
    assert.deepEqual(
      pages.filter((page) => !generated.includes(page)),
      [],
    );
  });
});
