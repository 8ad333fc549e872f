import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readEvent } from "../../preview/pulumi/events";
import type { EngineEvent, PolicyEvent } from "../../preview/pulumi/events";
import { auditState } from "../../preview/state";
import { temporaryProject } from "../support/project";
import { needsPulumi } from "../support/pulumi";
import { decrypted, encrypted, exportOf, resource, stackUrn, urn } from "../support/state";

const repository = path.join(__dirname, "..", "..");

const east = urn("pulumi:providers:aws", "east");
const edge = urn("shop:index:Edge", "edge");
const groupType = "aws:ec2/securityGroup:SecurityGroup";
const group = urn(`shop:index:Edge$${groupType}`, "edge");
const special = (kind: string, fields: object) => ({ "4dabf18193072939515e22adb298388d": kind, ...fields });
const asset = (text: string) => special("c44067f5952c0a294b673a41bacd8c17", { hash: "a1", text });
const archive = (fields: object) => special("0def7320c3a5731c473e5ecbe6d01bc7", { hash: "a2", ...fields });
const reference = (fields: object) => special("5cf8f73096256a8f31e491e813e4eb8e", fields);

/** Everything that a state can hold, and resources for every way in which a pack can judge. */
const state = exportOf(
  [
    {
      urn: east,
      custom: true,
      id: "0c0ffee0-0000-4000-8000-000000000001",
      type: "pulumi:providers:aws",
      inputs: { __internal: { pluginDownloadURL: "x" }, defaultTags: '{"tags":{"a":"b"}}', secretKey: encrypted },
      outputs: { region: "us-east-1" },
      parent: stackUrn,
    },
    { urn: edge, custom: false, type: "shop:index:Edge", inputs: { size: 3 }, outputs: { at: "x" }, parent: stackUrn },
    resource(
      groupType,
      "edge",
      { __defaults: ["name"], description: "x", name: "edge-1", tags: null },
      {
        urn: group,
        parent: edge,
        // As the provider shows rules of their own after a refresh.
        outputs: {
          __meta: "{}",
          id: "sg-1",
          ingress: [{ __defaults: [], fromPort: 22, toPort: 22, protocol: "tcp", cidrBlocks: ["0.0.0.0/0"] }],
        },
        protect: true,
        dependencies: [edge, urn("aws:ec2/vpc:Vpc", "gone")],
        propertyDependencies: { description: [edge], name: [], tags: null },
        customTimeouts: { create: 600, delete: 30 },
        aliases: [urn(groupType, "old")],
        additionalSecretOutputs: ["arn"],
        ignoreChanges: ["tags", "ingress[0]"],
      },
    ),
    resource(
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      "ssh",
      { securityGroupId: "sg-1", cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 22, toPort: 22 },
      { propertyDependencies: { securityGroupId: [group] }, dependencies: [group] },
    ),
    resource(
      "aws:rds/instance:Instance",
      "messages",
      {
        password: encrypted,
        port: decrypted(3306),
        list: [encrypted, { deep: decrypted(["x", null]) }],
        engine: "mysql",
      },
      { provider: `${east}::0c0ffee0-0000-4000-8000-000000000001` },
    ),
    resource("aws:s3/bucketObject:BucketObject", "files", {
      source: asset("hello"),
      archives: [archive({ path: "./x" }), archive({ assets: { "a.txt": asset("a"), d: archive({ uri: "u" }) } })],
      references: [reference({ urn: edge }), reference({ urn: group, id: "sg-1" }), reference({ urn: group, id: "" })],
      unknown: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
      numbers: [1.5, 12345678901234567890, -0, 1e-7],
      empty: [null, [], {}, ""],
    }),
    resource("aws:ec2/vpc:Vpc", "read", { cidrBlock: "10.0.0.0/16" }, { external: true }),
    resource("aws:kms/key:Key", "old", { description: "old" }, { delete: true }),
    resource("aws:kms/key:Key", "old", { description: "new" }, { pendingReplacement: true }),
    resource("kubernetes:core/v1:ConfigMap", "no-provider", {}, { provider: undefined, inputs: undefined }),
    ...["advised", "blocked", "lowered", "twice", "talkative", "remedied", "stack-blocked"].map((name) =>
      resource("aws:s3/bucket:Bucket", name, { tags: { hidden: encrypted }, forceDestroy: false }),
    ),
    resource("aws:s3/bucket:Bucket", "remedied-in-vain", { forceDestroy: true }),
    resource("aws:sqs/queue:Queue", "typed", { messageRetentionSeconds: 60 }),
  ],
  { pending_operations: [{ type: "creating", resource: resource("aws:kms/key:Key", "unfinished") }] },
);

