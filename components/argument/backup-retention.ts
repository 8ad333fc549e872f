import { backupRetention, retentionByDataClass } from "../../protocol/backup";
import { DataClass } from "../child/tags";
import { assertMember } from "./choice";
import { assertWithin } from "./limit";
import type { Refuse } from "./refusal";
import { assertWhole } from "./whole";

// A century: what is meant to be kept for ever is not for backups.
const MAX_DAYS = 36_500;

/** What is kept in a store, and for how long its backups are. */
export interface KeptData {
  readonly dataClass: DataClass;
  readonly retentionDays: number;
}

/**
 * The data of a store with the retention that its class demands where nothing longer is asked for.
 * @throws RefusedArgumentError for a class that is none, and for fewer days than the class demands.
 */
export function resolveKeptData(refuse: Refuse, dataClass: DataClass, retentionDays: number | undefined): KeptData {
  assertMember(refuse, "dataClass", dataClass, DataClass);
  const limit = retentionByDataClass[dataClass];
  const days = retentionDays ?? limit.value;
  assertWithin(refuse, "retentionDays", days, backupRetention, limit);
  assertWhole(refuse, "retentionDays", days, { min: limit.value, max: MAX_DAYS, unit: "days" });
  return { dataClass, retentionDays: days };
}
