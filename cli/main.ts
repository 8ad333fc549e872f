#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { UsageError } from "../preview/usage-error";
import { auditCommand } from "./audit";
import { exitCodes } from "./exit-code";
import { previewCommand } from "./preview";
import { version } from "../package.json";

const program = new Command("palisade")
  .description("Judges Pulumi programs and what runs of them by a written server security protocol.")
  .version(version)
  .addCommand(previewCommand)
  .addCommand(auditCommand)
  .addHelpText("after", `\n${exitCodes.help}`)
  .showHelpAfterError("Run palisade --help for what there is.");

for (const command of [program, ...program.commands]) {
  command.exitOverride();
}

program.parseAsync().catch((error: unknown) => {
  process.exitCode = reportFailure(error);
});

function reportFailure(error: unknown): number {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? exitCodes.compliant : exitCodes.wrongUse;
  }
  const isVerbose = process.argv.includes("--verbose");
  if (error instanceof UsageError) {
    console.error(isVerbose ? error.stack : `palisade: ${error.message}`);
    return exitCodes.wrongUse;
  }
  const reason = error instanceof Error ? (isVerbose ? error.stack : error.message) : String(error);
  console.error(`palisade: internal error: ${reason ?? ""}`);
  if (!isVerbose) {
    console.error("Run it again with --verbose, and report what it prints.");
  }
  return exitCodes.ownFault;
}
