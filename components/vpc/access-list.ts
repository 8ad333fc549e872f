import { managementSources, vpnAccess } from "../../protocol/admin-access";
import { businessPorts, defaultDeny } from "../../protocol/network";
import { assertMember } from "../argument/choice";
import { assertDescription } from "../argument/description";
import {
  administrativeService,
  assertPorts,
  businessPortsInWords,
  type ClientPort,
  isBusinessPort,
  type Ports,
  Protocol,
} from "../argument/port";
import type { Refuse } from "../argument/refusal";
import type { SubnetLayout, SubnetTier } from "./subnet-layout";

/** One end of traffic that crosses the edge of a subnet. */
export enum FlowEnd {
  Internet = "internet",
  Public = "public",
  Private = "private",
  Data = "data",
}

/** Traffic that the network access lists let through, in the direction in which connections are opened. */
export interface TierFlow {
  /** Tier, or the internet, that opens the connections. */
  from: FlowEnd;
  /** Tier, or the internet, that answers them. */
  to: FlowEnd;
  /** Port, or the first of a range, 1 to 65535. */
  port: number;
  /** Last port of the range. Default: the port itself. */
  toPort?: number;
  /** Transport protocol. Default: tcp. */
  protocol?: Protocol;
  /** What the traffic is for. */
  description: string;
}

/** Which of the usual flows a network needs. */
export interface NetworkTraffic {
  /** The private tier reaches the internet through NAT gateways. */
  readonly nat: boolean;
  /** The private tier reaches public addresses of the cloud through gateway endpoints. */
  readonly gatewayEndpoints: boolean;
  /** The private tier holds interface endpoints. */
  readonly interfaceEndpoints: boolean;
  /** Plain HTTP answers with a redirect. */
  readonly redirectHttp: boolean;
  readonly clientPorts: readonly ClientPort[];
}

/** Traffic on some ports between two ends. */
export interface Flow extends Ports {
  readonly ends: readonly [from: FlowEnd, to: FlowEnd];
}

/** An allow rule of a network access list. */
export interface AclRule {
  readonly ruleNo: number;
  readonly action: "allow";
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly cidrBlock: string;
  readonly icmpType?: number;
  readonly icmpCode?: number;
}

export interface AclRules {
  readonly ingress: readonly AclRule[];
  readonly egress: readonly AclRule[];
}

type Entry = Omit<AclRule, "ruleNo" | "action">;

const WORLD = "0.0.0.0/0";
const { httpsPort, httpRedirectPort } = businessPorts.limits;

/** Where replies go: access lists keep no state, and NAT gateways, load balancers and functions use all of these. */
export const EPHEMERAL = { from: 1024, to: 65535 } as const;

// Routers on the way answer with this where a packet is too large; without it such connections hang.
const fragmentationNeeded: Entry = {
  protocol: "icmp",
  fromPort: 0,
  toPort: 0,
  icmpType: 3,
  icmpCode: 4,
  cidrBlock: WORLD,
};

/** Flows that every network of its kind has. What may really connect is for the firewalls to say; this keeps tiers apart. */
export function usualFlows({
  nat,
  gatewayEndpoints,
  interfaceEndpoints,
  redirectHttp,
  clientPorts,
}: NetworkTraffic): readonly Flow[] {
  const { Internet, Public, Private, Data } = FlowEnd;
  const tcp = (from: FlowEnd, to: FlowEnd, first: number, last = first): Flow => ({
    ends: [from, to],
    protocol: Protocol.Tcp,
    from: first,
    to: last,
  });
  const https = httpsPort.value;
  const dns = 53;
  return [
    tcp(Internet, Public, https),
    ...(redirectHttp ? [tcp(Internet, Public, httpRedirectPort.value)] : []),
    ...clientPorts.map(({ port, protocol = Protocol.Tcp }): Flow => {
      return { ends: [Internet, Public], protocol, from: port, to: port };
    }),
    tcp(Public, Internet, https),
    ...(nat || gatewayEndpoints ? [tcp(Private, Internet, https)] : []),
    tcp(Public, Private, https),
    tcp(Public, Private, EPHEMERAL.from, EPHEMERAL.to),
    tcp(Private, Private, https),
    tcp(Private, Private, EPHEMERAL.from, EPHEMERAL.to),
    // Name servers of a cluster; the network's own resolver passes no access list.
    tcp(Private, Private, dns),
    { ends: [Private, Private], protocol: Protocol.Udp, from: dns, to: dns },
    tcp(Private, Data, EPHEMERAL.from, EPHEMERAL.to),
    tcp(Data, Data, EPHEMERAL.from, EPHEMERAL.to),
    ...(interfaceEndpoints ? [tcp(Data, Private, https)] : []),
  ];
}

