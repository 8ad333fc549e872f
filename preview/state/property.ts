import { secret } from "../values";
import { signatureKey, signatures } from "../wire";
import type { Properties, Wire } from "../wire";
import { at, damaged, elements, isObject, object } from "./place";
import type { Place } from "./place";

/** What Pulumi too shows policies in place of a secret that it cannot decrypt, whatever its type. */
const encryptedPlaceholder = "[secret]";

/** No resource nests deeper; a damaged file may. */
const deepest = 500;

export interface ReadProperties {
  readonly properties: Properties;
  /** Paths of the secrets that are encrypted, from the resource on. */
  readonly encrypted: readonly string[];
}

/**
 * The properties of a resource as Pulumi's protocols carry them.
 * @throws UsageError where a special value is none that a state holds; it is not shown, as it may be a secret.
 */
export function readProperties(root: Place): ReadProperties {
  const encrypted: string[] = [];

  const fields = (place: Place, depth: number): { [key: string]: Wire } =>
    Object.fromEntries(Object.keys(object(place)).map((key) => [key, read(at(place, key), depth + 1)]));

  function read(place: Place, depth: number): Wire {
    const { value } = place;
    if (depth > deepest) {
      return damaged(place, `nested more than ${deepest} levels deep`);
    }
    if (Array.isArray(value)) {
      return elements(place).map((item) => read(item, depth + 1));
    }
    if (!isObject(value)) {
      return value ?? null;
    }
    switch (value[signatureKey]) {
      case signatures.secret:
        return secret(secretIn(place, value, depth));
      case signatures.archive:
        // Pulumi reads every archive of a state as one of assets, be they none.
        return { assets: {}, ...fields(place, depth) };
      case undefined:
      case signatures.asset:
      case signatures.resource:
        return fields(place, depth);
      default:
        return damaged(place, "a special value of a kind that Pulumi keeps in no state");
    }
  }

  function secretIn(place: Place, { ciphertext, plaintext }: Properties, depth: number): Wire {
    if (typeof ciphertext === "string") {
      encrypted.push(place.path.slice(root.path.length).replace(/^\./, ""));
      return encryptedPlaceholder;
    }
    if (typeof plaintext !== "string") {
      return damaged(place, 'a secret that has neither "ciphertext" nor "plaintext"');
    }
    const value = parsed(plaintext);
    return value === undefined
      ? damaged(place, "a secret whose plaintext is not valid JSON")
      : read({ ...place, value }, depth + 1);
  }

  return { properties: fields(root, 0), encrypted };
}

function parsed(text: string): Wire | undefined {
  try {
    return JSON.parse(text) as Wire;
  } catch {
    return undefined;
  }
}
