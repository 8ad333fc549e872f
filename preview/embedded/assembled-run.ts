import type { Gap } from "../../result/result";
import { Refusal } from "./deployment";
import type { Goal } from "./deployment";
import type { Journal } from "./journal";
import type { Verdict } from "./judge";
import { PackFailure } from "../pack/policy-pack";
import type { PolicyPack } from "../pack/policy-pack";
import { ProgramFailure } from "../process/program";
import type { RegisteredPolicy, RegisteredResource, Run } from "../run";
import type { StackConfiguration } from "../stack-configuration";
import { isProviderType, isRootStack, urnOfReference } from "../urn";

/** A resource, and what the packs said of it. */
export interface JudgedResource extends Pick<
  Goal,
  "type" | "name" | "parent" | "provider" | "dependencies" | "location"
> {
  readonly urn: string;
  readonly verdict: Verdict;
}

export interface Material {
  readonly place: { readonly project: string; readonly stack: string };
  readonly configuration: StackConfiguration;
  readonly packs: readonly PolicyPack[];
  readonly resources: readonly JudgedResource[];
  /** In the order of the resources. */
  readonly remediations: Run["remediations"];
  /** What the packs said of the stack as a whole, where they were asked. */
  readonly stack: Verdict | undefined;
  readonly gaps: readonly Gap[];
  /** The gap that there is where nothing was there to be judged. */
  readonly whenEmpty: Gap;
  readonly journal: Journal;
}

/** What was seen and said, without its secrets. */
export function assembleRun(material: Material): Run {
  const { place, configuration, packs, resources, remediations, stack, gaps, whenEmpty, journal } = material;
  const { redact } = journal.redaction;
  const diagnostics = [...resources.flatMap(({ verdict }) => verdict.diagnostics), ...(stack?.diagnostics ?? [])];
  const hasResources = resources.some(({ urn, type }) => !isRootStack(urn) && !isProviderType(type));
  return {
    ...place,
    policies: packs.flatMap(policiesOf),
    resources: resources.map((resource) => registered(resource, stack)),
    diagnostics: diagnostics.map((diagnostic) => ({ ...diagnostic, message: redact(diagnostic.message) })),
    remediations,
    gaps: [...gaps, ...(hasResources ? [] : [whenEmpty])],
    configuration: Object.fromEntries([...configuration.values].filter(([key]) => !configuration.secretKeys.has(key))),
    log: [...journal.log, ...lastWord(journal.failure)].map((entry) => ({ ...entry, message: redact(entry.message) })),
    outcome: outcomeOf(journal.failure),
  };
}

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

function registered(resource: JudgedResource, stack: Verdict | undefined): RegisteredResource {
  const { urn, type, name, parent, provider, dependencies, location, verdict } = resource;
  const ofStack = isRootStack(urn) ? stack : undefined;
  return {
    urn,
    type,
    name,
    dependencies,
    held: [...verdict.held, ...(ofStack?.held ?? [])],
    notApplicable: [...verdict.notApplicable, ...(ofStack?.notApplicable ?? [])],
    ...(parent !== "" && { parent }),
    ...(provider !== "" && { provider: urnOfReference(provider) }),
    ...(location !== undefined && { location }),
  };
}
