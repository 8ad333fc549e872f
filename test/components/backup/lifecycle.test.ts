import assert from "node:assert/strict";
import fc from "fast-check";
import { BackupResource } from "../../../components";
import { refusals } from "../../../components/argument/refusal";
import { assertColdStorage, recoveryLifecycle, retainedLifecycle } from "../../../components/backup/lifecycle";
import { refusalOf } from "../../support/refusal";

const refuse = refusals("Backup", "chat");

const isAccepted = (action: () => void): boolean => refusalOf(action) === undefined;

describe("lifecycle of backups", () => {
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
