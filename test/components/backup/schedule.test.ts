import assert from "node:assert/strict";
import { Cron } from "croner";
import fc from "fast-check";
import { BackupFrequency, RestoreTestInterval } from "../../../components";
import { hourly, retained, restoreTests, type Timing } from "../../../components/backup/schedule";

const HOUR = 3_600_000;

/** Zones of every kind of clock change: none, in spring and autumn, by half an hour, at midnight, southern. */
const zone = fc.constantFrom(
  "Asia/Shanghai",
  "Asia/Kolkata",
  "UTC",
  "America/New_York",
  "America/Havana",
  "America/Santiago",
  "Atlantic/Azores",
  "Europe/Berlin",
  "Europe/Helsinki",
  "Europe/London",
  "Australia/Lord_Howe",
);
const start = fc.date({ min: new Date("2026-01-01"), max: new Date("2031-12-31"), noInvalidDate: true });

/** Hours between the runs of a schedule in the days after a date. */
function gaps(expression: string, timezone: string, from: Date, days = 2 * 366): readonly number[] {
  const fields = /^cron\((.*)\)$/.exec(expression)?.[1];
  assert.ok(fields !== undefined, expression);
  const [minute, hour, day, month, weekday, year] = fields.replaceAll("?", "*").split(" ");
  const pattern = ["0", minute, hour, day, month, weekday, year].join(" ");
  const runs: number[] = [];
  const cron = new Cron(pattern, { mode: "7-part", timezone, paused: true });
  const end = from.getTime() + days * 24 * HOUR;
  for (let run = cron.nextRun(from); run !== null && run.getTime() < end; run = cron.nextRun(run)) {
    runs.push(run.getTime());
  }
  assert.ok(runs.length > 1, expression);
  return runs.slice(1).map((run, index) => (run - (runs[index] ?? NaN)) / HOUR);
}

describe("backup schedules", () => {
  it("have a question mark in exactly one of the two fields of days, as the service demands", () => {
    const schedules = [hourly.schedule, ...Object.values(retained).map(({ schedule }) => schedule)];
    for (const expression of [...schedules, ...Object.values(restoreTests)]) {
      const [, , day, , weekday] = /^cron\((.*)\)$/.exec(expression)?.[1]?.split(" ") ?? [];
      assert.equal([day, weekday].filter((field) => field === "?").length, 1, expression);
    }
  });

  it("leave windows that the service accepts", () => {
    const timings: readonly Timing[] = [hourly, ...Object.values(retained)];
    for (const { schedule, startWindow, completionWindow } of timings) {
      assert.ok(startWindow >= 60, schedule);
      assert.ok(completionWindow >= startWindow + 60, schedule);
    }
  });

  it("recover to an hour, whatever clocks do", () => {
    const { schedule, scheduleExpressionTimezone = "", startWindow } = hourly;
    assert.equal(startWindow, 60);
    assert.equal(scheduleExpressionTimezone, "Etc/UTC");
    assert.deepEqual([...new Set(gaps(schedule, scheduleExpressionTimezone, new Date("2026-01-01"), 30))], [1]);
  });

  it("back up daily within 24 hours, but for the night on which clocks are put back", () => {
    fc.assert(
      fc.property(zone, start, (timezone, from) => {
        const all = gaps(retained[BackupFrequency.Daily].schedule, timezone, from);
        const late = all.filter((gap) => gap > 24);
        return late.length <= 3 && late.every((gap) => gap <= 25);
      }),
      { numRuns: 20 },
    );
    assert.deepEqual(
      gaps(retained[BackupFrequency.Daily].schedule, "Asia/Shanghai", new Date("2026-01-01")).filter((gap) => gap > 24),
      [],
    );
  });

  it("back up weekly within 168 hours, but for the week in which clocks are put back", () => {
    fc.assert(
      fc.property(zone, start, (timezone, from) => {
        const all = gaps(retained[BackupFrequency.Weekly].schedule, timezone, from);
        return all.filter((gap) => gap > 168).length <= 3 && all.every((gap) => gap <= 169);
      }),
    );
  });

  it("test restores at least twice a year and never more than 184 days apart", () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(RestoreTestInterval)), zone, start, (interval, timezone, from) => {
        const all = gaps(restoreTests[interval], timezone, from);
        return all.length + 1 >= 4 && Math.max(...all) <= 184 * 24;
      }),
    );
  });

  it("test restores as often as their names say", () => {
    const longest = (interval: RestoreTestInterval) =>
      Math.round(Math.max(...gaps(restoreTests[interval], "Asia/Shanghai", new Date("2026-01-01"))) / 24);
    assert.deepEqual(
      Object.values(RestoreTestInterval).map((interval) => [interval, longest(interval)]),
      [
        ["weekly", 7],
        ["monthly", 31],
        ["quarterly", 92],
        ["half-yearly", 183],
      ],
    );
  });
});
