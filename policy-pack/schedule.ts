import { Cron, CronPattern } from "croner";
import { DateTime, IANAZone } from "luxon";

/** When something recurs, as its expression says. */
export type Schedule =
  | { readonly kind: "rate"; readonly minutes: number }
  /** One run and no more: `at(…)`. */
  | { readonly kind: "once"; readonly at: Date }
  | {
      readonly kind: "cron";
      readonly zone: string;
      /** Runs once, at midnight UTC, on every civil day that the schedule runs on. */
      readonly days: Cron;
      /** Minutes since midnight, ascending. */
      readonly times: readonly number[];
    };

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/**
 * Reads the expressions of EventBridge, AWS Backup and Systems Manager (`cron(…)` of six fields, of seven with seconds in front,
 * of Redshift's three; `rate(…)`, `at(…)`) and of Kubernetes (five fields, `@daily`, `@every 1h`). Undefined where the
 * expression or the zone cannot be read. Seconds are dropped.
 * @param zone IANA name of the zone in which the fields are meant
 */
export function readSchedule(expression: string, zone = "UTC"): Schedule | undefined {
  if (!IANAZone.isValidZone(zone)) {
    return undefined;
  }
  const call = /^\s*(cron|rate|at)\s*\(([^()]*)\)\s*$/i.exec(expression);
  const body = call?.[2]?.trim() ?? "";
  switch (call?.[1]?.toLowerCase()) {
    case "rate":
      return rate(body);
    case "at":
      return once(body, zone);
    case "cron":
      return awsCron(body, zone);
    default:
      return crontab(expression.trim(), zone);
  }
}

/**
 * The longest time in minutes between two runs of any of these schedules, in the 400 days from that date on. Infinity where
 * there is none, or not again. As EventBridge has it, a run at an hour that the clock skips is left out, and one at an hour
 * that it repeats takes place once.
 * @param from ISO date
 */
export function longestGap(schedules: readonly Schedule[], from: string): number {
  const rates = schedules.flatMap((schedule) => (schedule.kind === "rate" ? [schedule.minutes] : []));
  // When a rate was started is not known, so it fills no gap of another schedule but bounds all of them.
  return Math.min(
    ...rates,
    longestClockGap(
      schedules.filter(({ kind }) => kind === "cron"),
      Date.parse(from),
    ),
  );
}

function longestClockGap(schedules: readonly Schedule[], start: number): number {
  const end = start + 400 * dayMs;
  let previous = start;
  let longest = 0;
  for (const run of merged(schedules.map((schedule) => instants(schedule, start)))) {
    longest = Math.max(longest, run - previous);
    if (run >= end) {
      return longest / minuteMs;
    }
    previous = Math.max(previous, run);
  }
  return Infinity;
}

function* merged(sources: readonly Generator<number>[]): Generator<number> {
  const [only, ...others] = sources;
  if (only !== undefined && others.length === 0) {
    yield* only;
    return;
  }
  const heads = sources.map((source) => ({ source, next: source.next() }));
  for (;;) {
    const waiting = heads.filter(({ next }) => next.done !== true);
    const [first] = waiting.sort((a, b) => a.next.value - b.next.value);
    if (first === undefined) {
      return;
    }
    yield first.next.value;
    first.next = first.source.next();
  }
}

/**
 * The runs in so many days from that date on. A rate counts from the date, since nobody can tell when it was started.
 * @param from ISO date
 */
export function runs(schedule: Schedule, from: string, days: number): readonly Date[] {
  const start = Date.parse(from);
  const end = start + days * dayMs;
  const found: Date[] = [];
  for (const run of instants(schedule, start)) {
    if (run >= end) {
      break;
    }
    if (run >= start) {
      found.push(new Date(run));
    }
  }
  return found;
}

function* instants(schedule: Schedule, start: number): Generator<number> {
  if (schedule.kind === "once") {
    yield schedule.at.getTime();
    return;
  }
  if (schedule.kind === "rate") {
    for (let run = start; ; run += schedule.minutes * minuteMs) {
      yield run;
    }
  }
  const zone = IANAZone.create(schedule.zone);
  // A day in the zone may begin a day earlier than the same day in UTC.
  let day = schedule.days.nextRun(new Date(start - dayMs - 1));
  while (day !== null) {
    yield* runsOfDay(day.getTime(), schedule.times, zone);
    day = schedule.days.nextRun(day);
  }
}

function runsOfDay(midnight: number, times: readonly number[], zone: IANAZone): readonly number[] {
  const offset = zone.offset(midnight - dayMs);
  if (offset === zone.offset(midnight + 2 * dayMs)) {
    return times.map((time) => midnight + (time - offset) * minuteMs);
  }
  return times.flatMap((time) => {
    const { year, month, day, hour, minute } = DateTime.fromMillis(midnight + time * minuteMs, { zone: "UTC" });
    const local = DateTime.fromObject({ year, month, day, hour, minute }, { zone });
    const skipped = local.hour !== hour || local.minute !== minute;
    return skipped ? [] : [Math.min(...local.getPossibleOffsets().map((possible) => possible.toMillis()))];
  });
}

