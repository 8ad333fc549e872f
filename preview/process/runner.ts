import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { UsageError } from "../usage-error";

/**
 * The script of the SDK that runs a program of this folder.
 * @throws UsageError where the SDK is not installed.
 */
export function findRunner(folder: string): string {
  try {
    return createRequire(path.join(folder, "package.json")).resolve("@pulumi/pulumi/cmd/run");
  } catch {
    throw new UsageError(`@pulumi/pulumi is not installed at or above ${folder}. Run "npm install" there.`);
  }
}

/** Whether a program says that it is done. Under an older SDK the last that it does is to tell the outputs of the stack. */
export const announcesItsEnd = (runner: string): boolean =>
  readFileSync(runner, "utf8").includes("signalAndWaitForShutdown");
