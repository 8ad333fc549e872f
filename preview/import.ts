import { UNKNOWN } from "./wire";
import type { Properties } from "./wire";

/**
 * Carries the id of what is to be taken over (`import`) through Pulumi's engine, which would have it read before anything is
 * known of it. Policies are not shown what begins with two underscores.
 */
export const importKey = "__palisadeImport";

/** What is ignored of changes to something that exists already is as it is there. */
export const keptAsIs = (properties: Properties, ignoreChanges: readonly string[], state: Properties): Properties => {
  const ignored = new Set(ignoreChanges.map((path) => path.split(/[.[]/)[0]));
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) =>
      ignored.has(key) || ignored.has("*") ? [key, state[key] ?? UNKNOWN] : [key, value],
    ),
  );
};

/** The planned state of what exists already, as far as it is known. */
export const takenOver = (planned: Properties, id: string, state: Properties): Properties => ({
  ...planned,
  ...("id" in planned && { id }),
  ...state,
});
