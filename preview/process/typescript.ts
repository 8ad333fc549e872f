import Module, { register } from "node:module";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { MessageChannel, receiveMessageOnPort } from "node:worker_threads";
import type { MessagePort } from "node:worker_threads";
import type { SourceMapping } from "./callers";
import { emissionOf } from "./emission";
import type { TypeScriptLoading } from "./preload-variables";
import { isTypeScript, keepsImports, mappedModule, sourceNames, transpile } from "./transpile";
import type { Compilation } from "./transpile";
import { typescriptEmit } from "./typescript-emit";

/** What the hooks of ES modules are told, and what they tell of each file. */
export interface HookData {
  readonly compilation: Compilation;
  readonly port: MessagePort;
}
export interface FileMap {
  readonly file: string;
  readonly map: string;
}

interface Loaded {
  _compile(code: string, file: string): void;
}

const internals = Module as unknown as {
  _extensions: Record<string, (module: Loaded, file: string) => void>;
  _resolveFilename(request: string, parent: { filename?: string } | undefined, ...rest: unknown[]): string;
};

/** Lets this process load TypeScript: at once where CommonJS does, and ES modules where they are expected or met. */
export function loadTypeScript(
  { isModule, keepsFunctions, tsconfig }: TypeScriptLoading,
  sourceMapping: SourceMapping | undefined,
): void {
  const emission = emissionOf(tsconfig ?? "tsconfig.json", process.argv[1]);
  const compilation: Compilation = { emission, ...(tsconfig !== undefined && { tsconfig }) };
  const emit = keepsFunctions ? typescriptEmit(process.cwd(), process.argv[1], emission) : undefined;
  const maps = new Map<string, string>();
  const modules = moduleLoader(compilation, maps);
  for (const extension of [".ts", ".tsx", ".cts", ".mts"]) {
    internals._extensions[extension] = (module, file) => {
      const { code, map } = emit?.(file) ?? transpile(file, "cjs", compilation);
      maps.set(file, map);
      if (keepsImports(readFileSync(file, "utf8"))) {
        modules.start();
      }
      module._compile(code, file);
    };
  }
  resolveSources(compilation);
  sourceMapping?.install({
    retrieveSourceMap: (source) => {
      const file = source.startsWith("file:") ? fileURLToPath(source) : source;
      const map = maps.get(file) ?? modules.mapOf(file);
      return map === undefined ? null : { url: file, map };
    },
  });
  if (isModule) {
    modules.start();
  }
}

/** Node loads ES modules with the help of another thread, which sends the source maps of what it compiles. */
function moduleLoader(compilation: Compilation, maps: Map<string, string>) {
  let received: MessagePort | undefined;
  return {
    start: () => {
      if (received !== undefined) {
        return;
      }
      const { port1, port2 } = new MessageChannel();
      received = port1;
      received.unref();
      const data: HookData = { compilation, port: port2 };
      register(pathToFileURL(path.join(__dirname, "module-hooks.js")), { data, transferList: [port2] });
    },
    mapOf: (file: string): string | undefined => {
      for (let next = take(received); next !== undefined; next = take(received)) {
        maps.set(next.file, next.map);
      }
      return maps.get(file);
    },
  };
}

const take = (port: MessagePort | undefined): FileMap | undefined =>
  port === undefined ? undefined : (receiveMessageOnPort(port) as { message: FileMap } | undefined)?.message;

function resolveSources(compilation: Compilation): void {
  const resolve = internals._resolveFilename;
  internals._resolveFilename = function (request, parent, ...rest) {
    try {
      return resolve.call(this, request, parent, ...rest);
    } catch (error) {
      const importer = parent?.filename;
      if (importer === undefined || !isTypeScript(importer)) {
        throw error;
      }
      for (const name of isPath(request) ? sourceNames(request) : [mappedModule(request, importer, compilation)]) {
        try {
          return resolve.call(this, name ?? request, parent, ...rest);
        } catch {
          // The next may be it.
        }
      }
      throw error;
    }
  };
}

const isPath = (request: string): boolean => /^\.{0,2}\//.test(request);
