import { isMapping } from "./yaml-file";
import type { Yaml } from "./yaml-file";

const escapes: { readonly [character: string]: string } = {
  "<": "\\u003c",
  ">": "\\u003e",
  "&": "\\u0026",
  "\u2028": "\\u2028",
  "\u2029": "\\u2029",
};

/** JSON text as Go writes it, which is how programs get structured configuration: keys sorted, HTML characters escaped. */
export function goJson(value: Yaml): string {
  if (Array.isArray(value)) {
    return `[${value.map(goJson).join(",")}]`;
  }
  if (isMapping(value)) {
    const fields = Object.keys(value).sort();
    return `{${fields.map((key) => `${goJson(key)}:${goJson(value[key] ?? null)}`).join(",")}}`;
  }
  if (typeof value === "string") {
    return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => escapes[character] ?? character);
  }
  return typeof value === "bigint" ? value.toString() : JSON.stringify(value);
}
