import { managementSources } from "../../protocol/admin-access";
import { businessPorts, defaultDeny, portNumbers } from "../../protocol/network";
import type { PortRange } from "../../protocol/port";
import {
  addressText,
  type AddressSource,
  byGroup,
  hasPorts,
  type IngressRule,
  ingressRules,
  isAddressSource,
  opensEveryPort,
} from "../network/ingress";
import { type Carriers, carriersIn, plainHttpAt } from "../network/internet-facing";
import { about, type Answer, asAdvice, deferred, notApplicable, violated } from "../judgement";
import { at, isUnknown, type Node, unknown } from "../node";
import { stackPolicy } from "../policy";
import { type Ports, portText, shareAPort, without } from "../network/ports";
import { ofType, type Stack } from "../view";
import { enumerate } from "../wording";
import {
  everyPortTogether,
  isWorld,
  type Opening,
  type Pieces,
  portsText,
  rangesOf,
  rangesText,
  reach,
  worldOpenings,
} from "../network/world";

interface ClientPort {
  readonly port: number;
  readonly protocol: "tcp" | "udp";
  readonly reason: string;
}

interface Parameters {
  readonly clientPorts: readonly ClientPort[];
}

const { httpsPort, httpRedirectPort, extraClientPorts, databasePorts, highRiskPorts } = businessPorts.limits;
const { administrativePorts } = managementSources.limits;

const securityGroup = "aws:ec2/securityGroup:SecurityGroup";

export const worldIngressRestricted = stackPolicy<Parameters>({
  name: "world-ingress-restricted",
  controls: [businessPorts, defaultDeny, portNumbers],
  remediation:
    "Open port 443 alone, on the security group of a load balancer, and let the load balancer's group into the " +
    "groups behind it. Declare further ports that clients connect to as clientPorts, each with its reason.",
  parameters: {
    clientPorts: {
      type: "array",
      description: "Ports beside 443 that clients connect to, each with its protocol and the reason for it.",
      maxItems: extraClientPorts.value,
      items: {
        type: "object",
        properties: {
          port: { type: "integer", minimum: 1, maximum: 65535 },
          protocol: { enum: ["tcp", "udp"] },
          reason: { type: "string", minLength: 1 },
        },
        required: ["port", "protocol", "reason"],
        additionalProperties: false,
      },
      default: [],
    },
  },
  mandatoryIn: ["production", "staging", "development"],
  judge: (stack, { declaration, parameters }) => {
    const rules = ingressRules(stack);
    if (rules.length === 0) {
      return notApplicable("the stack lets no traffic into a security group");
    }
    const carriersOf = carriersIn(stack, declaration);
    const isProduction = declaration.env.value === "production";
    return [
      ...byGroup(rules).flatMap(([group, ofGroup]) =>
        judgeGroup(ofGroup, { stack, carriers: carriersOf(group), clientPorts: clientPortsOf(parameters) }),
      ),
      ...judgeStyle(stack, rules),
    ].map(({ isGrave, ...answer }) => (isProduction || isGrave ? answer : asAdvice(answer)));
  },
});

/** An answer that blocks outside of production too, or one that does not. */
type Found = Answer & { readonly isGrave?: boolean };

/** What decides which ports of a group the world may reach. */
interface Situation {
  readonly stack: Stack;
  readonly carriers: Carriers;
  readonly clientPorts: readonly BusinessPort[];
}

interface BusinessPort extends Ports {
  readonly protocol: string;
}

/** No declaration makes a database a business port. */
const clientPortsOf = ({ clientPorts }: Parameters): readonly BusinessPort[] =>
  clientPorts
    .map(({ port, protocol }) => ({ from: port, to: port, protocol }))
    .filter((client) => among(databasePorts.value, client.protocol, client).length === 0);

const one = (port: number): BusinessPort => ({ from: port, to: port, protocol: "tcp" });

const among = <P extends BusinessPort>(ports: readonly P[], protocol: string, range: Ports): readonly P[] =>
  ports.filter((port) => port.protocol === protocol && shareAPort(port, range));

function judgeGroup(rules: readonly IngressRule[], situation: Situation): readonly Found[] {
  const wide = rules.filter(opensEveryPort);
  const narrow = rules.filter((rule) => !wide.includes(rule) && rule.protocol !== "icmp");
  const openings = worldOpenings(narrow);
  const open = new Set(openings.flatMap(({ pieces }) => pieces.map(({ rule }) => rule)));
  return [
    ...wide.flatMap(judgeWide),
    ...everyPortTogether(narrow.filter((rule) => !open.has(rule))).map(judgeTogether),
    ...openings.flatMap((opening) => judgeOpening(opening, situation)),
    ...narrow.flatMap((rule) =>
      rule.protocol === unknown || rule.ports === unknown
        ? judgeUndecided(rule, situation)
        : judgeOpaque(rule, rule.protocol, rule.ports, situation),
    ),
  ];
}

