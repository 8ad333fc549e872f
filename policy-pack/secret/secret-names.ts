/** Last words of what holds a secret. */
const secretWords =
  /(?:passwords?|passwd|passphrase|passcode|pwd|secret|apikey|secretkey|privatekey|credentials?|accesstoken|authtoken|apitoken)$|^(?:pass|token|psk|pw)$/;

/** Kinds of keys that are secret; `hashKey`, `partitionKey` and plain `key` are not. */
const secretKeys: ReadonlySet<string> = new Set(
  "api secret private access auth encryption decryption signing shared preshared master account admin jwt hmac token".split(
    " ",
  ),
);

/** Tokens of which there may be several; `httpTokens` and `maxTokens` are others. */
const secretTokens: ReadonlySet<string> = new Set("access api auth bearer bot refresh session".split(" "));

/** Tokens and secrets that are none: idempotency, paging, and names of secrets that stand elsewhere. */
const harmless: Readonly<Record<string, ReadonlySet<string>>> = {
  token: new Set(
    "client creation update lock version offer grant next page paging pagination continuation sync request idempotency max min http".split(
      " ",
    ),
  ),
  secret: new Set("existing pull tls ca use create generate manage external from image".split(" ")),
  credentials: new Set("use allow provider".split(" ")),
};

/** What may follow the word that says it is a secret. */
const trailing: ReadonlySet<string> = new Set(
  "value plain plaintext text string binary literal raw pem base64 b64 old new current previous primary secondary default prod production stage staging test dev development live".split(
    " ",
  ),
);

/** Last words that hold a secret only where the value looks random. */
const weakWords = /^(?:key|auth|salt|seed|cookie|signature|pin|hash)$/;

/** Keys that everybody may know. */
const openKeys: ReadonlySet<string> = new Set(
  "public hash range partition sort cache primary foreign object".split(" "),
);

export type SecretName = "secret" | "perhaps" | "none";

/** What the name of a variable, property or parameter says of its value. */
export function secretNameOf(name: string): SecretName {
  const words = wordsOf(name);
  while (words.length > 1 && (trailing.has(words.at(-1) ?? "") || /^\d+$/.test(words.at(-1) ?? ""))) {
    words.pop();
  }
  const last = (words.at(-1) ?? "").replace(/\d+$/, "");
  const before = words.at(-2) ?? "";
  if ((/^keys?$/.test(last) && secretKeys.has(before)) || (last === "tokens" && secretTokens.has(before))) {
    return "secret";
  }
  if (secretWords.test(last)) {
    return harmless[last]?.has(before) === true ? "none" : "secret";
  }
  return weakWords.test(last) && !openKeys.has(before) ? "perhaps" : "none";
}

const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");

/** Values that name, describe or stand for something else, and so are no secret whatever they are called. */
const harmlessValues: readonly RegExp[] = [
  /^\s*$/,
  /^\d{1,3}$/,
  /^(?:true|false|yes|no|on|off|null|required|optional|enabled|disabled|seconds|minutes|hours|days)$/i,
  // Identifiers: ARNs, UUIDs, ids and aliases of AWS, digests that say so.
  /^arn:[\w-]*:/,
  /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i,
  /^[a-z]{1,12}-(?:[0-9a-f]{8}|[0-9a-f]{17})$/,
  /^alias\//,
  /^(?:[\w./-]+@)?(?:sha(?:1|256|384|512)|md5):[0-9a-f]+$/i,
  // Public keys and certificates.
  /^(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-[\w-]+|sk-(?:ssh|ecdsa)-[\w@.-]+) AAAA/,
  /^\s*-----BEGIN (?:[A-Z0-9]+ )*(?:PUBLIC KEY|CERTIFICATE|CERTIFICATE REQUEST)-----/,
  // References that something else resolves.
  /\{\{[^{}]*\}\}/,
  /^\$[A-Za-z_{(]/,
  /^%[A-Za-z_]\w*%$/,
  /^(?:secretsmanager|ssm|ssm-secure|vault|op|awssm|awsssm|gcpsm|azurekv|sops|ref\+\w+|file|env|secret)[:]/i,
  // Places: a URL or a path of two parts or more.
  /^[a-z][a-z0-9+.-]*:\/\/[^\s@/?#]*(?:[/?#]\S*)?$/i,
  /^(?:\.{0,2}\/)[\w.@-]+(?:\/[\w.@-]+)+\/?$/,
];

/** Whether a value is one that somebody wrote down: neither a reference nor an identifier. */
export const isLiteral = (value: string): boolean => !harmlessValues.some((pattern) => pattern.test(value));

/** Whether a value is as random as a generated key: long, mixed, and without the repetitions of words. */
export function looksRandom(value: string): boolean {
  const isMixed = /[a-z]/.test(value) && /[A-Z]/.test(value) && /\d/.test(value);
  return /^[A-Za-z0-9+/=_-]{24,}$/.test(value) && isMixed && bitsPerCharacter(value) >= 4;
}

function bitsPerCharacter(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) {
    counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  return [...counts.values()].reduce(
    (bits, count) => bits - (count / value.length) * Math.log2(count / value.length),
    0,
  );
}
