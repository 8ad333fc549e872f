import assert from "node:assert/strict";
import { Cron } from "croner";
import fc from "fast-check";
import { DateTime } from "luxon";
import { Weekday } from "../../../components";
import { cronOf, isSkipped, longestGapDays } from "../../../components/patching/schedule";

const days = fc.subarray(Object.values(Weekday), { minLength: 1 });
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 45))
  .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));

/** The runs of a window's expression in that year, by a reader of such expressions that is not ours. */
function runs(expression: string, timezone: string, year: number): readonly DateTime[] {
  const fields = /^cron\((.*)\)$/.exec(expression)?.[1]?.replaceAll("?", "*").split(" ") ?? [];
  assert.equal(fields.length, 6);
  const cron = new Cron(fields.slice(0, 5).join(" "), { timezone, alternativeWeekdays: false });
  const found: DateTime[] = [];
  let run = cron.nextRun(new Date(Date.UTC(year, 0, 1) - 1));
  while (run !== null && run.getUTCFullYear() === year) {
    found.push(DateTime.fromJSDate(run, { zone: timezone }));
    run = cron.nextRun(run);
  }
  return found;
}

describe("the schedule of a patch window", () => {
  it("is written as maintenance windows take it", () => {
    assert.equal(cronOf({ days: Object.values(Weekday), start: "03:00" }), "cron(0 3 ? * * *)");
    assert.equal(
      cronOf({ days: [Weekday.Sunday, Weekday.Wednesday, Weekday.Monday], start: "01:30" }),
      "cron(30 1 ? * MON,WED,SUN *)",
    );
  });

  it("runs on its days at its time, and on no other", () => {
    fc.assert(
      fc.property(days, time, (on, start) => {
        const found = runs(cronOf({ days: on, start }), "Asia/Shanghai", 2026);
        assert.ok(found.length >= 52 * on.length);
        for (const run of found) {
          assert.equal(run.toFormat("HH:mm"), start);
          assert.ok(on.includes(run.setLocale("en").toFormat("ccc").toLowerCase() as Weekday));
        }
      }),
      { numRuns: 30 },
    );
  });

  it("knows the longest time between two runs", () => {
    fc.assert(
      fc.property(days, time, (on, start) => {
        const found = runs(cronOf({ days: on, start }), "Asia/Shanghai", 2026);
        const gaps = found.slice(1).map((run, index) => run.diff(found[index] as DateTime, "days").days);
        assert.equal(longestGapDays(on), Math.max(...gaps));
      }),
      { numRuns: 30 },
    );
    assert.equal(longestGapDays([Weekday.Wednesday]), 7);
    assert.equal(longestGapDays(Object.values(Weekday).slice(0, 5)), 3);
  });
});

describe("a time of day that clocks skip", function () {
  this.timeout(20_000);

  const isSkippedByLuxon = (start: string, zone: string, year: number): boolean => {
    const [hour = 0, minute = 0] = start.split(":").map(Number);
    for (let day = DateTime.utc(year, 1, 1); day.year === year; day = day.plus({ days: 1 })) {
      const local = DateTime.fromObject({ year, month: day.month, day: day.day, hour, minute }, { zone });
      if (local.hour !== hour || local.minute !== minute) {
        return true;
      }
    }
    return false;
  };

  it("is known for each zone", () => {
    const zones = ["Europe/London", "Europe/Berlin", "Europe/Athens", "America/New_York", "Australia/Lord_Howe"];
    for (const zone of [...zones, "Asia/Shanghai", "UTC", "Pacific/Kiritimati"]) {
      for (const start of ["00:30", "01:00", "01:30", "02:00", "02:15", "02:30", "03:00", "03:30", "04:00"]) {
        assert.equal(isSkipped(start, zone, 2026), isSkippedByLuxon(start, zone, 2026), `${start} ${zone}`);
      }
    }
  });

  it("is one of the hour in which Berlin's clocks are put forward", () => {
    const hours = ["01:59", "02:00", "02:59", "03:00"];
    assert.deepEqual(
      hours.map((start) => isSkipped(start, "Europe/Berlin", 2026)),
      [false, true, true, false],
    );
  });
});
