import fc from "fast-check";
import { AccessLogs, type AccessLogsArgs, DataClass, LogSender } from "../../../../components";
import { tags } from "../../composition/foundation";
import type { Sample } from "../sample";

export const sample: Sample<AccessLogsArgs> = {
  args: fc.record(
    {
      senders: fc.subarray(Object.values(LogSender)),
      retentionDays: fc.constantFrom(364, 365, 36_500, 36_501),
      hotDays: fc.constantFrom(179, 180, 364, 365),
      dataClass: fc.constantFrom(...Object.values(DataClass)),
      accountId: fc.constantFrom("123456789012", "1234"),
      tags: fc.constant(tags),
    },
    { requiredKeys: ["senders", "tags"] },
  ),
  // Where web ACLs write too.
  make: (name, args) => new AccessLogs(`aws-waf-logs-${name}`, args),
};
