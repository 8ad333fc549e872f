import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import fc from "fast-check";
import { isLiteral, looksRandom, secretNameOf } from "../../../policy-pack/secret/secret-names";

const said = (names: string) => Object.fromEntries(names.split(" ").map((name) => [name, secretNameOf(name)]));
const all = (names: string, answer: string) => Object.fromEntries(names.split(" ").map((name) => [name, answer]));

describe("the name of a value", () => {
  const secret =
    "password DB_PASSWORD dbPassword masterPassword MYSQL_ROOT_PASSWORD PGPASSWORD SMTP_PASS passwd keyPassphrase " +
    "PASSWORD_PROD password1 passwordValue secretString secret CLIENT_SECRET clientSecret token GITHUB_TOKEN authToken " +
    "API_TOKENS apiKey API_KEY X-API-KEY stripe.api.key secretKey SECRET_KEY AWS_SECRET_ACCESS_KEY accessKey privateKey privateKeyPem " +
    "ENCRYPTION_KEY signing-key tunnel1PresharedKey sharedAccessKey credentials DB_CREDENTIALS /app/db/password --password";
  it("says that it is a secret", () => assert.deepEqual(said(secret), all(secret, "secret")));

  const none =
    "DB_SECRET_ARN passwordSecretName secretId SECRET_NAME tokenUrl TOKEN_ENDPOINT passwordLength minimumPasswordLength " +
    "passwordPolicy clientToken nextToken creationToken httpTokens maxTokens existingSecret imagePullSecrets " +
    "accessKeyId AWS_ACCESS_KEY_ID hashKey rangeKey partitionKey publicKey kmsKeyId secretsManagerArn passwordWo " +
    "passwordWoVersion PASSWORD_FILE tokenTtlSeconds apiKeySource apiKeyRequired encryptionKeyArn description compass " +
    "bypass token_ttl secretRef allowCredentials monkey";
  it("says that it is none", () => assert.deepEqual(said(none), all(none, "none")));

  const perhaps = "key LICENSE_KEY SALT cookie authentication_hash";
  it("leaves it open", () => assert.deepEqual(said(perhaps), all(perhaps, "perhaps")));
});

describe("a value", () => {
  const harmless = [
    "",
    "  ",
    "true",
    "required",
    "0",
    "hours",
    "arn:aws:secretsmanager:eu-central-1:111122223333:secret:db-AbCdEf",
    "{{resolve:secretsmanager:db:SecretString:password}}",
    "{{ .Values.password }}",
    "${DB_PASSWORD}",
    "$(DB_PASSWORD)",
    "$DB_PASSWORD",
    "%DB_PASSWORD%",
    "vault:secret/data/db#password",
    "op://vault/item/password",
    "alias/app",
    "vol-0123456789abcdef0",
    "/run/secrets/db-password",
    "../secrets/password.txt",
    "https://example.org/oauth/token",
    "sha256:" + "ab".repeat(32),
    "registry.example.org/app@sha256:" + "ab".repeat(32),
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE0",
    "-----BEGIN PUBLIC KEY-----\nMFkw",
    "-----BEGIN CERTIFICATE-----\nMIIB",
  ];
  for (const value of harmless) {
    it(`is not written down where it is ${JSON.stringify(value)}`, () => assert.equal(isLiteral(value), false));
  }

  const literal = [
    "changeme",
    "hunter2",
    "P@ss w0rd!",
    "$2b$10$N9qo8uLOickgx2ZMRZoMye",
    "12345678",
    "ab".repeat(16),
    "/x",
  ];
  for (const value of literal) {
    it(`is written down where it is ${JSON.stringify(value)}`, () => assert.equal(isLiteral(value), true));
  }

  it("is no secret where it is an identifier", () => {
    const digest = (text: string) => createHash("sha256").update(text).digest("hex");
    const identifier = fc.oneof(
      fc.uuid(),
      fc.constant(0).map(() => randomUUID().toUpperCase()),
      fc.string().map((text) => `sha256:${digest(text)}`),
      fc.string().map((text) => `registry.example.org/team/app@sha256:${digest(text)}`),
      fc.string().map((text) => `arn:aws-cn:kms:cn-north-1:111122223333:key/${digest(text)}`),
      fc
        .constantFrom("i", "vol", "subnet", "sg", "vpc")
        .chain((type) => fc.string().map((text) => `${type}-${digest(text).slice(0, 17)}`)),
      fc.webUrl(),
    );
    fc.assert(
      fc.property(identifier, (value) => assert.equal(isLiteral(value), false)),
      { numRuns: 500 },
    );
  });

  it("looks random only where it is long and mixed", () => {
    assert.equal(looksRandom("aB3dE6gH9jK2mN5pQ8sT1vW4"), true);
    assert.equal(looksRandom("aB3aB3aB3aB3aB3aB3aB3aB3"), false);
    assert.equal(looksRandom("builds/production/release"), false);
    assert.equal(looksRandom("ab".repeat(32)), false);
    assert.equal(looksRandom("aB3dE6gH9j"), false);
  });
});
