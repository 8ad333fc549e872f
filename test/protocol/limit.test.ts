import assert from "node:assert/strict";
import fc from "fast-check";
import { controls } from "../../protocol";
import {
  atLeast,
  atMost,
  exactly,
  includes,
  lessThan,
  type Limit,
  moreThan,
  oneOf,
  ours,
} from "../../protocol/control";
import { describeLimit, LoosenedLimitError, tighten } from "../../protocol/limit";

const isAccepted = (limit: Limit, value: unknown): boolean => {
  try {
    return tighten("LOG-02", "retention", limit, value) === value;
  } catch (error) {
    assert.ok(error instanceof LoosenedLimitError);
    return false;
  }
};

const messageFor = (limit: Limit, value: unknown): string => {
  try {
    tighten("LOG-02", "retention", limit, value);
  } catch (error) {
    assert.ok(error instanceof LoosenedLimitError);
    return error.message;
  }
  return assert.fail("the value was accepted");
};

interface Case {
  readonly limit: Limit;
  readonly stricter: readonly unknown[];
  readonly looser: readonly unknown[];
}

const cases: Readonly<Record<string, Case>> = {
  "a lower bound": { limit: atLeast(180, "day"), stricter: [180, 181, 3653], looser: [179, 179.9, 0] },
  "an open lower bound": { limit: moreThan(180, "day"), stricter: [180, 200], looser: [179] },
  "an upper bound": { limit: atMost(72, "hour"), stricter: [72, 71.5, 0], looser: [73, 72.1] },
  "an open upper bound": { limit: lessThan(0.5, "%"), stricter: [0.5, 0.1], looser: [0.51, 5] },
  "an earliest time": {
    limit: atLeast("07:00", "local time"),
    stricter: ["07:00", "08:59"],
    looser: ["06:59", "00:00"],
  },
  "a latest time": { limit: atMost("09:00", "local time"), stricter: ["09:00", "00:30"], looser: ["09:01", "10:00"] },
  "a lowest version": {
    limit: atLeast("1.2", "TLS version"),
    stricter: ["1.2", "1.3", "1.10", "2", "1.2.0"],
    looser: ["1.1", "1", "0.9"],
  },
  "an exact number": { limit: exactly(443, "TCP port"), stricter: [443], looser: [442, 8443] },
  "an exact text": { limit: exactly("RBAC2", "model"), stricter: ["RBAC2"], looser: ["RBAC0"] },
  "a list that is included": {
    limit: includes(["1.0", "1.1"], "TLS version"),
    stricter: [
      ["1.0", "1.1"],
      ["1.2", "1.1", "1.0"],
    ],
    looser: [["1.0"], []],
  },
  "a list of things": {
    limit: includes([{ from: 22, to: 22 }], "port range"),
    stricter: [
      [
        { from: 22, to: 22 },
        { from: 23, to: 23 },
      ],
    ],
    looser: [[{ from: 22, to: 23 }]],
  },
  "a choice": {
    limit: oneOf([60, 120, 300], "second"),
    stricter: [60, [60], [300, 120]],
    looser: [61, [60, 61]],
  },
};

/** Values that are no moved limit of any kind. */
const meaningless: readonly unknown[] = [NaN, Infinity, -1, undefined, null, {}, "", true];

