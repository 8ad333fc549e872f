import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { clusteredDeployment } from "../protocol/availability";
import type { Control } from "../protocol/control";
import { describeLimit } from "../protocol/limit";
import { operationLogRetention } from "../protocol/log";
import {
  patchMechanism,
  patchVerification,
  patchWindow,
  remediationPriority,
  remediationTime,
  scanWindow,
} from "../protocol/vulnerability";
import { assertArn } from "./argument/arn";
import { assertMembers } from "./argument/choice";
import { given } from "./argument/given";
import { assertWithin } from "./argument/limit";
import { assertComponentName } from "./argument/component-name";
import { assertTimeZone, defaultTimeZone, minutesOf, Weekday } from "./argument/off-peak";
import { assertPatchGroup } from "./argument/patch-group";
import { type Refuse, refusals } from "./argument/refusal";
import { assertShape } from "./argument/shape";
import { assertWhole } from "./argument/whole";
import { accountOf, assertAccountId } from "./child/account";
import { childrenOf } from "./child/children";
import { type Logs, resolveLogs } from "./child/log-group";
import { assertRoles } from "./child/overrides";
import { assertTags, Environment, type Tags, withTags } from "./child/tags";
import { makeBaselines, OperatingSystem } from "./patching/baseline";
import { tellOfFailures } from "./patching/failures";
import { makeOutput, patchLogClass } from "./patching/output";
import { type PatchingChildren, patchingRoles } from "./patching/roles";
import { isSkipped, longestGapDays } from "./patching/schedule";
import { makeWindow, makeWindowRole, scanTimes } from "./patching/windows";

/** Arguments of patching. */
export interface PatchingArgs {
  /** Patch group of the servers: their tag PatchGroup. One component to a group. */
  patchGroup: string;
  /** Operating systems of the servers. */
  operatingSystems: OperatingSystem[];
  /** How the output of the patch runs is kept: an operation log, kept for as long as LOG-06 demands. */
  logs: Logs;
  /** Tags of every resource. */
  tags: Tags;
  /**
   * Patch group of the servers that prove the patches: they get them first, in the same window, and the others get the same
   * ones after them (VUL-08). Default: none.
   */
  firstGroup?: string;
  /**
   * Days after which important patches are approved, counted from their release. With the time until the next window and
   * the window itself no more than VUL-01 allows. Critical ones are approved at once (VUL-06). Default: 1 in production, so
   * that staging has them a day before (VUL-08), and 0 elsewhere.
   */
  approveAfterDays?: number;
  /** Days after which patches of lower severity are approved, no fewer than important ones and at most 360. Default: 7. */
  routineApproveAfterDays?: number;
  /** Days on which patches are installed. Default: every day. */
  installDays?: Weekday[];
  /** Time of day at which the window opens, in off-peak hours (VUL-09). Default: 03:00 in production, 01:00 elsewhere. */
  installStart?: string;
  /** Whole hours for which the window is open, within the off-peak hours (VUL-09). Default: 2. */
  installHours?: number;
  /** IANA name of the time zone of both windows, that which the stack declares. Default: Asia/Shanghai. */
  timezone?: string;
  /** Percentage of the servers that are patched at once, at most as many as HA-02 can miss. Default: 25. */
  concurrencyPercent?: number;
  /** Percentage of the servers on which patches may fail before the others are left alone: 0 to 50. Default: 10. */
  errorPercent?: number;
  /** ARN of the topic that is told of failed runs. It must admit EventBridge. Default: none. */
  alarmTopicArn?: pulumi.Input<string>;
  /** Account of the deployment, twelve digits: known before the provider is asked. Default: that of the provider. */
  accountId?: string;
  /**
   * Properties that replace those of children: baseline, patchGroup, logGroup, logPolicy, windowRole, scanWindow,
   * installWindow, target, task, failureRule, failureTarget. The policies still judge them.
   */
  overrides?: Record<string, any>;
}

type Optional = "firstGroup" | "alarmTopicArn" | "accountId";
type Resolved = Required<Omit<PatchingArgs, Optional | "logs">> &
  Pick<PatchingArgs, Optional> & { logs: Required<Logs> };

// Roles have the shortest names: 64 characters.
const MAX_NAME = 40;
// The longest delay that a patch baseline takes.
const MAX_APPROVAL_DAYS = 360;

