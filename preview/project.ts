import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { UsageError, suggestion } from "./usage-error";
import { isMapping, nameOfKind, readYaml } from "./yaml-file";
import type { Yaml } from "./yaml-file";

/** What Pulumi.yaml says of the configuration of stacks. */
export interface ProjectSettings {
  readonly name: string;
  readonly file: string;
  /** Folder that holds `Pulumi.<stack>.yaml`. */
  readonly stackFolder: string;
  /** `config` of Pulumi.yaml: values and defaults for all stacks. */
  readonly config: { readonly [key: string]: Yaml };
}

/** A Pulumi project: what Pulumi.yaml says, with paths made absolute. */
export interface Project extends ProjectSettings {
  /** Folder of Pulumi.yaml. */
  readonly root: string;
  readonly runtime: RuntimeOptions;
  /** Working directory of the program. */
  readonly workingDirectory: string;
  /** File name in the working directory, or `.` where package.json or an index file says. */
  readonly entry: string;
}

export interface RuntimeOptions {
  readonly typescript: boolean;
  readonly nodeArguments: readonly string[];
  readonly tsconfig?: string;
}

const extensions = [".json", ".yaml", ".yml"];

/**
 * Finds and reads the project of a program.
 * @param program Folder at or below that of Pulumi.yaml.
 * @throws UsageError where there is none, or it is not one that this can run.
 */
export function findProject(program: string): Project {
  const file = projectFile(program);
  const content = readYaml(file);
  const root = path.dirname(file);
  return {
    ...settingsIn(file, content),
    root,
    runtime: runtimeOptions(file, content.runtime),
    ...entryPoint(file, root, content.main),
  };
}

/**
 * The settings of the project of a program, whatever language that is written in.
 * @param program Folder at or below that of Pulumi.yaml.
 * @throws UsageError where there is none, or it is broken.
 */
export function findProjectSettings(program: string): ProjectSettings {
  const file = projectFile(program);
  return settingsIn(file, readYaml(file));
}

function projectFile(program: string): string {
  const start = path.resolve(program);
  if (!existsSync(start) || !statSync(start).isDirectory()) {
    throw new UsageError(`${program} is not a folder. The folder of a Pulumi program is expected.`);
  }
  const file = nearestProjectFile(start);
  if (file === undefined) {
    throw new UsageError(`There is no Pulumi.yaml in ${start} or in a folder above it.`);
  }
  return file;
}

function nearestProjectFile(folder: string): string | undefined {
  const found = extensions.map((extension) => path.join(folder, `Pulumi${extension}`)).find((file) => existsSync(file));
  const above = path.dirname(folder);
  return found ?? (above === folder ? undefined : nearestProjectFile(above));
}

function settingsIn(file: string, content: { readonly [key: string]: Yaml }): ProjectSettings {
  const name = content.name;
  if (typeof name !== "string" || name === "") {
    throw new UsageError(`${file}: "name" is ${nameOfKind(name)}. The name of the project is expected.`);
  }
  // Older projects say in `config` where the configuration of the stacks is.
  const folder = content.stackConfigDir ?? (typeof content.config === "string" ? content.config : undefined);
  return {
    name,
    file,
    stackFolder: path.join(path.dirname(file), typeof folder === "string" ? folder : ""),
    config: isMapping(content.config) ? content.config : {},
  };
}

function runtimeOptions(file: string, runtime: Yaml | undefined): RuntimeOptions {
  const name = isMapping(runtime) ? runtime.name : runtime;
  if (name !== "nodejs") {
    throw new UsageError(
      `${file}: "runtime" is ${nameOfKind(name)}. Only programs of the runtime nodejs can be previewed without Pulumi.` +
        suggestion(String(name ?? ""), ["nodejs"]),
    );
  }
  const options = isMapping(runtime) && isMapping(runtime.options) ? runtime.options : {};
  return {
    typescript: options.typescript !== false,
    nodeArguments: typeof options.nodeargs === "string" ? words(options.nodeargs) : [],
    ...(typeof options.tsconfig === "string" ? { tsconfig: options.tsconfig } : {}),
  };
}

/** Words as a shell would split them; quotes hold words together. */
const words = (text: string): string[] =>
  [...text.matchAll(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g)].map(([word]) => word.replaceAll(/["']/g, ""));

function entryPoint(file: string, root: string, main: Yaml | undefined): Pick<Project, "workingDirectory" | "entry"> {
  if (typeof main !== "string" || main === "") {
    return { workingDirectory: root, entry: "." };
  }
  const target = path.resolve(root, main);
  if (!existsSync(target)) {
    const folder = path.dirname(target);
    const beside = existsSync(folder) ? readdirSync(folder) : [];
    throw new UsageError(
      `${file}: "main" is ${main}, which does not exist.${suggestion(path.basename(target), beside)}`,
    );
  }
  return statSync(target).isDirectory()
    ? { workingDirectory: target, entry: "." }
    : { workingDirectory: path.dirname(target), entry: path.basename(target) };
}

/** Names of the stacks that have a configuration file. */
export function stackNames(project: ProjectSettings): string[] {
  const extension = path.extname(project.file);
  const files = existsSync(project.stackFolder) ? readdirSync(project.stackFolder) : [];
  return files
    .filter((file) => /^Pulumi\..+$/.test(file) && file.endsWith(extension) && file !== path.basename(project.file))
    .map((file) => file.slice("Pulumi.".length, -extension.length))
    .sort();
}

export const stackFile = (project: ProjectSettings, stack: string): string =>
  path.join(project.stackFolder, `Pulumi.${stack.replaceAll("/", "-")}${path.extname(project.file)}`);
