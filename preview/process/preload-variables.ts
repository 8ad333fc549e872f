/** Descriptor of the pipe that tells a child that its parent is gone. */
export const lifelineVariable = "PALISADE_LIFELINE";

/** `true` where TypeScript is to be loaded. */
export const typescriptVariable = "PALISADE_TYPESCRIPT";
