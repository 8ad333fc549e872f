import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import Ajv from "ajv";
import type { Result } from "../../result/result";
import { palisade } from "../support/cli";
import { deferrals } from "./deferrals";

const validate = new Ajv({ strict: true }).compile(
  JSON.parse(readFileSync("result/result.schema.json", "utf8")) as object,
);

const production = ["im-prod", "estate-prod"];

/** Inside the checkout, so that the programs find its packages. */
const undeclared = path.resolve("dist/undeclared");

const seen = new Map<string, Result>();

function preview(stack: string, ...options: readonly string[]): Result {
  const known = seen.get([stack, ...options].join(" "));
  if (known !== undefined) {
    return known;
  }
  const { status, stdout, stderr } = palisade(["preview", stack, "--format", "json", ...options]);
  assert.equal(stderr, "");
  assert.equal(status, 0);
  const result = JSON.parse(stdout) as Result;
  assert.ok(validate(result), JSON.stringify(validate.errors));
  seen.set([stack, ...options].join(" "), result);
  return result;
}

const deferred = (stack: string): readonly string[] =>
  deferrals.filter((deferral) => deferral.stack === stack).map(({ id }) => id);

describe("the blueprints", function () {
  this.timeout(120_000);

  before(() => {
    mkdirSync(undeclared, { recursive: true });
    const project = readFileSync("Pulumi.yaml", "utf8");
    writeFileSync(
      path.join(undeclared, "Pulumi.yaml"),
      project.replace("main: stacks/index.ts", "main: ../../stacks/index.ts").replace(/^stackConfigDir:.*\n/m, ""),
    );
    for (const stack of production) {
      const configuration = readFileSync(`stacks/Pulumi.${stack}.yaml`, "utf8");
      writeFileSync(
        path.join(undeclared, `Pulumi.${stack}.yaml`),
        configuration.replace(/^ *palisade:accountId:.*\n/m, ""),
      );
    }
  });

  after(() => rmSync(undeclared, { recursive: true }));

  for (const stack of [...production, "im-dev"]) {
    it(`${stack} complies`, () => {
      const { findings, gaps, declaration } = preview(stack);
      assert.deepEqual(
        findings.filter(({ status }) => status !== "deferred"),
        [],
      );
      assert.deepEqual(findings.map(({ id }) => id).toSorted(), deferred(stack).toSorted());
      assert.equal(declaration["accountId"]?.from, "stack configuration");
      // What is in a cluster that is not there yet.
      assert.ok(gaps.every(({ kind, urn }) => kind === "unknown provider" && urn?.includes("kubernetes:")));
    });
  }

  for (const stack of production) {
    it(`${stack} complies where nobody declares the account`, () => {
      const { findings, declaration } = preview(stack, "--program", undeclared);
      assert.deepEqual(
        findings.filter(({ status }) => status !== "deferred"),
        [],
      );
      assert.deepEqual(findings.map(({ id }) => id).toSorted(), deferred(stack).toSorted());
      assert.equal(declaration["accountId"]?.value ?? undefined, undefined);
    });
  }

  it("are platforms over two regions", () => {
    for (const stack of production) {
      const { resources } = preview(stack);
      assert.ok(resources.length >= 150, `${stack}: ${resources.length} resources`);
    }
  });

  it("are judged, not passed over", () => {
    const { resources, policies, declaration } = preview("im-prod");
    assert.deepEqual(declaration["tier"], { value: "orange", from: "stack configuration" });
    assert.deepEqual(policies.map(({ name }) => name).toSorted(), [
      "admin-ingress-restricted",
      "container-privileges-limited",
      "data-store-recovery-point",
      "key-rotation",
      "secrets-not-in-plain-text",
      "stack-declaration",
      "world-ingress-restricted",
    ]);
    assert.ok(policies.every(({ level }) => level === "mandatory"));
    const held = (type: string) =>
      resources.filter((resource) => resource.type === type).map((resource) => resource.held);
    assert.ok(held("aws:kms/key:Key").every((names) => names.includes("key-rotation")));
    assert.ok(held("kubernetes:apps/v1:Deployment").every((names) => names.includes("container-privileges-limited")));
  });
});
