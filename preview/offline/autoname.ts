import { createHash } from "node:crypto";
import { nameOf, typeOf } from "../urn";

const hex = "0123456789abcdef";

/** How a provider makes up a name that the program leaves out. */
export interface AutoName {
  /** Property that receives the name; default: name. */
  readonly property?: string;
  /** Between the resource's name and the suffix; default: a hyphen. */
  readonly separator?: string;
  /** Characters of the suffix; default: 7, none at 0. */
  readonly suffixLength?: number;
  /** What the suffix is made of; default: hexadecimal digits. */
  readonly alphabet?: string;
  /** Characters that the name with its suffix may have; default: 255. */
  readonly maxLength?: number;
  readonly lowerCase?: boolean;
  /** Before the name, unless it starts with it. */
  readonly prefix?: string;
  /** Boolean property that, when true, appends `.fifo`. */
  readonly fifo?: string;
}

export type Named = { readonly name: string } | { readonly reason: string };

/** A name as the provider would make it; its suffix comes from the URN, so that every engine gives the same one. */
export function autoName(urn: string, rule: AutoName, fifo: boolean): Named {
  const { separator = "-", suffixLength = 7, alphabet = hex, maxLength = 255 } = rule;
  const given = nameOf(urn);
  const base = rule.lowerCase ? given.toLowerCase() : given;
  const stem = suffixLength > 0 ? base + separator : base;
  if (suffixLength > 0 && stem.length + suffixLength > maxLength) {
    return {
      reason:
        `could not make instance of '${typeOf(urn)}': ` +
        `name '${stem}' plus ${suffixLength} random chars is longer than maximum length ${maxLength}`,
    };
  }
  const name = stem + suffix(urn, suffixLength, alphabet);
  const prefixed = rule.prefix === undefined || name.startsWith(rule.prefix) ? name : rule.prefix + name;
  return { name: rule.fifo !== undefined && fifo ? `${prefixed}.fifo` : prefixed };
}

/** Characters that stand for the provider's random ones. */
export function suffix(urn: string, length: number, alphabet = hex): string {
  const digest = createHash("sha256").update(urn).digest();
  return Array.from(digest.subarray(0, length), (byte) => alphabet[byte % alphabet.length]).join("");
}
