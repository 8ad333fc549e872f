import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type DataClass, type DataTags, type Tags, tagsOf } from "../child/tags";
import type { Lifecycle } from "./lifecycle";
import { arnPatterns, type Protection } from "./protection";
import type { BackupChildren } from "./roles";
import type { Timing } from "./schedule";

/** What plans have in common. */
export interface PlanSetting {
  readonly vault: aws.backup.Vault;
  /** What must be there before anything is backed up. */
  readonly waitsFor: readonly pulumi.Resource[];
  readonly timezone: string;
  readonly roleArn: pulumi.Output<string>;
  readonly tags: Tags;
  readonly dataClass: DataClass;
  readonly partition: pulumi.Output<string>;
}

/** What one plan is for. */
export interface PlanPurpose {
  readonly role: "plan" | "recoveryPlan";
  readonly suffix: string;
  readonly protection: Protection;
  readonly timing: Timing;
  readonly lifecycle: Lifecycle;
  readonly isContinuous: boolean;
  /** ARNs of the vaults that get a copy of each backup. */
  readonly copies: readonly pulumi.Input<string>[];
}

/** A plan with one rule, so that no rule of another retention takes over its backups, and what it selects. */
export function makePlan(children: BackupChildren, setting: PlanSetting, purpose: PlanPurpose): aws.backup.Plan {
  const { name, options, tagged } = children;
  const { vault, waitsFor, timezone, tags, dataClass } = setting;
  const { role, suffix, timing, lifecycle, isContinuous, copies } = purpose;
  const plan = new aws.backup.Plan(
    name(suffix),
    tagged(role, suffix, {
      rules: [
        {
          ruleName: role === "plan" ? "retention" : "recovery",
          targetVaultName: vault.name,
          scheduleExpressionTimezone: timezone,
          ...timing,
          enableContinuousBackup: isContinuous,
          lifecycle,
          recoveryPointTags: recoveryPointTags(tags, { dataClass, retentionDays: lifecycle.deleteAfter }),
          copyActions: copies.map((destinationVaultArn) => ({ destinationVaultArn, lifecycle })),
        },
      ],
    }),
    { ...options, dependsOn: [...waitsFor] },
  );
  makeSelections(children, setting, purpose, plan);
  return plan;
}

function makeSelections(
  { name, options, untagged }: BackupChildren,
  { roleArn, partition, waitsFor }: PlanSetting,
  { role, suffix, protection }: PlanPurpose,
  plan: aws.backup.Plan,
): void {
  const { tagged, resources } = protection;
  const prefix = role === "plan" ? "" : `${suffix}-`;
  const select = (word: string, properties: Pick<aws.backup.SelectionArgs, "resources" | "conditions">) =>
    new aws.backup.Selection(
      name(`${prefix}${word}`),
      untagged("selection", `${prefix}${word}`, { planId: plan.id, iamRoleArn: roleArn, ...properties }),
      { ...options, dependsOn: [...waitsFor] },
    );
  if (tagged !== undefined && tagged.kinds.length > 0) {
    select("tagged", {
      resources: partition.apply((known) => arnPatterns(tagged.kinds, known)),
      // A resource must be of the kinds and have the tag: selectionTags would be enough by themselves.
      conditions: [{ stringEquals: [{ key: `aws:ResourceTag/${tagged.key}`, value: tagged.value }] }],
    });
  }
  if (resources.length > 0) {
    select("named", { resources: resources.map(({ arn }) => arn) });
  }
}

/** Tags of each backup, but for a name, which it has from the resource. */
function recoveryPointTags(tags: Tags, data: DataTags): Record<string, string> {
  const { Name: _, ...others } = tagsOf(tags, "", "backup", data);
  return others;
}
