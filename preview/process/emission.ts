import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "jsonc-parser";

type Options = Readonly<Record<string, unknown>>;

/** What TypeScript is told that changes what a program does, rather than whether it is right. */
export interface Emission {
  readonly compilerOptions: Options;
  /** Whether an import makes up what a CommonJS module lacks of an ES module. Otherwise it is the module itself. */
  readonly hasInterop: boolean;
}

/**
 * As the SDK would have TypeScript compile a program: by the options of its tsconfig.json, where that says so itself, and by
 * defaults of the SDK's own over what the file extends.
 * @param tsconfig which need not exist
 * @param runner of the SDK
 */
export function emissionOf(tsconfig: string, runner: string | undefined): Emission {
  const own = optionsIn(tsconfig);
  const module = own.module ?? (isModern(runner) ? "nodenext" : "commonjs");
  const compilerOptions: Options = { ...extendedOptions(tsconfig), ...own, module, target: own.target ?? "ES2020" };
  const { esModuleInterop = isNode(module) } = compilerOptions;
  return { compilerOptions, hasInterop: esModuleInterop === true };
}

/** Modules such as those of `nodenext` are made up for unless TypeScript is told otherwise. */
const isNode = (module: unknown): boolean =>
  typeof module === "string" && /^(node(16|18|20|next)|preserve)$/i.test(module);

/** Whether the SDK finds a TypeScript later than its own. */
function isModern(runner: string | undefined): boolean {
  try {
    const { version } = createRequire(runner ?? "")("typescript/package.json") as { version: string };
    const [major = 0, minor = 0] = version.split(".").map(Number);
    return major > 4 || (major === 4 && minor >= 7);
  } catch {
    return false;
  }
}

const optionsIn = (tsconfig: string): Options => read(tsconfig).compilerOptions ?? {};

function extendedOptions(tsconfig: string): Options {
  const { extends: bases = [] } = read(tsconfig);
  const found = [bases].flat().flatMap((base) => resolved(base, tsconfig) ?? []);
  return Object.assign({}, ...found.map((file) => ({ ...extendedOptions(file), ...optionsIn(file) }))) as Options;
}

function resolved(base: string, tsconfig: string): string | undefined {
  const load = createRequire(path.resolve(tsconfig));
  for (const name of [base, `${base}.json`, `${base}/tsconfig.json`]) {
    try {
      return load.resolve(name);
    } catch {
      // The next may be it.
    }
  }
  return undefined;
}

interface Tsconfig {
  readonly extends?: string | readonly string[];
  readonly compilerOptions?: Options;
}

/** One that is not there says nothing, as for the SDK. */
function read(file: string): Tsconfig {
  try {
    return (parse(readFileSync(file, "utf8"), [], { allowTrailingComma: true }) ?? {}) as Tsconfig;
  } catch {
    return {};
  }
}
