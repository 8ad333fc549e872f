import { defaultDeny } from "../../protocol/network";
import { parseRange, type Range } from "./cidr";
import type { Refuse } from "./refusal";

const { worldIpv4PrefixLength, worldIpv6PrefixLength } = defaultDeny.limits;

/**
 * The range that an argument names.
 * @param otherwise what else would be accepted of somebody who means the world
 * @throws RefusedArgumentError for text that is no range, and for a range as wide as the world.
 */
export function narrowRange(refuse: Refuse, argument: string, cidrBlock: string, otherwise?: string): Range {
  const range = parseRange(cidrBlock);
  if (range === undefined || !range.canonical) {
    throw refuse(argument, cidrBlock, "the first address of a range and its prefix length, such as 10.8.0.0/22");
  }
  const world = range.family === "ipv4" ? worldIpv4PrefixLength.value : worldIpv6PrefixLength.value;
  if (!range.internal && range.prefixLength <= world) {
    const narrower = `a range narrower than /${world}`;
    throw refuse(argument, cidrBlock, otherwise === undefined ? narrower : `${narrower}, ${otherwise}`, defaultDeny);
  }
  return range;
}
