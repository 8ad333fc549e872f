import { mkdtemp, readFile, rm } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { previewEmbedded } from "../../preview/embedded";
import { previewWithPulumi } from "../../preview/pulumi-engine";
import type { PreviewRequest, Run } from "../../preview/run";

const programs = path.join(__dirname, "..", "preview", "programs-differential");

/** All that an engine made of a program: its run, and what it showed to policies. */
export interface Observed {
  readonly run: Run;
  readonly views: readonly View[];
}

/** A line of the dump pack. */
type View = Readonly<Record<string, unknown>>;

export interface Observation {
  /** Folder in programs-differential, or an absolute one. */
  readonly program: string;
  readonly packs: readonly Pack[];
  /** @default "dev" */
  readonly stack?: string;
  readonly config?: readonly string[];
  readonly timeoutSeconds?: number;
  /** File in the folder of the program. */
  readonly fixtures?: string;
  readonly configPath?: boolean;
}

type Pack = "dump-pack" | "verdict-pack";

const engines = { embedded: previewEmbedded, pulumi: previewWithPulumi } as const;

/** What each engine makes of a program, one after the other. */
export async function observe(observation: Observation): Promise<Record<keyof typeof engines, Observed>> {
  const folder = await mkdtemp(path.join(tmpdir(), "palisade-views-"));
  const file = path.join(folder, "views.jsonl");
  try {
    return {
      embedded: await observeOne("embedded", observation, file),
      pulumi: await observeOne("pulumi", observation, file),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What the embedded preview makes of a program. */
export async function observeEmbedded(observation: Observation): Promise<Observed> {
  const folder = await mkdtemp(path.join(tmpdir(), "palisade-views-"));
  try {
    return await observeOne("embedded", observation, path.join(folder, "views.jsonl"));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function observeOne(
  engine: keyof typeof engines,
  { program, packs, stack = "dev", config = [], configPath = false, fixtures, timeoutSeconds = 90 }: Observation,
  file: string,
): Promise<Observed> {
  const dump = {
    "dump-resource": { file },
    "dump-stack": { file },
    "dump-secrets": { enforcementLevel: "remediate", file },
  };
  const request: PreviewRequest = {
    program: path.resolve(programs, program),
    stack,
    policyPacks: packs.map((pack) => path.join(__dirname, pack)),
    ...(packs.includes("dump-pack") && { policyConfig: dump }),
    config,
    ...(fixtures !== undefined && { fixtures: path.join(programs, program, fixtures) }),
    timeoutSeconds,
    configPath,
  };
  const run = await engines[engine](request);
  const text = existsSync(file) ? await readFile(file, "utf8") : "";
  await rm(file, { force: true });
  return { run, views: text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as View])) };
}

/**
 * An observation in the form in which two engines must agree. What may differ is here and nowhere else: the order in which
 * things happen side by side, the words of an engine that stops a program or a pack, and positions in TypeScript that tsx
 * loads, which only the embedded preview knows.
 */
export function comparable({ run, views }: Observed): unknown {
  return {
    ...run,
    resources: sorted(
      run.resources.map(({ location, ...resource }) => ({
        ...resource,
        ...(location && !location.file.endsWith(".ts") && { location }),
        dependencies: sorted(resource.dependencies),
        held: sorted(resource.held),
        notApplicable: sorted(resource.notApplicable),
      })),
    ),
    diagnostics: sorted(run.diagnostics),
    remediations: sorted(run.remediations),
    gaps: sorted(run.gaps),
    log: sorted(
      run.log.map((entry) => (isOwnWords(run, entry) ? { ...entry, message: "(the engine's own words)" } : entry)),
    ),
    shown: views.length,
    views: Object.fromEntries(views.map((view) => [nameOf(view), "dependencies" in view ? inAnyOrder(view) : view])),
  };
}

/** The program itself speaks without a URN, or warns; when it is stopped, the engine says why. */
const isOwnWords = ({ outcome }: Run, { severity, urn }: Run["log"][number]): boolean =>
  severity === "error" && (outcome === "pack failed" || (outcome === "program failed" && urn !== undefined));

/** As what which resource was shown. */
const nameOf = ({ remediate, resource, stack }: View): string =>
  remediate ? `remediate ${remediate}` : resource ? `resource ${resource}` : `stack ${stack}`;

function inAnyOrder(view: View): View {
  const named = Object.entries(view.propertyDependencies as Record<string, string[]>);
  return {
    ...view,
    dependencies: sorted(view.dependencies as string[]),
    propertyDependencies: Object.fromEntries(named.map(([key, urns]) => [key, sorted(urns)])),
  };
}

const sorted = <T>(items: readonly T[]): T[] =>
  items
    .map((item) => ({ item, key: JSON.stringify(canonical(item)) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ item }) => item);

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(canonical);
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, field]) => [key, canonical(field)]),
      )
    : value;
}
