import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Result } from "../../result/result";
import { needsPulumi } from "../support/pulumi";

/** A project of somebody else, whose own package has an entry point that has nothing to do with Pulumi. */
const files = {
  "package.json": JSON.stringify({ name: "shop", version: "1.0.0", main: "server.js" }),
  "server.js": 'throw new Error("this is the server, not the infrastructure");\n',
  "Pulumi.yaml": "name: shop\nruntime: nodejs\nmain: infrastructure.ts\n",
  "Pulumi.dev.yaml": "config:\n  aws:region: eu-central-1\n",
  "infrastructure.ts": `
import { Environment, Key, RecoveryTier } from "@palisade-iac/palisade";

export const key = new Key("orders", {
  description: "Encrypts orders",
  administrators: ["arn:aws:iam::123456789012:role/key-administrator"],
  accountId: "123456789012",
  tags: { env: Environment.Production, tier: RecoveryTier.Orange, owner: "shop" },
}).keyArn;
`,
};

const withoutRotation = `
import * as aws from "@pulumi/aws";
new aws.kms.Key("key", {});
`;

describe("the package, installed in an empty foreign project,", function () {
  this.timeout(180_000);
  const folder = mkdtempSync(path.join(tmpdir(), "palisade-package-"));

  const run = (command: string, ...args: readonly string[]) =>
    spawnSync(command, args, { cwd: folder, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } });

  before(function () {
    const [packed] = JSON.parse(
      execFileSync("npm", ["pack", "--json", "--pack-destination", folder], { encoding: "utf8" }),
    ) as [{ filename: string }];
    for (const [file, content] of Object.entries(files)) {
      writeFileSync(path.join(folder, file), content);
    }
    const installed = run("npm", "install", "--no-audit", "--no-fund", "--prefer-offline", `./${packed.filename}`);
    if (installed.status !== 0 && process.env["CI"] === undefined && /ENOTFOUND|EAI_AGAIN/.test(installed.stderr)) {
      console.log("      pending: the npm registry cannot be reached");
      this.skip();
    }
    assert.equal(installed.status, 0, installed.stderr);
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it("gives the command, which runs the program and not the package's own entry point", () => {
    const { status, stdout, stderr } = run("npx", "--no-install", "palisade", "preview", "--format", "json");
    assert.deepEqual(
      stderr.split("\n").filter((line) => line !== "" && !line.startsWith("npm warn")),
      [],
    );
    const result = JSON.parse(stdout) as Result;
    assert.deepEqual(result.resources.map(({ type }) => type).sort(), [
      "aws:kms/alias:Alias",
      "aws:kms/key:Key",
      "palisade:index:Key",
      "pulumi:providers:aws",
      "pulumi:pulumi:Stack",
    ]);
    assert.equal(status, 0);
  });

  it("gives the components with their types", () => {
    const compiler = path.join(__dirname, "..", "..", "node_modules", "typescript", "bin", "tsc");
    const options = ["--noEmit", "--strict", "--module", "nodenext", "--skipLibCheck"];
    const right = run("node", compiler, ...options, "infrastructure.ts");
    assert.equal(right.stdout, "");
    writeFileSync(path.join(folder, "wrong.ts"), files["infrastructure.ts"].replace("tier:", "teir:"));
    const wrong = run("node", compiler, ...options, "wrong.ts");
    assert.match(wrong.stdout, /wrong\.ts\(\d+,\d+\): error TS\d+: .*'teir'/);
  });

  it("gives a pack that Pulumi loads", function () {
    needsPulumi.call(this);
    writeFileSync(path.join(folder, "infrastructure.ts"), withoutRotation);
    const { status, stdout } = run(
      "npx",
      "--no-install",
      "palisade",
      "preview",
      "--engine",
      "pulumi",
      "--format",
      "json",
    );
    assert.deepEqual(
      (JSON.parse(stdout) as Result).findings.map(({ policy, name }) => `${policy}: ${name}`),
      ["key-rotation: key"],
    );
    assert.equal(status, 1);
  });
});