describe("tighten", () => {
  for (const [title, { limit, stricter, looser }] of Object.entries(cases)) {
    it(`accepts ${title} as stated or stricter`, () => {
      assert.deepEqual(
        stricter.filter((value) => !isAccepted(limit, value)),
        [],
      );
    });

    it(`refuses to loosen ${title}`, () => {
      assert.deepEqual(
        looser.filter((value) => isAccepted(limit, value)),
        [],
      );
    });

    it(`moves ${title} both ways where it is ours`, () => {
      assert.deepEqual(
        [...stricter, ...looser].filter((value) => !isAccepted(ours(limit), value)),
        [],
      );
    });

    it(`refuses what cannot be ${title}, whoever stated it`, () => {
      assert.deepEqual(
        [limit, ours(limit)].flatMap((either) => meaningless.filter((value) => isAccepted(either, value))),
        [],
      );
    });
  }

  it("refuses a value on another scale", () => {
    assert.equal(isAccepted(atLeast(180, "day"), "365"), false);
    assert.equal(isAccepted(atLeast(180, "day"), [365]), false);
    assert.equal(isAccepted(atMost("09:00", "local time"), "8"), false);
    assert.equal(isAccepted(atMost("09:00", "local time"), "08:60"), false);
    assert.equal(isAccepted(atLeast("1.2", "TLS version"), 1.3), false);
    assert.equal(isAccepted(ours(exactly("3.8.0", "version")), 3.8), false);
    assert.equal(isAccepted(ours(includes(["a"], "tag")), "a"), false);
    assert.equal(isAccepted(ours(includes(["a"], "tag")), ["a", 1]), false);
    assert.equal(isAccepted(ours(oneOf(["a"], "tag")), []), false);
  });

  it("names the control, the limit and the attempt", () => {
    assert.throws(() => tighten("LOG-02", "hotLogRetention", atLeast(180, "day"), 90), {
      name: "LoosenedLimitError",
      message: "hotLogRetention 90 days loosens LOG-02: at least 180 days.",
      controlId: "LOG-02",
      limitName: "hotLogRetention",
      limit: { bound: "at least", value: 180, unit: "day", origin: "protocol" },
      attempted: 90,
    });
  });

  it("words the attempt in the unit of the limit", () => {
    assert.equal(messageFor(atLeast(180, "day"), 1), "retention 1 day loosens LOG-02: at least 180 days.");
    assert.equal(
      messageFor(atLeast("07:00", "local time"), "06:30"),
      "retention 06:30 local time loosens LOG-02: no earlier than 07:00 local time.",
    );
    assert.equal(
      messageFor(includes(["1.0", "1.1"], "TLS version"), ["1.0"]),
      "retention TLS version 1.0 loosens LOG-02: includes TLS versions 1.0 and 1.1.",
    );
    assert.equal(
      messageFor(includes(["1.0", "1.1"], "TLS version"), []),
      "retention no TLS version loosens LOG-02: includes TLS versions 1.0 and 1.1.",
    );
  });

  it("says so of a value that has no meaning", () => {
    const limit = atLeast(180, "day");
    assert.equal(messageFor(limit, NaN), "retention NaN has no meaning for LOG-02: at least 180 days.");
    assert.equal(messageFor(limit, undefined), "retention undefined has no meaning for LOG-02: at least 180 days.");
    assert.equal(messageFor(limit, -3), "retention -3 has no meaning for LOG-02: at least 180 days.");
  });

  it("shows nothing of an object that it cannot use", () => {
    const message = messageFor(atLeast(180, "day"), { password: "hunter2" });
    assert.equal(message, "retention an object has no meaning for LOG-02: at least 180 days.");
  });

  it("accepts every limit of the catalogue as it is stated", () => {
    const refused = controls.flatMap(({ id, limits }) =>
      Object.entries(limits)
        .filter(([, limit]) => !isAccepted(limit, limit.value))
        .map(([name]) => `${id} ${name}`),
    );
    assert.deepEqual(refused, []);
  });

  const count = fc.double({ min: 0, max: 1e6, noNaN: true });
  const time = fc
    .tuple(fc.nat(23), fc.nat(59))
    .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));
  const names = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e"), { minLength: 1 });

  it("accepts a number exactly where it is on the strict side", () => {
    fc.assert(
      fc.property(count, count, (stated, value) => {
        assert.equal(isAccepted(atLeast(stated, "day"), value), value >= stated);
        assert.equal(isAccepted(atMost(stated, "day"), value), value <= stated);
        assert.equal(isAccepted(exactly(stated, "day"), value), value === stated);
      }),
    );
  });

  it("accepts a time exactly where it is on the strict side", () => {
    const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
    fc.assert(
      fc.property(time, time, (stated, value) => {
        assert.equal(isAccepted(atLeast(stated, "local time"), value), minutes(value) >= minutes(stated));
        assert.equal(isAccepted(atMost(stated, "local time"), value), minutes(value) <= minutes(stated));
      }),
    );
  });

  it("accepts a list exactly where it has no less, and a choice where it has no more", () => {
    fc.assert(
      fc.property(names, names, (stated, value) => {
        const [all, given] = [new Set(stated), new Set(value)];
        assert.equal(
          isAccepted(includes(stated, "tag"), value),
          [...all].every((name) => given.has(name)),
        );
        assert.equal(
          isAccepted(oneOf(stated, "tag"), value),
          [...given].every((name) => all.has(name)),
        );
      }),
    );
  });

  it("never accepts anything but a limit of the same type", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const isCount = typeof value === "number" && Number.isFinite(value) && value >= 0;
        assert.equal(isAccepted(ours(atLeast(180, "day")), value), isCount);
      }),
    );
  });

  it("never lets two steps go where one may not", () => {
    fc.assert(
      fc.property(count, count, count, (stated, first, second) => {
        const twice = isAccepted(atLeast(stated, "day"), first) && isAccepted(atLeast(first, "day"), second);
        assert.ok(!twice || isAccepted(atLeast(stated, "day"), second));
      }),
    );
  });
});

