import assert from "node:assert/strict";
import type { Run } from "../../preview/run";
import { comparable, observe } from "../support/engines";
import type { Observation } from "../support/engines";
import { needsPulumi } from "../support/pulumi";

interface Expectation extends Observation {
  readonly outcome: Run["outcome"];
  /** Registered in all, with the Stack and the default providers; two engines could agree on nothing. */
  readonly resources: number;
  readonly diagnostics?: number;
  /** About a resource: of the program, or of its provider, on a value that it cannot take. */
  readonly warnings?: number;
}

const dump = { packs: ["dump-pack"], outcome: "completed" } as const;
const verdicts = { packs: ["verdict-pack"] } as const;

const programs: Readonly<Record<string, Expectation>> = {
  "nested and remote components, their providers, aliases, methods and dependencies": {
    ...dump,
    program: "components",
    resources: 27,
  },
  "explicit, default and inherited providers, and encrypted configuration": {
    ...dump,
    program: "providers",
    resources: 18,
  },
  "transforms and transformations": { ...dump, program: "transforms", resources: 8 },
  "unknown values, secrets, assets, functions in code, odd texts, wrong types and dynamic providers": {
    ...dump,
    program: "values",
    resources: 25,
    warnings: 4,
  },
  "functions, known and unknown, awaited and not, fixtures, YAML and charts": {
    ...dump,
    program: "functions",
    fixtures: "fixtures.yaml",
    resources: 41,
  },
  "reads, imports, other stacks, and resources as values": {
    ...dump,
    program: "reads",
    fixtures: "fixtures.yaml",
    resources: 29,
  },
  "resource options and hooks": { ...dump, program: "options", resources: 7, warnings: 1 },
  "AWS, Kubernetes, manifests and TLS together": { ...dump, program: "mixed", resources: 27 },
  "TypeScript that tsx loads, and typed configuration": { ...dump, program: "typescript", resources: 4 },
  "other values on the command line, also inside a value and in place of an encrypted one": {
    ...dump,
    program: "providers",
    config: ["stage=tests", "region=eu-west-3", "key=known-now", 'aws:defaultTags.tags["of.it"]=7'],
    configPath: true,
    resources: 18,
  },
  "every way in which a pack can judge": {
    ...verdicts,
    program: "verdicts",
    outcome: "completed",
    resources: 14,
    diagnostics: 12,
  },
  "two packs": {
    packs: ["dump-pack", "verdict-pack"],
    program: "throws",
    outcome: "program failed",
    resources: 3,
    diagnostics: 1,
    warnings: 1,
  },
  "a program that throws": {
    ...verdicts,
    program: "throws",
    outcome: "program failed",
    resources: 3,
    diagnostics: 1,
    warnings: 1,
  },
  "a resource that its provider refuses": { ...verdicts, program: "refused", outcome: "program failed", resources: 4 },
  "two resources of one name": { ...verdicts, program: "duplicate", outcome: "program failed", resources: 3 },
  "a policy that crashes on a resource": { ...verdicts, program: "crash", outcome: "pack failed", resources: 4 },
  "a policy that crashes on the stack": {
    ...verdicts,
    program: "stack-crash",
    outcome: "pack failed",
    resources: 4,
    diagnostics: 1,
  },
};

const warningsOn = ({ log }: Run): Run["log"] =>
  log.filter(({ severity, urn }) => severity === "warning" && urn !== undefined);

describe("the embedded preview and Pulumi's engine", function () {
  this.timeout(120_000);
  before(needsPulumi);

  for (const [what, { outcome, resources, diagnostics, warnings, ...observation }] of Object.entries(programs)) {
    it(`agree on ${what}`, async () => {
      const { embedded, pulumi } = await observe(observation);
      assert.deepEqual(comparable(embedded), comparable(pulumi));
      assert.equal(pulumi.run.outcome, outcome);
      assert.equal(pulumi.run.resources.length, resources);
      assert.equal(pulumi.run.diagnostics.length, diagnostics ?? 0);
      assert.equal(warningsOn(pulumi.run).length, warnings ?? 0);
      assert.equal(pulumi.views.length > 0, observation.packs.includes("dump-pack"));
    });
  }
});
