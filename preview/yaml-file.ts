import { readFileSync } from "node:fs";
import { LineCounter, parseDocument } from "yaml";
import type { ScalarTag } from "yaml";
import { UsageError } from "./usage-error";

/** A scalar as Pulumi reads it: whole numbers may be larger than a JavaScript number holds. */
export type Scalar = null | boolean | bigint | number | string;

export type Yaml = Scalar | Yaml[] | { [key: string]: Yaml };

/** Pulumi reads YAML with Go's library: `0123` is octal, `1_000` is a thousand, and a date becomes Go's long form of it. */
const goInteger: ScalarTag = {
  tag: "tag:yaml.org,2002:int",
  default: true,
  test: /^[-+]?(0[0-7_]+|[1-9][0-9]*_[0-9_]*)$/,
  resolve: (text) => {
    const digits = text.replace(/^[-+]/, "").replaceAll("_", "");
    const magnitude = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits);
    return text.startsWith("-") ? -magnitude : magnitude;
  },
};

const date =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt]|[ \t]+)(\d{1,2}):(\d{1,2}):(\d{1,2})(\.\d+)?[ \t]*(Z|[-+]\d{2}:\d{2})?)?$/;

const goTimestamp: ScalarTag = {
  tag: "tag:yaml.org,2002:timestamp",
  default: true,
  test: date,
  resolve: (text) => {
    const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "", zone = "Z"] =
      date.exec(text) ?? [];
    const two = (digits: string | undefined) => (digits ?? "").padStart(2, "0");
    const offset = zone === "Z" ? "+0000 UTC" : `${zone.replace(":", "")} ${zone.replace(":", "")}`;
    const decimals = fraction.replace(/\.?0+$/, "");
    return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}${decimals} ${offset}`;
  },
};

/**
 * Reads a YAML (or JSON) file that must hold a mapping, or nothing.
 * @throws UsageError naming file and line where it is broken.
 */
export function readYaml(file: string): { [key: string]: Yaml } {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}.`);
  }
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter,
    prettyErrors: false,
    intAsBigInt: true,
    customTags: (tags) => [goInteger, goTimestamp, ...tags],
  });
  const [problem] = document.errors;
  if (problem !== undefined) {
    const { line, col } = lineCounter.linePos(problem.pos[0]);
    throw new UsageError(`${file}:${line}:${col}: not valid YAML: ${problem.message.replace(/\.?$/, ".")}`);
  }
  const content = document.toJS() as Yaml;
  if (content === null || content === undefined) {
    return {};
  }
  if (!isMapping(content)) {
    throw new UsageError(`${file}:1:1: a mapping is expected at the top, and this is ${nameOfKind(content)}.`);
  }
  return content;
}

export const isMapping = (value: Yaml | undefined): value is { [key: string]: Yaml } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export function nameOfKind(value: Yaml | undefined): string {
  if (value === null || value === undefined) {
    return "nothing";
  }
  if (Array.isArray(value)) {
    return "a list";
  }
  return typeof value === "object"
    ? "a mapping"
    : `the ${typeof value === "bigint" ? "number" : typeof value} ${value}`;
}
