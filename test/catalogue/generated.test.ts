import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { generatedFiles } from "../support/generated";

describe("generated files", () => {
  for (const { file, content } of generatedFiles) {
    it(`${file} is what "npm run generate" writes`, function () {
      this.timeout(60_000);
      assert.equal(readFileSync(file, "utf8"), content());
    });
  }
});
