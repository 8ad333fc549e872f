import { UsageError } from "../usage-error";
import type { Wire } from "../wire";

/** A value in a file of JSON, and where it stands. */
export interface Place {
  readonly file: string;
  /** `deployment.resources[3].urn`; empty for the whole. */
  readonly path: string;
  readonly value: Wire | undefined;
}

export type Read<T> = (place: Place) => T;

export function at(place: Place, key: string): Place {
  const { file, path, value } = place;
  const below = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return { file, path: joined(path, key), value: below };
}

const plainKey = /^[A-Za-z_$][\w$]*$/;

function joined(path: string, key: string | number): string {
  if (typeof key === "number") {
    return `${path}[${key}]`;
  }
  return plainKey.test(key) ? (path === "" ? key : `${path}.${key}`) : `${path}[${JSON.stringify(key)}]`;
}

/** Go writes nothing, or `null`, where there is nothing. */
export const isAbsent = ({ value }: Place): boolean => value === undefined || value === null;

export const isObject = (value: Wire | undefined): value is { readonly [key: string]: Wire } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A value that is damaged, or of something else than a state. */
export function refuse({ file, path, value }: Place, expected: string): never {
  throw new UsageError(
    value === undefined
      ? `${file}: ${path} is missing. ${capital(expected)} is expected.`
      : `${file}: ${path || "the whole"} is ${described(value)}. ${capital(expected)} is expected.`,
  );
}

/** A value that is of the right kind and wrong all the same; what it is must not be shown. */
export function damaged({ file, path }: Place, what: string): never {
  throw new UsageError(`${file}: ${path} is ${what}.`);
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function described(value: Wire): string {
  if (Array.isArray(value)) {
    return "a list";
  }
  if (typeof value === "string") {
    return JSON.stringify(value.length > 200 ? `${value.slice(0, 200)}…` : value);
  }
  return isObject(value) ? "an object" : String(value);
}

function scalar<T extends Wire>(isRight: (value: Wire | undefined) => value is T, expected: string): Read<T> {
  return (place) => (isRight(place.value) ? place.value : refuse(place, expected));
}

export const text = scalar((value) => typeof value === "string", "a text");
export const flag = scalar((value) => typeof value === "boolean", "true or false");
export const number = scalar((value) => typeof value === "number", "a number");
export const object = scalar(isObject, "an object");

export function elements(place: Place): readonly Place[] {
  const { file, path, value } = place;
  return Array.isArray(value)
    ? value.map((item: Wire, index) => ({ file, path: joined(path, index), value: item }))
    : refuse(place, "a list");
}

export const list =
  <T>(read: Read<T>): Read<readonly T[]> =>
  (place) =>
    elements(place).map(read);

export function record<T>(read: Read<T>): Read<ReadonlyMap<string, T>> {
  return (place) => new Map(Object.keys(object(place)).map((key) => [key, read(at(place, key))]));
}

export const optional =
  <T, F>(read: Read<T>, otherwise: F): Read<T | F> =>
  (place) =>
    isAbsent(place) ? otherwise : read(place);
