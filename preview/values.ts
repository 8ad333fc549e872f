import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { UNKNOWN, signatureKey, signatures, unknownSentinels } from "./wire";
import type { Properties, Wire } from "./wire";

type Fields = { readonly [key: string]: Wire };

const sentinels: ReadonlySet<string> = new Set(Object.values(unknownSentinels));

export const fromStruct = (struct: Struct | undefined): Properties =>
  struct === undefined ? {} : (struct.toJavaScript() as Properties);

export const toStruct = (properties: Properties): Struct =>
  Struct.fromJavaScript(properties as unknown as { [key: string]: JavaScriptValue });

export const isUnknown = (value: Wire): boolean => typeof value === "string" && sentinels.has(value);

const isObject = (value: Wire | undefined): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether a value is one of the special objects that carry a signature. */
export function isSpecial(value: Wire | undefined, kind: keyof typeof signatures): value is Fields {
  return isObject(value) && value[signatureKey] === signatures[kind];
}

export const secret = (value: Wire): Wire => ({ [signatureKey]: signatures.secret, value });

/** A copy in which each part, from the innermost outwards, is what `change` makes of it. */
export function rewrite(value: Wire, change: (part: Wire) => Wire): Wire {
  if (Array.isArray(value)) {
    return change(value.map((item: Wire) => rewrite(item, change)));
  }
  return change(isObject(value) ? mapFields(value, (field) => rewrite(field, change)) : value);
}

function mapFields<T>(properties: { readonly [key: string]: T }, change: (value: T) => T): { [key: string]: T } {
  const changed: { [key: string]: T } = {};
  for (const [key, value] of Object.entries(properties)) {
    changed[key] = change(value);
  }
  return changed;
}

/** Whether any part of a value, itself included, is as asked. */
export function contains(value: Wire, isSought: (part: Wire) => boolean): boolean {
  if (isSought(value)) {
    return true;
  }
  if (Array.isArray(value)) {
    return value.some((item: Wire) => contains(item, isSought));
  }
  return isObject(value) && Object.values(value).some((field) => contains(field, isSought));
}

/** References to resources become ids, or URNs where a resource has no id (a component). */
export const withoutReferences = (properties: Properties): Properties =>
  mapFields(properties, (value) => rewrite(value, asId));

const asId = (part: Wire): Wire => (isSpecial(part, "resource") ? referenced(part) : part);

function referenced(reference: Fields): Wire {
  const id = reference.id;
  return id === undefined ? (reference.urn ?? null) : id === "" ? UNKNOWN : id;
}

/** Output values become unknowns, secrets or plain values, as policies and most providers expect; dependencies are lost. */
export const withoutOutputs = (properties: Properties): Properties =>
  mapFields(properties, (value) => rewrite(value, asPlain));

const asPlain = (part: Wire): Wire => (isSpecial(part, "output") ? downgraded(part) : part);

function downgraded(output: Fields): Wire {
  const value = output.value === undefined ? UNKNOWN : output.value;
  return output.secret === true ? secret(value) : value;
}

export const withoutSecrets = (properties: Properties): Properties =>
  mapFields(properties, (value) => rewrite(value, (part) => (isSpecial(part, "secret") ? (part.value ?? null) : part)));

/** Secrets that a provider was not told of are marked again, by name, in what it answers. */
export function withSecretsOf(answer: Properties, told: Properties): Properties {
  return Object.fromEntries(
    Object.entries(answer).map(([key, value]): [string, Wire] => {
      const before = told[key];
      if (before === undefined || isSpecial(value, "secret")) {
        return [key, value];
      }
      if (isPlainObject(value) && isPlainObject(before)) {
        return [key, withSecretsOf(value, before)];
      }
      return [key, contains(before, (part) => isSpecial(part, "secret")) ? secret(value) : value];
    }),
  );
}

/** Whether a value is an object of the program: neither a list nor a secret, asset or other special value. */
export const isPlainObject = (value: Wire | undefined): value is Fields =>
  isObject(value) && value[signatureKey] === undefined;

/** URNs that the output values inside a value depend on. */
export function outputDependencies(value: Wire): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: Wire) => outputDependencies(item));
  }
  if (!isObject(value)) {
    return [];
  }
  const own = isSpecial(value, "output") && Array.isArray(value.dependencies) ? (value.dependencies as string[]) : [];
  return [
    ...own,
    ...Object.entries(value).flatMap(([key, field]) => (key === "dependencies" ? [] : outputDependencies(field))),
  ];
}

/** The form in which transforms see properties: unknowns, secrets and whatever has dependencies are output values. */
export function asOutputs(properties: Properties, dependencies: ReadonlyMap<string, ReadonlySet<string>>): Properties {
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]): [string, Wire] => {
      const upgraded = rewrite(value, upgradedToOutput);
      const wanted = dependencies.get(key) ?? new Set<string>();
      const known = new Set(outputDependencies(upgraded));
      if ([...wanted].every((urn) => known.has(urn))) {
        return [key, upgraded];
      }
      const output: Fields = isSpecial(upgraded, "output")
        ? upgraded
        : { [signatureKey]: signatures.output, value: upgraded };
      const own = Array.isArray(output.dependencies) ? (output.dependencies as string[]) : [];
      return [key, { ...output, dependencies: [...new Set([...own, ...wanted])] }];
    }),
  );
}

function upgradedToOutput(part: Wire): Wire {
  if (isUnknown(part)) {
    return { [signatureKey]: signatures.output };
  }
  if (isSpecial(part, "secret")) {
    const inner = part.value ?? null;
    return isSpecial(inner, "output") && inner.value === undefined
      ? { [signatureKey]: signatures.output, secret: true }
      : { [signatureKey]: signatures.output, secret: true, value: inner };
  }
  return part;
}

/** What policies are shown: no output values, no references, no keys of the engine's own. */
export const asPoliciesSee = (properties: Properties): Properties =>
  Object.fromEntries(Object.entries(asShown(properties)).filter(([key]) => !key.startsWith("__")));

/** The same with the engine's own keys. */
export const asShown = (properties: Properties): Properties => mapFields(properties, (value) => rewrite(value, shown));

const shown = (part: Wire): Wire => asArchive(asId(asPlain(part)));

/** The engine adds an empty list to archives that are files, and policy packs then take them for a list. */
const asArchive = (part: Wire): Wire => (isSpecial(part, "archive") ? { assets: {}, ...part } : part);

export const hasUnknowns = (value: Wire): boolean => contains(value, isUnknown);

export const hasSecrets = (value: Wire): boolean => contains(value, (part) => isSpecial(part, "secret"));
