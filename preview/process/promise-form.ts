import { unknownResult } from "../offline/unknown-text";
import { installedSdk } from "../offline/sdk";
import { packageOf } from "../urn";
import type { Properties, Wire } from "../wire";
import type { Adaptation } from "./sdk-modules";
import { isStandIn, marker, standIn, standInList, withMarkers, withoutStandIns } from "./stand-in";

type Answer = Record<string, unknown>;
type Invoke = (token: string, args: object, options?: Options, ...rest: unknown[]) => Promise<unknown>;

interface Options {
  /** Of the SDK that asks. */
  readonly version?: string;
}

/** What the program waited for and was given stand-ins of. */
const standing = new Set<string>();

/** Arguments of functions whose result the program waits for. */
const awaited = new WeakSet<object>();

/**
 * Lets a program go on where it waits for what is not known in a preview (`await aws.getX()`, the value of another stack's
 * output): it is given stand-ins, and what it makes of them leaves it as unknown. Where the SDK is not as expected it is left
 * as it is.
 */
export const standInWhereAwaited: Adaptation = (place, exported) => {
  const wrap = <T>(name: string, around: (original: T) => T): void => {
    if (typeof exported[name] === "function") {
      exported[name] = around(exported[name] as T);
    }
  };
  switch (place) {
    case "runtime/invoke.js":
      wrap<Invoke>("invoke", (invoke) => waiting(invoke, answerOf));
      wrap<Invoke>("invokeSingle", (invoke) => waiting(invoke, singleAnswerOf));
      break;
    case "runtime/rpc.js":
      wrap<Serialize<Properties>>("serializeProperties", leaving);
      wrap<Serialize<[Properties, unknown]>>("serializeResourceProperties", leavingWithDependencies);
      wrap<Serialize<[Properties, unknown]>>("serializePropertiesReturnDeps", leavingWithDependencies);
      wrap<Serialize<Wire>>("serializeProperty", leaving);
      wrap<(...args: unknown[]) => object>("deserializeProperties", arriving);
      break;
    case "stackReference.js":
      adaptStackReference(exported.StackReference);
      break;
  }
};

/** What to add to the message of a program's failure; empty where it was given no stand-in. */
export function aboutStandIns(): string {
  return standing.size === 0
    ? ""
    : `\nThe program was given stand-ins for what is not known here: ${[...standing].join(", ")}. ` +
        "If it fails because of them, answer with --fixtures FILE.";
}

function waiting(invoke: Invoke, standInFor: (token: string, answer: unknown, version: string) => unknown): Invoke {
  return async (token, args, options, ...rest) => {
    if (typeof args === "object" && args !== null) {
      awaited.add(args);
    }
    return standInFor(token, await invoke(token, args, options, ...rest), options?.version ?? "");
  };
}

/** The answer with stand-ins in the place of what is unknown. One that was never asked for, as the arguments are unknown, is empty. */
function answerOf(token: string, answer: unknown, version: string): unknown {
  const fields = installedSdk(packageOf(token), version, process.cwd())?.functionResult(token) ?? [];
  const lists = new Set(fields.filter(({ shape }) => shape.kind === "list").map(({ name }) => name));
  const standInOf = (field: string) => (lists.has(field) ? standInList() : standIn());
  if (isWhole(answer)) {
    stand(token);
    return fields.length === 0
      ? standIn()
      : Object.fromEntries(fields.map(({ name }) => [name, standInOf(name)] as const));
  }
  return Object.fromEntries(
    Object.entries(answer as Answer).map(([name, value]) => [name, filled(token, value, () => standInOf(name))]),
  );
}

function singleAnswerOf(token: string, answer: unknown): unknown {
  return answer === undefined ? (stand(token), standIn()) : filled(token, answer, standIn);
}

const isWhole = (answer: unknown): boolean =>
  answer === undefined || answer === null || isStandIn(answer) || Object.keys(answer).length === 0;

function filled(token: string, value: unknown, standInFor: () => unknown): unknown {
  if (isStandIn(value)) {
    stand(token);
    return standInFor();
  }
  if (Array.isArray(value)) {
    return value.map((element: unknown) => filled(token, element, standIn));
  }
  return isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([key, field]) => [key, filled(token, field, standIn)]))
    : value;
}

/** Neither a resource nor an asset. */
const isRecord = (value: unknown): value is Answer =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

function stand(what: string): void {
  if (standing.size === 0) {
    parseStandIns();
  }
  standing.add(what);
}

/** A document that is not known holds nothing that is known. */
function parseStandIns(): void {
  const parse = JSON.parse;
  JSON.parse = (text: unknown, ...rest) =>
    String(text) === marker ? standIn() : (parse(text as string, ...rest) as unknown);
}

type Serialize<Serialized> = (label: string, properties: unknown, ...rest: unknown[]) => Promise<Serialized>;

function leaving<Serialized extends Wire>(serialize: Serialize<Serialized>): Serialize<Serialized> {
  return async (label, properties, ...rest) =>
    sent(label, properties, await serialize(label, properties, ...rest)) as Serialized;
}

function leavingWithDependencies(serialize: Serialize<[Properties, unknown]>): Serialize<[Properties, unknown]> {
  return async (label, properties, ...rest) => {
    const [serialized, dependencies] = await serialize(label, properties, ...rest);
    return [sent(label, properties, serialized) as Properties, dependencies];
  };
}

/**
 * Functions are asked with the marker: a pure one computes with it, and one that is waited for would otherwise not be asked.
 * Everything else leaves the program as unknown.
 */
function sent(label: string, properties: unknown, serialized: Wire): Wire {
  if (!label.startsWith("invoke:")) {
    return standing.size === 0 ? serialized : withoutStandIns(serialized);
  }
  return awaited.has(properties as object) ? withMarkers(serialized) : serialized;
}

function arriving(deserialize: (...args: unknown[]) => object): (...args: unknown[]) => object {
  return (...args) => {
    const properties = deserialize(...args);
    return unknownResult in properties ? standIn() : properties;
  };
}

interface StackReferencePrototype {
  readOutputValue?: (...args: unknown[]) => Promise<[value: unknown, isSecret: boolean]>;
}

interface Referenced {
  readonly name: { promise(): Promise<string> };
  readonly outputs: { readonly isKnown: Promise<boolean> };
}

function adaptStackReference(stackReference: unknown): void {
  const prototype = (stackReference as { prototype?: StackReferencePrototype } | undefined)?.prototype;
  const read = prototype?.readOutputValue;
  if (prototype === undefined || read === undefined) {
    return;
  }
  prototype.readOutputValue = async function (this: Referenced, ...args) {
    const [value, isSecret] = await read.apply(this, args);
    if (value !== undefined || (await this.outputs.isKnown)) {
      return [value, isSecret];
    }
    stand(`the stack ${await this.name.promise()}`);
    return [standIn(), isSecret];
  };
}
