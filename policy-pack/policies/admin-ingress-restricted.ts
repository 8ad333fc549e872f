import { managementSources } from "../../protocol/admin-access";
import type { PortRange } from "../../protocol/port";
import { isCovered, overlap, publicSize } from "../network/address-range";
import {
  addressText,
  byGroup,
  type IngressRule,
  ingressRules,
  opensEveryPort,
  type RangeSource,
  type Source,
} from "../network/ingress";
import { type Answer, asAdvice, deferred, notApplicable, violated } from "../judgement";
import { type Node, unknown } from "../node";
import { isEmpty, type OperationsRange, operationsRange } from "../network/operations-range";
import { stackPolicy } from "../policy";
import { type Ports, portText, shared, shareAPort } from "../network/ports";
import { enumerate } from "../wording";
import { isWorld, reach } from "../network/world";

const { administrativePorts } = managementSources.limits;

export const adminIngressRestricted = stackPolicy({
  name: "admin-ingress-restricted",
  controls: [managementSources],
  remediation:
    "Let in the security group of the Client VPN endpoint, or a range that the stack declares in adminRanges, " +
    "and nothing else. Better still, open no administrative port and use Session Manager.",
  mandatoryIn: ["production", "staging", "development"],
  judge: (stack, { declaration }) => {
    const rules = ingressRules(stack);
    if (rules.length === 0) {
      return notApplicable("the stack lets no traffic into a security group");
    }
    const operations = operationsRange(stack, declaration);
    const isProduction = declaration.env.value === "production";
    return byGroup(rules)
      .flatMap(([, ofGroup]) => ofGroup.flatMap((rule) => judgeRule(rule, ofGroup, operations)))
      .map(({ isGrave, ...answer }) => (isProduction || isGrave ? answer : asAdvice(answer)));
  },
});

/** An answer that blocks outside of production too, or one that does not. */
type Found = Answer & { readonly isGrave?: boolean };

/** What is wrong with a source, or what it depends on; nothing where operators alone come from it. */
interface Doubt {
  /** Follows "is open to". */
  readonly text: string;
  readonly waitsFor?: Node;
  readonly isGrave?: boolean;
}

const vpnOnly = "Administrative ports answer the operations VPN only.";

/** A rule for every port is too wide wherever it leads, and another policy's. */
function judgeRule(rule: IngressRule, ofGroup: readonly IngressRule[], operations: OperationsRange): readonly Found[] {
  if (opensEveryPort(rule)) {
    return [];
  }
  const { protocol, ports } = rule;
  if (protocol === unknown || ports === unknown) {
    const doubts = rule.sources.filter((source) => doubtAbout(source, rule, [], operations) !== undefined);
    const place = protocol === unknown ? rule.protocolPlace : rule.portsPlace;
    return doubts.length === 0
      ? []
      : [deferred(place, place, `Whether an administrative port is open here is not known yet. ${vpnOnly}`)];
  }
  const open = administrativePorts.value.filter((port) => port.protocol === protocol && shareAPort(port, ports));
  const neighbours = ofGroup.filter((other) => opensOneOf(open, other));
  return open.length === 0
    ? []
    : rule.sources.flatMap((source) => {
        const doubt = doubtAbout(source, rule, neighbours, operations);
        if (doubt === undefined) {
          return [];
        }
        const { text, waitsFor, isGrave = false } = doubt;
        const message = `${subject(open, ports)} open to ${text}. ${vpnOnly}`;
        return [
          waitsFor === undefined
            ? { ...violated(source.place, message), isGrave }
            : deferred(source.place, waitsFor, message),
        ];
      });
}

const opensOneOf = (open: readonly PortRange[], { protocol, ports }: IngressRule): boolean =>
  ports !== unknown &&
  open.some((port) => ["all", port.protocol].includes(String(protocol)) && shareAPort(port, ports));

/** `Port 22/tcp (SSH) is`, `Ports 22/tcp (SSH) and 23/tcp (Telnet) are`, `Port 5985/tcp (VNC or WinRM) is`. */
function subject(open: readonly PortRange[], ports: Ports): string {
  const services = new Map<string, string[]>();
  for (const { name, protocol, ...range } of open) {
    const port = `${shared(range, ports).map(portText).join("")}/${protocol}`;
    services.set(port, [...(services.get(port) ?? []), name]);
  }
  const names = [...services].map(([port, service]) => `${port} (${service.join(" or ")})`);
  const isOne = names.length === 1 && open.every((range) => shared(range, ports).every(({ from, to }) => from === to));
  return `${isOne ? "Port" : "Ports"} ${enumerate(names)} ${isOne ? "is" : "are"}`;
}

