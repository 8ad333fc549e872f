import { createHash, createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";
import { checkBridged, encodeConfiguration, plainOverlay, planBridged, readBridged } from "./bridge";
import { computed, placeholder } from "./echo";
import type { OfflineProvider } from "./provider";
import type { Sdk } from "./sdk";
import { knownText, normalize } from "./values";
import type { Properties, Wire } from "../wire";

// Terraform's framework fills defaults in when it plans, after Check.
const planned: Readonly<Record<string, Readonly<Record<string, Wire>>>> = {
  "tls:index/privateKey:PrivateKey": { rsaBits: 2048, ecdsaCurve: "P224" },
};

/** What the TLS provider answers. Keys and certificates are made at deployment, so that none is ever known here. */
export function tlsProvider(sdk: Sdk, unknownTypes: OfflineProvider): OfflineProvider {
  return {
    check(request) {
      const shape = sdk.resource(request.type);
      return shape === undefined
        ? unknownTypes.check(request)
        : checkBridged({ ...request, inputs: normalize(request.inputs) }, shape, plainOverlay, sdk);
    },

    checkConfiguration({ inputs }) {
      return { inputs: encodeConfiguration(inputs, sdk.provider()), failures: [] };
    },

    create(request) {
      const shape = sdk.resource(request.type);
      const inputs = { ...planned[request.type], ...request.inputs };
      return shape === undefined ? unknownTypes.create(request) : planBridged(inputs, shape);
    },

    read(request) {
      const shape = sdk.resource(request.type);
      return shape === undefined ? unknownTypes.read(request) : readBridged(request.id, request.inputs, shape);
    },

    invoke({ token, args }) {
      const known = token === "tls:index/getPublicKey:getPublicKey" ? publicKey(normalize(args)) : undefined;
      return known === undefined ? placeholder(token, sdk) : computed(known);
    },
  };
}

/** The public half of a PEM key; undefined for keys that Node cannot read, such as those in OpenSSH's format. */
function publicKey(args: Properties): Properties | undefined {
  const pem = knownText(args.privateKeyPem);
  const key = pem === undefined ? undefined : readKey(pem);
  if (key === undefined) {
    return undefined;
  }
  const openssh = opensshKey(key.export({ format: "jwk" }));
  const der = key.export({ type: "spki", format: "der" });
  return {
    ...args,
    algorithm: algorithms[key.asymmetricKeyType ?? ""] ?? "",
    id: createHash("sha1").update(der).digest("hex"),
    publicKeyPem: String(key.export({ type: "spki", format: "pem" })),
    publicKeyOpenssh: openssh === undefined ? "" : `${openssh.type} ${openssh.blob.toString("base64")}\n`,
    publicKeyFingerprintMd5: openssh === undefined ? "" : md5Fingerprint(openssh.blob),
    publicKeyFingerprintSha256: openssh === undefined ? "" : sha256Fingerprint(openssh.blob),
  };
}

const algorithms: Readonly<Record<string, string>> = { rsa: "RSA", ec: "ECDSA", ed25519: "ED25519" };

function readKey(pem: string): KeyObject | undefined {
  try {
    return createPublicKey(createPrivateKey(pem));
  } catch {
    return undefined;
  }
}

const curves: Readonly<Record<string, string>> = { "P-256": "nistp256", "P-384": "nistp384", "P-521": "nistp521" };

/** A key as SSH writes it; undefined for curves that SSH does not know. */
function opensshKey(key: JsonWebKey): { readonly type: string; readonly blob: Buffer } | undefined {
  const part = (text: string | undefined) => Buffer.from(text ?? "", "base64url");
  if (key.kty === "RSA") {
    return sshKey("ssh-rsa", [positive(part(key.e)), positive(part(key.n))]);
  }
  if (key.kty === "OKP") {
    return sshKey("ssh-ed25519", [part(key.x)]);
  }
  const curve = curves[key.crv ?? ""];
  if (curve === undefined) {
    return undefined;
  }
  const uncompressed = Buffer.concat([Buffer.from([4]), part(key.x), part(key.y)]);
  return sshKey(`ecdsa-sha2-${curve}`, [Buffer.from(curve), uncompressed]);
}

function sshKey(type: string, parts: readonly Buffer[]): { readonly type: string; readonly blob: Buffer } {
  const sized = [Buffer.from(type), ...parts].flatMap((part) => {
    const size = Buffer.alloc(4);
    size.writeUInt32BE(part.length);
    return [size, part];
  });
  return { type, blob: Buffer.concat(sized) };
}

/** SSH's integers are signed: a set first bit needs a zero byte before it. */
function positive(bytes: Buffer): Buffer {
  return (bytes[0] ?? 0) > 127 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
}

function md5Fingerprint(blob: Buffer): string {
  return (createHash("md5").update(blob).digest("hex").match(/../g) ?? []).join(":");
}

function sha256Fingerprint(blob: Buffer): string {
  return `SHA256:${createHash("sha256").update(blob).digest("base64").replace(/=+$/, "")}`;
}
