import { autoName, type AutoName } from "./autoname";
import { convertInputs } from "./conversion";
import type { Checked } from "./provider";
import type { Field, ResourceShape, Sdk, Shape } from "./sdk";
import { beneathSecrets, isList, jsonText, mapValues, normalize, reveal, revealAll } from "./values";
import { hasSecrets, hasUnknowns, isPlainObject, isUnknown, secret } from "../values";
import { UNKNOWN, type Properties, type Wire } from "../wire";

// Where the bridge notes which properties it filled in. Policies see it in nested objects, so it is part of what they see.
const defaultsKey = "__defaults";

/** What a Terraform provider and its Pulumi mapping say of a resource, beyond the SDK's types. */
export interface Overlay {
  /** Names that the provider makes up. */
  readonly names: readonly AutoName[];
  /** Values of properties that the program leaves out. */
  readonly defaults: Readonly<Record<string, Wire>>;
  /** Properties by the properties that rule out their default. */
  readonly conflicts: Readonly<Record<string, readonly string[]>>;
  /** Default values inside nested types, by the type's name. */
  readonly nestedDefaults: Readonly<Record<string, Readonly<Record<string, Wire>>>>;
  /** Made with Terraform's newer framework, whose resources take no defaults in Check and note none. */
  readonly framework: boolean;
  /** Whether policy documents may be given as objects. */
  readonly documents: boolean;
}

/** Of a resource of which the SDK's types alone are known. */
export const plainOverlay: Overlay = {
  names: [],
  defaults: {},
  conflicts: {},
  nestedDefaults: {},
  framework: true,
  documents: false,
};

/** Inputs of a resource of a bridged provider, normalized, as its Check gives them back. */
export function checkBridged(
  request: { readonly urn: string; readonly inputs: Properties },
  shape: ResourceShape,
  overlay: Overlay,
  sdk: Sdk,
): Checked {
  const warnings: string[] = [];
  const given = convertInputs(withoutDefaultsOf(request.inputs), shape.inputsByName, {
    readsText: true,
    writesText: true,
    isClosed: true,
    writesDocuments: overlay.documents,
    nested: sdk.nested,
    ...(overlay.framework ? {} : { complete: (value, type) => completed(value, overlay.nestedDefaults[type] ?? {}) }),
    warn: (message) => warnings.push(message),
  });
  const names = namesFor(request.urn, given, shape, overlay);
  const named = { ...given, ...names.named };
  const defaults = overlay.framework ? {} : missingDefaults(named, overlay.defaults, overlay.conflicts);
  const filled = [...Object.keys(names.named), ...Object.keys(defaults)].sort();
  const inputs = { ...named, ...defaults, ...(overlay.framework ? {} : { [defaultsKey]: filled }) };
  const failures = [...names.failures, ...missingRequired(inputs, shape.inputs, "", sdk)];
  return {
    inputs,
    failures: failures.map((reason) => ({ property: "", reason })),
    ...(warnings.length > 0 && { warnings }),
  };
}

function withoutDefaultsOf({ [defaultsKey]: _, ...inputs }: Properties): Properties {
  return inputs;
}

function completed(value: Properties, nestedDefaults: Readonly<Record<string, Wire>>): Properties {
  const { [defaultsKey]: _, ...given } = value;
  const defaults = missingDefaults(given, nestedDefaults, {});
  return { ...given, ...defaults, [defaultsKey]: Object.keys(defaults).sort() };
}

/** Planned state: the inputs, unknown for what the provider computes. */
export function planBridged(inputs: Properties, shape: ResourceShape): Properties {
  const planned: Record<string, Wire> = { ...(withoutDefaultsKey(inputs) as Properties) };
  for (const name of shape.certain) {
    planned[name] ??= UNKNOWN;
  }
  planned.id = UNKNOWN;
  return planned;
}

/** State of a resource that exists elsewhere. */
export function readBridged(id: string, inputs: Properties, shape: ResourceShape): Properties {
  const known = withoutDefaultsKey(normalize(inputs)) as Properties;
  return { ...Object.fromEntries(shape.outputs.map((output) => [output.name, UNKNOWN])), ...known, id };
}

