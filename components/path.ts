import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { managementSources, vpnAccess } from "../protocol/admin-access";
import type { Control } from "../protocol/control";
import { businessPorts, defaultDeny, portNumbers } from "../protocol/network";
import { childrenOf } from "./child/children";
import { assertDescription } from "./argument/description";
import { assertRoles } from "./child/overrides";
import { type Address, EndRole, type PathEnd, resolveEnd, type ResolvedEnd } from "./argument/path-end";
import {
  administrativeService,
  assertClientPorts,
  assertPorts,
  businessPortsInWords,
  type ClientPort,
  isBusinessPort,
  type Ports,
  Protocol,
} from "./argument/port";
import { type Refuse, refusals } from "./argument/refusal";
import { assertShape } from "./argument/shape";
import { assertTags, type Tags } from "./child/tags";

/** Arguments of a path. */
export interface PathArgs {
  /** End that opens the connections. */
  from: PathEnd;
  /** End that answers them. */
  to: PathEnd;
  /** Port that answers, or the first of a range: 1 to 65535. */
  port: number;
  /** Last port of a range. Default: the port itself. */
  toPort?: number;
  /** Why one port is not enough. Required where toPort is given (NET-01). */
  rangeReason?: string;
  /** Transport protocol. Default: tcp. */
  protocol?: Protocol;
  /** What the path is for: at most 255 characters (NET-01). */
  description: string;
  /** The path leads to a redirect to HTTPS and to nothing else: its port is that of HTTP (NET-02). Default: false. */
  redirect?: boolean;
  /** Ports beside that of HTTPS that the stack declares for clients on the internet (NET-02). Default: none. */
  clientPorts?: ClientPort[];
  /** Tags of every resource. */
  tags: Tags;
  /** Properties that replace those of a child: ingress, egress. The policies still judge them. */
  overrides?: Record<string, any>;
}

/** Roles of the children, as keys of `overrides`. */
export const pathRoles = ["ingress", "egress"] as const;

type Role = (typeof pathRoles)[number];

/** A checked path: what its rules are made of. */
interface ResolvedPath {
  readonly from: ResolvedEnd;
  readonly to: ResolvedEnd;
  readonly ports: Ports;
  readonly description: string;
  readonly tags: Tags;
  readonly overrides: Record<string, any>;
}

const WORLD = "0.0.0.0/0";

/**
 * The one way to open a firewall: names both ends and makes the rule that each of them needs. Each end is a security group or
 * an address; at least one is a group.
 *
 * @cost Nothing: the rules of security groups are free.
 *
 * @example
 * ```ts
 * import { Config } from "@pulumi/pulumi";
 * import { Environment, Firewall, Path, RecoveryTier } from "@palisade-iac/palisade";
 *
 * const tags = { env: Environment.Production, tier: RecoveryTier.Orange, owner: "chat" };
 * const vpcId = new Config("app").require("vpcId");
 * const servers = new Firewall("servers", { vpcId, description: "Servers", tags });
 *
 * new Path("servers-to-updates", {
 *   from: servers.end,
 *   to: { internet: true },
 *   port: 443,
 *   description: "Servers fetch updates",
 *   tags,
 * });
 * ```
 */
export class Path extends pulumi.ComponentResource {
  /** Controls that what it makes serves. */
  static readonly controls: readonly Control[] = [
    defaultDeny,
    businessPorts,
    portNumbers,
    vpnAccess,
    managementSources,
  ];
  /** Roles of the children, as keys of `overrides`. */
  static readonly roles: readonly string[] = pathRoles;

  /** Rule that lets the connections into the group at `to`. Absent where that end is no group. */
  readonly ingress?: aws.vpc.SecurityGroupIngressRule;
  /** Rule that lets the connections out of the group at `from`. Absent where that end is no group. */
  readonly egress?: aws.vpc.SecurityGroupEgressRule;

