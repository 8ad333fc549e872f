import fc from "fast-check";
import { AuditTrail, type AuditTrailArgs, DataClass, TrailInsight } from "../../../../components";
import { key, tags } from "../../composition/foundation";
import { archive } from "../../composition/log-archive";
import type { Sample } from "../sample";

export const sample: Sample<AuditTrailArgs> = {
  args: fc.record(
    {
      archiveBucketName: fc.constant(archive.bucketName),
      kmsKeyArn: fc.constant(key.keyArn),
      logs: fc.record(
        {
          kmsKeyArn: fc.constant(key.keyArn),
          retentionDays: fc.constantFrom(365, 1827, 1828, 3653),
          dataClass: fc.constantFrom(...Object.values(DataClass)),
        },
        { requiredKeys: ["kmsKeyArn"] },
      ),
      alarmTopicArn: fc.constant("arn:aws:sns:eu-central-1:123456789012:alarms"),
      trailName: fc.constantFrom("audit", "im.prod_audit-1", "a--b", "ab"),
      dataEvents: fc.record(
        {
          bucketArns: fc.subarray(["arn:aws:s3:::files", "files"]),
          tableArns: fc.subarray(["arn:aws:dynamodb:eu-central-1:123456789012:table/messages", "messages"]),
          functionArns: fc.subarray(["arn:aws:lambda:eu-central-1:123456789012:function:rotate", "rotate"]),
        },
        { requiredKeys: [] },
      ),
      insights: fc.subarray(Object.values(TrailInsight)),
      deliveryTopicArn: fc.constant("arn:aws:sns:eu-central-1:123456789012:trail"),
      accountId: fc.constantFrom("123456789012", "1234"),
      tags: fc.constant(tags),
    },
    { requiredKeys: ["archiveBucketName", "kmsKeyArn", "logs", "alarmTopicArn", "tags"] },
  ),
  make: (name, args) => new AuditTrail(name, args),
};
