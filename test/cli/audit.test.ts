import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Result } from "../../result/result";
import { type Outcome, palisade } from "../support/cli";
import { temporaryProject } from "../support/project";
import { decrypted, encrypted, exportOf, resource } from "../support/state";

const open = resource("aws:ec2/securityGroup:SecurityGroup", "server", {
  ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] }],
});
const plain = resource("aws:rds/instance:Instance", "messages", { engine: "mysql", instanceClass: "db.t4g.micro" });
const kept = resource("aws:rds/instance:Instance", "messages", {
  ...plain.inputs,
  storageEncrypted: true,
  backupRetentionPeriod: 7,
  manageMasterUserPassword: true,
});
const key = resource("aws:kms/key:Key", "key", { enableKeyRotation: true });

/** A refresh shows in the group what is a resource of its own. */
const group = resource(
  "aws:ec2/securityGroup:SecurityGroup",
  "edge",
  { description: "Edge" },
  {
    id: "sg-1",
    outputs: { id: "sg-1", ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/8"] }] },
  },
);
const rule = resource(
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  "https",
  { securityGroupId: "sg-1", ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "10.0.0.0/8" },
  { dependencies: [group.urn], propertyDependencies: { securityGroupId: [group.urn] } },
);

const blocked = JSON.stringify(exportOf([open, plain]), undefined, 4);
const compliant = JSON.stringify(exportOf([group, rule, kept, key]), undefined, 4);

/** Runs an audit in a folder of these files, the state beside them. */
function audit(state: string, args: readonly string[] = [], files: Readonly<Record<string, string>> = {}): Outcome {
  const folder = temporaryProject(files);
  writeFileSync(path.join(folder, "state.json"), state);
  return palisade(["audit", "state.json", ...args], { cwd: folder });
}

const resultOf = ({ stdout }: Outcome): Result => JSON.parse(stdout) as Result;

describe("palisade audit", function () {
  this.timeout(60_000);

  it("exits 1 on an open group and a database without backups, and says so without a plan", () => {
    const { status, stdout } = audit(blocked);
    assert.match(stdout, /^ {5}Type +Name +Info$/m);
    assert.match(stdout, /^ {5}└─ aws:rds:Instance +messages +1 violated$/m);
    assert.doesNotMatch(stdout, /create|Plan/);
    assert.match(stdout, /Port 22\/tcp \(SSH\) is open to 0\.0\.0\.0\/0, the whole IPv4 internet/);
    assert.match(stdout, /nothing in this stack makes recovery points of it/);
    assert.match(stdout, /^Blocked: prod\. 3 violated, 0 deferred; 4 resources, 7 policies, \d+\.\d s\.$/m);
    assert.equal(status, 1);
  });

  it("exits 2 on the first half of that, with the place where it ends", () => {
    const half = blocked.slice(0, blocked.length / 2);
    const line = half.split("\n").length;
    const { status, stdout, stderr } = audit(half);
    assert.match(
      stderr,
      new RegExp(`^palisade: state\\.json:${line}:\\d+: not valid JSON: .+ where the file ends\\. Is it whole\\?\n$`),
    );
    assert.equal(stdout, "");
    assert.equal(status, 2);
  });

  it("exits 0 on a compliant one, with the same document as a preview", () => {
    const outcome = audit(compliant, ["--format", "json"]);
    const result = resultOf(outcome);
    assert.deepEqual(
      [result.engine, result.project, result.stack, result.findings, result.gaps],
      ["state", "shop", "prod", [], []],
    );
    assert.deepEqual(result.resources.at(-1)?.held, ["key-rotation", "secrets-not-in-plain-text"]);
    assert.equal(outcome.status, 0);
  });

  it("reads the standard input, and what the stack declares", () => {
    const folder = temporaryProject({
      "Pulumi.yaml": "name: shop\nruntime: python\nmain: no-such-file.py\n",
      "Pulumi.prod.yaml": "config:\n  palisade:env: development\n",
    });
    const args = ["audit", "-", "--program", folder, "--strict", "--format", "json"];
    const { status, stdout } = palisade(args, { input: blocked });
    const { declaration, summary } = JSON.parse(stdout) as Result;
    assert.deepEqual(declaration["env"], { value: "development", from: "stack configuration" });
    assert.equal(declaration["strict"]?.value, true);
    assert.deepEqual([summary.mandatory, summary.advisory], [1, 2]);
    assert.equal(status, 1);
  });

  it("tells what a remediation would change, and blocks all the same", () => {
    const files = { "policies.yaml": "key-rotation: remediate\n" };
    const state = JSON.stringify(exportOf([resource("aws:kms/key:Key", "key")]));
    const { status, stdout } = audit(state, ["--policy-pack-config", "policies.yaml"], files);
    assert.match(
      stdout,
      /^Can be remediated \(1\)\n {2}Mends +key \(aws:kms\/key:Key\): key-rotation would change enableKeyRotation\.$/m,
    );
    assert.match(stdout, /^Blocked: prod\. 1 violated/m);
    assert.equal(status, 1);
  });

  it("says that an empty state is no judgement", () => {
    const { status, stdout } = audit(JSON.stringify(exportOf([])));
    assert.match(stdout, /^ {2}Gap +The state holds no resource\.$/m);
    assert.equal(status, 0);
  });

  it("exits 2 on what is no state", () => {
    const { status, stdout, stderr } = audit("name: shop\nruntime: nodejs\n");
    assert.equal(stderr, 'palisade: state.json:1:1: not valid JSON: something else is expected where "n" stands.\n');
    assert.equal(stdout, "");
    assert.equal(status, 2);
  });
});

const canary = "canary-7f3a91c2e0";

/** A pack that repeats what it is shown, as a careless author might. */
const indiscreetPack = {
  "pack/PulumiPolicy.yaml": "runtime:\n  name: nodejs\n  options:\n    typescript: false\n",
  "pack/package.json": '{ "name": "indiscreet", "version": "1.0.0", "main": "index.js" }',
  "pack/index.js": `
    const { PolicyPack } = require("@pulumi/policy");
    const tell = (what, report) => { console.error(what); report("saw " + what); };
    new PolicyPack("indiscreet", { enforcementLevel: "advisory", policies: [
      { name: "inputs", description: "Tells.", validateResource: ({ props }, report) => tell(JSON.stringify(props), report) },
      { name: "outputs", description: "Tells.", validateStack: ({ resources }, report) => tell(JSON.stringify(resources), report) },
    ] });
  `,
};

describe("a secret of a state", function () {
  this.timeout(60_000);

  const secrets = exportOf([
    resource("aws:ssm/parameter:Parameter", "token", {
      value: decrypted(canary),
      nested: [{ deep: decrypted({ a: canary }) }],
    }),
    resource("aws:rds/instance:Instance", "db", { username: "app", passwordWo: encrypted }),
  ]);

  for (const format of ["text", "json"]) {
    it(`is in no output (${format})`, () => {
      const args = ["--policy-pack", "pack", "--format", format, "--verbose"];
      const { status, stdout, stderr } = audit(JSON.stringify(secrets), args, indiscreetPack);
      assert.match(stdout, /\[secret\]/);
      assert.equal((stdout + stderr).includes(canary), false);
      assert.equal((stdout + stderr).includes("d4e5f6"), false, "not even encrypted");
      assert.match(
        stdout,
        /db \(aws:rds\/instance:Instance\): passwordWo is encrypted, and policies saw a placeholder for it\./,
      );
      assert.equal(status, 0);
    });
  }

  it("is not in what is said of a broken file either", () => {
    const text = JSON.stringify(secrets);
    for (const broken of [text.replace(canary, `${canary}\\x`), text.replace(`\\"${canary}\\"`, canary)]) {
      const { status, stdout, stderr } = audit(broken, ["--verbose"]);
      assert.notEqual(stderr, "");
      assert.equal((stdout + stderr).includes(canary), false);
      assert.equal(status, 2);
    }
  });
});
