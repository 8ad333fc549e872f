import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type ClientPort,
  EndRole,
  Environment,
  Path,
  type PathArgs,
  type PathEnd,
  Protocol,
  RecoveryTier,
  RefusedArgumentError,
} from "../../components";
import { resolvePath } from "../../components/path";
import { named, record } from "../support/mocks";
import { refuses } from "../support/refusal";

const tags = { env: Environment.Production, tier: RecoveryTier.Red, owner: "im-platform" };
const ruleTags = { env: "production", tier: "red", owner: "im-platform", "asset-class": "firewall" };
const gateway: PathEnd = { securityGroupId: "sg-gateway", role: EndRole.Gateway };
const database: PathEnd = { securityGroupId: "sg-database" };
const vpn: PathEnd = { securityGroupId: "sg-vpn", role: EndRole.OperationsVpn };
const internet: PathEnd = { internet: true };

const minimal: PathArgs = { from: gateway, to: database, port: 5432, description: "Messages", tags };

const make = (change: Partial<PathArgs> = {}) => record(() => new Path("messages", { ...minimal, ...change }));

describe("Path", () => {
  it("opens both ends with one described rule each", async () => {
    const { resources } = await make();
    const opening = { ipProtocol: "tcp", fromPort: 5432, toPort: 5432, description: "Messages" };
    assert.deepEqual(named(resources, "messages-ingress").inputs, {
      ...opening,
      securityGroupId: "sg-database",
      referencedSecurityGroupId: "sg-gateway",
      tags: { ...ruleTags, Name: "messages-ingress" },
    });
    assert.deepEqual(named(resources, "messages-egress").inputs, {
      ...opening,
      securityGroupId: "sg-gateway",
      referencedSecurityGroupId: "sg-database",
      tags: { ...ruleTags, Name: "messages-egress" },
    });
    assert.equal(resources.length, 3);
  });

  it("parents its rules and completes once", async () => {
    const { resources, completed } = await make();
    const { urn } = named(resources, "messages");
    assert.deepEqual(
      resources.filter(({ name }) => name !== "messages").map(({ parent }) => parent),
      [urn, urn],
    );
    assert.deepEqual(completed, [urn]);
  });

  const oneSided: Record<string, { change: Partial<PathArgs>; rule: string; peer: Record<string, string> }> = {
    "clients on the internet": {
      change: { from: internet, to: gateway, port: 443 },
      rule: "ingress",
      peer: { cidrIpv4: "0.0.0.0/0" },
    },
    "an IPv4 range": {
      change: { from: { cidrBlock: "10.8.0.0/22" } },
      rule: "ingress",
      peer: { cidrIpv4: "10.8.0.0/22" },
    },
    "an IPv6 range": {
      change: { from: { cidrBlock: "fd00:8::/48" } },
      rule: "ingress",
      peer: { cidrIpv6: "fd00:8::/48" },
    },
    "a prefix list": {
      change: { to: { prefixListId: "pl-s3" }, port: 443 },
      rule: "egress",
      peer: { prefixListId: "pl-s3" },
    },
    "services on the internet": {
      change: { to: internet, port: 443 },
      rule: "egress",
      peer: { cidrIpv4: "0.0.0.0/0" },
    },
  };
  for (const [title, { change, rule, peer }] of Object.entries(oneSided)) {
    it(`makes one rule where the other end is ${title}`, async () => {
      const { resources, made } = await make(change);
      const { inputs } = named(resources, `messages-${rule}`);
      const { cidrIpv4, cidrIpv6, prefixListId, referencedSecurityGroupId } = inputs;
      const peers = Object.entries({ cidrIpv4, cidrIpv6, prefixListId, referencedSecurityGroupId });
      assert.deepEqual(Object.fromEntries(peers.filter(([, value]) => value !== undefined)), peer);
      assert.equal(resources.length, 2);
      assert.equal(made.ingress === undefined, rule === "egress");
      assert.equal(made.egress === undefined, rule === "ingress");
    });
  }

  const accepted: Record<string, Partial<PathArgs>> = {
    "SSH from the operations VPN": { from: vpn, to: database, port: 22 },
    "SSH from a private range of the VPN": {
      from: { cidrBlock: "10.8.0.0/22", role: EndRole.OperationsVpn },
      to: database,
      port: 22,
    },
    "port 80 for a redirect": {
      from: internet,
      to: { securityGroupId: "sg-lb", role: EndRole.LoadBalancer },
      port: 80,
      redirect: true,
    },
    "a declared client port": {
      from: internet,
      to: gateway,
      port: 5222,
      clientPorts: [{ port: 5222, reason: "XMPP clients" }],
    },
    "a range with a reason": { port: 30000, toPort: 30100, rangeReason: "Media relays take one port a call" },
    UDP: { port: 3478, protocol: Protocol.Udp },
    "the whole of 10.0.0.0/8, which is private": { from: { cidrBlock: "10.0.0.0/8" } },
    "a public range narrower than the world": { from: { cidrBlock: "203.0.113.0/24" } },
  };
  for (const [title, change] of Object.entries(accepted)) {
    it(`accepts ${title}`, () => {
      const { from, to } = resolvePath("messages", { ...minimal, ...change });
      assert.ok(from.address.kind === "group" || to.address.kind === "group");
    });
  }

  it("writes a range of ports as it was given", async () => {
    const { resources } = await make({
      port: 30000,
      toPort: 30100,
      rangeReason: "Media relays",
      protocol: Protocol.Udp,
    });
    const { ipProtocol, fromPort, toPort } = named(resources, "messages-ingress").inputs;
    assert.deepEqual([ipProtocol, fromPort, toPort], ["udp", 30000, 30100]);
  });

  it("lets overrides replace properties of a rule, with a warning", async () => {
    const { resources, warnings } = await make({ overrides: { egress: { toPort: 5433 } } });
    assert.equal(named(resources, "messages-egress").inputs["toPort"], 5433);
    assert.equal(named(resources, "messages-ingress").inputs["toPort"], 5432);
    assert.deepEqual(warnings, ["messages-egress: overrides set toPort; the component does not vouch for this."]);
  });

  it("never lets the internet in except to business ports, nor anybody but the VPN to administrative ones", () => {
    const groups = fc.constantFrom(gateway, database, vpn);
    const ends: fc.Arbitrary<PathEnd> = fc.oneof(
      groups,
      fc.constantFrom<PathEnd>(internet, { prefixListId: "pl-1" }, {}),
      fc.record({
        cidrBlock: fc
          .tuple(fc.constantFrom("0.0.0.0", "8.0.0.0", "10.0.0.0", "128.0.0.0", "::", "2000::"), fc.nat(33))
          .map((parts) => parts.join("/")),
        role: fc.constantFrom(...Object.values(EndRole)),
      }),
    );
    const ports = fc.oneof(fc.constantFrom(443, 80, 5222), fc.constantFrom(0, 1, 22, 3389, 65535), fc.nat(70000));
    const seldom = <T>(arbitrary: fc.Arbitrary<T>) =>
      fc.oneof({ arbitrary: fc.constant(undefined), weight: 3 }, { arbitrary, weight: 1 });
    const paths = fc.record({
      from: fc.oneof(fc.constant(internet), ends),
      to: fc.oneof(groups, ends),
      port: ports,
      toPort: seldom(ports),
      rangeReason: seldom(fc.constant("because")),
      redirect: seldom(fc.constant(true)),
      clientPorts: seldom(fc.constant<ClientPort[]>([{ port: 5222, reason: "XMPP clients" }])),
      protocol: seldom(fc.constantFrom("udp" as Protocol, "-1" as Protocol)),
    });
    const accepted = { all: 0, fromInternet: 0 };
    fc.assert(
      fc.property(paths, (path) => {
        let resolved;
        try {
          resolved = resolvePath("messages", { ...minimal, ...path });
        } catch (error) {
          assert.ok(error instanceof RefusedArgumentError, String(error));
          return;
        }
        const { from, ports: opened } = resolved;
        accepted.all += 1;
        assert.ok(opened.from >= 1 && opened.to <= 65535 && opened.from <= opened.to);
        assert.ok(opened.to - opened.from < 65534);
        if (from.address.kind === "internet") {
          accepted.fromInternet += 1;
          const business = [443, ...(path.clientPorts ? [5222] : []), ...(path.redirect ? [80] : [])];
          assert.ok(business.includes(opened.from) && opened.to === opened.from);
          assert.equal(opened.protocol, "tcp");
        }
        if (from.address.kind === "range" && from.address.range.family === "ipv4") {
          assert.ok(from.address.range.prefixLength > 8 || from.address.cidrBlock === "10.0.0.0/8");
        }
        const administrative = opened.protocol === "tcp" && opened.from <= 22 && opened.to >= 22;
        assert.ok(!administrative || from.role === EndRole.OperationsVpn);
      }),
      { numRuns: 3000 },
    );
    assert.ok(accepted.all > 100 && accepted.fromInternet > 5, JSON.stringify(accepted));
  });

  refuses("Path", (change: Partial<PathArgs>) => new Path("messages", { ...minimal, ...change }), {
    "no description": {
      change: { description: "" },
      control: "NET-01",
      message: 'Path "messages": description is ""; NET-01 requires a description of what it is for.',
    },
    "all protocols": {
      change: { protocol: "-1" as Protocol },
      control: "NET-01",
      message: 'Path "messages": protocol is "-1"; NET-01 requires one protocol.',
    },
    "a protocol that is none": {
      change: { protocol: "gre" as Protocol },
      message: 'Path "messages": protocol is "gre"; expected one of tcp, udp.',
    },
    "all ports": {
      change: { port: 1, toPort: 65535, rangeReason: "everything" },
      control: "NET-01",
      message: 'Path "messages": toPort is 65535; NET-01 requires fewer than all ports.',
    },
    "port 0": {
      change: { port: 0 },
      control: "NET-01",
      message: 'Path "messages": port is 0; NET-01 requires one port from 1 to 65535.',
    },
    "a port that is no number": {
      change: { port: NaN },
      control: "NET-01",
      message: 'Path "messages": port is NaN; NET-01 requires one port from 1 to 65535.',
    },
    "a range that runs backwards": {
      change: { port: 5432, toPort: 5431, rangeReason: "replicas" },
      control: "NET-01",
      message: 'Path "messages": toPort is 5431; NET-01 requires a port from 5432 to 65535.',
    },
    "a range without a reason": {
      change: { port: 5432, toPort: 5440 },
      control: "NET-01",
      message: 'Path "messages": rangeReason is missing; NET-01 requires a reason for the ports 5432 to 5440.',
    },
    "the internet on a database port": {
      change: { from: internet, to: gateway },
      control: "NET-02",
      message:
        'Path "messages": port is 5432; NET-02 requires tcp 443, or tcp 80 for a redirect, or a declared client port.',
    },
    "the internet on a client port that is not declared": {
      change: { from: internet, to: gateway, port: 5223, clientPorts: [{ port: 5222, reason: "XMPP clients" }] },
      control: "NET-02",
      message:
        'Path "messages": port is 5223; NET-02 requires tcp 443, or tcp 80 for a redirect, or the client ports tcp 5222.',
    },
    "the internet on port 443 of UDP": {
      change: { from: internet, to: gateway, port: 443, protocol: Protocol.Udp },
      control: "NET-02",
      message:
        'Path "messages": port is 443; NET-02 requires tcp 443, or tcp 80 for a redirect, or a declared client port.',
    },
    "the internet on port 80 for more than a redirect": {
      change: { from: internet, to: gateway, port: 80 },
      control: "NET-02",
      message:
        'Path "messages": port is 80; NET-02 requires tcp 443, or tcp 80 for a redirect, or a declared client port.',
    },
    "a redirect on another port than 80": {
      change: { from: internet, to: gateway, port: 443, redirect: true },
      control: "NET-02",
      message: 'Path "messages": port is 443; NET-02 requires port 80 for a redirect.',
    },
    "the internet on a range": {
      change: { from: internet, to: gateway, port: 443, toPort: 444, rangeReason: "two" },
      control: "NET-02",
      message: 'Path "messages": toPort is 444; NET-02 requires one port where the internet comes in.',
    },
    "the internet at a workload": {
      change: { from: internet, to: database, port: 443 },
      control: "NET-02",
      message:
        'Path "messages": to.role is "workload"; NET-02 requires a load balancer or a gateway where the internet comes in.',
    },
    "SSH from a workload": {
      change: { port: 22 },
      control: "ADM-02",
      message:
        'Path "messages": from is {"securityGroupId":"sg-gateway","role":"gateway"}; ADM-02 requires the operations VPN ' +
        "as the only source of SSH.",
    },
    "RDP inside a range": {
      change: { port: 3000, toPort: 4000, rangeReason: "services" },
      control: "ADM-02",
      message:
        'Path "messages": from is {"securityGroupId":"sg-gateway","role":"gateway"}; ADM-02 requires the operations VPN ' +
        "as the only source of RDP.",
    },
    "SSH from the internet, whatever it calls itself": {
      change: { from: { internet: true, role: EndRole.OperationsVpn }, to: gateway, port: 22 },
      control: "ADM-02",
      message:
        'Path "messages": from is {"internet":true,"role":"operations-vpn"}; ADM-02 requires the operations VPN as the ' +
        "only source of SSH.",
    },
    "SSH from a public range, whatever it calls itself": {
      change: { from: { cidrBlock: "203.0.113.0/24", role: EndRole.OperationsVpn }, port: 22 },
      control: "ADM-01",
      message:
        'Path "messages": from.cidrBlock is "203.0.113.0/24"; ADM-01 requires a private range of the VPN as the source ' +
        "of SSH.",
    },
    "a range that is the world": {
      change: { from: { cidrBlock: "0.0.0.0/0" } },
      control: "NET-01",
      message:
        'Path "messages": from.cidrBlock is "0.0.0.0/0"; NET-01 requires a range narrower than /8, or internet: true.',
    },
    "half of the world": {
      change: { to: { cidrBlock: "128.0.0.0/1" } },
      control: "NET-01",
      message:
        'Path "messages": to.cidrBlock is "128.0.0.0/1"; NET-01 requires a range narrower than /8, or internet: true.',
    },
    "a public /8": {
      change: { from: { cidrBlock: "8.0.0.0/8" } },
      control: "NET-01",
      message:
        'Path "messages": from.cidrBlock is "8.0.0.0/8"; NET-01 requires a range narrower than /8, or internet: true.',
    },
    "the world of IPv6": {
      change: { from: { cidrBlock: "::/0" } },
      control: "NET-01",
      message:
        'Path "messages": from.cidrBlock is "::/0"; NET-01 requires a range narrower than /32, or internet: true.',
    },
    "text that is no range": {
      change: { from: { cidrBlock: "10.8.0.1/22" } },
      message:
        'Path "messages": from.cidrBlock is "10.8.0.1/22"; expected the first address of a range and its prefix length, ' +
        "such as 10.8.0.0/22.",
    },
    "an end without an address": {
      change: { from: {} },
      control: "NET-01",
      message:
        'Path "messages": from is {}; NET-01 requires exactly one of securityGroupId, prefixListId, cidrBlock and internet.',
    },
    "an end with two addresses": {
      change: { to: { securityGroupId: "sg-1", internet: true } },
      control: "NET-01",
      message:
        'Path "messages": to is {"securityGroupId":"sg-1","internet":true}; NET-01 requires exactly one of ' +
        "securityGroupId, prefixListId, cidrBlock and internet.",
    },
    "two ends without a group": {
      change: { from: { cidrBlock: "10.8.0.0/22" }, to: internet },
      control: "NET-01",
      message: 'Path "messages": to is {"internet":true}; NET-01 requires a security group at one end at least.',
    },
    "more client ports than a few": {
      change: { clientPorts: [5222, 5223, 5269, 5280, 5281].map((port) => ({ port, reason: "XMPP" })) },
      control: "NET-02",
      message:
        'Path "messages": clientPorts is [5222,5223,5269,5280,5281]; NET-02 requires at most 4 client ports beside 443.',
    },
    "a client port without a reason": {
      change: { clientPorts: [{ port: 5222, reason: "" }] },
      control: "NET-02",
      message: 'Path "messages": clientPorts[0].reason is ""; NET-02 requires a reason for port 5222.',
    },
    "a client port that administers": {
      change: { clientPorts: [{ port: 22, reason: "convenience" }] },
      control: "ADM-02",
      message: 'Path "messages": clientPorts[0].port is 22; ADM-02 requires the operations VPN as the only way to SSH.',
    },
    "a client port of a database": {
      change: { clientPorts: [{ port: 5432, reason: "convenience" }] },
      control: "NET-02",
      message:
        'Path "messages": clientPorts[0].port is 5432; NET-02 requires a client port that is not known for PostgreSQL.',
    },
    "plain HTTP as a client port": {
      change: { clientPorts: [{ port: 80, reason: "convenience" }] },
      control: "NET-02",
      message:
        'Path "messages": clientPorts[0].port is 80; NET-02 requires a client port that is not known for plain HTTP.',
    },
  });
});
