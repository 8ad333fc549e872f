import { backupFrequency } from "../../protocol/backup";
import type { Control } from "../../protocol/control";
import type { Declaration } from "../../protocol/declaration";
import { orangeRecovery, redRecovery, yellowRecovery } from "../../protocol/incident";
import {
  isLaxer,
  type RatedTier,
  type RecoveryTier,
  recoveryTiers,
  tiers,
  undeclaredStoreTier,
} from "../../protocol/recovery";
import { scheduledBackups } from "../backup/backup-plans";
import { companionsIn } from "../backup/companions";
import { type DataStoreKind, dataStoreKinds } from "../backup/data-stores";
import { about, type Answer, asAdvice, deferred, notApplicable, violated } from "../judgement";
import { at, type Node, text, unknown } from "../node";
import { stackPolicy } from "../policy";
import type { RecoverySource } from "../backup/recovery-mechanisms";
import { tagOf } from "../resource-tags";
import type { Stack, StackResource } from "../view";

interface Parameters {
  readonly yellowSlackMinutes: number;
}

const kinds: ReadonlyMap<string, DataStoreKind> = new Map(
  dataStoreKinds.flatMap((kind) => kind.types.map((type) => [type, kind] as const)),
);

export const dataStoreRecoveryPoint = stackPolicy<Parameters>({
  name: "data-store-recovery-point",
  controls: [yellowRecovery, orangeRecovery, redRecovery, backupFrequency],
  remediation:
    "Turn on point-in-time recovery, automated backups or versioning for the data store, or replicate it. " +
    "Backups of AWS Backup on a schedule come too seldom for every tier, unless they are continuous.",
  parameters: {
    yellowSlackMinutes: {
      type: "integer",
      description:
        "Minutes beyond the limit of tier yellow that are accepted, for stores that can only be backed up on a schedule; " +
        "60 lets hourly backups with an hour to start pass.",
      minimum: 0,
      maximum: 60,
      default: 0,
    },
  },
  judge: (stack, { declaration, parameters }) => {
    const asOf = declaration.asOf.value;
    const around = { stack, find: companionsIn(stack), asOf };
    const backups = scheduledBackups(around, declaration.accountId.value);
    const stores = stack.resources.flatMap((store) => {
      const kind = kinds.get(store.type);
      return kind !== undefined && (kind.keepsData?.(store, around) ?? true) ? [{ store, kind }] : [];
    });
    if (stores.length === 0) {
      return notApplicable("The stack keeps no data in a store that this policy knows.");
    }
    return [
      ...declaredNone(stack, declaration, stores.length),
      ...stores.flatMap(({ store, kind }) => {
        const sources = [...kind.own(store, around), ...backups(store, kind)];
        return judgeStore({ store, kind, sources }, declaration, parameters);
      }),
    ];
  },
});

const tierControls: Readonly<Record<RatedTier, Control>> = {
  red: redRecovery,
  orange: orangeRecovery,
  yellow: yellowRecovery,
};

const isProduction = ({ env }: Declaration): boolean => env.value === "production";

/** `none` is for what keeps no data: it is never the tier of a store in production. */
function declaredNone({ root }: Stack, declaration: Declaration, count: number): readonly Answer[] {
  if (declaration.tier.value !== "none" || !isProduction(declaration)) {
    return [];
  }
  const stores = count === 1 ? "1 data store" : `${count} data stores`;
  const message = `The stack declares tier none but keeps data in ${stores}, judged as tier ${undeclaredStoreTier}.`;
  return [about(yellowRecovery, violated(root.inputs, message))];
}

interface Store {
  readonly store: StackResource;
  readonly kind: DataStoreKind;
  readonly sources: readonly RecoverySource[];
}

function judgeStore(judged: Store, declaration: Declaration, parameters: Parameters): readonly Answer[] {
  const { store, kind } = judged;
  const tag = tagOf(store, "tier");
  const word = text(tag);
  const tagged = tiers.find((tier) => typeof word === "string" && tier === word.trim().toLowerCase());
  const floor = floorOf(declaration);
  if (tagged === undefined || floor === undefined || !isLaxer(tagged, floor)) {
    const tier = tagged ?? floor ?? undeclaredStoreTier;
    return judgeTier(judged, { tier, ...(word === unknown && { waitsFor: tag }) }, parameters);
  }
  const message =
    tagged === "none"
      ? `The tag tier is none, which is for what keeps no data; this ${kind.noun} keeps data and is judged as tier ${floor}.`
      : `The tag tier is ${tagged}, laxer than tier ${floor} of the stack; this ${kind.noun} is judged as tier ${floor}.`;
  return [
    about(floor === "none" ? yellowRecovery : tierControls[floor], violated(tag, message)),
    ...judgeTier(judged, { tier: floor }, parameters),
  ];
}

/** The laxest tier that a store may have; undefined where it is free to say. */
function floorOf(declaration: Declaration): RecoveryTier | undefined {
  const declared = declaration.tier.value;
  return isProduction(declaration) && (declared ?? "none") === "none" ? undeclaredStoreTier : declared;
}

