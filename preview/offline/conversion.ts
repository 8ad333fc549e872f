import type { Field, NestedShape, Shape } from "./sdk";
import { isList, jsonText, reveal, revealAll } from "./values";
import { suggestion } from "../../result/suggestion";
import { hasSecrets, hasUnknowns, isPlainObject, isSpecial, isUnknown, secret } from "../values";
import { UNKNOWN, type Properties, type Wire } from "../wire";

/** How values of a resource become what its provider takes. */
export interface Conversion {
  /** Whether text stands for the number or boolean that it reads as, and a list of one for its element. */
  readonly readsText: boolean;
  /** Whether a number or boolean may stand where text is declared. */
  readonly writesText: boolean;
  /** Whether names that a type does not declare are worth a word. */
  readonly isClosed: boolean;
  nested(type: string): NestedShape | undefined;
  /** Finishes an object of a nested type. */
  complete?(value: Properties, type: string): Properties;
  /** Makes text of a document given as an object; else it stays an object. */
  readonly writesDocuments: boolean;
  /** Told of what cannot be converted, in a sentence. */
  warn(message: string): void;
}

interface Place {
  readonly path: string;
  /** Below a secret: values are not shown. */
  readonly isSecret: boolean;
}

/** Inputs with their values converted where they are known. */
export function convertInputs(
  inputs: Properties,
  fields: ReadonlyMap<string, Field>,
  conversion: Conversion,
): Properties {
  const converted: Record<string, Wire> = {};
  for (const [name, value] of Object.entries(inputs)) {
    const shape = fields.get(name)?.shape;
    converted[name] = shape === undefined ? value : convert(value, shape, { path: name, isSecret: false }, conversion);
  }
  return converted;
}

function convert(value: Wire, shape: Shape, place: Place, conversion: Conversion): Wire {
  if (isSpecial(value, "secret")) {
    return secret(convert(value.value ?? null, shape, { ...place, isSecret: true }, conversion));
  }
  if (value === null || shape.kind === "any" || isUnknown(value)) {
    return value;
  }
  if (isList(value)) {
    return convertList(value, shape, place, conversion);
  }
  if (typeof value === "object") {
    return isPlainObject(value) ? convertObject(value, shape, place, conversion) : value;
  }
  return convertScalar(value, shape, place, conversion);
}

function convertList(list: readonly Wire[], shape: Shape, place: Place, conversion: Conversion): Wire {
  if (shape.kind === "list") {
    return list.map((element, index) => {
      const at = { ...place, path: `${place.path}[${index}]` };
      return convert(element, shape.of, at, conversion);
    });
  }
  const [only] = list;
  if (conversion.readsText && isScalar(shape) && only !== undefined && list.length === 1) {
    return convert(only, shape, place, conversion);
  }
  return unexpected(list, shape, place, conversion);
}

function convertObject(object: Properties, shape: Shape, place: Place, conversion: Conversion): Wire {
  switch (shape.kind) {
    case "object": {
      const nested = conversion.nested(shape.name);
      const converted: Record<string, Wire> = {};
      for (const [name, value] of Object.entries(object)) {
        const field = nested?.byName.get(name);
        const at = { ...place, path: `${place.path}.${name}` };
        if (nested !== undefined && field === undefined && conversion.isClosed && !name.startsWith("__")) {
          conversion.warn(`${at.path} is not a property.${suggestion(name, [...nested.byName.keys()])}`);
        }
        converted[name] = field === undefined ? value : convert(value, field.shape, at, conversion);
      }
      return conversion.complete?.(converted, shape.name) ?? converted;
    }
    case "map": {
      const converted: Record<string, Wire> = {};
      for (const [name, value] of Object.entries(object)) {
        converted[name] = convert(value, shape.of, { ...place, path: pathInMap(place.path, name) }, conversion);
      }
      return converted;
    }
    case "document":
      return conversion.writesDocuments ? documentText(object) : object;
    default:
      return unexpected(object, shape, place, conversion);
  }
}

function convertScalar(value: string | number | boolean, shape: Shape, place: Place, conversion: Conversion): Wire {
  if (typeof value === shape.kind || (shape.kind === "document" && typeof value === "string")) {
    return value;
  }
  const isAllowed = typeof value === "string" ? conversion.readsText : conversion.writesText;
  const read = isAllowed ? readAs(value, shape) : undefined;
  return read ?? unexpected(value, shape, place, conversion);
}

const isScalar = ({ kind }: Shape): boolean => kind === "string" || kind === "number" || kind === "boolean";

/** As Go reads and writes numbers and booleans. */
function readAs(value: string | number | boolean, shape: Shape): Wire | undefined {
  if (shape.kind === "string") {
    return typeof value === "number" && Number.isInteger(value) ? BigInt(value).toString() : String(value);
  }
  if (shape.kind === "number" && typeof value === "string") {
    return /^[+-]?(0x[\da-f]+|(\d+\.?\d*|\.\d+)(e[+-]?\d+)?)$/i.test(value) ? numberOf(value) : undefined;
  }
  if (shape.kind === "boolean" && typeof value === "string") {
    return /^(1|t|true|True|T|TRUE|0|f|false|False|F|FALSE)$/.test(value) ? /^[1tT]/.test(value) : undefined;
  }
  return undefined;
}

/** JavaScript reads no sign before hexadecimal digits. */
function numberOf(text: string): number {
  const magnitude = Number(text.replace(/^[+-]/, ""));
  return text.startsWith("-") ? -magnitude : magnitude;
}

/** A document given as an object, as the text that the provider takes. */
function documentText(document: Properties): Wire {
  if (hasUnknowns(document)) {
    return UNKNOWN;
  }
  const text = jsonText(revealAll(document));
  return hasSecrets(document) ? secret(text) : text;
}

const expectations: Readonly<Record<Shape["kind"], string>> = {
  any: "a value",
  string: "a string",
  document: "a string or an object",
  number: "a number",
  boolean: "a boolean",
  list: "a list",
  map: "an object",
  object: "an object",
};

function unexpected(value: Wire, shape: Shape, { path, isSecret }: Place, { warn }: Conversion): Wire {
  const shown = isSecret || hasSecrets(value) ? "a secret" : isUnknown(value) ? "unknown" : preview(value);
  warn(`${path} is ${shown}, where ${expectations[shape.kind]} is expected.`);
  return value;
}

const longestPreview = 30;

function preview(value: Wire): string {
  if (hasUnknowns(value)) {
    return isList(value) ? "a list" : "an object";
  }
  const text = jsonText(reveal(value) ?? null);
  return text.length > longestPreview ? `${text.slice(0, longestPreview - 1)}…` : text;
}

function pathInMap(path: string, name: string): string {
  return /^[\w$]+$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
}
