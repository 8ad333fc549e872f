import { isMapping } from "./yaml-file";
import type { Yaml } from "./yaml-file";

/** A place inside a value of the configuration: names of properties and indices of lists. */
export type ConfigPath = readonly (string | number)[];

/** Reads `key.name[0]["another name"]`; undefined where it is no such path. */
export function readConfigPath(text: string): ConfigPath | undefined {
  const part = /(?:^|\.)([^.[\]"]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/y;
  const path: (string | number)[] = [];
  while (part.lastIndex < text.length) {
    const [, name, index, quoted] = part.exec(text) ?? [];
    if (name === undefined && index === undefined && quoted === undefined) {
      return undefined;
    }
    path.push(name ?? (quoted === undefined ? Number(index) : (JSON.parse(quoted) as string)));
  }
  return path.length === 0 || typeof path[0] === "number" ? undefined : path;
}

/**
 * A value with another one inside it; what is on the way there and does not exist is made.
 * @returns undefined where the way leads through a value of another kind, or past the end of a list
 */
export function withValueAt(value: Yaml | undefined, [step, ...rest]: ConfigPath, inner: Yaml): Yaml | undefined {
  if (step === undefined) {
    return inner;
  }
  if (typeof step === "number") {
    const list = value ?? [];
    const part = Array.isArray(list) && step <= list.length ? withValueAt(list[step], rest, inner) : undefined;
    return part === undefined ? undefined : (list as Yaml[]).toSpliced(step, 1, part);
  }
  const mapping = value ?? {};
  const part = isMapping(mapping) ? withValueAt(mapping[step], rest, inner) : undefined;
  return part === undefined ? undefined : { ...(mapping as { [key: string]: Yaml }), [step]: part };
}

/** As Pulumi reads a value that it sets inside another: a number or truth value where it looks like one. */
export function innerValue(text: string): Yaml {
  if (text === "true" || text === "false") {
    return text === "true";
  }
  return /^[-+]?\d+$/.test(text) && !/^0./.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : text;
}
