import assert from "node:assert/strict";
import fc from "fast-check";
import { parseCertificateRequest } from "../../../components/vpn/certificate-request";
import { requests } from "../../support/certificate-requests";

describe("a certificate request", () => {
  const parsed = (text: string) => {
    const request = parseCertificateRequest(text);
    return (
      request && [request.key.asymmetricKeyType, request.key.asymmetricKeyDetails?.modulusLength, request.hasCommonName]
    );
  };

  it("is read with its key and whether it names somebody", () => {
    assert.deepEqual(parsed(requests.rsa2048), ["rsa", 2048, true]);
    assert.deepEqual(parsed(requests.rsa1024), ["rsa", 1024, true]);
    assert.deepEqual(parsed(requests.withoutCommonName), ["rsa", 2048, false]);
    assert.deepEqual(parsed(requests.ed25519), ["ed25519", undefined, true]);
  });

  it("is read with the older label, and from a file with its last line end", () => {
    assert.deepEqual(parsed(`${requests.rsa2048.replaceAll("CERTIFICATE", "NEW CERTIFICATE")}\n`), ["rsa", 2048, true]);
  });

  const none: Record<string, string> = {
    nothing: "",
    "a certificate": requests.rsa2048.replaceAll("CERTIFICATE REQUEST", "CERTIFICATE"),
    "a private key": "-----BEGIN PRIVATE KEY-----\nMIIC\n-----END PRIVATE KEY-----",
    "a request behind its private key": `-----BEGIN PRIVATE KEY-----\nMIIC\n-----END PRIVATE KEY-----\n${requests.rsa2048}`,
    "a request before its private key": `${requests.rsa2048}\n-----BEGIN PRIVATE KEY-----\nMIIC\n-----END PRIVATE KEY-----`,
    "a request that is cut off": `${requests.rsa2048.slice(0, 400)}\n-----END CERTIFICATE REQUEST-----`,
  };
  for (const [title, text] of Object.entries(none)) {
    it(`is not ${title}`, () => assert.equal(parseCertificateRequest(text), undefined));
  }

  it("is never found in other bytes, whatever they are", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const body = Buffer.from(bytes).toString("base64");
        const text = `-----BEGIN CERTIFICATE REQUEST-----\n${body}\n-----END CERTIFICATE REQUEST-----`;
        assert.equal(parseCertificateRequest(text), undefined);
      }),
    );
  });
});
