/** When a schedule of Secrets Manager starts a rotation. Its time zone is always UTC. */
export interface RotationTimes {
  readonly longestGapHours: number;
  readonly shortestGapHours: number;
  /** The latest hour of a day at which a rotation window opens. */
  readonly latestHour: number;
}

const HOURS = 24;
const monthNames = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const weekdayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
// Every combination of month, weekday and leap day comes up within them.
const DAYS = 366 + 28 * 365 + 7;
const FIRST_DAY = Date.UTC(2028, 0, 1);
const DAY_MILLISECONDS = HOURS * 3_600_000;

/** Returns undefined for what Secrets Manager does not take: `rate(N hours)`, `rate(N days)`, `cron(0 …)` of six fields. */
export function rotationTimes(expression: string): RotationTimes | undefined {
  const [, amount = "", unit = ""] = /^rate\((\d{1,3}) (hour|day)s?\)$/.exec(expression) ?? [];
  if (amount !== "") {
    const gap = Number(amount) * (unit === "day" ? HOURS : 1);
    return gap > 0 ? { longestGapHours: gap, shortestGapHours: gap, latestHour: 0 } : undefined;
  }
  const fields = /^cron\(0 (\S+) (\S+) (\S+) (\S+) \*\)$/.exec(expression)?.slice(1);
  return fields === undefined ? undefined : cronTimes(fields);
}

function cronTimes([hourField = "", dayField = "", monthField = "", weekdayField = ""]: readonly string[]) {
  const hours = numbers(hourField, 0, HOURS - 1);
  const isDay = dayMatcher(dayField, monthField, weekdayField);
  if (hours === undefined || isDay === undefined) {
    return undefined;
  }
  const starts = Array.from({ length: DAYS }, (_, index) => index)
    .filter((index) => isDay(new Date(FIRST_DAY + index * DAY_MILLISECONDS)))
    .flatMap((index) => hours.map((hour) => index * HOURS + hour));
  const gaps = starts.slice(1).map((start, index) => start - (starts[index] ?? start));
  return gaps.length === 0
    ? undefined
    : {
        longestGapHours: gaps.reduce((a, b) => Math.max(a, b)),
        shortestGapHours: gaps.reduce((a, b) => Math.min(a, b)),
        latestHour: Math.max(...hours),
      };
}

type DayMatcher = (day: Date) => boolean;

function dayMatcher(dayField: string, monthField: string, weekdayField: string): DayMatcher | undefined {
  const months = numbers(monthField, 1, 12, monthNames);
  // The service wants exactly one of the two left open.
  const ofMonth = weekdayField === "?" ? dayOfMonth(dayField) : undefined;
  const ofWeek = dayField === "?" ? dayOfWeek(weekdayField) : undefined;
  const isDay = ofMonth ?? ofWeek;
  return months === undefined || isDay === undefined
    ? undefined
    : (day) => months.includes(day.getUTCMonth() + 1) && isDay(day);
}

function dayOfMonth(field: string): DayMatcher | undefined {
  if (field === "L") {
    return isInLast(1);
  }
  const days = numbers(field, 1, 31);
  return days && ((day) => days.includes(day.getUTCDate()));
}

function dayOfWeek(field: string): DayMatcher | undefined {
  const [, weekday = "", last, nth = "1"] = /^(\w+?)(?:(L)|#([1-5]))$/.exec(field) ?? [];
  const days = numbers(weekday === "" ? field : weekday, 1, 7, weekdayNames);
  const isWeekday = days && ((day: Date) => days.includes(day.getUTCDay() + 1));
  if (isWeekday === undefined || weekday === "") {
    return isWeekday;
  }
  const isWeek = last === undefined ? isInWeek(Number(nth)) : isInLast(7);
  return (day) => isWeekday(day) && isWeek(day);
}

const isInWeek =
  (nth: number): DayMatcher =>
  (day) =>
    Math.ceil(day.getUTCDate() / 7) === nth;

const isInLast =
  (days: number): DayMatcher =>
  (day) =>
    new Date(day.getTime() + days * DAY_MILLISECONDS).getUTCMonth() !== day.getUTCMonth();

/** What a field stands for: `*`, `1`, `1,15`, `MON-FRI`, `0/4`, or lists of these. */
function numbers(field: string, min: number, max: number, names: readonly string[] = []): number[] | undefined {
  const parts = field.split(",").map((part) => range(part, min, max, names));
  return parts.every((part) => part !== undefined) ? [...new Set(parts.flat())].sort((a, b) => a - b) : undefined;
}

function range(part: string, min: number, max: number, names: readonly string[]): number[] | undefined {
  const [, from = "", to, step] = /^(\*|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part) ?? [];
  const first = from === "*" ? min : numberOf(from, min, names);
  const last = to !== undefined ? numberOf(to, min, names) : from === "*" || step !== undefined ? max : first;
  const width = step === undefined ? 1 : Number(step);
  const isSound = width > 0 && first >= min && last <= max && first <= last && !(from === "*" && to !== undefined);
  return isSound
    ? Array.from({ length: Math.floor((last - first) / width) + 1 }, (_, index) => first + index * width)
    : undefined;
}

function numberOf(text: string, min: number, names: readonly string[]): number {
  const position = names.indexOf(text.toUpperCase());
  return position >= 0 ? position + min : /^\d+$/.test(text) ? Number(text) : NaN;
}
