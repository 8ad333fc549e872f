import * as pulumi from "@pulumi/pulumi";
import { plaintextSecrets } from "../../protocol/secret";
import { isKnown } from "./known";
import type { Refuse } from "./refusal";

/** Secrets that show by their form what they are. */
const forms: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY/,
  /\b(AKIA|ASIA)[A-Z2-7]{16}\b/,
  /\b(gh[pousr]_\w{36}|github_pat_\w{22}|glpat-[\w-]{20}|xox[abprs]-\w{10}|sk_live_\w{16}|npm_\w{36})/,
  // A JSON web token: header and payload begin with {".
  /\beyJ[\w-]+\.eyJ[\w-]+\./,
  // An address with a password in it that is not filled in later.
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:(?![${<%])[^\s/@]+@/i,
];

/** Ends of the last word of a name that says it holds a secret; the short ones are the whole word. */
const secretWord =
  /(password|passwd|passphrase|passcode|secret|credential|apikey|secretkey|privatekey|accesskey|accesstoken|authtoken)s?$|^(pass|pwd|pw|psk|tokens?)$/;

/** Kinds of keys that are secret: a `partition key` is not. */
const secretKey = /^(api|secret|private|access|auth|encryption|signing|shared|master|account|jwt|hmac|token)$/;

/** What says which of several it is, or how it is written, and changes nothing. */
const qualifier =
  /^(value|plain|text|string|raw|base64|b64|pem|old|new|current|previous|primary|secondary|default|prod|production|staging|test|dev|\d+)$/;

/** Tokens that are no secret: they page, lock and repeat requests. */
const harmlessToken = /^(client|next|page|continuation|idempotency|max|min)$/;

/** Values that are no secret whatever their name: blank, small, and what names or fills in something else. */
const harmlessValue =
  /^(\s*|\d{1,3}|true|false|yes|no|on|off|none|null|required|optional|arn:.*|\$[\w({].*|\{\{.*\}\}|\/\S*|[a-z]+:\/\/[^\s@]*|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** Assignments of a configuration file: `name = value`, `name: value`, `"name": "value"`. */
const assignment = /["']?([A-Za-z_][\w.-]{0,79})["']?[ \t]*[=:][ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"',;}]+))/g;

function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  while (words.length > 1 && qualifier.test(words.at(-1) ?? "")) {
    words.pop();
  }
  const last = (words.at(-1) ?? "").replace(/\d+$/, "");
  const before = words.at(-2) ?? "";
  return secretWord.test(last)
    ? !(last.startsWith("token") && harmlessToken.test(before))
    : /^keys?$/.test(last) && secretKey.test(before);
}

/** Whether what stands under a name is a secret that everybody can read. */
export function isPlainSecret(name: string, value: string): boolean {
  const assigned = [...value.matchAll(assignment)].map(
    ([, key = "", double, single, plain]) => [key, double ?? single ?? plain ?? ""] as const,
  );
  return (
    forms.some((form) => form.test(value)) ||
    [[name, value] as const, ...assigned].some(([key, text]) => isSecretName(key) && !harmlessValue.test(text))
  );
}

/**
 * The values, of which those that are not known yet are looked at when they are.
 * @param instead what would be accepted
 * @throws RefusedArgumentError for a secret in plain text, without showing it.
 */
export function withoutPlainSecrets(
  refuse: Refuse,
  argument: string,
  values: Readonly<Record<string, pulumi.Input<string>>>,
  instead: string,
): Record<string, pulumi.Input<string>> {
  const checked = (name: string, value: string): string => {
    if (typeof value !== "string") {
      throw refuse(`${argument}.${name}`, value, "text");
    }
    assertNoSecret(refuse, `${argument}.${name}`, name, value, instead);
    return value;
  };
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      isKnown(value) ? checked(name, value) : pulumi.output(value).apply((known) => checked(name, known)),
    ]),
  );
}

/** @throws RefusedArgumentError for a secret in plain text among the words of a command, without showing it. */
export function assertNoSecretWords(refuse: Refuse, argument: string, words: readonly string[], instead: string): void {
  words.forEach((word, index) => {
    const flag = words[index - 1] ?? "";
    assertNoSecret(refuse, `${argument}[${index}]`, flag.startsWith("-") ? flag : "", word, instead);
  });
}

function assertNoSecret(refuse: Refuse, argument: string, name: string, value: string, instead: string): void {
  if (isPlainSecret(name, value)) {
    throw refuse(argument, "a secret in plain text", instead, plaintextSecrets);
  }
}
