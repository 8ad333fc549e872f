import type { Properties } from "../wire";

/** A package of a program: which SDK it was made with decides defaults, inputs and outputs. */
export interface PackageRef {
  /** `aws`, `kubernetes`, `tls`. */
  readonly name: string;
  /** Of the SDK; empty where the program did not say. */
  readonly version: string;
}

export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

export interface Checked {
  readonly inputs: Properties;
  readonly failures: readonly CheckFailure[];
  /** What the provider would not take as it is, in sentences; it ends nothing. */
  readonly warnings?: readonly string[];
}

/**
 * Answers what a provider plugin would answer during preview, from the types of the SDKs that the program has installed and
 * without a cloud. All values are wire values: unknowns are sentinels, secrets keep their signature.
 */
export interface OfflineProvider {
  /** Inputs as the provider would accept them: defaults, automatic names, `tagsAll`, `region`. */
  check(request: {
    readonly urn: string;
    readonly type: string;
    readonly inputs: Properties;
    /** Configuration of the provider resource, as checked. */
    readonly configuration: Properties;
  }): Checked;

  /** Configuration of a provider resource as the engine hands it to policies: defaults, nested values as JSON text. */
  checkConfiguration(request: { readonly urn: string; readonly inputs: Properties }): Checked;

  /** The planned state: the inputs, and unknown for every output that the provider computes. */
  create(request: { readonly urn: string; readonly type: string; readonly inputs: Properties }): Properties;

  /** A resource that exists elsewhere (`X.get`, an import): what the program says of it, the rest unknown. */
  read(request: {
    readonly urn: string;
    readonly type: string;
    readonly id: string;
    readonly inputs: Properties;
    readonly configuration: Properties;
  }): Properties;

  /** A function: computed where it is pure, else every field of its result unknown. */
  invoke(request: { readonly token: string; readonly args: Properties; readonly configuration: Properties }): {
    readonly result: Properties;
    readonly failures: readonly CheckFailure[];
    /** Whether the answer is a placeholder, so that what depends on it is a gap. */
    readonly placeholder: boolean;
  };
}
