import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { parsePublicKey } from "../../../components/ssh/public-key";
import { publicKeys } from "../../support/ssh-keys";

/** A key as SSH writes it: each field behind its length. */
const written = (type: string, ...fields: readonly Buffer[]) => {
  const blob = [Buffer.from(type), ...fields].flatMap((field) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(field.length);
    return [length, field];
  });
  return `${type} ${Buffer.concat(blob).toString("base64")}`;
};

describe("a public key of SSH", () => {
  it("is read with its algorithm and length", () => {
    assert.deepEqual(parsePublicKey(publicKeys.ed25519), { algorithm: "ED25519" });
    assert.deepEqual(parsePublicKey(publicKeys.rsa2048), { algorithm: "RSA", bits: 2048 });
    assert.deepEqual(parsePublicKey(publicKeys.rsa3072), { algorithm: "RSA", bits: 3072 });
    assert.deepEqual(parsePublicKey(publicKeys.rsa4096), { algorithm: "RSA", bits: 4096 });
    assert.deepEqual(parsePublicKey(publicKeys.ecdsa), { algorithm: "ecdsa-sha2-nistp256" });
  });

  it("is read without a comment, and from a file with its last line end", () => {
    const [type, key] = publicKeys.ed25519.split(" ");
    assert.deepEqual(parsePublicKey(`${type} ${key}`), { algorithm: "ED25519" });
    assert.deepEqual(parsePublicKey(`${publicKeys.ed25519}\n`), { algorithm: "ED25519" });
  });

  const [, ed25519 = ""] = publicKeys.ed25519.split(" ");
  const none: Record<string, string> = {
    nothing: "",
    "a type alone": "ssh-ed25519",
    "a key of another type than it says": `ssh-rsa ${ed25519}`,
    "a key that is cut off": `ssh-ed25519 ${ed25519.slice(0, 40)}`,
    "two keys": `${publicKeys.ed25519}\n${publicKeys.rsa4096}`,
    "a key with options before it": `command="id" ${publicKeys.ed25519}`,
    "a key of 31 bytes": written("ssh-ed25519", Buffer.alloc(31, 1)),
    "a key with a field too many": written("ssh-ed25519", Buffer.alloc(32, 1), Buffer.alloc(1)),
    "a modulus that is missing": written("ssh-rsa", Buffer.from([1, 0, 1])),
    "a private key": String(
      generateKeyPairSync("ed25519", {
        privateKeyEncoding: { type: "pkcs8", format: "pem" },
        publicKeyEncoding: { type: "spki", format: "pem" },
      }).privateKey,
    ),
  };
  for (const [title, text] of Object.entries(none)) {
    it(`is not ${title}`, () => assert.equal(parsePublicKey(text), undefined));
  }

  it("is not a number, as a program in another language may hand over", () => {
    assert.equal(parsePublicKey(7 as unknown as string), undefined);
  });

  it("is never found in other bytes, whatever they are", () => {
    fc.assert(
      fc.property(fc.constantFrom("ssh-rsa", "ssh-ed25519"), fc.uint8Array({ maxLength: 64 }), (type, bytes) => {
        assert.equal(parsePublicKey(`${type} ${Buffer.from(bytes).toString("base64")}`), undefined);
      }),
    );
  });

  it("has as many bits as its modulus", () => {
    const { n = "", e = "" } = generateKeyPairSync("rsa", { modulusLength: 1536 }).publicKey.export({ format: "jwk" });
    const text = written("ssh-rsa", Buffer.from(e, "base64url"), Buffer.from(n, "base64url"));
    assert.deepEqual(parsePublicKey(text), { algorithm: "RSA", bits: 1536 });
  });
});
