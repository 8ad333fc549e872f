import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { secretFormats, secretKindsIn } from "../../../policy-pack/secret/secret-formats";

/** Letters and digits enough for any format; in parts, so that no scanner takes this file for a leak. */
const letters = (length: number): string => "aB3dE6gH9jK2mN5pQ8sT1vW4xY7z".repeat(4).slice(0, length);
const hex = (length: number): string => "0123456789abcdef".repeat(8).slice(0, length);
const capitals = (length: number): string => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".repeat(3).slice(0, length);

const examples: Readonly<Record<string, readonly string[]>> = {
  "a private key": [
    "-----BEGIN " + "PRIVATE KEY-----\nMC4C",
    "-----BEGIN RSA " + "PRIVATE KEY-----",
    "-----BEGIN OPENSSH " + "PRIVATE KEY-----",
    "-----BEGIN PGP " + "PRIVATE KEY BLOCK-----",
    "PuTTY-User-Key-" + "File-3: ssh-ed25519",
    "AGE-SECRET-" + `KEY-1${capitals(58)}`,
  ],
  "an AWS access key": ["AKIA" + capitals(16), "aws_access_key_id=ASIA" + capitals(16)],
  "an Alibaba Cloud access key": ["LTAI" + letters(20)],
  "a Tencent Cloud access key": ["AKID" + letters(32)],
  "an Azure key": ["DefaultEndpointsProtocol=https;AccountName=files;AccountKey=" + letters(86) + "=="],
  "an Azure shared access signature": ["https://files.example/x?sv=2024&sig=" + letters(44)],
  "a Google API key": ["AIza" + letters(35)],
  "a Google client secret": ["GOCSPX-" + letters(28)],
  "a Google access token": ["ya29." + letters(40)],
  "a GitHub token": ["ghp_" + letters(36), "github_pat_" + letters(40)],
  "a GitLab token": ["glpat-" + letters(20)],
  "a Slack token": ["xoxb-" + "123456789012-" + letters(12)],
  "a Slack webhook": ["https://hooks.slack.com/services/" + "T00000000/B00000000/" + letters(24)],
  "an npm token": ["npm_" + letters(36)],
  "a PyPI token": ["pypi-AgEIcHlwaS5vcmc" + letters(60)],
  "a Docker token": ["dckr_pat_" + letters(27)],
  "a Stripe key": ["sk_live_" + letters(24), "whsec_" + letters(32)],
  "a Square token": ["sq0atp-" + letters(22)],
  "a Shopify token": ["shpat_" + hex(32)],
  "a SendGrid key": ["SG." + letters(22) + "." + letters(43)],
  "a Mailgun key": ["key-" + hex(32)],
  "a Telegram bot token": ["123456789:AA" + letters(33)],
  "a Vault token": ["hvs." + letters(24)],
  "a Terraform token": [letters(14) + ".atlasv1." + letters(60)],
  "a Pulumi token": ["pul-" + hex(40)],
  "a DigitalOcean token": ["dop_v1_" + hex(64)],
  "a Databricks token": ["dapi" + hex(32)],
  "a Grafana token": ["glsa_" + letters(32) + "_" + hex(8)],
  "a New Relic key": ["NRAK-" + capitals(27)],
  "a Postman key": ["PMAK-" + hex(24) + "-" + hex(34)],
  "an Anthropic key": ["sk-ant-" + letters(40)],
  "an OpenAI key": ["sk-proj-" + letters(40)],
  "a JSON web token": ["eyJ" + letters(20) + ".eyJ" + letters(20) + "." + letters(20)],
  "an authorization header": ["curl -H 'Authorization: Bearer " + letters(24) + "'"],
  "the password of an account": ['echo "root:hunter2" | chpasswd'],
  "an address with a password": [
    "postgres://app:hunter2@db.internal/orders",
    "redis://:hunter2@cache:6379",
    "https://user:hunter2@example.org/x",
  ],
  "a connection string with a password": [
    "Server=db;User Id=app;Password=hunter2;",
    "jdbc:mysql://db/orders?user=app&password=hunter2",
  ],
};

describe("the formats of secrets", () => {
  it("have an example each", () => {
    assert.deepEqual([...new Set(secretFormats.map(({ kind }) => kind))].sort(), Object.keys(examples).sort());
  });

  for (const [kind, texts] of Object.entries(examples)) {
    for (const [index, text] of texts.entries()) {
      it(`find ${kind}, example ${index + 1}`, () => assert.deepEqual(secretKindsIn(`a\n${text}\nz`), [kind]));
    }
  }

  it("name each kind once", () => {
    const key = "AKIA" + capitals(16);
    assert.deepEqual(secretKindsIn(`${key} ${key} ghp_${letters(36)}`), ["an AWS access key", "a GitHub token"]);
  });

  const harmless: Readonly<Record<string, string>> = {
    "a public key": "-----BEGIN PUBLIC KEY-----\nMFkw",
    "a certificate": "-----BEGIN CERTIFICATE-----\nMIIB",
    "an SSH public key": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE0 admin@example.org",
    "an address without credentials": "postgres://db.internal:5432/orders",
    "an address with a user alone": "ssh://git@example.org:22/repository",
    "an address whose password is filled in": "postgres://app:${DB_PASSWORD}@db/orders",
    "an address whose password is filled in by a shell": "postgres://app:$DB_PASSWORD@db/orders",
    "an address whose password is filled in by a template": "amqp://app:{{ password }}@mq",
    "an address with a placeholder in brackets": "https://user:<password>@example.org",
    "a connection string that names no password": "Server=db;User Id=app;Integrated Security=true;",
    "a connection string whose password is filled in": "jdbc:mysql://db/orders?user=app&password=${PW}",
    "the id of an IAM role": "AROA" + capitals(16),
    "an authorization header that is filled in": "Authorization: Bearer $TOKEN",
    "chpasswd that reads a variable": 'echo "root:$PW" | chpasswd',
    "a time of day": "https://example.org/at/10:30@berlin",
  };
  for (const [title, text] of Object.entries(harmless)) {
    it(`do not find ${title}`, () => assert.deepEqual(secretKindsIn(text), []));
  }

  it("do not find identifiers, digests and ARNs", () => {
    const hexadecimal = fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 1, maxLength: 40 });
    const identifier = fc.oneof(
      fc.uuid(),
      hexadecimal.map((text) => createHash("sha256").update(text).digest("hex")),
      hexadecimal.map((text) => `sha256:${createHash("sha256").update(text).digest("hex")}`),
      hexadecimal.map((text) => `arn:aws:secretsmanager:eu-central-1:111122223333:secret:app/db-${text}`),
      hexadecimal.map((text) => `arn:aws:kms:eu-central-1:111122223333:key/${text}`),
      fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 17, maxLength: 17 }).map((id) => `i-${id}`),
      fc.domain().map((domain) => `https://${domain}/path?x=1`),
      fc.ipV4(),
      fc.integer().map(String),
    );
    fc.assert(
      fc.property(identifier, (text) => assert.deepEqual(secretKindsIn(text), [])),
      { numRuns: 500 },
    );
  });
});
