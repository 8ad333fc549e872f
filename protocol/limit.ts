import type { Bound, Limit } from "./control";

/** A value that would allow what the protocol forbids, or that has no meaning for its limit. */
export class LoosenedLimitError extends Error {
  readonly controlId: string;
  readonly limitName: string;
  readonly limit: Limit;
  readonly attempted: unknown;

  constructor(controlId: string, limitName: string, limit: Limit, attempted: unknown) {
    const fault = hasMeaning(limit, attempted) ? "loosens" : "has no meaning for";
    super(`${limitName} ${inUnit(attempted, limit)} ${fault} ${controlId}: ${describeLimit(limit)}.`);
    this.name = "LoosenedLimitError";
    this.controlId = controlId;
    this.limitName = limitName;
    this.limit = limit;
    this.attempted = attempted;
  }
}

/**
 * Returns `value` where a stack may have it in place of the limit: equal to it or stricter. A limit of origin `library`
 * may be moved both ways, and only the type of the value counts. Where the limit is `one of` several, a member or a list
 * of some of them is stricter; where it `includes` several, a list of all of them and more.
 * @throws LoosenedLimitError for a looser value, a value of another type, a negative number, and `NaN`.
 */
export function tighten<T>(controlId: string, limitName: string, limit: Limit, value: T): T {
  if (hasMeaning(limit, value) && (limit.origin === "library" || isWithin(limit, value))) {
    return value;
  }
  throw new LoosenedLimitError(controlId, limitName, limit, value);
}

/** The limit in words that follow "requires": `at least 180 days`. */
export function describeLimit(limit: Limit): string {
  const bound = isTime(limit.value) ? (timeBounds[limit.bound] ?? limit.bound) : limit.bound;
  return `${bound} ${inUnit(limit.value, limit)}`;
}

const timeBounds: { readonly [bound in Bound]?: string } = {
  "at least": "no earlier than",
  "at most": "no later than",
};

/** Whether the value is one that the limit could have had: of the same type and, where ordered, on the same scale. */
function hasMeaning({ bound, value: stated }: Limit, value: unknown): boolean {
  switch (bound) {
    case "exactly":
      return isLike(stated, value);
    case "includes":
      return Array.isArray(value) && areLike(stated, value);
    case "one of":
      return Array.isArray(value) ? value.length > 0 && areLike(stated, value) : areLike(stated, [value]);
    default:
      return scaleOf(stated) !== undefined && scaleOf(stated) === scaleOf(value);
  }
}

const areLike = (stated: unknown, values: readonly unknown[]): boolean =>
  members(stated).length > 0 && values.every((value) => isLike(members(stated)[0], value));

function isLike(stated: unknown, value: unknown): boolean {
  if (typeof value !== typeof stated || value === null || Array.isArray(value) !== Array.isArray(stated)) {
    return false;
  }
  return typeof value === "number" ? isCount(value) : value !== "";
}

/** Whether whoever keeps to the value keeps to the limit. Both are on one scale. */
function isWithin({ bound, value: stated }: Limit, value: unknown): boolean {
  switch (bound) {
    case "at least":
    case "more than":
      return compare(value, stated) >= 0;
    case "at most":
    case "less than":
      return compare(value, stated) <= 0;
    case "exactly":
      return isEqual(stated, value);
    case "includes":
      return members(stated).every((member) => has(value, member));
    case "one of":
      return members(Array.isArray(value) ? value : [value]).every((member) => has(stated, member));
  }
}

const members = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const has = (list: unknown, member: unknown): boolean => members(list).some((other) => isEqual(other, member));

/** Limits hold plain data, whose properties stand in one order. */
const isEqual = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

type Scale = "count" | "time of day" | "version";

function scaleOf(value: unknown): Scale | undefined {
  if (isCount(value)) {
    return "count";
  }
  if (isTime(value)) {
    return "time of day";
  }
  return isVersion(value) ? "version" : undefined;
}

const isCount = (value: unknown): value is number => Number.isFinite(value) && (value as number) >= 0;

const isTime = (value: unknown): value is string =>
  typeof value === "string" && /^([01]\d|2[0-3]):[0-5]\d$/.test(value);

const isVersion = (value: unknown): value is string => typeof value === "string" && /^\d+(\.\d+)*$/.test(value);

/** Negative where `a` comes before `b` on the scale of both. */
function compare(a: unknown, b: unknown): number {
  if (isCount(a) && isCount(b)) {
    return a - b;
  }
  const [as, bs] = [parts(a), parts(b)];
  const longer = as.length < bs.length ? bs : as;
  return longer.map((_, index) => (as[index] ?? 0) - (bs[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

const parts = (value: unknown): readonly number[] => String(value).split(/[.:]/).map(Number);

/** Units whose numbers name a thing and count nothing. */
const naming: readonly string[] = ["TCP port", "level", "quarter", "sysctl value", "user id"];

/** The value as the limit's unit words it: `90 days`, `TCP port 443`, `TLS versions 1.0 and 1.1`. */
function inUnit(value: unknown, { bound, unit }: Limit): string {
  if (isTime(value)) {
    return `${value} ${unit}`;
  }
  const list = Array.isArray(value) ? value : [value];
  if (list.length === 0) {
    return `no ${unit}`;
  }
  const words = [...new Set(list.map(word))];
  const text = enumerate(words, bound === "one of" ? "or" : "and");
  if (list.every(isCount) && !naming.includes(unit)) {
    return unit === "%" ? `${text}%` : counted(text, unit, list.at(-1));
  }
  return list.every(isNaming) ? `${plural(unit, words.length)} ${text}` : text;
}

const isNaming = (value: unknown): boolean =>
  typeof value === "string" || isCount(value) || nameOf(value) !== undefined;

function counted(words: string, unit: string, last: unknown): string {
  if (unit.startsWith("of ")) {
    return `${words} ${unit}`;
  }
  const [head = unit, period] = unit.split("/");
  const each = period === undefined ? "" : ` ${/^[aeiou]|^hour/.test(period) ? "an" : "a"} ${period}`;
  if (head === "times") {
    return `${words === "1" ? "once" : `${words} times`}${each}`;
  }
  return `${words} ${plural(head, last === 1 ? 1 : 2)}${each}`;
}

/** The unit for this many, its first noun in the plural: `days before expiry`. */
function plural(unit: string, count: number): string {
  const [, head = unit, rest = ""] = /^(.*?)( (?:of|before|the) .*)?$/.exec(unit) ?? [];
  return count === 1 ? unit : `${pluralNoun(head)}${rest}`;
}

function pluralNoun(noun: string): string {
  if (noun.endsWith("person")) {
    return `${noun.slice(0, -"person".length)}people`;
  }
  if (/[^aeiou]y$/.test(noun)) {
    return `${noun.slice(0, -1)}ies`;
  }
  if (noun.endsWith("iB")) {
    return noun;
  }
  return /(s|ch|x)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

function enumerate(words: readonly string[], conjunction: "and" | "or"): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${conjunction} ${words.at(-1)}`;
}

/** Says no more of an object than its name: it may hold anything. */
function word(value: unknown): string {
  if (typeof value === "number") {
    return numeral(value);
  }
  return typeof value === "object" && value !== null ? (nameOf(value) ?? "an object") : String(value);
}

function nameOf(value: unknown): string | undefined {
  const name = typeof value === "object" && value !== null && "name" in value ? value.name : undefined;
  return typeof name === "string" ? name : undefined;
}

/** Thirds have no short decimal. */
const numeral = (value: number): string =>
  !Number.isInteger(value) && Number.isInteger(value * 3) ? `${value * 3}/3` : String(value);
