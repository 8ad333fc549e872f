import type { Location } from "../../result/result";
import { noResourcesGap, unfinishedGap } from "../gaps";
import type { LogEntry } from "../log";
import { requireKnownNames } from "../pack/policy-configuration";
import type { PolicySettings } from "../pack/policy-configuration";
import { unendedMessage } from "../process/activity";
import { withoutOwnFrames } from "../process/plain-error";
import { endedItself } from "../process/program";
import { announcesItsEnd, findRunner } from "../process/runner";
import type { Project } from "../project";
import type { Diagnostic, PreviewRequest, RegisteredResource, Run } from "../run";
import type { StackConfiguration } from "../stack-configuration";
import { isProviderType, isRootStack, nameOf, rootStackUrn, typeOf, urnOfReference } from "../urn";
import { UsageError } from "../usage-error";
import type { Calls } from "./calls";
import type { EngineEvent } from "./events";
import type { Said } from "./execution";

/** What the exit codes of `pulumi preview` mean here; any other is none that a preview should end with. */
const endings: Readonly<Record<number, "succeeded" | "failed" | "refused">> = {
  0: "succeeded",
  1: "failed",
  // Configuration.
  2: "refused",
  // A resource, and a policy; so far both end with 1.
  4: "failed",
  5: "failed",
  // The stack.
  6: "refused",
  // The engine, before exit codes had meanings.
  255: "failed",
};

/** What the engine says on its way out, after what stopped it. */
const isEcho = (message: string): boolean =>
  message === "preview failed" ||
  message.endsWith("context canceled") ||
  // The program of a component that could not be made.
  message.includes("UNKNOWN: resource monitor shut down");

export interface Context {
  readonly project: Project;
  readonly stack: string;
  readonly configuration: StackConfiguration;
  readonly settings: PolicySettings;
  readonly calls: Calls;
  readonly request: PreviewRequest;
}

/**
 * What a run of Pulumi comes to.
 * @throws UsageError where Pulumi refused to begin.
 */
export function runOf(said: Said, context: Context): Run {
  const { project, stack, configuration, calls } = context;
  const outcome = outcomeOf(said, context);
  const resources = resourcesOf(said.events, context);
  const isEmpty = resources.every(({ urn, type }) => isRootStack(urn) || isProviderType(type));
  const prelude = said.events.find(({ preludeEvent }) => preludeEvent !== undefined)?.preludeEvent;
  return {
    project: project.name,
    stack,
    policies: calls.policies,
    resources,
    diagnostics: said.events
      .flatMap(({ policyEvent }) => policyEvent ?? [])
      .map(diagnosticOf)
      .map((diagnostic) => ({ ...diagnostic, message: calls.redact(diagnostic.message) })),
    remediations: calls.remediations,
    gaps: [
      ...configuration.gaps,
      ...calls.gaps,
      ...(outcome === "completed" && !calls.hasOutputs ? [unfinishedGap] : []),
      ...(isEmpty ? [noResourcesGap] : []),
    ],
    configuration: Object.fromEntries(
      Object.entries(prelude?.config ?? {}).filter(([key]) => !configuration.secretKeys.has(key)),
    ),
    log: logOf(said, outcome, context).map((entry) => ({ ...entry, message: calls.redact(entry.message) })),
    outcome,
  };
}

function outcomeOf(said: Said, context: Context): Run["outcome"] {
  const { calls, request, settings } = context;
  const [judged] = calls.judging;
  if (said.hasTimedOut) {
    return judged === undefined ? "program failed" : "pack failed";
  }
  if (request.policyPacks.length === 1 && calls.declared.length > 0) {
    requireKnownNames(settings, calls.declared);
  }
  const ending = said.code === null ? undefined : endings[said.code];
  if (ending === undefined) {
    throw new Error(`Pulumi ended with exit code ${said.code}. ${reasons(said)}`);
  }
  if (calls.packFailure !== undefined) {
    return "pack failed";
  }
  const hasBegun = said.events.some(({ summaryEvent }) => summaryEvent !== undefined);
  if (ending === "refused" || (ending === "failed" && !hasBegun)) {
    throw new UsageError(`Pulumi refuses the preview. ${reasons(said)}`);
  }
  return (ending === "succeeded" || errorsOf(said.events).length === 0) && isDone(context)
    ? "completed"
    : "program failed";
}

