import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Result } from "../../result/result";
import { palisade } from "../support/cli";
import { temporaryProject } from "../support/project";

const program = {
  "Pulumi.yaml": "name: shop\nruntime: nodejs\nmain: index.js\n",
  "Pulumi.dev.yaml": "config:\n  aws:region: eu-central-1\n",
  "index.js": `
    const aws = require("@pulumi/aws");
    new aws.kms.Key("key", { enableKeyRotation: true });
  `,
};

const blocked = { ...program, "index.js": `const aws = require("@pulumi/aws"); new aws.kms.Key("key", {});` };

describe("palisade preview", function () {
  this.timeout(60_000);

  it("judges anybody's program, with the only stack where none is named", () => {
    const { status, stdout } = palisade(["preview", "--program", temporaryProject(program)]);
    assert.match(stdout, /^ \+ {3}pulumi:pulumi:Stack +shop-dev +create$/m);
    assert.match(stdout, /└─ aws:kms:Key +key +create/);
    assert.match(stdout, /^Compliant: dev\. 0 violated, 0 deferred; 3 resources, 7 policies, \d+\.\d s\.$/m);
    assert.equal(status, 0);
  });

  it("exits 1 where something blocks, and says what, where, why and how to mend it", () => {
    const { status, stdout } = palisade(["preview", "--program", temporaryProject(blocked)]);
    assert.match(stdout, /HIGH key \(aws:kms\/key:Key\)/);
    assert.match(stdout, /Where +index\.js:1:\d+ +enableKeyRotation/);
    assert.match(stdout, /Why +KEY-02 /);
    assert.match(stdout, /Fix +Set enableKeyRotation to true/);
    assert.match(stdout, /^Blocked: dev\. 1 violated/m);
    assert.equal(status, 1);
  });

  it("exits 0 where a violation only advises, and does not call it compliant", () => {
    const folder = temporaryProject({ ...blocked, "policies.json": '{"all":"advisory"}' });
    const { status, stdout } = palisade([
      "preview",
      "--program",
      folder,
      "--policy-pack-config",
      path.join(folder, "policies.json"),
    ]);
    assert.match(stdout, /^Not blocked: dev\. 1 violated/m);
    assert.equal(status, 0);
  });

  it("prints one JSON document and nothing else with --format json", () => {
    const noisy = { ...program, "index.js": `console.log("{ noise"); ${program["index.js"]}` };
    const { status, stdout } = palisade(["preview", "--program", temporaryProject(noisy), "--format", "json"]);
    const result = JSON.parse(stdout) as Result;
    assert.deepEqual(result.resources.map(({ type, name }) => `${type} ${name}`).sort(), [
      "aws:kms/key:Key key",
      "pulumi:providers:aws default_7_48_0",
      "pulumi:pulumi:Stack shop-dev",
    ]);
    assert.equal(status, 0);
  });

  it("writes the report to a file with --output, and nothing to the terminal", () => {
    const folder = temporaryProject(program);
    const file = path.join(folder, "result.json");
    const { status, stdout } = palisade(["preview", "--program", folder, "--format", "json", "--output", file]);
    assert.equal((JSON.parse(readFileSync(file, "utf8")) as Result).stack, "dev");
    assert.equal(stdout, "");
    assert.equal(status, 0);
  });

  it("answers from the fixtures, and says which nothing asked for", () => {
    const folder = temporaryProject({
      ...program,
      "index.js": `
        const aws = require("@pulumi/aws");
        module.exports = aws.ec2.getSubnets().then(({ ids }) => ids.map((id) => new aws.ec2.NetworkInterface(id, { subnetId: id })));
      `,
      "fixtures.yaml": "aws:ec2:getSubnets: { ids: [subnet-a, subnet-b] }\naws:ec2:getSubent: { id: a }\n",
    });
    const args = ["preview", "--fixtures", "fixtures.yaml", "--format", "json"];
    const { status, stdout, stderr } = palisade(args, { cwd: folder });
    const { resources, gaps } = JSON.parse(stdout) as Result;
    const names = resources.filter(({ type }) => type.endsWith(":NetworkInterface")).map(({ name }) => name);
    assert.deepEqual([names, gaps, status], [["subnet-a", "subnet-b"], [], 0]);
    assert.match(
      stderr,
      /^warning: The program asked for nothing that the fixture aws:ec2:getSubent answers\. Did you mean "aws:ec2:getSubnets"\?$/m,
    );
  });

  it("warns of a value of the wrong type, and says of which resource", () => {
    const index = `
      const aws = require("@pulumi/aws");
      new aws.sqs.Queue("orders", { delaySeconds: "soon" });
    `;
    const { status, stderr } = palisade(["preview"], { cwd: temporaryProject({ ...program, "index.js": index }) });
    assert.match(
      stderr,
      /^warning: aws:sqs\/queue:Queue "orders": delaySeconds is "soon", where a number is expected\.$/m,
    );
    assert.equal(status, 0);
  });

  it("does not check types where it is not asked to", () => {
    const files = { ...program, "Pulumi.yaml": "name: shop\nruntime: nodejs\nmain: index.ts\n" };
    const folder = temporaryProject({ ...files, "index.ts": `const wrong: string = 7;\n${program["index.js"]}` });
    assert.equal(palisade(["preview", "--program", folder]).status, 0);
  });

  it("prints help", () => {
    const { status, stdout } = palisade(["preview", "--help"]);
    assert.match(stdout, /Usage: palisade preview \[options\] \[stack\]/);
    for (const option of ["--program", "--policy-pack", "--policy-pack-config", "--engine", "--config", "--strict"]) {
      assert.ok(stdout.includes(option), option);
    }
    assert.equal(status, 0);
  });
});