  constructor(name: string, args: PathArgs, opts?: pulumi.ComponentResourceOptions) {
    const { from, to, ports, description, tags, overrides } = resolvePath(name, args);
    super("palisade:index:Path", name, args, opts);
    const children = childrenOf<Role>(this, name, "firewall", { tags, overrides });
    const opening = { ipProtocol: ports.protocol, fromPort: ports.from, toPort: ports.to, description };

    if (to.address.kind === "group") {
      const { securityGroupId } = to.address;
      this.ingress = new aws.vpc.SecurityGroupIngressRule(
        children.name("ingress"),
        children.tagged("ingress", "ingress", { securityGroupId, ...opening, ...peer(from.address) }),
        children.options,
      );
    }
    if (from.address.kind === "group") {
      const { securityGroupId } = from.address;
      this.egress = new aws.vpc.SecurityGroupEgressRule(
        children.name("egress"),
        children.tagged("egress", "egress", { securityGroupId, ...opening, ...peer(to.address) }),
        children.options,
      );
    }
    this.registerOutputs({ ingress: this.ingress, egress: this.egress });
  }
}

/**
 * The checked ends and ports.
 * @throws RefusedArgumentError for an argument below the protocol.
 */
export function resolvePath(name: string, args: PathArgs): ResolvedPath {
  const refuse = refusals("Path", name);
  assertShape(refuse, "Path", args);
  const { port, toPort = port, protocol = Protocol.Tcp, redirect = false, clientPorts = [], overrides = {} } = args;
  assertDescription(refuse, "description", args.description, defaultDeny);
  assertTags(refuse, args.tags);
  assertRoles(refuse, overrides, pathRoles);
  assertClientPorts(refuse, clientPorts);

  const from = resolveEnd(refuse, "from", args.from);
  const to = resolveEnd(refuse, "to", args.to);
  if (from.address.kind !== "group" && to.address.kind !== "group") {
    throw refuse("to", args.to, "a security group at one end at least", defaultDeny);
  }
  const ports: Ports = { from: port, to: toPort, protocol };
  assertPorts(refuse, { from: "port", to: "toPort", protocol: "protocol" }, ports);
  if (toPort !== port && !args.rangeReason?.trim()) {
    throw refuse("rangeReason", args.rangeReason, `a reason for the ports ${port} to ${toPort}`, defaultDeny);
  }
  if (redirect && port !== businessPorts.limits.httpRedirectPort.value) {
    throw refuse("port", port, `port ${businessPorts.limits.httpRedirectPort.value} for a redirect`, businessPorts);
  }
  assertAdministrativeSource(refuse, args.from, from, ports);
  if (from.address.kind === "internet") {
    assertPublicEntrance(refuse, to, ports, clientPorts, redirect);
  }
  return { from, to, ports, description: args.description, tags: args.tags, overrides };
}

function assertAdministrativeSource(refuse: Refuse, end: PathEnd, { address, role }: ResolvedEnd, ports: Ports): void {
  const service = administrativeService(ports);
  if (service === undefined) {
    return;
  }
  if (role !== EndRole.OperationsVpn || address.kind === "internet") {
    throw refuse("from", end, `the operations VPN as the only source of ${service}`, managementSources);
  }
  if (address.kind === "range" && !address.range.internal) {
    throw refuse(
      "from.cidrBlock",
      address.cidrBlock,
      `a private range of the VPN as the source of ${service}`,
      vpnAccess,
    );
  }
}

function assertPublicEntrance(
  refuse: Refuse,
  to: ResolvedEnd,
  ports: Ports,
  clientPorts: readonly ClientPort[],
  redirect: boolean,
): void {
  if (ports.to !== ports.from) {
    throw refuse("toPort", ports.to, "one port where the internet comes in", businessPorts);
  }
  if (!isBusinessPort(ports, clientPorts, redirect)) {
    throw refuse("port", ports.from, businessPortsInWords(clientPorts), businessPorts);
  }
  if (to.role !== EndRole.LoadBalancer && to.role !== EndRole.Gateway) {
    throw refuse("to.role", to.role, "a load balancer or a gateway where the internet comes in", businessPorts);
  }
}

/** The other end, as a rule names it. */
function peer(address: Address) {
  switch (address.kind) {
    case "group":
      return { referencedSecurityGroupId: address.securityGroupId };
    case "prefixList":
      return { prefixListId: address.prefixListId };
    case "range":
      return address.range.family === "ipv4" ? { cidrIpv4: address.cidrBlock } : { cidrIpv6: address.cidrBlock };
    case "internet":
      return { cidrIpv4: WORLD };
  }
}
