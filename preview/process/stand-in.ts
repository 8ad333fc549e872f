import { inspect } from "node:util";
import { hasUnknowns, isPlainObject, isSpecial, isUnknown, rewrite } from "../values";
import { UNKNOWN } from "../wire";
import type { Wire } from "../wire";

/** What a text holds where the program wrote a stand-in into it. Short, so that it survives limits of length. */
export const marker = "0unknown0";

/** Elements that stand in for a list of unknown length. */
const listLength = 3;

/**
 * Stands in for a value that the program waits for (`await aws.getX()`) and that is not known here. Whatever is made of it is
 * unknown as well: what it holds, what its methods give, and texts, which carry the marker. To Pulumi it is an unknown.
 */
export const standIn = (): object => proxy({ [inspect.custom]: () => marker });

/** Stands in for a list: unknown as it is, and what is made of its elements is a list of so many unknowns. */
export const standInList = (): readonly unknown[] => UnknownList.from({ length: listLength }, standIn);

class UnknownList extends Array<unknown> {
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }
}
Object.defineProperty(UnknownList.prototype, "__pulumiUnknown", { value: true });

type Method = (...args: unknown[]) => unknown;

/** Its one field is what is left of it where its fields are copied. */
function proxy(target: object): object {
  return new Proxy(Object.assign(target, { [marker]: marker }), { get: (_, key) => member(target, key) });
}

function member(target: object, key: string | symbol): unknown {
  switch (key) {
    case "__pulumiUnknown":
      return true;
    case "then":
      return undefined;
    case "length":
      return NaN;
    case "toString":
    case "toLocaleString":
    case "toJSON":
    case "valueOf":
      return () => marker;
    case Symbol.toPrimitive:
      return (hint: string) => (hint === "number" ? NaN : marker);
    case Symbol.iterator:
      return () => standInList()[Symbol.iterator]();
  }
  if (typeof key === "symbol" || key.startsWith("__") || key === marker || key in Object.prototype) {
    return Reflect.get(target, key) as unknown;
  }
  if (key in String.prototype) {
    return proxy(methodOfText(key));
  }
  return key in Array.prototype ? proxy(methodOfList(key)) : standIn();
}

/** A field may have the name of a method, so that what is given is both. */
function methodOfText(key: string): Method {
  return (...args) => {
    const answer = (marker[key as "slice"] as Method).apply(marker, args);
    switch (typeof answer) {
      case "string":
        return standIn();
      case "number":
        return NaN;
      case "boolean":
        return answer;
      default:
        return standInList();
    }
  };
}

function methodOfList(key: string): Method {
  return (...args) => {
    const list = standInList();
    return (list[key as "slice"] as Method).apply(list, args);
  };
}

export const isStandIn = (value: unknown): boolean =>
  typeof value === "object" && value !== null && (value as { __pulumiUnknown?: unknown }).__pulumiUnknown === true;

/** Shorter pieces could stand in any text. */
const shortestCut = 5;

/** The marker as it is, cut at either end of a text, in Base64 wherever it begins, and what arithmetic makes of it. */
const traces = new RegExp(
  [
    marker,
    ...cuts(marker, (length) => `${marker.slice(0, length)}$`),
    ...cuts(marker, (length) => `^${marker.slice(-length)}`),
    ...[0, 1, 2].map(inBase64),
    "\\bNaN\\b",
  ].join("|"),
  "i",
);

function cuts(text: string, pattern: (length: number) => string): string[] {
  return Array.from({ length: text.length - shortestCut }, (_, index) => pattern(shortestCut + index));
}

/** The part of its Base64 text that does not depend on what stands before and after it. */
function inBase64(offset: number): string {
  const text = Buffer.from("\0".repeat(offset) + marker).toString("base64");
  const before = Math.ceil((offset * 8) / 6);
  const whole = Math.floor(((offset + marker.length) * 8) / 6);
  return text.slice(before, whole).replace(/[+/]/g, "\\$&");
}

/** What the program sends, with unknown values in the place of all that was made of stand-ins. */
export const withoutStandIns = (sent: Wire): Wire => rewrite(sent, knownPart);

function knownPart(part: Wire): Wire {
  if (typeof part === "string") {
    return isTraced(part) ? UNKNOWN : part;
  }
  if (typeof part === "number") {
    return Number.isNaN(part) ? UNKNOWN : part;
  }
  if (isSpecial(part, "asset") || isSpecial(part, "archive")) {
    return hasUnknowns(part) ? UNKNOWN : part;
  }
  if (isSpecial(part, "output") && isUnknown(part.value ?? null)) {
    return Object.fromEntries(Object.entries(part).filter(([key]) => key !== "value"));
  }
  return isPlainObject(part) && Object.keys(part).some(isTraced) ? UNKNOWN : part;
}

/** A resource that has a stand-in in its name is still the same resource. */
const isTraced = (text: string): boolean => traces.test(text) && !text.startsWith("urn:pulumi:");

/** The other way: what functions are asked of unknown values carries the marker, as they would not be asked at all. */
export const withMarkers = (asked: Wire): Wire => rewrite(asked, (part) => (isUnknown(part) ? marker : part));