const groupsOnly = "Only security groups may be let in so widely, address ranges never.";

/** A rule that opens every port to address ranges, whatever they are. */
function judgeWide({ protocol, protocolPlace, portsPlace, sources }: IngressRule): readonly Found[] {
  const addresses = sources.filter(isAddressSource);
  if (addresses.length === 0) {
    return [];
  }
  const place = protocol === "all" ? protocolPlace : portsPlace;
  const ports = protocol === "all" ? "Every port of every protocol" : `Every ${String(protocol)} port`;
  const message = `${ports} is open to ${described(addresses)}. ${groupsOnly}`;
  return [{ ...about(defaultDeny, violated(place, message)), isGrave: worldParts(addresses).length > 0 }];
}

/** Rules that open every port between them, to ranges that are not the world. */
function judgeTogether(pieces: Pieces): Found {
  const [{ rule, protocol }] = pieces;
  const ranges = enumerate([...new Set(pieces.map(({ source }) => addressText(source)))]);
  const message = `Every ${protocol} port is open to ${ranges} (${portsText(pieces)}). ${groupsOnly}`;
  return about(defaultDeny, violated(rule.portsPlace, message));
}

function judgeOpening({ protocol, ports, family, pieces }: Opening, situation: Situation): readonly Found[] {
  const fault = faultAt(protocol, ports, situation);
  if (fault === undefined) {
    return [];
  }
  const ranges = `${reach(family, rangesOf(pieces))} (${rangesText(pieces)})`;
  const { place } = pieces[0].source;
  const message = `${subject(protocol, ports)} open to ${ranges}. ${fault.text}`;
  return [
    fault.waitsFor === undefined
      ? { ...violated(place, message), isGrave: among(databasePorts.value, protocol, ports).length > 0 }
      : deferred(place, fault.waitsFor, message),
  ];
}

/** Sources of which nobody can say yet what they are. */
function judgeOpaque(rule: IngressRule, protocol: string, ports: Ports, situation: Situation): readonly Found[] {
  const opaque = rule.sources.filter(isAddressSource).filter(({ kind }) => kind !== "range");
  const fault = opaque.length === 0 ? undefined : faultAt(protocol, ports, situation);
  if (fault === undefined) {
    return [];
  }
  return opaque.map((source) => {
    const message = `${subject(protocol, ports)} open to ${addressText(source)}, which`;
    return source.kind === "unreadable"
      ? violated(source.place, `${message} is no address range in CIDR notation. ${fault.text}`)
      : deferred(source.place, source.place, `${message} must not be the world. ${fault.text}`);
  });
}

/** A rule whose ports are not known. */
function judgeUndecided(rule: IngressRule, situation: Situation): readonly Found[] {
  const addresses = rule.sources.filter(isAddressSource);
  if (addresses.length === 0) {
    return [];
  }
  if (isUnknown(rule.place)) {
    return [deferred(rule.place, rule.place, "What is let into the security group is not known yet.")];
  }
  const [world] = worldParts(addresses);
  const facing = facingFault(situation.carriers);
  if (rule.protocol !== unknown && world !== undefined && facing !== undefined && facing.waitsFor === undefined) {
    const message = `A ${rule.protocol} port that is not known yet is open to ${world.text}. ${facing.text}`;
    return [violated(world.source.place, message)];
  }
  const place = rule.protocol === unknown ? rule.protocolPlace : rule.portsPlace;
  return [deferred(place, place, `Which ports are open to ${described(addresses)} is not known yet.`)];
}

/** Why the world may not reach these ports of a group, and what it depends on where it does. */
interface Fault {
  readonly text: string;
  readonly waitsFor?: Node;
}

/** Administrative ports are for another policy, which lets in far less than the world. */
function faultAt(protocol: string, ports: Ports, situation: Situation): Fault | undefined {
  const { carriers, clientPorts } = situation;
  const administrative = among<PortRange>(administrativePorts.value, protocol, ports);
  const redirect = one(httpRedirectPort.value);
  const business = among([one(httpsPort.value), redirect, ...clientPorts], protocol, ports);
  if (hasPorts(protocol) && without(ports, administrative).length === 0) {
    return undefined;
  }
  if (!hasPorts(protocol) || without(ports, [...administrative, ...business]).length > 0) {
    const allowed = [one(httpsPort.value), ...clientPorts].map((port) => `${portText(port)}/${port.protocol}`);
    return { text: `Only ${enumerate(allowed)} may be.` };
  }
  return facingFault(carriers) ?? (business.includes(redirect) ? redirectFault(situation) : undefined);
}

