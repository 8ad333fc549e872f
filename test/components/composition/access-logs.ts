import { AccessLogs, DataClass, LogSender } from "../../../components";
import { tags } from "./foundation";

export const accessLogs = new AccessLogs("aws-waf-logs-all", {
  senders: Object.values(LogSender),
  retentionDays: 400,
  hotDays: 200,
  dataClass: DataClass.Personal,
  accountId: "123456789012",
  tags,
});

new AccessLogs("least", { senders: [LogSender.Buckets], accountId: "123456789012", tags });
