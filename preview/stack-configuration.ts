import { existsSync } from "node:fs";
import type { Gap } from "../result/result";
import { innerValue, readConfigPath, withValueAt } from "./config-path";
import { goJson } from "./go-json";
import { stackFile, stackNames } from "./project";
import type { ProjectSettings } from "./project";
import { UsageError, suggestion } from "./usage-error";
import { isMapping, nameOfKind, readYaml } from "./yaml-file";
import type { Yaml } from "./yaml-file";

/** The configuration of a stack as programs and policy packs get it: text by `namespace:name`. */
export interface StackConfiguration {
  readonly values: ReadonlyMap<string, string>;
  readonly secretKeys: ReadonlySet<string>;
  /** Texts given in place of encrypted ones. They are plain from then on, as for Pulumi, and yet nobody's to read. */
  readonly replacedSecrets: readonly string[];
  readonly gaps: readonly Gap[];
}

/** Stands for a value that only the stack's key can decrypt. */
export const encryptedPlaceholder = "[unknown]";

interface Value {
  readonly text: string;
  readonly isSecret: boolean;
}

/**
 * Configuration of one stack: its file over the project's values, and `key=value` pairs over both.
 * @param arePaths whether the keys of the pairs are paths to a place inside a value
 * @throws UsageError for an unknown stack, a broken file, or a value that is missing or of a wrong type.
 */
export function readStackConfiguration(
  project: ProjectSettings,
  stack: string,
  overrides: readonly string[],
  arePaths = false,
): StackConfiguration {
  const file = stackFile(project, stack);
  const names = stackNames(project);
  // A project that keeps no configuration has any stack.
  if (!existsSync(file) && names.length > 0) {
    throw new UsageError(
      `There is no stack "${stack}" in ${project.stackFolder}. The stacks are: ${names.join(", ")}.${suggestion(stack, names)}`,
    );
  }
  const content = existsSync(file) ? readYaml(file) : {};
  const values = new Map(stackValues(project, file, content.config));
  const given = overriding(project.name, overrides, arePaths);
  const replacedSecrets = [...given].flatMap(([key, text]) => (values.get(key)?.isSecret === true ? [text] : []));
  given.forEach((text, key) => values.set(key, { text, isSecret: false }));
  const hasEnvironment = content.environment !== undefined && content.environment !== null;
  applyProject(project, stack, values, hasEnvironment);

  const secret = [...values].filter(([, value]) => value.isSecret).map(([key]) => key);
  return {
    values: new Map([...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, value.text])),
    secretKeys: new Set(secret),
    replacedSecrets,
    gaps: [
      ...(hasEnvironment ? [environmentGap] : []),
      ...secret.map((key) => ({
        kind: "encrypted configuration",
        message: `${key} is encrypted, and a placeholder stood for it.`,
      })),
    ],
  };
}

/**
 * The configuration that `key=value` pairs alone make.
 * @param project name, the namespace of keys that have none
 */
export const givenConfiguration = (project: string, pairs: readonly string[]): StackConfiguration => ({
  values: overriding(project, pairs, false),
  secretKeys: new Set(),
  replacedSecrets: [],
  gaps: [],
});

const environmentGap: Gap = {
  kind: "environment",
  message: "The stack takes configuration from environments (Pulumi ESC), which are not read here.",
};

function stackValues(project: ProjectSettings, file: string, config: Yaml | undefined): [string, Value][] {
  if (config === undefined || config === null) {
    return [];
  }
  if (!isMapping(config)) {
    throw new UsageError(`${file}: "config" is ${nameOfKind(config)}. A mapping of keys to values is expected.`);
  }
  return Object.entries(config).map(([key, value]) => [fullKey(project.name, key, file), configValue(value)]);
}

/** `aws:region` for `aws:region` and `aws:config:region`; the project's own namespace where none is given. */
function fullKey(project: string, key: string, place: string): string {
  const parts = key.split(":");
  const [namespace, second, third] = parts;
  if (parts.length === 1) {
    return `${project}:${key}`;
  }
  if (parts.length === 2 && namespace !== "" && second !== "") {
    return key;
  }
  if (parts.length === 3 && second === "config") {
    return `${namespace}:${third}`;
  }
  throw new UsageError(`${place}: "${key}" is no configuration key. NAMESPACE:NAME is expected.`);
}

const isEncrypted = (value: Yaml): boolean =>
  isMapping(value) && Object.keys(value).length === 1 && typeof value.secure === "string";

