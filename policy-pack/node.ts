/** A value that is not known until the update. Comparing with it is how a policy handles one. */
export const unknown = Symbol("unknown");
export type Unknown = typeof unknown;

/** A property value as Pulumi hands it to a policy pack; what is unknown in it stands there as a sentinel. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value | undefined };

/** A place in a resource: what stands there, and how to name it in a finding. */
export interface Node {
  readonly urn: string;
  /** Property path, `ingress[0].cidrBlocks`; empty for the resource itself. Of an unknown, where the unknown begins. */
  readonly path: string;
  /** Absent where nothing stands there: `null` and a missing property are the same to a provider. */
  readonly value: Value | Unknown | undefined;
}

/** How Pulumi writes an unknown, by the type that it will have. */
export const unknownSentinels = {
  string: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  boolean: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  number: "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  array: "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  asset: "030794c1-ac77-496b-92df-f27374a8bd58",
  archive: "e48ece36-62e2-4504-bad9-02848725956a",
  object: "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
} as const;

const sentinels: ReadonlySet<unknown> = new Set(Object.values(unknownSentinels));

/** The place of a resource as a whole. */
export const rootNode = (urn: string, properties: Value): Node => ({ urn, path: "", value: properties });

export const isUnknown = (node: Node): boolean => node.value === unknown;

/** Whether something stands here, be it unknown: enough where a duty is to set a property at all. */
export const isPresent = (node: Node): boolean => node.value !== undefined;

/** The place below `node` under these keys. Below an unknown everything is that unknown. */
export function at(node: Node, ...keys: readonly (string | number)[]): Node {
  return keys.reduce<Node>(child, node);
}

function child(node: Node, key: string | number): Node {
  if (isUnknown(node)) {
    return node;
  }
  return { urn: node.urn, path: joined(node.path, key), value: valueAt(node.value, key) };
}

function valueAt(value: Node["value"], key: string | number): Node["value"] {
  // A list has places by number alone: its `length` is no property of the resource.
  const fits = Array.isArray(value) ? typeof key === "number" : typeof key === "string";
  if (typeof value !== "object" || value === null || !fits || !Object.hasOwn(value, key)) {
    return undefined;
  }
  const found = (value as Record<string | number, Value | undefined>)[key];
  return sentinels.has(found) ? unknown : (found ?? undefined);
}

const plainKey = /^[A-Za-z_$][\w$]*$/;

function joined(path: string, key: string | number): string {
  if (typeof key === "number") {
    return `${path}[${key}]`;
  }
  return plainKey.test(key) ? (path === "" ? key : `${path}.${key}`) : `${path}[${JSON.stringify(key)}]`;
}

/** The elements of a list. A single value counts as a list of one, as providers read it; nothing is an empty list. */
export function items(node: Node): readonly Node[] | Unknown {
  if (isUnknown(node)) {
    return unknown;
  }
  if (!isPresent(node)) {
    return [];
  }
  return Array.isArray(node.value) ? node.value.map((_, index) => child(node, index)) : [node];
}

/** The elements of a list, or the list itself where it is not known: what is below it is then as unknown. */
export function each(node: Node): readonly Node[] {
  const elements = items(node);
  return elements === unknown ? [node] : elements;
}

/** Keys and places of an object; nothing for anything else. */
export function entries(node: Node): readonly (readonly [string, Node])[] | Unknown {
  if (isUnknown(node)) {
    return unknown;
  }
  const { value } = node;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return [];
  }
  return Object.keys(value).map((key) => [key, child(node, key)] as const);
}

/** Text, or a number or boolean as providers write it. */
export function text(node: Node): string | undefined | Unknown {
  const { value } = node;
  if (value === unknown || typeof value === "string") {
    return value;
  }
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

/** A number, also as text: `"22"`. Anything else that stands here is NaN, which no comparison lets through. */
export function number(node: Node): number | undefined | Unknown {
  const { value } = node;
  if (value === unknown || typeof value === "number") {
    return value;
  }
  if (value === undefined) {
    return undefined;
  }
  const parsed = typeof value === "string" && value.trim() !== "" ? Number(value) : NaN;
  return Number.isFinite(parsed) ? parsed : NaN;
}

/** A boolean, also as text: `"true"`. Anything else is absent. */
export function flag(node: Node): boolean | undefined | Unknown {
  const { value } = node;
  if (value === unknown || typeof value === "boolean") {
    return value;
  }
  return typeof value === "string" ? booleans.get(value.toLowerCase()) : undefined;
}

const booleans: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["1", true],
  ["false", false],
  ["0", false],
]);
