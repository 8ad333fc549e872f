import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onPath } from "../../preview/pulumi/command";
import { exportOf, resource } from "../support/state";
import { type Command, type Cost, measure } from "./measure";

const repository = path.join(__dirname, "..", "..");
const cli = path.join(repository, "dist", "cli.js");
const emptyPack = path.join(__dirname, "..", "support", "empty-pack");

/** The marks to pass. */
const mostPackToEmptyPack = 1.15;
const leastPulumiToEmbedded = 3;

const preview = (...args: readonly string[]): Command => ({
  args: [cli, "preview", ...args],
  workingDirectory: repository,
  accepted: [0],
});

/** What a blocked preview takes is counted too. */
const manyResources = (count: number): Command => ({
  args: [cli, "preview", "--format", "json", "--config", `count=${count}`],
  workingDirectory: path.join(__dirname, "many-resources"),
  accepted: [0, 1],
});

/**
 * Median costs of commands, which take turns, so that what else the machine does falls on all alike. One more run of each
 * comes first and is not counted: it warms the disk's cache.
 */
async function compare<Name extends string>(
  commands: Record<Name, Command>,
  rounds: number,
): Promise<Record<Name, Cost>> {
  const names = Object.keys(commands) as Name[];
  const costs = Object.fromEntries(names.map((name) => [name, [] as Cost[]])) as Record<Name, Cost[]>;
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const cost = await measure(commands[name]);
      if (round > 0) {
        costs[name].push(cost);
      }
    }
  }
  return Object.fromEntries(names.map((name) => [name, medianCost(costs[name])])) as Record<Name, Cost>;
}

const medianCost = (costs: readonly Cost[]): Cost => ({
  seconds: median(costs.map(({ seconds }) => seconds)),
  cpuSeconds: median(costs.map(({ cpuSeconds }) => cpuSeconds ?? NaN)),
  memory: median(costs.map(({ memory }) => memory ?? NaN)),
});

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

const columns = [38, 9, 11, 16, 9];

const row = (...cells: readonly string[]): void =>
  console.log(
    cells.map((cell, index) => (index === 0 ? cell.padEnd : cell.padStart).call(cell, columns[index] ?? 0)).join(""),
  );

function costRow(name: string, { seconds, cpuSeconds = NaN, memory = NaN }: Cost, cpuMilliseconds?: number): void {
  const each = cpuMilliseconds === undefined ? "" : cpuMilliseconds.toFixed(2);
  row(name, seconds.toFixed(2), cpuSeconds.toFixed(2), each, memory.toFixed(0));
}

async function packs(): Promise<void> {
  const costs = await compare(
    { help: { ...preview("--help") }, empty: preview("im-prod", "--policy-pack", emptyPack), own: preview("im-prod") },
    5,
  );
  costRow("palisade preview --help", costs.help);
  costRow("im-prod, empty pack", costs.empty);
  costRow("im-prod, palisade's pack", costs.own);
  const ratio = (costs.own.seconds / costs.empty.seconds).toFixed(2);
  console.log(`  pack : empty pack = ${ratio} (at most ${mostPackToEmptyPack})`);
}

async function engines(): Promise<void> {
  if (onPath("pulumi", process.env) === undefined) {
    console.log("im-prod on Pulumi's engine: there is no pulumi on the PATH");
    return;
  }
  const costs = await compare({ embedded: preview("im-prod"), pulumi: preview("im-prod", "--engine", "pulumi") }, 3);
  costRow("im-prod, embedded", costs.embedded);
  costRow("im-prod on Pulumi's engine, warm", costs.pulumi);
  const ratio = costs.pulumi.seconds / costs.embedded.seconds;
  console.log(`  embedded : Pulumi's engine = 1 : ${ratio.toFixed(1)} (at least 1 : ${leastPulumiToEmbedded})`);
}

async function scale(): Promise<void> {
  const start = await compare({ one: manyResources(1) }, 3);
  costRow("1 resource", start.one);
  for (const count of [100, 1000, 5000]) {
    const cost = await measure(manyResources(count));
    costRow(`${count} resources`, cost, perResource(cost, start.one, count - 1));
  }
}

/** Kinds of resources as their state holds them, in turn. */
const kinds: readonly ((name: string) => object)[] = [
  (name) => resource("aws:s3/bucket:Bucket", name, { bucket: name, tags: { team: "messages" } }),
  (name) => {
    const ingress = [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/8"] }];
    return resource("aws:ec2/securityGroup:SecurityGroup", name, { vpcId: "vpc-1", ingress });
  },
  (name) => resource("aws:sqs/queue:Queue", name, { messageRetentionSeconds: 86400 }),
  (name) => resource("aws:kms/key:Key", name, { enableKeyRotation: true }),
  (name) => resource("aws:rds/instance:Instance", name, { storageEncrypted: true, backupRetentionPeriod: 35 }),
];

/** Judging a state runs no program. With an empty pack it still reads the state and hands every resource to the pack. */
async function judgement(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "palisade-bench-"));
  const audit = (count: number, ...args: readonly string[]): Command => {
    const file = path.join(folder, `${count}.json`);
    const resources = Array.from(
      { length: count },
      (_, index) => kinds[index % kinds.length]?.(`resource-${index}`) ?? {},
    );
    writeFileSync(file, JSON.stringify(exportOf(resources)));
    return { args: [cli, "audit", file, "--format", "json", ...args], workingDirectory: folder, accepted: [0, 1] };
  };
  try {
    const [few, many] = [10, 5000];
    const empty = audit(many, "--policy-pack", emptyPack);
    const costs = await compare({ few: audit(few), empty, many: audit(many) }, 3);
    costRow(`audit of ${few} resources`, costs.few);
    costRow(`audit of ${many}, empty pack`, costs.empty, perResource(costs.empty, costs.few, many - few));
    costRow(`audit of ${many}, palisade's pack`, costs.many, perResource(costs.many, costs.few, many - few));
    const policies = perResource(costs.many, costs.empty, many) * 1000;
    console.log(`  judgement by the policies = ${policies.toFixed(0)} µs a resource`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const perResource = (more: Cost, less: Cost, resources: number): number =>
  (((more.cpuSeconds ?? NaN) - (less.cpuSeconds ?? NaN)) / resources) * 1000;

async function main(): Promise<void> {
  row("", "seconds", "CPU s", "CPU ms/resource", "peak MB");
  await packs();
  await engines();
  await scale();
  await judgement();
}

void main();
