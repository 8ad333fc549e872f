import { DataClass, LockMode, LogArchive, LogClass } from "../../../components";
import { accessLogs } from "./access-logs";
import { key, tags } from "./foundation";

const { bucketName } = accessLogs;

export const archive = new LogArchive("audit-logs", {
  kmsKeyArn: key.keyArn,
  accessLogs: { bucketName },
  trails: [{ name: "audit" }, { name: "audit", accountId: "210987654321", region: "eu-west-1" }],
  logDelivery: true,
  writers: ["arn:aws:iam::123456789012:role/stream"],
  readers: ["arn:aws:iam::123456789012:role/auditor"],
  retentionDays: 3653,
  hotDays: 365,
  lock: { mode: LockMode.Compliance, irreversible: true },
  dataClass: DataClass.Core,
  accountId: "123456789012",
  tags,
});

new LogArchive("traffic-logs", {
  kmsKeyArn: key.keyArn,
  accessLogs: { bucketName },
  logDelivery: true,
  logClass: LogClass.Security,
  accountId: "123456789012",
  tags,
});
