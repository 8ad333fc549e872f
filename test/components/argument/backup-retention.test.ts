import assert from "node:assert/strict";
import fc from "fast-check";
import { DataClass } from "../../../components";
import { resolveKeptData } from "../../../components/argument/backup-retention";
import { refusals } from "../../../components/argument/refusal";
import { refusalOf } from "../../support/refusal";

const refuse = refusals("Backup", "chat");

const retentionOf = (dataClass: DataClass): number => resolveKeptData(refuse, dataClass, undefined).retentionDays;

const isAccepted = (action: () => void): boolean => refusalOf(action) === undefined;

describe("retention of backups", () => {
  it("is as long as the class of the data demands", () => {
    assert.deepEqual(
      Object.values(DataClass).map((dataClass) => [dataClass, retentionOf(dataClass)]),
      [
        ["general", 35],
        ["important", 365],
        ["core", 1827],
        ["personal", 365],
        ["sensitive-personal", 365],
      ],
    );
  });

  it("is never shorter than that, and always in whole days", () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(DataClass)), fc.double(), (dataClass, days) => {
        const demanded = retentionOf(dataClass);
        const accepted = isAccepted(() => resolveKeptData(refuse, dataClass, days));
        return accepted === (Number.isInteger(days) && days >= demanded && days <= 36_500);
      }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(DataClass)),
        fc.integer({ min: 0, max: 40_000 }),
        (dataClass, days) => {
          const accepted = isAccepted(() => resolveKeptData(refuse, dataClass, days));
          return accepted === (days >= retentionOf(dataClass) && days <= 36_500);
        },
      ),
    );
  });
});
