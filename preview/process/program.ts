import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { launch } from "./child";
import type { Child, Exit } from "./child";
import { typescriptVariable } from "./preload-variables";
import type { Project } from "../project";
import type { StackConfiguration } from "../stack-configuration";
import { UsageError } from "../usage-error";

export interface ProgramStart {
  readonly project: Project;
  readonly stack: string;
  readonly organization: string;
  readonly configuration: StackConfiguration;
  /** Where both the monitor and the engine are served. */
  readonly address: string;
  readonly end: AbortSignal;
  onOutput(line: string, stream: "stdout" | "stderr"): void;
}

/** The exit code by which a program says that its failure is already logged. */
const failureLogged = 32;

/** The program ended before it was done. */
export class ProgramFailure extends Error {
  /** Whether the program has said why. */
  readonly isLogged: boolean;

  constructor({ code, signal }: Exit) {
    super(
      code === 0
        ? "The program ended itself (process.exit) before it was done."
        : `The program ended with ${signal ?? `exit code ${code}`}.`,
    );
    this.isLogged = code === failureLogged;
  }
}

/** Registrations that Pulumi lets a program have under way; it tells the program of it. */
export const parallel = 16;

/** @throws UsageError where the program has no entry file or no @pulumi/pulumi. */
export function startProgram({
  project,
  stack,
  organization,
  configuration,
  address,
  end,
  onOutput,
}: ProgramStart): Child {
  const { workingDirectory, entry, root } = project;
  const { nodeArguments, typescript } = nodeOptions(project);
  requireEntry(project);
  const flags = Object.entries({
    monitor: address,
    engine: address,
    organization,
    project: project.name,
    "root-directory": root,
    stack,
    pwd: workingDirectory,
    parallel: String(parallel),
  }).flatMap(([flag, value]) => [`--${flag}`, value]);
  return launch({
    nodeArguments,
    command: [findRunner(workingDirectory), ...flags, "--dry-run", entry],
    workingDirectory,
    environment: {
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(configuration.values)),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify([...configuration.secretKeys]),
      // TypeScript is loaded without the SDK's compiler, which would check types first.
      PULUMI_NODEJS_TYPESCRIPT: "false",
      [typescriptVariable]: String(typescript),
    },
    end,
    onOutput,
  });
}

function findRunner(folder: string): string {
  try {
    return createRequire(path.join(folder, "package.json")).resolve("@pulumi/pulumi/cmd/run");
  } catch {
    throw new UsageError(`@pulumi/pulumi is not installed at or above ${folder}. Run "npm install" there.`);
  }
}

/**
 * A program that has tsx load its TypeScript gets ours instead, for exact positions. Ours loads no ES modules, so a package
 * of those keeps what it asks for.
 */
function nodeOptions({ runtime, workingDirectory }: Project): { nodeArguments: string[]; typescript: boolean } {
  const given = [...runtime.nodeArguments];
  if (isEsModule(workingDirectory)) {
    return { nodeArguments: given, typescript: runtime.typescript };
  }
  const kept = given.filter((argument, index) => !isTsx(argument) && !(isLoading(argument) && isTsx(given[index + 1])));
  return { nodeArguments: kept, typescript: runtime.typescript || kept.length < given.length };
}

const isLoading = (argument: string): boolean => ["--import", "--require", "-r"].includes(argument);

const isTsx = (argument: string | undefined): boolean =>
  /^((--import|--require|-r)=)?tsx(\/cjs)?$/.test(argument ?? "");

const isEsModule = (folder: string): boolean => nearestManifest(folder)?.content.type === "module";

interface Manifest {
  readonly folder: string;
  readonly content: { readonly type?: string; readonly main?: string; readonly exports?: unknown };
}

function nearestManifest(folder: string): Manifest | undefined {
  const file = path.join(folder, "package.json");
  if (existsSync(file)) {
    return { folder, content: JSON.parse(readFileSync(file, "utf8")) as Manifest["content"] };
  }
  const above = path.dirname(folder);
  return above === folder ? undefined : nearestManifest(above);
}

/** Node would say that it cannot find a module; this says which file is missing. */
function requireEntry({ workingDirectory, entry, file }: Project): void {
  const manifest = nearestManifest(workingDirectory);
  const named = manifest?.content.exports ?? manifest?.content.main;
  if (entry !== "." || (typeof named === "string" && manifest && existsSync(path.join(manifest.folder, named)))) {
    return;
  }
  const names = [
    "index.js",
    "index.ts",
    "index.mjs",
    "index.cjs",
    "index.json",
    "index.node",
    "index.tsx",
    "index.mts",
  ];
  if (named !== null && typeof named === "object") {
    return;
  }
  if (!names.some((name) => existsSync(path.join(workingDirectory, name)))) {
    throw new UsageError(
      `${file}: ${workingDirectory} holds no program. An index.ts or index.js is expected there, or "main" in Pulumi.yaml.`,
    );
  }
}
