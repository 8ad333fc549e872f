import { allOf, anyOf, type Decision, isSupported, selects } from "./backup-selection";
import type { DataStoreKind, Surroundings } from "./data-stores";
import { at, entries, flag, items, type Node, number, text, unknown } from "../node";
import { backupSchedule, type RecoverySource, snapshotLifecycle } from "./recovery-mechanisms";
import { referred } from "../relation";
import { tagOf } from "../resource-tags";
import { longestGap, readSchedule, type Schedule } from "../schedule";
import { ofType, type Stack, type StackResource } from "../view";

/** What backups on a schedule give a store: those of AWS Backup, EFS and Data Lifecycle Manager. */
export type ScheduledBackups = (store: StackResource, kind: DataStoreKind) => readonly RecoverySource[];

/** @param account 12 digits, where declared */
export function scheduledBackups(around: Surroundings, account: string | undefined): ScheduledBackups {
  const { stack, find, asOf } = around;
  const plans = new Map(ofType(stack, "aws:backup/plan:Plan").map((plan) => [plan.urn, planSources(plan, asOf)]));
  const selections = ofType(stack, "aws:backup/selection:Selection");
  const lifecycles = ofType(stack, "aws:dlm/lifecyclePolicy:LifecyclePolicy");
  const automatic = find(["aws:efs/backupPolicy:BackupPolicy"], ["fileSystemId"], ["aws:efs/fileSystem:FileSystem"]);

  return (store, kind) => {
    const kept = [store, ...instancesWith(store, around)].filter(isSupported);
    return [
      ...selections.flatMap((selection) => {
        const decision = anyOf(kept.map((each) => selects(selection, each, account)));
        return decision === false ? [] : given(decision, assigned(stack, selection, plans, kind));
      }),
      ...automatic.of(store).flatMap(efsBackups),
      ...automatic.undecided.flatMap((policy) => given(policy.inputs, efsBackups(policy))),
      ...(store.type === "aws:ebs/volume:Volume" ? lifecycles.flatMap((each) => lifecycle(each, store, asOf)) : []),
    ];
  };
}

/** The backup of an instance holds the volumes that are attached to it. */
function instancesWith(volume: StackResource, { stack, find }: Surroundings): readonly StackResource[] {
  const attachments = find(["aws:ec2/volumeAttachment:VolumeAttachment"], ["volumeId"], ["aws:ebs/volume:Volume"]);
  return attachments.of(volume).flatMap((attachment) => {
    const found = referred(stack, attachment, at(attachment.inputs, "instanceId"), "aws:ec2/instance:Instance");
    return found === unknown ? [] : found;
  });
}

/** Sources that count if it is decided so. */
function given(decision: Decision, sources: readonly RecoverySource[]): readonly RecoverySource[] {
  if (typeof decision === "boolean") {
    return decision ? sources : [];
  }
  return sources.map((source) => ({ waitsFor: decision, ...source }));
}

const anyPlan = (waitsFor: Node): RecoverySource => ({ minutes: 0, how: "a backup plan", continuous: true, waitsFor });

interface PlanSources {
  readonly snapshots: readonly RecoverySource[];
  /** Rules that back up continuously what can be: how that is called, and what it waits for. */
  readonly continuous: readonly Pick<RecoverySource, "how" | "waitsFor">[];
}

/** What the plan of a selection gives. */
function assigned(
  stack: Stack,
  selection: StackResource,
  plans: ReadonlyMap<string, PlanSources>,
  { continuousBackup }: DataStoreKind,
): readonly RecoverySource[] {
  const place = at(selection.inputs, "planId");
  const chosen = referred(stack, selection, place, "aws:backup/plan:Plan");
  if (chosen === unknown) {
    return [anyPlan(place)];
  }
  if (chosen.length === 0) {
    const how = "a backup plan outside of this stack, which cannot be seen";
    return [{ minutes: Infinity, how, continuous: false }];
  }
  return chosen.flatMap(({ urn }) => {
    const { snapshots = [], continuous = [] } = plans.get(urn) ?? {};
    return continuousBackup === undefined
      ? snapshots
      : [...continuous.map((each) => ({ ...each, minutes: continuousBackup, continuous: true })), ...snapshots];
  });
}

function planSources({ inputs }: StackResource, asOf: string): PlanSources {
  const place = at(inputs, "rules");
  const found = items(place);
  if (found === unknown) {
    const how = "a backup plan";
    return { snapshots: [{ ...possibleSnapshots, how, waitsFor: place }], continuous: [{ how, waitsFor: place }] };
  }
  const rules = found.map(ruleOf);
  const known = rules.filter(({ waitsFor }) => waitsFor === undefined);
  return {
    continuous: rules.flatMap(({ name, continuous }) => {
      const how = `continuous backup by ${name}`;
      const waitsFor = continuous.value === unknown ? { waitsFor: continuous } : {};
      return continuous.value === unknown || flag(continuous) === true ? [{ how, ...waitsFor }] : [];
    }),
    snapshots: [
      ...known.map((rule) => snapshots([rule], asOf)),
      // Rules of one plan fill each other's gaps.
      ...(known.length > 1 ? [snapshots(known, asOf)] : []),
      ...rules.flatMap(({ name, waitsFor }) => (waitsFor ? [{ ...possibleSnapshots, how: name, waitsFor }] : [])),
    ],
  };
}

