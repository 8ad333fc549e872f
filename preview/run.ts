import type { Gap, Level, Location, Remediation } from "../result/result";
import type { Severity } from "../protocol/control";

/** What to preview, the same for every engine. */
export interface PreviewRequest {
  /** Folder at or below the nearest Pulumi.yaml. */
  readonly program: string;
  readonly stack: string;
  readonly policyPacks: readonly string[];
  /** Configuration of the policies by name, as `--policy-pack-config` gives it; one for all packs. */
  readonly policyConfig?: Readonly<Record<string, unknown>>;
  /** `key=value` pairs that override the stack's configuration; keys with or without namespace. */
  readonly config: readonly string[];
  /** File of what functions answer and of what is read, which only the cloud would know. */
  readonly fixtures?: string;
  /** Whether their keys are paths to a place inside a value. */
  readonly configPath?: boolean;
  /** After which the program is ended. */
  readonly timeoutSeconds: number;
}

/** What an engine saw: the raw material of a result. */
export interface Run {
  readonly project: string;
  readonly stack: string;
  readonly policies: readonly RegisteredPolicy[];
  readonly resources: readonly RegisteredResource[];
  readonly diagnostics: readonly Diagnostic[];
  readonly remediations: readonly Remediation[];
  readonly gaps: readonly Gap[];
  /** Configuration of the stack that is not secret, by `namespace:key`. */
  readonly configuration: Readonly<Record<string, string>>;
  /** What the program itself said: its own warnings and errors. */
  readonly log: readonly {
    readonly severity: "info" | "warning" | "error";
    readonly message: string;
    readonly urn?: string;
  }[];
  /**
   * How far it went: `completed`, or stopped by the program (it threw, or the engine refused a registration) or by a policy
   * pack that broke. An unfinished run is no judgement.
   */
  readonly outcome: "completed" | "program failed" | "pack failed";
}

export interface RegisteredPolicy {
  readonly name: string;
  readonly pack: string;
  readonly kind: "resource" | "stack";
  readonly level: Level;
  readonly severity?: Severity;
  readonly description: string;
  /** `framework.reference` of the policy: the control id for our own. */
  readonly reference?: string;
  readonly remediationSteps?: string;
  readonly url?: string;
  /** Parameters in force: schema defaults under the pack's initial configuration under the user's. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

export interface RegisteredResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent?: string;
  readonly provider?: string;
  readonly dependencies: readonly string[];
  readonly location?: Location;
  /** Policies that looked at it and found nothing; of stack policies, those that found nothing anywhere, on the Stack. */
  readonly held: readonly string[];
  readonly notApplicable: readonly string[];
}

/** A violation as the Analyzer protocol carries it. */
export interface Diagnostic {
  readonly policy: string;
  readonly pack: string;
  readonly urn: string;
  readonly message: string;
  readonly level: Level;
  readonly severity?: Severity;
}
