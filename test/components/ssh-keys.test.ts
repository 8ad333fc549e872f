import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { Environment, RecoveryTier, SshKeys, type SshKeysArgs } from "../../components";
import { enforcementScript } from "../../components/ssh/enforcement-script";
import { named, ofType, record, type Registered, valueOf } from "../support/mocks";
import { refuses } from "../support/refusal";
import { publicKeys } from "../support/ssh-keys";

const tags = { env: Environment.Production, tier: RecoveryTier.Red, owner: "im-platform" };
const minimal: SshKeysArgs = { hostTags: { "asset-class": "server" }, tags };

const make = (change: Partial<SshKeysArgs> = {}) => record(() => new SshKeys("hosts", { ...minimal, ...change }));

const documentOf = (resources: readonly Registered[]) =>
  JSON.parse(named(resources, "hosts-document").inputs["content"] as string) as {
    readonly schemaVersion: string;
    readonly mainSteps: readonly {
      readonly action: string;
      readonly name: string;
      readonly precondition: unknown;
      readonly inputs: { readonly runCommand: readonly string[]; readonly timeoutSeconds: string };
    }[];
  };

describe("SshKeys", () => {
  it("parents, names and tags everything that it makes, and completes once", async () => {
    const { resources, completed } = await make({ publicKeys: { operations: publicKeys.ed25519 } });
    const { urn, type } = named(resources, "hosts");
    assert.equal(type, "palisade:index:SshKeys");
    const children = resources.filter((resource) => resource.urn !== urn);
    assert.deepEqual(children.map(({ name }) => name).toSorted(), [
      "hosts-association",
      "hosts-document",
      "hosts-key-operations",
    ]);
    for (const { name, parent, inputs } of children) {
      const { Name, env, tier, owner, "asset-class": asset } = inputs["tags"] as Record<string, string>;
      assert.equal(parent, urn, name);
      assert.deepEqual([Name, env, tier, owner, asset], [name, "production", "red", "im-platform", "server"]);
    }
    assert.deepEqual(completed, [urn]);
  });

  it("runs the script that enforces keys on hosts with Linux", async () => {
    const { resources } = await make();
    const { documentType, documentFormat } = named(resources, "hosts-document").inputs;
    assert.deepEqual([documentType, documentFormat], ["Command", "JSON"]);
    const { schemaVersion, mainSteps } = documentOf(resources);
    assert.equal(schemaVersion, "2.2");
    assert.deepEqual(
      mainSteps.map(({ action, name, precondition }) => [action, name, precondition]),
      [["aws:runShellScript", "keysOnly", { StringEquals: ["platformType", "Linux"] }]],
    );
    const [{ inputs } = assert.fail()] = mainSteps;
    assert.equal(inputs.runCommand.join("\n"), enforcementScript(5));
    assert.equal(inputs.timeoutSeconds, "120");
    // Systems Manager would take these for parameters.
    assert.ok(!inputs.runCommand.some((line) => line.includes("{{")));
  });

  it("applies it daily to hosts with the tags, as critically as the protocol says", async () => {
    const { resources } = await make({ hostTags: { "asset-class": "server", env: "production" } });
    const { inputs } = named(resources, "hosts-association");
    assert.equal(inputs["name"], "hosts-document-1a2b3c4");
    assert.deepEqual(inputs["targets"], [
      { key: "tag:asset-class", values: ["server"] },
      { key: "tag:env", values: ["production"] },
    ]);
    assert.equal(inputs["scheduleExpression"], "rate(24 hours)");
    assert.equal(inputs["complianceSeverity"], "CRITICAL");
    assert.equal(inputs["syncCompliance"], "AUTO");
    assert.deepEqual([inputs["maxConcurrency"], inputs["maxErrors"]], ["25%", "50%"]);
  });

  it("applies it more often and lets fewer keys be tried where the program says so", async () => {
    const { resources } = await make({ everyHours: 1, maxAuthTries: 3 });
    assert.equal(named(resources, "hosts-association").inputs["scheduleExpression"], "rate(1 hour)");
    assert.ok(documentOf(resources).mainSteps[0]?.inputs.runCommand.includes("MaxAuthTries 3"));
  });

  it("imports public keys for instances to start with", async () => {
    const { resources, made } = await make({
      publicKeys: { operations: `${publicKeys.ed25519}\n`, deployment: publicKeys.rsa4096, older: publicKeys.rsa3072 },
    });
    assert.equal(named(resources, "hosts-key-operations").inputs["publicKey"], publicKeys.ed25519);
    assert.equal(ofType(resources, aws.ec2.KeyPair).length, 3);
    const names = await Promise.all(
      Object.entries(made.keyNames).map(async ([key, name]) => [key, await valueOf(name)] as const),
    );
    assert.deepEqual(Object.fromEntries(names), {
      operations: "hosts-key-operations-1a2b3c4",
      deployment: "hosts-key-deployment-1a2b3c4",
      older: "hosts-key-older-1a2b3c4",
    });
  });

  it("hands on what it made", async () => {
    const { made, resources } = await make();
    assert.equal(await valueOf(made.documentName), "hosts-document-1a2b3c4");
    assert.equal(await valueOf(made.associationId), "hosts-association-association-id");
    assert.deepEqual(made.keyNames, {});
    assert.deepEqual(ofType(resources, aws.ec2.KeyPair), []);
  });

  it("lets overrides replace properties of a child, with a warning", async () => {
    const { resources, warnings } = await make({ overrides: { association: { maxErrors: "0" } } });
    assert.equal(named(resources, "hosts-association").inputs["maxErrors"], "0");
    assert.deepEqual(warnings, ["hosts-association: overrides set maxErrors; the component does not vouch for this."]);
  });

  const key = (text: string): Partial<SshKeysArgs> => ({ publicKeys: { operations: text } });
  refuses("SshKeys", (change: Partial<SshKeysArgs>) => new SshKeys("hosts", { ...minimal, ...change }), {
    "no hosts at all": {
      change: { hostTags: {} },
      control: "ADM-03",
      message: 'SshKeys "hosts": hostTags is {}; ADM-03 requires 1 to 5 tags that the hosts carry.',
    },
    "more tags than an association takes": {
      change: { hostTags: { a: "1", b: "1", c: "1", d: "1", e: "1", f: "1" } },
      control: "ADM-03",
      message:
        'SshKeys "hosts": hostTags is {"a":"1","b":"1","c":"1","d":"1","e":"1","f":"1"}; ADM-03 requires 1 to 5 tags that ' +
        "the hosts carry.",
    },
    "more tries than the protocol allows": {
      change: { maxAuthTries: 6 },
      control: "IAM-06",
      message: 'SshKeys "hosts": maxAuthTries is 6; IAM-06 requires 1 to 5 whole tries.',
    },
    "no try at all": {
      change: { maxAuthTries: 0 },
      control: "IAM-06",
      message: 'SshKeys "hosts": maxAuthTries is 0; IAM-06 requires 1 to 5 whole tries.',
    },
    "less than daily enforcement": {
      change: { everyHours: 25 },
      control: "ADM-03",
      message: 'SshKeys "hosts": everyHours is 25; ADM-03 requires 1 to 24 whole hours.',
    },
    "parts of an hour": {
      change: { everyHours: 1.5 },
      control: "ADM-03",
      message: 'SshKeys "hosts": everyHours is 1.5; ADM-03 requires 1 to 24 whole hours.',
    },
    "a short RSA key": {
      change: key(publicKeys.rsa2048),
      control: "ADM-03",
      message: 'SshKeys "hosts": publicKeys.operations is 2048; ADM-03 requires at least 3072 bits.',
    },
    "a key of another algorithm": {
      change: key(publicKeys.ecdsa),
      control: "ADM-03",
      message:
        'SshKeys "hosts": publicKeys.operations is "ecdsa-sha2-nistp256"; ADM-03 requires one of algorithms ED25519 or RSA.',
    },
    "a private key, without showing it": {
      change: key("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n-----END OPENSSH PRIVATE KEY-----"),
      control: "ADM-03",
      message:
        'SshKeys "hosts": publicKeys.operations is "(not shown)"; ADM-03 requires one public key as ssh-keygen writes it: ' +
        "ssh-ed25519 AAAA….",
    },
    "a name that cannot be part of another": {
      change: { publicKeys: { "the operators": publicKeys.ed25519 } },
      message:
        'SshKeys "hosts": publicKeys is "the operators"; expected names of at most 63 letters, digits, dots, hyphens and ' +
        "underscores.",
    },
    "a key without a name, which it does not show": {
      change: { publicKeys: publicKeys.ed25519 as unknown as Record<string, string> },
      message: 'SshKeys "hosts": publicKeys is "string"; expected an object.',
    },
    "a list of keys, which it does not show": {
      change: { publicKeys: [publicKeys.ed25519] as unknown as Record<string, string> },
      message: 'SshKeys "hosts": publicKeys is "a list"; expected an object.',
    },
    "a blank owner": {
      change: { tags: { ...tags, owner: "" } },
      control: "SCO-01",
      message: 'SshKeys "hosts": tags.owner is ""; SCO-01 requires the name of a team.',
    },
    "overrides of a child that it does not have": {
      change: { overrides: { key: {} } },
      message: 'SshKeys "hosts": overrides.key is {}; expected a role among document, association, keyPair.',
    },
  });
});
