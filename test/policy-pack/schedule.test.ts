import assert from "node:assert/strict";
import fc from "fast-check";
import { DateTime } from "luxon";
import { longestGap, readSchedule, runs, type Schedule } from "../../policy-pack/schedule";

const from = "2026-01-01";

function read(expression: string, zone?: string): Schedule {
  const schedule = readSchedule(expression, zone);
  assert.ok(schedule, `${expression} in ${zone} is a schedule`);
  return schedule;
}

const gap = (expression: string, zone?: string, asOf = from) => longestGap([read(expression, zone)], asOf);

const firstRuns = (expression: string, zone?: string, days = 120) =>
  runs(read(expression, zone), from, days)
    .slice(0, 3)
    .map((run) => run.toISOString().slice(0, 16));

const hour = 60;
const day = 24 * hour;

describe("longest gap of a schedule", () => {
  const gaps: Readonly<Record<string, number>> = {
    "cron(0 5 * * ? *)": day,
    "cron(0 * * * ? *)": hour,
    "cron(0/15 * * * ? *)": 15,
    "cron(*/20 * ? * * *)": 20,
    "cron(10,40 * * * ? *)": 30,
    "cron(0 8-18 * * ? *)": 14 * hour,
    "cron(0 3,4 * * ? *)": 23 * hour,
    "cron(0 5 ? * MON-FRI *)": 3 * day,
    "cron(0 5 ? * 2-6 *)": 3 * day,
    "cron(0 5 ? * SUN *)": 7 * day,
    "cron(0 5 ? * SAT-MON *)": 5 * day,
    "cron(0 5 ? * L *)": 7 * day,
    "cron(0 5 ? * 6L *)": 35 * day,
    "cron(0 5 ? * SUN#3 *)": 35 * day,
    "cron(0 5 1 * ? *)": 31 * day,
    "cron(0 5 L * ? *)": 31 * day,
    "cron(0 5 LW * ? *)": 32 * day,
    "cron(0 5 31 * ? *)": 61 * day,
    "cron(0 5 1 1/3 ? *)": 92 * day,
    "cron(0 5 1 JAN,JUL ? *)": 184 * day,
    "cron(0 5 1 1 ? *)": 365 * day,
    "cron(30 12 *)": day,
    "cron(30 12 SUN)": 7 * day,
    "cron(0 0 2 ? * SUN *)": 7 * day,
    "CRON(0 5 * * ? *)": day,
    "rate(5 minutes)": 5,
    "rate(1 hour)": hour,
    "rate(2 days)": 2 * day,
    "*/5 * * * *": 5,
    "@hourly": hour,
    "@daily": day,
    "@weekly": 7 * day,
    "@every 1h30m": 90,
    "0 3 * * 1": 7 * day,
    "0 3 * * SUN": 7 * day,
    "0 3 * * 0": 7 * day,
  };
  for (const [expression, minutes] of Object.entries(gaps)) {
    it(`is ${minutes} minutes for ${expression}`, () => assert.equal(gap(expression), minutes));
  }

  it("has no end where a schedule never runs", () => {
    assert.equal(gap("cron(0 5 30 2 ? *)"), Infinity);
    assert.equal(gap("cron(0 5 * * ? 2020)"), Infinity);
    assert.equal(gap("0 0 31 4 *"), Infinity);
  });

  it("has no end where a schedule stops within the time looked at", () => {
    assert.equal(gap("cron(0 5 * * ? 2026)"), Infinity);
    assert.equal(gap("cron(0 5 * * ? 2026-2099)"), day);
  });

  it("has no end where a schedule runs once", () => assert.equal(gap("at(2026-03-01T00:00:00)"), Infinity));

  it("reaches over the time looked at where a schedule is that rare", () => {
    assert.equal(gap("cron(0 0 29 2 ? *)"), (2 * 365 + 31 + 28) * day);
  });

  it("counts the hour that the clock gains", () => {
    assert.equal(gap("cron(0 5 * * ? *)", "Europe/Berlin"), 25 * hour);
    assert.equal(gap("cron(0 5 * * ? *)", "Asia/Shanghai"), day);
  });

  it("counts two days where the clock skips the run", () => {
    assert.equal(gap("cron(30 2 * * ? *)", "Europe/Berlin"), 47 * hour);
    assert.equal(gap("cron(30 0 * * ? *)", "Africa/Cairo"), 47 * hour);
  });

  it("counts a repeated hour once", () => {
    assert.equal(gap("cron(0 * * * ? *)", "America/New_York"), 2 * hour);
  });

  it("is that of all the runs of several schedules", () => {
    const several = (...expressions: readonly string[]) =>
      longestGap(
        expressions.map((each) => read(each)),
        from,
      );
    assert.equal(several("cron(0 5 ? * MON-FRI *)", "cron(0 5 ? * SAT,SUN *)"), day);
    assert.equal(several("cron(0 5 * * ? *)", "cron(0 17 * * ? *)"), 12 * hour);
    assert.equal(several("cron(0 5 * * ? *)", "rate(3 hours)"), 3 * hour);
    assert.equal(several("cron(0 5 * * ? *)", "at(2026-03-01T00:00:00)"), day);
    assert.equal(several(), Infinity);
  });

  it("is the number of a rate", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.constantFrom("minute", "hour", "day"), (count, unit) => {
        const minutes = { minute: 1, hour, day }[unit] ?? NaN;
        assert.equal(gap(`rate(${count} ${unit}s)`), count * minutes);
        assert.equal(gap(`rate(${count} ${unit})`, "Europe/Berlin"), count * minutes);
      }),
    );
  });

  const subset = (max: number, min = 0) =>
    fc.uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength: 4 }).map((all) => all.sort((a, b) => a - b));

  it("is what walking through every minute finds, in UTC", () => {
    fc.assert(
      fc.property(subset(59), subset(23), subset(6), fc.boolean(), (minutes, hours, weekdays, aws) => {
        const expression = aws
          ? `cron(${minutes} ${hours} ? * ${weekdays.map((weekday) => weekday + 1)} *)`
          : `${minutes} ${hours} * * ${weekdays}`;
        const start = Date.parse(from);
        let previous: number | undefined;
        let longest = 0;
        for (let at = start; at < start + 415 * day * 60_000; at += 60_000) {
          const date = new Date(at);
          const runsNow =
            minutes.includes(date.getUTCMinutes()) &&
            hours.includes(date.getUTCHours()) &&
            weekdays.includes(date.getUTCDay());
          if (runsNow) {
            longest = Math.max(longest, at - (previous ?? at));
            previous = at;
          }
        }
        assert.equal(gap(expression), longest / 60_000);
      }),
      { numRuns: 15 },
    );
  });

  it("is what walking through every hour of the clock finds, in any zone", () => {
    const zones = ["Europe/Berlin", "America/New_York", "America/Santiago", "Asia/Shanghai", "Australia/Sydney", "UTC"];
    fc.assert(
      fc.property(subset(23), fc.constantFrom(...zones), (hours, zone) => {
        const start = DateTime.fromISO(from, { zone: "UTC" }).toMillis();
        const seen = new Set<string>();
        let previous: number | undefined;
        let longest = 0;
        for (let at = start; at < start + 402 * 24 * 3_600_000; at += 3_600_000) {
          const local = DateTime.fromMillis(at, { zone });
          const clock = local.toFormat("yyyy-MM-dd HH");
          if (hours.includes(local.hour) && !seen.has(clock)) {
            seen.add(clock);
            longest = Math.max(longest, at - (previous ?? at));
            previous = at;
          }
        }
        assert.equal(gap(`cron(0 ${hours} * * ? *)`, zone), longest / 60_000);
      }),
      { numRuns: 12 },
    );
  });
});

