import Ajv from "ajv";
import type { ErrorObject, ValidateFunction } from "ajv";
import type { Level } from "../../result/result";
import { UsageError, suggestion } from "../usage-error";

/** What a policy pack says of one of its policies. */
export interface DeclaredPolicy {
  readonly name: string;
  readonly level: Level;
  readonly schema?: { readonly properties: Record<string, unknown>; readonly required: readonly string[] };
}

export interface PolicySetting {
  readonly level?: Level;
  readonly parameters: Readonly<Record<string, unknown>>;
}

export type PolicySettings = Readonly<Record<string, PolicySetting>>;

/** A policy with what applies to it. */
export interface Configured {
  readonly level: Level;
  readonly parameters: Readonly<Record<string, unknown>>;
}

export const levels: readonly Level[] = ["advisory", "mandatory", "remediate", "disabled"];

/** The key that stands for every policy; it carries only a level. */
const everyPolicy = "all";

/**
 * Reads a policy configuration as `--policy-pack-config` gives it: a level, or an object with `enforcementLevel` and
 * parameters, by policy.
 * @throws UsageError for a value of another form or an unknown level.
 */
export function readSettings(configuration: Readonly<Record<string, unknown>>): PolicySettings {
  return Object.fromEntries(Object.entries(configuration).map(([name, value]) => [name, readSetting(name, value)]));
}

function readSetting(name: string, value: unknown): PolicySetting {
  if (typeof value === "string") {
    return { level: readLevel(name, value), parameters: {} };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UsageError(
      `Policy configuration of "${name}" is ${JSON.stringify(value)}. A level (${levels.join(", ")}) or an object is expected.`,
    );
  }
  const { enforcementLevel, ...parameters } = value as Record<string, unknown>;
  return enforcementLevel === undefined ? { parameters } : { level: readLevel(name, enforcementLevel), parameters };
}

function readLevel(name: string, value: unknown): Level {
  if (!levels.includes(value as Level)) {
    throw new UsageError(
      `Policy configuration of "${name}": the level is ${JSON.stringify(value)}. One of ${levels.join(", ")} is expected.` +
        suggestion(String(value), levels),
    );
  }
  return value as Level;
}

/**
 * What applies to each policy of a pack: defaults of its schema, under the pack's own settings, under the user's; in each
 * of these `all` comes first.
 * @throws UsageError for parameters that the policy's schema refuses.
 */
export function configure(
  pack: string,
  policies: readonly DeclaredPolicy[],
  initial: PolicySettings,
  settings: PolicySettings,
): ReadonlyMap<string, Configured> {
  const configured = new Map(policies.map((policy) => [policy.name, ofSchema(policy)]));
  apply(configured, initial);
  apply(configured, settings);
  const faults = policies.flatMap((policy) => faultsOf(pack, policy, configured.get(policy.name)?.parameters ?? {}));
  if (faults.length > 0) {
    throw new UsageError(faults.sort().join("\n"));
  }
  return configured;
}

/** @throws UsageError for a policy or parameter that no pack has. Pulumi passes over such names in silence. */
export function requireKnownNames(settings: PolicySettings, policies: readonly DeclaredPolicy[]): void {
  for (const [name, { parameters }] of Object.entries(settings)) {
    const named = policies.filter((policy) => policy.name === name);
    if (name !== everyPolicy && named.length === 0) {
      const known = policies.map((policy) => policy.name);
      throw new UsageError(`Policy configuration: there is no policy "${name}".${suggestion(name, known)}`);
    }
    const known = named.flatMap(({ schema }) => (schema === undefined ? [] : Object.keys(schema.properties)));
    const unknown = Object.keys(parameters).find((parameter) => !known.includes(parameter));
    // A policy without a schema takes what it is given.
    if (unknown !== undefined && named.every(({ schema }) => schema !== undefined)) {
      throw new UsageError(
        `Policy configuration of "${name}": there is no parameter "${unknown}".${suggestion(unknown, known)}`,
      );
    }
  }
}

function ofSchema(policy: DeclaredPolicy): Configured {
  const defaults = Object.entries(policy.schema?.properties ?? {}).flatMap(([name, schema]) => {
    const isObject = typeof schema === "object" && schema !== null;
    return isObject && "default" in schema ? [[name, schema.default] as const] : [];
  });
  return { level: policy.level, parameters: Object.fromEntries(defaults) };
}

function apply(configured: Map<string, Configured>, settings: PolicySettings): void {
  const all = settings[everyPolicy]?.level;
  for (const [name, { level, parameters }] of configured) {
    const own = settings[name];
    configured.set(name, {
      level: own?.level ?? all ?? level,
      parameters: { ...parameters, ...own?.parameters },
    });
  }
}

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });

function faultsOf(pack: string, policy: DeclaredPolicy, parameters: Readonly<Record<string, unknown>>): string[] {
  if (policy.schema === undefined) {
    return [];
  }
  const isValid = validator(pack, policy);
  return isValid(parameters) ? [] : (isValid.errors ?? []).map((error) => describe(policy, error));
}

function validator(pack: string, { name, schema }: DeclaredPolicy): ValidateFunction {
  try {
    return ajv.compile({ type: "object", ...schema });
  } catch (error) {
    throw new UsageError(
      `Policy pack ${pack}: the configuration schema of "${name}" is broken: ${(error as Error).message}.`,
    );
  }
}

function describe(policy: DeclaredPolicy, { instancePath, keyword, params, message }: ErrorObject): string {
  const place = `Policy configuration of "${policy.name}"`;
  const parameter = instancePath.slice(1).replaceAll("/", ".");
  if (keyword === "required") {
    return `${place}: ${String(params.missingProperty)} is missing, and is required.`;
  }
  const allowed = keyword === "enum" ? `: ${(params.allowedValues as unknown[]).map(String).join(", ")}` : "";
  return `${place}: ${parameter || "the whole"} ${message ?? "is not valid"}${allowed}.`;
}
