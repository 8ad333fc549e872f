import { type LogClass, logClasses, logRetention, operationLogRetention } from "../../protocol/log";
import { assertWithin } from "./limit";
import type { Refuse } from "./refusal";

/** The periods that log groups can be kept for, in days. */
const offeredDays: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Days for which a log group of this class is kept: as long as its archive must be, so that it needs none. */
export const defaultRetentionDays = (logClass: LogClass): number => logClasses[logClass].archived.value;

/** @throws RefusedArgumentError for fewer days than logs of the class must be at hand, and for a period not on offer. */
export function assertRetention(refuse: Refuse, argument: string, days: number, logClass: LogClass): void {
  const control = logClass === "operation" ? operationLogRetention : logRetention;
  assertWithin(refuse, argument, days, control, logClasses[logClass].atHand);
  if (!offeredDays.includes(days)) {
    const longEnough = offeredDays.filter((offered) => offered >= logClasses[logClass].atHand.value);
    throw refuse(argument, days, `a period that log groups offer: ${longEnough.join(", ")} days`);
  }
}
