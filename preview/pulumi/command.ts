import { spawnSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import path from "node:path";
import { compare, valid } from "semver";
import { UsageError } from "../usage-error";

/** The oldest Pulumi whose event stream, exit codes and log of calls are known to be what is read here. */
const oldestVersion = "3.240.0";

const installation =
  "See https://www.pulumi.com/docs/install/, or leave --engine out: the embedded preview needs no Pulumi.";
const languageHost = "pulumi-language-nodejs";

/**
 * The path of the `pulumi` command.
 * @throws UsageError where it is not on the PATH, is too old, or has no language host for Node.js.
 */
export function findPulumi(environment: NodeJS.ProcessEnv): string {
  const command = onPath("pulumi", environment);
  if (command === undefined) {
    throw new UsageError(`There is no "pulumi" on the PATH. ${installation}`);
  }
  const version = versionOf(command, environment);
  if (version !== undefined && compare(version, oldestVersion) < 0) {
    throw new UsageError(`${command} is Pulumi ${version}; ${oldestVersion} or later is needed. ${installation}`);
  }
  const beside = path.join(path.dirname(realpathSync(command)), executable(languageHost));
  if (onPath(languageHost, environment) === undefined && !existsSync(beside)) {
    throw new UsageError(`There is no "${languageHost}" beside ${command} or on the PATH. ${installation}`);
  }
  return command;
}

/** The version of a `pulumi` command; undefined where it does not say one, as when it was built from source. */
export function versionOf(command: string, environment: NodeJS.ProcessEnv): string | undefined {
  const { stdout } = spawnSync(command, ["version"], { encoding: "utf8", env: environment });
  return valid(stdout?.trim() ?? "") ?? undefined;
}

export function onPath(name: string, environment: NodeJS.ProcessEnv): string | undefined {
  const folders = (environment.PATH ?? "").split(path.delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => path.join(folder, executable(name))).find((file) => existsSync(file));
}

const executable = (name: string): string => (process.platform === "win32" ? `${name}.exe` : name);
