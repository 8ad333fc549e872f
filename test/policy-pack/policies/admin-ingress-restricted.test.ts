import { unknown } from "../../../policy-pack/node";
import { adminIngressRestricted } from "../../../policy-pack/policies/admin-ingress-restricted";
import { deferred, testStackPolicy, violated } from "../../support/policy";
import { group } from "../../support/security-group";
import type { Properties, StackResourceCase } from "../../support/view";

type From = StackResourceCase["from"];

/** A rule of its own for SSH on the group `app` unless it says otherwise. */
const rule = (name: string, inputs: Properties, from: From = {}): StackResourceCase => ({
  type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  name,
  inputs: { ipProtocol: "tcp", fromPort: 22, toPort: 22, securityGroupId: unknown, ...inputs },
  from: { securityGroupId: ["app"], ...from },
});

const legacyRule = (name: string, inputs: Properties, from: From = {}): StackResourceCase => ({
  type: "aws:ec2/securityGroupRule:SecurityGroupRule",
  name,
  inputs: { type: "ingress", protocol: "tcp", fromPort: 22, toPort: 22, securityGroupId: unknown, ...inputs },
  from: { securityGroupId: ["app"], ...from },
});

const fromGroup = (name: string, source: string): StackResourceCase =>
  rule(name, { referencedSecurityGroupId: unknown }, { referencedSecurityGroupId: [source] });

const list = (name: string, cidrs: Properties[string]): StackResourceCase => ({
  type: "aws:ec2/managedPrefixList:ManagedPrefixList",
  name,
  inputs: { entries: Array.isArray(cidrs) ? cidrs.map((cidr) => ({ cidr })) : cidrs },
});

const fromList = (name: string, source: string): StackResourceCase =>
  rule(name, { prefixListId: unknown }, { prefixListId: [source] });

/** A Client VPN endpoint with the group `vpn`, in the subnet `vpn-subnet`. */
const endpoint: StackResourceCase = {
  type: "aws:ec2clientvpn/endpoint:Endpoint",
  name: "endpoint",
  inputs: { securityGroupIds: [unknown] },
  from: { securityGroupIds: ["vpn"] },
};

const association: StackResourceCase = {
  type: "aws:ec2clientvpn/networkAssociation:NetworkAssociation",
  name: "association",
  inputs: { clientVpnEndpointId: unknown, subnetId: unknown },
  from: { clientVpnEndpointId: ["endpoint"], subnetId: ["vpn-subnet"] },
};

const subnet = (cidrBlock: Properties[string]): StackResourceCase => ({
  type: "aws:ec2/subnet:Subnet",
  name: "vpn-subnet",
  inputs: { cidrBlock },
});

const vpn: readonly StackResourceCase[] = [endpoint, group("vpn"), association, subnet("10.0.8.0/24")];

const declares = { adminRanges: '["10.8.0.0/16","pl-operations"]' };

const ssh = "Port 22/tcp (SSH) is open to";
const vpnOnly = "Administrative ports answer the operations VPN only.";
const whole = "0.0.0.0/0, the whole IPv4 internet";
const none = "and the stack declares no operations range";

