import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findProject, stackNames } from "../../preview/project";
import { readStackConfiguration } from "../../preview/stack-configuration";
import { UsageError } from "../../preview/usage-error";

const nodejs = "name: shop\nruntime: nodejs\n";

describe("a project", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), "palisade-project-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (files: Record<string, string>): void => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
  };
  const refusal = (work: () => unknown): string => {
    try {
      work();
    } catch (error) {
      assert.ok(error instanceof UsageError, String(error));
      return error.message.replaceAll(folder, "HERE");
    }
    return assert.fail("nothing was refused");
  };
  const configuration = (stack = "dev", overrides: string[] = []) =>
    readStackConfiguration(findProject(folder), stack, overrides);
  const values = (overrides: string[] = []) => Object.fromEntries(configuration("dev", overrides).values);

  it("is the nearest above the program", () => {
    write({ "Pulumi.yaml": nodejs, "stacks/deep/index.ts": "" });
    const project = findProject(path.join(folder, "stacks/deep"));
    assert.deepEqual([project.name, project.root, project.entry], ["shop", folder, "."]);
  });

  it("may be called Pulumi.yml, and its stacks' files alike", () => {
    write({ "Pulumi.yml": nodejs, "Pulumi.dev.yml": "", "Pulumi.live.yaml": "" });
    assert.deepEqual(stackNames(findProject(folder)), ["dev"]);
  });

  it("runs a main file in its own folder, and a main folder in itself", () => {
    write({ "Pulumi.yaml": `${nodejs}main: stacks/shop.ts\n`, "stacks/shop.ts": "" });
    const file = findProject(folder);
    assert.deepEqual([file.workingDirectory, file.entry], [path.join(folder, "stacks"), "shop.ts"]);
    write({ "Pulumi.yaml": `${nodejs}main: stacks\n` });
    const directory = findProject(folder);
    assert.deepEqual([directory.workingDirectory, directory.entry], [path.join(folder, "stacks"), "."]);
  });

  it("reads its runtime's options", () => {
    const options = "  options:\n    typescript: false\n    nodeargs: \"--import tsx --title='a b'\"\n";
    write({ "Pulumi.yaml": `name: shop\nruntime:\n  name: nodejs\n${options}` });
    assert.deepEqual(findProject(folder).runtime, {
      typescript: false,
      nodeArguments: ["--import", "tsx", "--title=a b"],
    });
  });

  it("is missed where there is none", () => {
    assert.equal(
      refusal(() => findProject(folder)),
      "There is no Pulumi.yaml in HERE or in a folder above it.",
    );
    assert.equal(
      refusal(() => findProject(path.join(folder, "none"))),
      "HERE/none is not a folder. The folder of a Pulumi program is expected.",
    );
  });

  it("is refused where its YAML is broken, with the place", () => {
    write({ "Pulumi.yaml": "name: shop\nruntime: [nodejs\n" });
    assert.match(
      refusal(() => findProject(folder)),
      /^HERE\/Pulumi\.yaml:3:1: not valid YAML: .*\.$/,
    );
    write({ "Pulumi.yaml": "- shop\n" });
    assert.equal(
      refusal(() => findProject(folder)),
      "HERE/Pulumi.yaml:1:1: a mapping is expected at the top, and this is a list.",
    );
  });

  it("is refused for another runtime, no name or a main that is not there", () => {
    write({ "Pulumi.yaml": "name: shop\nruntime: python\n" });
    assert.equal(
      refusal(() => findProject(folder)),
      'HERE/Pulumi.yaml: "runtime" is the string python. Only programs of the runtime nodejs can be previewed without Pulumi.',
    );
    write({ "Pulumi.yaml": "runtime: nodejs\n" });
    assert.equal(
      refusal(() => findProject(folder)),
      'HERE/Pulumi.yaml: "name" is nothing. The name of the project is expected.',
    );
    write({ "Pulumi.yaml": `${nodejs}main: shops.ts\n`, "shop.ts": "" });
    assert.equal(
      refusal(() => findProject(folder)),
      'HERE/Pulumi.yaml: "main" is shops.ts, which does not exist. Did you mean "shop.ts"?',
    );
  });

  it("lists its stacks where one is unknown, and names the nearest", () => {
    write({
      "Pulumi.yaml": `${nodejs}stackConfigDir: conf\n`,
      "conf/Pulumi.dev.yaml": "",
      "conf/Pulumi.live.yaml": "",
    });
    assert.equal(
      refusal(() => configuration("liv")),
      'There is no stack "liv" in HERE/conf. The stacks are: dev, live. Did you mean "live"?',
    );
  });

  // Each value as Pulumi's engine passed it to a program.
  it("gives values as Pulumi reads them", () => {
    const lines = [
      "date: 2024-01-01",
      "instant: 2024-01-01T10:00:00Z",
      "yes: yes",
      "int: 42",
      "big: 12345678901234567890",
      "octal: 0123",
      "octal2: 0o17",
      "hex: 0x1F",
      "exp: 1e3",
      "float: 1.50",
      "small: 1e-7",
      "nothing: null",
      "empty:",
      'text: "05"',
      "under: 1_000",
      'object: {z: 1, a: [true, "x<y>&é", null, 2024-01-01, 1.0, 1e21, 0.1]}',
      "shop:config:legacy: old",
      "minus: -3",
      "clock: 12:30:45",
      "aws:region: eu-west-1",
    ];
    write({ "Pulumi.yaml": nodejs, "Pulumi.dev.yaml": `config:\n${lines.map((line) => `  ${line}\n`).join("")}` });
    assert.deepEqual(values(), {
      "aws:region": "eu-west-1",
      "shop:big": "12345678901234567890",
      "shop:clock": "12:30:45",
      "shop:date": "2024-01-01 00:00:00 +0000 UTC",
      "shop:empty": "",
      "shop:exp": "1000",
      "shop:float": "1.5",
      "shop:hex": "31",
      "shop:instant": "2024-01-01 10:00:00 +0000 UTC",
      "shop:int": "42",
      "shop:legacy": "old",
      "shop:minus": "-3",
      "shop:nothing": "",
      "shop:object": '{"a":[true,"x\\u003cy\\u003e\\u0026é",null,"2024-01-01 00:00:00 +0000 UTC",1,1e+21,0.1],"z":1}',
      "shop:octal": "83",
      "shop:octal2": "15",
      "shop:small": "1e-7",
      "shop:text": "05",
      "shop:under": "1000",
      "shop:yes": "yes",
    });
  });

  it("gives the project's own values where the stack has none, and overrides over both", () => {
    const config =
      "config:\n  aws:region: eu-west-1\n  size: {type: integer, default: 7}\n  zones: {type: array, items: {type: string}, default: [a, b]}\n";
    write({ "Pulumi.yaml": nodejs + config, "Pulumi.dev.yaml": "config: {shop:size: 8}" });
    assert.deepEqual(values(["aws:region=us-east-1", "note=a=b"]), {
      "aws:region": "us-east-1",
      "shop:note": "a=b",
      "shop:size": "8",
      "shop:zones": '["a","b"]',
    });
  });

  // Measured: what a path sets replaces all that the stack has under the key.
  it("takes keys of overrides for paths where asked, as Pulumi reads them", () => {
    write({
      "Pulumi.yaml": nodejs,
      "Pulumi.dev.yaml": "config:\n  shop:db: {user: u, pass: {secure: v1:y}}\n  shop:word: plain\n",
    });
    const set = (...pairs: string[]) => readStackConfiguration(findProject(folder), "dev", pairs, true);
    const { values: found, secretKeys } = set(
      "db.user=true",
      "db.ports[0]=0123",
      "db.ports[1]=12",
      'new["a.b"][0].c=x',
    );
    assert.deepEqual(Object.fromEntries(found), {
      "shop:db": '{"ports":["0123",12],"user":true}',
      "shop:new": '{"a.b":[{"c":"x"}]}',
      "shop:word": "plain",
    });
    assert.deepEqual([...secretKeys], []);
    assert.equal(
      refusal(() => set("db.ports[0]=1", "db.ports[2]=1")),
      '--config db.ports[2]=1: the value so far is {"ports":[1]}, which has no such place.',
    );
    assert.equal(
      refusal(() => set("word=w", "word.a=1")),
      '--config word.a=1: the value so far is "w", which has no such place.',
    );
    assert.equal(
      refusal(() => set("db..a=1")),
      '--config db..a=1: "db..a" is no path. One like key.name[0] is expected.',
    );
  });

  it("leaves open what environments hold", () => {
    write({
      "Pulumi.yaml": `${nodejs}config:\n  size: {type: integer}\n`,
      "Pulumi.dev.yaml": "environment: [shared]\nconfig: {shop:size: 1}\n",
      "Pulumi.live.yaml": "environment: [shared]\n",
    });
    assert.deepEqual(configuration().gaps, [
      {
        kind: "environment",
        message: "The stack takes configuration from environments (Pulumi ESC), which are not read here.",
      },
    ]);
    assert.equal(
      refusal(() => configuration("live")),
      'Stack "live" lacks the configuration shop:size, which HERE/Pulumi.yaml demands. Environments are not read here; --config KEY=VALUE gives a value.',
    );
  });

  it("has any stack where none has a configuration", () => {
    write({ "Pulumi.yaml": `${nodejs}config: {size: {default: 2}}\n` });
    assert.deepEqual(values(), { "shop:size": "2" });
  });

  it("is refused where a list holds values of a wrong type", () => {
    const zones = "config:\n  zones: {type: array, items: {type: array, items: {type: integer}}}\n";
    write({ "Pulumi.yaml": nodejs + zones, "Pulumi.dev.yaml": 'config: {shop:zones: [[1, "2"], []]}' });
    assert.deepEqual(values(), { "shop:zones": '[[1,"2"],[]]' });
    write({ "Pulumi.dev.yaml": "config: {shop:zones: [[1], [x]]}" });
    assert.equal(
      refusal(() => configuration()),
      'Stack "dev": shop:zones is "[[1],[\\"x\\"]]". A value of type array<array<integer>> is expected.',
    );
  });

  it("hides what is encrypted, also inside a value, and says so", () => {
    write({
      "Pulumi.yaml": nodejs,
      "Pulumi.dev.yaml":
        "config:\n  shop:key: {secure: v1:x}\n  shop:db: {user: u, pass: {secure: v1:y}}\n  shop:open: {secure: v1:z}\n",
    });
    const { values: found, secretKeys, replacedSecrets, gaps } = configuration("dev", ["open=known"]);
    assert.deepEqual(Object.fromEntries(found), {
      "shop:db": '{"pass":"[unknown]","user":"u"}',
      "shop:key": "[unknown]",
      "shop:open": "known",
    });
    assert.deepEqual([...secretKeys].sort(), ["shop:db", "shop:key"]);
    assert.deepEqual(replacedSecrets, ["known"]);
    assert.deepEqual(
      gaps.map(({ message }) => message.split(" ")[0]),
      ["shop:key", "shop:db"],
    );
  });

  it("is refused where configuration is missing, of a wrong type or no key", () => {
    const declared = "config:\n  size: {type: integer}\n  name: {type: string}\n";
    write({ "Pulumi.yaml": nodejs + declared, "Pulumi.dev.yaml": "" });
    assert.equal(
      refusal(() => configuration()),
      'Stack "dev" lacks the configuration shop:name, shop:size, which HERE/Pulumi.yaml demands.',
    );
    write({ "Pulumi.dev.yaml": "config: {shop:size: much, shop:name: n}" });
    assert.equal(
      refusal(() => configuration()),
      'Stack "dev": shop:size is "much". A value of type integer is expected.',
    );
    assert.equal(
      refusal(() => configuration("dev", ["size"])),
      "--config size: KEY=VALUE is expected.",
    );
    write({ "Pulumi.dev.yaml": "config:\n  a:b:c: 1\n" });
    assert.equal(
      refusal(() => configuration()),
      'HERE/Pulumi.dev.yaml: "a:b:c" is no configuration key. NAMESPACE:NAME is expected.',
    );
  });
});
