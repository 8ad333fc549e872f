import assert from "node:assert/strict";
import { readState } from "../../../preview/state/state";
import type { Wire } from "../../../preview/wire";
import { UsageError } from "../../../preview/usage-error";
import { decrypted, deploymentOf, encrypted, exportOf, resource, stack, stackUrn, urn } from "../../support/state";

const read = (content: unknown) => readState({ name: "state.json", content: content as Wire });

const key = resource("aws:kms/key:Key", "key", { enableKeyRotation: true });

const secretOf = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

describe("a state", () => {
  it("is what the stack exports", () => {
    const { place, resources, gaps } = read(exportOf([key]));
    assert.deepEqual(place, { project: "shop", stack: "prod" });
    assert.deepEqual(
      resources.map(({ name }) => name),
      ["shop-prod", "default_7_48_0", "key"],
    );
    assert.deepEqual(gaps, []);
  });

  it("is a checkpoint of the file backend, in either version", () => {
    const checkpoint = { stack: "organization/shop/prod", latest: deploymentOf([key]) };
    const { resources } = read(exportOf([key]));
    assert.deepEqual(read({ version: 3, checkpoint }).resources, resources);
    assert.deepEqual(read({ version: 4, features: ["taint"], checkpoint }).resources, resources);
  });

  it("may be empty, and is named where it says a name", () => {
    const { manifest } = deploymentOf([]);
    assert.deepEqual(read({ version: 3, deployment: { manifest } }), {
      place: { project: "unknown", stack: "unknown" },
      resources: [],
      gaps: [],
    });
    assert.deepEqual(read({ version: 3, deployment: null }).resources, []);
    assert.deepEqual(read({ version: 3, checkpoint: { stack: "organization/shop/prod" } }).place, {
      project: "shop",
      stack: "prod",
    });
  });

  it("keeps what a resource is made of", () => {
    const component = { urn: urn("shop:index:Edge", "edge"), custom: false, type: "shop:index:Edge", parent: stackUrn };
    const child = resource(
      "aws:kms/key:Key",
      "key",
      { policy: "{}", tags: { a: "b" } },
      {
        urn: urn("shop:index:Edge$aws:kms/key:Key", "key"),
        parent: component.urn,
        protect: true,
        dependencies: [stackUrn],
        propertyDependencies: { policy: [stackUrn], tags: null },
        ignoreChanges: ["tags"],
        additionalSecretOutputs: ["arn"],
        aliases: [urn("aws:kms/key:Key", "old")],
        customTimeouts: { create: 600 },
        sourcePosition: "project:///node_modules/acme/key.js#3,4",
        stackTrace: [
          { sourcePosition: "project:///../shared/key.js#3,4" },
          { sourcePosition: "project:///infra/my%20keys.ts#12,5" },
        ],
      },
    );
    assert.deepEqual(read(exportOf([component, child])).resources.at(-1), {
      urn: "urn:pulumi:prod::shop::shop:index:Edge$aws:kms/key:Key::key",
      type: "aws:kms/key:Key",
      name: "key",
      inputs: { policy: "{}", tags: { a: "b" } },
      outputs: { policy: "{}", tags: { a: "b" }, id: "key-id" },
      parent: component.urn,
      provider: "urn:pulumi:prod::shop::pulumi:providers:aws::default_7_48_0::0c0ffee0-0000-4000-8000-000000000000",
      protect: true,
      dependencies: [stackUrn],
      propertyDependencies: new Map([
        ["policy", [stackUrn]],
        ["tags", []],
      ]),
      ignoreChanges: ["tags"],
      additionalSecretOutputs: ["arn"],
      aliases: [urn("aws:kms/key:Key", "old")],
      customTimeouts: { create: 600, update: 0, delete: 0 },
      location: { file: "infra/my keys.ts", line: 12, column: 5 },
    });
  });

  it("shows secrets as secrets, encrypted ones by a placeholder and in a gap", () => {
    const inputs = { list: [encrypted, "a"], plain: decrypted({ a: [1], b: decrypted("inner") }), "o'd": encrypted };
    const { resources, gaps } = read(exportOf([resource("aws:rds/instance:Instance", "db", inputs)]));
    assert.deepEqual(resources.at(-1)?.inputs, {
      list: [secretOf("[secret]"), "a"],
      plain: secretOf({ a: [1], b: secretOf("inner") }),
      "o'd": secretOf("[secret]"),
    });
    assert.deepEqual(gaps, [
      {
        kind: "encrypted secret",
        urn: urn("aws:rds/instance:Instance", "db"),
        message:
          'db (aws:rds/instance:Instance): list[0], ["o\'d"] are encrypted, and policies saw a placeholder for them.',
      },
    ]);
  });

  it("says what an update has left unfinished", () => {
    const old = resource("aws:kms/key:Key", "key", {}, { delete: true });
    const replaced = resource("aws:kms/key:Key", "other", {}, { pendingReplacement: true });
    const operations = ["creating", "reading"].map((type) => ({
      type,
      resource: resource("aws:kms/key:Key", `${type}-key`),
    }));
    const { resources, gaps } = read(exportOf([old, key, replaced], { pending_operations: operations }));
    assert.deepEqual(
      resources.map(({ name }) => name),
      ["shop-prod", "default_7_48_0", "key", "other"],
    );
    assert.deepEqual(
      gaps.map(({ kind, message }) => [kind, message]),
      [
        ["pending deletion", "key (aws:kms/key:Key) awaits its deletion, and was not judged."],
        ["pending replacement", "other (aws:kms/key:Key) is deleted, and awaits to be created anew."],
        [
          "pending operation",
          "creating-key (aws:kms/key:Key) was being created when an update was interrupted; how that ended is not known.",
        ],
        [
          "pending operation",
          "reading-key (aws:kms/key:Key) was being read when an update was interrupted; how that ended is not known.",
        ],
      ],
    );
  });

  it("says which features of newer versions it makes use of", () => {
    const { gaps } = read({ ...exportOf([key]), version: 4, features: ["views", "wings"] });
    assert.deepEqual(gaps, [
      {
        kind: "unknown feature",
        message:
          'The state makes use of "wings", which is newer than what is known here; what it means was passed over.',
      },
    ]);
  });
});

