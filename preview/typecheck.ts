import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { builtFile } from "./built-file";
import { launch } from "./process/child";
import { findEntry } from "./process/entry";
import { isTypeScript } from "./process/transpile";
import type { Project } from "./project";
import type { Run } from "./run";
import { UsageError } from "./usage-error";

/**
 * A run with the type errors of its program, which fail it. They are looked for meanwhile, with the compiler that is installed
 * beside the program, under its tsconfig.json; a program that is no TypeScript has none.
 * @throws UsageError where there is no compiler.
 */
export async function withTypeErrors(running: Promise<Run>, project: Project): Promise<Run> {
  const end = new AbortController();
  try {
    const [run, errors] = await Promise.all([running, typeErrors(project, end.signal)]);
    const log = errors.map((message) => ({ severity: "error" as const, message }));
    return errors.length === 0 ? run : { ...run, log: [...run.log, ...log], outcome: "program failed" };
  } finally {
    end.abort();
  }
}

/** An error each: `file:line:column TSxxxx message`. */
async function typeErrors(project: Project, end: AbortSignal): Promise<readonly string[]> {
  const { root, workingDirectory, runtime } = project;
  const { file } = findEntry(project);
  if (!isTypeScript(file)) {
    return [];
  }
  const tsconfig = path.resolve(workingDirectory, runtime.tsconfig ?? "tsconfig.json");
  const printed: { readonly stdout: string[]; readonly stderr: string[] } = { stdout: [], stderr: [] };
  const { exited } = launch({
    command: [
      builtFile("typecheck.js"),
      findCompiler(workingDirectory),
      root,
      file,
      ...(existsSync(tsconfig) ? [tsconfig] : []),
    ],
    workingDirectory,
    environment: {},
    end,
    onOutput: (line, stream) => printed[stream].push(line),
  });
  const { code } = await exited;
  if (code === 0 || end.aborted) {
    return printed.stdout;
  }
  throw new Error(`The types could not be checked: ${printed.stderr.join("\n")}`);
}

function findCompiler(folder: string): string {
  const { resolve } = createRequire(path.join(folder, "package.json"));
  let compiler: string;
  let manifest: string;
  try {
    [compiler, manifest] = [resolve("typescript"), resolve("typescript/package.json")];
  } catch {
    throw new UsageError(`--typecheck needs the package typescript, which is not installed at or above ${folder}.`);
  }
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  if (Number.parseInt(version) >= firstWithoutInterface) {
    throw new UsageError(
      `--typecheck: TypeScript ${version} cannot be asked by a program. One of the versions 4 to 6 is expected.`,
    );
  }
  return compiler;
}

const firstWithoutInterface = 7;
