import assert from "node:assert/strict";
import { Cron } from "croner";
import fc from "fast-check";
import { rotationTimes } from "../../../components/secret/rotation-schedule";

const gapInDays = (expression: string) => (rotationTimes(expression)?.longestGapHours ?? NaN) / 24;

describe("the longest gap of a rotation schedule", () => {
  for (const [expression, days] of [
    ["rate(90 days)", 90],
    ["rate(1 day)", 1],
    ["rate(12 hours)", 0.5],
    ["cron(0 1 * * ? *)", 1],
    ["cron(0 1 1 * ? *)", 31],
    ["cron(0 1 L * ? *)", 31],
    ["cron(0 1 31 * ? *)", 61],
    ["cron(0 1 29 FEB ? *)", 4 * 365 + 1],
    ["cron(0 1 1 */3 ? *)", 92],
    ["cron(0 1 1 JAN,APR,JUL,OCT ? *)", 92],
    ["cron(0 1 ? * MON *)", 7],
    ["cron(0 1 ? * SUN#1 *)", 35],
    ["cron(0 1 ? * 6L *)", 35],
    ["cron(0 1 1,15 * ? *)", 17],
    ["cron(0 0/4 * * ? *)", 1 / 6],
  ] as const) {
    it(`is ${days} days of ${expression}`, () => assert.equal(gapInDays(expression), days));
  }

  it("says when the last window of a day opens, and how soon the next may", () => {
    assert.deepEqual(rotationTimes("cron(0 1,20 * * ? *)"), {
      longestGapHours: 19,
      shortestGapHours: 5,
      latestHour: 20,
    });
  });
});

describe("a rotation schedule", () => {
  for (const expression of [
    "",
    "daily",
    "rate(0 days)",
    "rate(1000 days)",
    "rate(2 weeks)",
    "cron(30 1 * * ? *)",
    "cron(0 1 * * * *)",
    "cron(0 1 ? * ? *)",
    "cron(0 1 * * ?)",
    "cron(0 1 * * ? 2027)",
    "cron(0 24 * * ? *)",
    "cron(0 1 0 * ? *)",
    "cron(0 1 32 * ? *)",
    "cron(0 1 1 13 ? *)",
    "cron(0 1 ? * 8 *)",
    "cron(0 1 ? * MON#6 *)",
    "cron(0 1 30 FEB ? *)",
    "cron(0 5-1 * * ? *)",
    "cron(0 1/0 * * ? *)",
    "cron(0 *-5 * * ? *)",
    "cron(0 1 1,,2 * ? *)",
  ]) {
    it(`is none where it is "${expression}"`, () => assert.equal(rotationTimes(expression), undefined));
  }
});

const monthNames = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const weekdayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

const between = (min: number, max: number, name: (value: number) => string = String) => {
  const one = fc.integer({ min, max });
  return fc.oneof(
    fc.constant("*"),
    one.map(name),
    fc.tuple(one, one).map(([a, b]) => `${name(Math.min(a, b))}-${name(Math.max(a, b))}`),
    fc.tuple(one, fc.integer({ min: 1, max: 9 })).map(([from, step]) => `${from}/${step}`),
    fc.uniqueArray(one, { minLength: 1, maxLength: 4 }).map((values) => values.map(name).join(",")),
  );
};

const days = fc.oneof(
  fc.tuple(between(1, 31), fc.constant("?")),
  fc.tuple(
    fc.constant("?"),
    between(1, 7, (day) => weekdayNames[day - 1] ?? ""),
  ),
);

describe("rotation times", () => {
  it("are those of another reader of cron, year after year", () => {
    fc.assert(
      fc.property(
        between(0, 23),
        days,
        between(1, 12, (month) => monthNames[month - 1] ?? ""),
        (hours, [day, weekday], months) => {
          const times = rotationTimes(`cron(0 ${hours} ${day} ${months} ${weekday} *)`);
          const starts = startsOf(hours, day, months, weekday);
          const gaps = starts.slice(1).map((start, index) => start - (starts[index] ?? start));
          fc.pre(times !== undefined && gaps.length > 0);
          assert.ok(times.longestGapHours >= Math.max(...gaps));
          assert.ok(times.shortestGapHours <= Math.min(...gaps));
          assert.equal(times.latestHour, Math.max(...starts.map((start) => start % 24)));
        },
      ),
      { numRuns: 40 },
    );
  });
});

/** Hours since 2028 at which the expression fires, the first two hundred of them. */
function startsOf(hours: string, day: string, months: string, weekday: string): readonly number[] {
  // Days of the week have other numbers in other dialects, and the same names; croner takes Sunday to Sunday for a week.
  fc.pre(!/\d/.test(weekday));
  const fields = [stepped(hours, 23), stepped(day, 31), stepped(months, 12), weekday.replace("SUN-SUN", "SUN")];
  const cron = new Cron(`0 ${fields.join(" ").replace("?", "*")}`, { timezone: "UTC" });
  const first = Date.UTC(2028, 0, 1);
  return cron.nextRuns(200, new Date(first - 1000)).map((run) => (run.getTime() - first) / 3_600_000);
}

/** `3/2` has no end in our dialect. */
const stepped = (field: string, max: number): string => field.replace(/^(\d+)\/(\d+)$/, `$1-${max}/$2`);
