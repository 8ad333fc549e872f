import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { readStateFile } from "../../../preview/state/state-file";
import { UsageError } from "../../../preview/usage-error";
import { temporaryProject } from "../../support/project";

const text = '{"name": "数据库"}';

describe("the file of a state", () => {
  let file: string;
  before(() => (file = path.join(temporaryProject({}), "state.json")));

  const read = (content: string | Buffer) => {
    writeFileSync(file, content);
    return readStateFile(file);
  };
  const refuses = (content: string | Buffer, message: string) =>
    assert.rejects(
      read(content),
      (error) => error instanceof UsageError && assert.equal(error.message, `${file}${message}`) === undefined,
    );

  for (const [what, content] of [
    ["plain", text],
    ["compressed", gzipSync(text)],
    ["with a byte order mark", `\ufeff${text}`],
    ["in UTF-16, as PowerShell writes it", Buffer.from(`\ufeff${text}`, "utf16le")],
  ] as const) {
    it(`is read ${what}`, async () => {
      assert.deepEqual(await read(content), { name: file, content: { name: "数据库" } });
    });
  }

  it("is refused with line and column where it is no JSON", async () => {
    await refuses(
      '{\n  "version": 3,\n  "deployment": {',
      ':3:18: not valid JSON: "," or "}" is expected where the file ends. Is it whole?',
    );
    await refuses('{\n  "version": 3;', ':2:15: not valid JSON: something else is expected where ";" stands.');
    await refuses("", ":1:1: not valid JSON: a value is expected where the file ends. Is it whole?");
  });

  it("is refused where it cannot be unpacked", () =>
    refuses(gzipSync(text).subarray(0, 20), " is compressed, and cannot be unpacked: unexpected end of file."));
});
