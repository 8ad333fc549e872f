import path from "node:path";
import { launch } from "./child";
import type { Child, Exit } from "./child";
import { findEntry } from "./entry";
import { typescriptVariable } from "./preload-variables";
import type { TypeScriptLoading } from "./preload-variables";
import { announcesItsEnd, findRunner } from "./runner";
import type { Project } from "../project";
import type { StackConfiguration } from "../stack-configuration";

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

/** The program ended before it was done, or never did. */
export class ProgramFailure extends Error {
  constructor(
    message: string,
    /** Whether the program has said why. */
    readonly isLogged = false,
  ) {
    super(message);
  }
}

/** The exit code by which a program says that its failure is already logged. */
const failureLogged = 32;

/** In the words of Pulumi's engine, where it has any: it takes a program that calls process.exit(0) for one that is done. */
export const failureOf = ({ code, signal }: Exit): ProgramFailure =>
  code === 0
    ? new ProgramFailure(endedItself)
    : new ProgramFailure(
        `an unhandled error occurred: the program exited with ${signal ?? `code ${code}`}`,
        code === failureLogged,
      );

export const endedItself = "The program ended itself (process.exit) before it was done.";

/** A program that runs. */
export interface Program extends Child {
  /** Whether it will say when it is done. */
  readonly announcesItsEnd: boolean;
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
}: ProgramStart): Program {
  const { workingDirectory, entry, root } = project;
  const { nodeArguments, typescript, hasLoader } = nodeOptions(project);
  const { isModule } = findEntry(project);
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
  const runner = findRunner(workingDirectory);
  const child = launch({
    nodeArguments,
    command: [runner, ...flags, "--dry-run", entry],
    workingDirectory,
    environment: {
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(configuration.values)),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify([...configuration.secretKeys]),
      // TypeScript is loaded without the SDK's compiler, which would check types first.
      PULUMI_NODEJS_TYPESCRIPT: "false",
      ...(typescript && {
        [typescriptVariable]: JSON.stringify(typescriptLoading(project, { isModule, keepsFunctions: !hasLoader })),
      }),
    },
    end,
    onOutput,
  });
  return { ...child, announcesItsEnd: announcesItsEnd(runner) };
}

/** The SDK reads a tsconfig that Pulumi.yaml names from the working directory. */
const typescriptLoading = (
  { runtime, workingDirectory }: Project,
  of: Pick<TypeScriptLoading, "isModule" | "keepsFunctions">,
): TypeScriptLoading => ({
  ...of,
  ...(runtime.tsconfig !== undefined && { tsconfig: path.resolve(workingDirectory, runtime.tsconfig) }),
});

/** A program that has its TypeScript loaded by some package gets ours instead, for exact positions. */
function nodeOptions({ runtime }: Project) {
  const nodeArguments = withoutLoaders(runtime.nodeArguments);
  const hasLoader = nodeArguments.length < runtime.nodeArguments.length;
  return { nodeArguments, hasLoader, typescript: runtime.typescript || hasLoader };
}

function withoutLoaders(nodeArguments: readonly string[]): string[] {
  const [first, second, ...rest] = nodeArguments;
  if (first === undefined) {
    return [];
  }
  const [option, value] = first.split("=", 2);
  const isLoading = loadingOptions.includes(option ?? "");
  if (isLoading && value === undefined) {
    return [
      ...(typescriptLoader.test(second ?? "") ? [] : [first, ...(second === undefined ? [] : [second])]),
      ...withoutLoaders(rest),
    ];
  }
  return [
    ...(isLoading && typescriptLoader.test(value ?? "") ? [] : [first]),
    ...withoutLoaders(nodeArguments.slice(1)),
  ];
}

const loadingOptions = ["--import", "--require", "-r", "--loader", "--experimental-loader"];

const typescriptLoader = /^(tsx|ts-node|@swc-node\/register|esbuild-register|@esbuild-kit\/(cjs|esm)-loader)($|\/)/;
