import { type AddressRange, parseRange } from "./address-range";
import { at, each, flag, isUnknown, type Node, number, text, type Unknown, unknown } from "../node";
import { everyPort, isEveryPort, isPort, type Ports } from "./ports";
import { referred, sourcesOf } from "../relation";
import { ofType, type Stack, type StackResource } from "../view";

/** The security group that a rule belongs to. */
export interface Group {
  /** The same for all rules of one group. */
  readonly key: string;
  /** What it can be of the stack; several where its id is not known yet and comes from several. */
  readonly resources: readonly StackResource[];
  /** Of a group outside the stack. */
  readonly id?: string;
  /** Where a rule of its own names it. */
  readonly place: Node;
}

/** What a rule lets in. */
export type Source = { readonly place: Node } & (
  | { readonly kind: "range"; readonly text: string; readonly range: AddressRange; readonly list?: StackResource }
  /** Stated as a range of addresses, and none. */
  | { readonly kind: "unreadable"; readonly text: string; readonly list?: StackResource }
  /** A range that is not known yet, and the URNs of what it comes from. */
  | { readonly kind: "unknown"; readonly from: readonly string[]; readonly list?: StackResource }
  /** A prefix list outside the stack. */
  | { readonly kind: "list"; readonly id: string }
  /** The groups of the stack that it can be, or the id of one outside. */
  | { readonly kind: "group"; readonly groups: readonly StackResource[] | Unknown; readonly id?: string }
  | { readonly kind: "self" }
);

export type RangeSource = Extract<Source, { kind: "range" }>;

/** A source that is a range of addresses, be it unknown, and no security group. */
export type AddressSource = Exclude<Source, { kind: "group" | "self" }>;

export const isAddressSource = (source: Source): source is AddressSource =>
  source.kind !== "group" && source.kind !== "self";

/** One rule that lets traffic into a security group, however it is stated. */
export interface IngressRule {
  readonly group: Group;
  /** What states it: the group itself, or a resource of its own. */
  readonly resource: StackResource;
  readonly isInline: boolean;
  readonly place: Node;
  /** `tcp`, `udp`, `icmp` of either family, `all`, or another protocol as written. */
  readonly protocol: string | Unknown;
  readonly protocolPlace: Node;
  /** Every port where the protocol has none. */
  readonly ports: Ports | Unknown;
  readonly portsPlace: Node;
  readonly sources: readonly Source[];
}

const vpc = "aws:ec2/vpc:Vpc";
const defaultGroup = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const prefixList = "aws:ec2/managedPrefixList:ManagedPrefixList";
const prefixListEntry = "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry";

export const groupTypes = ["aws:ec2/securityGroup:SecurityGroup", defaultGroup] as const;

/** Where a kind of rule keeps what every rule has. */
interface Shape {
  readonly type?: string;
  readonly protocol: string;
  readonly ranges: readonly string[];
  readonly lists: string;
  readonly groups: string;
}

const inline: Shape = {
  protocol: "protocol",
  ranges: ["cidrBlocks", "ipv6CidrBlocks"],
  lists: "prefixListIds",
  groups: "securityGroups",
};

const standalone: Readonly<Record<string, Shape>> = {
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
    protocol: "ipProtocol",
    ranges: ["cidrIpv4", "cidrIpv6"],
    lists: "prefixListId",
    groups: "referencedSecurityGroupId",
  },
  "aws:ec2/securityGroupRule:SecurityGroupRule": { ...inline, type: "type", groups: "sourceSecurityGroupId" },
};

/** Whether a protocol is one whose traffic goes to a port. */
export const hasPorts = (protocol: string): boolean => protocol === "tcp" || protocol === "udp";

/** Whether a rule is known to open every port of a protocol that has ports, or every protocol. */
export const opensEveryPort = ({ protocol, ports }: IngressRule): boolean =>
  protocol === "all" || (protocol !== unknown && hasPorts(protocol) && ports !== unknown && isEveryPort(ports));

