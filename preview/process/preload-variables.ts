/** Descriptor of the pipe that tells a child that its parent is gone. */
export const lifelineVariable = "PALISADE_LIFELINE";

/** Port where a program on Pulumi's engine is asked what keeps it running. */
export const activityVariable = "PALISADE_ACTIVITY";

/** Where TypeScript is to be loaded: how, as JSON. */
export const typescriptVariable = "PALISADE_TYPESCRIPT";

export interface TypeScriptLoading {
  /** Whether the first file is an ES module. */
  readonly isModule: boolean;
  /** Whether functions may be serialised, so that their text must be as the SDK has it compiled. */
  readonly keepsFunctions: boolean;
  /** Configures the compiler in place of the nearest tsconfig.json. */
  readonly tsconfig?: string;
}
