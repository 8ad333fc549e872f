import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { backupIndependence } from "../../protocol/backup";
import type { Refuse } from "../argument/refusal";
import type { TaggedResources } from "./protection";
import { type BackupResource, resourceFacts } from "./resources";
import type { BackupChildren } from "./roles";
import { BackupFrequency } from "./schedule";

/** Whether AWS Backup manages kinds of resources in this region, by the names that it gives them: `Aurora`, `EBS`. */
export type RegionSettings = Readonly<Record<string, boolean>>;

/** @throws RefusedArgumentError for settings that leave out what is backed up and is not without them. */
export function assertRegionSettings(refuse: Refuse, settings: RegionSettings, kinds: readonly BackupResource[]): void {
  for (const [typeName, isManaged] of Object.entries(settings)) {
    if (typeof isManaged !== "boolean") {
      throw refuse(`regionSettings.${typeName}`, isManaged, "true or false");
    }
  }
  for (const { typeName, needsOptIn } of kinds.map((kind) => resourceFacts[kind])) {
    if (settings[typeName] === false || (needsOptIn && settings[typeName] === undefined)) {
      throw refuse(`regionSettings.${typeName}`, settings[typeName], "true for what is backed up", backupIndependence);
    }
  }
}

// Kinds that AWS Backup can manage with keys and copies of its own, if the region's settings say so.
const fullyManaged = ["DynamoDB", "EFS"];

/** The settings of the account in the region, of which there is one for all stacks. */
export function makeRegionSettings(
  { name, options, untagged }: BackupChildren,
  settings: RegionSettings,
): aws.backup.RegionSettings {
  const managed = fullyManaged.filter((typeName) => settings[typeName] === true);
  return new aws.backup.RegionSettings(
    name("region-settings"),
    untagged("regionSettings", "region-settings", {
      resourceTypeOptInPreference: { ...settings },
      resourceTypeManagementPreference: Object.fromEntries(managed.map((typeName) => [typeName, true])),
    }),
    options,
  );
}

/** What an audit holds backups to. */
export interface AuditedBackups {
  /** Name with underscores alone, which is all that the service takes here. */
  readonly auditName: string;
  readonly frequency: BackupFrequency;
  readonly retentionDays: number;
  /** The shortest retention of any backup. */
  readonly minRetentionDays: number;
  readonly maxRetentionDays: number;
  readonly tagged?: TaggedResources | undefined;
  readonly kinds: readonly BackupResource[];
}

/** An audit framework that AWS Config evaluates: every resource is backed up, often enough, long enough, and locked. */
export function makeFramework(
  { name, options, tagged }: BackupChildren,
  backups: AuditedBackups,
): aws.backup.Framework {
  const { auditName, retentionDays, minRetentionDays, maxRetentionDays, frequency } = backups;
  const scope = scopeOf(backups);
  const days = frequency === BackupFrequency.Daily ? 1 : 7;
  return new aws.backup.Framework(
    name("framework"),
    tagged("framework", "framework", {
      name: auditName,
      description: "What the protocol demands of backups",
      controls: [
        { name: "BACKUP_RECOVERY_POINT_ENCRYPTED" },
        { name: "BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED" },
        {
          name: "BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK",
          inputParameters: parameters({ requiredRetentionDays: minRetentionDays }),
        },
        {
          name: "BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK",
          inputParameters: parameters({
            requiredFrequencyUnit: "days",
            requiredFrequencyValue: days,
            requiredRetentionDays: retentionDays,
          }),
        },
        { name: "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN", scope },
        {
          name: "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_VAULT_LOCK",
          inputParameters: parameters({ minRetentionDays, maxRetentionDays }),
          scope,
        },
        {
          name: "BACKUP_LAST_RECOVERY_POINT_CREATED",
          // A backup may take most of a day to start and to complete.
          inputParameters: parameters({ recoveryPointAgeUnit: "days", recoveryPointAgeValue: days + 1 }),
          scope,
        },
      ],
    }),
    options,
  );
}

const scopeOf = ({ tagged, kinds }: AuditedBackups) =>
  tagged === undefined
    ? { complianceResourceTypes: kinds.map((kind) => resourceFacts[kind].typeName) }
    : { tags: { [tagged.key]: tagged.value } };

const parameters = (values: Readonly<Record<string, string | number>>) =>
  Object.entries(values).map(([name, value]) => ({ name, value: String(value) }));

/** Daily reports of all jobs, and of the framework where there is one. */
export function makeReports(
  { name, options, tagged }: BackupChildren,
  auditName: string,
  bucketName: pulumi.Input<string>,
  framework: aws.backup.Framework | undefined,
): void {
  const report = (subject: string, setting: aws.backup.ReportPlanArgs["reportSetting"]) =>
    new aws.backup.ReportPlan(
      name(`${subject}-report`),
      tagged("report", `${subject}-report`, {
        name: `${auditName}_${subject}`,
        description: `What became of each ${subject}`,
        reportDeliveryChannel: { s3BucketName: bucketName, s3KeyPrefix: auditName, formats: ["CSV", "JSON"] },
        reportSetting: setting,
      }),
      options,
    );
  for (const subject of ["backup", "copy", "restore"]) {
    report(subject, { reportTemplate: `${subject.toUpperCase()}_JOB_REPORT` });
  }
  if (framework !== undefined) {
    report("control", {
      reportTemplate: "CONTROL_COMPLIANCE_REPORT",
      frameworkArns: [framework.arn],
      numberOfFrameworks: 1,
    });
  }
}