interface Demand {
  readonly tier: RecoveryTier;
  /** The tag that may ask for more. */
  readonly waitsFor?: Node;
}

function judgeTier(judged: Store, { tier, waitsFor }: Demand, { yellowSlackMinutes }: Parameters): readonly Answer[] {
  if (tier === "none") {
    return judgeUntiered(judged);
  }
  const { store, kind, sources } = judged;
  const control = tierControls[tier];
  const place = at(store.inputs, ...kind.place);
  const limit = recoveryTiers[tier].rpo;
  const accepted = limit + (tier === "yellow" ? yellowSlackMinutes : 0);
  const enough = sources.filter(({ minutes }) => minutes <= accepted);
  const certain = enough.filter((source) => source.waitsFor === undefined);
  const [possible] = enough;
  if (possible === undefined) {
    return [about(control, violated(place, lost(judged, `tier ${tier} allows ${limit} minutes`)))];
  }
  if (certain.length === 0) {
    const whether = `Whether this ${kind.noun} loses at most ${limit} minutes of data, as tier ${tier} demands,`;
    return [about(control, waiting(place, possible.waitsFor ?? place, whether))];
  }
  const strictest = recoveryTiers.red.rpo;
  if (waitsFor !== undefined && !certain.some(({ minutes }) => minutes <= strictest)) {
    return [about(redRecovery, waiting(waitsFor, waitsFor, `How much data this ${kind.noun} may lose`))];
  }
  return [...judgeCore(judged, place), ...(tier === "red" ? adviseRed(enough, place) : [])];
}

/** Outside the tiers a backup a week is enough. */
function judgeUntiered(judged: Store): readonly Answer[] {
  const { store, kind, sources } = judged;
  const place = at(store.inputs, ...kind.place);
  const limit = backupFrequency.limits.weeklyBackupInterval.value * 60;
  const enough = sources.filter(({ minutes, interval = minutes }) => interval <= limit);
  const [possible] = enough;
  if (possible === undefined) {
    return [
      about(backupFrequency, violated(place, lost(judged, `even outside the tiers ${limit} minutes is the most`))),
    ];
  }
  return enough.some((source) => source.waitsFor === undefined)
    ? judgeCore(judged, place)
    : [
        about(
          backupFrequency,
          waiting(place, possible.waitsFor ?? place, `Whether this ${kind.noun} is backed up weekly`),
        ),
      ];
}

/** Core data is backed up as it changes, whatever the tier. */
function judgeCore(judged: Store, place: Node): readonly Answer[] {
  const { store, kind, sources } = judged;
  if (text(tagOf(store, "data-class")) !== "core") {
    return [];
  }
  const continuous = sources.filter((source) => source.continuous && source.minutes !== Infinity);
  const [possible] = continuous;
  if (possible === undefined) {
    return [about(backupFrequency, violated(place, lost(judged, "core data is to be backed up continuously")))];
  }
  return continuous.some(({ waitsFor }) => waitsFor === undefined)
    ? []
    : [
        about(
          backupFrequency,
          waiting(place, possible.waitsFor ?? place, `Whether this ${kind.noun} is backed up continuously`),
        ),
      ];
}

/** Replicas stand in for lost infrastructure, not for deleted data. */
function adviseRed(enough: readonly RecoverySource[], place: Node): readonly Answer[] {
  if (enough.some(({ repeatsDeletion }) => repeatsDeletion === undefined)) {
    return [];
  }
  const message =
    "Replicas repeat a deletion or a corruption at once; for those, data of tier red needs point-in-time recovery as well.";
  return [about(redRecovery, asAdvice(violated(place, message)))];
}

const waiting = (place: Node, waitsFor: Node, whether: string): Answer =>
  deferred(place, waitsFor, `${whether} depends on ${nameOf(waitsFor, place)}, which is not known yet.`);

function nameOf({ urn, path }: Node, { urn: own }: Node): string {
  const resource = urn === own ? "" : urn.slice(urn.lastIndexOf("::") + 2);
  return [path || "what it configures", resource].filter((part) => part !== "").join(" of ");
}

/** What can be lost at worst, as far as it is known. */
function lost({ kind, sources }: Store, against: string): string {
  const known = sources.filter(({ waitsFor }) => waitsFor === undefined);
  const best = known.reduce<RecoverySource | undefined>(
    (least, source) => (least === undefined || source.minutes < least.minutes ? source : least),
    undefined,
  );
  if (best === undefined) {
    const unseen = "nothing in this stack makes recovery points of it, and what another stack makes cannot be seen";
    return `Data of this ${kind.noun} can be lost without limit: ${unseen}; ${against}.`;
  }
  const much = Number.isFinite(best.minutes) ? `for up to ${best.minutes} minutes` : "without limit";
  return `Data of this ${kind.noun} can be lost ${much} (${best.how}); ${against}.`;
}
