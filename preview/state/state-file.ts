import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { UsageError } from "../usage-error";
import type { Wire } from "../wire";
import { syntaxFault } from "./json-syntax";

export interface StateFile {
  /** As messages call it. */
  readonly name: string;
  readonly content: Wire;
}

/**
 * Reads a file of JSON, also one that the file backend has compressed; `-` is the standard input.
 * @throws UsageError with line and column where it is no JSON.
 */
export async function readStateFile(file: string): Promise<StateFile> {
  const name = file === "-" ? "standard input" : file;
  return { name, content: parse(name, textOf(name, await bytesOf(file))) };
}

async function bytesOf(file: string): Promise<Buffer> {
  if (file === "-") {
    return Buffer.concat(await process.stdin.toArray());
  }
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}.`);
  }
}

/** Shells of Windows redirect output as UTF-16. */
function textOf(name: string, bytes: Buffer): string {
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? unpacked(name, bytes) : bytes;
  return new TextDecoder(plain[0] === 0xff && plain[1] === 0xfe ? "utf-16le" : "utf-8").decode(plain);
}

function unpacked(name: string, bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes);
  } catch (error) {
    throw new UsageError(`${name} is compressed, and cannot be unpacked: ${(error as Error).message}.`);
  }
}

function parse(name: string, text: string): Wire {
  try {
    return JSON.parse(text) as Wire;
  } catch (error) {
    const fault = syntaxFault(text);
    if (fault === undefined) {
      throw error;
    }
    const { offset, expected } = fault;
    const before = text.slice(0, offset);
    const line = before.split("\n").length;
    const column = offset - before.lastIndexOf("\n");
    const found = text[offset];
    const stands = found === undefined ? "the file ends. Is it whole?" : `${JSON.stringify(found)} stands.`;
    throw new UsageError(`${name}:${line}:${column}: not valid JSON: ${expected} is expected where ${stands}`);
  }
}
