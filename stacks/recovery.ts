import type { Input } from "@pulumi/pulumi";
import { AlarmSender, AlarmTopic, KeyService, LockMode } from "../components";
import { common, inRecoveryRegion, isProduction, key, onCall, recoveryRegion, timezone } from "./settings";

/** What the backups of a platform have in common: keys of their own, and copies in the recovery region, which tells its failures. */
export function recovery(services: KeyService[], alarmTopicArn: Input<string>) {
  const { topicArn } = new AlarmTopic(
    "recovery-alarms",
    {
      kmsKeyArn: key("recovery-alarms", [KeyService.Notices, KeyService.Sns], inRecoveryRegion).keyArn,
      senders: [AlarmSender.Backup],
      subscriptions: [onCall],
      ...common,
    },
    inRecoveryRegion,
  );
  return {
    kmsKeyArn: key("backups", services).keyArn,
    copyRegion: {
      region: recoveryRegion,
      kmsKeyArn: key("copies", services, inRecoveryRegion).keyArn,
      alarmTopicArn: topicArn,
    },
    timezone,
    alarmTopicArn,
    ...common,
  };
}

/** In production nobody ever unlocks the backups. */
export const lock = isProduction ? { mode: LockMode.Compliance, irreversible: true } : {};
