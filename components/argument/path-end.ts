import type * as pulumi from "@pulumi/pulumi";
import { defaultDeny } from "../../protocol/network";
import { parseRange, type Range } from "./cidr";
import { assertMember } from "./choice";
import type { Refuse } from "./refusal";

/** What stands at an end of a path. A claim: the policies look whether the stack bears it out. */
export enum EndRole {
  /** A server, function, database or other workload. */
  Workload = "workload",
  /** A load balancer: the internet may reach its business ports. */
  LoadBalancer = "load-balancer",
  /** A gateway that ends connections of clients itself: the internet may reach its business ports. */
  Gateway = "gateway",
  /** The VPN through which operators come: it may reach administrative ports. */
  OperationsVpn = "operations-vpn",
}

/** One end of a path: exactly one of a security group, a prefix list, an address range and the internet. */
export interface PathEnd {
  /** Id of the security group that stands here. */
  securityGroupId?: pulumi.Input<string>;
  /** Id of a managed prefix list. */
  prefixListId?: pulumi.Input<string>;
  /** Address range, narrower than what counts as the world (NET-01). */
  cidrBlock?: string;
  /** Every address of the internet. */
  internet?: boolean;
  /** What stands here. Default: workload. */
  role?: EndRole;
}

/** How an end is addressed, once checked. */
export type Address =
  | { readonly kind: "group"; readonly securityGroupId: pulumi.Input<string> }
  | { readonly kind: "prefixList"; readonly prefixListId: pulumi.Input<string> }
  | { readonly kind: "range"; readonly cidrBlock: string; readonly range: Range }
  | { readonly kind: "internet" };

/** An end of a path, once checked. */
export interface ResolvedEnd {
  readonly address: Address;
  readonly role: EndRole;
}

const { worldIpv4PrefixLength, worldIpv6PrefixLength } = defaultDeny.limits;

/**
 * The end with its defaults.
 * @throws RefusedArgumentError unless it names exactly one address, and if that is a range as wide as the world.
 */
export function resolveEnd(refuse: Refuse, argument: string, end: PathEnd): ResolvedEnd {
  const { securityGroupId, prefixListId, cidrBlock, internet = false, role = EndRole.Workload } = end;
  assertMember(refuse, `${argument}.role`, role, EndRole);
  const addresses: readonly Address[] = [
    ...(securityGroupId === undefined ? [] : [{ kind: "group" as const, securityGroupId }]),
    ...(prefixListId === undefined ? [] : [{ kind: "prefixList" as const, prefixListId }]),
    ...(cidrBlock === undefined ? [] : [resolveRange(refuse, `${argument}.cidrBlock`, cidrBlock)]),
    ...(internet ? [{ kind: "internet" as const }] : []),
  ];
  const [address, ...others] = addresses;
  if (address === undefined || others.length > 0) {
    throw refuse(argument, end, "exactly one of securityGroupId, prefixListId, cidrBlock and internet", defaultDeny);
  }
  return { address, role };
}

function resolveRange(refuse: Refuse, argument: string, cidrBlock: string): Address {
  const range = parseRange(cidrBlock);
  if (range === undefined || !range.canonical) {
    throw refuse(argument, cidrBlock, "the first address of a range and its prefix length, such as 10.8.0.0/22");
  }
  const world = range.family === "ipv4" ? worldIpv4PrefixLength.value : worldIpv6PrefixLength.value;
  if (!range.internal && range.prefixLength <= world) {
    throw refuse(argument, cidrBlock, `a range narrower than /${world}, or internet: true`, defaultDeny);
  }
  return { kind: "range", cidrBlock, range };
}
