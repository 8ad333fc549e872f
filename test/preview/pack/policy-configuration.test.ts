import assert from "node:assert/strict";
import { configure, readSettings, requireKnownNames } from "../../../preview/pack/policy-configuration";
import type { DeclaredPolicy, PolicySettings } from "../../../preview/pack/policy-configuration";
import { UsageError } from "../../../preview/usage-error";

const policies: DeclaredPolicy[] = [
  {
    name: "backup",
    level: "mandatory",
    schema: {
      properties: { days: { type: "integer", minimum: 1, default: 7 }, kind: { enum: ["full", "part"] } },
      required: [],
    },
  },
  { name: "naming", level: "advisory", schema: { properties: { prefix: { type: "string" } }, required: ["prefix"] } },
  { name: "free", level: "disabled" },
];

const configured = (settings: PolicySettings, initial: PolicySettings = {}) =>
  Object.fromEntries(configure("pack", policies, initial, { naming: { parameters: { prefix: "p" } }, ...settings }));

const refusal = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof UsageError);
    return error.message;
  }
  return assert.fail("nothing was refused");
};

describe("policy configuration", () => {
  it("starts from the defaults of the schema and the levels of the pack", () => {
    assert.deepEqual(configured({}).backup, { level: "mandatory", parameters: { days: 7 } });
  });

  it("applies a level for all under that of a policy, and enables what was disabled", () => {
    const settings = readSettings({ all: "advisory", backup: { enforcementLevel: "remediate", days: 3 } });
    assert.deepEqual(configured(settings).backup, { level: "remediate", parameters: { days: 3 } });
    assert.deepEqual(configured(settings).free, { level: "advisory", parameters: {} });
  });

  it("applies the user's level for all over the pack's own for one", () => {
    const initial = { backup: { level: "disabled", parameters: { days: 2 } } } as const;
    const { backup } = configured(readSettings({ all: "mandatory" }), initial);
    assert.deepEqual(backup, { level: "mandatory", parameters: { days: 2 } });
  });

  const refused: Record<string, [PolicySettings, string]> = {
    "a value of a wrong type": [
      readSettings({ backup: { days: "7" } }),
      'Policy configuration of "backup": days must be integer.',
    ],
    "a value out of range": [
      readSettings({ backup: { days: 0 } }),
      'Policy configuration of "backup": days must be >= 1.',
    ],
    "a value that is none of the choices": [
      readSettings({ backup: { kind: "whole" } }),
      'Policy configuration of "backup": kind must be equal to one of the allowed values: full, part.',
    ],
    "a parameter that is missing": [
      { naming: { parameters: {} } },
      'Policy configuration of "naming": prefix is missing, and is required.',
    ],
  };
  for (const [what, [settings, message]] of Object.entries(refused)) {
    it(`refuses ${what}`, () =>
      assert.equal(
        refusal(() => configured(settings)),
        message,
      ));
  }

  it("refuses a level that there is not", () => {
    assert.equal(
      refusal(() => readSettings({ backup: "mandatry" })),
      'Policy configuration of "backup": the level is "mandatry". One of advisory, mandatory, remediate, disabled is expected. Did you mean "mandatory"?',
    );
    assert.equal(
      refusal(() => readSettings({ backup: { enforcementLevel: 1 } })),
      'Policy configuration of "backup": the level is 1. One of advisory, mandatory, remediate, disabled is expected.',
    );
  });

  it("refuses what is neither a level nor an object", () => {
    assert.equal(
      refusal(() => readSettings({ backup: [] })),
      'Policy configuration of "backup" is []. A level (advisory, mandatory, remediate, disabled) or an object is expected.',
    );
  });

  it("refuses names that no policy has, though Pulumi does not", () => {
    assert.equal(
      refusal(() => requireKnownNames(readSettings({ bakup: "advisory" }), policies)),
      'Policy configuration: there is no policy "bakup". Did you mean "backup"?',
    );
    assert.equal(
      refusal(() => requireKnownNames(readSettings({ backup: { day: 3 } }), policies)),
      'Policy configuration of "backup": there is no parameter "day". Did you mean "days"?',
    );
    requireKnownNames(readSettings({ all: "advisory", free: { anything: 1 } }), policies);
  });
});
