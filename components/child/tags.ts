import { dataClassification } from "../../protocol/data";
import { yellowRecovery } from "../../protocol/incident";
import type { LogClass } from "../../protocol/log";
import { productionServers } from "../../protocol/scope";
import { assertMember } from "../argument/choice";
import type { Refuse } from "../argument/refusal";

/** Kind of environment that a stack is. */
export enum Environment {
  Production = "production",
  Staging = "staging",
  Development = "development",
}

/** How fast a system must recover after an incident. */
export enum RecoveryTier {
  Red = "red",
  Orange = "orange",
  Yellow = "yellow",
  /** Keeps no data. */
  None = "none",
}

/** How sensitive the data in a store is. */
export enum DataClass {
  General = "general",
  Important = "important",
  Core = "core",
  Personal = "personal",
  SensitivePersonal = "sensitive-personal",
}

/** What every resource of a component says about itself. */
export interface Tags {
  /** Environment of the stack: tag `env` (SCO-01). */
  env: Environment;
  /** Recovery tier of the system: tag `tier` (SCO-01). */
  tier: RecoveryTier;
  /** Team that answers for the resources: tag `owner` (SCO-01). */
  owner: string;
  /** Further tags by key. Default: none. */
  additional?: { [key: string]: string };
}

/** What a component makes: its tag `asset-class`. */
export type AssetClass =
  | "account"
  | "backup"
  | "bucket"
  | "cache"
  | "database"
  | "detection"
  | "firewall"
  | "key"
  | "kubernetes"
  | "load-balancer"
  | "log"
  | "maintenance"
  | "network"
  | "secret"
  | "server"
  | "topic"
  | "vpn";

/** What a resource that keeps data says beside. */
export interface DataTags {
  readonly dataClass: DataClass;
  readonly retentionDays: number;
  readonly logClass?: LogClass;
}

/** Keys that components set themselves. */
const ownKeys: readonly string[] = [
  ...productionServers.limits.requiredTags.value,
  ...dataClassification.limits.dataTags.value,
  "log-class",
  "Name",
];

/** @throws RefusedArgumentError for a tag that is blank, unknown, or already set by the component. */
export function assertTags(refuse: Refuse, { env, tier, owner, additional = {} }: Tags): void {
  assertMember(refuse, "tags.env", env, Environment);
  assertMember(refuse, "tags.tier", tier, RecoveryTier);
  if (typeof owner !== "string" || owner.trim() === "") {
    throw refuse("tags.owner", owner, "the name of a team", productionServers);
  }
  for (const [key, value] of Object.entries(additional)) {
    if (ownKeys.includes(key)) {
      throw refuse(`tags.additional.${key}`, value, "a key that the component does not set itself");
    }
  }
}

/** @throws RefusedArgumentError for a store in production whose tier is that of what keeps no data. */
export function assertStoreTier(refuse: Refuse, { env, tier }: Tags): void {
  if (env === Environment.Production && tier === RecoveryTier.None) {
    throw refuse("tags.tier", tier, "a tier of recovery for what keeps data in production", yellowRecovery);
  }
}

/** The tags with further ones, which the component sets whatever the program says of them. */
export const withTags = (tags: Tags, own: Readonly<Record<string, string>>): Tags => ({
  ...tags,
  additional: { ...tags.additional, ...own },
});

/** The tags of one resource, and of what it keeps where it keeps data. */
export function tagsOf(
  { env, tier, owner, additional }: Tags,
  name: string,
  assetClass: AssetClass,
  data?: DataTags,
): Record<string, string> {
  return {
    ...additional,
    Name: name,
    env,
    tier,
    owner,
    "asset-class": assetClass,
    ...(data && { "data-class": data.dataClass, retention: String(data.retentionDays) }),
    ...(data?.logClass && { "log-class": data.logClass }),
  };
}