const damaged = (rest: object) => exportOf([{ ...key, ...rest }]);
const canary = "canary-3b1f";

const refusals: Readonly<Record<string, readonly [content: unknown, message: string]>> = {
  "no object": [[], 'the whole is a list. The output of "pulumi stack export" is expected.'],
  "something else": [{ name: "shop" }, 'deployment is missing. The output of "pulumi stack export" is expected.'],
  "a state of Terraform": [
    { version: 4, terraform_version: "1.9.0", resources: [] },
    'this is Terraform\'s state, and the output of "pulumi stack export" is expected.',
  ],
  "a result of ours": [
    { schemaVersion: "1.0.0", resources: [], findings: [] },
    'this is a result of palisade, and the output of "pulumi stack export" is expected.',
  ],
  "the plan of a preview": [
    { steps: [], changeSummary: {} },
    'this is the output of "pulumi preview --json", and the output of "pulumi stack export" is expected.',
  ],
  "a deployment alone": [
    deploymentOf([key]),
    'this is the deployment alone, without the version around it, and the output of "pulumi stack export" is expected.',
  ],
  "another version": [{ ...exportOf([]), version: 2 }, "version is 2. A state of version 3 or 4 is expected."],
  "a version that is no number": [{ ...exportOf([]), version: "3" }, 'version is "3". A number is expected.'],
  "resources that are no list": [
    { version: 3, deployment: { resources: {} } },
    "deployment.resources is an object. A list is expected.",
  ],
  "a resource that is none": [
    { version: 3, checkpoint: { latest: { resources: ["key"] } } },
    'checkpoint.latest.resources[0] is "key". An object is expected.',
  ],
  "no URN": [damaged({ urn: undefined }), "deployment.resources[2].urn is missing. A text is expected."],
  "a broken URN": [
    damaged({ urn: "urn:pulumi:prod::shop" }),
    'deployment.resources[2].urn is "urn:pulumi:prod::shop". A URN of Pulumi, urn:pulumi:<stack>::<project>::<type>::<name>, is expected.',
  ],
  "the URN of another type": [
    damaged({ type: "aws:kms/alias:Alias" }),
    'deployment.resources[2].type is "aws:kms/alias:Alias". The type of the URN, aws:kms/key:Key, is expected.',
  ],
  "a resource of another stack": [
    damaged({ urn: "urn:pulumi:dev::shop::aws:kms/key:Key::key" }),
    'deployment.resources[2].urn is "urn:pulumi:dev::shop::aws:kms/key:Key::key". A resource of stack prod of project shop, as the first one is, is expected.',
  ],
  "a resource that is there twice": [
    exportOf([key, key]),
    `deployment.resources[3].urn is ${key.urn}, which is the URN of deployment.resources[2] too.`,
  ],
  "a property of another kind": [
    damaged({ protect: "yes" }),
    'deployment.resources[2].protect is "yes". True or false is expected.',
  ],
  "a broken dependency": [
    damaged({ propertyDependencies: { policy: [stackUrn, 3] } }),
    "deployment.resources[2].propertyDependencies.policy[1] is 3. A text is expected.",
  ],
  "inputs that are none": [damaged({ inputs: [] }), "deployment.resources[2].inputs is a list. An object is expected."],
  "a secret without a value": [
    damaged({ inputs: { a: [{ ...encrypted, ciphertext: undefined }] } }),
    'deployment.resources[2].inputs.a[0] is a secret that has neither "ciphertext" nor "plaintext".',
  ],
  "a secret that is no JSON": [
    damaged({ outputs: { a: { ...decrypted(""), plaintext: canary } } }),
    "deployment.resources[2].outputs.a is a secret whose plaintext is not valid JSON.",
  ],
  "properties without end": [
    damaged({ inputs: { a: JSON.parse("[".repeat(600) + "]".repeat(600)) as unknown } }),
    `deployment.resources[2].inputs.a${"[0]".repeat(500)} is nested more than 500 levels deep.`,
  ],
  "an unknown special value": [
    damaged({ inputs: { a: { "4dabf18193072939515e22adb298388d": canary } } }),
    "deployment.resources[2].inputs.a is a special value of a kind that Pulumi keeps in no state.",
  ],
};

describe("a file that is no state", () => {
  for (const [what, [content, message]] of Object.entries(refusals)) {
    it(`is refused for ${what}`, () => {
      assert.throws(
        () => read(JSON.parse(JSON.stringify(content))),
        (error) => error instanceof UsageError && assert.equal(error.message, `state.json: ${message}`) === undefined,
      );
    });
  }

  it("is not refused for what it lacks", () => {
    const bare = { urn: key.urn, type: key.type, inputs: null, parent: null, dependencies: null };
    assert.deepEqual(read(exportOf([bare])).resources.at(-1)?.inputs, {});
    assert.deepEqual(read({ version: 3, deployment: { resources: [stack] } }).gaps, []);
  });
});
