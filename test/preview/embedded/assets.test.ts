import assert from "node:assert/strict";
import path from "node:path";
import { requireFiles } from "../../../preview/embedded/assets";
import { signatureKey, signatures } from "../../../preview/wire";
import type { Properties, Wire } from "../../../preview/wire";

const asset = (fields: Properties): Wire => ({ [signatureKey]: signatures.asset, ...fields });
const archive = (fields: Properties): Wire => ({ [signatureKey]: signatures.archive, ...fields });

const folder = path.join(__dirname, "..", "programs-differential", "values");

describe("The files of assets", () => {
  it("are no concern where they are there, or elsewhere", () => {
    const properties = {
      file: asset({ path: "files/one.txt" }),
      text: asset({ text: "text" }),
      remote: asset({ uri: "https://nowhere.invalid" }),
      list: [archive({ path: path.join(folder, "files") }), archive({ assets: { a: asset({ path: "./index.js" }) } })],
    };
    assert.doesNotThrow(() => requireFiles("unmarshal properties", properties, folder));
  });

  const at = (file: string): string => path.join(folder, file);
  const missing: Readonly<Record<string, { value: Wire; message: string }>> = {
    "a missing file": {
      value: asset({ path: "no.txt" }),
      message: `asset hash for "key": failed to open asset file '${at("no.txt")}': open ${at("no.txt")}: no such file or directory`,
    },
    "a folder in the place of a file": {
      value: asset({ path: "files" }),
      message: `asset hash for "key": asset path '${at("files")}' is a directory; try using an archive`,
    },
    "a missing folder": {
      value: archive({ path: "no" }),
      message: `archive hash for "key": couldn't read archive path '${at("no")}': stat ${at("no")}: no such file or directory`,
    },
    "a missing archive": {
      value: archive({ path: "no.zip" }),
      message: `archive hash for "key": open ${at("no.zip")}: no such file or directory`,
    },
    "a file that is no archive": {
      value: archive({ path: "index.js" }),
      message: `archive hash for "key": '${at("index.js")}' is neither a recognized archive type nor a directory`,
    },
    "a missing file inside an archive": {
      value: [archive({ assets: { inner: asset({ path: "no.txt" }) } })],
      message: `asset hash for "inner": failed to open asset file '${at("no.txt")}': open ${at("no.txt")}: no such file or directory`,
    },
  };
  for (const [what, { value, message }] of Object.entries(missing)) {
    it(`are refused for ${what}, in the engine's words`, () => {
      assert.throws(() => requireFiles("unmarshal properties", { key: value }, folder), {
        message: `unmarshal properties: failed to compute ${message}`,
      });
    });
  }
});
