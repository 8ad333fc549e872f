import assert from "node:assert/strict";
import {
  type EnforcementLevel,
  type PolicyResource,
  type ReportViolation,
  type ResourceValidationArgs,
  type ResourceValidationPolicy,
  type StackValidationPolicy,
  unknownCheckingProxy,
} from "@pulumi/policy";
import { logRetention } from "../../protocol/log";
import { keyRotation } from "../../protocol/key";
import { deferred, type Judgement, notApplicable, violated } from "../../policy-pack/judgement";
import { at, items, text, unknown, unknownSentinels } from "../../policy-pack/node";
import { type Policy, resourcePolicy, stackPolicy } from "../../policy-pack/policy";
import { register } from "../../policy-pack/register";
import { readMessage } from "../../result/message";

const bucketType = "test:index/bucket:Bucket";

/** Colours must not be red; each is looked at by itself. */
const notRed = resourcePolicy({
  name: "not-red",
  controls: [logRetention],
  remediation: "Choose another colour.",
  types: [bucketType],
  judge: ({ inputs }) => {
    const colours = items(at(inputs, "colours"));
    if (colours === unknown) {
      return [deferred(at(inputs, "colours"), at(inputs, "colours"), "The colours are not known.")];
    }
    return colours.flatMap((colour) => {
      const value = text(colour);
      return value === unknown
        ? [deferred(colour, colour, "The colour is not known.")]
        : value === "red"
          ? [violated(colour, "The colour is red.")]
          : [];
    });
  },
});

const crashing = resourcePolicy({
  name: "crashing",
  controls: [keyRotation],
  remediation: "Nothing to do.",
  judge: ({ inputs }): Judgement => {
    throw new TypeError(`secret ${String(text(at(inputs, "password")))}`);
  },
});

interface Reported {
  readonly message: string;
  readonly urn?: string;
  readonly enforcementLevel?: EnforcementLevel;
}

const urn = (name: string) => `urn:pulumi:s::p::${bucketType}::${name}`;
const options = {
  protect: false,
  ignoreChanges: [],
  aliases: [],
  additionalSecretOutputs: [],
  customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
};

class NotApplicable extends Error {}

const common = (parameters: object) => ({
  stackTags: new Map<string, string>(),
  getConfig: <T extends object>() => parameters as T,
  notApplicable: (reason?: string): never => {
    throw new NotApplicable(reason);
  },
});

/** Judges one resource with the registered policies, each at most once; returns what was said, by policy. */
function judgeResource(
  registered: ReturnType<typeof register>,
  props: Record<string, unknown>,
  { type = bucketType, declared = {} }: { readonly type?: string; readonly declared?: object } = {},
): Record<string, readonly Reported[] | string> {
  const args = {
    ...common(declared),
    type,
    urn: urn("b"),
    name: "b",
    props: unknownCheckingProxy(props) as ResourceValidationArgs["props"],
    opts: options,
    isType: () => false,
    asType: () => undefined,
  };
  return Object.fromEntries(
    registered
      .filter((policy): policy is ResourceValidationPolicy => "validateResource" in policy)
      .map((policy) => {
        const reports: Reported[] = [];
        const report = ((said: Reported) => reports.push(said)) as unknown as ReportViolation;
        try {
          const validate = policy.validateResource;
          assert.ok(typeof validate === "function");
          void validate(args, report);
          return [policy.name, reports];
        } catch (error) {
          assert.ok(error instanceof NotApplicable, String(error));
          return [policy.name, error.message];
        }
      }),
  );
}

const said = (reports: readonly Reported[] | string | undefined) => {
  assert.ok(Array.isArray(reports));
  return (reports as readonly Reported[]).map(({ message, enforcementLevel }) => ({
    ...readMessage(message),
    enforcementLevel,
  }));
};

