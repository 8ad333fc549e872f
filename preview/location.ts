import path from "node:path";
import { fileURLToPath } from "node:url";
import type { SourcePosition, StackTrace } from "@pulumi/pulumi/proto/source_pb";
import type { Location } from "../result/result";

/** The innermost frame of a request that lies in the project's own folder, packages apart. */
export function locationOf(
  projectRoot: string,
  position: SourcePosition | undefined,
  trace: StackTrace | undefined,
): Location | undefined {
  const frames = [position, ...(trace?.getFramesList() ?? []).map((frame) => frame.getPc())];
  for (const frame of frames) {
    const file = frame === undefined ? undefined : fileOf(frame.getUri());
    const inside = file === undefined ? undefined : path.relative(projectRoot, file);
    if (frame !== undefined && inside !== undefined && isOwn(inside)) {
      return { file: inside.split(path.sep).join("/"), line: frame.getLine(), column: frame.getColumn() };
    }
  }
  return undefined;
}

const isOwn = (relative: string): boolean =>
  !relative.startsWith("..") && !path.isAbsolute(relative) && !relative.split(path.sep).includes("node_modules");

function fileOf(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
