import type * as pulumi from "@pulumi/pulumi";
import { defaultDeny } from "../../protocol/network";
import type { Range } from "./cidr";
import { assertMember } from "./choice";
import { narrowRange } from "./range";
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
    ...(cidrBlock === undefined ? [] : [rangeAddress(refuse, `${argument}.cidrBlock`, cidrBlock)]),
    ...(internet ? [{ kind: "internet" as const }] : []),
  ];
  const [address, ...others] = addresses;
  if (address === undefined || others.length > 0) {
    throw refuse(argument, end, "exactly one of securityGroupId, prefixListId, cidrBlock and internet", defaultDeny);
  }
  return { address, role };
}

const rangeAddress = (refuse: Refuse, argument: string, cidrBlock: string): Address => ({
  kind: "range",
  cidrBlock,
  range: narrowRange(refuse, argument, cidrBlock, "or internet: true"),
});
