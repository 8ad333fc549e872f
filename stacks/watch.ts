import type { Input } from "@pulumi/pulumi";
import {
  AccessLogs,
  AccountBaseline,
  AlarmSender,
  AlarmTopic,
  AuditTrail,
  DataClass,
  Detection,
  KeyService,
  LogArchive,
  LogSender,
  type Logs,
  SecurityStandard,
} from "../components";
import { common, homeRegion, inRecoveryRegion, key, onCall, recoveryRegion } from "./settings";

/** Where the parts of a platform send what they log and raise. */
export interface Watch {
  readonly alarmTopicArn: Input<string>;
  /** Of what runs. */
  readonly logs: Logs;
  /** Of what operators do, kept for years. */
  readonly operationLogs: Logs;
  /** Bucket for requests to load balancers and buckets. */
  readonly accessLogBucketName: Input<string>;
}

/** Alarms, logs, an audit trail and detection: what every platform has before it has anything else. */
export function watch({ runtimeMonitoring }: { readonly runtimeMonitoring: boolean }): Watch {
  const logKey = key("logs", [KeyService.Logs, KeyService.LogDelivery, KeyService.CloudTrail]);
  const alarmKey = key("alarms", [KeyService.Alarms, KeyService.Events, KeyService.Notices, KeyService.Sns]);
  const operationLogs = { kmsKeyArn: logKey.keyArn };
  const logs = { kmsKeyArn: logKey.keyArn, dataClass: DataClass.Important };

  const { topicArn: alarmTopicArn } = new AlarmTopic("alarms", {
    kmsKeyArn: alarmKey.keyArn,
    senders: Object.values(AlarmSender),
    subscriptions: [onCall],
    ...common,
  });
  const accessLogs = new AccessLogs("access", {
    senders: [LogSender.ApplicationLoadBalancers, LogSender.Buckets, LogSender.Config],
    ...common,
  });
  const archive = new LogArchive("archive", {
    kmsKeyArn: logKey.keyArn,
    accessLogs: { bucketName: accessLogs.bucketName, prefix: "archive" },
    trails: [{ name: "audit" }],
    ...common,
  });
  new AuditTrail("audit", {
    archiveBucketName: archive.bucketName,
    kmsKeyArn: logKey.keyArn,
    logs: operationLogs,
    alarmTopicArn,
    ...common,
  });
  const volumes = [KeyService.AutoScaling, KeyService.Ec2];
  const account = new AccountBaseline("account", {
    homeRegion,
    regions: {
      [homeRegion]: { volumeKmsKeyArn: key("volumes", volumes).keyArn },
      [recoveryRegion]: { volumeKmsKeyArn: key("recovery-volumes", volumes, inRecoveryRegion).keyArn },
    },
    ...common,
  });
  new Detection("detection", {
    configRoleArn: account.configRoleArn,
    configBucketName: accessLogs.bucketName,
    standards: [SecurityStandard.BestPractices],
    runtimeMonitoring,
    alarmTopicArn,
    ...common,
  });
  return { alarmTopicArn, logs, operationLogs, accessLogBucketName: accessLogs.bucketName };
}
