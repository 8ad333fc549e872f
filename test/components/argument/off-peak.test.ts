import assert from "node:assert/strict";
import fc from "fast-check";
import { DateTime } from "luxon";
import { minutesOf, offPeakWindows, Weekday } from "../../../components/argument/off-peak";

const days = Object.values(Weekday);

/** The hour of a window's ends in the zone on each day of the year 2026, in minutes since midnight. */
function localMinutes(time: string, zone: string, dayOfYear: number): number {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  const local = DateTime.fromObject({ year: 2026, hour, minute }, { zone: "UTC" })
    .plus({ days: dayOfYear })
    .setZone(zone);
  return 60 * local.hour + local.minute;
}

describe("a time of day", () => {
  it("is counted in minutes from midnight", () => {
    assert.deepEqual(["00:00", "01:30", "23:59"].map(minutesOf), [0, 90, 1439]);
  });
});

describe("off-peak windows", () => {
  it("are hours of the night in UTC, on the day before where the zone is far to the east", () => {
    assert.deepEqual(offPeakWindows("Asia/Shanghai", Weekday.Sunday), {
      backup: "18:00-19:00",
      maintenance: "sat:19:00-sat:20:00",
    });
  });

  it("lie on the day itself where the zone is to the west", () => {
    assert.deepEqual(offPeakWindows("Pacific/Honolulu", Weekday.Wednesday), {
      backup: "12:00-13:00",
      maintenance: "wed:13:00-wed:14:00",
    });
  });

  it("run over midnight, and over the end of the week, where the zone has it so", () => {
    assert.deepEqual(offPeakWindows("Asia/Tehran", Weekday.Monday, 2026), {
      backup: "22:30-23:30",
      maintenance: "sun:23:30-mon:00:30",
    });
  });

  it("leave as much room before as after where clocks change", () => {
    assert.equal(offPeakWindows("Europe/Berlin", Weekday.Monday, 2026).backup, "00:30-01:30");
  });

  it("stay off-peak, one after the other, on every day of the year in every zone", () => {
    const zone = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
    fc.assert(
      fc.property(zone, fc.constantFrom(...days), fc.integer({ min: 0, max: 364 }), (timezone, day, dayOfYear) => {
        const { backup, maintenance } = offPeakWindows(timezone, day, 2026);
        const [, from = "", , until = ""] = /^(?:\w{3}:)(\d\d:\d\d)-(\w{3}):(\d\d:\d\d)$/.exec(maintenance) ?? [];
        const [backupFrom = "", backupUntil = ""] = backup.split("-");
        assert.equal(backupUntil, from);
        const [start, end] = [backupFrom, until].map((time) => localMinutes(time, timezone, dayOfYear));
        assert.ok(start !== undefined && start >= 60, `${backupFrom} is ${start} in ${timezone}`);
        assert.ok(end !== undefined && end > start && end <= 300, `${until} is ${end} in ${timezone}`);
      }),
      { numRuns: 1000 },
    );
  });

  it("are on the day that was asked for, as the zone counts it", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("Asia/Shanghai", "Europe/Berlin", "America/Los_Angeles", "Pacific/Auckland", "Etc/UTC"),
        fc.constantFrom(...days),
        (timezone, day) => {
          const [utcDay = "", hour, minute] = offPeakWindows(timezone, day, 2026).maintenance.split(/[:-]/);
          const monday = DateTime.utc(2026, 5, 11, Number(hour), Number(minute));
          const local = monday.plus({ days: days.indexOf(utcDay as Weekday) });
          assert.equal(days[local.setZone(timezone).weekday - 1], day);
        },
      ),
    );
  });
});
