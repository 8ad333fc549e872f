import path from "node:path";
import { fileURLToPath } from "node:url";

/** The source-map-support that the SDK loads. */
export interface SourceMapping {
  install(options: { retrieveSourceMap(file: string): { url: string; map: string } | null }): void;
  wrapCallSite(site: NodeJS.CallSite): NodeJS.CallSite;
}

/** A frame of the stack as the SDK wants it; an empty one is passed over. */
export interface Caller {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/**
 * Where the program is, innermost frame first. The SDK would write the stack of every resource as text, with all positions
 * mapped, and read it again, in which it misses ES modules and anonymous functions. Only frames outside packages matter.
 */
export function callers(mapping: SourceMapping | undefined): Caller[] {
  return stack().map((site) => {
    if (!isOwn(site.getFileName())) {
      return {};
    }
    const mapped = mapping?.wrapCallSite(site) ?? site;
    const file = mapped.getFileName() ?? "";
    return {
      file: file.startsWith("file:") ? fileURLToPath(file) : file,
      line: mapped.getLineNumber() ?? 0,
      column: mapped.getColumnNumber() ?? 0,
    };
  });
}

const packages = `${path.sep}node_modules${path.sep}`;

const isOwn = (file: string | null | undefined): boolean =>
  typeof file === "string" && !file.startsWith("node:") && !file.includes(packages) && !file.includes("/node_modules/");

/** The frames above whoever asked for them: the SDK counts its own. */
function stack(): NodeJS.CallSite[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = Infinity;
    Error.prepareStackTrace = (_, sites) => sites;
    const holder: { stack?: unknown } = {};
    Error.captureStackTrace(holder, callers);
    return holder.stack as NodeJS.CallSite[];
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
}
