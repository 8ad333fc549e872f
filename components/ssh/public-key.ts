import { createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";
import { keyAuthentication } from "../../protocol/admin-access";
import { describeLimit } from "../../protocol/limit";
import { assertWithin } from "../argument/limit";
import type { Refuse } from "../argument/refusal";

/** A public key as SSH writes it. */
export interface SshPublicKey {
  /** `ED25519` and `RSA`; of other keys the name of their type. */
  readonly algorithm: string;
  /** Length of an RSA key. */
  readonly bits?: number;
}

const { keyAlgorithms, rsaKeyLength } = keyAuthentication.limits;

/** @throws RefusedArgumentError unless `text` is a public key of an algorithm and length that ADM-03 accepts. */
export function assertPublicKey(refuse: Refuse, argument: string, text: string): void {
  const key = parsePublicKey(text);
  if (key === undefined) {
    // What is here in place of a public key may be a private one.
    throw refuse(
      argument,
      "(not shown)",
      "one public key as ssh-keygen writes it: ssh-ed25519 AAAA…",
      keyAuthentication,
    );
  }
  const { algorithm, bits } = key;
  if (!(keyAlgorithms.value as readonly string[]).includes(algorithm)) {
    throw refuse(argument, algorithm, describeLimit(keyAlgorithms), keyAuthentication);
  }
  if (algorithm === "RSA") {
    assertWithin(refuse, argument, bits, keyAuthentication, rsaKeyLength);
  }
}

/** Returns undefined for text that is no public key in one line: type, key and comment. */
export function parsePublicKey(text: string): SshPublicKey | undefined {
  const [, type = "", encoded = ""] =
    /^([a-z0-9@.-]+) ([A-Za-z0-9+/]+={0,2})(?: [^\r\n]*)?$/.exec(String(text).trim()) ?? [];
  const [named, ...parts] = fields(Buffer.from(encoded, "base64")) ?? [];
  if (named === undefined || named.toString("latin1") !== type) {
    return undefined;
  }
  switch (type) {
    case "ssh-ed25519": {
      const [x, ...others] = parts;
      const key = x && others.length === 0 ? keyOf({ kty: "OKP", crv: "Ed25519", x: urlSafe(x) }) : undefined;
      return key && { algorithm: "ED25519" };
    }
    case "ssh-rsa": {
      const [e, n, ...others] = parts;
      const key = e && n && others.length === 0 ? keyOf({ kty: "RSA", e: urlSafe(e), n: urlSafe(n) }) : undefined;
      const bits = key?.asymmetricKeyDetails?.modulusLength;
      return bits === undefined ? undefined : { algorithm: "RSA", bits };
    }
    default:
      return { algorithm: type };
  }
}

/** The fields of a key, each behind its length in four bytes; undefined where a length is wrong. */
function fields(blob: Buffer): readonly Buffer[] | undefined {
  const found: Buffer[] = [];
  let at = 0;
  while (at < blob.length) {
    const start = at + 4;
    const end = start <= blob.length ? start + blob.readUInt32BE(at) : Infinity;
    if (end > blob.length) {
      return undefined;
    }
    found.push(blob.subarray(start, end));
    at = end;
  }
  return found;
}

const urlSafe = (bytes: Buffer): string => bytes.toString("base64url");

function keyOf(key: JsonWebKey): KeyObject | undefined {
  try {
    return createPublicKey({ key, format: "jwk" });
  } catch {
    return undefined;
  }
}
