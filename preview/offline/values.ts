import { goJson } from "../go-json";
import { hasUnknowns, isPlainObject, isSpecial, isUnknown, secret, withoutReferences } from "../values";
import type { Yaml } from "../yaml-file";
import { type Properties, type Wire } from "../wire";

export function isList(value: Wire | undefined): value is readonly Wire[] {
  return Array.isArray(value);
}

/** The value under a secret's wrapper. */
export function reveal(value: Wire | undefined): Wire | undefined {
  return isSpecial(value, "secret") ? reveal(value.value) : value;
}

/** The value without any secret's wrapper, at any depth. */
export function revealAll(value: Wire): Wire {
  if (isList(value)) {
    return value.map(revealAll);
  }
  if (isSpecial(value, "secret")) {
    return revealAll(value.value ?? null);
  }
  return isPlainObject(value) ? mapValues(value, revealAll) : value;
}

/** Applies `change` below secrets' wrappers and leaves unknown values and null alone. */
export function beneathSecrets(value: Wire, change: (known: Wire) => Wire): Wire {
  if (isSpecial(value, "secret")) {
    return secret(beneathSecrets(value.value ?? null, change));
  }
  return value === null || isUnknown(value) ? value : change(value);
}

export function mapValues(properties: Properties, change: (value: Wire, key: string) => Wire): Properties {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, change(value, key)]));
}

/** Inputs as providers read them: no nulls but in lists, and ids in the place of references to resources. */
export function normalize(properties: Properties): Properties {
  return withoutNulls(withoutReferences(properties));
}

function withoutNulls(properties: Properties): Properties {
  const present: Record<string, Wire> = {};
  for (const [key, value] of Object.entries(properties)) {
    if ((reveal(value) ?? null) !== null) {
      present[key] = withoutNullsInside(value);
    }
  }
  return present;
}

function withoutNullsInside(value: Wire): Wire {
  if (isList(value)) {
    return value.map(withoutNullsInside);
  }
  return isPlainObject(value)
    ? withoutNulls(value)
    : beneathSecrets(value, (known) => (known === value ? known : withoutNullsInside(known)));
}

/** JSON as Go writes it: keys in order, HTML characters escaped. */
export function jsonText(value: Wire): string {
  return goJson(value as Yaml);
}

/** The text, unless it is absent, unknown or no text. */
export function knownText(value: Wire | undefined): string | undefined {
  const text = reveal(value);
  return typeof text === "string" && !hasUnknowns(text) ? text : undefined;
}
