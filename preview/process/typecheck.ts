// Checks the types of a program with its own compiler, and prints an error a line.
// Arguments: the compiler, the folder that files are relative to, the first file, and the tsconfig.json, where there is one.
import { createRequire } from "node:module";
import path from "node:path";
import type TypeScript from "typescript";

const [compiler = "", root = "", entry = "", tsconfig] = process.argv.slice(2);
const ts = createRequire(__filename)(compiler) as typeof TypeScript;

function check(): void {
  const read = tsconfig === undefined ? undefined : ts.getParsedCommandLineOfConfigFile(tsconfig, {}, host);
  const { options } = read ?? ts.convertCompilerOptionsFromJson(pulumiOptions, root);
  // As when Pulumi runs the program: what it loads is checked, and what is declared for all of it.
  const declarations = read?.fileNames.filter((file) => file.endsWith(".d.ts")) ?? [];
  const program = ts.createProgram([entry, ...declarations], { ...options, noEmit: true });
  [...(read?.errors ?? []), ...ts.getPreEmitDiagnostics(program)]
    .filter(({ category, code }) => category === ts.DiagnosticCategory.Error && !aboutFileList.has(code))
    .forEach((diagnostic) => console.log(describe(diagnostic)));
}

/** What Pulumi takes where there is no tsconfig.json. */
const pulumiOptions = { target: "es2020", module: "nodenext", moduleResolution: "nodenext" };

/** A tsconfig.json may list no file, or others than the program's. */
const aboutFileList = new Set([6059, 18002, 18003]);

const host: TypeScript.ParseConfigFileHost = {
  ...ts.sys,
  onUnRecoverableConfigFileDiagnostic: (diagnostic) => console.log(describe(diagnostic)),
};

function describe({ file, start, code, messageText }: TypeScript.Diagnostic): string {
  const text = `TS${code} ${ts.flattenDiagnosticMessageText(messageText, " ").replace(/\s*\n\s*/g, " ")}`;
  if (file === undefined) {
    return text;
  }
  const { line, character } = file.getLineAndCharacterOfPosition(start ?? 0);
  return `${path.relative(root, file.fileName)}:${line + 1}:${character + 1} ${text}`;
}

check();