const unitMinutes: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 24 * 60 };

function rate(body: string): Schedule | undefined {
  const [, count, unit] = /^(\d+)\s+(minute|hour|day)s?$/i.exec(body) ?? [];
  return everyMinutes(Number(count) * (unitMinutes[unit?.toLowerCase() ?? ""] ?? NaN));
}

const everyMinutes = (minutes: number): Schedule | undefined => (minutes > 0 ? { kind: "rate", minutes } : undefined);

function once(body: string, zone: string): Schedule | undefined {
  const at = DateTime.fromISO(body, { zone });
  return at.isValid ? { kind: "once", at: at.toJSDate() } : undefined;
}

function awsCron(body: string, zone: string): Schedule | undefined {
  const fields = body.split(/\s+/);
  // Systems Manager puts an optional field of seconds in front; Redshift leaves out all but minute, hour and weekday.
  const [minute, hour, day, month, weekday, year] =
    fields.length === 3 ? [fields[0], fields[1], "*", "*", fields[2], "*"] : fields.slice(-6);
  if (![3, 6, 7].includes(fields.length) || !(isAny(day) || isAny(weekday))) {
    return undefined;
  }
  return cron({ minute, hour, day, month, weekday: quartzWeekday(weekday ?? ""), year }, zone, {
    alternativeWeekdays: true,
  });
}

const isAny = (field: string | undefined): boolean => field === "*" || field === "?";

const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** Weekdays as croner reads them: Saturday alone is not `L`, and a range does not run over the end of the week. */
function quartzWeekday(field: string): string {
  const parts = field.toUpperCase().split(",");
  return parts.map((part) => (part === "L" ? "7" : (overEndOfWeek(part) ?? part))).join(",");
}

function overEndOfWeek(part: string): string | undefined {
  const [from = NaN, to = NaN] = part.split("-").map(weekdayNumber);
  return from > to ? [...range(from, 7), ...range(1, to)].join(",") : undefined;
}

const weekdayNumber = (name: string): number => weekdays.indexOf(name) + 1 || Number(name);

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

const nicknames: ReadonlyMap<string, string> = new Map([
  ["@yearly", "0 0 1 1 *"],
  ["@annually", "0 0 1 1 *"],
  ["@monthly", "0 0 1 * *"],
  ["@weekly", "0 0 * * 0"],
  ["@daily", "0 0 * * *"],
  ["@midnight", "0 0 * * *"],
  ["@hourly", "0 * * * *"],
]);

function crontab(expression: string, zone: string): Schedule | undefined {
  const [, hours = "0", minutes = "0"] = /^@every (?:(\d+)h)?(?:(\d+)m)?$/.exec(expression) ?? [];
  const every = everyMinutes(60 * Number(hours) + Number(minutes));
  if (every !== undefined) {
    return every;
  }
  const fields = (nicknames.get(expression.toLowerCase()) ?? expression).split(/\s+/);
  const [minute, hour, day, month, weekday] = fields;
  if (fields.length !== 5) {
    return undefined;
  }
  // Where both days are restricted either is enough; a field that begins with a star restricts in addition.
  const domAndDow = [day, weekday].some((field) => /^[*?]/.test(field ?? ""));
  return cron({ minute, hour, day, month, weekday, year: "*" }, zone, { domAndDow });
}

type Field = "minute" | "hour" | "day" | "month" | "weekday" | "year";

interface Dialect {
  /** Sunday is 1, not 0. */
  readonly alternativeWeekdays?: boolean;
  readonly domAndDow?: boolean;
}

function cron(
  fields: Readonly<Record<Field, string | undefined>>,
  zone: string,
  dialect: Dialect,
): Schedule | undefined {
  const { minute, hour, day, month, weekday, year } = fields;
  const options = { ...dialect, mode: "7-part", sloppyRanges: true, timezone: "UTC", paused: true } as const;
  const pattern = (...parts: readonly (string | undefined)[]) => parts.join(" ").replaceAll("?", "*");
  try {
    const time = new CronPattern(pattern("0", minute, hour, "*", "*", "*", "*"), "UTC", options);
    const days = new Cron(pattern("0", "0", "0", day, month, weekday, year), options);
    const hours = positions(time.hour);
    const times = hours.flatMap((h) => positions(time.minute).map((m) => 60 * h + m));
    return { kind: "cron", zone, days, times };
  } catch {
    return undefined;
  }
}

const positions = (marks: readonly number[]): readonly number[] =>
  marks.flatMap((mark, position) => (mark === 0 ? [] : [position]));
