import assert from "node:assert/strict";
import path from "node:path";
import type { Run } from "../../preview/run";
import { type AuditRequest, auditState } from "../../preview/state";
import { UsageError } from "../../preview/usage-error";
import { temporaryProject } from "../support/project";
import { exportOf, resource, stack, stackUrn, urn } from "../support/state";
import { errors, packFolder } from "./preview";

const key = resource("aws:kms/key:Key", "key");

function audit(
  state: object,
  { program, ...rest }: Partial<AuditRequest> = {},
  files: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const folder = temporaryProject({ ...files, "state.json": JSON.stringify(state) });
  return auditState({
    file: path.join(folder, "state.json"),
    ...(program !== undefined && { program: path.join(folder, program) }),
    policyPacks: [],
    config: [],
    timeoutSeconds: 30,
    ...rest,
  });
}

const refuses = (run: Promise<Run>, message: RegExp) =>
  assert.rejects(run, (error) => error instanceof UsageError && assert.match(error.message, message) === undefined);

const project = {
  "infra/Pulumi.yaml": "name: shop\nruntime: python\nconfig:\n  region: { default: cn-north-1 }\n",
  "infra/Pulumi.prod.yaml": "config:\n  palisade:env: development\n  token: { secure: v1:abc }\n",
};

describe("an audit", function () {
  this.timeout(60_000);

  it("has no configuration but what it is given", async () => {
    const { configuration } = await audit(exportOf([key]), { config: ["palisade:env=staging", "region=a=b"] }, project);
    assert.deepEqual(configuration, { "palisade:env": "staging", "shop:region": "a=b" });
  });

  it("has the configuration of its stack where it is told where that stands", async () => {
    const { configuration, gaps } = await audit(
      exportOf([key]),
      { program: "infra", config: ["palisade:tier=red"] },
      project,
    );
    assert.deepEqual(configuration, {
      "palisade:env": "development",
      "palisade:tier": "red",
      "shop:region": "cn-north-1",
    });
    assert.deepEqual(gaps, [
      { kind: "encrypted configuration", message: "shop:token is encrypted, and a placeholder stood for it." },
    ]);
  });

  it("refuses a program of another project, and a stack that it does not have", async () => {
    const other = { "Pulumi.yaml": "name: shed\nruntime: nodejs\n" };
    await refuses(
      audit(exportOf([key]), { program: "." }, other),
      /state\.json is a state of the project shop, and .+Pulumi\.yaml is shed\.$/,
    );
    const files = { "Pulumi.yaml": "name: shop\nruntime: nodejs\n", "Pulumi.prd.yaml": "" };
    await refuses(audit(exportOf([key]), { program: "." }, files), /no stack "prod" .+ Did you mean "prd"\?$/);
  });

  it("lists the resources as they are", async () => {
    const location = { sourcePosition: "project:///index.ts#3,9" };
    const { resources, outcome } = await audit(exportOf([{ ...key, ...location, dependencies: [stackUrn] }]));
    assert.equal(outcome, "completed");
    assert.deepEqual(resources.at(-1), {
      urn: urn("aws:kms/key:Key", "key"),
      type: "aws:kms/key:Key",
      name: "key",
      parent: stackUrn,
      provider: urn("pulumi:providers:aws", "default_7_48_0"),
      dependencies: [stackUrn],
      location: { file: "index.ts", line: 3, column: 9 },
      held: [],
      notApplicable: [],
    });
  });

  it("of nothing but the Stack is none", async () => {
    const nothing = [{ kind: "no resources", message: "The state holds no resource." }];
    assert.deepEqual((await audit(exportOf([]))).gaps, nothing);
    assert.deepEqual((await audit({ version: 3, deployment: { resources: [stack] } })).gaps, nothing);
    const empty = await audit({ version: 3, deployment: null }, { policyPacks: [packFolder("levels")] });
    assert.deepEqual([empty.diagnostics, empty.gaps], [[], nothing]);
  });

  const thing = exportOf([resource("fake:index:Thing", "thing"), key]);

  it("ends with a pack that throws, and says at which resource", async () => {
    const { outcome, log } = await audit(thing, { policyPacks: [packFolder("throws")] });
    assert.equal(outcome, "pack failed");
    assert.deepEqual(
      log.filter(({ severity }) => severity === "error").map((entry) => entry.urn),
      [urn("fake:index:Thing", "thing")],
    );
  });

  it("ends a pack that does not answer", async () => {
    const run = await audit(thing, { policyPacks: [packFolder("hangs")], timeoutSeconds: 8 });
    assert.equal(run.outcome, "pack failed");
    assert.match(errors(run).join("\n"), /did not answer within 8 s; they were at .+\.$/);
  });

  it("refuses a configuration of a policy that there is not", () =>
    refuses(
      audit(exportOf([key]), { policyPacks: [packFolder("levels")], policyConfig: { "no-bad-thin": "advisory" } }),
      /there is no policy "no-bad-thin"\. Did you mean "no-bad-thing"\?/,
    ));
});
