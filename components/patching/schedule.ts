import { minutesOf, Weekday } from "../argument/off-peak";

/** When something recurs: on these days, at this time of a clock. */
export interface Recurrence {
  readonly days: readonly Weekday[];
  /** Time of day: `03:00`. */
  readonly start: string;
}

const week: readonly Weekday[] = Object.values(Weekday);
const dayMinutes = 24 * 60;
const minuteMs = 60_000;
// Clocks are changed at a half hour, if not at an hour.
const stepMinutes = 30;

/** The expression of a maintenance window. */
export function cronOf({ days, start }: Recurrence): string {
  const minutes = minutesOf(start);
  const on = week.filter((day) => days.includes(day));
  const weekdays = on.length === week.length ? "*" : on.join(",").toUpperCase();
  return `cron(${minutes % 60} ${Math.floor(minutes / 60)} ? * ${weekdays} *)`;
}

/** The longest time between two of these days of the week, in days: seven where there is but one. */
export function longestGapDays(days: readonly Weekday[]): number {
  const positions = week.flatMap((day, index) => (days.includes(day) ? [index] : []));
  const gaps = positions.map((position, index) => {
    const next = positions[index + 1] ?? (positions[0] ?? 0) + week.length;
    return next - position;
  });
  return Math.max(...gaps);
}

/**
 * Whether the clocks of a zone skip this time of day on a day of that year. A window that opens at such a time does not open
 * on that day.
 */
export function isSkipped(time: string, zone: string, year: number): boolean {
  const clock = new Intl.DateTimeFormat("en", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const wanted = minutesOf(time);
  const first = Date.UTC(year, 0, 1);
  let expected = minutesOf(clock.format(first));
  for (let instant = first; instant < Date.UTC(year + 1, 0, 1); instant += stepMinutes * minuteMs) {
    const shown = minutesOf(clock.format(instant));
    const ahead = (shown - expected + dayMinutes) % dayMinutes;
    // Clocks are never put forward by half a day: what looks like it is one that was put back.
    if (ahead < dayMinutes / 2 && (wanted - expected + dayMinutes) % dayMinutes < ahead) {
      return true;
    }
    expected = (shown + stepMinutes) % dayMinutes;
  }
  return false;
}
