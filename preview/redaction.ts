import { encryptedPlaceholder } from "./stack-configuration";
import { isSpecial, isUnknown } from "./values";
import type { Wire } from "./wire";

/** Keeps the secrets of a run, so that no message shows them. */
export interface Redaction {
  /** Remembers the secret texts inside a value. */
  learn(value: Wire): void;
  learnText(secret: string): void;
  redact(message: string): string;
}

/** Shorter ones would be found everywhere. */
const shortestSecret = 4;

export function createRedaction(): Redaction {
  const secrets = new Set<string>();
  let pattern: RegExp | undefined;

  const learnText = (text: string): void => {
    if (text.length >= shortestSecret && !isUnknown(text) && text !== encryptedPlaceholder) {
      secrets.add(text).add(JSON.stringify(text).slice(1, -1));
      pattern = undefined;
    }
  };
  const collect = (value: Wire, isSecret: boolean): void => {
    if (typeof value === "string") {
      if (isSecret) {
        learnText(value);
      }
    } else if (isSpecial(value, "secret")) {
      collect(value.value ?? null, true);
    } else if (typeof value === "object" && value !== null) {
      Object.values<Wire>({ ...value }).forEach((part) => collect(part, isSecret));
    }
  };
  return {
    learn: (value) => collect(value, false),
    learnText,
    redact: (message) => (secrets.size === 0 ? message : message.replace((pattern ??= anyOf(secrets)), "[secret]")),
  };
}

/** From here on a text is no word that stands in messages by chance. */
const longSecret = 8;

/** The longest first; the short ones as words of their own only: the secret "open" is no part of "opened". */
function anyOf(secrets: ReadonlySet<string>): RegExp {
  const texts = [...secrets]
    .sort((a, b) => b.length - a.length)
    .map((text) => {
      const literal = text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      return text.length < longSecret ? `(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])` : literal;
    });
  return new RegExp(texts.join("|"), "gu");
}
