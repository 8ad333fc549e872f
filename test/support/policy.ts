import assert from "node:assert/strict";
import { declare } from "../../protocol/declaration";
import type { Judgement } from "../../policy-pack/judgement";
import type { ResourcePolicy, StackPolicy } from "../../policy-pack/policy";
import { type Properties, resourceView, stackView, type ResourceCase, type StackResourceCase } from "./view";

/** One answer as a case writes it down: the place, and the whole message. */
export interface Expected {
  readonly status: "violated" | "deferred";
  /** Name of the resource; @default "subject" */
  readonly on?: string;
  readonly path: string;
  readonly waitsFor?: string;
  readonly message: string;
  /** Of this answer alone. */
  readonly remediation?: string;
  /** Id; @default the policy's first control */
  readonly control?: string;
  readonly advisory?: true;
}

/** The answer that a named resource is at fault in this place. */
export const violated = (on: string, path: string, message: string) => ({
  status: "violated" as const,
  on,
  path,
  message,
});

/** The answer that a named resource cannot be judged in this place yet. */
export const deferred = (on: string, path: string, message: string, waitsFor = path) => ({
  status: "deferred" as const,
  on,
  path,
  waitsFor,
  message,
});

interface Setting<P> {
  /** What the stack declares, as in its configuration. */
  readonly declares?: Readonly<Record<string, string>>;
  readonly parameters?: Partial<P>;
}

export interface ResourceScenario<P> extends Setting<P>, Partial<ResourceCase> {
  /** Changes to the inputs of the minimal resource. */
  readonly change?: Properties;
}

export interface StackScenario<P> extends Setting<P> {
  readonly resources: readonly StackResourceCase[];
}

type Outcome = { readonly answers: readonly Expected[] };

/** Cases by title. Each finishes the sentence "it …". */
export interface Cases<S> {
  readonly passes: Readonly<Record<string, S>>;
  /** One for each way in which the policy can find fault. */
  readonly fails: Readonly<Record<string, S & Outcome>>;
  /** Ways in which other tools are fooled. */
  readonly evasions: Readonly<Record<string, S & Outcome>>;
  /** Values that are not known yet, alone and beside known bad ones; no answers where presence is enough. */
  readonly unknowns: Readonly<Record<string, S & Outcome>>;
  readonly notApplicable?: Readonly<Record<string, S & { readonly reason: string }>>;
}

/** Runs the cases of a policy that judges one resource; each is a change to the smallest resource that it accepts. */
export function testResourcePolicy<P>(
  policy: ResourcePolicy<P>,
  minimal: ResourceCase,
  cases: Cases<ResourceScenario<P>>,
): void {
  testCases(policy.name, cases, ({ change, declares, parameters, ...rest }) =>
    policy.judge(
      resourceView({ ...minimal, ...rest, inputs: { ...(rest.inputs ?? minimal.inputs), ...change } }),
      context(policy.parameters, declares, parameters),
    ),
  );
  describe(policy.name, () => {
    it("accepts the minimal resource", () => {
      const judgement = policy.judge(resourceView(minimal), context(policy.parameters));
      assert.deepEqual(judgement, []);
    });
  });
}

/** Runs the cases of a policy that judges a stack. */
export function testStackPolicy<P>(policy: StackPolicy<P>, cases: Cases<StackScenario<P>>): void {
  testCases(policy.name, cases, ({ resources, declares, parameters }) =>
    policy.judge(stackView(resources), context(policy.parameters, declares, parameters)),
  );
}

function testCases<S>(name: string, cases: Cases<S>, judge: (scenario: S) => Judgement): void {
  describe(name, () => {
    for (const kind of ["passes", "fails", "evasions", "unknowns"] as const) {
      it(`has cases for ${kind}`, () => assert.notDeepEqual(cases[kind], {}));
    }
    for (const [title, scenario] of Object.entries(cases.passes)) {
      it(`accepts ${title}`, () => assert.deepEqual(written(judge(scenario)), []));
    }
    for (const [title, scenario] of [...Object.entries(cases.fails), ...Object.entries(cases.evasions)]) {
      it(`rejects ${title}`, () => {
        assert.ok(
          scenario.answers.some(({ status }) => status === "violated"),
          "a case of faults expects one",
        );
        assert.deepEqual(written(judge(scenario), scenario.answers), scenario.answers);
      });
    }
    for (const [title, scenario] of Object.entries(cases.unknowns)) {
      it(`handles ${title}`, () => assert.deepEqual(written(judge(scenario), scenario.answers), scenario.answers));
    }
    for (const [title, { reason, ...scenario }] of Object.entries(cases.notApplicable ?? {})) {
      it(`does not apply to ${title}`, () => assert.deepEqual(judge(scenario as S), { notApplicable: reason }));
    }
  });
}

/** The answers as a case writes them. What a case does not say of remediation is not compared. */
function written(judgement: Judgement, expected: readonly Expected[] = []): readonly Expected[] {
  if ("notApplicable" in judgement) {
    assert.fail(`not applicable: ${judgement.notApplicable}`);
  }
  return judgement.map(({ urn, control, remediation, ...answer }, index) => {
    const name = urn.slice(urn.lastIndexOf("::") + 2);
    return {
      ...(name !== "subject" && { on: name }),
      ...answer,
      ...(expected[index]?.remediation !== undefined && { remediation }),
      ...(control && { control: control.id }),
    };
  });
}

/** The day that policies which count days are asked about, unless a case declares another. */
const asOf = "2026-01-15";

function context<P>(
  schema: ResourcePolicy<P>["parameters"],
  declares: Readonly<Record<string, string>> = {},
  parameters: Partial<P> = {},
) {
  const defaults = Object.fromEntries(
    Object.entries(schema ?? {}).map(([name, property]) => [name, (property as { default?: unknown }).default]),
  );
  const { declaration, problems } = declare([{ from: "stack configuration", values: { asOf, ...declares } }]);
  assert.deepEqual(problems, []);
  return { declaration, problems, levelsFor: declaration.env.value, parameters: { ...defaults, ...parameters } as P };
}