/** A program that calls process.exit(0) before it is done is a finished one for the engine. */
const isDone = ({ calls, project }: Context): boolean =>
  announcesItsEnd(findRunner(project.workingDirectory)) ? calls.hasAnnouncedEnd : calls.hasOutputs;

export const errorsOf = (events: readonly EngineEvent[]): string[] =>
  events
    .flatMap(({ diagnosticEvent }) => (diagnosticEvent?.severity === "error" ? diagnosticEvent.message.trim() : []))
    .filter((message) => !isEcho(message));

const reasons = ({ events, text }: Said): string =>
  [...errorsOf(events), ...text.split("\n").map((line) => line.replace(/^error: /, ""))]
    .filter((reason) => reason !== "")
    .join("\n");

function resourcesOf(events: readonly EngineEvent[], { calls, project, stack }: Context): RegisteredResource[] {
  const held = new Map<string, readonly string[]>();
  const hold = (urn: string, policies: readonly string[] = []): void => {
    held.set(urn, [...(held.get(urn) ?? []), ...policies]);
  };
  for (const { policyAnalyzeSummaryEvent: ofResource, policyAnalyzeStackSummaryEvent: ofStack } of events) {
    if (ofResource !== undefined) {
      hold(ofResource.resourceUrn, ofResource.passed);
    }
    if (ofStack !== undefined) {
      hold(rootStackUrn({ project: project.name, stack }), ofStack.passed);
    }
  }
  // An import has two steps; what is read is nobody's resource.
  const steps = new Map(
    events
      .flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? [])
      .filter(({ op }) => op !== "read")
      .map((step) => [step.urn, step.new]),
  );
  return [...new Set([...calls.judged.keys(), ...steps.keys()])].map((urn) => {
    const step = steps.get(urn);
    const { parent = "", provider = "" } = step
      ? { parent: step.parent, provider: urnOfReference(step.provider) }
      : (calls.judged.get(urn) ?? {});
    const location = calls.locations.get(urn);
    return {
      urn,
      type: typeOf(urn),
      name: nameOf(urn),
      dependencies: calls.dependencies.get(urn) ?? [],
      held: held.get(urn) ?? [],
      notApplicable: [
        ...(calls.notApplicable.get(urn) ?? []),
        ...(isRootStack(urn) ? (calls.notApplicable.get("") ?? []) : []),
      ],
      ...(parent !== "" && { parent }),
      ...(provider !== "" && { provider }),
      ...(location !== undefined && isExact(project, location) && { location }),
    };
  });
}

/** Positions in TypeScript are right where Pulumi itself compiles it; with another loader they are those of its output. */
const isExact = ({ runtime }: Project, { file }: Location): boolean => runtime.typescript || !/\.[cm]?tsx?$/.test(file);

const diagnosticOf = ({
  policyName,
  policyPackName,
  resourceUrn,
  message,
  enforcementLevel,
  severity,
}: NonNullable<EngineEvent["policyEvent"]>): Diagnostic => ({
  policy: policyName,
  pack: policyPackName,
  urn: resourceUrn,
  // The event ends every message with a line end.
  message: message.replace(/\n$/, ""),
  level: enforcementLevel,
  ...(severity !== undefined && { severity }),
});

function logOf(said: Said, outcome: Run["outcome"], context: Context): LogEntry[] {
  const entries = said.events
    .flatMap(({ diagnosticEvent }) => diagnosticEvent ?? [])
    .flatMap(({ severity, message, urn }): LogEntry[] => {
      const text = withoutOwnFrames(message.trimEnd());
      return severity === "debug" || isEcho(text)
        ? []
        : [{ severity: severity === "info#err" ? "info" : severity, message: text, ...(urn !== undefined && { urn }) }];
    });
  const failure = outcome === "completed" ? undefined : failureOf(said, entries, context);
  const isSaid = failure === undefined || entries.some(({ message }) => message.includes(failure));
  return isSaid ? entries : [...entries, { severity: "error", message: failure }];
}

/** What the engine itself does not say. */
function failureOf(
  { hasTimedOut, activity }: Said,
  entries: readonly LogEntry[],
  { calls, request: { timeoutSeconds } }: Context,
): string | undefined {
  const [judged] = calls.judging;
  if (hasTimedOut) {
    return judged === undefined
      ? unendedMessage(timeoutSeconds, calls.pending, activity)
      : `The policy packs did not answer within ${timeoutSeconds} s; they were at ${judged}.`;
  }
  return calls.packFailure ?? (entries.some(({ severity }) => severity === "error") ? undefined : endedItself);
}
