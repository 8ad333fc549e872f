import { type Command, InvalidArgumentError, Option } from "commander";
import { packageFile } from "../preview/built-file";
import { compose } from "../preview/compose";
import type { PreviewRequest, Run } from "../preview/run";
import { nameOf, typeOf } from "../preview/urn";
import { UsageError } from "../preview/usage-error";
import { isMapping, readYaml, type Yaml } from "../preview/yaml-file";
import type { Engine } from "../result/result";
import { exitCodes } from "./exit-code";
import { type Format, formats, writeReport } from "./output";

/** The options of every command that judges. */
export interface JudgingOptions {
  readonly policyPack?: readonly string[];
  readonly policyPackConfig?: string;
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

/** @param ended what the timeout ends */
export const withJudgingOptions = (command: Command, ended: string): Command =>
  command
    .option("--policy-pack <dir>", "policy pack to judge with; may be repeated (default: palisade's own)", collect)
    .option("--policy-pack-config <file>", "levels and parameters of the policies, JSON or YAML")
    .option("--config <key=value>", "overrides a value of the stack's configuration; may be repeated", collect)
    .option("--strict", "what cannot be judged blocks too", false)
    .option("--timeout <seconds>", `ends ${ended} by itself`, seconds, 300)
    .addOption(new Option("--format <format>", "of the report").choices(formats).default("text"))
    .option("--output <file>", "writes the report to a file instead of the terminal")
    .option("--verbose", "shows where an error comes from")
    .showHelpAfterError(`Run palisade ${command.name()} --help for what there is.`);

/** What every engine is asked alike. */
type Asked = Pick<PreviewRequest, "policyPacks" | "config" | "timeoutSeconds"> &
  Required<Pick<PreviewRequest, "policyConfig">>;

/** Judges by these options, reports what was found, and sets the exit code. */
export async function judge(
  engine: Engine,
  options: JudgingOptions,
  run: (asked: Asked) => Promise<Run>,
): Promise<void> {
  const started = performance.now();
  const policyConfig = options.policyPackConfig === undefined ? {} : readPolicyConfig(options.policyPackConfig);
  const seen = await run({
    policyPacks: options.policyPack ?? [packageFile("policy-pack")],
    policyConfig,
    config: [...(options.config ?? []), ...(options.strict ? ["palisade:strict=true"] : [])],
    timeoutSeconds: options.timeout,
  });
  showLog(seen);
  const declared = policyConfig["stack-declaration"];
  const result = compose(seen, engine, isRecord(declared) ? declared : {}, (performance.now() - started) / 1000);
  writeReport(result, options.format, options.output);
  process.exitCode = result.summary.mandatory > 0 ? exitCodes.blocked : exitCodes.compliant;
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

/** Whether it is an object by whose keys one may ask. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What did not run to its end is no judgement: it is reported as it reported itself. */
function showLog({ log, outcome, project, stack }: Run): void {
  for (const { severity, message, urn } of log) {
    // An error says by itself what it is about.
    const about = severity === "warning" && urn !== undefined ? `${typeOf(urn)} "${nameOf(urn)}": ` : "";
    console.error(severity === "info" ? message : `${severity}: ${about}${message}`);
  }
  if (outcome !== "completed") {
    const culprit = outcome === "program failed" ? `The program of ${project}` : "A policy pack";
    throw new UsageError(`${culprit} failed; nothing was judged of stack ${stack}.${hint(log)}`);
  }
}

/** The SDK says how to write a missing value to the stack's file; a preview can do without. */
function hint(log: Run["log"]): string {
  const missing = log.flatMap(
    ({ message }) => /Missing required configuration variable '(\S+)'/.exec(message)?.[1] ?? [],
  );
  return missing.length === 0
    ? ""
    : ` ${[...new Set(missing)].map((key) => `--config ${key}=VALUE`).join(" ")} gives what it lacks.`;
}
