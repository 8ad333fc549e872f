import { type MlpsLevel, mlpsLevels } from "./compliance";
import { type Jurisdiction, jurisdictions } from "./data";
import {
  asText,
  choice,
  flag,
  type Form,
  form,
  isDate,
  isText,
  isTexts,
  isTimeZone,
  parsed,
  type Reading,
  wordOf,
} from "./declared-value";
import { newestEdition } from "./document";
import { type RecoveryTier, tiers, undeclaredStoreTier } from "./recovery";
import { type Role, roles } from "./scope";

/** The kinds of environment, the strictest first. */
export const environments = ["production", "staging", "development"] as const;

export type Environment = (typeof environments)[number];

/** The one of two environments in which more is demanded. */
export const stricterEnvironment = (a: Environment, b: Environment): Environment =>
  environments.indexOf(a) < environments.indexOf(b) ? a : b;

/** Where values are looked up, in this order, before the default. */
export type DeclarationSource = "policy configuration" | "stack configuration" | "stack tags";

export interface Declared<T> {
  readonly value: T;
  readonly from: DeclarationSource | "default";
}

/** What a stack says about itself, and where it says so; `undefined` where nobody does and nothing is assumed. */
export interface Declaration {
  readonly env: Declared<Environment>;
  readonly tier: Declared<RecoveryTier | undefined>;
  readonly jurisdiction: Declared<Jurisdiction | undefined>;
  readonly cii: Declared<boolean>;
  readonly "mlps-level": Declared<MlpsLevel | undefined>;
  readonly timezone: Declared<string>;
  /** CIDR blocks and prefix lists, as declared. */
  readonly adminRanges: Declared<readonly string[]>;
  readonly accountId: Declared<string | undefined>;
  /** YYYY-MM-DD. */
  readonly asOf: Declared<string>;
  readonly "change-id": Declared<string | undefined>;
  readonly protocolVersion: Declared<string>;
  readonly strict: Declared<boolean>;
  /** A path, or the entries as declared. */
  readonly waivers: Declared<string | readonly unknown[] | undefined>;
  /** The URNs that have a role. */
  readonly roles: Declared<{ readonly [role in Role]?: readonly string[] }>;
}

export type DeclarationName = keyof Declaration;

/** One thing that a stack may declare. */
export interface DeclarationKey<T> extends Form<T> {
  readonly description: string;
  /**
   * The default; `undefined` where nothing is assumed. No part of the schema: as the default of a policy's parameter it
   * would hide what the stack declares elsewhere.
   */
  readonly default: T | undefined;
  /** What holds where nothing is declared. */
  readonly undeclared: string;
}

/** Something declared that cannot be used as it stands. */
export interface Problem {
  readonly key: string;
  /** The wrong value, where it is a single word; absent where the key itself is unknown. */
  readonly value?: string;
  /** Follows "expected". */
  readonly expected: string;
  readonly from: DeclarationSource;
  /** The words that would be right in place of `value`, or of an unknown `key`; empty where no list can be given. */
  readonly allowed: readonly string[];
}

export interface Source {
  readonly from: DeclarationSource;
  /** By key, without the prefix `palisade:`; typed, or as text: `"true"`, `"3"`, JSON for lists and objects. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** The time zone of a stack that declares none. */
export const undeclaredTimeZone = "Asia/Shanghai";

/** Before the key of what a stack declares, in its configuration and its tags. */
const namespace = "palisade:";

/** What of a stack's configuration, or of its tags, declares something: by key, without the prefix. */
export const declaredIn = (entries: Iterable<readonly [string, string]>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...entries]
      .filter(([key]) => key.startsWith(namespace))
      .map(([key, value]) => [key.slice(namespace.length), value] as const),
  );

const isAccountId = (value: unknown): value is string => typeof value === "string" && /^\d{12}$/.test(value);

