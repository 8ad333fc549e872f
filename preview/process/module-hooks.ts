// Runs in the thread in which Node resolves and loads ES modules: TypeScript that is imported becomes JavaScript here.
import { existsSync, readFileSync, realpathSync } from "node:fs";
import type { InitializeHook, LoadHook, ResolveHook } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { nearestManifest } from "./manifest";
import { isTypeScript, mappedModule, sourceNames, transpile } from "./transpile";
import type { Compilation } from "./transpile";
import type { FileMap, HookData } from "./typescript";

let compilation: Compilation = { emission: { compilerOptions: {}, hasInterop: true } };
let tell: (map: FileMap) => void = () => undefined;

export const initialize: InitializeHook<HookData> = ({ compilation: given, port }) => {
  compilation = given;
  tell = (map) => port.postMessage(map);
};

export const resolve: ResolveHook = async (specifier, context, nextResolve) => {
  try {
    return await nextResolve(specifier, context);
  } catch (error) {
    const importer = fileOf(context.parentURL ?? "");
    if (importer === undefined || !isTypeScript(importer)) {
      throw error;
    }
    const meant = /^(\.{0,2}\/|file:)/.test(specifier)
      ? sourceNames(fileURLToPath(new URL(specifier, context.parentURL))).find((file) => existsSync(file))
      : mappedModule(specifier, importer, compilation);
    if (meant === undefined) {
      throw error;
    }
    return nextResolve(pathToFileURL(realpathSync(meant)).href, context);
  }
};

export const load: LoadHook = async (url, context, nextLoad) => {
  const file = fileOf(url);
  if (file?.endsWith(".json") && context.importAttributes.type === undefined) {
    return { format: "module", source: `export default ${readFileSync(file, "utf8")};`, shortCircuit: true };
  }
  if (file === undefined || !isTypeScript(file)) {
    return nextLoad(url, context);
  }
  if (isCommonJs(file)) {
    return { format: "module", source: facade(file), shortCircuit: true };
  }
  const { code, map } = transpile(file, "esm", compilation);
  tell({ file, map });
  return { format: "module", source: code, shortCircuit: true };
};

const fileOf = (url: string): string | undefined => (url.startsWith("file:") ? fileURLToPath(url) : undefined);

const isCommonJs = (file: string): boolean =>
  !file.endsWith(".mts") && (file.endsWith(".cts") || nearestManifest(path.dirname(file))?.content.type !== "module");

/** An ES module that has `require` load the file, and exports what it does: the compiler lists that at the end. */
function facade(file: string): string {
  const { code } = transpile(file, "cjs", compilation);
  const [, listed = ""] = /^0 && \(module\.exports = \{([^}]*)\}\);/m.exec(code) ?? [];
  const parts = listed.split(",").map((part) => part.trim());
  const names = parts.filter((part) => /^[\w$]+$/.test(part) && part !== "default");
  const forwarded = parts.flatMap((part) => /^\.\.\.require\((".*")\)$/.exec(part)?.[1] ?? []);
  return [
    'import { createRequire } from "node:module";',
    `const exported = createRequire(import.meta.url)(${JSON.stringify(file)});`,
    ...forwarded.map((name) => `export * from ${name};`),
    ...names.map((name, index) => `const _${index} = exported[${JSON.stringify(name)}];`),
    `export { ${names.map((name, index) => `_${index} as ${name}`).join(", ")} };`,
    "export default exported;",
  ].join("\n");
}