describe("runs of a schedule", () => {
  it("are converted from their own zone", () => {
    assert.deepEqual(firstRuns("cron(30 3 * * ? *)", "Asia/Shanghai"), [
      "2026-01-01T19:30",
      "2026-01-02T19:30",
      "2026-01-03T19:30",
    ]);
    assert.deepEqual(firstRuns("cron(0 22 * * ? *)", "America/Los_Angeles"), [
      "2026-01-01T06:00",
      "2026-01-02T06:00",
      "2026-01-03T06:00",
    ]);
  });

  it("follow the last day, the nearest weekday and the nth weekday", () => {
    assert.deepEqual(firstRuns("cron(0 1 L * ? *)"), ["2026-01-31T01:00", "2026-02-28T01:00", "2026-03-31T01:00"]);
    assert.deepEqual(firstRuns("cron(0 1 15W * ? *)"), ["2026-01-15T01:00", "2026-02-16T01:00", "2026-03-16T01:00"]);
    assert.deepEqual(firstRuns("cron(0 1 ? * 2#2 *)"), ["2026-01-12T01:00", "2026-02-09T01:00", "2026-03-09T01:00"]);
  });

  it("count Sunday as 1 for AWS and as 0 elsewhere", () => {
    assert.deepEqual(firstRuns("cron(0 1 ? * 1 *)", "UTC", 7), ["2026-01-04T01:00"]);
    assert.deepEqual(firstRuns("0 1 * * 1", "UTC", 7), ["2026-01-05T01:00"]);
  });

  it("take either day of a crontab that restricts both", () => {
    assert.deepEqual(firstRuns("0 0 1 * MON"), ["2026-01-01T00:00", "2026-01-05T00:00", "2026-01-12T00:00"]);
    assert.deepEqual(firstRuns("0 0 */2 * MON"), ["2026-01-05T00:00", "2026-01-19T00:00", "2026-02-09T00:00"]);
  });

  it("are one for a schedule that runs once, within the days asked for", () => {
    assert.deepEqual(firstRuns("at(2026-02-01T08:00:00)", "Asia/Shanghai"), ["2026-02-01T00:00"]);
    assert.deepEqual(firstRuns("at(2025-02-01T08:00:00)"), []);
  });

  it("begin at the date for a rate", () => {
    assert.deepEqual(firstRuns("rate(30 days)"), ["2026-01-01T00:00", "2026-01-31T00:00", "2026-03-02T00:00"]);
  });
});

