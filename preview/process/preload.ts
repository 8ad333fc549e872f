// Loaded before the runners of @pulumi/pulumi in the processes of programs and policy packs. It lets them load TypeScript
// without checking types, ends them with the process that started them, and spares the SDK work that a preview never uses.
import Module, { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { Socket } from "node:net";
import path from "node:path";
import type * as Esbuild from "esbuild";
import type { TransformFailure, TransformOptions } from "esbuild";
import { callers, type SourceMapping } from "./callers";
import { afterAllAreMade, whenLookedAt, type TransferProperties } from "./lazy-outputs";
import { plainError } from "./plain-error";
import { aboutStandIns, standInWhereAwaited } from "./promise-form";
import { placeInSdk, whenSdkLoads } from "./sdk-modules";
import { lifelineVariable, typescriptVariable } from "./preload-variables";

interface Loaded {
  exports: unknown;
  _compile(code: string, file: string): void;
}
type Extensions = Record<string, (module: Loaded, file: string) => void>;
type Load = (request: string, parent: { filename?: string } | undefined, isMain: boolean) => unknown;

const internals = Module as unknown as {
  _extensions: Extensions;
  _load: Load;
  _resolveFilename(request: string, ...rest: unknown[]): string;
};

const ownRequire = createRequire(__filename);
const sourceMaps = new Map<string, string>();
let esbuild: typeof Esbuild | undefined;
let sourceMapping: SourceMapping | undefined;

endWithParent();
if (takeVariable(typescriptVariable) === "true") {
  loadTypeScript();
}
spareWork();
whenSdkLoads(standInWhereAwaited);
passOverLateHandlers();

// The runner of policy packs registers a TypeScript compiler of its own. Below it is led here instead, where there is
// nothing to register any more.
export const register = (): void => undefined;
export const version = "5.9.0";

/** When a program fails, the SDK handles its rejected promises late, of which Node tells the user: noise beside the failure. */
function passOverLateHandlers(): void {
  const printers = process.listeners("warning");
  process.removeAllListeners("warning");
  process.on("warning", (warning) => {
    if (warning.name !== "PromiseRejectionHandledWarning") {
      printers.forEach((print) => print.call(process, warning));
    }
  });
}

function takeVariable(name: string): string | undefined {
  const value = process.env[name];
  // Processes that the program starts are none of ours.
  Reflect.deleteProperty(process.env, name);
  return value;
}

/** The parent holds the other end of a pipe; when it goes, however it ends, so do this process and what it started. */
function endWithParent(): void {
  const descriptor = takeVariable(lifelineVariable);
  if (descriptor !== undefined) {
    const lifeline = new Socket({ fd: Number(descriptor), readable: true, writable: false });
    lifeline.on("close", endGroup).on("error", endGroup);
    lifeline.resume().unref();
  }
}

function endGroup(): void {
  if (process.platform !== "win32") {
    process.kill(-process.pid, "SIGKILL");
  }
  process.exit(1);
}

function loadTypeScript(): void {
  for (const extension of [".ts", ".tsx", ".cts"]) {
    internals._extensions[extension] = (module, file) => module._compile(transpiled(file), file);
  }
  const resolve = internals._resolveFilename;
  internals._resolveFilename = function (request, ...rest) {
    try {
      return resolve.call(this, request, ...rest);
    } catch (error) {
      // TypeScript names its own modules as they will be called once compiled.
      if (/^\.{1,2}\/.*\.js$/.test(request)) {
        return resolve.call(this, request.replace(/\.js$/, ".ts"), ...rest);
      }
      throw error;
    }
  };
  mapStacks();
}

function transpiled(file: string): string {
  const { transformSync } = compiler();
  const source = readFileSync(file, "utf8");
  const options: TransformOptions = {
    loader: file.endsWith("x") ? "tsx" : "ts",
    format: "cjs",
    platform: "node",
    target: `node${process.versions.node}`,
    sourcefile: file,
    sourcemap: "external",
    sourcesContent: false,
    tsconfigRaw: nearestTsconfig(path.dirname(file)) ?? "{}",
    // What a program imports of its own at run time is TypeScript too, which Node's own import() knows nothing of.
    supported: { "dynamic-import": importsPackage.test(source) },
  };
  try {
    const { code, map } = transformSync(source, options);
    sourceMaps.set(file, map);
    return code;
  } catch (error) {
    throw syntaxError(file, error as TransformFailure);
  }
}

/** A package may be an ES module, which only import() loads. */
const importsPackage = /\bimport\(\s*["'`](?!\.{1,2}\/)/;

/** Loaded with the first TypeScript file; a program in JavaScript needs none. */
const compiler = (): Pick<typeof Esbuild, "transformSync"> => (esbuild ??= ownRequire("esbuild") as typeof Esbuild);

/** As Node tells of an error in JavaScript: without a stack, which would be that of the compiler. */
function syntaxError(file: string, failure: TransformFailure): Error {
  const [first] = failure.errors;
  const place = first?.location ? `${first.location.file}:${first.location.line}:${first.location.column + 1}` : file;
  return new SyntaxError(`${place}: ${first?.text ?? failure.message}`);
}

const tsconfigs = new Map<string, string | undefined>();

function nearestTsconfig(folder: string): string | undefined {
  if (!tsconfigs.has(folder)) {
    tsconfigs.set(folder, readIfThere(path.join(folder, "tsconfig.json")) ?? above(folder));
  }
  return tsconfigs.get(folder);
}

const above = (folder: string): string | undefined =>
  path.dirname(folder) === folder ? undefined : nearestTsconfig(path.dirname(folder));

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** The SDK reads the positions of resources from stack traces, as its own copy of source-map-support writes them. */
function mapStacks(): void {
  const runner = process.argv[1];
  if (runner === undefined) {
    return;
  }
  try {
    sourceMapping = createRequire(runner)("source-map-support") as SourceMapping;
    sourceMapping.install({
      retrieveSourceMap: (file) => {
        const map = sourceMaps.get(file);
        return map === undefined ? null : { url: file, map };
      },
    });
  } catch {
    // Positions are then those of the JavaScript.
  }
}

/** Where the SDK is not as expected nothing is changed: slower, and as correct. */
function spareWork(): void {
  const load = internals._load;
  internals._load = function (request, parent, isMain) {
    if (
      /^@npmcli\/arborist$|\/typescript-shim(\.js)?$/.test(request) &&
      placeInSdk(parent?.filename ?? "") !== undefined
    ) {
      return lazily(() => load.call(internals, request, parent, isMain));
    }
    return load.call(internals, request, parent, isMain);
  };
  whenSdkLoads((_, exported, file) => lighten(file, exported));
}

function lighten(file: string, exported: Record<string, unknown>): void {
  if (file.endsWith(path.join("runtime", "debuggable.js")) && typeof exported.debuggablePromise === "function") {
    exported.debuggablePromise = withoutTraces(exported.debuggablePromise as Debuggable, createRequire(file));
  }
  if (file.endsWith(path.join("runtime", "rpc.js")) && typeof exported.transferProperties === "function") {
    exported.transferProperties = whenLookedAt(exported.transferProperties as TransferProperties);
  }
  if (
    file.endsWith(path.join("closure", "createClosure.js")) &&
    typeof exported.createClosureInfoAsync === "function"
  ) {
    exported.createClosureInfoAsync = afterAllAreMade(
      exported.createClosureInfoAsync as (...args: unknown[]) => unknown,
    );
  }
  if (file.endsWith(path.join("log", "index.js")) && typeof exported.debug === "function") {
    exported.debug = () => Promise.resolve();
  }
  if (file.endsWith(path.join("cmd", "run", "error.js")) && typeof exported.defaultErrorMessage === "function") {
    const describe = plainError(exported.defaultErrorMessage as (error: unknown) => string);
    exported.defaultErrorMessage = (error: unknown) => describe(error) + aboutStandIns();
  }
  if (file.endsWith(path.join("pulumi", "resource.js")) && findsCallers(exported.Resource)) {
    exported.Resource.callsites = () => callers(sourceMapping);
  }
  if (file.endsWith(path.join("pulumi", "tsutils.js")) && typeof exported.typeScriptRequireStrings === "function") {
    exported.typeScriptRequireStrings = () => ({ tsnodeRequire: __filename, typescriptRequire: __filename });
    exported.loadTypeScriptCompilerOptions = () => ({});
  }
}

const findsCallers = (resource: unknown): resource is { callsites: typeof callers } =>
  typeof resource === "function" && "callsites" in resource;

type Debuggable = (promise: Promise<unknown>, context: unknown) => Promise<unknown>;

/**
 * The SDK keeps a stack trace for each of the promises it makes, several a property, for a debugging aid. Which are still
 * open is what it looks at as the program ends, and that is kept.
 */
function withoutTraces(make: Debuggable, load: NodeJS.Require): Debuggable {
  if (process.env.PULUMI_DEBUG_PROMISE_LEAKS) {
    return make;
  }
  const { getStore } = load("./state") as { getStore(): { leakCandidates: Set<unknown> } };
  let isWatched = false;
  return (promise, context) => {
    if (!isWatched) {
      // The first has the SDK look at the end.
      isWatched = true;
      return make(promise, context);
    }
    const open = getStore().leakCandidates;
    open.add(promise);
    return promise.then(
      (value) => {
        open.delete(promise);
        return value;
      },
      (error: { promise?: unknown }) => {
        open.delete(promise);
        error.promise = promise;
        throw error;
      },
    );
  };
}

function lazily(load: () => unknown): unknown {
  let loaded: Record<PropertyKey, unknown> | undefined;
  const real = () => (loaded ??= load() as Record<PropertyKey, unknown>);
  return new Proxy(Object.create(null) as object, {
    get: (_, key) => (key === "__esModule" ? true : key === "default" ? (real().default ?? real()) : real()[key]),
    has: (_, key) => key in real(),
  });
}
