import path from "node:path";
import { previewEmbedded } from "../../preview/embedded";
import type { PreviewRequest, RegisteredResource, Run } from "../../preview/run";
import { echoProvider } from "./echo-provider";

export const programFolder = (name: string): string => path.join(__dirname, "programs", name);

export const packFolder = (name: string): string => path.join(__dirname, "packs", name);

/** Previews one of the programs beside this file with packs beside it. */
export function preview(
  program: string,
  packs: readonly string[] = [],
  rest: Partial<PreviewRequest> = {},
): Promise<Run> {
  const request: PreviewRequest = {
    program: programFolder(program),
    stack: "dev",
    policyPacks: packs.map(packFolder),
    config: [],
    timeoutSeconds: 60,
    ...rest,
  };
  return previewEmbedded(request, echoProvider);
}

export function resource(run: Run, name: string): RegisteredResource {
  const found = run.resources.find((candidate) => candidate.name === name);
  if (found === undefined) {
    throw new Error(`There is no resource ${name}: ${run.resources.map((known) => known.name).join(", ")}.`);
  }
  return found;
}

/** What the pack `dump` was shown of a resource, by its resource or its stack policy. */
export function shown(run: Run, kind: "resource" | "stack", name: string): Shown {
  const bodies = run.diagnostics
    .filter((diagnostic) => diagnostic.policy === kind)
    .map((diagnostic) => JSON.parse(diagnostic.message.slice(diagnostic.message.indexOf("\n"))) as Shown);
  const found = bodies.find((body) => body.name === name);
  if (found === undefined) {
    throw new Error(`The policies were not shown ${name}.`);
  }
  return found;
}

export interface Shown {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly props: Record<string, unknown>;
  readonly opts: Record<string, unknown>;
  readonly provider?: Shown;
  readonly parent?: string;
  readonly dependencies?: string[];
  readonly propertyDependencies?: Record<string, string[]>;
}

export const errors = (run: Run): string[] =>
  run.log.filter(({ severity }) => severity === "error").map(({ message }) => message);
