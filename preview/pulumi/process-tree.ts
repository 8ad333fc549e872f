import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

interface Entry {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** Known on Linux alone. */
  readonly session?: number;
}

/**
 * Ends a process that was started detached, and all that it started. Pulumi gives each plugin a process group of its own, so
 * ending one group is not enough; and where it has ended already, what it left behind is known by its session. Synchronous,
 * so that it also works while this process ends.
 */
export function killTree(root: number): void {
  if (process.platform === "win32") {
    spawnSync("taskkill", ["/pid", String(root), "/t", "/f"]);
    return;
  }
  const groups = new Set([root]);
  const all = processes();
  for (const { pid, group } of [...descendants(root, all), ...all.filter(({ session }) => session === root)]) {
    groups.add(group);
    if (pid !== process.pid) {
      kill(pid);
    }
  }
  // That of the root last, as it may be our own.
  [...groups].reverse().forEach((group) => kill(-group));
}

function descendants(root: number, all: readonly Entry[]): Entry[] {
  const children = all.filter(({ parent }) => parent === root);
  return [...children, ...children.flatMap(({ pid }) => descendants(pid, all))];
}

function kill(target: number): void {
  try {
    process.kill(target, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

function processes(): Entry[] {
  return process.platform === "linux" ? fromProc() : fromPs();
}

/** Small images of Linux have no `ps`. */
function fromProc(): Entry[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = readIfThere(`/proc/${name}/stat`);
      // The name of the command comes before, in brackets, and may itself hold brackets and spaces.
      const [, parent, group, session] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return stat === ""
        ? []
        : [{ pid: Number(name), parent: Number(parent), group: Number(group), session: Number(session) }];
    });
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function fromPs(): Entry[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid=,pgid="], { encoding: "utf8" });
  return stdout
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [pid, parent, group] = line.trim().split(/\s+/).map(Number);
      return { pid: pid ?? 0, parent: parent ?? 0, group: group ?? 0 };
    });
}