/** @param neighbours the rules of the group that open the same ports, of which the world may be made */
function doubtAbout(
  source: Source,
  rule: IngressRule,
  neighbours: readonly IngressRule[],
  operations: OperationsRange,
): Doubt | undefined {
  switch (source.kind) {
    case "range":
      return rangeDoubt(source, neighbours, operations);
    case "unreadable":
      return { text: `${addressText(source)}, which is no address range in CIDR notation` };
    case "unknown":
      return unknownDoubt(source, operations);
    case "list":
      return listDoubt(source, operations);
    case "self":
      return groupDoubt(
        rule.group.resources.map(({ urn }) => urn),
        rule.group.id,
        "the group itself",
        source.place,
        operations,
      );
    case "group":
      return source.groups === unknown
        ? unknownGroupDoubt(source.place, operations)
        : groupDoubt(
            source.groups.map(({ urn }) => urn),
            source.id,
            `security group ${source.groups.map(({ name }) => name).join(" or ") || source.id}`,
            source.place,
            operations,
          );
  }
}

function rangeDoubt(
  source: RangeSource,
  neighbours: readonly IngressRule[],
  operations: OperationsRange,
): Doubt | undefined {
  const { range } = source;
  if (isCovered(range, operations.ranges)) {
    return undefined;
  }
  const world = worldText(source, neighbours);
  if (world !== undefined) {
    return { text: `${addressText(source)}, ${world}`, isGrave: true };
  }
  const { texts, undecidedRange } = operations;
  if (undecidedRange !== undefined) {
    const text = `${addressText(source)}, and which subnets the VPN endpoint uses is not known yet`;
    return { text, waitsFor: undecidedRange };
  }
  if (texts.length === 0) {
    return { text: `${addressText(source)}, ${noneDeclared(operations)}` };
  }
  const relation = operations.ranges.some((declared) => overlap(range, declared)) ? "wider than" : "outside";
  const noun = texts.length === 1 ? "the operations range" : "the operations ranges";
  return { text: `${addressText(source)}, which is ${relation} ${noun} ${enumerate(texts)}` };
}

/** How much of the world a range is part of, together with what else the group lets in at the port. */
function worldText(source: RangeSource, neighbours: readonly IngressRule[]): string | undefined {
  const { range } = source;
  const met = neighbours
    .flatMap(({ sources }) => sources)
    .filter((other) => other.kind === "range")
    .filter((other) => other.range.family === range.family && publicSize([other.range]) > 0n);
  const ranges = [range, ...met.map((other) => other.range)];
  if (publicSize([range]) === 0n || !isWorld(ranges)) {
    return undefined;
  }
  const others = new Set(met.filter((other) => other !== source).map(addressText));
  return publicSize([range]) === publicSize(ranges)
    ? reach(range.family, ranges)
    : `with ${enumerate([...others])} ${reach(range.family, ranges)}`;
}

const noneDeclared = ({ refused }: OperationsRange): string =>
  refused.length === 0
    ? "and the stack declares no operations range"
    : `and the declared ${enumerate(refused)} is the world, no operations range`;

function unknownDoubt(source: Extract<Source, { kind: "unknown" }>, operations: OperationsRange): Doubt | undefined {
  const { from, place } = source;
  if (from.length > 0 && from.every((urn) => operations.subnets.has(urn))) {
    return undefined;
  }
  return isEmpty(operations)
    ? { text: `${addressText(source)}, ${noneDeclared(operations)}` }
    : { text: addressText(source), waitsFor: place };
}

function listDoubt(source: Extract<Source, { kind: "list" }>, operations: OperationsRange): Doubt | undefined {
  if (operations.lists.has(source.id)) {
    return undefined;
  }
  return isEmpty(operations)
    ? { text: `${addressText(source)}, ${noneDeclared(operations)}` }
    : { text: `${addressText(source)}, whose entries the stack does not show`, waitsFor: source.place };
}

const noEndpoint = "which is of no Client VPN endpoint of the stack";

/** @param urns of the groups that it can be; none for one outside the stack */
function groupDoubt(
  urns: readonly string[],
  id: string | undefined,
  name: string,
  place: Node,
  { groups, groupIds, undecidedGroup }: OperationsRange,
): Doubt | undefined {
  const isVpn = urns.map((urn) => groups.has(urn));
  if (urns.length > 0 ? isVpn.every(Boolean) : id !== undefined && groupIds.has(id)) {
    return undefined;
  }
  const waitsFor = isVpn.some(Boolean) ? place : undecidedGroup;
  return waitsFor === undefined
    ? { text: `${name}, ${noEndpoint}` }
    : { text: `${name}, and whether that is of a Client VPN endpoint is not known yet`, waitsFor };
}

const unknownGroupDoubt = (place: Node, operations: OperationsRange): Doubt =>
  operations.groups.size + operations.groupIds.size === 0 && operations.undecidedGroup === undefined
    ? { text: `a security group that is not known yet, and the stack has no Client VPN endpoint` }
    : { text: "a security group that is not known yet", waitsFor: place };
