import { undeclaredTimeZone } from "../../protocol/declaration";
import { isTimeZone } from "../../protocol/declared-value";
import { patchWindow } from "../../protocol/vulnerability";
import type { Refuse } from "./refusal";

/** A day of the week. */
export enum Weekday {
  Monday = "mon",
  Tuesday = "tue",
  Wednesday = "wed",
  Thursday = "thu",
  Friday = "fri",
  Saturday = "sat",
  Sunday = "sun",
}

/** Windows in UTC, as the services of the cloud take them. They do not overlap. */
export interface OffPeakWindows {
  /** Every day: `18:00-19:00`. */
  readonly backup: string;
  /** Once a week: `sat:19:00-sat:20:00`. */
  readonly maintenance: string;
}

export const defaultTimeZone = undeclaredTimeZone;

const DAY = 24 * 60;
// Both windows: long enough for every service that has one.
const WINDOW = 60;

/** @throws RefusedArgumentError unless the zone is one of the IANA's. */
export function assertTimeZone(refuse: Refuse, argument: string, timezone: string): void {
  if (!isTimeZone(timezone)) {
    throw refuse(argument, timezone, "an IANA time zone such as Asia/Shanghai");
  }
}

/**
 * Two windows of an hour in the off-peak hours of the zone, one after the other. Services know no zone, so that the windows
 * wander when clocks change: they lie in the middle of the off-peak hours, and never leave them.
 */
export function offPeakWindows(timezone: string, day: Weekday, year = new Date().getUTCFullYear()): OffPeakWindows {
  const { offPeakStart, offPeakEnd } = patchWindow.limits;
  const offsets = Array.from({ length: 12 }, (_, month) => offsetOf(timezone, new Date(Date.UTC(year, month, 1))));
  const wander = Math.max(...offsets) - Math.min(...offsets);
  const from = minutesOf(offPeakStart.value);
  const spare = minutesOf(offPeakEnd.value) - from - 2 * WINDOW - wander;
  const start = from + Math.floor(spare / 2) - Math.min(...offsets);
  const local = Object.values(Weekday).indexOf(day) * DAY + start;
  return {
    backup: `${timeOf(start)}-${timeOf(start + WINDOW)}`,
    maintenance: [local + WINDOW, local + 2 * WINDOW].map((time) => `${dayOf(time)}:${timeOf(time)}`).join("-"),
  };
}

/** Minutes by which the clocks of the zone are ahead of UTC. */
function offsetOf(timeZone: string, date: Date): number {
  const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" }).formatToParts(date);
  const text = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign, hours, minutes] = /^GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(text) ?? [];
  return (sign === "-" ? -1 : 1) * (60 * Number(hours ?? 0) + Number(minutes ?? 0));
}

/** Minutes since midnight of a time of day. */
export function minutesOf(time: string): number {
  const [hours = NaN, minutes = NaN] = time.split(":").map(Number);
  return 60 * hours + minutes;
}

const wrapped = (value: number, length: number): number => ((value % length) + length) % length;

function timeOf(minutes: number): string {
  const time = wrapped(minutes, DAY);
  return [Math.floor(time / 60), time % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

const dayOf = (minutes: number): string => Object.values(Weekday)[Math.floor(wrapped(minutes, 7 * DAY) / DAY)] ?? "";
