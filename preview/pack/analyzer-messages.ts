import {
  EnforcementLevel,
  ConfigureAnalyzerRequest,
  PolicyConfig,
  PolicySeverity,
  PolicyType,
} from "@pulumi/pulumi/proto/analyzer_pb";
import type {
  AnalyzeDiagnostic,
  AnalyzeResponse,
  AnalyzerInfo,
  PolicyInfo,
  RemediateResponse,
} from "@pulumi/pulumi/proto/analyzer_pb";
import type { Severity } from "../../protocol/control";
import type { Level } from "../../result/result";
import type { Configured, DeclaredPolicy, PolicySetting, PolicySettings } from "./policy-configuration";
import { fromStruct, toStruct } from "../values";
import type { Properties } from "../wire";

/** A policy as its pack describes it, with what applies to it. */
export interface PackPolicy extends DeclaredPolicy {
  readonly kind: "resource" | "stack";
  readonly description: string;
  readonly severity?: Severity;
  readonly reference?: string;
  readonly remediationSteps?: string;
  readonly url?: string;
  readonly configured: Configured;
}

/** What a pack says of a resource, or of the whole stack. */
export interface Judgement {
  readonly violations: readonly Violation[];
  /** Names of policies that do not apply. */
  readonly notApplicable: readonly string[];
}

export interface Violation {
  readonly policy: string;
  readonly message: string;
  readonly level: Level;
  readonly severity?: Severity;
  /** As the policy gave it; empty where it gave none. */
  readonly urn: string;
}

/** New inputs, or why there are none. */
export type Remedy = { readonly policy: string } & (
  { readonly properties: Properties } | { readonly diagnostic: string }
);

const levelNames: Readonly<Record<EnforcementLevel, Level>> = {
  [EnforcementLevel.ADVISORY]: "advisory",
  [EnforcementLevel.MANDATORY]: "mandatory",
  [EnforcementLevel.DISABLED]: "disabled",
  [EnforcementLevel.REMEDIATE]: "remediate",
};

const levelNumbers: Readonly<Record<Level, EnforcementLevel>> = {
  advisory: EnforcementLevel.ADVISORY,
  mandatory: EnforcementLevel.MANDATORY,
  disabled: EnforcementLevel.DISABLED,
  remediate: EnforcementLevel.REMEDIATE,
};

const severities: Readonly<Record<PolicySeverity, Severity | undefined>> = {
  [PolicySeverity.POLICY_SEVERITY_UNSPECIFIED]: undefined,
  [PolicySeverity.POLICY_SEVERITY_LOW]: "low",
  [PolicySeverity.POLICY_SEVERITY_MEDIUM]: "medium",
  [PolicySeverity.POLICY_SEVERITY_HIGH]: "high",
  [PolicySeverity.POLICY_SEVERITY_CRITICAL]: "critical",
};

export function policyOf(info: PolicyInfo, supportsConfiguration: boolean): PackPolicy {
  const level = levelNames[info.getEnforcementlevel()];
  const severity = severities[info.getSeverity()];
  const schema = info.getConfigschema();
  const reference = info.getFramework()?.getReference();
  const steps = info.getRemediationSteps();
  const url = info.getUrl();
  return {
    name: info.getName(),
    kind: info.getPolicyType() === PolicyType.POLICY_TYPE_STACK ? "stack" : "resource",
    level,
    description: info.getDescription(),
    configured: { level, parameters: {} },
    ...(severity && { severity }),
    ...(reference && { reference }),
    ...(steps && { remediationSteps: steps }),
    ...(url && { url }),
    ...(schema !== undefined &&
      supportsConfiguration && {
        schema: { properties: { ...fromStruct(schema.getProperties()) }, required: schema.getRequiredList() },
      }),
  };
}

/** A setting of the pack itself that gives no level says "advisory": the protocol has no way to give none. */
export function initialSettings(info: AnalyzerInfo): PolicySettings {
  const settings: Record<string, PolicySetting> = {};
  info.getInitialconfigMap().forEach((setting, name) => {
    const level = levelNames[setting.getEnforcementlevel()];
    settings[name] = { level, parameters: { ...fromStruct(setting.getProperties()) } };
  });
  return settings;
}

export function configureRequest(configured: ReadonlyMap<string, Configured>): ConfigureAnalyzerRequest {
  const request = new ConfigureAnalyzerRequest();
  for (const [name, { level, parameters }] of configured) {
    const setting = new PolicyConfig()
      .setEnforcementlevel(levelNumbers[level])
      .setProperties(toStruct(parameters as Properties));
    request.getPolicyconfigMap().set(name, setting);
  }
  return request;
}

function violationOf(diagnostic: AnalyzeDiagnostic, severityOf: ReadonlyMap<string, Severity | undefined>): Violation {
  const policy = diagnostic.getPolicyname();
  const level = levelNames[diagnostic.getEnforcementlevel()];
  const severity = severities[diagnostic.getSeverity()] ?? severityOf.get(policy);
  return {
    policy,
    message: diagnostic.getMessage(),
    // What a remediation has left wrong blocks.
    level: level === "remediate" ? "mandatory" : level,
    urn: diagnostic.getUrn(),
    ...(severity && { severity }),
  };
}

export function judgementOf(
  response: AnalyzeResponse,
  severityOf: ReadonlyMap<string, Severity | undefined>,
): Judgement {
  return {
    violations: response.getDiagnosticsList().map((diagnostic) => violationOf(diagnostic, severityOf)),
    notApplicable: response.getNotApplicableList().map((policy) => policy.getPolicyName()),
  };
}

export const remediesOf = (response: RemediateResponse): Remedy[] =>
  response.getRemediationsList().map((remedy) => {
    const diagnostic = remedy.getDiagnostic();
    const policy = remedy.getPolicyname();
    return diagnostic === "" ? { policy, properties: fromStruct(remedy.getProperties()) } : { policy, diagnostic };
  });
