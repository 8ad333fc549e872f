import { isList, mapValues } from "./values";
import { isPlainObject, isUnknown } from "../values";
import { UNKNOWN, type Properties, type Wire } from "../wire";

/** Stands for an unknown value on the way through Pulumi's engine, which refuses those in the results of functions. */
export const unknownText = "unknown-until-deployment:6f1e3c52-a0d7-4b7e-9f8b-2d5c8e7a4b19";

/** Names the only field of a function's result of which nothing is known, not even its fields. */
export const unknownResult = "unknown-result-until-deployment";

/** With the text in the place of unknown values. */
export function withUnknownTexts(properties: Properties): Properties {
  return mapValues(properties, (value) => replaced(value, (text) => (isUnknown(text) ? unknownText : text)));
}

/** With unknown values in the place of the text. */
export function withUnknowns(properties: Properties): Properties {
  return mapValues(properties, (value) => replaced(value, (text) => (text === unknownText ? UNKNOWN : text)));
}

function replaced(value: Wire, change: (text: string) => string): Wire {
  if (typeof value === "string") {
    return change(value);
  }
  if (isList(value)) {
    return value.map((element) => replaced(element, change));
  }
  return isPlainObject(value) ? mapValues(value, (member) => replaced(member, change)) : value;
}

/** Whether nothing in a function's result is known, in whichever form. */
export const isPlaceholder = (result: Properties): boolean =>
  Object.values(result).every((value) => value === unknownText || isUnknown(value));

/** A result without fields is one of which nothing is known, which a program must not take for one whose fields are absent. */
export const orUnknown = (result: Properties): Properties =>
  Object.keys(result).length === 0 ? { [unknownResult]: UNKNOWN } : result;