function facingFault({ loadBalancers, isGateway, others, undecided }: Carriers): Fault | undefined {
  const rule = "Only load balancers and shown gateways may face the world";
  if (others.length > 0) {
    const names = enumerate(others.map(({ name }) => name));
    const are = others.length === 1 ? "which has this group too, is neither" : "which have this group too, are neither";
    return { text: `${rule}, and ${names}, ${are}.` };
  }
  if (loadBalancers.length > 0 || isGateway) {
    return undefined;
  }
  return undecided === undefined
    ? { text: `${rule}, and none of the stack has this group.` }
    : { text: `${rule}, and whether one has this group is not known yet.`, waitsFor: undecided };
}

function redirectFault({ stack, carriers: { loadBalancers } }: Situation): Fault | undefined {
  const rule = "It may be for a redirect to HTTPS only";
  if (loadBalancers.length === 0) {
    return { text: `${rule}, and only a load balancer of the stack shows one.` };
  }
  const answers = loadBalancers.map((balancer) => plainHttpAt(stack, balancer, httpRedirectPort.value));
  const [fault] = answers.flatMap((answer) => (answer !== "redirects" && "fault" in answer ? [answer.fault] : []));
  if (fault !== undefined) {
    return { text: `${rule}, and ${fault}.` };
  }
  const [waitsFor] = answers.flatMap((answer) =>
    answer !== "redirects" && "waitsFor" in answer ? [answer.waitsFor] : [],
  );
  return waitsFor && { text: `${rule}, and what listens there is not known yet.`, waitsFor };
}

/** `Port 5432/tcp (PostgreSQL) is`, `Ports 3000-4000/tcp (MySQL among them) are`, `Protocol 50 is`. */
function subject(protocol: string, ports: Ports): string {
  if (!hasPorts(protocol)) {
    return `Protocol ${protocol} is`;
  }
  const services = [...new Set(among(highRiskPorts.value, protocol, ports).map(({ name }) => name))];
  const isOne = ports.from === ports.to;
  const named = services.length === 0 ? "" : ` (${enumerate(services, 3)}${isOne ? "" : " among them"})`;
  return `${isOne ? "Port" : "Ports"} ${portText(ports)}/${protocol}${named} ${isOne ? "is" : "are"}`;
}

/** The families whose ranges amount to the world, in words. */
const worldParts = (addresses: readonly AddressSource[]) =>
  (["IPv4", "IPv6"] as const).flatMap((family) => {
    const ranges = addresses.flatMap((source) =>
      source.kind === "range" && source.range.family === family ? [source] : [],
    );
    const [source] = ranges;
    const covered = ranges.map(({ range }) => range);
    return source !== undefined && isWorld(covered)
      ? [{ source, ranges, text: `${reach(family, covered)} (${enumerate(ranges.map(addressText))})` }]
      : [];
  });

/** The addresses in words, those that amount to the world first. */
function described(addresses: readonly AddressSource[]): string {
  const world = worldParts(addresses);
  const others = addresses.filter((source) => !world.some(({ ranges }) => ranges.some((range) => range === source)));
  return enumerate([...world.map(({ text }) => text), ...new Set(others.map(addressText))]);
}

/** Inline rules hide nothing from us, but they and rules of their own undo each other. */
function judgeStyle(stack: Stack, rules: readonly IngressRule[]): readonly Found[] {
  return ofType(stack, securityGroup).flatMap((group) => {
    const inline = rules.filter(({ isInline, resource, place }) => isInline && resource === group && !isUnknown(place));
    const own = rules.filter(
      ({ isInline, group: { resources } }) => !isInline && resources.length === 1 && resources[0] === group,
    );
    if (inline.length === 0) {
      return [];
    }
    const stated = `${inline.length === 1 ? "1 ingress rule is" : `${inline.length} ingress rules are`} stated inline`;
    const found = (message: string): Found =>
      about(defaultDeny, violated(at(group.inputs, "ingress"), message, "Make each rule a SecurityGroupIngressRule."));
    if (own.length === 0) {
      return [asAdvice(found(`${stated}. Each should be a resource of its own.`))];
    }
    const names = enumerate(own.map(({ resource }) => resource.name));
    const are = own.length === 1 ? "is a resource of its own" : "are resources of their own";
    const undone = "the provider undoes the one with the other";
    return [found(`${stated}, and ${names} of this group ${are}: ${undone}. Each must be a resource of its own.`)];
  });
}
