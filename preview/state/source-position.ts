import type { Location } from "../../result/result";
import { at, elements, isAbsent, optional, text } from "./place";
import type { Place } from "./place";

/** The innermost place in the program's own files at which a resource was asked for; absent where its state keeps none. */
export function readLocation(resource: Place): Location | undefined {
  const frames = optional(elements, [])(at(resource, "stackTrace"));
  return [resource, ...frames].map(positionIn).find((position) => position !== undefined);
}

/** `project:///index.ts#12,5`: a URI from the project's folder on, line and column. */
const position = /^project:\/\/\/(?!\.\.\/|(?:.*\/)?node_modules\/)(.+)#(\d+)(?:,(\d+))?$/;

function positionIn(holder: Place): Location | undefined {
  const place = at(holder, "sourcePosition");
  const [, file, line, column] = isAbsent(place) ? [] : (position.exec(text(place)) ?? []);
  return file === undefined || Number(line) < 1
    ? undefined
    : { file: decoded(file), line: Number(line), column: Math.max(Number(column ?? 1), 1) };
}

function decoded(file: string): string {
  try {
    return decodeURI(file);
  } catch {
    return file;
  }
}
