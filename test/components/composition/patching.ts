import * as aws from "@pulumi/aws";
import { OperatingSystem, Patching, Weekday } from "../../../components";
import { key, tags } from "./foundation";

const topic = new aws.sns.Topic("patch-failures", { kmsMasterKeyId: key.keyId });

new Patching("patches", {
  patchGroup: "gateways",
  firstGroup: "gateways-first",
  operatingSystems: Object.values(OperatingSystem),
  logs: { kmsKeyArn: key.keyArn },
  approveAfterDays: 0,
  routineApproveAfterDays: 14,
  installDays: [Weekday.Tuesday, Weekday.Thursday, Weekday.Saturday, Weekday.Sunday],
  installStart: "01:30",
  installHours: 3,
  timezone: "Europe/Berlin",
  concurrencyPercent: 50,
  errorPercent: 0,
  alarmTopicArn: topic.arn,
  accountId: "123456789012",
  tags,
});
new Patching("usual-patches", {
  patchGroup: "servers",
  operatingSystems: [OperatingSystem.AmazonLinux2023],
  logs: { kmsKeyArn: key.keyArn },
  tags,
});
