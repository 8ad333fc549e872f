import { spawnSync } from "node:child_process";
import path from "node:path";

const repository = path.join(__dirname, "..", "..");

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command as a user does. @param options where, with what environment beside the present one, and what input */
export function palisade(
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>>; readonly input?: string } = {},
): Outcome {
  const { cwd = repository, env, input = "" } = options;
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    [path.join(repository, "dist", "cli.js"), ...args],
    { cwd, input, env: { ...process.env, NO_COLOR: "1", ...env }, encoding: "utf8", maxBuffer: 64 << 20 },
  );
  if (error) {
    throw error;
  }
  return { status, stdout, stderr };
}
