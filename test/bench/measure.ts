import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** What a command and all that it started took. */
export interface Cost {
  readonly seconds: number;
  /** Of all processes together. Linux only, as is memory. */
  readonly cpuSeconds: number | undefined;
  /** The most that all processes held at one time, in MB. */
  readonly memory: number | undefined;
}

export interface Command {
  /** Arguments of node. */
  readonly args: readonly string[];
  readonly workingDirectory: string;
  /** Exit codes that are no failure. */
  readonly accepted: readonly number[];
}

const samplingMilliseconds = 20;
const clockTicksPerSecond = 100;
const pageBytes = 4096;

/** Runs a command and watches its processes from the outside: what one of them is killed with is counted too. */
export async function measure({ args, workingDirectory, accepted }: Command): Promise<Cost> {
  const started = performance.now();
  const child = spawn(process.execPath, args, { cwd: workingDirectory, stdio: ["ignore", "ignore", "pipe"] });
  const errors: Buffer[] = [];
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  const ticks = new Map<number, number>();
  let memory = 0;
  const sample = (): void => {
    const family = familyOf(child.pid ?? 0);
    family.forEach((member) => ticks.set(member.pid, member.ticks));
    memory = Math.max(memory, sum(family.map((member) => member.pages)) * pageBytes);
  };
  const timer = process.platform === "linux" ? setInterval(sample, samplingMilliseconds) : undefined;
  const status = await new Promise<number | null>((resolve, reject) =>
    child.once("error", reject).once("close", resolve),
  );
  clearInterval(timer);
  if (status === null || !accepted.includes(status)) {
    throw new Error(`node ${args.join(" ")} exited with ${String(status)}: ${Buffer.concat(errors).toString()}`);
  }
  return {
    seconds: (performance.now() - started) / 1000,
    cpuSeconds: timer && sum([...ticks.values()]) / clockTicksPerSecond,
    memory: timer && memory / 1e6,
  };
}

interface Member {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
  readonly pages: number;
}

function familyOf(root: number): Member[] {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap(memberOf);
  const family = all.filter(({ pid }) => pid === root);
  // Grows while it is gone through: children of children follow.
  for (const { pid } of family) {
    family.push(...all.filter(({ parent }) => parent === pid));
  }
  return family;
}

function memberOf(name: string): Member[] {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, "utf8");
    // The name of the command stands before, in brackets. What follows it is the third field of proc(5) and those after.
    const fields = ["", "", "", ...stat.slice(stat.lastIndexOf(")") + 2).split(" ")];
    const field = (number: number) => Number(fields[number]);
    return [{ pid: Number(name), parent: field(4), ticks: field(14) + field(15), pages: field(24) }];
  } catch {
    return [];
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
