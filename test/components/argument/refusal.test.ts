import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
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
});