/** The rules by the group that they belong to. */
export function byGroup(rules: readonly IngressRule[]): readonly (readonly [Group, readonly IngressRule[]])[] {
  const groups = new Map<string, [Group, IngressRule[]]>();
  for (const rule of rules) {
    const [, others] = groups.get(rule.group.key) ?? [];
    if (others === undefined) {
      groups.set(rule.group.key, [rule.group, [rule]]);
    } else {
      others.push(rule);
    }
  }
  return [...groups.values()];
}

/** Names the addresses that a source stands for. */
export function addressText(source: AddressSource): string {
  const of = "list" in source && source.list ? ` of prefix list ${source.list.name}` : "";
  switch (source.kind) {
    case "range":
      return `${source.text}${of}`;
    case "unreadable":
      return `${JSON.stringify(source.text)}${of}`;
    case "unknown":
      return of === "" ? "an address range that is not known yet" : `an entry${of} that is not known yet`;
    case "list":
      return `prefix list ${source.id}`;
  }
}

/** Every ingress rule of every security group that the stack states. */
export function ingressRules(stack: Stack): readonly IngressRule[] {
  const entriesOf = prefixListEntries(stack);
  return stack.resources.flatMap((resource) => {
    const shape = standalone[resource.type];
    if (shape !== undefined) {
      return standaloneRules(resource, shape);
    }
    return groupTypes.some((type) => type === resource.type) ? inlineRules(resource) : [];
  });

  function inlineRules(resource: StackResource): readonly IngressRule[] {
    const group = { key: resource.urn, resources: [resource], place: resource.inputs };
    return each(at(resource.inputs, "ingress")).map((place) => rule(group, resource, place, inline));
  }

  function standaloneRules(resource: StackResource, shape: Shape): readonly IngressRule[] {
    const type = shape.type === undefined ? resource.inputs : at(resource.inputs, shape.type);
    if (text(type) === "egress") {
      return [];
    }
    // Below a direction that is not known everything is as unknown.
    return [rule(groupOf(stack, resource), resource, isUnknown(type) ? type : resource.inputs, shape)];
  }

  function rule(group: Group, resource: StackResource, place: Node, shape: Shape): IngressRule {
    const protocolPlace = at(place, shape.protocol);
    const protocol = protocolOf(protocolPlace);
    const from = at(place, "fromPort");
    return {
      group,
      resource,
      isInline: shape === inline,
      place,
      protocol,
      protocolPlace,
      ports: portsOf(place, protocol),
      portsPlace: isUnknown(at(place, "toPort")) && !isUnknown(from) ? at(place, "toPort") : from,
      sources: sourcesAt(resource, place, shape),
    };
  }

  function sourcesAt(resource: StackResource, place: Node, shape: Shape): readonly Source[] {
    if (isUnknown(place)) {
      return [{ kind: "unknown", place, from: sourcesOf(resource, place) }];
    }
    return [
      ...shape.ranges
        .flatMap((property) => each(at(place, property)))
        .map((range) => rangeSource(resource, range, range)),
      ...listSources(resource, each(at(place, shape.lists)), shape),
      ...each(at(place, shape.groups)).map((named) => groupSource(resource, named)),
      ...selfSource(at(place, "self")),
    ];
  }

  function listSources(resource: StackResource, lists: readonly Node[], shape: Shape): readonly Source[] {
    const unknownLists = lists.filter(isUnknown);
    return lists.flatMap((place) => {
      const found = referred(stack, resource, place, prefixList);
      const id = text(place);
      if (id !== unknown) {
        const list = found === unknown ? undefined : found[0];
        return list === undefined ? [{ kind: "list", place, id: id ?? "" }] : entrySources(list, place);
      }
      // Of several lists that `ingress` depends on nobody can say which one this rule means.
      const isPlain =
        found !== unknown && (found.length === 1 || (shape !== inline && found.length === unknownLists.length));
      const list = isPlain ? (found[unknownLists.indexOf(place)] ?? found[0]) : undefined;
      return list === undefined
        ? [{ kind: "unknown", place, from: sourcesOf(resource, place) }]
        : entrySources(list, place);
    });
  }

  function entrySources(list: StackResource, place: Node): readonly Source[] {
    return (entriesOf.get(list.urn) ?? []).map((entry) => ({ ...rangeSource(list, entry, place), list }));
  }

  function groupSource(resource: StackResource, place: Node): Source {
    const id = text(place);
    const groups = referred(stack, resource, place, ...groupTypes);
    return { kind: "group", place, groups, ...(typeof id === "string" && { id }) };
  }
}

