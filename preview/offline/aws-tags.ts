import { isList, mapValues, revealAll } from "./values";
import { hasUnknowns, isPlainObject } from "../values";
import { UNKNOWN, type Properties, type Wire } from "../wire";

/** All tags of a resource: the provider's default tags under its own, without those that the provider ignores. */
export function allTags(tags: Wire, configuration: Properties): Wire {
  if (hasUnknowns(tags) || hasUnknowns(configuration)) {
    return UNKNOWN;
  }
  const own = revealAll(tags);
  const merged = { ...tagsUnder(configuration.defaultTags), ...(isPlainObject(own) ? mapValues(own, asText) : {}) };
  const ignored = isPlainObject(configuration.ignoreTags) ? configuration.ignoreTags : {};
  const keys = texts(ignored.keys);
  const prefixes = texts(ignored.keyPrefixes);
  return Object.fromEntries(
    Object.entries(merged).filter(([key]) => !keys.includes(key) && !prefixes.some((prefix) => key.startsWith(prefix))),
  );
}

/** Tags are texts, however a program writes them. */
const asText = (value: Wire): Wire => (typeof value === "number" || typeof value === "boolean" ? String(value) : value);

function tagsUnder(defaultTags: Wire | undefined): Properties {
  return isPlainObject(defaultTags) && isPlainObject(defaultTags.tags) ? defaultTags.tags : {};
}

function texts(value: Wire | undefined): string[] {
  return isList(value) ? value.filter((element) => typeof element === "string") : [];
}