export const declarationKeys: { readonly [K in DeclarationName]: DeclarationKey<Declaration[K]["value"]> } = {
  env: {
    ...choice(environments, { prod: "production", dev: "development" }),
    description: "The kind of environment. Policies block in production; elsewhere all but a few advise.",
    default: "production",
    undeclared: "production: silence never brings the weaker reading",
  },
  tier: {
    ...choice(tiers),
    description: "The recovery tier of the system: how soon it is back and how much data it may lose.",
    default: undefined,
    undeclared: `${undeclaredStoreTier} for data stores; no tier for anything else`,
  },
  jurisdiction: {
    ...choice(Object.keys(jurisdictions) as Jurisdiction[]),
    description: "The jurisdiction that the data stays in.",
    default: undefined,
    undeclared: "none: the residency policies do not apply",
  },
  cii: {
    ...flag(),
    description: "Whether the system is critical information infrastructure; if so, its jurisdiction is cn.",
    default: false,
    undeclared: "false",
  },
  "mlps-level": {
    ...choice(mlpsLevels),
    description: "The MLPS level that the system is filed at.",
    default: undefined,
    undeclared: "none",
  },
  timezone: {
    ...form({ type: "string", minLength: 1 }, "an IANA time zone such as Asia/Shanghai", isTimeZone),
    description: "The time zone in which scan windows and off-peak hours are meant.",
    default: undeclaredTimeZone,
    undeclared: undeclaredTimeZone,
  },
  adminRanges: {
    ...form(
      { type: "array", items: { type: "string", minLength: 1 } },
      'a list of CIDR blocks and prefix lists such as ["10.8.0.0/16"]',
      isTexts,
      parsed,
    ),
    description: "The ranges that operators come from: CIDR blocks and prefix lists.",
    default: [],
    undeclared: "none: no range counts as an operations range",
  },
  accountId: {
    ...form({ type: "string", pattern: "^\\d{12}$" }, "12 digits", isAccountId, asText),
    description: "The AWS account of the workload.",
    default: undefined,
    undeclared: "unknown: what depends on it is deferred",
  },
  asOf: {
    ...form({ type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$" }, "a date of the calendar as YYYY-MM-DD", isDate),
    description: "The date that the judgement is of: ages and expiries are counted to it.",
    default: undefined,
    undeclared: "today in the stack's time zone",
  },
  "change-id": {
    ...form({ type: "string", minLength: 1 }, "a text that is not empty", isText, asText),
    description: "The change record that this deployment carries out.",
    default: undefined,
    undeclared: "none",
  },
  protocolVersion: {
    ...form({ type: "string", minLength: 1 }, "a text that is not empty", isText, asText),
    description: "The edition of the protocol, or the number of its document, that the stack follows.",
    default: newestEdition,
    undeclared: `the newest: ${newestEdition}`,
  },
  strict: {
    ...flag(),
    description: "Whether a policy that cannot decide before the deployment blocks it.",
    default: false,
    undeclared: "false: what stays undecided is listed",
  },
  waivers: {
    ...form(
      { type: ["string", "array"], minLength: 1 },
      "the path of a file, or a list of waivers",
      (value: unknown): value is string | readonly unknown[] => isText(value) || Array.isArray(value),
      (value) => (typeof value === "string" && /^\s*\[/.test(value) ? parsed(value) : value),
    ),
    description: "The waivers: their entries, or the path of their file from the nearest Pulumi.yaml.",
    default: undefined,
    undeclared: "none",
  },
  roles: {
    schema: {
      type: "object",
      properties: Object.fromEntries(
        Object.keys(roles).map((role) => [role, { type: "array", items: { type: "string", minLength: 1 } }]),
      ),
      additionalProperties: false,
    },
    read: readRoles,
    description: "The URNs that have a role which the stack itself does not show.",
    default: {},
    undeclared: "none: a role counts where the stack shows it",
  },
};

const declarationNames = Object.keys(declarationKeys) as readonly DeclarationName[];

/**
 * What a stack declares, each value from the first source that has it. A value that cannot be used is a problem and
 * leaves its key at the default: no source behind it is asked, because it might be laxer. Unknown keys are problems.
 * @param sources in the order of precedence
 * @param now the day that `asOf` defaults to
 */
export function declare(
  sources: readonly Source[],
  now: Date = new Date(),
): { readonly declaration: Declaration; readonly problems: readonly Problem[] } {
  const problems: Problem[] = sources.flatMap(unknownKeys);

  function lookUp<T>(name: string, key: DeclarationKey<T>, fallback: T): Declared<T> {
    const source = sources.find(({ values }) => Object.hasOwn(values, name) && values[name] !== undefined);
    if (source === undefined) {
      return { value: fallback, from: "default" };
    }
    const reading = key.read(source.values[name]);
    if ("value" in reading) {
      return { value: reading.value, from: source.from };
    }
    problems.push({ key: name, from: source.from, allowed: [], ...reading.fault });
    return { value: fallback, from: "default" };
  }
  const find = <K extends DeclarationName>(name: K) => {
    const key: DeclarationKey<Declaration[K]["value"]> = declarationKeys[name];
    return lookUp(name, key, key.default as Declaration[K]["value"]);
  };

  const timezone = find("timezone");
  const cii = find("cii");
  const declaration: Declaration = {
    env: find("env"),
    tier: find("tier"),
    jurisdiction: withCii(find("jurisdiction"), cii, problems),
    cii,
    "mlps-level": find("mlps-level"),
    timezone,
    adminRanges: find("adminRanges"),
    accountId: find("accountId"),
    asOf: lookUp("asOf", declarationKeys.asOf, dateIn(timezone.value, now)),
    "change-id": find("change-id"),
    protocolVersion: find("protocolVersion"),
    strict: find("strict"),
    waivers: find("waivers"),
    roles: find("roles"),
  };
  return { declaration, problems };
}

function unknownKeys({ from, values }: Source): Problem[] {
  return Object.keys(values)
    .filter((key) => !declarationNames.some((name) => name === key))
    .map((key) => ({ key, expected: "a key that a stack may declare", from, allowed: declarationNames }));
}

/** Critical information infrastructure keeps its data in the country, whatever else is declared. */
function withCii(
  jurisdiction: Declaration["jurisdiction"],
  cii: Declaration["cii"],
  problems: Problem[],
): Declaration["jurisdiction"] {
  const { value, from } = jurisdiction;
  if (!cii.value || value === "cn") {
    return jurisdiction;
  }
  if (value !== undefined && from !== "default") {
    problems.push({ key: "jurisdiction", value, expected: "cn, because cii is true", from, allowed: ["cn"] });
  }
  return { value: "cn", from: cii.from };
}

function readRoles(given: unknown): Reading<Declaration["roles"]["value"]> {
  const value = parsed(given);
  if (typeof value !== "object" || value === null || !Object.values(value).every(isTexts) || Array.isArray(value)) {
    return { fault: { expected: "an object that gives the URNs of each role as a list", ...wordOf(given) } };
  }
  const allowed = Object.keys(roles);
  const unknown = Object.keys(value).find((role) => !allowed.includes(role));
  return unknown === undefined
    ? { value }
    : { fault: { expected: `one of the roles ${allowed.join(", ")}`, value: unknown, allowed } };
}

function dateIn(timeZone: string, now: Date): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  const part = Object.fromEntries(parts.formatToParts(now).map(({ type, value }) => [type, value]));
  return `${part["year"]}-${part["month"]}-${part["day"]}`;
}
