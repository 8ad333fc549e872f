import { orangeRecovery, redRecovery, yellowRecovery } from "./incident";

/** The recovery tiers of a system, the strictest first; `none` is for what keeps no data. */
export const tiers = ["red", "orange", "yellow", "none"] as const;

export type RecoveryTier = (typeof tiers)[number];

/** The tiers that have objectives. */
export type RatedTier = Exclude<RecoveryTier, "none">;

/** How fast a system is back and how much data it may lose, both in minutes. */
export interface RecoveryObjectives {
  readonly rto: number;
  readonly rpo: number;
}

export const recoveryTiers: Readonly<Record<RatedTier, RecoveryObjectives>> = {
  red: { rto: redRecovery.limits.redRto.value, rpo: redRecovery.limits.redRpo.value },
  orange: { rto: orangeRecovery.limits.orangeRto.value, rpo: orangeRecovery.limits.orangeRpo.value },
  yellow: { rto: yellowRecovery.limits.yellowRto.value, rpo: yellowRecovery.limits.yellowRpo.value },
};

/** Systems that clauses call core. */
export const coreTiers = ["red", "orange"] as const satisfies readonly RatedTier[];

/** Systems that clauses call critical. */
export const criticalTiers = ["red"] as const satisfies readonly RatedTier[];

/** The tier of a data store for which nobody declares one: ours. */
export const undeclaredStoreTier: RatedTier = "yellow";

/** Whether `tier` asks for less than `than` does. */
export const isLaxer = (tier: RecoveryTier, than: RecoveryTier): boolean => tiers.indexOf(tier) > tiers.indexOf(than);

/** The one of two tiers that asks for more. */
export const stricterTier = (a: RecoveryTier, b: RecoveryTier): RecoveryTier => (isLaxer(a, b) ? b : a);
