import assert from "node:assert/strict";
import fc from "fast-check";
import { BackupResource, DataClass, RefusedArgumentError } from "../../../components";
import { refusals } from "../../../components/argument/refusal";
import {
  assertBackupRetention,
  assertColdStorage,
  recoveryLifecycle,
  retainedLifecycle,
  retentionOf,
} from "../../../components/backup/lifecycle";

const refuse = refusals("Backup", "chat");

function isAccepted(action: () => void): boolean {
  try {
    action();
    return true;
  } catch (error) {
    assert.ok(error instanceof RefusedArgumentError);
    return false;
  }
}

describe("lifecycle of backups", () => {
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
        const accepted = isAccepted(() => assertBackupRetention(refuse, days, dataClass));
        return accepted === (Number.isInteger(days) && days >= demanded && days <= 36_500);
      }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(DataClass)),
        fc.integer({ min: 0, max: 40_000 }),
        (dataClass, days) => {
          const accepted = isAccepted(() => assertBackupRetention(refuse, days, dataClass));
          return accepted === (days >= retentionOf(dataClass) && days <= 36_500);
        },
      ),
    );
  });

  it("leaves 90 days in cold storage, or has none", () => {
    fc.assert(
      fc.property(fc.integer({ min: 35, max: 400 }), fc.integer({ min: -1, max: 400 }), (retention, cold) => {
        const accepted = isAccepted(() => assertColdStorage(refuse, cold, retention, [BackupResource.Efs]));
        const { deleteAfter, coldStorageAfter = NaN } = retainedLifecycle(retention, cold);
        return accepted === (cold >= 1 && deleteAfter >= coldStorageAfter + 90);
      }),
    );
    assert.deepEqual(retainedLifecycle(365, undefined), { deleteAfter: 365 });
  });

  it("ends with what continuous backups reach back to", () => {
    assert.deepEqual(recoveryLifecycle, { deleteAfter: 35 });
  });
});
