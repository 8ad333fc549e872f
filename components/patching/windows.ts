import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { scanWindow } from "../../protocol/vulnerability";
import { Weekday } from "../argument/off-peak";
import { patchGroupTag } from "../argument/patch-group";
import { type Account, arnIn } from "../child/account";
import { type MadeRole, makeServiceRole } from "../child/service-role";
import type { PatchingChildren } from "./roles";
import { cronOf, type Recurrence } from "./schedule";

const DOCUMENT = "AWS-RunPatchBaseline";

/** What a window does to one patch group. */
export interface PatchTask {
  readonly patchGroup: string;
  readonly operation: "Scan" | "Install";
  /** Percentage of the servers that it runs on at once. */
  readonly concurrencyPercent: number;
  /** Percentage of the servers on which it may fail before it stops. */
  readonly errorPercent: number;
}

/** A maintenance window. */
export interface PatchWindow extends Recurrence {
  readonly hours: number;
  readonly timezone: string;
  readonly description: string;
  /** In this order: each begins when the one before it is done. */
  readonly tasks: readonly PatchTask[];
}

/** When servers are scanned: at the days and hours of VUL-02. */
const scanDays: readonly string[] = scanWindow.limits.scanDays.value;

export const scanTimes = {
  days: Object.values(Weekday).filter((day) => scanDays.includes(day.toUpperCase())),
  start: scanWindow.limits.scanStart.value,
  hours: scanWindow.limits.scanDuration.value / 60,
} as const;

/** What windows act in: nothing but the patch document, and on servers of these groups only. */
export function makeWindowRole(
  children: PatchingChildren,
  account: pulumi.Output<Account>,
  patchGroups: readonly string[],
): MadeRole {
  const { partition, region } = account;
  return makeServiceRole(children, "windowRole", "role", account, {
    service: "ssm.amazonaws.com",
    allows: [
      {
        Effect: "Allow",
        Action: "ssm:SendCommand",
        Resource: pulumi.interpolate`arn:${partition}:ssm:${region}::document/${DOCUMENT}`,
      },
      {
        Effect: "Allow",
        Action: "ssm:SendCommand",
        Resource: [arnIn(account, "ec2", "instance/*"), arnIn(account, "ssm", "managed-instance/*")],
        Condition: { StringEquals: { [`ssm:resourceTag/${patchGroupTag}`]: [...patchGroups] } },
      },
      {
        // Commands have no resource level.
        Effect: "Allow",
        Action: ["ssm:CancelCommand", "ssm:GetCommandInvocation", "ssm:ListCommandInvocations", "ssm:ListCommands"],
        Resource: "*",
      },
      { Effect: "Allow", Action: "tag:GetResources", Resource: "*" },
    ],
  });
}

/** Where the output of tasks goes, and what they act in. */
export interface TaskPlace {
  readonly role: MadeRole;
  readonly logGroup: aws.cloudwatch.LogGroup;
}

export function makeWindow(
  { name, options, tagged, untagged }: PatchingChildren,
  role: "scanWindow" | "installWindow",
  suffix: string,
  { hours, timezone, description, tasks, ...recurrence }: PatchWindow,
  place: TaskPlace,
): aws.ssm.MaintenanceWindow {
  const window = new aws.ssm.MaintenanceWindow(
    name(suffix),
    tagged(role, suffix, {
      description,
      schedule: cronOf(recurrence),
      scheduleTimezone: timezone,
      duration: hours,
      // What has begun has the last hour to end in.
      cutoff: hours > 1 ? 1 : 0,
      allowUnassociatedTargets: false,
      enabled: true,
    }),
    options,
  );
  tasks.forEach(({ patchGroup, operation, concurrencyPercent, errorPercent }, index) => {
    const task = `${suffix}-${index + 1}`;
    const target = new aws.ssm.MaintenanceWindowTarget(
      name(`${task}-target`),
      untagged("target", `${task}-target`, {
        windowId: window.id,
        resourceType: "INSTANCE",
        targets: [{ key: `tag:${patchGroupTag}`, values: [patchGroup] }],
      }),
      options,
    );
    new aws.ssm.MaintenanceWindowTask(
      name(`${task}-task`),
      untagged("task", `${task}-task`, {
        windowId: window.id,
        taskType: "RUN_COMMAND",
        taskArn: DOCUMENT,
        priority: index + 1,
        targets: [{ key: "WindowTargetIds", values: [target.id] }],
        maxConcurrency: `${concurrencyPercent}%`,
        maxErrors: `${errorPercent}%`,
        // An installation that is broken off leaves more behind than one that ends late.
        cutoffBehavior: operation === "Install" ? "CONTINUE_TASK" : "CANCEL_TASK",
        serviceRoleArn: place.role.role.arn,
        taskInvocationParameters: {
          runCommandParameters: {
            documentVersion: "$DEFAULT",
            timeoutSeconds: 600,
            parameters: parametersOf(operation),
            cloudwatchConfig: { cloudwatchOutputEnabled: true, cloudwatchLogGroupName: place.logGroup.name },
          },
        },
      }),
      { ...options, dependsOn: [...place.role.policies] },
    );
  });
  return window;
}

function parametersOf(operation: PatchTask["operation"]) {
  const scan = { name: "Operation", values: [operation] };
  if (operation === "Scan") {
    return [scan];
  }
  return [
    scan,
    { name: "RebootOption", values: ["RebootIfNeeded"] },
    // One snapshot of the approved patches for all groups of a run: the later ones get what the first one got.
    { name: "SnapshotId", values: ["{{WINDOW_EXECUTION_ID}}"] },
  ];
}