/** @param place where the rule names the range, or the prefix list that has it */
function rangeSource(resource: StackResource, cidr: Node, place: Node): Extract<Source, { list?: StackResource }> {
  const written = text(cidr);
  if (written === unknown) {
    return { kind: "unknown", place, from: sourcesOf(resource, cidr) };
  }
  const range = parseRange(written ?? "");
  return range === undefined
    ? { kind: "unreadable", place, text: written ?? "" }
    : { kind: "range", place, text: written ?? "", range };
}

function selfSource(place: Node): readonly Source[] {
  const isSelf = flag(place);
  if (isSelf === unknown) {
    return [{ kind: "group", place, groups: unknown }];
  }
  return isSelf === true ? [{ kind: "self", place }] : [];
}

/** Numbers stand for names, as the provider reads them; what is missing is read as the widest. */
function protocolOf(place: Node): string | Unknown {
  const written = text(place);
  if (written === unknown) {
    return unknown;
  }
  const name = written?.trim().toLowerCase() ?? "";
  return protocolNames[/^\d+$/.test(name) ? String(Number(name)) : name] ?? name;
}

const protocolNames: Readonly<Record<string, string>> = {
  "": "all",
  "-1": "all",
  "1": "icmp",
  "6": "tcp",
  "17": "udp",
  "58": "icmp",
  icmpv6: "icmp",
};

/** What is no port, -1 among it, is read as the widest. */
function portsOf(place: Node, protocol: string | Unknown): Ports | Unknown {
  if (protocol !== unknown && !hasPorts(protocol)) {
    return everyPort;
  }
  const from = number(at(place, "fromPort"));
  const to = number(at(place, "toPort"));
  if (from === unknown || to === unknown) {
    return unknown;
  }
  const ends = [isPort(from) ? from : everyPort.from, isPort(to) ? to : everyPort.to];
  return { from: Math.min(...ends), to: Math.max(...ends) };
}

/** The group of a rule of its own. */
function groupOf(stack: Stack, rule: StackResource): Group {
  const place = at(rule.inputs, "securityGroupId");
  const id = text(place);
  const found = referred(stack, rule, place, ...groupTypes);
  const resources = found === unknown ? adoptedGroups(stack, sourcesOf(rule, place)) : found;
  if (resources.length > 0) {
    return { key: joined(resources.map(({ urn }) => urn)), resources, place };
  }
  if (id !== unknown) {
    return { key: id ?? rule.urn, resources, id: id ?? "", place };
  }
  return { key: joined(sourcesOf(rule, place)) || rule.urn, resources, place };
}

/** The default groups that the stack adopts, of the VPCs among these URNs. */
const adoptedGroups = (stack: Stack, urns: readonly string[]): readonly StackResource[] =>
  ofType(stack, defaultGroup).filter((group) => {
    const vpcs = referred(stack, group, at(group.inputs, "vpcId"), vpc);
    return vpcs !== unknown && vpcs.some(({ urn }) => urns.includes(urn));
  });

const joined = (urns: readonly string[]): string => urns.toSorted().join(" ");

/** Where the ranges of each prefix list of the stack stand, by the list's URN. */
function prefixListEntries(stack: Stack): ReadonlyMap<string, readonly Node[]> {
  const entries = new Map(
    ofType(stack, prefixList).map((list) => [
      list.urn,
      each(at(list.inputs, "entries")).map((entry) => at(entry, "cidr")),
    ]),
  );
  for (const entry of ofType(stack, prefixListEntry)) {
    const lists = referred(stack, entry, at(entry.inputs, "prefixListId"), prefixList);
    for (const { urn } of lists === unknown ? [] : lists) {
      entries.set(urn, [...(entries.get(urn) ?? []), at(entry.inputs, "cidr")]);
    }
  }
  return entries;
}