/**
 * @throws RefusedArgumentError for a flow without a description, of all ports, from the internet to other than business
 * ports, between the internet and the data tier, or to administrative ports from elsewhere than the private tier, where
 * the operations VPN comes in.
 */
export function assertFlows(
  refuse: Refuse,
  flows: readonly TierFlow[],
  { clientPorts, redirectHttp }: Pick<NetworkTraffic, "clientPorts" | "redirectHttp">,
): void {
  flows.forEach((flow, index) => {
    const at = (argument: string) => `flows[${index}].${argument}`;
    assertMember(refuse, at("from"), flow.from, FlowEnd);
    assertMember(refuse, at("to"), flow.to, FlowEnd);
    assertDescription(refuse, at("description"), flow.description, defaultDeny);
    const ports = portsOf(flow);
    assertPorts(refuse, { from: at("port"), to: at("toPort"), protocol: at("protocol") }, ports);
    if (flow.from === FlowEnd.Internet && flow.to === FlowEnd.Internet) {
      throw refuse(at("to"), flow.to, "a tier of the network");
    }
    const ends = [flow.from, flow.to];
    if (ends.includes(FlowEnd.Internet) && ends.includes(FlowEnd.Data)) {
      const argument = flow.from === FlowEnd.Internet ? "from" : "to";
      throw refuse(at(argument), FlowEnd.Internet, "a data tier that the internet does not reach", defaultDeny);
    }
    const service = administrativeService(ports);
    if (service !== undefined && flow.from !== FlowEnd.Private) {
      const vpnOnly = `the private tier, where the operations VPN comes in, as the only source of ${service}`;
      throw refuse(at("from"), flow.from, vpnOnly, managementSources);
    }
    if (service !== undefined && flow.to === FlowEnd.Internet) {
      throw refuse(
        at("to"),
        flow.to,
        `administrative access within the network, not ${service} to the internet`,
        vpnAccess,
      );
    }
    if (flow.from === FlowEnd.Internet && !isBusinessPort(ports, clientPorts, redirectHttp)) {
      throw refuse(at("port"), flow.port, businessPortsInWords(clientPorts), businessPorts);
    }
  });
}

/** The rules of each tier's access list: for each flow what it opens, and the replies to it. */
export function aclRules(
  flows: readonly Flow[],
  layout: SubnetLayout,
  nat: boolean,
): Readonly<Record<SubnetTier, AclRules>> {
  const entries = {
    public: { ingress: [fragmentationNeeded], egress: [] as Entry[] },
    private: { ingress: nat ? [fragmentationNeeded] : [], egress: [] as Entry[] },
    data: { ingress: [] as Entry[], egress: [] as Entry[] },
  };
  for (const flow of flows.flatMap((stated) => hops(stated, nat))) {
    const [from, to] = flow.ends;
    const opening = (peer: FlowEnd) => entry(flow, peer, layout);
    const reply = (peer: FlowEnd) => entry({ ...flow, ...EPHEMERAL }, peer, layout);
    if (from !== FlowEnd.Internet) {
      entries[from].egress.push(opening(to));
      entries[from].ingress.push(reply(to));
    }
    if (to !== FlowEnd.Internet) {
      entries[to].ingress.push(opening(from));
      entries[to].egress.push(reply(from));
    }
  }
  const rules = (tier: SubnetTier): AclRules => ({
    ingress: numbered(entries[tier].ingress),
    egress: numbered(entries[tier].egress),
  });
  return { public: rules("public"), private: rules("private"), data: rules("data") };
}

const portsOf = ({ port, toPort = port, protocol = Protocol.Tcp }: TierFlow): Ports => ({
  from: port,
  to: toPort,
  protocol,
});

export const flowOf = (flow: TierFlow): Flow => ({ ends: [flow.from, flow.to], ...portsOf(flow) });

/** Between the internet and the private tier, traffic passes the public one: NAT gateways out, load balancers in. */
function hops(flow: Flow, nat: boolean): readonly Flow[] {
  const { Internet, Public, Private } = FlowEnd;
  const [from, to] = flow.ends;
  if ((from === Private && to === Internet && nat) || (from === Internet && to === Private)) {
    return [flow, { ...flow, ends: [from, Public] }, { ...flow, ends: [Public, to] }];
  }
  return [flow];
}

const entry = ({ protocol, from, to }: Ports, peer: FlowEnd, layout: SubnetLayout): Entry => ({
  protocol,
  fromPort: from,
  toPort: to,
  cidrBlock: peer === FlowEnd.Internet ? WORLD : layout[peer].cidrBlock,
});

/** Numbers the entries in order and drops those that say what an earlier one says. */
function numbered(entries: readonly Entry[]): readonly AclRule[] {
  const distinct = new Map(entries.map((stated) => [JSON.stringify(stated), stated]));
  return [...distinct.values()].map((stated, index) => ({ ruleNo: 100 + 10 * index, action: "allow", ...stated }));
}
