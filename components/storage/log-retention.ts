import { type LogClass, logClasses, logArchive, logRetention, operationLogRetention } from "../../protocol/log";
import { assertWithin } from "../argument/limit";
import type { Refuse } from "../argument/refusal";
import { assertWhole } from "../argument/whole";
import { type Lifecycle, MAX_DAYS, StorageClass } from "./lifecycle";

/** For how long a bucket keeps logs, in days. */
export interface LogPeriods {
  /** Until they move to storage that is cheaper to keep them in. */
  readonly hotDays: number;
  readonly retentionDays: number;
}

/** As long as logs of the class must be at hand, and kept at all. */
export const defaultPeriods = (logClass: LogClass): LogPeriods => ({
  hotDays: logRetention.limits.hotLogRetention.value,
  retentionDays: logClasses[logClass].archived.value,
});

/** @throws RefusedArgumentError for periods shorter than the protocol's. */
export function assertPeriods(refuse: Refuse, { hotDays, retentionDays }: LogPeriods, logClass: LogClass): void {
  const { archived } = logClasses[logClass];
  const control = logClass === "operation" ? operationLogRetention : logArchive;
  assertWithin(refuse, "retentionDays", retentionDays, control, archived);
  assertWhole(refuse, "retentionDays", retentionDays, { min: archived.value, max: MAX_DAYS, unit: "days" });
  const { hotLogRetention } = logRetention.limits;
  assertWithin(refuse, "hotDays", hotDays, logRetention, hotLogRetention);
  assertWhole(refuse, "hotDays", hotDays, { min: hotLogRetention.value, max: retentionDays - 1, unit: "days" });
}

/** Logs stay readable at once to their end: what has to be thawed first is not at hand. */
export const logLifecycle = ({ hotDays, retentionDays }: LogPeriods, keepVersionsDays: number): Lifecycle => ({
  transitions: [{ afterDays: hotDays, storageClass: StorageClass.GlacierInstantRetrieval }],
  expireAfterDays: retentionDays,
  keepVersionsDays,
});
