import Module from "node:module";
import path from "node:path";

type Extensions = Record<string, (module: { exports: unknown }, file: string) => void>;

/** Is told of a module of the SDK, by its place in it (`runtime/rpc.js`), before others copy what it exports. */
export type Adaptation = (place: string, exported: Record<string, unknown>, file: string) => void;

/** Lets `adapt` change the modules of every copy of the SDK that is loaded from now on. */
export function whenSdkLoads(adapt: Adaptation): void {
  const extensions = (Module as unknown as { _extensions: Extensions })._extensions;
  const load = extensions[".js"];
  if (load === undefined) {
    return;
  }
  extensions[".js"] = (module, file) => {
    load(module, file);
    const place = placeInSdk(file);
    if (place !== undefined) {
      adapt(place, module.exports as Record<string, unknown>, file);
    }
  };
}

const folder = ["", "@pulumi", "pulumi", ""].join(path.sep);

/** Path inside the SDK with slashes; undefined for files of others. */
export function placeInSdk(file: string): string | undefined {
  const start = file.lastIndexOf(folder);
  return start < 0 ? undefined : file.slice(start + folder.length).replaceAll(path.sep, "/");
}
