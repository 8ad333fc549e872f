import type { Input } from "@pulumi/pulumi";
import { AlarmSender, AlarmTopic, KeyService, LockMode, SubscriptionProtocol } from "../components";
import { common, config, inRecoveryRegion, isProduction, key, recoveryRegion, timezone } from "./settings";

/** What the backups of a platform have in common: keys of their own, and copies in the recovery region, which tells its failures. */
export function recovery(services: KeyService[], alarmTopicArn: Input<string>) {
  const { topicArn } = new AlarmTopic(
    "recovery-alarms",
    {
      kmsKeyArn: key("recovery-alarms", [KeyService.Notices, KeyService.Sns], inRecoveryRegion).keyArn,
      senders: [AlarmSender.Backup],
      subscriptions: [{ name: "on-call", protocol: SubscriptionProtocol.Email, endpoint: config.require("onCall") }],
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