describe("describeLimit", () => {
  const described: readonly (readonly [Limit, string])[] = [
    [atLeast(180, "day"), "at least 180 days"],
    [atLeast(1, "day"), "at least 1 day"],
    [atMost(0, "day"), "at most 0 days"],
    [moreThan(180, "day"), "more than 180 days"],
    [lessThan(0.5, "%"), "less than 0.5%"],
    [atLeast(99.95, "%"), "at least 99.95%"],
    [atLeast(1, "times/year"), "at least once a year"],
    [atLeast(2, "times/year"), "at least 2 times a year"],
    [atMost(4.38, "hour/year"), "at most 4.38 hours a year"],
    [atMost(1, "request/hour"), "at most 1 request an hour"],
    [atLeast(3, "person"), "at least 3 people"],
    [atLeast(2, "copy"), "at least 2 copies"],
    [atLeast(2, "class"), "at least 2 classes"],
    [atMost(100, "MiB"), "at most 100 MiB"],
    [atLeast(30, "day before expiry"), "at least 30 days before expiry"],
    [atMost(8, "bit of prefix"), "at most 8 bits of prefix"],
    [exactly(3, "time the damage"), "exactly 3 times the damage"],
    [atLeast(2 / 3, "of the votes"), "at least 2/3 of the votes"],
    [exactly(443, "TCP port"), "exactly TCP port 443"],
    [atLeast(10_000, "user id"), "at least user id 10000"],
    [exactly("RBAC2", "model"), "exactly model RBAC2"],
    [atLeast("1.2", "TLS version"), "at least TLS version 1.2"],
    [atLeast("07:00", "local time"), "no earlier than 07:00 local time"],
    [atMost("09:00", "local time"), "no later than 09:00 local time"],
    [includes(["1.0", "1.1"], "TLS version"), "includes TLS versions 1.0 and 1.1"],
    [includes(["syslog", "waf", "db-audit"], "log source"), "includes log sources syslog, waf and db-audit"],
    [includes([{ name: "SSH" }], "port range"), "includes port range SSH"],
    [oneOf([60, 120, 300, 600], "second"), "one of 60, 120, 300 or 600 seconds"],
    [oneOf(["baseline", "restricted"], "level"), "one of levels baseline or restricted"],
  ];

  for (const [limit, words] of described) {
    it(`says "${words}"`, () => {
      assert.equal(describeLimit(limit), words);
    });
  }

  it("finds words for every limit of the catalogue", () => {
    const wordless = controls.flatMap(({ id, limits }) =>
      Object.entries(limits)
        .filter(([, limit]) => /undefined|object|NaN|  /.test(describeLimit(limit)))
        .map(([name]) => `${id} ${name}`),
    );
    assert.deepEqual(wordless, []);
  });
});