testStackPolicy(adminIngressRestricted, {
  passes: {
    "the group of the stack's VPN endpoint": { resources: [group("app"), ...vpn, fromGroup("ssh", "vpn")] },
    "the group of the VPN endpoint by its known id": {
      resources: [
        group("app"),
        { ...group("vpn"), outputs: { id: "sg-vpn" } },
        { ...endpoint, inputs: { securityGroupIds: ["sg-vpn"] }, from: {} },
        rule("ssh", { referencedSecurityGroupId: "sg-vpn" }),
      ],
    },
    "a group outside the stack that the VPN endpoint has": {
      resources: [
        group("app"),
        { ...endpoint, inputs: { securityGroupIds: ["sg-1"] }, from: {} },
        rule("ssh", { referencedSecurityGroupId: "sg-1" }),
      ],
    },
    "the VPN's own group among its members": {
      resources: [...vpn, { ...legacyRule("ssh", { self: true }), from: { securityGroupId: ["vpn"] } }],
    },
    "the subnets that the VPN endpoint uses": {
      resources: [
        group("app"),
        ...vpn,
        rule("ssh", { cidrIpv4: "10.0.8.0/24" }),
        rule("host", { cidrIpv4: "10.0.8.7/32" }),
      ],
    },
    "declared ranges and what lies in them": {
      resources: [
        group("app"),
        rule("all", { cidrIpv4: "10.8.0.0/16" }),
        rule("part", { cidrIpv4: "10.8.3.0/24" }),
        rule("list", { prefixListId: "pl-operations" }),
      ],
      declares,
    },
    "a range that two declared ones make up": {
      resources: [group("app"), rule("ssh", { cidrIpv4: "10.8.0.0/16" })],
      declares: { adminRanges: '["10.8.0.0/17","10.8.128.0/17"]' },
    },
    "a prefix list whose entries lie in the declared ranges": {
      resources: [group("app"), list("operators", ["10.8.1.0/24", "10.8.2.0/24"]), fromList("ssh", "operators")],
      declares,
    },
    "an administrative number over UDP": {
      resources: [group("app"), rule("udp", { ipProtocol: "udp", cidrIpv4: "0.0.0.0/0" })],
    },
    "ICMP type 22 and ports that are not administrative": {
      resources: [
        group("app"),
        rule("icmp", { ipProtocol: "icmp", cidrIpv4: "0.0.0.0/0" }),
        rule("web", { fromPort: 443, toPort: 443, cidrIpv4: "0.0.0.0/0" }),
      ],
    },
    "rules for every port, which are for another policy": {
      resources: [
        group("app"),
        rule("all", { ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" }),
        legacyRule("self", { protocol: "-1", self: true }),
        rule("tcp", { fromPort: 0, toPort: 65535, cidrIpv4: "10.0.0.0/8" }),
      ],
    },
    "what goes out": {
      resources: [
        group("app"),
        rule("web", { fromPort: 443, toPort: 443, cidrIpv4: "10.0.0.0/8" }),
        legacyRule("out", { type: "egress", cidrBlocks: ["0.0.0.0/0"] }),
      ],
    },
  },
  fails: {
    "SSH from the world": {
      resources: [group("app"), rule("ssh", { cidrIpv4: "0.0.0.0/0" })],
      answers: [violated("ssh", "cidrIpv4", `${ssh} ${whole}. ${vpnOnly}`)],
    },
    "a range where none is declared": {
      resources: [group("app"), rule("ssh", { cidrIpv4: "10.0.0.0/8" })],
      answers: [violated("ssh", "cidrIpv4", `${ssh} 10.0.0.0/8, ${none}. ${vpnOnly}`)],
    },
    "a range that is wider than the declared one": {
      resources: [group("app"), rule("ssh", { cidrIpv4: "10.0.0.0/8" })],
      declares,
      answers: [
        violated(
          "ssh",
          "cidrIpv4",
          `${ssh} 10.0.0.0/8, which is wider than the operations range 10.8.0.0/16. ${vpnOnly}`,
        ),
      ],
    },
    "a range outside of the declared ones": {
      resources: [group("app"), rule("ssh", { cidrIpv4: "198.51.100.7" })],
      declares: { adminRanges: '["10.8.0.0/16","10.9.0.0/16"]' },
      answers: [
        violated(
          "ssh",
          "cidrIpv4",
          `${ssh} 198.51.100.7, which is outside the operations ranges 10.8.0.0/16 and 10.9.0.0/16. ${vpnOnly}`,
        ),
      ],
    },
    "a range outside of the VPN's subnets": {
      resources: [group("app"), ...vpn, rule("ssh", { cidrIpv4: "10.0.9.0/24" })],
      answers: [
        violated(
          "ssh",
          "cidrIpv4",
          `${ssh} 10.0.9.0/24, which is outside the operations range 10.0.8.0/24. ${vpnOnly}`,
        ),
      ],
    },
    "another security group": {
      resources: [group("app"), group("bastion"), ...vpn, fromGroup("ssh", "bastion")],
      answers: [
        violated(
          "ssh",
          "referencedSecurityGroupId",
          `${ssh} security group bastion, which is of no Client VPN endpoint of the stack. ${vpnOnly}`,
        ),
      ],
    },
    "a security group outside the stack": {
      resources: [group("app"), rule("ssh", { referencedSecurityGroupId: "sg-1" })],
      answers: [
        violated(
          "ssh",
          "referencedSecurityGroupId",
          `${ssh} security group sg-1, which is of no Client VPN endpoint of the stack. ${vpnOnly}`,
        ),
      ],
    },
    "the group itself": {
      resources: [group("app"), legacyRule("ssh", { self: true })],
      answers: [
        violated("ssh", "self", `${ssh} the group itself, which is of no Client VPN endpoint of the stack. ${vpnOnly}`),
      ],
    },
    "a prefix list that leads out of the declared ranges": {
      resources: [group("app"), list("operators", ["10.8.1.0/24", "10.9.0.0/24"]), fromList("ssh", "operators")],
      declares,
      answers: [
        violated(
          "ssh",
          "prefixListId",
          `${ssh} 10.9.0.0/24 of prefix list operators, which is outside the operations range 10.8.0.0/16. ${vpnOnly}`,
        ),
      ],
    },
    "a prefix list outside the stack where none is declared": {
      resources: [group("app"), rule("ssh", { prefixListId: "pl-1" })],
      answers: [violated("ssh", "prefixListId", `${ssh} prefix list pl-1, ${none}. ${vpnOnly}`)],
    },
    "every kind of administrative port": {
      resources: [
        group("app", {
          ingress: [23, 3389, 5900, 5985, 6443, 10250].map((port) => ({
            protocol: "tcp",
            fromPort: port,
            toPort: port,
            cidrBlocks: ["10.0.0.0/8"],
          })),
        }),
      ],
      answers: [
        "23/tcp (Telnet)",
        "3389/tcp (RDP)",
        "5900/tcp (VNC)",
        "5985/tcp (VNC or WinRM)",
        "6443/tcp (Kubernetes API)",
        "10250/tcp (kubelet)",
      ].map((port, index) =>
        violated("app", `ingress[${index}].cidrBlocks[0]`, `Port ${port} is open to 10.0.0.0/8, ${none}. ${vpnOnly}`),
      ),
    },
    "what is no range at all": {
      resources: [group("app"), rule("ssh", { cidrIpv4: "office" })],
      declares,
      answers: [violated("ssh", "cidrIpv4", `${ssh} "office", which is no address range in CIDR notation. ${vpnOnly}`)],
    },
    "outside of production, blocking for the world alone": {
      resources: [
        group("app"),
        group("bastion"),
        rule("world", { cidrIpv4: "0.0.0.0/0" }),
        rule("private", { cidrIpv4: "10.0.0.0/8" }),
        fromGroup("group", "bastion"),
      ],
      declares: { env: "staging" },
      answers: [
        violated("world", "cidrIpv4", `${ssh} ${whole}. ${vpnOnly}`),
        { ...violated("private", "cidrIpv4", `${ssh} 10.0.0.0/8, ${none}. ${vpnOnly}`), advisory: true },
        {
          ...violated(
            "group",
            "referencedSecurityGroupId",
            `${ssh} security group bastion, which is of no Client VPN endpoint of the stack. ${vpnOnly}`,
          ),
          advisory: true,
        },
      ],
    },
  },
  evasions: {
    "the IPv6 world": {
      resources: [group("app"), rule("ssh", { cidrIpv6: "::/0" })],
      declares,
      answers: [violated("ssh", "cidrIpv6", `${ssh} ::/0, the whole IPv6 internet. ${vpnOnly}`)],
    },
    "a range of ports that holds administrative ones": {
      resources: [
        group("app"),
        rule("few", { fromPort: 20, toPort: 25, cidrIpv4: "0.0.0.0/0" }),
        rule("many", { fromPort: 5950, toPort: 6500, cidrIpv4: "10.0.0.0/8" }),
      ],
      answers: [
        violated("few", "cidrIpv4", `Ports 22/tcp (SSH) and 23/tcp (Telnet) are open to ${whole}. ${vpnOnly}`),
        violated(
          "many",
          "cidrIpv4",
          "Ports 5950-5999/tcp (VNC), 5985-5986/tcp (WinRM) and 6443/tcp (Kubernetes API) are open to 10.0.0.0/8, " +
            `${none}. ${vpnOnly}`,
        ),
      ],
    },
    "every port in two halves": {
      resources: [
        group("app"),
        rule("low", { fromPort: 0, toPort: 5900, cidrIpv4: "10.0.0.0/8" }),
        rule("high", { fromPort: 5901, toPort: 65535, cidrIpv4: "10.0.0.0/8" }),
      ],
      answers: [
        violated(
          "low",
          "cidrIpv4",
          "Ports 22/tcp (SSH), 23/tcp (Telnet), 3389/tcp (RDP) and 5900/tcp (VNC) are open to 10.0.0.0/8, " +
            `${none}. ${vpnOnly}`,
        ),
        violated(
          "high",
          "cidrIpv4",
          "Ports 5901-5999/tcp (VNC), 5985-5986/tcp (WinRM), 6443/tcp (Kubernetes API) and 10250/tcp (kubelet) " +
            "are open to " +
            `10.0.0.0/8, ${none}. ${vpnOnly}`,
        ),
      ],
    },
    "the world in two halves": {
      resources: [group("app"), rule("low", { cidrIpv4: "0.0.0.0/1" }), rule("high", { cidrIpv4: "128.0.0.0/1" })],
      declares: { env: "development" },
      answers: [
        violated("low", "cidrIpv4", `${ssh} 0.0.0.0/1, with 128.0.0.0/1 the whole IPv4 internet. ${vpnOnly}`),
        violated("high", "cidrIpv4", `${ssh} 128.0.0.0/1, with 0.0.0.0/1 the whole IPv4 internet. ${vpnOnly}`),
      ],
    },
    "the world in small parts, some of them beside a rule for every port": {
      resources: [
        group("app"),
        rule("ssh", { cidrIpv4: "8.0.0.0/9" }),
        rule("all", { ipProtocol: "-1", fromPort: undefined, toPort: undefined, cidrIpv4: "8.128.0.0/9" }),
        rule("udp", { ipProtocol: "udp", cidrIpv4: "9.0.0.0/8" }),
      ],
      declares: { env: "development" },
      answers: [
        violated("ssh", "cidrIpv4", `${ssh} 8.0.0.0/9, with 8.128.0.0/9 16777216 public IPv4 addresses. ${vpnOnly}`),
      ],
    },
    "the IPv6 world in halves and as its assigned part": {
      resources: [
        group("app"),
        rule("half", { cidrIpv6: "::/1" }),
        rule("other-half", { cidrIpv6: "8000::/1" }),
        rule("assigned", { cidrIpv6: "2000::/3" }),
      ],
      answers: [
        violated("half", "cidrIpv6", `${ssh} ::/1, the whole IPv6 internet. ${vpnOnly}`),
        violated("other-half", "cidrIpv6", `${ssh} 8000::/1, ${none}. ${vpnOnly}`),
        violated("assigned", "cidrIpv6", `${ssh} 2000::/3, the whole IPv6 internet. ${vpnOnly}`),
      ],
    },
    "odd spellings of the world": {
      resources: [
        group("app"),
        rule("a", { cidrIpv6: "0::/0" }),
        rule("b", { cidrIpv4: "0.0.0.0/00" }),
        rule("c", { cidrIpv6: "::ffff:0:0/96" }),
      ],
      answers: [
        violated("a", "cidrIpv6", `${ssh} 0::/0, the whole IPv6 internet. ${vpnOnly}`),
        violated("b", "cidrIpv4", `${ssh} 0.0.0.0/00, the whole IPv4 internet. ${vpnOnly}`),
        violated("c", "cidrIpv6", `${ssh} ::ffff:0:0/96, the whole IPv4 internet. ${vpnOnly}`),
      ],
    },
    "tcp by its number, and ports as text": {
      resources: [
        group("app"),
        rule("a", { ipProtocol: "6", cidrIpv4: "0.0.0.0/0" }),
        rule("b", { fromPort: "22", toPort: "22", cidrIpv4: "0.0.0.0/0" }),
      ],
      answers: [
        violated("a", "cidrIpv4", `${ssh} ${whole}. ${vpnOnly}`),
        violated("b", "cidrIpv4", `${ssh} ${whole}. ${vpnOnly}`),
      ],
    },
    "a prefix list that holds the world": {
      resources: [
        group("app"),
        list("operators", ["10.8.0.0/16"]),
        {
          type: "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry",
          name: "anywhere",
          inputs: { prefixListId: unknown, cidr: "0.0.0.0/0" },
          from: { prefixListId: ["operators"] },
        },
        fromList("ssh", "operators"),
      ],
      declares,
      answers: [
        violated(
          "ssh",
          "prefixListId",
          `${ssh} 0.0.0.0/0 of prefix list operators, the whole IPv4 internet. ${vpnOnly}`,
        ),
      ],
    },
    "an open range beside the group itself and the VPN's group": {
      resources: [
        ...vpn,
        group("app", {
          ingress: [
            {
              protocol: "tcp",
              fromPort: 22,
              toPort: 22,
              self: true,
              securityGroups: [unknown],
              cidrBlocks: ["0.0.0.0/0"],
            },
          ],
        }),
      ].map((resource) => (resource.name === "app" ? { ...resource, from: { ingress: ["vpn"] } } : resource)),
      answers: [
        violated("app", "ingress[0].cidrBlocks[0]", `${ssh} ${whole}. ${vpnOnly}`),
        violated(
          "app",
          "ingress[0].self",
          `${ssh} the group itself, which is of no Client VPN endpoint of the stack. ${vpnOnly}`,
        ),
      ],
    },
    "a declared range that is the world": {
      resources: [group("app"), rule("ssh", { cidrIpv4: "0.0.0.0/0" }), rule("part", { cidrIpv4: "8.8.8.0/24" })],
      declares: { adminRanges: '["0.0.0.0/0"]' },
      answers: [
        violated("ssh", "cidrIpv4", `${ssh} ${whole}. ${vpnOnly}`),
        violated("part", "cidrIpv4", `${ssh} 8.8.8.0/24, with 0.0.0.0/0 the whole IPv4 internet. ${vpnOnly}`),
      ],
    },
    "a declared range that is the world, and a private one": {
      resources: [group("app"), rule("ssh", { cidrIpv4: "10.0.0.0/8" })],
      declares: { adminRanges: '["::/0"]' },
      answers: [
        violated(
          "ssh",
          "cidrIpv4",
          `${ssh} 10.0.0.0/8, and the declared ::/0 is the world, no operations range. ${vpnOnly}`,
        ),
      ],
    },
    "a subnet that is associated with an endpoint outside the stack": {
      resources: [
        group("app"),
        {
          ...association,
          inputs: { clientVpnEndpointId: "cvpn-1", subnetId: unknown },
          from: { subnetId: ["vpn-subnet"] },
        },
        subnet("10.0.8.0/24"),
        rule("ssh", { cidrIpv4: "10.0.8.0/24" }),
      ],
      answers: [violated("ssh", "cidrIpv4", `${ssh} 10.0.8.0/24, ${none}. ${vpnOnly}`)],
    },
  },
  unknowns: {
    "a range, where ranges are declared": {
      resources: [group("app"), rule("ssh", { cidrIpv4: unknown })],
      declares,
      answers: [deferred("ssh", "cidrIpv4", `${ssh} an address range that is not known yet. ${vpnOnly}`)],
    },
    "a range, where nothing could be right": {
      resources: [group("app"), rule("ssh", { cidrIpv4: unknown })],
      answers: [violated("ssh", "cidrIpv4", `${ssh} an address range that is not known yet, ${none}. ${vpnOnly}`)],
    },
    "the range of the VPN's subnet": {
      resources: [
        group("app"),
        endpoint,
        group("vpn"),
        association,
        subnet(unknown),
        rule("ssh", { cidrIpv4: unknown }, { cidrIpv4: ["vpn-subnet"] }),
      ],
      answers: [],
    },
    "the range of the VPN's subnet, which may be the rule's": {
      resources: [
        group("app"),
        endpoint,
        group("vpn"),
        association,
        subnet(unknown),
        rule("ssh", { cidrIpv4: "10.0.8.0/24" }),
        rule("world", { cidrIpv4: "0.0.0.0/0" }),
      ],
      answers: [
        deferred(
          "ssh",
          "cidrIpv4",
          `${ssh} 10.0.8.0/24, and which subnets the VPN endpoint uses is not known yet. ${vpnOnly}`,
          "cidrBlock",
        ),
        violated("world", "cidrIpv4", `${ssh} ${whole}. ${vpnOnly}`),
      ],
    },
    "a subnet of the VPN outside the stack": {
      resources: [
        group("app"),
        endpoint,
        group("vpn"),
        {
          ...association,
          inputs: { clientVpnEndpointId: unknown, subnetId: "subnet-1" },
          from: { clientVpnEndpointId: ["endpoint"] },
        },
        rule("ssh", { cidrIpv4: "10.0.8.0/24" }),
      ],
      answers: [
        deferred(
          "ssh",
          "cidrIpv4",
          `${ssh} 10.0.8.0/24, and which subnets the VPN endpoint uses is not known yet. ${vpnOnly}`,
          "subnetId",
        ),
      ],
    },
    "a subnet of the VPN": {
      resources: [
        group("app"),
        endpoint,
        group("vpn"),
        { ...association, from: { clientVpnEndpointId: ["endpoint"] } },
        rule("ssh", { cidrIpv4: "10.0.8.0/24" }),
      ],
      answers: [
        deferred(
          "ssh",
          "cidrIpv4",
          `${ssh} 10.0.8.0/24, and which subnets the VPN endpoint uses is not known yet. ${vpnOnly}`,
          "subnetId",
        ),
      ],
    },
    "an endpoint that a subnet is associated with": {
      resources: [
        group("app"),
        { ...association, from: { subnetId: ["vpn-subnet"] } },
        subnet("10.0.8.0/24"),
        rule("ssh", { cidrIpv4: "10.0.8.0/24" }),
      ],
      answers: [violated("ssh", "cidrIpv4", `${ssh} 10.0.8.0/24, ${none}. ${vpnOnly}`)],
    },
    "a group, where the stack has no VPN": {
      resources: [group("app"), rule("ssh", { referencedSecurityGroupId: unknown })],
      answers: [
        violated(
          "ssh",
          "referencedSecurityGroupId",
          `${ssh} a security group that is not known yet, and the stack has no Client VPN endpoint. ${vpnOnly}`,
        ),
      ],
    },
    "a group, where the stack has a VPN": {
      resources: [group("app"), ...vpn, rule("ssh", { referencedSecurityGroupId: unknown })],
      answers: [
        deferred("ssh", "referencedSecurityGroupId", `${ssh} a security group that is not known yet. ${vpnOnly}`),
      ],
    },
    "which of two groups is meant": {
      resources: [
        group("bastion"),
        ...vpn,
        {
          ...group("app", { ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, securityGroups: [unknown] }] }),
          from: { ingress: ["vpn", "bastion"] },
        },
      ],
      answers: [
        deferred(
          "app",
          "ingress[0].securityGroups[0]",
          `${ssh} security group bastion or vpn, and whether that is of a Client VPN endpoint is not known yet. ` +
            `${vpnOnly}`,
        ),
      ],
    },
    "the groups of the VPN endpoint": {
      resources: [
        group("app"),
        group("bastion"),
        { ...endpoint, inputs: { securityGroupIds: unknown }, from: {} },
        fromGroup("ssh", "bastion"),
      ],
      answers: [
        deferred(
          "ssh",
          "referencedSecurityGroupId",
          `${ssh} security group bastion, and whether that is of a Client VPN endpoint is not known yet. ${vpnOnly}`,
          "securityGroupIds",
        ),
      ],
    },
    "whether the group itself is a source": {
      resources: [group("app"), legacyRule("ssh", { self: unknown })],
      answers: [
        violated(
          "ssh",
          "self",
          `${ssh} a security group that is not known yet, and the stack has no Client VPN endpoint. ${vpnOnly}`,
        ),
      ],
    },
    "a prefix list outside the stack": {
      resources: [group("app"), rule("ssh", { prefixListId: "pl-1" })],
      declares,
      answers: [
        deferred("ssh", "prefixListId", `${ssh} prefix list pl-1, whose entries the stack does not show. ${vpnOnly}`),
      ],
    },
    "the entries of a prefix list": {
      resources: [group("app"), list("operators", unknown), fromList("ssh", "operators")],
      declares,
      answers: [
        deferred("ssh", "prefixListId", `${ssh} an entry of prefix list operators that is not known yet. ${vpnOnly}`),
      ],
    },
    "the ports": {
      resources: [
        group("app"),
        rule("some", { fromPort: unknown, toPort: unknown, cidrIpv4: "10.0.0.0/8" }),
        rule("operators", { fromPort: unknown, toPort: unknown, cidrIpv4: "10.8.0.0/16" }),
      ],
      declares,
      answers: [
        deferred("some", "fromPort", `Whether an administrative port is open here is not known yet. ${vpnOnly}`),
      ],
    },
    "the protocol": {
      resources: [group("app"), rule("some", { ipProtocol: unknown, cidrIpv4: "10.0.0.0/8" })],
      answers: [
        deferred("some", "ipProtocol", `Whether an administrative port is open here is not known yet. ${vpnOnly}`),
      ],
    },
    "all inline rules": {
      resources: [group("app", { ingress: unknown })],
      answers: [deferred("app", "ingress", `Whether an administrative port is open here is not known yet. ${vpnOnly}`)],
    },
    "a range beside a known fault, after and before it": {
      resources: [
        group("app"),
        legacyRule("a", { cidrBlocks: ["0.0.0.0/0", unknown] }),
        legacyRule("b", { cidrBlocks: [unknown, "0.0.0.0/0"] }),
      ],
      declares,
      answers: [
        violated("a", "cidrBlocks[0]", `${ssh} ${whole}. ${vpnOnly}`),
        deferred("a", "cidrBlocks[1]", `${ssh} an address range that is not known yet. ${vpnOnly}`),
        deferred("b", "cidrBlocks[0]", `${ssh} an address range that is not known yet. ${vpnOnly}`),
        violated("b", "cidrBlocks[1]", `${ssh} ${whole}. ${vpnOnly}`),
      ],
    },
  },
  notApplicable: {
    "a stack without rules": {
      resources: [group("app")],
      reason: "the stack lets no traffic into a security group",
    },
  },
});
