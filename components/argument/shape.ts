import { distance } from "fastest-levenshtein";
import { isKnown } from "./known";
import type { Refuse } from "./refusal";
import shapes from "./shapes.json";

/** What a value is made of; text and numbers have no shape. */
export interface ValueShape {
  /** Name of the type of an object. */
  readonly object?: string;
  readonly list?: ValueShape;
  readonly map?: ValueShape;
}

/** What must be there. */
export interface Requirement {
  readonly meaning: string;
  /** Id of the control that asks for it. */
  readonly control?: string | undefined;
}

/** Properties by name. */
export type Properties = Readonly<Record<string, ValueShape & { readonly required?: Requirement }>>;

/** The arguments of the components, and the types in them, by name. */
export interface ArgumentShapes {
  readonly components: Readonly<Record<string, Properties>>;
  readonly types: Readonly<Record<string, Properties>>;
}

const { components, types }: ArgumentShapes = shapes;

/**
 * Programs reach a component without type checks too. What their types would have said is said here, but for what may be
 * more than the types name, as a value of TypeScript may.
 * @throws RefusedArgumentError for an argument that is missing or misspelt, and for one of another shape.
 */
export function assertShape(refuse: Refuse, component: string, args: object | undefined): void {
  assertProperties(refuse, "", components[component] ?? {}, args ?? {});
}

function assertProperties(refuse: Refuse, prefix: string, properties: Properties, values: object): void {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
  const names = given.map(([name]) => name);
  const absent = Object.keys(properties).filter((name) => !names.includes(name));
  for (const name of names.filter((one) => !Object.hasOwn(properties, one))) {
    const meant = nearest(name, absent);
    if (meant !== undefined) {
      // The value may be a secret.
      throw refuse(`${prefix}${name}`, "not an argument", `the name ${meant}`);
    }
  }
  for (const [name, { required, ...shape }] of Object.entries(properties)) {
    const value = (values as Readonly<Record<string, unknown>>)[name];
    if (value !== undefined && value !== null) {
      assertValue(refuse, `${prefix}${name}`, shape, value);
    } else if (required !== undefined) {
      const { meaning, control } = required;
      throw refuse(
        `${prefix}${name}`,
        undefined,
        `a value: ${meaning}`,
        control === undefined ? undefined : { id: control },
      );
    }
  }
}

function assertValue(refuse: Refuse, argument: string, { object, list, map }: ValueShape, value: unknown): void {
  if (!isKnown(value)) {
    return;
  }
  if (list !== undefined) {
    if (!Array.isArray(value)) {
      throw refuse(argument, typeof value, "a list");
    }
    value.forEach((item, index) => assertValue(refuse, `${argument}[${index}]`, list, item));
  } else if (map !== undefined) {
    Object.entries(record(refuse, argument, value)).forEach(([key, item]) =>
      assertValue(refuse, `${argument}.${key}`, map, item),
    );
  } else if (object !== undefined) {
    assertProperties(refuse, `${argument}.`, types[object] ?? {}, record(refuse, argument, value));
  }
}

function record(refuse: Refuse, argument: string, value: unknown): object {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw refuse(argument, value === null ? value : Array.isArray(value) ? "a list" : typeof value, "an object");
  }
  return value;
}

/** The name that is so near that it is meant: another may be one that other components know. */
function nearest(word: string, names: readonly string[]): string | undefined {
  const [best] = names
    .map((name) => ({ name, edits: distance(word.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  return best !== undefined && best.edits <= Math.ceil(word.length / 4) ? best.name : undefined;
}
