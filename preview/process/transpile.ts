import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type * as Esbuild from "esbuild";
import type { BuildFailure, TsconfigRaw } from "esbuild";
import type { Emission } from "./emission";

export interface Transpiled {
  readonly code: string;
  readonly map: string;
}

export interface Compilation {
  /** A file that says which modules names are mapped to, in place of the tsconfig.json next to or above each file. */
  readonly tsconfig?: string;
  readonly emission: Emission;
}

const ownRequire = createRequire(__filename);
let esbuild: typeof Esbuild | undefined;

/** Loaded with the first TypeScript file; a program in JavaScript needs none. */
const compiler = (): typeof Esbuild => (esbuild ??= ownRequire("esbuild") as typeof Esbuild);

export const isTypeScript = (file: string): boolean => /\.([cm]?ts|tsx)$/.test(file);

/**
 * Turns a TypeScript file into JavaScript, without checking types.
 * @throws SyntaxError naming file, line and column.
 */
export function transpile(file: string, format: "cjs" | "esm", { emission }: Compilation): Transpiled {
  const source = readFileSync(file, "utf8");
  const { code, map } = tryTo(file, () =>
    compiler().transformSync(source, {
      loader: file.endsWith("x") ? "tsx" : "ts",
      sourcefile: file,
      sourcemap: "external",
      sourcesContent: false,
      format,
      platform: "node",
      target: `node${process.versions.node}`,
      tsconfigRaw: { compilerOptions: emission.compilerOptions as TsconfigRaw["compilerOptions"] },
      logLevel: "silent",
      ...(format === "cjs" && {
        define: metaOf(file),
        // What a program imports of its own at run time is mostly TypeScript too, which `require` loads with less ado.
        supported: { "dynamic-import": keepsImports(source) },
      }),
    }),
  );
  return { code: format === "cjs" ? withImportsOf(emission, code) : code, map };
}

const importsPackage = /\bimport\(\s*["'`](?!\.{1,2}\/)/;

/** A package may be an ES module, which only import() loads. */
export const keepsImports = (source: string): boolean => importsPackage.test(source);

const metaOf = (file: string): Record<string, string> => ({
  "import.meta.url": JSON.stringify(pathToFileURL(file).href),
  "import.meta.dirname": JSON.stringify(path.dirname(file)),
  "import.meta.filename": JSON.stringify(file),
});

/**
 * TypeScript imports the module itself where esbuild would copy it. By that the SDK knows the modules that a function captures,
 * and a module that is a function can be called.
 */
const withImportsOf = ({ hasInterop }: Emission, code: string): string =>
  code.replace(
    "\nvar __toESM = (mod, isNodeMode, target) => ",
    (start) => `${start}!isNodeMode ? ${hasInterop ? interop : "mod"} : `,
  );

const interop = 'mod?.__esModule ? mod : __copyProps(__defProp({}, "default", { value: mod, enumerable: true }), mod)';

/** What a tsconfig.json makes of a name that Node cannot resolve (`paths`, `baseUrl`); undefined where it is nothing. */
export function mappedModule(name: string, importer: string, { tsconfig }: Compilation): string | undefined {
  const folder = path.dirname(importer);
  const { metafile } = tryTo(importer, () =>
    compiler().buildSync({
      stdin: { contents: `import ${JSON.stringify(name)}`, resolveDir: folder, loader: "ts" },
      absWorkingDir: folder,
      bundle: true,
      packages: "external",
      loader: Object.fromEntries(extensions.map((extension) => [extension, "empty"])),
      platform: "node",
      logLevel: "silent",
      write: false,
      metafile: true,
      ...(tsconfig !== undefined && { tsconfig }),
    }),
  );
  const [found] = metafile.inputs["<stdin>"]?.imports ?? [];
  return found === undefined || found.external === true ? undefined : path.resolve(folder, found.path);
}

const extensions = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".json"];

function tryTo<T>(file: string, compile: () => T): T {
  try {
    return compile();
  } catch (error) {
    throw syntaxError(file, error as BuildFailure);
  }
}

/** As Node tells of an error in JavaScript: without a stack, which would be that of the compiler. */
function syntaxError(file: string, failure: BuildFailure): Error {
  const [first] = failure.errors;
  const place = first?.location
    ? `${path.resolve(path.dirname(file), first.location.file)}:${first.location.line}:${first.location.column + 1}`
    : file;
  return new SyntaxError(`${place}: ${first?.text ?? failure.message}`);
}

/**
 * Files that TypeScript may mean where Node finds no module: it names its own modules as they will be called once compiled,
 * or without an ending.
 */
export function sourceNames(name: string): string[] {
  const [ending = ""] = /\.[cm]?jsx?$/.exec(name) ?? [];
  const stem = name.slice(0, name.length - ending.length);
  const compiledFrom: Readonly<Record<string, readonly string[]>> = {
    ".js": [".ts", ".tsx"],
    ".jsx": [".tsx"],
    ".mjs": [".mts"],
    ".cjs": [".cts"],
  };
  const sources = (compiledFrom[ending] ?? []).map((extension) => stem + extension);
  const unended = extensions.flatMap((extension) => [name + extension, `${name}/index${extension}`]);
  return [...sources, ...unended];
}