/** The best that a rule can be of which nothing is known. */
const possibleSnapshots = {
  minutes: backupSchedule.shortestInterval + backupSchedule.startWindow,
  interval: backupSchedule.shortestInterval,
  continuous: false,
} as const;

interface Rule {
  readonly name: string;
  readonly continuous: Node;
  /** Undefined where it cannot be read. */
  readonly schedule: Schedule | undefined;
  /** Minutes. */
  readonly startWindow: number;
  readonly waitsFor: Node | undefined;
}

function ruleOf(rule: Node): Rule {
  const expression = at(rule, "schedule");
  const zone = at(rule, "scheduleExpressionTimezone");
  const startWindow = at(rule, "startWindow");
  const name = text(at(rule, "ruleName"));
  return {
    name: typeof name === "string" ? `backup plan rule "${name}"` : "a backup plan rule",
    continuous: at(rule, "enableContinuousBackup"),
    schedule: readSchedule(knownOr<string>(text(expression), backupSchedule.unset), knownOr<string>(text(zone), "UTC")),
    startWindow: knownOr<number>(number(startWindow), backupSchedule.startWindow),
    waitsFor: [expression, zone, startWindow].find(({ value }) => value === unknown),
  };
}

const knownOr = <T extends string | number>(value: T | symbol | undefined, otherwise: T): T =>
  value === undefined || typeof value === "symbol" ? otherwise : value;

function snapshots(rules: readonly Rule[], asOf: string): RecoverySource {
  const names = rules.map(({ name }) => name).join(" and ");
  const schedules = rules.flatMap(({ schedule }) => schedule ?? []);
  const interval = longestGap(schedules, asOf);
  const startWindow = Math.max(...rules.map((rule) => rule.startWindow));
  return onSchedule({ names, interval, startWindow, isReadable: schedules.length > 0 });
}

interface Timing {
  readonly names: string;
  readonly interval: number;
  readonly startWindow: number;
  readonly isReadable: boolean;
}

function onSchedule({ names, interval, startWindow, isReadable }: Timing): RecoverySource {
  const rhythm = isReadable ? "which does not run again and again" : "whose schedule cannot be read";
  const how = Number.isFinite(interval)
    ? `${names}: ${interval} minutes between two runs and ${startWindow} minutes to start`
    : `${names}, ${rhythm}`;
  return { minutes: interval + startWindow, interval, how, continuous: false };
}

function efsBackups({ inputs }: StackResource): readonly RecoverySource[] {
  const status = at(inputs, "backupPolicy", "status");
  const source = onSchedule({
    names: "automatic backups",
    interval: backupSchedule.efsAutomaticInterval,
    startWindow: backupSchedule.efsAutomaticStartWindow,
    isReadable: true,
  });
  return given(status.value === unknown ? status : text(status) === "ENABLED", [source]);
}

/** Snapshots of the volumes that carry one of the tags of the policy. */
function lifecycle({ inputs }: StackResource, volume: StackResource, asOf: string): readonly RecoverySource[] {
  const details = at(inputs, "policyDetails");
  const [state, types, tags] = [at(inputs, "state"), at(details, "resourceTypes"), at(details, "targetTags")];
  const targets = entries(tags);
  const covers = allOf([
    state.value === unknown ? state : text(state) !== "DISABLED",
    holds(types, "VOLUME"),
    targets === unknown ? tags : anyOf(targets.map(([key, value]) => carries(volume, key, value))),
  ]);
  const place = at(details, "schedules");
  const schedules = items(place);
  const sources =
    schedules === unknown
      ? [{ ...possibleSnapshots, how: "a snapshot lifecycle policy", waitsFor: place }]
      : schedules.map((schedule) => lifecycleSnapshots(schedule, asOf));
  return given(covers, sources);
}

function holds(list: Node, word: string): Decision {
  const found = items(list);
  return found === unknown ? list : anyOf(found.map((each) => (each.value === unknown ? each : text(each) === word)));
}

function carries(volume: StackResource, key: string, wanted: Node): Decision {
  const tag = tagOf(volume, key);
  const pending = [wanted, tag].find(({ value }) => value === unknown);
  return pending ?? text(tag) === text(wanted);
}

function lifecycleSnapshots(schedule: Node, asOf: string): RecoverySource {
  const rule = at(schedule, "createRule");
  const interval = at(rule, "interval");
  const expression = at(rule, "cronExpression");
  const waitsFor = [interval, expression].find(({ value }) => value === unknown);
  const hours = knownOr<number>(number(interval), NaN);
  const written = Number.isNaN(hours) ? knownOr<string>(text(expression), "") : `rate(${hours} hours)`;
  const read = readSchedule(written);
  const source = onSchedule({
    names: "a snapshot lifecycle policy",
    interval: waitsFor ? backupSchedule.shortestInterval : longestGap(read ? [read] : [], asOf),
    startWindow: snapshotLifecycle.startWindow,
    isReadable: read !== undefined,
  });
  return { ...source, ...(waitsFor && { waitsFor }) };
}
