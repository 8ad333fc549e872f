import { readFileSync } from "node:fs";
import path from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { packageFile } from "../preview/built-file";
import { compose } from "../preview/compose";
import { previewEmbedded } from "../preview/embedded";
import { findProject, type Project, stackNames } from "../preview/project";
import { previewWithPulumi } from "../preview/pulumi-engine";
import type { Run } from "../preview/run";
import { UsageError } from "../preview/usage-error";
import { isMapping, readYaml, type Yaml } from "../preview/yaml-file";
import type { Engine } from "../result/result";
import { exitCodes } from "./exit-code";
import { type Format, formats, writeReport } from "./output";

interface PreviewOptions {
  readonly program: string;
  readonly policyPack?: readonly string[];
  readonly policyPackConfig?: string;
  readonly engine: Exclude<Engine, "state">;
  readonly config?: readonly string[];
  readonly strict: boolean;
  readonly timeout: number;
  readonly format: Format;
  readonly output?: string;
}

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

function seconds(value: string): number {
  const number = Number(value);
  if (!(number > 0)) {
    throw new InvalidArgumentError("A number of seconds above 0 is expected.");
  }
  return number;
}

const engines: Readonly<Record<PreviewOptions["engine"], typeof previewEmbedded>> = {
  embedded: previewEmbedded,
  pulumi: previewWithPulumi,
};

export const previewCommand = new Command("preview")
  .description("Runs a Pulumi program in dry-run and judges what it would create. Nothing is created.")
  .argument("[stack]", "name of a Pulumi.<stack>.yaml; may be left out where there is only one")
  .option("--program <dir>", "folder of the program, at or below its Pulumi.yaml", ".")
  .option("--policy-pack <dir>", "policy pack to judge with; may be repeated (default: palisade's own)", collect)
  .option("--policy-pack-config <file>", "levels and parameters of the policies, JSON or YAML")
  .addOption(
    new Option("--engine <engine>", "embedded needs Node alone; pulumi runs the Pulumi CLI, offline")
      .choices(Object.keys(engines))
      .default("embedded"),
  )
  .option("--config <key=value>", "overrides a value of the stack's configuration; may be repeated", collect)
  .option("--strict", "what cannot be judged before the update blocks too", false)
  .option("--timeout <seconds>", "ends a program that does not end by itself", seconds, 300)
  .addOption(new Option("--format <format>", "of the report").choices(formats).default("text"))
  .option("--output <file>", "writes the report to a file instead of the terminal")
  .option("--verbose", "shows where an error comes from")
  .showHelpAfterError("Run palisade preview --help for what there is.")
  .action(preview);

async function preview(stack: string | undefined, options: PreviewOptions): Promise<void> {
  const started = performance.now();
  const project = findProject(options.program);
  const policyConfig = options.policyPackConfig === undefined ? {} : readPolicyConfig(options.policyPackConfig);
  const run = await engines[options.engine]({
    program: options.program,
    stack: stack ?? defaultStack(project),
    policyPacks: options.policyPack ?? [packageFile("policy-pack")],
    policyConfig,
    config: [...(options.config ?? []), ...(options.strict ? ["palisade:strict=true"] : [])],
    timeoutSeconds: options.timeout,
  });
  showLog(run);
  const declared = policyConfig["stack-declaration"];
  const result = compose(run, options.engine, isRecord(declared) ? declared : {}, (performance.now() - started) / 1000);
  writeReport(result, options.format, options.output);
  process.exitCode = result.summary.mandatory > 0 ? exitCodes.blocked : exitCodes.compliant;
}

/** The stack that the project's package.json names in `palisade.stack`, else the only one. */
function defaultStack(project: Project): string {
  const named = stackOfManifest(project);
  const names = stackNames(project);
  const [first, second] = names;
  if (named !== undefined) {
    return named;
  }
  if (first === undefined) {
    throw new UsageError(`No stack is named, and there is no Pulumi.<stack>.yaml in ${project.stackFolder}.`);
  }
  if (second !== undefined) {
    throw new UsageError(`No stack is named. The stacks are: ${names.join(", ")}.`);
  }
  return first;
}

function stackOfManifest({ root }: Project): string | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
    const own = isRecord(manifest) ? manifest["palisade"] : undefined;
    return isRecord(own) && typeof own["stack"] === "string" ? own["stack"] : undefined;
  } catch {
    // No manifest, or one that npm would complain about: it names no stack.
    return undefined;
  }
}

/** Levels and parameters by policy. The file is YAML, of which JSON is a part. */
const readPolicyConfig = (file: string): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(readYaml(file)).map(([name, value]) => [name, plain(value)]));

/** Whole numbers of YAML as the numbers that a JSON Schema knows. */
function plain(value: Yaml): unknown {
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  if (isMapping(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]));
  }
  return typeof value === "bigint" ? Number(value) : value;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A program that did not run to its end is no judgement: it is reported as it reported itself. */
function showLog({ log, outcome, project, stack }: Run): void {
  for (const { severity, message } of log) {
    console.error(severity === "info" ? message : `${severity}: ${message}`);
  }
  if (outcome !== "completed") {
    const culprit = outcome === "program failed" ? `The program of ${project}` : "A policy pack";
    throw new UsageError(`${culprit} failed; nothing was judged of stack ${stack}.`);
  }
}
