import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { RefusedArgumentError } from "../../../components";
import { isPlainSecret, withoutPlainSecrets } from "../../../components/argument/plain-secret";
import { refusals } from "../../../components/argument/refusal";
import { valueOf } from "../../support/mocks";

const secret: readonly (readonly [name: string, value: string])[] = [
  ["DB_PASSWORD", "correct horse"],
  ["dbPassword", "hunter2"],
  ["PGPASSWORD", "hunter2"],
  ["REDIS_PASSWORD_PROD", "hunter2"],
  ["SESSION_SECRET", "hunter2hunter2"],
  ["API_KEY", "4f7a0c3e"],
  ["apiKey2", "4f7a0c3e"],
  ["SIGNING_KEY_BASE64", "aHVudGVyMg"],
  ["BOT_TOKEN", "hunter2"],
  ["PASS", "hunter2"],
  ["SETTINGS", '{"user":"chat","password":"hunter2"}'],
  ["OPTIONS", "--password=hunter2"],
  ["DATABASE", "postgres://chat:hunter2@db.internal/chat"],
  ["KEY", "-----BEGIN RSA PRIVATE KEY-----\nMIIE"],
  ["AWS", `AKIA${"A".repeat(16)}`],
  ["SESSION", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln"],
  ["chat.yaml", "host: db\nuser: chat\npassword: hunter2\n"],
  ["chat.ini", "[db]\nclient_secret = 'hunter2'\n"],
];

const open: readonly (readonly [name: string, value: string])[] = [
  ["LOG_LEVEL", "info"],
  ["DB_PASSWORD", ""],
  ["DB_PASSWORD", "${DB_PASSWORD}"],
  ["DB_PASSWORD_FILE", "/run/secrets/db/password"],
  ["PASSWORD_MIN_LENGTH", "14"],
  ["TOKEN_ISSUER", "https://login.example.com/"],
  ["TOKEN_URL", "https://login.example.com/token"],
  ["SECRET", "arn:aws:secretsmanager:eu-central-1:123456789012:secret:chat"],
  ["PARTITION_KEY", "conversation"],
  ["NEXT_TOKEN", "abcdef"],
  ["LOG_BYPASS", "health"],
  ["REQUIRE_PASSWORD", "true"],
  ["DATABASE", "postgres://chat:${PASSWORD}@db.internal/chat"],
  ["PUBLIC_URL", "https://chat.example.com:8443/ws"],
  ["chat.yaml", "keepAliveSeconds: 240\npasswordFile: /run/secrets/db/password\n"],
];

describe("text under a name", () => {
  for (const [name, value] of secret) {
    it(`is a secret as ${name}: ${value.split("\n")[0]}`, () => assert.equal(isPlainSecret(name, value), true));
  }

  for (const [name, value] of open) {
    it(`is none as ${name}: ${value.split("\n")[0]}`, () => assert.equal(isPlainSecret(name, value), false));
  }

  it("is looked at once it is known, and refused without being shown", async () => {
    const refuse = refusals("Workload", "chat");
    const values = withoutPlainSecrets(
      refuse,
      "environment",
      { HOST: pulumi.output(Promise.resolve("db")), PASSWORD: pulumi.output(Promise.resolve("hunter2")) },
      "a file",
    );
    assert.equal(await valueOf(pulumi.output(values["HOST"])), "db");
    await assert.rejects(valueOf(pulumi.output(values["PASSWORD"])), (error: unknown) => {
      assert.ok(error instanceof RefusedArgumentError);
      assert.equal(
        error.message,
        'Workload "chat": environment.PASSWORD is "a secret in plain text"; SEC-01 requires a file.',
      );
      return true;
    });
  });
});