const packs = ["test/support/dump-pack", "test/support/verdict-pack", "policy-pack"].map((folder) =>
  path.join(repository, folder),
);

const dumpTo = (file: string) => ({
  "dump-resource": { file },
  "dump-stack": { file },
  "dump-secrets": { enforcementLevel: "remediate", file },
});

describe("an audit and `pulumi policy analyze`", function () {
  this.timeout(120_000);
  before(needsPulumi);

  let folder: string;
  let ours: Awaited<ReturnType<typeof auditState>>;
  let theirs: readonly AnalyzeEvent[];
  const views = (by: string) =>
    readFileSync(path.join(folder, by), "utf8")
      .split("\n")
      .filter((line) => line !== "");

  before(async function () {
    folder = temporaryProject({
      "state.json": JSON.stringify(state),
      "none.json": "{}",
      "key-rotation.json": '{"key-rotation":"remediate"}',
    });
    writeFileSync(path.join(folder, "dump.json"), JSON.stringify(dumpTo(path.join(folder, "theirs"))));
    const file = path.join(folder, "state.json");
    theirs = analyze(folder, file);
    ours = await auditState({
      file,
      policyPacks: packs,
      policyConfig: { ...dumpTo(path.join(folder, "ours")), "key-rotation": "remediate" },
      config: [],
      timeoutSeconds: 60,
    });
  });

  it("show policies the same", () => {
    assert.deepEqual(views("ours"), views("theirs"));
    assert.equal(views("ours").length, 3 * 20);
  });

  it("report the same violations", () => {
    const reported = theirs.flatMap(({ policyEvent }) => policyEvent ?? []);
    const urns = new Set(ours.resources.map((each) => each.urn));
    const expected = reported.map(
      ({ policyPackName, policyName, resourceUrn, message, enforcementLevel, severity }) => [
        policyPackName,
        policyName,
        // Where a policy names no resource of the stack, previews show its finding on the stack, and so does an audit.
        urns.has(resourceUrn) ? resourceUrn : stackUrn,
        enforcementLevel,
        severity,
        message.replace(/\n$/, ""),
      ],
    );
    const found = ours.diagnostics.map(({ pack, policy, urn: of, level, severity, message }) => [
      pack,
      policy,
      of,
      level,
      severity,
      message,
    ]);
    assert.deepEqual(sorted(found), sorted(expected));
    const count = (pack: string) => found.filter(([of]) => of === pack).length;
    assert.deepEqual([count("dump-pack"), count("verdict-pack"), count("palisade")], [0, 12, 13]);
  });

  it("tell the same remediations, which change nothing", () => {
    const told = theirs.flatMap(({ policyRemediationEvent }) => policyRemediationEvent ?? []);
    assert.deepEqual(
      sorted(ours.remediations.map(({ pack, policy, urn: of }) => [pack, policy, of])),
      sorted(told.map(({ policyPackName, policyName, resourceUrn }) => [policyPackName, policyName, resourceUrn])),
    );
    assert.deepEqual(
      ours.remediations.map(({ urn: of, changed }) => [of.split("::").at(-1), changed]),
      [
        ["old", ["enableKeyRotation"]],
        ["remedied", ["tags.hidden", "tags.owner"]],
        ["remedied-in-vain", ["tags"]],
      ],
    );
  });
});

const sorted = <T>(items: readonly T[]): T[] =>
  items.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

/** What Pulumi reports without a deployment too. */
interface AnalyzeEvent extends EngineEvent {
  readonly policyRemediationEvent?: Pick<PolicyEvent, "policyPackName" | "policyName" | "resourceUrn">;
}

function analyze(folder: string, file: string): readonly AnalyzeEvent[] {
  const [dump = "", verdict = "", own = ""] = packs;
  const { stdout, stderr } = spawnSync(
    "pulumi",
    [
      ...["policy", "analyze", "--file", file, "--json", "--non-interactive"],
      ...["--policy-pack", dump, "--policy-pack-config", path.join(folder, "dump.json")],
      ...["--policy-pack", verdict, "--policy-pack-config", path.join(folder, "none.json")],
      ...["--policy-pack", own, "--policy-pack-config", path.join(folder, "key-rotation.json")],
    ],
    {
      cwd: repository,
      encoding: "utf8",
      maxBuffer: 64 << 20,
      env: { ...process.env, PULUMI_HOME: path.join(folder, "home"), PULUMI_SKIP_UPDATE_CHECK: "true" },
    },
  );
  assert.match(stderr, /analyzing with secret values redacted/);
  assert.ok(existsSync(path.join(folder, "theirs")), stderr);
  return stdout.split("\n").flatMap((line) => readEvent(line) ?? []);
}
