import { gunzipSync } from "node:zlib";

/** How far texts within texts are followed. A machine's user data has 16 KiB before it is unpacked. */
const limits = { depth: 6, texts: 200, bytes: 4 * 1024 * 1024 } as const;

export interface EmbeddedTexts {
  /** The text itself first, then what is packed into it. */
  readonly texts: readonly string[];
  /** False where more was packed into it than is worth following. */
  readonly complete: boolean;
}

/**
 * The texts that a text holds: itself, and what is encoded in it as base64, compressed with gzip, or a part of a MIME message,
 * in any nesting. What cannot be decoded is left as it is.
 */
export function embeddedTexts(text: string): EmbeddedTexts {
  const texts: string[] = [];
  let complete = true;
  let bytes = 0;

  function follow(found: string, depth: number): void {
    bytes += found.length;
    if (depth > limits.depth || texts.length >= limits.texts || bytes > limits.bytes) {
      complete = false;
      return;
    }
    texts.push(found);
    for (const part of mimeParts(found)) {
      follow(part, depth + 1);
    }
    for (const [encoded] of found.matchAll(base64)) {
      open(Buffer.from(encoded, "base64"), depth + 1);
    }
  }

  function open(data: Buffer, depth: number): void {
    const unpacked = isGzip(data) ? unpack(data) : data;
    if (unpacked === undefined) {
      complete = false;
      return;
    }
    const decoded = unpacked.toString("utf8");
    if (isText(decoded)) {
      follow(decoded, depth);
    }
  }

  follow(text, 0);
  if (isGzip(Buffer.from(text, "latin1"))) {
    open(Buffer.from(text, "latin1"), 1);
  }
  return { texts, complete };
}

/** Long enough to hold anything; may be broken over lines, indented as YAML is. */
const base64 = /(?:[A-Za-z0-9+/]{40,}\r?\n[ \t]*)*[A-Za-z0-9+/]{16,}={0,2}/g;

const isGzip = (data: Buffer): boolean => data[0] === 0x1f && data[1] === 0x8b;

/** Undefined where it unpacks to more than is worth following; what is broken unpacks to nothing. */
function unpack(data: Buffer): Buffer | undefined {
  try {
    return gunzipSync(data, { maxOutputLength: limits.bytes });
  } catch (error) {
    return error instanceof RangeError ? undefined : Buffer.alloc(0);
  }
}

/** Binary data that happens to be base64 is no text: it has control characters or is no UTF-8. */
const isText = (decoded: string): boolean => decoded !== "" && !/[\u0000-\u0008\u000e-\u001f\ufffd]/.test(decoded);

/** The bodies of a multipart message, with line breaks taken out of those that are base64. */
function mimeParts(text: string): readonly string[] {
  const [, quoted, plain] =
    /^content-type:\s*multipart\/[^\n]*?(?:\n[ \t][^\n]*?)*boundary=(?:"([^"\n]+)"|([^\s;]+))/im.exec(text) ?? [];
  const boundary = quoted ?? plain;
  return boundary === undefined ? [] : text.split(`--${boundary}`).slice(1).map(mimeBody);
}

function mimeBody(part: string): string {
  const end = /\r?\n\r?\n/.exec(part);
  const headers = part.slice(0, end?.index);
  const body = end === null ? "" : part.slice(end.index);
  return /content-transfer-encoding:\s*base64/i.test(headers) ? body.replace(/\s+/g, "") : body;
}
