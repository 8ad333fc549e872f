import { createRequire } from "node:module";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type * as TypeScript from "typescript";
import type { Emission } from "./emission";
import type { Transpiled } from "./transpile";

/** Emits a file as the SDK's TypeScript does; undefined where its syntax is wrong. */
export type Emit = (file: string) => Transpiled | undefined;

/**
 * TypeScript itself, slower than what otherwise takes its place, for a program that may have functions serialised into code:
 * their text is part of what is deployed, and of what policies are shown.
 * @param runner of the SDK
 */
export function typescriptEmit(program: string, runner: string | undefined, emission: Emission): Emit | undefined {
  const typescript = runner !== undefined && serialisesFunctions(program) ? compilerOf(runner) : undefined;
  if (typescript === undefined) {
    return undefined;
  }
  const json = {
    ...emission.compilerOptions,
    sourceMap: true,
    inlineSourceMap: false,
    declaration: false,
    noEmit: false,
  };
  const { options } = typescript.convertCompilerOptionsFromJson(json, program);
  return (file) => {
    const { outputText, sourceMapText, diagnostics } = typescript.transpileModule(readFileSync(file, "utf8"), {
      fileName: file,
      compilerOptions: options,
      reportDiagnostics: true,
    });
    return diagnostics?.length === 0 && sourceMapText !== undefined
      ? { code: outputText, map: mapOf(sourceMapText, file) }
      : undefined;
  };
}

/** The compiler names its source by where it would lie beside the output. */
const mapOf = (map: string, file: string): string =>
  JSON.stringify({ ...(JSON.parse(map) as object), sources: [file] });

/** Words of the ways in which SDKs take functions. One too many costs time alone. */
const takesFunctions =
  /CallbackFunction|\bdynamic\b|serializeFunction|\.on[A-Z]\w*\(|subscribe\(|EventSubscription|eventHandler|apigateway|@pulumi\/cloud|\bcallback/;

function serialisesFunctions(folder: string): boolean {
  return readdirSync(folder, { withFileTypes: true }).some((entry) => {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      return entry.name !== "node_modules" && !entry.name.startsWith(".") && serialisesFunctions(place);
    }
    return /(?<!\.d)\.([cm]?ts|tsx)$/.test(entry.name) && takesFunctions.test(readFileSync(place, "utf8"));
  });
}

/** The TypeScript that the SDK finds, else the one that it brings along. */
function compilerOf(runner: string): typeof TypeScript | undefined {
  const load = createRequire(runner);
  for (const name of ["typescript", "../../vendor/typescript@3.8.3/typescript.js"]) {
    try {
      return load(name) as typeof TypeScript;
    } catch {
      // The next may be there.
    }
  }
  return undefined;
}
