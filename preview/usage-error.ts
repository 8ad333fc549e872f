export { suggestion } from "../result/suggestion";

/** Wrong use or broken input: exit code 2, and the message is all that the user needs. */
export class UsageError extends Error {}
