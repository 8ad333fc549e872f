import { managementSources } from "../../protocol/admin-access";
import { businessPorts, defaultDeny } from "../../protocol/network";
import type { PortRange } from "../../protocol/port";
import { assertMember } from "./choice";
import type { Refuse } from "./refusal";

/** Transport protocol of a port. There is no member for all protocols: nothing needs it. */
export enum Protocol {
  Tcp = "tcp",
  Udp = "udp",
}

/** A port beside that of HTTPS on which clients on the internet connect, declared with the reason for it. */
export interface ClientPort {
  /** Number of the port, 1 to 65535. */
  port: number;
  /** Transport protocol. Default: tcp. */
  protocol?: Protocol;
  /** Why clients cannot use the port of HTTPS, for the reviewer of the stack (NET-02). */
  reason: string;
}

/** Ports of one protocol, both ends included. */
export interface Ports {
  readonly from: number;
  readonly to: number;
  readonly protocol: Protocol;
}

const { httpsPort, httpRedirectPort, extraClientPorts, highRiskPorts } = businessPorts.limits;
const { administrativePorts } = managementSources.limits;

const MAX_PORT = 65535;

/** Name of the administrative service that `ports` include, if they include one. */
export const administrativeService = (ports: Ports): string | undefined =>
  overlapping(ports, administrativePorts.value)?.name;

/** @throws RefusedArgumentError unless `port` to `toPort` are ports and not all of them. */
export function assertPorts(
  refuse: Refuse,
  argument: { readonly from: string; readonly to: string; readonly protocol: string },
  { from, to, protocol }: Ports,
): void {
  if (String(protocol) === "-1") {
    throw refuse(argument.protocol, protocol, "one protocol", defaultDeny);
  }
  assertMember(refuse, argument.protocol, protocol, Protocol);
  assertPort(refuse, argument.from, from);
  if (!isPort(to) || to < from) {
    throw refuse(argument.to, to, `a port from ${from} to ${MAX_PORT}`, defaultDeny);
  }
  if (from === 1 && to === MAX_PORT) {
    throw refuse(argument.to, to, "fewer than all ports", defaultDeny);
  }
}

/** @throws RefusedArgumentError unless `port` is a port. */
export function assertPort(refuse: Refuse, argument: string, port: number): void {
  if (!isPort(port)) {
    throw refuse(argument, port, `one port from 1 to ${MAX_PORT}`, defaultDeny);
  }
}

/** @throws RefusedArgumentError for too many client ports, for one without a reason, and for one that attackers scan for. */
export function assertClientPorts(refuse: Refuse, clientPorts: readonly ClientPort[]): void {
  const max = extraClientPorts.value;
  if (clientPorts.length > max) {
    const declared = clientPorts.map(({ port }) => port);
    throw refuse("clientPorts", declared, `at most ${max} client ports beside ${httpsPort.value}`, businessPorts);
  }
  clientPorts.forEach(({ port, protocol = Protocol.Tcp, reason }, index) => {
    const argument = `clientPorts[${index}]`;
    const ports = { from: port, to: port, protocol };
    assertPorts(refuse, { from: `${argument}.port`, to: `${argument}.port`, protocol: `${argument}.protocol` }, ports);
    if (typeof reason !== "string" || reason.trim() === "") {
      throw refuse(`${argument}.reason`, reason, `a reason for port ${port}`, businessPorts);
    }
    const administrative = administrativeService(ports);
    if (administrative !== undefined) {
      throw refuse(
        `${argument}.port`,
        port,
        `the operations VPN as the only way to ${administrative}`,
        managementSources,
      );
    }
    const risky = overlapping(ports, highRiskPorts.value);
    if (risky !== undefined || port === httpRedirectPort.value) {
      const service = risky?.name ?? "plain HTTP";
      throw refuse(`${argument}.port`, port, `a client port that is not known for ${service}`, businessPorts);
    }
  });
}

/**
 * Whether clients on the internet may use these ports: that of HTTPS, a declared one, or that of HTTP for a path that
 * redirects and does nothing else.
 */
export function isBusinessPort(ports: Ports, clientPorts: readonly ClientPort[], redirects: boolean): boolean {
  const business: readonly Pick<ClientPort, "port" | "protocol">[] = [
    { port: httpsPort.value },
    ...(redirects ? [{ port: httpRedirectPort.value }] : []),
    ...clientPorts,
  ];
  return business.some(
    ({ port, protocol = Protocol.Tcp }) => port === ports.from && port === ports.to && protocol === ports.protocol,
  );
}

/** What NET-02 lets in, in the words of a refusal. */
export function businessPortsInWords(clientPorts: readonly ClientPort[]): string {
  const declared = clientPorts.map(({ port, protocol = Protocol.Tcp }) => `${protocol} ${port}`);
  return [
    `tcp ${httpsPort.value}`,
    `tcp ${httpRedirectPort.value} for a redirect`,
    declared.length === 0 ? "a declared client port" : `the client ports ${declared.join(", ")}`,
  ].join(", or ");
}

function overlapping({ from, to, protocol }: Ports, ranges: readonly PortRange[]): PortRange | undefined {
  return ranges.find((range) => range.protocol === protocol && range.from <= to && from <= range.to);
}

const isPort = (port: number) => Number.isInteger(port) && port >= 1 && port <= MAX_PORT;
