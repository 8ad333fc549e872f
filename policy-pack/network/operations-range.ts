import type { Declaration } from "../../protocol/declaration";
import { type AddressRange, parseRange } from "./address-range";
import { groupTypes } from "./ingress";
import { at, each, isUnknown, type Node, text, type Unknown, unknown } from "../node";
import { referred } from "../relation";
import { ofType, type Stack, type StackResource } from "../view";
import { isWorld } from "./world";

/** Where operators come from: the VPN endpoints of the stack, and what it declares. */
export interface OperationsRange {
  /** Declared ranges, and the subnets of the endpoints, which translate their clients' addresses there. */
  readonly ranges: readonly AddressRange[];
  /** The same as they are written. */
  readonly texts: readonly string[];
  /** Ids of declared prefix lists. */
  readonly lists: ReadonlySet<string>;
  /** Declared ranges that do not count, for they are the world. */
  readonly refused: readonly string[];
  /** URNs of the security groups of the endpoints. */
  readonly groups: ReadonlySet<string>;
  /** Ids of those outside the stack. */
  readonly groupIds: ReadonlySet<string>;
  /** URNs of the associated subnets. */
  readonly subnets: ReadonlySet<string>;
  /** What of the endpoints is not known, and may be the range that is asked for. */
  readonly undecidedRange?: Node;
  readonly undecidedGroup?: Node;
}

const endpointType = "aws:ec2clientvpn/endpoint:Endpoint";
const associationType = "aws:ec2clientvpn/networkAssociation:NetworkAssociation";
const subnetType = "aws:ec2/subnet:Subnet";

export function operationsRange(stack: Stack, { adminRanges }: Declaration): OperationsRange {
  const declared = adminRanges.value.map((written) => ({ written, range: parseRange(written) }));
  const counted = declared.filter(({ range }) => range !== undefined && !isWorld([range]));
  const subnets = associatedSubnets(stack);
  const cidrs = subnets.found
    .flatMap(({ inputs }) => [at(inputs, "cidrBlock"), at(inputs, "ipv6CidrBlock")])
    .map((place) => ({ place, written: text(place) }));
  const written = cidrs.flatMap(({ written }) => (typeof written === "string" ? [written] : []));
  const groups = endpointGroups(stack);
  const undecidedRange = subnets.undecided ?? cidrs.find(({ place }) => isUnknown(place))?.place;
  return {
    ranges: [...counted.map(({ range }) => range), ...written.map(parseRange)].filter((range) => range !== undefined),
    texts: [...counted.map(({ written }) => written), ...written],
    lists: new Set(declared.filter(({ range }) => range === undefined).map(({ written }) => written)),
    refused: declared.filter(({ range }) => range && isWorld([range])).map(({ written }) => written),
    ...groups,
    subnets: new Set(subnets.found.map(({ urn }) => urn)),
    ...(undecidedRange && { undecidedRange }),
  };
}

/** Whether anything at all can be an operations source, be it not known yet. */
export const isEmpty = ({
  ranges,
  lists,
  groups,
  groupIds,
  undecidedRange,
  undecidedGroup,
}: OperationsRange): boolean =>
  [ranges.length, lists.size, groups.size, groupIds.size].every((size) => size === 0) &&
  undecidedRange === undefined &&
  undecidedGroup === undefined;

/** What a place names in the stack. */
interface Named {
  readonly place: Node;
  readonly found: readonly StackResource[] | Unknown;
}

function endpointGroups(stack: Stack): Pick<OperationsRange, "groups" | "groupIds" | "undecidedGroup"> {
  const named = ofType(stack, endpointType).flatMap((endpoint): readonly Named[] =>
    each(at(endpoint.inputs, "securityGroupIds")).map((place) => ({
      place,
      found: referred(stack, endpoint, place, ...groupTypes),
    })),
  );
  const undecidedGroup = named.find(({ found }) => found === unknown)?.place;
  return {
    groups: new Set(named.flatMap(({ found }) => (found === unknown ? [] : found)).map(({ urn }) => urn)),
    groupIds: new Set(named.map(({ place }) => text(place)).filter((id) => typeof id === "string")),
    ...(undecidedGroup && { undecidedGroup }),
  };
}

function associatedSubnets(stack: Stack): { readonly found: readonly StackResource[]; readonly undecided?: Node } {
  const named = ofType(stack, associationType).flatMap((association): readonly Named[] => {
    const endpoints = referred(stack, association, at(association.inputs, "clientVpnEndpointId"), endpointType);
    const place = at(association.inputs, "subnetId");
    return endpoints === unknown || endpoints.length === 0
      ? []
      : [{ place, found: referred(stack, association, place, subnetType) }];
  });
  // The range of a subnet outside the stack is as good as unknown.
  const undecided = named.find(({ found }) => found === unknown || found.length === 0)?.place;
  return {
    found: named.flatMap(({ found }) => (found === unknown ? [] : found)),
    ...(undecided && { undecided }),
  };
}
