/** The part of JSON Schema that describes a declared value, in the types that Pulumi asks of a policy's parameters. */
export interface ValueSchema {
  readonly type: "string" | "boolean" | "integer" | "array" | "object" | ("string" | "array")[];
  readonly enum?: (string | number)[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly items?: ValueSchema;
  readonly properties?: { readonly [name: string]: ValueSchema };
  readonly additionalProperties?: false;
}

export interface Fault {
  /** Follows "expected". */
  readonly expected: string;
  /** The word that is wrong and the words that would be right, where both are words. */
  readonly value?: string;
  readonly allowed?: readonly string[];
}

export type Reading<T> = { readonly value: T } | { readonly fault: Fault };

/** The form of a value: its schema, and how it is read from text or from a value of its own type. */
export interface Form<T> {
  readonly schema: ValueSchema;
  readonly read: (value: unknown) => Reading<T>;
}

/** A form whose values are told by a predicate, once they are converted from text where they come as such. */
export function form<T>(
  schema: ValueSchema,
  expected: string,
  is: (value: unknown) => value is T,
  convert: (value: unknown) => unknown = (value) => value,
): Form<T> {
  return {
    schema,
    read: (given) => {
      const value = convert(given);
      return is(value) ? { value } : { fault: { expected, ...wordOf(given) } };
    },
  };
}

/** The value as a message may show it, where it is a single word. */
export const wordOf = (value: unknown): { value?: string } =>
  ["string", "number", "boolean"].includes(typeof value) ? { value: String(value) } : {};

export const flag = (): Form<boolean> => ({
  schema: { type: "boolean" },
  read: (given) =>
    given === true || given === "true"
      ? { value: true }
      : given === false || given === "false"
        ? { value: false }
        : { fault: { expected: "true or false", ...wordOf(given), allowed: ["true", "false"] } },
});

/** One of several words or numbers; an alias is read as what it stands for. */
export function choice<T extends string | number>(
  values: readonly T[],
  aliases: Readonly<Record<string, T>> = {},
): Form<T> {
  const words = [...values, ...Object.keys(aliases)];
  const allowed = words.map(String);
  return {
    schema: { type: typeof values[0] === "number" ? "integer" : "string", enum: words },
    read: (given) => {
      const word = wordOf(given).value ?? "";
      const value = Object.hasOwn(aliases, word) ? aliases[word] : values.find((other) => String(other) === word);
      return value === undefined
        ? { fault: { expected: `one of ${allowed.join(", ")}`, ...wordOf(given), allowed } }
        : { value };
    },
  };
}

/** Text as the JSON that it holds; `undefined` where it holds none. */
export function parsed(value: unknown): unknown {
  if (typeof value !== "string") {
    return value;
  }
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

/** YAML reads digits as a number. */
export const asText = (value: unknown): unknown => (Number.isSafeInteger(value) ? String(value) : value);

export const isText = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";

export const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText);

export function isDate(value: unknown): value is string {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) {
    return false;
  }
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

export function isTimeZone(value: unknown): value is string {
  // Offsets such as +08:00 name no zone, though Intl takes them.
  if (typeof value !== "string" || !/^[A-Za-z]/.test(value)) {
    return false;
  }
  try {
    new Intl.DateTimeFormat("en", { timeZone: value });
    return true;
  } catch {
    return false;
  }
}
