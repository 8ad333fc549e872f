import { backupFrequency } from "../../protocol/backup";
import { assertMember } from "../argument/choice";
import type { Refuse } from "../argument/refusal";
import { RecoveryTier } from "../child/tags";

/** How often backups are taken that are retained for the class of the data. */
export enum BackupFrequency {
  Daily = "daily",
  /** Every Sunday: for what is in no recovery tier (BAK-06). */
  Weekly = "weekly",
}

/** How often restores are tested. */
export enum RestoreTestInterval {
  Weekly = "weekly",
  Monthly = "monthly",
  Quarterly = "quarterly",
  HalfYearly = "half-yearly",
}

/** When a rule runs and how long its jobs may take to start and to complete. */
export interface Timing {
  readonly schedule: string;
  /** Zone of the schedule, where it is not that of the backup. */
  readonly scheduleExpressionTimezone?: string;
  /** Minutes. */
  readonly startWindow: number;
  /** Minutes. */
  readonly completionWindow: number;
}

// A first backup may take days, and a job that is not complete by then is given up: as long as the service's default.
const completionWindow = 7 * 24 * 60;

/**
 * As often as AWS Backup takes snapshots, which start within the shortest window that it accepts. In a zone that puts its clocks
 * back one hour would be left out.
 */
export const hourly: Timing = {
  schedule: "cron(0 * * * ? *)",
  scheduleExpressionTimezone: "Etc/UTC",
  startWindow: 60,
  completionWindow,
};

/** At four in the morning, an hour that is quiet and that no zone leaves out when its clocks change. */
export const retained: Readonly<Record<BackupFrequency, Timing>> = {
  [BackupFrequency.Daily]: { schedule: "cron(0 4 * * ? *)", startWindow: 120, completionWindow },
  [BackupFrequency.Weekly]: { schedule: "cron(0 4 ? * SUN *)", startWindow: 120, completionWindow },
};

/** Cron expressions of restore tests, after the backups of the night. June and December are the closest to half a year apart. */
export const restoreTests: Readonly<Record<RestoreTestInterval, string>> = {
  [RestoreTestInterval.Weekly]: "cron(0 7 ? * SUN *)",
  [RestoreTestInterval.Monthly]: "cron(0 7 1 * ? *)",
  [RestoreTestInterval.Quarterly]: "cron(0 7 1 1,4,7,10 ? *)",
  [RestoreTestInterval.HalfYearly]: "cron(0 7 1 6,12 ? *)",
};

/** @throws RefusedArgumentError for a frequency that is none, and for weekly backups of what is in a recovery tier. */
export function assertFrequency(refuse: Refuse, frequency: BackupFrequency, tier: RecoveryTier): void {
  assertMember(refuse, "frequency", frequency, BackupFrequency);
  if (frequency === BackupFrequency.Weekly && tier !== RecoveryTier.None) {
    throw refuse("frequency", frequency, `daily backups of a system of tier ${tier}`, backupFrequency);
  }
}
