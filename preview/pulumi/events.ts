import type { Severity } from "../../protocol/control";
import type { Level } from "../../result/result";

/** An event of Pulumi's engine, one JSON line each; of the kinds that a preview without a past is read from. */
export interface EngineEvent {
  readonly preludeEvent?: { readonly config: Readonly<Record<string, string>> };
  readonly diagnosticEvent?: DiagnosticEvent;
  readonly resourcePreEvent?: { readonly metadata: Step };
  readonly policyEvent?: PolicyEvent;
  readonly policyAnalyzeSummaryEvent?: { readonly resourceUrn: string; readonly passed?: readonly string[] };
  readonly policyAnalyzeStackSummaryEvent?: { readonly passed?: readonly string[] };
  readonly summaryEvent?: object;
}

export interface DiagnosticEvent {
  readonly urn?: string;
  readonly message: string;
  /** `info#err` is what was printed to stderr. */
  readonly severity: "debug" | "info" | "info#err" | "warning" | "error";
}

export interface PolicyEvent {
  readonly resourceUrn: string;
  readonly message: string;
  readonly policyName: string;
  readonly policyPackName: string;
  readonly enforcementLevel: Level;
  readonly severity?: Severity;
}

export interface Step {
  readonly op: string;
  readonly urn: string;
  readonly type: string;
  readonly new?: { readonly parent: string; readonly provider: string } | null;
}

/** Reads a line of Pulumi's output; nothing where it is no event. */
export function readEvent(line: string): EngineEvent | undefined {
  try {
    const event = JSON.parse(line) as unknown;
    return typeof event === "object" && event !== null ? event : undefined;
  } catch {
    return undefined;
  }
}
