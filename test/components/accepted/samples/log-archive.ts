import fc from "fast-check";
import { DataClass, LockMode, LogArchive, type LogArchiveArgs, LogClass } from "../../../../components";
import { accessLogs } from "../../composition/access-logs";
import { key, tags } from "../../composition/foundation";
import type { Sample } from "../sample";

const role = fc.constantFrom("role/a", "role/b", "*").map((name) => `arn:aws:iam::123456789012:${name}`);

export const sample: Sample<LogArchiveArgs> = {
  args: fc.record(
    {
      kmsKeyArn: fc.constant(key.keyArn),
      accessLogs: fc.constant({ bucketName: accessLogs.bucketName }),
      trails: fc.uniqueArray(
        fc.record(
          {
            name: fc.constantFrom("audit", "a--b"),
            accountId: fc.constantFrom("210987654321", "1234"),
            region: fc.constantFrom("eu-west-1", "Ireland"),
          },
          { requiredKeys: ["name"] },
        ),
        { maxLength: 2 },
      ),
      logDelivery: fc.boolean(),
      writers: fc.uniqueArray(role, { maxLength: 1 }),
      readers: fc.uniqueArray(role, { maxLength: 1 }),
      logClass: fc.constantFrom(...Object.values(LogClass)),
      retentionDays: fc.constantFrom(364, 365, 1826, 1827, 36_500),
      hotDays: fc.constantFrom(179, 180, 365),
      lock: fc.record(
        { mode: fc.constantFrom(...Object.values(LockMode)), irreversible: fc.boolean() },
        { requiredKeys: [] },
      ),
      dataClass: fc.constantFrom(...Object.values(DataClass)),
      accountId: fc.constantFrom("123456789012", "1234"),
      tags: fc.constant(tags),
    },
    { requiredKeys: ["kmsKeyArn", "accessLogs", "tags"] },
  ),
  make: (name, args) => new LogArchive(name, args),
};
