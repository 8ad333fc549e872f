import { controlById } from "../protocol";
import { declare, declaredIn } from "../protocol/declaration";
import { withIds } from "../result/finding-id";
import { readMessage } from "../result/message";
import {
  type ControlRef,
  type Engine,
  type Finding,
  type PolicyRun,
  type Result,
  schemaVersion,
  type Status,
  type Summary,
} from "../result/result";
import type { Diagnostic, RegisteredPolicy, RegisteredResource, Run } from "./run";

/**
 * The result document of a run.
 * @param parameters of the policy `stack-declaration`, as the user configured it
 * @param seconds how long the run took
 */
export function compose(
  run: Run,
  engine: Engine,
  parameters: Readonly<Record<string, unknown>>,
  seconds: number,
): Result {
  const { declaration } = declare([
    { from: "policy configuration", values: parameters },
    { from: "stack configuration", values: declaredIn(Object.entries(run.configuration)) },
  ]);
  const findings = findingsOf(run);
  const policies = run.policies.map(policyRun);
  return {
    schemaVersion,
    project: run.project,
    stack: run.stack,
    engine,
    asOf: declaration.asOf.value,
    declaration: Object.fromEntries(Object.entries(declaration).filter(([, { value }]) => value !== undefined)),
    policies,
    controls: controlsOf(policies, findings),
    resources: run.resources.map(({ location: _, dependencies, held, notApplicable, ...resource }) => ({
      ...resource,
      dependencies: [...dependencies].sort(),
      held: [...held].sort(),
      notApplicable: [...notApplicable].sort(),
    })),
    findings,
    remediations: [...run.remediations],
    gaps: [...run.gaps],
    summary: summaryOf(run, findings, seconds),
  };
}

function policyRun(policy: RegisteredPolicy): PolicyRun {
  const { name, pack, kind, level, severity, reference, parameters } = policy;
  return {
    name,
    pack,
    ...(reference !== undefined && controlById(reference) !== undefined && { control: reference }),
    kind,
    level,
    ...(severity && { severity }),
    parameters: { ...parameters },
  };
}

function findingsOf(run: Run): Finding[] {
  const policies = new Map(run.policies.map((policy) => [policy.name, policy]));
  const resources = new Map(run.resources.map((resource) => [resource.urn, resource]));
  return withIds(
    run.diagnostics.map((diagnostic) =>
      findingOf(diagnostic, policies.get(diagnostic.policy), resources.get(diagnostic.urn)),
    ),
  );
}

function findingOf(
  diagnostic: Diagnostic,
  policy: RegisteredPolicy | undefined,
  resource: RegisteredResource | undefined,
): Omit<Finding, "id"> {
  const { pack, urn, level } = diagnostic;
  const said = readMessage(diagnostic.message);
  const control = said?.control ?? policy?.reference;
  const severity = (control && controlById(control)?.severity) ?? diagnostic.severity ?? policy?.severity;
  const remediation = said?.remediation ?? policy?.remediationSteps;
  return {
    // The message of a foreign policy says nothing of its status; Pulumi reports violations only.
    status: said?.status ?? "violated",
    policy: diagnostic.policy,
    pack,
    ...(control !== undefined && { control }),
    ...(severity && { severity }),
    level,
    urn,
    type: resource?.type ?? typeIn(urn),
    name: resource?.name ?? nameIn(urn),
    ...(said?.path !== undefined && { path: said.path }),
    ...(said?.waitsFor !== undefined && { waitsFor: said.waitsFor }),
    message: said?.text ?? diagnostic.message,
    ...(remediation && { remediation }),
    ...(resource?.location && { location: resource.location }),
    ...(said?.waiver && { waiver: said.waiver }),
  };
}

/** The type token in a URN, without its parents' types. */
const typeIn = (urn: string): string => urn.split("::")[2]?.split("$").at(-1) ?? "";

const nameIn = (urn: string): string => urn.split("::").slice(3).join("::");

function controlsOf(policies: readonly PolicyRun[], findings: readonly Finding[]): ControlRef[] {
  const ids = [...policies, ...findings].flatMap(({ control }) => control ?? []);
  return [...new Set(ids)].sort().flatMap((id) => {
    const control = controlById(id);
    return control ? [{ id, title: control.title, severity: control.severity }] : [];
  });
}

function summaryOf(run: Run, findings: readonly Finding[], seconds: number): Summary {
  const count = (status: Status) => findings.filter((finding) => finding.status === status).length;
  const found = new Set(findings.map(({ urn }) => urn));
  return {
    violated: count("violated"),
    deferred: count("deferred"),
    waived: count("waived"),
    error: count("error"),
    mandatory: findings.filter(({ level }) => level === "mandatory").length,
    advisory: findings.filter(({ level }) => level === "advisory").length,
    policies: run.policies.filter(({ level }) => level !== "disabled").length,
    resources: run.resources.length,
    unjudged: run.resources.filter(({ urn, held }) => held.length === 0 && !found.has(urn)).length,
    seconds: Math.round(seconds * 100) / 100,
  };
}
