import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { restoreDrill } from "../../protocol/backup";
import { assertMember } from "../argument/choice";
import { given } from "../argument/given";
import type { Refuse } from "../argument/refusal";
import { assertWhole } from "../argument/whole";
import { BackupResource, resourceFacts } from "./resources";
import type { BackupChildren } from "./roles";
import { restoreTests, RestoreTestInterval } from "./schedule";

/** What a restore of one kind is told beside what the service infers: a subnet group, security groups, a key. */
export interface RestoreMetadata {
  /** Kind of resource that is restored. */
  kind: BackupResource;
  /** Values by the keys that AWS Backup names: a restored database lands in the default network without dbSubnetGroupName. */
  overrides: { [key: string]: pulumi.Input<string> };
}

/** How restores are tested (BAK-03). */
export interface RestoreTest {
  /** How often. Default: monthly. */
  interval?: RestoreTestInterval;
  /** Hours for which what was restored stays, for a check of its data: 1 to 168. Default: 8. */
  validationHours?: number;
  /** What restores of single kinds are told. Required for FSx, of which the service infers too little. Default: nothing. */
  metadata?: RestoreMetadata[];
  /** Kinds that the service tests no restores of and that people practise instead, at least twice a year. Default: none. */
  practised?: BackupResource[];
}

// The latest backup is among these even where a week's failed.
const SELECTION_DAYS = 30;
const START_WINDOW_HOURS = 24;

const isTested = (kind: BackupResource): boolean => resourceFacts[kind].hasRestoreTests !== false;

/**
 * How restores are tested, with the defaults.
 * @throws RefusedArgumentError for what is backed up and neither tested nor practised, and for what tests could not restore.
 */
export function resolveRestoreTest(
  refuse: Refuse,
  restoreTest: RestoreTest,
  kinds: readonly BackupResource[],
): Required<RestoreTest> {
  const at = (argument: string) => `restoreTest.${argument}`;
  const resolved: Required<RestoreTest> = {
    interval: RestoreTestInterval.Monthly,
    validationHours: 8,
    metadata: [],
    practised: [],
    ...given(restoreTest),
  };
  const { interval, validationHours, metadata, practised } = resolved;
  assertMember(refuse, at("interval"), interval, RestoreTestInterval);
  assertWhole(refuse, at("validationHours"), validationHours, { min: 1, max: 168, unit: "hours" });
  metadata.forEach(({ kind }, index) => {
    const argument = at(`metadata[${index}].kind`);
    assertMember(refuse, argument, kind, BackupResource);
    if (!kinds.includes(kind) || !isTested(kind)) {
      throw refuse(argument, kind, "a kind that is backed up and whose restores are tested");
    }
    if (metadata.findIndex((other) => other.kind === kind) < index) {
      throw refuse(argument, kind, "each of them once");
    }
  });
  if (kinds.includes(BackupResource.Fsx) && !metadata.some(({ kind }) => kind === BackupResource.Fsx)) {
    throw refuse(at("metadata"), metadata, "what restores of fsx are told, without which they fail", restoreDrill);
  }
  practised.forEach((kind, index) => assertMember(refuse, at(`practised[${index}]`), kind, BackupResource));
  const tested = practised.find((kind) => !kinds.includes(kind) || isTested(kind));
  if (tested !== undefined) {
    throw refuse(at("practised"), practised, "kinds that are backed up and that the service tests no restores of");
  }
  const neither = kinds.find((kind) => !isTested(kind) && !practised.includes(kind));
  if (neither !== undefined) {
    const practice = `${neither} among them, because the service tests no restores of it`;
    throw refuse(at("practised"), practised, practice, restoreDrill);
  }
  return resolved;
}

/** What a plan of restore tests is about. */
export interface TestedVault {
  readonly vaultArn: pulumi.Output<string>;
  readonly roleArn: pulumi.Output<string>;
  readonly kinds: readonly BackupResource[];
  readonly isContinuous: boolean;
  readonly timezone: string;
  /** Name without hyphens, which the service does not take here. */
  readonly planName: string;
  readonly waitsFor: readonly pulumi.Resource[];
}

/** Restores the latest backup of a resource of every kind, again and again, and removes it when it was looked at. */
export function makeRestoreTests(
  { name, options, tagged, untagged }: BackupChildren,
  { interval, validationHours, metadata }: Required<RestoreTest>,
  { vaultArn, roleArn, kinds, isContinuous, timezone, planName, waitsFor }: TestedVault,
): aws.backup.RestoreTestingPlan | undefined {
  const tested = kinds.filter(isTested);
  if (tested.length === 0) {
    return undefined;
  }
  const plan = new aws.backup.RestoreTestingPlan(
    name("restore-tests"),
    tagged("restoreTestingPlan", "restore-tests", {
      name: planName,
      scheduleExpression: restoreTests[interval],
      scheduleExpressionTimezone: timezone,
      startWindowHours: START_WINDOW_HOURS,
      recoveryPointSelection: {
        algorithm: "LATEST_WITHIN_WINDOW",
        includeVaults: [vaultArn],
        recoveryPointTypes: isContinuous ? ["CONTINUOUS", "SNAPSHOT"] : ["SNAPSHOT"],
        selectionWindowDays: SELECTION_DAYS,
      },
    }),
    options,
  );
  for (const kind of tested) {
    const overrides = metadata.find((other) => other.kind === kind)?.overrides;
    const suffix = `restore-${kind}`;
    new aws.backup.RestoreTestingSelection(
      name(suffix),
      untagged("restoreTest", suffix, {
        name: kind,
        restoreTestingPlanName: plan.name,
        protectedResourceType: resourceFacts[kind].typeName,
        // Of those that have backups in the vault.
        protectedResourceArns: ["*"],
        iamRoleArn: roleArn,
        validationWindowHours: validationHours,
        ...(overrides && { restoreMetadataOverrides: overrides }),
      }),
      { ...options, dependsOn: [...waitsFor] },
    );
  }
  return plan;
}
