import { secret } from "../values";
import { signatureKey, signatures } from "../wire";
import type { Properties, Wire } from "../wire";
import { at, damaged, elements, isObject, object } from "./place";
import type { Place } from "./place";

/** What Pulumi too shows policies in place of a secret that it cannot decrypt, whatever its type. */
const encryptedPlaceholder = "[secret]";

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

  const fields = (place: Place): { [key: string]: Wire } =>
    Object.fromEntries(Object.keys(object(place)).map((key) => [key, read(at(place, key))]));

  function read(place: Place): Wire {
    const { value } = place;
    if (Array.isArray(value)) {
      return elements(place).map(read);
    }
    if (!isObject(value)) {
      return value ?? null;
    }
    switch (value[signatureKey]) {
      case signatures.secret:
        return secret(secretIn(place, value));
      case undefined:
      case signatures.asset:
      case signatures.archive:
      case signatures.resource:
        return fields(place);
      default:
        return damaged(place, "a special value of a kind that Pulumi keeps in no state");
    }
  }

  function secretIn(place: Place, { ciphertext, plaintext }: Properties): Wire {
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
      : read({ ...place, value });
  }

  return { properties: fields(root), encrypted };
}

function parsed(text: string): Wire | undefined {
  try {
    return JSON.parse(text) as Wire;
  } catch {
    return undefined;
  }
}
