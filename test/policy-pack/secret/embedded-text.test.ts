import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { embeddedTexts } from "../../../policy-pack/secret/embedded-text";

const base64 = (text: string | Buffer) => Buffer.from(text).toString("base64");
const broken = (encoded: string, indent = "") => encoded.replace(/.{76}/g, `$&\n${indent}`);
const script = "#!/bin/sh\nexport DB_PASSWORD=hunter2\n";

const holds = (text: string) => embeddedTexts(text).texts.some((each) => each.includes("DB_PASSWORD=hunter2"));

describe("the texts in a text", () => {
  const packed: Readonly<Record<string, string>> = {
    "as it is": script,
    "in base64": base64(script),
    "in base64 twice": base64(base64(script)),
    "compressed, in base64": base64(gzipSync(script)),
    "compressed, as bytes": gzipSync(script).toString("latin1"),
    "in base64 that is broken over lines": broken(base64(script.repeat(20))),
    "in a file of a cloud-config": `#cloud-config\nwrite_files:\n  - path: /etc/x\n    encoding: b64\n    content: ${base64(script)}\n`,
    "in a compressed file of a cloud-config, in base64 itself": base64(
      `#cloud-config\nwrite_files:\n  - encoding: gz+b64\n    content: |\n      ${broken(base64(gzipSync(noise(300) + script)), "      ")}\n`,
    ),
    "piped through base64 in a script": `echo ${base64(script)} | base64 -d | sh`,
    "in a part of a MIME message": mime(script, "7bit"),
    "in a part of a MIME message that is base64": mime(broken(base64(script.repeat(10))), "base64"),
    "in a compressed MIME message": base64(gzipSync(mime(base64(script), "base64"))),
    "in a MIME message with a folded header": mime(script, "7bit").replace("; boundary", ";\n boundary"),
  };
  for (const [title, text] of Object.entries(packed)) {
    it(`are found ${title}`, () => assert.equal(holds(text), true));
  }

  it("are only itself where nothing is packed into it", () => {
    assert.deepEqual(embeddedTexts("hello"), { texts: ["hello"], complete: true });
  });

  it("leave out what is no text", () => {
    const binary = base64(Buffer.from([0, 1, 2, 3, 250, 251, 252, 253, 254, 255, 0, 1, 2, 3]));
    assert.deepEqual(embeddedTexts(binary).texts, [binary]);
  });

  it("end where a little unpacks to very much", () => {
    const bomb = base64(gzipSync(Buffer.alloc(64 * 1024 * 1024)));
    assert.deepEqual(embeddedTexts(bomb), { texts: [bomb], complete: false });
  });

  it("end where they nest too deeply", () => {
    const nested = Array.from({ length: 12 }).reduce<string>((text) => base64(text), script);
    assert.equal(embeddedTexts(nested).complete, false);
  });

  it("take broken compression for nothing", () => {
    const cut = gzipSync(script).subarray(0, 20);
    assert.deepEqual(embeddedTexts(base64(cut)), { texts: [base64(cut)], complete: true });
  });

  it("begin with the text, whatever it is", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.base64String({ maxLength: 200 })), (text) => {
        assert.equal(embeddedTexts(text).texts[0], text);
      }),
    );
  });
});

function mime(body: string, encoding: string): string {
  return [
    'Content-Type: multipart/mixed; boundary="==B=="',
    "MIME-Version: 1.0",
    "",
    "--==B==",
    'Content-Type: text/x-shellscript; charset="us-ascii"',
    `Content-Transfer-Encoding: ${encoding}`,
    "",
    body,
    "--==B==--",
  ].join("\n");
}

/** Text that does not compress to nothing. */
function noise(length: number): string {
  return Array.from({ length }, (_, index) => ((index * 7919) % 104729).toString(36)).join("\n") + "\n";
}
