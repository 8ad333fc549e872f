import assert from "node:assert/strict";
import fc from "fast-check";
import { refusals } from "../../../components/argument/refusal";
import { assertTransitions, lifecycleRules, StorageClass } from "../../../components/storage/lifecycle";
import { refusalOf } from "../../support/refusal";

const transitions = fc.array(
  fc.record({
    afterDays: fc.constantFrom(0, 1, 29, 30, 31, 59, 60, 61, 89, 90, 91, 365),
    storageClass: fc.constantFrom(...Object.values(StorageClass)),
  }),
  { maxLength: 3 },
);
const expiry = fc.option(fc.constantFrom(30, 60, 91, 366, 1000), { nil: undefined });

const coldness = Object.values(StorageClass);

const isAccepted = (...args: [Parameters<typeof assertTransitions>[2], number | undefined]): boolean =>
  refusalOf(() => assertTransitions(refusals("Bucket", "files"), "transitions", ...args)) === undefined;

describe("moves to cheaper storage", () => {
  it("are accepted exactly where the cloud makes them", () => {
    fc.assert(
      fc.property(transitions, expiry, (moves, expireAfterDays) => {
        const isMade = moves.every(({ afterDays, storageClass }, index) => {
          const before = moves[index - 1];
          const isInfrequent = (each: StorageClass | undefined) => each === StorageClass.StandardInfrequentAccess;
          return (
            afterDays >= (isInfrequent(storageClass) ? 30 : 1) &&
            afterDays < (expireAfterDays ?? Infinity) &&
            (before === undefined ||
              (afterDays >= before.afterDays + (isInfrequent(before.storageClass) ? 30 : 1) &&
                coldness.indexOf(storageClass) > coldness.indexOf(before.storageClass)))
          );
        });
        assert.equal(isAccepted(moves, expireAfterDays), isMade);
      }),
    );
  });

  it("are refused where a day is no number, or the storage is none", () => {
    assert.equal(
      isAccepted([{ afterDays: NaN, storageClass: StorageClass.GlacierInstantRetrieval }], undefined),
      false,
    );
    assert.equal(isAccepted([{ afterDays: 90, storageClass: "ONEZONE_IA" as StorageClass }], undefined), false);
  });
});

describe("the rules of a lifecycle", () => {
  it("say that they are for the whole bucket, and never mix the end of objects and of their markers", () => {
    fc.assert(
      fc.property(
        transitions,
        expiry,
        fc.integer({ min: 1, max: 4000 }),
        (moves, expireAfterDays, keepVersionsDays) => {
          const rules = lifecycleRules({
            transitions: moves,
            ...(expireAfterDays !== undefined && { expireAfterDays }),
            keepVersionsDays,
          });
          assert.equal(new Set(rules.map(({ id }) => id)).size, rules.length);
          for (const { filter, status, expiration } of rules) {
            assert.deepEqual([filter, status], [{ prefix: "" }, "Enabled"]);
            assert.ok(expiration === undefined || Object.keys(expiration).length === 1);
          }
        },
      ),
    );
  });
});
