import { createPublicKey, type KeyObject } from "node:crypto";

/** What a request for a certificate (PKCS #10) asks to have signed. */
export interface CertificateRequest {
  readonly key: KeyObject;
  /** The subject has a common name, by which the VPN tells clients apart. */
  readonly hasCommonName: boolean;
}

/** One request, and nothing before or behind it: its private key might be. */
const REQUEST = /^-----BEGIN ((?:NEW )?)CERTIFICATE REQUEST-----\s([^-]+)-----END \1CERTIFICATE REQUEST-----$/;

/** Returns undefined for text that is no request. */
export function parseCertificateRequest(text: string): CertificateRequest | undefined {
  const [, , body = ""] = REQUEST.exec(String(text).trim()) ?? [];
  const [request] = elements(Buffer.from(body, "base64"));
  const [information] = elements(request?.content);
  const [, subject, key] = elements(information?.content);
  if (subject === undefined || key === undefined) {
    return undefined;
  }
  try {
    return {
      key: createPublicKey({ key: key.whole, format: "der", type: "spki" }),
      hasCommonName: subject.content.includes(COMMON_NAME),
    };
  } catch {
    return undefined;
  }
}

/** The object identifier 2.5.4.3 in DER. */
const COMMON_NAME = Buffer.from([0x06, 0x03, 0x55, 0x04, 0x03]);

/** One value in DER. */
interface Element {
  readonly whole: Buffer;
  readonly content: Buffer;
}

/** The values that stand in a row, as far as they are whole. */
function elements(der: Buffer | undefined): readonly Element[] {
  const found: Element[] = [];
  for (let start = 0; der !== undefined && start + 2 <= der.length;) {
    const { length, size } = lengthAt(der, start + 1);
    const end = start + 1 + size + length;
    if (end > der.length) {
      break;
    }
    found.push({ whole: der.subarray(start, end), content: der.subarray(start + 1 + size, end) });
    start = end;
  }
  return found;
}

/** A length in DER: one byte, or the number of bytes that follow and hold it. */
function lengthAt(der: Buffer, at: number): { readonly length: number; readonly size: number } {
  const first = der.readUInt8(at);
  const bytes = first & 0x7f;
  if (first < 0x80) {
    return { length: first, size: 1 };
  }
  // No request is as long as four bytes can count.
  return bytes >= 1 && bytes <= 3 && at + bytes < der.length
    ? { length: der.readUIntBE(at + 1, bytes), size: 1 + bytes }
    : { length: Infinity, size: 1 };
}
