import assert from "node:assert/strict";
import { inspect } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { Environment, Network, RecoveryTier } from "../../../components";
import { refusals } from "../../../components/argument/refusal";
import { keyRotation } from "../../../protocol/key";

const refuse = refusals("Key", "orders");

describe("a refusal", () => {
  it("names component, argument, value, control and limit", () => {
    assert.equal(
      refuse("rotationDays", 400, "at most 365 days", keyRotation).message,
      'Key "orders": rotationDays is 400; KEY-02 requires at most 365 days.',
    );
  });

  it("says what was expected where no control says it", () => {
    assert.equal(refuse("zones", undefined, "a list").message, 'Key "orders": zones is missing; expected a list.');
  });

  it("shows that a value is an output, and nothing of it, alone and inside others", () => {
    const secret = pulumi.secret("hunter2");
    assert.equal(refuse("users", secret, "a list").message, 'Key "orders": users is "(output)"; expected a list.');
    assert.equal(
      refuse("from", { securityGroupId: secret, roles: [secret, "workload"] }, "another end").message,
      'Key "orders": from is {"securityGroupId":"(output)","roles":["(output)","workload"]}; expected another end.',
    );
  });

  it("shows what is wrong and where the program asks for it, and neither its own properties nor the library's frames", () => {
    let shown = "";
    try {
      new Network("chat", {
        cidrBlock: "10.0.0.0/16",
        zones: ["eu-central-1a"],
        logs: { kmsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/logs" },
        tags: { env: Environment.Production, tier: RecoveryTier.Red, owner: "chat" },
      });
    } catch (error) {
      shown = inspect(error);
    }
    const [message, place] = shown.split("\n");
    assert.equal(
      message,
      'RefusedArgumentError: Network "chat": zones is ["eu-central-1a"]; HA-02 requires at least 2 availability zones.',
    );
    assert.match(place ?? "", /refusal\.test\.ts:\d+:\d+/);
    assert.doesNotMatch(shown, /palisade\/components|resource:|node:internal/);
  });
});
