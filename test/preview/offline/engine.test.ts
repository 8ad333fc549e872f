import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { writePluginArchive } from "../../../preview/offline/plugin-archive";

const run = promisify(execFile);

const packages = [
  { name: "aws", version: "7.48.0" },
  { name: "kubernetes", version: "4.34.2" },
  { name: "tls", version: "5.6.1" },
];

const program = `
const aws = require("@pulumi/aws");
const kubernetes = require("@pulumi/kubernetes");
const tls = require("@pulumi/tls");
const vpc = new aws.ec2.Vpc("main", { cidrBlock: "10.0.0.0/16" });
new aws.ec2.SecurityGroup("web", { vpcId: vpc.id, ingress: [{ protocol: "tcp", fromPort: "22", toPort: 22 }] });
const elsewhere = new aws.Provider("elsewhere", { region: "us-east-1", defaultTags: { tags: { env: "prod" } } });
new aws.s3.Bucket("Logs", {}, { provider: elsewhere });
const caller = aws.getCallerIdentityOutput();
new aws.sqs.Queue("jobs", { policy: caller.accountId.apply((account) => "of " + account) });
const other = aws.ec2.Vpc.get("other", "vpc-1");
new kubernetes.core.v1.ConfigMap("cm", { data: { cidr: other.cidrBlock } });
const key = new tls.PrivateKey("key", { algorithm: "RSA" });
exports.suffix = aws.getPartitionOutput().dnsSuffix;
exports.pem = key.publicKeyPem;
`;

interface Step {
  readonly op: string;
  readonly urn: string;
  readonly newState?: { readonly inputs?: Record<string, unknown> };
}

describe("The offline provider under Pulumi's own engine", function () {
  this.timeout(120_000);
  let folder: string;
  let environment: NodeJS.ProcessEnv;

  before(async function () {
    try {
      await run("pulumi", ["version"]);
    } catch {
      this.skip();
    }
    folder = await mkdtemp(join(tmpdir(), "palisade-offline-"));
    const [server, preload] = [join(folder, "provider.js"), join(folder, "preload.js")];
    const options = { bundle: true, platform: "node", target: "node20", logLevel: "error" } as const;
    await build({ entryPoints: ["preview/offline/serve.ts"], outfile: server, ...options });
    await build({ entryPoints: ["preview/offline/program-preload.ts"], outfile: preload, ...options });
    await mkdir(join(folder, "state"));
    await mkdir(join(folder, "program"));
    await symlink(join(process.cwd(), "node_modules"), join(folder, "program", "node_modules"));
    const project = "name: app\nruntime: { name: nodejs, options: { typescript: false } }\n";
    await writeFile(join(folder, "program", "Pulumi.yaml"), `${project}config: { aws:region: eu-central-1 }\n`);
    await writeFile(join(folder, "program", "package.json"), '{ "name": "app", "main": "index.js" }');
    await writeFile(join(folder, "program", "index.js"), program);
    environment = {
      ...process.env,
      PULUMI_HOME: join(folder, "home"),
      PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "x",
      PULUMI_SKIP_UPDATE_CHECK: "1",
      NODE_OPTIONS: `--require ${preload}`,
    };
    for (const { name, version } of packages) {
      const archive = join(folder, `${name}.tgz`);
      await writePluginArchive({ name, version }, server, archive);
      await pulumi("plugin", "install", "resource", name, version, "--file", archive);
    }
    await pulumi("stack", "init", "dev");
  });

  after(async () => {
    if (folder !== undefined) {
      await rm(folder, { recursive: true });
    }
  });

  const pulumi = (...args: string[]) => run("pulumi", args, { cwd: join(folder, "program"), env: environment });

  it("previews a program with its names, defaults and unknown values", async () => {
    const { stdout } = await pulumi("preview", "--stack", "dev", "--json");
    const { steps } = JSON.parse(stdout) as { steps: Step[] };
    const seen = steps.map(({ op, urn, newState }) => [op, urn.split("::").slice(2).join(" "), newState?.inputs ?? {}]);
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const byName = (a: unknown[], b: unknown[]) => (String(a[1]) < String(b[1]) ? -1 : 1);
    assert.deepEqual(seen.sort(byName), [
      [
        "create",
        "aws:ec2/securityGroup:SecurityGroup web",
        {
          __defaults: ["name", "revokeRulesOnDelete"],
          description: "Managed by Pulumi",
          ingress: [{ __defaults: ["self"], fromPort: 22, protocol: "tcp", self: false, toPort: 22 }],
          name: "web-f07ce6c",
          region: "eu-central-1",
          revokeRulesOnDelete: false,
          tagsAll: {},
          vpcId: unknown,
        },
      ],
      [
        "create",
        "aws:ec2/vpc:Vpc main",
        {
          __defaults: ["enableDnsSupport", "instanceTenancy"],
          cidrBlock: "10.0.0.0/16",
          enableDnsSupport: true,
          instanceTenancy: "default",
          region: "eu-central-1",
          tagsAll: {},
        },
      ],
      ["read", "aws:ec2/vpc:Vpc other", {}],
      [
        "create",
        "aws:s3/bucket:Bucket Logs",
        {
          __defaults: ["bucket", "forceDestroy"],
          bucket: "logs-ea3cd85",
          forceDestroy: false,
          region: "us-east-1",
          tagsAll: { env: "prod" },
        },
      ],
      [
        "create",
        "aws:sqs/queue:Queue jobs",
        {
          __defaults: [
            "contentBasedDeduplication",
            "delaySeconds",
            "fifoQueue",
            "maxMessageSize",
            "messageRetentionSeconds",
            "name",
            "receiveWaitTimeSeconds",
            "visibilityTimeoutSeconds",
          ],
          contentBasedDeduplication: false,
          delaySeconds: 0,
          fifoQueue: false,
          maxMessageSize: 262_144,
          messageRetentionSeconds: 345_600,
          name: "jobs-7056e1f",
          policy: unknown,
          receiveWaitTimeSeconds: 0,
          region: "eu-central-1",
          tagsAll: {},
          visibilityTimeoutSeconds: 30,
        },
      ],
      [
        "create",
        "kubernetes:core/v1:ConfigMap cm",
        {
          apiVersion: "v1",
          data: { cidr: unknown },
          kind: "ConfigMap",
          metadata: {
            annotations: { "pulumi.com/autonamed": "true" },
            name: "cm-ba537b79",
            namespace: "default",
          },
        },
      ],
      [
        "create",
        "pulumi:providers:aws elsewhere",
        {
          __internal: {},
          defaultTags: '{"tags":{"env":"prod"}}',
          region: "us-east-1",
          skipCredentialsValidation: "false",
          skipRegionValidation: "true",
          version: "7.48.0",
        },
      ],
      ["create", "pulumi:pulumi:Stack app-dev", {}],
      ["create", "tls:index/privateKey:PrivateKey key", { algorithm: "RSA" }],
    ]);
  });
});