describe("register", () => {
  it("puts stack-declaration first and keeps each policy's name", () => {
    assert.deepEqual(
      register([notRed, crashing], {}).map(({ name }) => name),
      ["stack-declaration", "not-red", "crashing"],
    );
  });

  it("takes description, severity and framework from the control", () => {
    const [, policy] = register([notRed], {});
    assert.equal(policy?.description, "Logs stay searchable for at least 180 days.");
    assert.equal(policy?.framework?.reference, "LOG-02");
    assert.equal(policy?.framework?.specification, "本地存储≥180天");
    assert.equal(policy?.remediationSteps, "Choose another colour.");
  });

  for (const [declared, level] of [
    [{}, "mandatory"],
    [{ "palisade:env": "production" }, "mandatory"],
    [{ "palisade:env": "dev" }, "advisory"],
    [{ "palisade:env": "no such thing" }, "mandatory"],
  ] as const) {
    it(`makes a policy ${level} where the stack declares ${JSON.stringify(declared)}`, () => {
      assert.equal(register([notRed], declared)[1]?.enforcementLevel, level);
    });
  }

  for (const colours of [
    [unknownSentinels.string, "red"],
    ["red", unknownSentinels.string],
  ]) {
    const index = colours.indexOf("red");
    it(`reports what is known to be wrong ${index === 0 ? "before" : "after"} what is not known`, () => {
      const reports = said(judgeResource(register([notRed], {}), { colours })["not-red"]);
      const byStatus = Object.fromEntries(reports.map((report) => [report.status, report]));
      assert.deepEqual(byStatus["violated"], {
        text: "The colour is red.",
        remediation: "Choose another colour.",
        control: "LOG-02",
        status: "violated",
        path: `colours[${String(index)}]`,
        enforcementLevel: undefined,
      });
      assert.deepEqual(byStatus["deferred"], {
        text: "The colour is not known.",
        control: "LOG-02",
        status: "deferred",
        path: `colours[${String(1 - index)}]`,
        waitsFor: `colours[${String(1 - index)}]`,
        enforcementLevel: "advisory",
      });
    });
  }

  it("lets what is not known block in strict mode alone", () => {
    const registered = register([notRed], { "palisade:strict": "true" });
    const [report] = said(judgeResource(registered, { colours: unknownSentinels.array })["not-red"]);
    assert.equal(report?.status, "deferred");
    assert.equal(report?.enforcementLevel, "mandatory");
  });

  it("hears strictness from the parameters of stack-declaration too", () => {
    const registered = register([notRed], {});
    const judged = judgeResource(registered, { colours: unknownSentinels.array }, { declared: { strict: true } });
    assert.equal(said(judged["not-red"])[0]?.enforcementLevel, "mandatory");
  });

  it("turns a crash into an error that blocks, says where, quotes no value, and lets the others run", () => {
    const registered = register([crashing, notRed], { "palisade:env": "development" });
    const judged = judgeResource(registered, { colours: ["red"], password: "hunter2" });
    const [error] = said(judged["crashing"]);
    assert.equal(error?.status, "error");
    assert.equal(error?.enforcementLevel, "mandatory");
    assert.match(error?.text ?? "", /TypeError at .*register\.test\.ts:\d+/);
    assert.doesNotMatch(error?.text ?? "", /hunter2/);
    assert.equal(said(judged["not-red"])[0]?.status, "violated");
  });

  it("passes over resources of other types", () => {
    const judged = judgeResource(register([notRed], {}), { colours: ["red"] }, { type: "test:index/other:Other" });
    assert.equal(judged["not-red"], `Only ${bucketType} is judged.`);
  });

  it("says why a policy is not applicable", () => {
    const shy: Policy = { ...notRed, name: "shy", judge: () => notApplicable("It is shy.") };
    assert.equal(judgeResource(register([shy], {}), {})["shy"], "It is shy.");
  });

  it("shows a stack policy what a resource asked for beside its planned state, and its dependencies by property", () => {
    const seen: unknown[] = [];
    const looking = stackPolicy({
      name: "looking",
      controls: [logRetention],
      remediation: "Nothing to do.",
      judge: ({ root, resources }) => {
        for (const { name, inputs, outputs, propertyDependencies } of resources) {
          seen.push({
            name,
            asked: at(inputs, "rules").value,
            planned: at(outputs, "rules").value,
            propertyDependencies,
          });
        }
        return [violated(root.inputs, "It is a stack.")];
      },
    });
    const registered = register([looking], {});
    judgeResource(registered, { size: 1 });
    const bucket = stackResource("b", bucketType, { size: 1, rules: unknownSentinels.array });
    const late = stackResource("late", bucketType, { rules: ["planned"] });
    const stack = stackResource("stack", "pulumi:pulumi:Stack", {});
    late.propertyDependencies = { rules: [bucket] };
    const reports: Reported[] = [];
    const policy = registered.find(({ name }) => name === "looking") as StackValidationPolicy;
    void policy.validateStack({ ...common({}), resources: [bucket, late, stack] }, ((report: Reported) =>
      reports.push(report)) as unknown as ReportViolation);
    assert.deepEqual(seen, [
      { name: "b", asked: undefined, planned: unknown, propertyDependencies: {} },
      { name: "late", asked: ["planned"], planned: ["planned"], propertyDependencies: { rules: [urn("b")] } },
      { name: "stack", asked: undefined, planned: undefined, propertyDependencies: {} },
    ]);
    assert.deepEqual(
      reports.map((report) => report.urn),
      [urn("stack")],
    );
  });
});

function stackResource(name: string, type: string, props: Record<string, unknown>): PolicyResource {
  return {
    type,
    name,
    urn: urn(name),
    props: unknownCheckingProxy(props) as PolicyResource["props"],
    opts: options,
    dependencies: [],
    propertyDependencies: {},
    isType: () => false,
    asType: () => undefined,
  };
}
