import { prefixLengthOf, subrange } from "../argument/cidr";

/**
 * A tier of subnets. `public` holds load balancers and NAT gateways, `private` workloads, `data` stores that no route leads
 * out of.
 */
export type SubnetTier = "public" | "private" | "data";

/** The address range of a tier, and of its subnet in each zone. */
export interface TierLayout {
  readonly cidrBlock: string;
  readonly subnets: readonly string[];
}

export type SubnetLayout = Readonly<Record<SubnetTier, TierLayout>>;

/** Zones that the layout keeps room for, so that a zone can be added without moving a subnet. */
export const MAX_ZONES = 4;

/** Prefix lengths of a network: the cloud accepts none below, and load balancers need subnets of /27. */
export const PREFIX_LENGTHS = { min: 16, max: 23 } as const;

// Where each tier lies: how many bits longer its prefix is, and its position among ranges of that length.
const tiers = {
  private: { bits: 1, index: 0 },
  public: { bits: 2, index: 2 },
  data: { bits: 2, index: 3 },
} as const;

/**
 * Divides the range of a network: half for the private tier, a quarter each for public and data, and each tier among
 * `MAX_ZONES` zones. What a zone gets depends on its position alone.
 */
export function layoutSubnets(cidrBlock: string, zones: number): SubnetLayout {
  const prefixLength = prefixLengthOf(cidrBlock);
  const layout = (tier: SubnetTier): TierLayout => {
    const { bits, index } = tiers[tier];
    const range = subrange(cidrBlock, prefixLength + bits, index);
    const subnetLength = prefixLength + bits + Math.log2(MAX_ZONES);
    return {
      cidrBlock: range,
      subnets: Array.from({ length: zones }, (_, zone) => subrange(range, subnetLength, zone)),
    };
  };
  return { public: layout("public"), private: layout("private"), data: layout("data") };
}
