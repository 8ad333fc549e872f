import { spawnSync } from "node:child_process";
import path from "node:path";

/** How often each command runs. One more run of each comes first and is not counted: it warms the disk's cache. */
const rounds = 5;

const repository = path.join(__dirname, "..", "..");
const cli = path.join(repository, "dist", "cli.js");
const emptyPack = path.join(__dirname, "empty-pack");

const commands = {
  "start (palisade --help)": ["--help"],
  "im-prod, empty pack": ["preview", "im-prod", "--policy-pack", emptyPack],
  "im-prod, palisade's pack": ["preview", "im-prod"],
} as const;

type Name = keyof typeof commands;

/** Seconds on the clock; the rounds take turns, so that what else the machine does falls on all alike. */
function measure(): Record<Name, number> {
  const names = Object.keys(commands) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const seconds = run(commands[name]);
      if (round > 0) {
        times[name].push(seconds);
      }
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times[name])])) as Record<Name, number>;
}

function run(args: readonly string[]): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [cli, ...args], { cwd: repository, encoding: "utf8" });
  if (status !== 0) {
    throw new Error(`palisade ${args.join(" ")} exited with ${String(status)}: ${stderr}`);
  }
  return (performance.now() - started) / 1000;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

const seconds = measure();
for (const [name, value] of Object.entries(seconds)) {
  console.log(`${name.padEnd(28)} ${value.toFixed(2)} s`);
}
const ratio = seconds["im-prod, palisade's pack"] / seconds["im-prod, empty pack"];
console.log(`${"pack : empty pack".padEnd(28)} ${ratio.toFixed(2)}`);
