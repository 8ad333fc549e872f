import { autoName, type AutoName } from "./autoname";
import type { CheckFailure } from "./provider";
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
}

/** Inputs of a resource of a bridged provider, as its Check gives them back. */
export function checkBridged(
  request: { readonly urn: string; readonly inputs: Properties },
  shape: ResourceShape,
  overlay: Overlay,
  sdk: Sdk,
): { readonly inputs: Properties; readonly failures: readonly CheckFailure[] } {
  const given = convertFields(normalize(request.inputs), shape.inputs, overlay, sdk);
  const names = namesFor(request.urn, given, shape, overlay);
  const named = { ...given, ...names.named };
  const defaults = overlay.framework ? {} : missingDefaults(named, overlay.defaults, overlay.conflicts);
  const filled = [...Object.keys(names.named), ...Object.keys(defaults)].sort();
  const inputs = { ...named, ...defaults, ...(overlay.framework ? {} : { [defaultsKey]: filled }) };
  const failures = [...names.failures, ...missingRequired(inputs, shape.inputs, "", sdk)];
  return { inputs, failures: failures.map((reason) => ({ property: "", reason })) };
}

/** Planned state: the inputs, unknown for what the provider computes. */
export function planBridged(inputs: Properties, shape: ResourceShape): Properties {
  const planned = withoutDefaultsKey(inputs) as Properties;
  const computed = shape.outputs.filter((output) => !output.optional && !(output.name in planned));
  return { ...planned, ...Object.fromEntries(computed.map((output) => [output.name, UNKNOWN])), id: UNKNOWN };
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

function convertFields(properties: Properties, fields: readonly Field[], overlay: Overlay, sdk: Sdk): Properties {
  const shapes = new Map(fields.map((field) => [field.name, field.shape]));
  const given = Object.entries(properties).filter(([name]) => name !== defaultsKey);
  return Object.fromEntries(
    given.map(([name, value]) => {
      const shape = shapes.get(name);
      return [name, shape === undefined ? value : convert(value, shape, overlay, sdk)];
    }),
  );
}

function convert(value: Wire, shape: Shape, overlay: Overlay, sdk: Sdk): Wire {
  return beneathSecrets(value, (known) => convertKnown(known, shape, overlay, sdk));
}

function convertKnown(value: Wire, shape: Shape, overlay: Overlay, sdk: Sdk): Wire {
  if (typeof value === "string") {
    return convertText(value, shape);
  }
  if (isList(value)) {
    return shape.kind === "list" ? value.map((element) => convert(element, shape.of, overlay, sdk)) : value;
  }
  if (!isPlainObject(value)) {
    return value;
  }
  switch (shape.kind) {
    case "object":
      return convertObject(value, shape.name, overlay, sdk);
    case "map":
      return mapValues(value, (element) => convert(element, shape.of, overlay, sdk));
    case "string":
      return documentText(value);
    default:
      return value;
  }
}

function convertText(text: string, shape: Shape): Wire {
  if (shape.kind === "number" && text.trim() !== "" && Number.isFinite(Number(text))) {
    return Number(text);
  }
  if (shape.kind === "boolean" && /^(1|t|true|True|T|TRUE|0|f|false|False|F|FALSE)$/.test(text)) {
    return /^[1tT]/.test(text);
  }
  return text;
}

function convertObject(value: Properties, type: string, overlay: Overlay, sdk: Sdk): Wire {
  const converted = convertFields(value, sdk.nested(type) ?? [], overlay, sdk);
  if (overlay.framework) {
    return converted;
  }
  const defaults = missingDefaults(converted, overlay.nestedDefaults[type] ?? {}, {});
  return { ...converted, ...defaults, [defaultsKey]: Object.keys(defaults).sort() };
}

/** A policy document given as an object, as the text that AWS takes. */
function documentText(document: Properties): Wire {
  if (hasUnknowns(document)) {
    return UNKNOWN;
  }
  const text = jsonText(revealAll(document));
  return hasSecrets(document) ? secret(text) : text;
}

function namesFor(urn: string, given: Properties, shape: ResourceShape, overlay: Overlay) {
  const named: Record<string, Wire> = {};
  const failures: string[] = [];
  for (const rule of overlay.names) {
    const property = rule.property ?? "name";
    if (property in given || `${property}Prefix` in given || !shape.inputNames.has(property)) {
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
    return missingRequired(known, sdk.nested(shape.name) ?? [], `${path}.`, sdk);
  }
  return [];
}

function withoutDefaultsKey(value: Wire): Wire {
  if (isList(value)) {
    return value.map(withoutDefaultsKey);
  }
  if (isPlainObject(value)) {
    const kept = Object.entries(value).filter(([key]) => key !== defaultsKey);
    return Object.fromEntries(kept.map(([key, member]) => [key, withoutDefaultsKey(member)]));
  }
  return beneathSecrets(value, (known) => (known === value ? known : withoutDefaultsKey(known)));
}
