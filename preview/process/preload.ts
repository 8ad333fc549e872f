// Loaded before the runners of @pulumi/pulumi in the processes of programs and policy packs. It lets them load TypeScript
// without checking types, ends them with the process that started them, and spares the SDK work that a preview never uses.
import Module, { createRequire } from "node:module";
import { Socket } from "node:net";
import path from "node:path";
import { callers, type SourceMapping } from "./callers";
import { afterAllAreMade, whenLookedAt, type TransferProperties } from "./lazy-outputs";
import { answerActivity } from "./activity";
import { plainError } from "./plain-error";
import { aboutStandIns, standInWhereAwaited } from "./promise-form";
import { placeInSdk, whenSdkLoads } from "./sdk-modules";
import { lifelineVariable, typescriptVariable } from "./preload-variables";
import type { TypeScriptLoading } from "./preload-variables";
import { loadTypeScript } from "./typescript";

type Extensions = Record<string, (module: { exports: unknown }, file: string) => void>;
type Load = (request: string, parent: { filename?: string } | undefined, isMain: boolean) => unknown;

const internals = Module as unknown as {
  _extensions: Extensions;
  _load: Load;
};

const sourceMapping = findSourceMapping();
endWithParent();
const typescript = takeVariable(typescriptVariable);
if (typescript !== undefined) {
  loadTypeScript(JSON.parse(typescript) as TypeScriptLoading, sourceMapping);
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
    const lifeline = new Socket({ fd: Number(descriptor), readable: true, writable: true });
    lifeline.on("close", endGroup).on("error", endGroup);
    answerActivity(lifeline);
    lifeline.unref();
  }
}

function endGroup(): void {
  if (process.platform !== "win32") {
    process.kill(-process.pid, "SIGKILL");
  }
  process.exit(1);
}

/** The SDK's own copy maps the positions of resources, also in JavaScript that was compiled with a source map beside it. */
function findSourceMapping(): SourceMapping | undefined {
  const runner = process.argv[1];
  try {
    return runner === undefined ? undefined : (createRequire(runner)("source-map-support") as SourceMapping);
  } catch {
    // Positions are then those of the JavaScript.
    return undefined;
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
  whenSdkLoads((_, exported, file) => {
    try {
      lighten(file, exported);
    } catch {
      // Another version of the SDK has no such part.
    }
  });
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
