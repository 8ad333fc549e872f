import type { Severity } from "../protocol/control";

/** Version of this document's schema; the major part changes when a reader would break. */
export const schemaVersion = "1.0.0";

export type Status = "violated" | "deferred" | "waived" | "error";

export type Level = "advisory" | "mandatory" | "remediate" | "disabled";

/** How the judgement was reached. */
export type Engine = "embedded" | "pulumi" | "state";

/** What one preview, or one audit of a state, found. Every report is made from this document alone. */
export interface Result {
  schemaVersion: string;
  project: string;
  stack: string;
  engine: Engine;
  /**
   * Date the judgement is of, YYYY-MM-DD.
   * @pattern ^\d{4}-\d{2}-\d{2}$
   */
  asOf: string;
  /** What the stack declares, by key. */
  declaration: Record<string, Declared>;
  policies: PolicyRun[];
  /** Controls that the policies of this run judge. */
  controls: ControlRef[];
  resources: ResourceResult[];
  findings: Finding[];
  remediations: Remediation[];
  gaps: Gap[];
  summary: Summary;
}

export interface Declared {
  value: unknown;
  from: "policy configuration" | "stack configuration" | "stack tags" | "default";
}

export interface PolicyRun {
  name: string;
  /** Name of the policy pack that registered it. */
  pack: string;
  /** Id of the control it judges; absent for a policy of a foreign pack. */
  control?: string;
  /** One resource at a time, or the whole stack. */
  kind: "resource" | "stack";
  level: Level;
  severity?: Severity;
  parameters: Record<string, unknown>;
}

export interface ControlRef {
  id: string;
  title: string;
  severity: Severity;
}

export interface ResourceResult {
  urn: string;
  type: string;
  name: string;
  parent?: string;
  /** URN of the provider resource. */
  provider?: string;
  /** URNs. */
  dependencies: string[];
  /** Names of policies that looked at this resource and found nothing. */
  held: string[];
  notApplicable: string[];
}

export interface Finding {
  /** The same for the same fault, whatever the order of resources or the line it stands on. */
  id: string;
  status: Status;
  policy: string;
  pack: string;
  control?: string;
  severity?: Severity;
  level: Level;
  urn: string;
  type: string;
  name: string;
  /** Property path, `ingress[0].cidrBlocks[1]`; absent where the whole resource is meant. */
  path?: string;
  /** Property path that is unknown until the update; set where `status` is `deferred`. */
  waitsFor?: string;
  message: string;
  remediation?: string;
  location?: Location;
  waiver?: Waiver;
}

/** The innermost frame in the program's own folder. */
export interface Location {
  /** Relative to the project's folder, with forward slashes. */
  file: string;
  /**
   * From 1.
   * @minimum 1
   */
  line: number;
  /**
   * From 1.
   * @minimum 1
   */
  column: number;
}

/** Why a finding does not block, and until when. */
export interface Waiver {
  reason: string;
  approver: string;
  /**
   * YYYY-MM-DD, the last day on which it holds.
   * @pattern ^\d{4}-\d{2}-\d{2}$
   */
  expires: string;
}

/** An input that a policy at level `remediate` changed. */
export interface Remediation {
  policy: string;
  pack: string;
  urn: string;
  /** Property paths that differ after it. */
  changed: string[];
}

/** What this run could not know. */
export interface Gap {
  kind: string;
  urn?: string;
  message: string;
}

export interface Summary {
  violated: number;
  deferred: number;
  waived: number;
  error: number;
  /** Findings that block. */
  mandatory: number;
  advisory: number;
  policies: number;
  resources: number;
  /** Resources that no policy applied to. */
  unjudged: number;
  seconds: number;
}
