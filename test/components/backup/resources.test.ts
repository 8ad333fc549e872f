import assert from "node:assert/strict";
import fc from "fast-check";
import { BackupResource, DataClass, RecoveryTier } from "../../../components";
import { refusals } from "../../../components/argument/refusal";
import { arnPatterns } from "../../../components/backup/protection";
import {
  assertRecoverable,
  isContinuous,
  matchesKind,
  recoveredKinds,
  resourceFacts,
} from "../../../components/backup/resources";
import { refusalOf } from "../../support/refusal";

const kinds = Object.values(BackupResource);
const kind = fc.constantFrom(...kinds);
const tier = fc.constantFrom(...Object.values(RecoveryTier));
const dataClass = fc.constantFrom(...Object.values(DataClass));

const accepts = (resource: BackupResource, of: RecoveryTier, data = DataClass.General): boolean =>
  refusalOf(() => assertRecoverable(refusals("Backup", "chat"), "kind", resource, of, data)) === undefined;

describe("kinds of resources", () => {
  it("are accepted for red where five minutes are met and for orange where thirty are", () => {
    const red = kinds.filter((each) => accepts(each, RecoveryTier.Red));
    const orange = kinds.filter((each) => accepts(each, RecoveryTier.Orange));
    assert.deepEqual(red, ["aurora", "documentdb", "dynamodb", "neptune", "rds", "s3"]);
    assert.deepEqual(orange, ["aurora", "documentdb", "dynamodb", "efs", "neptune", "rds", "s3"]);
  });

  it("are all accepted where snapshots are enough", () => {
    assert.ok(kinds.every((each) => accepts(each, RecoveryTier.Yellow) && accepts(each, RecoveryTier.None)));
  });

  it("are accepted for core data where they are kept continuously", () => {
    const core = kinds.filter((each) => accepts(each, RecoveryTier.Yellow, DataClass.Core));
    assert.deepEqual(core, ["aurora", "documentdb", "dynamodb", "efs", "neptune", "rds", "s3"]);
  });

  it("that are accepted are recovered as their tier demands", () => {
    const rpo = { red: 5, orange: 30, yellow: 60, none: Infinity };
    fc.assert(
      fc.property(fc.uniqueArray(kind, { minLength: 1 }), tier, dataClass, (some, of, data) => {
        const accepted = some.filter((each) => accepts(each, of, data));
        const recovered = recoveredKinds(accepted, of, data);
        for (const each of accepted) {
          const { continuousMinutes = Infinity, ownMinutes = Infinity } = resourceFacts[each];
          const planned = isContinuous(each) ? continuousMinutes : 60;
          const best = Math.min(recovered.includes(each) ? planned : Infinity, ownMinutes);
          assert.ok(best <= rpo[of], `${each} of tier ${of} loses ${best} minutes`);
        }
        assert.ok(recovered.every((each) => accepted.includes(each)));
      }),
    );
  });

  it("are recovered hourly in tier yellow alone", () => {
    fc.assert(
      fc.property(tier, dataClass, (of, data) => {
        const snapshots = recoveredKinds(kinds, of, data).filter((each) => !isContinuous(each));
        return snapshots.length > 0 === (of === RecoveryTier.Yellow);
      }),
    );
  });

  it("are left to the daily backups outside of the tiers, but for core data", () => {
    assert.deepEqual(recoveredKinds(kinds, RecoveryTier.None, DataClass.Personal), []);
    assert.deepEqual(recoveredKinds(kinds, RecoveryTier.None, DataClass.Core), ["aurora", "rds", "s3"]);
  });

  it("are told by their ARNs", () => {
    const arns: Readonly<Record<BackupResource, string>> = {
      aurora: "arn:aws:rds:eu-central-1:111122223333:cluster:chat",
      documentdb: "arn:aws:rds:eu-central-1:111122223333:cluster:files",
      dynamodb: "arn:aws-cn:dynamodb:cn-north-1:111122223333:table/sessions",
      ebs: "arn:aws:ec2:eu-central-1:111122223333:volume/vol-0a1b",
      ec2: "arn:aws:ec2:eu-central-1:111122223333:instance/i-0a1b",
      efs: "arn:aws:elasticfilesystem:eu-central-1:111122223333:file-system/fs-0a1b",
      eks: "arn:aws:eks:eu-central-1:111122223333:cluster/im",
      fsx: "arn:aws:fsx:eu-central-1:111122223333:file-system/fs-0a1b",
      neptune: "arn:aws:rds:eu-central-1:111122223333:cluster:graph",
      rds: "arn:aws:rds:eu-central-1:111122223333:db:chat",
      s3: "arn:aws:s3:::chat-files",
    };
    for (const each of kinds) {
      assert.ok(matchesKind(arns[each], each), each);
      const same = kinds.filter((other) => resourceFacts[other].arns === resourceFacts[each].arns);
      assert.deepEqual(
        kinds.filter((other) => matchesKind(arns[each], other)),
        same,
      );
    }
    assert.ok(!matchesKind("arn:aws:rds:eu-central-1:111122223333:db:*", BackupResource.Rds));
    assert.ok(!matchesKind("*", BackupResource.S3));
  });

  it("are selected by one pattern where they share it", () => {
    const { Aurora, Neptune, S3 } = BackupResource;
    assert.deepEqual(arnPatterns([Aurora, Neptune, S3], "aws-cn"), [
      "arn:aws-cn:rds:*:*:cluster:*",
      "arn:aws-cn:s3:::*",
    ]);
  });
});
