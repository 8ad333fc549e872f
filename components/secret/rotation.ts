import type * as pulumi from "@pulumi/pulumi";
import { describeLimit } from "../../protocol/limit";
import { secretRotation } from "../../protocol/secret";
import { assertWithin } from "../argument/limit";
import type { Refuse } from "../argument/refusal";
import { assertWhole } from "../argument/whole";
import { rotationTimes } from "./rotation-schedule";

/** How a secret is rotated. */
export interface SecretRotation {
  /**
   * ARN of the function that rotates the secret (SEC-03). It must admit Secrets Manager, `secretsmanager.amazonaws.com`, to
   * invoke it.
   */
  functionArn: pulumi.Input<string>;
  /**
   * ARN of the role that the function runs as (SEC-03): it may read the secret and write new values, and nobody else may do
   * both.
   */
  functionRoleArn: pulumi.Input<string>;
  /** Days between rotations, at most as many as SEC-03 allows. Default: as many as SEC-03 allows, unless schedule is given. */
  everyDays?: number;
  /**
   * When to rotate, in place of everyDays: `rate(…)` of hours or days, or `cron(0 …)` of six fields, in UTC, with no gap
   * longer than SEC-03 allows. Default: none.
   */
  schedule?: string;
  /** Hours that a rotation may begin after its time: until the end of the UTC day at most. Default: until the end of the UTC day. */
  windowHours?: number;
  /** Rotates when the rotation is set up, too. The secret must have a value by then. Default: true where the program gives the value. */
  immediately?: boolean;
}

/** When a secret is rotated, as the provider takes it. */
export interface RotationRules {
  readonly automaticallyAfterDays?: number;
  readonly scheduleExpression?: string;
  readonly duration?: string;
}

const HOURS_OF_DAY = 24;
// The service does not rotate more often.
const MIN_GAP_HOURS = 4;
const { secretRotation: limit } = secretRotation.limits;

/** @throws RefusedArgumentError for a secret that would be rotated less often than SEC-03 demands, or never. */
export function resolveRotation(
  refuse: Refuse,
  { everyDays, schedule, windowHours }: Pick<SecretRotation, "everyDays" | "schedule" | "windowHours">,
): RotationRules {
  if (schedule !== undefined && everyDays !== undefined) {
    throw refuse("rotation.schedule", schedule, "no schedule beside everyDays");
  }
  const { window, ...rules } = schedule === undefined ? interval(refuse, everyDays) : scheduled(refuse, schedule);
  if (windowHours !== undefined) {
    assertWhole(refuse, "rotation.windowHours", windowHours, { min: 1, max: window, unit: "hours" });
  }
  return { ...rules, ...(windowHours !== undefined && { duration: `${windowHours}h` }) };
}

function interval(refuse: Refuse, everyDays: number = limit.value) {
  assertWithin(refuse, "rotation.everyDays", everyDays, secretRotation, limit);
  assertWhole(refuse, "rotation.everyDays", everyDays, { min: 1, max: limit.value, unit: "days" });
  return { automaticallyAfterDays: everyDays, window: HOURS_OF_DAY };
}

function scheduled(refuse: Refuse, schedule: string) {
  const times = typeof schedule === "string" ? rotationTimes(schedule) : undefined;
  if (times === undefined || times.shortestGapHours < MIN_GAP_HOURS) {
    throw refuse(
      "rotation.schedule",
      schedule,
      `rate() of ${MIN_GAP_HOURS} hours or more or of days, or cron(0 hours day-of-month month day-of-week *)`,
    );
  }
  if (times.longestGapHours > limit.value * HOURS_OF_DAY) {
    throw refuse("rotation.schedule", schedule, `${describeLimit(limit)} between rotations`, secretRotation);
  }
  const window = Math.min(HOURS_OF_DAY - times.latestHour, times.shortestGapHours);
  return { scheduleExpression: schedule, window };
}
