import { AuditTrail } from "../../../components";
import { bucket } from "./bucket";
import { key, logs, tags } from "./foundation";
import { archive } from "./log-archive";

new AuditTrail("audit", {
  archiveBucketName: archive.bucketName,
  kmsKeyArn: key.keyArn,
  logs: { ...logs, retentionDays: 3653 },
  alarmTopicArn: "arn:aws:sns:eu-central-1:123456789012:alarms",
  dataEvents: {
    bucketArns: [bucket.bucketArn],
    tableArns: ["arn:aws:dynamodb:eu-central-1:123456789012:table/messages"],
    functionArns: ["arn:aws:lambda:eu-central-1:123456789012:function:rotate"],
  },
  deliveryTopicArn: "arn:aws:sns:eu-central-1:123456789012:trail",
  accountId: "123456789012",
  tags,
});

new AuditTrail("least", {
  archiveBucketName: archive.bucketName,
  kmsKeyArn: key.keyArn,
  logs: { kmsKeyArn: key.keyArn },
  alarmTopicArn: "arn:aws:sns:eu-central-1:123456789012:alarms",
  insights: [],
  tags,
});
