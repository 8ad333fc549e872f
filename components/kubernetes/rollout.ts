import type { Refuse } from "../argument/refusal";
import { assertWhole } from "../argument/whole";
import type { ResolvedProbes } from "./probe";

/** How the pods of a workload go. */
interface Termination {
  readonly terminationGraceSeconds: number;
  readonly drainSeconds: number;
}

/** For so long a new pod must work before an update counts it. */
export const SETTLED_SECONDS = 10;

// An update of the nodes waits for each pod as long.
const MAX_GRACE_SECONDS = 3600;

/** @throws RefusedArgumentError for pods that are waited for too long, and for such as have no time left for old connections. */
export function assertTermination(refuse: Refuse, { drainSeconds, terminationGraceSeconds }: Termination): void {
  assertWhole(refuse, "terminationGraceSeconds", terminationGraceSeconds, {
    min: 2,
    max: MAX_GRACE_SECONDS,
    unit: "seconds",
  });
  assertWhole(refuse, "drainSeconds", drainSeconds, { min: 1, max: terminationGraceSeconds - 1, unit: "seconds" });
}

/** Seconds for which an update may stand still: longer than a pod may take to start, and to be given a node before. */
export function progressSeconds({ periodSeconds, failureThreshold }: ResolvedProbes["startup"]): number {
  const node = 300;
  return Math.max(2 * node, node + periodSeconds * failureThreshold + SETTLED_SECONDS);
}
