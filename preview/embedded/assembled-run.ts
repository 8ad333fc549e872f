import type { Gap } from "../../result/result";
import { Refusal } from "./deployment";
import type { Findings, Judged } from "./deployment";
import { noResourcesGap } from "../gaps";
import type { Journal } from "./journal";
import { PackFailure } from "../pack/policy-pack";
import type { PolicyPack } from "../pack/policy-pack";
import { ProgramFailure } from "../process/program";
import type { RegisteredPolicy, RegisteredResource, Run } from "../run";
import type { StackConfiguration } from "../stack-configuration";
import { isProviderType, isRootStack, urnOfReference } from "../urn";

export interface Material {
  readonly place: { readonly project: string; readonly stack: string };
  readonly configuration: StackConfiguration;
  readonly packs: readonly PolicyPack[];
  readonly findings: Findings;
  readonly journal: Journal;
}

/** What an embedded preview saw, without its secrets. */
export function assembleRun({ place, configuration, packs, findings, journal }: Material): Run {
  const { redact } = journal.redaction;
  const { resources, stack, remediations } = findings;
  const diagnostics = [...resources.flatMap(({ verdict }) => verdict.diagnostics), ...(stack?.diagnostics ?? [])];
  const hasResources = resources.some(({ planned }) => !isRootStack(planned.urn) && !isProviderType(planned.goal.type));
  return {
    ...place,
    policies: packs.flatMap(policiesOf),
    resources: resources.map((judged) => registered(judged, findings)),
    diagnostics: diagnostics.map((diagnostic) => ({ ...diagnostic, message: redact(diagnostic.message) })),
    remediations: resources.flatMap(({ planned }) => remediations.filter(({ urn }) => urn === planned.urn)),
    gaps: [...configuration.gaps, ...[...journal.gaps].sort(byText), ...(hasResources ? [] : [noResourcesGap])],
    configuration: Object.fromEntries([...configuration.values].filter(([key]) => !configuration.secretKeys.has(key))),
    log: [...journal.log, ...lastWord(journal.failure)].map((entry) => ({ ...entry, message: redact(entry.message) })),
    outcome: outcomeOf(journal.failure),
  };
}

/** What is left open is noted as answers come, in an order that means nothing. */
const byText = (a: Gap, b: Gap): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

const outcomeOf = (failure: Error | undefined): Run["outcome"] =>
  failure === undefined ? "completed" : failure instanceof PackFailure ? "pack failed" : "program failed";

/** A program that fails has mostly said why itself. */
function lastWord(failure: Error | undefined): Run["log"][number][] {
  if (failure === undefined || (failure instanceof ProgramFailure && failure.isLogged)) {
    return [];
  }
  const urn = failure instanceof Refusal || failure instanceof PackFailure ? failure.urn : undefined;
  return [{ severity: "error", message: failure.message, ...(urn !== undefined && { urn }) }];
}

const policiesOf = (pack: PolicyPack): RegisteredPolicy[] =>
  pack.policies.map(({ name, kind, configured, severity, description, reference, remediationSteps, url }) => ({
    name,
    pack: pack.name,
    kind,
    level: configured.level,
    description,
    parameters: configured.parameters,
    ...(severity && { severity }),
    ...(reference !== undefined && { reference }),
    ...(remediationSteps !== undefined && { remediationSteps }),
    ...(url !== undefined && { url }),
  }));

function registered({ planned, verdict }: Judged, findings: Findings): RegisteredResource {
  const { goal, urn } = planned;
  const ofStack = isRootStack(urn) ? findings.stack : undefined;
  return {
    urn,
    type: goal.type,
    name: goal.name,
    dependencies: goal.dependencies,
    held: [...verdict.held, ...(ofStack?.held ?? [])],
    notApplicable: [...verdict.notApplicable, ...(ofStack?.notApplicable ?? [])],
    ...(goal.parent !== "" && { parent: goal.parent }),
    ...(goal.provider !== "" && { provider: urnOfReference(goal.provider) }),
    ...(goal.location !== undefined && { location: goal.location }),
  };
}