function configValue(value: Yaml): Value {
  if (isEncrypted(value)) {
    return { text: encryptedPlaceholder, isSecret: true };
  }
  if (typeof value === "object" && value !== null) {
    return { text: goJson(decrypted(value)), isSecret: holdsEncrypted(value) };
  }
  return { text: value === null ? "" : typeof value === "string" ? value : goJson(value), isSecret: false };
}

function holdsEncrypted(value: Yaml): boolean {
  return (
    isEncrypted(value) ||
    (typeof value === "object" && value !== null && Object.values(value).some((part: Yaml) => holdsEncrypted(part)))
  );
}

function decrypted(value: Yaml): Yaml {
  if (isEncrypted(value)) {
    return encryptedPlaceholder;
  }
  if (Array.isArray(value)) {
    return value.map(decrypted);
  }
  return isMapping(value)
    ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, decrypted(part)]))
    : value;
}

/** The pairs make up values by themselves: one with a path replaces all that the stack has under its key. */
function overriding(project: string, pairs: readonly string[], arePaths: boolean): ReadonlyMap<string, string> {
  const given = new Map<string, Yaml>();
  for (const pair of pairs) {
    const separator = pair.indexOf("=");
    if (separator < 1) {
      throw new UsageError(`--config ${pair}: KEY=VALUE is expected.`);
    }
    const [name, text] = [pair.slice(0, separator), pair.slice(separator + 1)];
    const [first, ...path] = arePaths ? (readConfigPath(name) ?? []) : [name];
    if (typeof first !== "string") {
      throw new UsageError(`--config ${pair}: "${name}" is no path. One like key.name[0] is expected.`);
    }
    const key = fullKey(project, first, "--config");
    const whole = given.get(key);
    const value = withValueAt(whole, path, path.length === 0 ? text : innerValue(text));
    if (value === undefined) {
      throw new UsageError(
        `--config ${pair}: the value so far is ${JSON.stringify(whole ?? null)}, which has no such place.`,
      );
    }
    given.set(key, value);
  }
  return new Map([...given].map(([key, value]) => [key, typeof value === "string" ? value : goJson(value)]));
}

/** Values and defaults that Pulumi.yaml has for every stack, and the types that it declares. */
function applyProject(
  project: ProjectSettings,
  stack: string,
  values: Map<string, Value>,
  hasEnvironment: boolean,
): void {
  const missing: string[] = [];
  for (const [name, declared] of Object.entries(project.config).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const key = fullKey(project.name, name, project.file);
    const declaration = isMapping(declared) ? declared : { default: declared };
    const fallback = declaration.default ?? declaration.value;
    const own = values.get(key);
    if (own === undefined && fallback === undefined) {
      if (key.startsWith(`${project.name}:`)) {
        missing.push(key);
      }
      continue;
    }
    const value = own ?? configValue(fallback ?? null);
    values.set(key, value);
    if (typeof declaration.type === "string") {
      requireType(stack, key, declaration, value);
    }
  }
  if (missing.length > 0) {
    const hint = hasEnvironment ? " Environments are not read here; --config KEY=VALUE gives a value." : "";
    throw new UsageError(
      `Stack "${stack}" lacks the configuration ${missing.join(", ")}, which ${project.file} demands.${hint}`,
    );
  }
}

type Declaration = { readonly [key: string]: Yaml };

function requireType(stack: string, key: string, declaration: Declaration, { text, isSecret }: Value): void {
  if (declaration.secret === true && !isSecret) {
    throw new UsageError(`Stack "${stack}": ${key} must be encrypted, as Pulumi.yaml declares it secret.`);
  }
  if (!isSecret && !isOfType(declaration, isStructured(declaration) ? parsed(text) : text)) {
    throw new UsageError(
      `Stack "${stack}": ${key} is ${JSON.stringify(text)}. A value of type ${typeName(declaration)} is expected.`,
    );
  }
}

const isStructured = ({ type }: Declaration): boolean => type === "array" || type === "object";

function typeName({ type, items }: Declaration): string {
  return type === "array" && isMapping(items) ? `array<${typeName(items)}>` : String(type);
}

/** Texts may stand for numbers and truth values, also inside a list, as configuration is text. */
function isOfType({ type, items }: Declaration, value: unknown): boolean {
  switch (type) {
    case "string":
      return typeof value === "string";
    case "integer":
      return Number.isInteger(value) || (typeof value === "string" && /^[-+]?\d+$/.test(value));
    case "boolean":
      return typeof value === "boolean" || value === "true" || value === "false";
    case "array":
      return Array.isArray(value) && value.every((item) => !isMapping(items) || isOfType(items, item));
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    default:
      return true;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