describe("palisade preview, used wrongly,", function () {
  this.timeout(60_000);

  const cases: Readonly<
    Record<string, { files?: Record<string, string>; args?: readonly string[]; message: RegExp; leaves?: string }>
  > = {
    "names the nearest stack": {
      args: ["dve"],
      message: /^palisade: There is no stack "dve" in .+\. The stacks are: dev\. Did you mean "dev"\?$/m,
    },
    "lists the stacks where none is named": {
      files: { "Pulumi.prod.yaml": "config: {}\n" },
      message: /^palisade: No stack is named\. The stacks are: dev, prod\.$/m,
    },
    "names a missing key of the configuration": {
      files: { "index.js": `new (require("@pulumi/pulumi").Config)().require("owner");` },
      message: /nothing was judged of stack dev\. --config shop:owner=VALUE gives what it lacks\.$/m,
    },
    "names the nearest option": {
      args: ["--stirct"],
      message: /unknown option '--stirct'\n\(Did you mean --strict\?\)/,
    },
    "names the formats": { args: ["--format", "jsn"], message: /'jsn' is invalid\. Allowed choices are text, json/ },
    "wants a number of seconds": {
      args: ["--timeout", "soon"],
      message: /'soon' is invalid\. A number of seconds above 0/,
    },
    "says where YAML is broken": {
      files: { "Pulumi.dev.yaml": "config:\n  a: [1\n" },
      message: /Pulumi\.dev\.yaml:\d+:\d+: not valid YAML/,
    },
    "says where a program does not compile": {
      files: { "Pulumi.yaml": "name: shop\nruntime: nodejs\nmain: index.ts\n", "index.ts": "const a = ;\n" },
      message: /index\.ts:1:11: Unexpected/,
    },
    "says where types are wrong, where it is asked to check them": {
      files: {
        "Pulumi.yaml": "name: shop\nruntime: nodejs\nmain: index.ts\n",
        "index.ts": 'import { size } from "./part";\nexport const wrong: string = size;\n',
        "part.ts": "export const size = 7;\n",
        "unused.ts": 'export const alsoWrong: number = "";\n',
        "tsconfig.json": '{ "compilerOptions": { "types": [] } }',
      },
      args: ["--typecheck"],
      message:
        /^error: index\.ts:2:14 TS2322 Type 'number' is not assignable to type 'string'\.\npalisade: The program of shop failed; nothing was judged of stack dev\.\n$/m,
    },
    "says that there is no program": {
      files: { "Pulumi.yaml": "name: shop\nruntime: nodejs\nmain: indx.js\n" },
      message: /"main" is indx\.js, which does not exist\. Did you mean "index\.js"\?/,
    },
    "shows what a program threw": {
      files: { "index.js": `throw new Error("no luck");` },
      message: /Error: no luck[\s\S]*index\.js:1:\d+/,
    },
    "says that there is no pack": { args: ["--policy-pack", "no-such-folder"], message: /no-such-folder/ },
    "names the nearest policy": {
      files: { "policies.yaml": "key-rotatoin: advisory\n" },
      args: ["--policy-pack-config", "policies.yaml"],
      message: /key-rotatoin.*Did you mean "key-rotation"\?/,
    },
    "names a wrong level": {
      files: { "policies.yaml": "key-rotation: advisry\n" },
      args: ["--policy-pack-config", "policies.yaml"],
      message: /advisry.*Did you mean "advisory"\?/s,
    },
    "says where the fixtures are broken": {
      files: { "fixtures.yaml": "aws:ec2:getAmi:\n  - { wiht: {}, result: {} }\n" },
      args: ["--fixtures", "fixtures.yaml"],
      message:
        /^palisade: fixtures\.yaml: aws:ec2:getAmi\[0\]\.wiht: "with" or "result" is expected\. Did you mean "with"\?$/m,
    },
    "says that there are no fixtures": {
      args: ["--fixtures", "no-such-file.yaml"],
      message: /^palisade: no-such-file\.yaml cannot be read/m,
    },
    "tells a program that fails on a stand-in how to answer it": {
      files: {
        "index.js": `
          const aws = require("@pulumi/aws");
          const { createHash } = require("node:crypto");
          module.exports = aws.getCallerIdentity().then(({ accountId }) => createHash("sha256").update(accountId));
        `,
      },
      message:
        /ERR_INVALID_ARG_TYPE[\s\S]*stand-ins for .*: aws:index\/getCallerIdentity:getCallerIdentity\..* --fixtures/,
    },
    "leaves no half-written report": {
      args: ["--output", path.join("no", "such", "folder", "r.json")],
      message: /--output .+ cannot be written/,
    },
  };

  for (const [title, { files, args = [], message }] of Object.entries(cases)) {
    it(title, () => {
      const folder = temporaryProject({ ...program, ...files });
      const { status, stdout, stderr } = palisade(["preview", ...args], { cwd: folder });
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /dist[/\\]cli\.js/, "no stack trace of ours");
      assert.equal(stdout, "");
      assert.equal(status, 2);
      assert.ok(!existsSync(path.join(folder, "no")));
    });
  }

  it("says that there is no project", () => {
    const folder = temporaryProject({ "index.js": "" });
    const { status, stderr } = palisade(["preview"], { cwd: folder });
    assert.match(stderr, /^palisade: There is no Pulumi\.yaml in .+ or in a folder above it\.$/m);
    assert.equal(status, 2);
  });

  it("names the nearest command", () => {
    const { status, stderr } = palisade(["preveiw"]);
    assert.match(stderr, /unknown command 'preveiw'\n\(Did you mean preview\?\)/);
    assert.equal(status, 2);
  });
});
