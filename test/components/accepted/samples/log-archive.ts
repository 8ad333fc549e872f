import fc from "fast-check";
import { DataClass, LockMode, LogArchive, type LogArchiveArgs, LogClass, type LogLock } from "../../../../components";
import { accessLogs } from "../../composition/access-logs";
import { key, tags } from "../../composition/foundation";
import { mostly, type Sample } from "../sample";

const roles = mostly([["role/a"], ["role/b"], []], [["*"]]).map((names) =>
  names.map((name) => `arn:aws:iam::123456789012:${name}`),
);

export const sample: Sample<LogArchiveArgs> = {
  args: fc.record(
    {
      kmsKeyArn: fc.constant(key.keyArn),
      accessLogs: fc.constant({ bucketName: accessLogs.bucketName }),
      trails: fc.uniqueArray(
        fc.record(
          {
            name: mostly(["audit", "im.prod"], ["a--b"]),
            accountId: mostly(["210987654321"], ["1234"]),
            region: mostly(["eu-west-1"], ["Ireland"]),
          },
          { requiredKeys: ["name"] },
        ),
        { maxLength: 2 },
      ),
      logDelivery: fc.boolean(),
      writers: roles,
      readers: roles,
      logClass: fc.constantFrom(...Object.values(LogClass), LogClass.Operation, LogClass.Operation),
      retentionDays: mostly([365, 1827, 36_500], [364, 1826]),
      hotDays: mostly([180, 364], [179, 36_500]),
      lock: mostly<LogLock>(
        [{}, { mode: LockMode.Governance }, { mode: LockMode.Compliance, irreversible: true }],
        [{ mode: LockMode.Compliance }, { irreversible: true }],
      ),
      dataClass: fc.constantFrom(...Object.values(DataClass)),
      accountId: mostly(["123456789012"], ["1234"]),
      tags: fc.constant(tags),
    },
    { requiredKeys: ["kmsKeyArn", "accessLogs", "tags"] },
  ),
  make: (name, args) => new LogArchive(name, args),
};
