import assert from "node:assert/strict";
import { createRedaction } from "../../preview/redaction";
import { signatureKey, signatures } from "../../preview/wire";

const secret = (value: string) => ({ [signatureKey]: signatures.secret, value });

function redacted(message: string, ...secrets: readonly string[]): string {
  const redaction = createRedaction();
  redaction.learn({ plain: "visible", list: secrets.map(secret) });
  return redaction.redact(message);
}

describe("a redaction", () => {
  it("takes out what was secret and leaves the rest", () => {
    assert.equal(redacted("user visible, password hunter22!", "hunter22!"), "user visible, password [secret]");
  });

  it("finds a long secret inside other text, and what special characters it has", () => {
    assert.equal(redacted("urlprefixs3cr.t$(x)suffix", "s3cr.t$(x)"), "urlprefix[secret]suffix");
  });

  it("finds a short secret as a word alone", () => {
    assert.equal(redacted("open, opened, reopen, (open)", "open"), "[secret], opened, reopen, ([secret])");
  });

  it("finds the longer of two secrets that overlap", () => {
    assert.equal(redacted("abcdefghij abcdefgh", "abcdefgh", "abcdefghij"), "[secret] [secret]");
  });

  it("finds a secret as JSON writes it", () => {
    assert.equal(redacted('{"a":"line\\none"}', "line\none"), '{"a":"[secret]"}');
  });

  it("leaves a message alone where nothing is secret", () => {
    assert.equal(redacted("nothing here"), "nothing here");
  });
});
