import { hasSecrets } from "./values";
import { UNKNOWN } from "./wire";
import type { Properties } from "./wire";

export const stackReference = "pulumi:pulumi:StackReference";

/** What Pulumi calls the organization where there is none. */
export const organization = "organization";

export const qualifiedStackName = (project: string, stack: string): string => `${organization}/${project}/${stack}`;

/** Names the stack that Pulumi's engine previews, for the processes that it starts. */
export const ownStackVariable = "PALISADE_STACK";

/** The state of a reference to a stack; all but its name is unknown where its outputs are. */
export const stackState = (name: string, outputs: Properties | undefined): Properties => ({
  name,
  outputs: outputs ?? UNKNOWN,
  secretOutputNames:
    outputs === undefined ? UNKNOWN : Object.keys(outputs).filter((key) => hasSecrets(outputs[key] ?? null)),
});