/** Provider configuration as the bridge's CheckConfig gives it back: all but text as JSON, secret if a part is. */
export function encodeConfiguration(inputs: Properties, fields: readonly Field[]): Properties {
  const shapes = new Map(fields.map((field) => [field.name, field.shape]));
  const given = Object.entries(inputs).filter(([, value]) => value !== null);
  return Object.fromEntries(given.map(([name, value]) => [name, encode(value, shapes.get(name))]));
}

/** Provider configuration with its JSON texts read. */
export function decodeConfiguration(inputs: Properties, fields: readonly Field[]): Properties {
  const shapes = new Map(fields.map((field) => [field.name, field.shape]));
  return mapValues(inputs, (value, name) => decode(revealAll(value), shapes.get(name)));
}

function encode(value: Wire, shape: Shape | undefined): Wire {
  if (hasUnknowns(value)) {
    return UNKNOWN;
  }
  if (hasSecrets(value)) {
    return secret(encode(revealAll(value), shape));
  }
  const known = decode(value, shape);
  return shape === undefined || typeof known === "string" ? known : jsonText(known);
}

const emptyValues: Readonly<Record<Shape["kind"], Wire>> = {
  string: "",
  any: "",
  document: "",
  number: 0,
  boolean: false,
  list: [],
  map: {},
  object: {},
};

function decode(value: Wire, shape: Shape | undefined): Wire {
  if (typeof value !== "string" || isUnknown(value) || shape === undefined || shape.kind === "string") {
    return value;
  }
  if (value === "") {
    return emptyValues[shape.kind];
  }
  try {
    return JSON.parse(value) as Wire;
  } catch {
    return value;
  }
}

function namesFor(urn: string, given: Properties, shape: ResourceShape, overlay: Overlay) {
  const named: Record<string, Wire> = {};
  const failures: string[] = [];
  for (const rule of overlay.names) {
    const property = rule.property ?? "name";
    if (property in given || `${property}Prefix` in given || shape.inputsByName.get(property)?.optional !== true) {
      continue;
    }
    const fifo = rule.fifo !== undefined && reveal(given[rule.fifo]) === true;
    const made = autoName(urn, rule, fifo);
    if ("name" in made) {
      named[property] = made.name;
    } else {
      failures.push(made.reason);
    }
  }
  return { named, failures };
}

function missingDefaults(
  given: Properties,
  defaults: Readonly<Record<string, Wire>>,
  conflicts: Readonly<Record<string, readonly string[]>>,
): Properties {
  return Object.fromEntries(
    Object.entries(defaults).filter(
      ([name]) => !(name in given) && !(conflicts[name] ?? []).some((conflicting) => conflicting in given),
    ),
  );
}

function missingRequired(properties: Properties, fields: readonly Field[], path: string, sdk: Sdk): string[] {
  return fields.flatMap((field) => {
    const at = path + field.name;
    const value = reveal(properties[field.name]);
    if (value === undefined || value === null) {
      return field.optional ? [] : [`Missing required property '${at}'`];
    }
    return missingInside(value, field.shape, at, sdk);
  });
}

function missingInside(value: Wire, shape: Shape, path: string, sdk: Sdk): string[] {
  const known = reveal(value);
  if (shape.kind === "list" && isList(known)) {
    return known.flatMap((element, index) => missingInside(element, shape.of, `${path}[${index}]`, sdk));
  }
  if (shape.kind === "object" && isPlainObject(known)) {
    return missingRequired(known, sdk.nested(shape.name)?.fields ?? [], `${path}.`, sdk);
  }
  return [];
}

function withoutDefaultsKey(value: Wire): Wire {
  if (isList(value)) {
    return value.map(withoutDefaultsKey);
  }
  if (isPlainObject(value)) {
    const kept: Record<string, Wire> = {};
    for (const [key, member] of Object.entries(value)) {
      if (key !== defaultsKey) {
        kept[key] = withoutDefaultsKey(member);
      }
    }
    return kept;
  }
  return beneathSecrets(value, (known) => (known === value ? known : withoutDefaultsKey(known)));
}
