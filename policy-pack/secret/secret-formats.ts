/** A form that secrets of one kind have and nothing else does. */
export interface SecretFormat {
  /** With its article, for messages: "a GitHub token". */
  readonly kind: string;
  readonly pattern: RegExp;
}

/** A password, and not what stands for one that is filled in later: `$VAR`, `${…}`, `{{…}}`, `<…>`, `%s`. */
const filledIn = String.raw`(?![$\{<%])[^\s"'<>@;&]{1,256}`;

/**
 * Secrets that show what they are. Each pattern follows what the issuer documents of its own format; formats that other
 * things share (40 characters of base64, 32 of hexadecimal) are left to the names that stand beside them.
 */
export const secretFormats: readonly SecretFormat[] = [
  // RFC 7468 and the formats of OpenSSH, PGP (RFC 9580) and PuTTY.
  { kind: "a private key", pattern: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/ },
  { kind: "a private key", pattern: /PuTTY-User-Key-File-\d/ },
  { kind: "a private key", pattern: /\bAGE-SECRET-KEY-1[0-9A-Z]{58}\b/ },
  // AWS: IAM User Guide, "Understanding unique ID prefixes".
  { kind: "an AWS access key", pattern: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/ },
  // Alibaba Cloud and Tencent Cloud: ids of access keys.
  { kind: "an Alibaba Cloud access key", pattern: /\bLTAI[A-Za-z0-9]{12,20}\b/ },
  { kind: "a Tencent Cloud access key", pattern: /\bAKID[A-Za-z0-9]{32}\b/ },
  // Azure: connection strings of storage, service bus and shared access signatures.
  { kind: "an Azure key", pattern: /\b(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{40,}={0,2}/ },
  { kind: "an Azure shared access signature", pattern: /[?&]sig=[A-Za-z0-9%+/]{40,}/ },
  // Google: API keys, OAuth client secrets, access tokens.
  { kind: "a Google API key", pattern: /\bAIza[\w-]{35}(?![\w-])/ },
  { kind: "a Google client secret", pattern: /\bGOCSPX-[\w-]{28}(?![\w-])/ },
  { kind: "a Google access token", pattern: /\bya29\.[\w-]{20,}/ },
  // GitHub and GitLab: token prefixes.
  { kind: "a GitHub token", pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,})/ },
  { kind: "a GitLab token", pattern: /\bgl(?:pat|dt|rt|ptt|cbt|ft|soat|agent)-[\w-]{20,}/ },
  // Slack: token types and incoming webhooks.
  { kind: "a Slack token", pattern: /\b(?:xox[abeoprs]|xapp)-[A-Za-z0-9-]{10,}/ },
  { kind: "a Slack webhook", pattern: /hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Za-z0-9/]{20,}/ },
  // Package registries.
  { kind: "an npm token", pattern: /\bnpm_[A-Za-z0-9]{36}\b/ },
  { kind: "a PyPI token", pattern: /\bpypi-AgEIcHlwaS5vcmc[\w-]{50,}/ },
  { kind: "a Docker token", pattern: /\bdckr_(?:pat|oat)_[\w-]{20,}/ },
  // Payment, mail, messaging.
  { kind: "a Stripe key", pattern: /\b(?:(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}|whsec_[A-Za-z0-9+/]{24,})/ },
  { kind: "a Square token", pattern: /\bsq0(?:atp|csp)-[\w-]{22,}/ },
  { kind: "a Shopify token", pattern: /\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}\b/ },
  { kind: "a SendGrid key", pattern: /\bSG\.[\w-]{22}\.[\w-]{43}(?![\w-])/ },
  { kind: "a Mailgun key", pattern: /\bkey-[0-9a-f]{32}\b/ },
  { kind: "a Telegram bot token", pattern: /\b\d{8,10}:AA[\w-]{33}(?![\w-])/ },
  // Infrastructure and observability.
  { kind: "a Vault token", pattern: /\bhv[sbr]\.[\w-]{24,}/ },
  { kind: "a Terraform token", pattern: /\b[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,}/ },
  { kind: "a Pulumi token", pattern: /\bpul-[a-f0-9]{40}\b/ },
  { kind: "a DigitalOcean token", pattern: /\bdo[opr]_v1_[a-f0-9]{64}\b/ },
  { kind: "a Databricks token", pattern: /\bdapi[a-f0-9]{32}\b/ },
  { kind: "a Grafana token", pattern: /\bgl(?:sa_[A-Za-z0-9]{32}_[a-f0-9]{8}|c_[A-Za-z0-9+/]{32,})/ },
  { kind: "a New Relic key", pattern: /\bNRAK-[A-Z0-9]{27}\b/ },
  { kind: "a Postman key", pattern: /\bPMAK-[a-f0-9]{24}-[a-f0-9]{34}\b/ },
  // Models.
  { kind: "an Anthropic key", pattern: /\bsk-ant-[\w-]{20,}/ },
  { kind: "an OpenAI key", pattern: /\bsk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_]{32,}/ },
  // RFC 7519; the header of every token begins with {".
  { kind: "a JSON web token", pattern: /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/ },
  // RFC 6750 and RFC 7617.
  {
    kind: "an authorization header",
    pattern: /\bAuthorization["']?\s{0,8}[:=]\s{0,8}["']?(?:Bearer|Basic)\s{1,8}[A-Za-z0-9+/._~=-]{12,}/i,
  },
  // chpasswd(8): account and password in one line.
  {
    kind: "the password of an account",
    pattern: /\b[\w-]{1,32}:(?![$\{<%])[^\s|"':]{1,256}["']?\s{0,8}\|\s{0,8}(?:sudo\s{1,8})?chpasswd\b/,
  },
  // RFC 3986 userinfo, JDBC and ADO.NET.
  {
    kind: "an address with a password",
    pattern: new RegExp(String.raw`\b[a-z][a-z0-9+.-]{0,30}://[^\s/:@"'<>{}$]{0,256}:${filledIn}@`, "i"),
  },
  {
    kind: "a connection string with a password",
    pattern: new RegExp(String.raw`(?:\bjdbc:[^\s"']{0,1000}[?;&]|;\s{0,8})(?:password|pwd)\s*=\s*${filledIn}`, "i"),
  },
];

/** Whether any format is there at all: one pass over a text that in most cases holds none. */
const anyFormat = ["", "i"].map((flags) => {
  const patterns = secretFormats.filter(({ pattern }) => pattern.flags === flags);
  return new RegExp(patterns.map(({ pattern }) => `(?:${pattern.source})`).join("|"), flags);
});

/** The kinds of secrets that stand in a text, each once. */
export function secretKindsIn(text: string): readonly string[] {
  if (!anyFormat.some((pattern) => pattern.test(text))) {
    return [];
  }
  return [...new Set(secretFormats.filter(({ pattern }) => pattern.test(text)).map(({ kind }) => kind))];
}
