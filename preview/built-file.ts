import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** The absolute path of a file that `npm run build` makes, whether this runs from source or is itself built. */
export function builtFile(name: string): string {
  const file = path.join(packageRoot(__dirname), "dist", name);
  if (!existsSync(file)) {
    throw new Error(`${file} is not built. Run "npm run build".`);
  }
  return file;
}

/** The absolute path of a file or folder that the package holds, whether this runs from source or is itself built. */
export const packageFile = (name: string): string => path.join(packageRoot(__dirname), name);

function packageRoot(folder: string): string {
  const manifest = path.join(folder, "package.json");
  if (
    existsSync(manifest) &&
    (JSON.parse(readFileSync(manifest, "utf8")) as { name?: string }).name === "@palisade-iac/palisade"
  ) {
    return folder;
  }
  const above = path.dirname(folder);
  if (above === folder) {
    throw new Error(`${__dirname} is not in the package @palisade-iac/palisade.`);
  }
  return packageRoot(above);
}
