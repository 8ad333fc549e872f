import { Command } from "commander";
import { auditState } from "../preview/state";
import { judge, type JudgingOptions, withJudgingOptions } from "./judging";

interface AuditOptions extends JudgingOptions {
  readonly program?: string;
}

const command = new Command("audit")
  .description(
    "Judges what already runs by the state of its stack. Nothing is asked of a cloud, and nothing is changed.",
  )
  .argument("<file>", 'output of "pulumi stack export", or a checkpoint of the file backend; - for the standard input')
  .option(
    "--program <dir>",
    "folder of the stack's program, in any language: what its Pulumi.<stack>.yaml declares applies (default: nothing is declared)",
  );

export const auditCommand = withJudgingOptions(command, "a policy pack that does not end").action(audit);

function audit(file: string, options: AuditOptions): Promise<void> {
  const { program } = options;
  return judge("state", options, (asked) => auditState({ ...asked, file, ...(program !== undefined && { program }) }));
}