/**
 * Patches for the servers of a patch group, those of other clouds and of data centres included: a baseline that approves
 * security patches, a scan on every working day, and a window in off-peak hours in which approved patches are installed, a
 * part of the servers at a time. Critical patches are approved at once, and no important one is left out longer than the
 * protocol allows.
 *
 * With the defaults a staging stack is patched two hours before production, and gets important patches a day before;
 * `firstGroup` proves each patch within one window. Patches for Debian and Ubuntu have no date of release that could be waited
 * for. A failed patch is undone by replacing the server from its image.
 *
 * Servers find their baseline by the tag PatchGroup, and need a policy to write the output: that of `logPolicyArn`.
 *
 * @cost Baselines, windows and commands on instances of the cloud cost nothing; the output is billed by the GiB of logs, and
 * servers elsewhere by the hour where the account has chosen advanced ones.
 *
 * @example
 * ```ts
 * import { Environment, OperatingSystem, Patching, RecoveryTier } from "@palisade-iac/palisade";
 *
 * export const patching = new Patching("gateway-patches", {
 *   patchGroup: "gateways",
 *   operatingSystems: [OperatingSystem.AmazonLinux2023],
 *   logs: { kmsKeyArn: "arn:aws:kms:eu-central-1:123456789012:key/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9" },
 *   tags: { env: Environment.Production, tier: RecoveryTier.Red, owner: "im-platform" },
 * });
 * ```
 */
export class Patching extends pulumi.ComponentResource {
  /** Controls that what it makes serves. */
  static readonly controls: readonly Control[] = [
    remediationTime,
    scanWindow,
    remediationPriority,
    patchMechanism,
    patchVerification,
    patchWindow,
    operationLogRetention,
  ];
  /** Roles of the children, as keys of `overrides`. */
  static readonly roles: readonly string[] = patchingRoles;

  /** Patch group of the servers, for their tag PatchGroup. */
  readonly patchGroup: string;
  /** ARN of the policy with which servers write the output of patch runs. */
  readonly logPolicyArn: pulumi.Output<string>;
  /** Name of the log group of the patch runs. */
  readonly logGroupName: pulumi.Output<string>;
  /** Id of the window in which patches are installed. */
  readonly installWindowId: pulumi.Output<string>;
  /** Id of the window in which servers are scanned. */
  readonly scanWindowId: pulumi.Output<string>;
  /** The baselines, in the order of the operating systems. */
  readonly baselines: aws.ssm.PatchBaseline[];
  /** The window in which patches are installed. */
  readonly installWindow: aws.ssm.MaintenanceWindow;
  /** The window in which servers are scanned. */
  readonly scanWindow: aws.ssm.MaintenanceWindow;
  /** Log group of the patch runs. */
  readonly logGroup: aws.cloudwatch.LogGroup;

  constructor(name: string, args: PatchingArgs, opts?: pulumi.ComponentResourceOptions) {
    const resolved = resolvePatching(name, args);
    super("palisade:index:Patching", name, resolved, opts);
    const { timezone, tags } = resolved;
    const childrenFor = (purpose?: string): PatchingChildren =>
      childrenOf(this, name, "maintenance", {
        ...resolved,
        tags: purpose === undefined ? tags : withTags(tags, { purpose }),
      });
    const children = childrenFor();
    const account = accountOf(this, resolved.accountId);
    const groups = [...(resolved.firstGroup === undefined ? [] : [resolved.firstGroup]), resolved.patchGroup];

    const baselines = makeBaselines(children, resolved.operatingSystems, groups, {
      importantDays: resolved.approveAfterDays,
      routineDays: resolved.routineApproveAfterDays,
    });
    const { logGroup, logPolicy } = makeOutput(children, account, resolved.logs);
    const place = { role: makeWindowRole(children, account, groups), logGroup };
    const scan = makeWindow(
      childrenFor("vuln-scan"),
      "scanWindow",
      "scan",
      {
        ...scanTimes,
        timezone,
        description: "Scan for missing patches",
        tasks: groups.map((patchGroup) => ({
          patchGroup,
          operation: "Scan",
          concurrencyPercent: 100,
          errorPercent: 100,
        })),
      },
      place,
    );
    const install = makeWindow(
      childrenFor("patch"),
      "installWindow",
      "install",
      {
        days: resolved.installDays,
        start: resolved.installStart,
        hours: resolved.installHours,
        timezone,
        description: "Install approved patches",
        tasks: groups.map((patchGroup) => ({
          patchGroup,
          operation: "Install",
          concurrencyPercent: resolved.concurrencyPercent,
          errorPercent: resolved.errorPercent,
        })),
      },
      place,
    );
    if (resolved.alarmTopicArn !== undefined) {
      tellOfFailures(children, [scan, install], resolved.alarmTopicArn);
    }

    this.patchGroup = resolved.patchGroup;
    this.logPolicyArn = logPolicy.arn;
    this.logGroupName = logGroup.name;
    this.installWindowId = install.id;
    this.scanWindowId = scan.id;
    this.baselines = baselines;
    this.installWindow = install;
    this.scanWindow = scan;
    this.logGroup = logGroup;
    this.registerOutputs({
      patchGroup: this.patchGroup,
      logPolicyArn: this.logPolicyArn,
      logGroupName: this.logGroupName,
      installWindowId: this.installWindowId,
      scanWindowId: this.scanWindowId,
    });
  }
}

