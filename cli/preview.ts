import { readFileSync } from "node:fs";
import path from "node:path";
import { Command, Option } from "commander";
import { previewEmbedded } from "../preview/embedded";
import { findProject, type Project, stackNames } from "../preview/project";
import { previewWithPulumi } from "../preview/pulumi-engine";
import { withTypeErrors } from "../preview/typecheck";
import { UsageError } from "../preview/usage-error";
import type { Engine } from "../result/result";
import { isRecord, judge, type JudgingOptions, withJudgingOptions } from "./judging";

interface PreviewOptions extends JudgingOptions {
  readonly program: string;
  readonly engine: Exclude<Engine, "state">;
  readonly fixtures?: string;
  readonly configPath: boolean;
  readonly typecheck: boolean;
}

const engines: Readonly<Record<PreviewOptions["engine"], typeof previewEmbedded>> = {
  embedded: previewEmbedded,
  pulumi: previewWithPulumi,
};

const command = new Command("preview")
  .description("Runs a Pulumi program in dry-run and judges what it would create. Nothing is created.")
  .argument("[stack]", "name of a Pulumi.<stack>.yaml; may be left out where there is only one")
  .option("--program <dir>", "folder of the program, at or below its Pulumi.yaml", ".")
  .addOption(
    new Option("--engine <engine>", "embedded needs Node alone; pulumi runs the Pulumi CLI, offline")
      .choices(Object.keys(engines))
      .default("embedded"),
  )
  .option("--fixtures <file>", "what functions answer and what is read, which only the cloud knows, JSON or YAML")
  .option("--config-path", "the keys of --config are paths to a place inside a value, like key.name[0]", false)
  .option("--typecheck", "type errors of a program in TypeScript fail it, as they do under Pulumi", false);

export const previewCommand = withJudgingOptions(command, "a program that does not end").action(preview);

function preview(stack: string | undefined, options: PreviewOptions): Promise<void> {
  const { program, engine, configPath, typecheck, fixtures } = options;
  const project = findProject(program);
  return judge(engine, options, (asked) => {
    const running = engines[engine]({
      ...asked,
      program,
      configPath,
      stack: stack ?? defaultStack(project),
      ...(fixtures !== undefined && { fixtures }),
    });
    return typecheck ? withTypeErrors(running, project) : running;
  });
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
    throw new UsageError(
      `No stack is named, and there is no Pulumi.<stack>.yaml in ${project.stackFolder}. Any name will do: palisade preview dev.`,
    );
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
