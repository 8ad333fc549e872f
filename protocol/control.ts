/** Which of the two source documents a clause stands in. */
export type SourceDocument = "maintenance-protocol" | "hardening-guide";

/** The source documents by their own titles. */
export const documents = {
  "maintenance-protocol": "企业级服务器安全维护协议(2023版)",
  "hardening-guide": "企业即时通讯系统服务器安全加固",
} as const satisfies Record<SourceDocument, string>;

/** The clause in its own words. */
export interface Quotation {
  readonly document: SourceDocument;
  readonly text: string;
}

/**
 * How a duty can be held: `provision` code creates it, `enforce` a policy decides it from inputs, `evidence` code
 * requires or writes a record, `out` infrastructure cannot hold it.
 */
export type ControlClass = "provision" | "enforce" | "evidence" | "out";

export type Severity = "low" | "medium" | "high" | "critical";

/** In which direction a stack may move a limit: only towards the stricter side. */
export type Bound = "at least" | "more than" | "at most" | "less than" | "exactly" | "includes" | "one of";

/** `protocol`: a number of the source documents, may only be tightened. `library`: ours, configurable. */
export type Origin = "protocol" | "library";

export interface Limit<V = unknown> {
  readonly bound: Bound;
  readonly value: V;
  /** Singular: `day`, `minute`, `times/year`. */
  readonly unit: string;
  readonly origin: Origin;
}

/** By parameter name; the name says the sense, the limit says bound and unit. */
export type Limits = Readonly<Record<string, Limit>>;

/** References into external frameworks. A mapping says "supports", never "satisfies". */
export interface Frameworks {
  /** CIS Controls v8 safeguards. */
  readonly cisControls: readonly string[];
  /** ISO/IEC 27001:2022, Annex A. */
  readonly iso27001: readonly string[];
  /** NIST SP 800-53 r5, and SP 800-207 where it says so. */
  readonly nist: readonly string[];
  /** GB/T 22239-2019 (MLPS 2.0), level 3. */
  readonly mlps: readonly string[];
}

/** A chapter of the catalogue: controls that share a subject and their framework references. */
export interface Family {
  /** Prefix of its control ids. */
  readonly code: string;
  readonly name: string;
  readonly frameworks: Frameworks;
}

/** One clause of the protocol: a duty, and every number it states. */
export interface Control<L extends Limits = Limits> {
  /** Family code and number, never reused: `NET-02`. */
  readonly id: string;
  /** The duty as one English sentence in the present tense. */
  readonly title: string;
  readonly quotations: readonly Quotation[];
  readonly class: ControlClass;
  /** The second way in which the duty is held. */
  readonly also?: ControlClass;
  readonly severity: Severity;
  readonly limits: L;
  readonly family: Family;
  /** What an auditor is shown; set where `class` or `also` is `evidence`. */
  readonly evidence?: string;
  /** Why infrastructure cannot hold it; set where `class` is `out`. */
  readonly reason?: string;
}

type Stated<L extends Limits> = Omit<Control<L>, "family" | "limits"> & { readonly limits?: L };

/** Returns the function that states the controls of one family. */
export function family(f: Family) {
  return <const L extends Limits = Record<never, never>>(stated: Stated<L>): Control<L> => ({
    ...stated,
    limits: stated.limits ?? ({} as L),
    family: f,
  });
}

export const maintenanceProtocol = (...texts: readonly string[]): readonly Quotation[] =>
  texts.map((text) => ({ document: "maintenance-protocol", text }));

export const hardeningGuide = (...texts: readonly string[]): readonly Quotation[] =>
  texts.map((text) => ({ document: "hardening-guide", text }));

const limit =
  (bound: Bound) =>
  <const V>(value: V, unit: string): Limit<V> => ({ bound, value, unit, origin: "protocol" });

export const atLeast = limit("at least");
export const moreThan = limit("more than");
export const atMost = limit("at most");
export const lessThan = limit("less than");
export const exactly = limit("exactly");
export const includes = limit("includes");
export const oneOf = limit("one of");

/** Marks a value that the source documents leave open and this library fills: configurable, and labelled as ours. */
export const ours = <const V>(stated: Limit<V>): Limit<V> => ({ ...stated, origin: "library" });