/**
 * The arguments with their defaults.
 * @throws RefusedArgumentError for an argument below the protocol.
 */
export function resolvePatching(name: string, args: PatchingArgs): Resolved {
  const refuse = refusals("Patching", name);
  assertShape(refuse, "Patching", args);
  assertTags(refuse, args.tags);
  const isProduction = args.tags.env === Environment.Production;
  const resolved: Resolved = {
    approveAfterDays: isProduction ? 1 : 0,
    routineApproveAfterDays: 7,
    installDays: Object.values(Weekday),
    installStart: isProduction ? "03:00" : "01:00",
    installHours: 2,
    timezone: defaultTimeZone,
    concurrencyPercent: 25,
    errorPercent: 10,
    overrides: {},
    ...given(args),
    logs: resolveLogs(refuse, "logs", args.logs, patchLogClass),
  };
  assertComponentName(refuse, name, MAX_NAME);
  assertArn(refuse, "alarmTopicArn", args.alarmTopicArn, "topic");
  assertPatchGroup(refuse, "patchGroup", resolved.patchGroup);
  if (resolved.firstGroup !== undefined) {
    assertPatchGroup(refuse, "firstGroup", resolved.firstGroup);
    if (resolved.firstGroup === resolved.patchGroup) {
      throw refuse("firstGroup", resolved.firstGroup, "another group than that of the servers", patchVerification);
    }
  }
  if (resolved.operatingSystems.length === 0) {
    throw refuse("operatingSystems", resolved.operatingSystems, "one operating system at least", patchMechanism);
  }
  assertMembers(refuse, "operatingSystems", resolved.operatingSystems, OperatingSystem);
  assertWindow(refuse, resolved);
  assertApproval(refuse, resolved);
  const { concurrencyPercent, errorPercent } = resolved;
  const { maxUnavailable } = clusteredDeployment.limits;
  assertWithin(refuse, "concurrencyPercent", concurrencyPercent, clusteredDeployment, maxUnavailable);
  assertWhole(refuse, "concurrencyPercent", concurrencyPercent, { min: 1, max: maxUnavailable.value, unit: "percent" });
  assertWhole(refuse, "errorPercent", errorPercent, { min: 0, max: 50, unit: "percent" });
  assertAccountId(refuse, resolved.accountId);
  assertRoles(refuse, resolved.overrides, patchingRoles);
  return resolved;
}

function assertWindow(refuse: Refuse, { installDays, installStart, installHours, timezone }: Resolved): void {
  const { offPeakStart, offPeakEnd } = patchWindow.limits;
  assertMembers(refuse, "installDays", installDays, Weekday);
  assertTimeZone(refuse, "timezone", timezone);
  assertWithin(refuse, "installStart", installStart, patchWindow, offPeakStart);
  if (isSkipped(installStart, timezone, new Date().getUTCFullYear())) {
    throw refuse("installStart", installStart, `a time that the clocks of ${timezone} never skip`);
  }
  if (!Number.isInteger(installHours) || installHours < 1) {
    throw refuse("installHours", installHours, "whole hours, 1 at least");
  }
  if (minutesOf(installStart) + 60 * installHours > minutesOf(offPeakEnd.value)) {
    const end = `an end ${describeLimit(offPeakEnd)} of what begins at ${installStart}`;
    throw refuse("installHours", installHours, end, patchWindow);
  }
}

function assertApproval(refuse: Refuse, resolved: Resolved): void {
  const { approveAfterDays, routineApproveAfterDays, installDays, installHours } = resolved;
  const { remediationSla } = remediationTime.limits;
  assertWhole(refuse, "approveAfterDays", approveAfterDays, { min: 0, max: MAX_APPROVAL_DAYS, unit: "days" });
  if (installDays.length === 0) {
    throw refuse("installDays", installDays, "one day at least", remediationTime);
  }
  const untilInstalled = 24 * longestGapDays(installDays) + installHours;
  const sla = describeLimit(remediationSla);
  if (untilInstalled > remediationSla.value) {
    const hours = `${untilInstalled} until a window is over`;
    throw refuse("installDays", installDays, `${sla} for an important patch, and not ${hours}`, remediationTime);
  }
  if (24 * approveAfterDays + untilInstalled > remediationSla.value) {
    const hours = `${untilInstalled} may pass until a window is over`;
    throw refuse(
      "approveAfterDays",
      approveAfterDays,
      `${sla} for an important patch, of which ${hours}`,
      remediationTime,
    );
  }
  if (
    !Number.isInteger(routineApproveAfterDays) ||
    routineApproveAfterDays < approveAfterDays ||
    routineApproveAfterDays > MAX_APPROVAL_DAYS
  ) {
    throw refuse(
      "routineApproveAfterDays",
      routineApproveAfterDays,
      `${approveAfterDays} to ${MAX_APPROVAL_DAYS} whole days: no fewer than for important patches`,
      remediationPriority,
    );
  }
}