describe("an expression that is no schedule", () => {
  const unreadable = [
    "",
    "daily",
    "rate(0 minutes)",
    "rate(5 weeks)",
    "rate(-5 minutes)",
    "cron()",
    "cron(0 5 * * ?)",
    "cron(0 5 1 * MON *)",
    "cron(99 5 * * ? *)",
    "cron(0 5 ? * ? )",
    "cron(0 5 ? * 9 *)",
    "at(tomorrow)",
    "0 0 * *",
    "0 24 * * *",
    "@every 0h",
    "@sometimes",
    "__proto__",
  ];
  for (const expression of unreadable) {
    it(`is "${expression}"`, () => assert.equal(readSchedule(expression), undefined));
  }

  it("is any in a zone that does not exist", () => {
    assert.equal(readSchedule("cron(0 5 * * ? *)", "Mars/Olympus"), undefined);
  });

  it("never throws", () => {
    const alphabet = fc.constantFrom(
      "cron(",
      "rate(",
      "at(",
      ")",
      "*",
      "?",
      "L",
      "W",
      "#",
      "/",
      "-",
      ",",
      "0",
      "5",
      " ",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(alphabet, { maxLength: 20 }).map((all) => all.join("")),
        ),
        (text) => {
          const schedule = readSchedule(text);
          return schedule === undefined || longestGap([schedule], from) > 0;
        },
      ),
    );
  });
});
