import assert from "node:assert/strict";
import { declare } from "../../../protocol/declaration";
import { stackDeclaration } from "../../../policy-pack/policies/stack-declaration";
import { resourceView } from "../../support/view";

const stack = resourceView({ type: "pulumi:pulumi:Stack" });

/** The messages for a stack whose configuration, and whose policy configuration, say this. */
function judge(configuration: Record<string, unknown>, parameters: Record<string, unknown> = {}) {
  const ofStack = { from: "stack configuration", values: configuration } as const;
  const { declaration, problems } = declare([{ from: "policy configuration", values: parameters }, ofStack]);
  const levelsFor = declare([ofStack]).declaration.env.value;
  const judgement = stackDeclaration.judge(stack, { declaration, problems, levelsFor, parameters: {} as never });
  assert.ok(!("notApplicable" in judgement));
  return judgement.map(({ status, message }) => `${status}: ${message}`);
}

describe("stack-declaration", () => {
  it("accepts a stack that declares nothing", () => assert.deepEqual(judge({}), []));

  it("accepts what a stack may declare", () => {
    const declared = {
      env: "prod",
      tier: "orange",
      cii: "true",
      "mlps-level": "3",
      timezone: "Asia/Shanghai",
      adminRanges: '["10.8.0.0/16"]',
      accountId: "123456789012",
      asOf: "2026-02-28",
    };
    assert.deepEqual(judge(declared), []);
  });

  it("rejects a misspelt tier and names the nearest right one", () => {
    assert.deepEqual(judge({ tier: "oragne" }), [
      'violated: The stack configuration declares tier "oragne"; one of red, orange, yellow, none is expected. Did you mean "orange"?',
    ]);
  });

  it("rejects a key that nobody reads", () => {
    assert.deepEqual(judge({ teir: "red" }), [
      'violated: The stack configuration declares teir; a key that a stack may declare is expected. Did you mean "tier"?',
    ]);
  });

  it("rejects a date that does not exist", () => {
    assert.deepEqual(judge({ asOf: "2026-02-30" }), [
      'violated: The stack configuration declares asOf "2026-02-30"; a date of the calendar as YYYY-MM-DD is expected.',
    ]);
  });

  it("rejects every wrong value at once", () => {
    assert.equal(judge({ tier: "x", env: "y", cii: "z" }).length, 3);
  });

  it("rejects an environment that the policies' levels are not for", () => {
    assert.deepEqual(judge({ env: "development" }, { env: "production" }), [
      "violated: The policy configuration declares env production, but the stack's configuration says development, and by " +
        "that the policies took their levels when the pack started.",
    ]);
  });

  it("rejects waivers, which would waive nothing", () => {
    assert.deepEqual(judge({ waivers: "waivers.yaml" }), [
      "violated: The stack declares waivers, which this version of the pack does not read: they waive nothing.",
    ]);
  });

  it("offers a parameter for all that a stack may declare", () => {
    assert.deepEqual(Object.keys(stackDeclaration.parameters ?? {}).sort(), [
      "accountId",
      "adminRanges",
      "asOf",
      "change-id",
      "cii",
      "env",
      "jurisdiction",
      "mlps-level",
      "protocolVersion",
      "roles",
      "strict",
      "tier",
      "timezone",
      "waivers",
    ]);
  });
});
