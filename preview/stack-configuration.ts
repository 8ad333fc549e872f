import { existsSync } from "node:fs";
import type { Gap } from "../result/result";
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
 * @throws UsageError for an unknown stack, a broken file, or a value that is missing or of a wrong type.
 */
export function readStackConfiguration(
  project: ProjectSettings,
  stack: string,
  overrides: readonly string[],
): StackConfiguration {
  const file = stackFile(project, stack);
  if (!existsSync(file)) {
    const names = stackNames(project);
    const known = names.length > 0 ? `The stacks are: ${names.join(", ")}.` : "No stack has a configuration file.";
    throw new UsageError(`There is no stack "${stack}" in ${project.stackFolder}. ${known}${suggestion(stack, names)}`);
  }
  const values = new Map(stackValues(project, file));
  for (const [key, value] of overriding(project.name, overrides)) {
    values.set(key, { text: value, isSecret: values.get(key)?.isSecret ?? false });
  }
  const overridden = new Set(overriding(project.name, overrides).map(([key]) => key));
  applyProject(project, stack, values);

  const secret = [...values].filter(([, value]) => value.isSecret).map(([key]) => key);
  return {
    values: new Map([...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, value.text])),
    secretKeys: new Set(secret),
    gaps: secret
      .filter((key) => !overridden.has(key))
      .map((key) => ({
        kind: "encrypted configuration",
        message: `${key} is encrypted, and a placeholder stood for it.`,
      })),
  };
}

/**
 * The configuration that `key=value` pairs alone make.
 * @param project name, the namespace of keys that have none
 */
export const givenConfiguration = (project: string, pairs: readonly string[]): StackConfiguration => ({
  values: new Map(overriding(project, pairs)),
  secretKeys: new Set(),
  gaps: [],
});

function stackValues(project: ProjectSettings, file: string): [string, Value][] {
  const config = readYaml(file).config;
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

function overriding(project: string, overrides: readonly string[]): [string, string][] {
  return overrides.map((pair) => {
    const separator = pair.indexOf("=");
    if (separator < 1) {
      throw new UsageError(`--config ${pair}: KEY=VALUE is expected.`);
    }
    return [fullKey(project, pair.slice(0, separator), "--config"), pair.slice(separator + 1)];
  });
}

/** Values and defaults that Pulumi.yaml has for every stack, and the types that it declares. */
function applyProject(project: ProjectSettings, stack: string, values: Map<string, Value>): void {
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
      requireType(stack, key, declaration.type, declaration.secret === true, value);
    }
  }
  if (missing.length > 0) {
    throw new UsageError(
      `Stack "${stack}" lacks the configuration ${missing.join(", ")}, which ${project.file} demands.`,
    );
  }
}

function requireType(stack: string, key: string, type: string, mustBeSecret: boolean, value: Value): void {
  if (mustBeSecret && !value.isSecret) {
    throw new UsageError(`Stack "${stack}": ${key} must be encrypted, as Pulumi.yaml declares it secret.`);
  }
  if (!value.isSecret && !isOfType(type, value.text)) {
    throw new UsageError(
      `Stack "${stack}": ${key} is ${JSON.stringify(value.text)}. A value of type ${type} is expected.`,
    );
  }
}

function isOfType(type: string, text: string): boolean {
  switch (type) {
    case "integer":
      return /^[-+]?\d+$/.test(text);
    case "boolean":
      return text === "true" || text === "false";
    case "array":
      return Array.isArray(parsed(text));
    case "object": {
      const value = parsed(text);
      return typeof value === "object" && value !== null && !Array.isArray(value);
    }
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
