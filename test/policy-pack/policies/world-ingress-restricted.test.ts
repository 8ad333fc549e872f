import { unknown } from "../../../policy-pack/node";
import { worldIngressRestricted } from "../../../policy-pack/policies/world-ingress-restricted";
import { deferred, testStackPolicy, violated } from "../../support/policy";
import { group } from "../../support/security-group";
import type { Properties, StackResourceCase } from "../../support/view";

type From = StackResourceCase["from"];

/** A rule of its own on the group `web` unless it says otherwise. */
const rule = (name: string, inputs: Properties, from: From = { securityGroupId: ["web"] }): StackResourceCase => ({
  type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  name,
  inputs: { ipProtocol: "tcp", securityGroupId: unknown, ...inputs },
  from,
});

const legacyRule = (
  name: string,
  inputs: Properties,
  from: From = { securityGroupId: ["web"] },
): StackResourceCase => ({
  type: "aws:ec2/securityGroupRule:SecurityGroupRule",
  name,
  inputs: { type: "ingress", protocol: "tcp", securityGroupId: unknown, ...inputs },
  from,
});

const port = (number: number): Properties => ({ fromPort: number, toPort: number });

const balancer = (
  name: string,
  groups: readonly string[],
  type = "aws:lb/loadBalancer:LoadBalancer",
): StackResourceCase => ({
  type,
  name,
  inputs: { securityGroups: groups.map(() => unknown) },
  from: { securityGroups: groups },
});

const listener = (
  name: string,
  inputs: Properties,
  of = "lb",
  type = "aws:lb/listener:Listener",
): StackResourceCase => ({
  type,
  name,
  inputs: { loadBalancerArn: unknown, ...inputs },
  from: { loadBalancerArn: [of] },
});

const redirect = { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } };
const forward = { type: "forward", targetGroupArn: "arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/app/1" };

const list = (name: string, cidrs: readonly string[]): StackResourceCase => ({
  type: "aws:ec2/managedPrefixList:ManagedPrefixList",
  name,
  inputs: { entries: cidrs.map((cidr) => ({ cidr })) },
});

const instance = (name: string, inputs: Properties = {}): StackResourceCase => ({
  type: "aws:ec2/instance:Instance",
  name,
  inputs: { vpcSecurityGroupIds: [unknown], ...inputs },
  from: { vpcSecurityGroupIds: ["web"] },
});

/** A load balancer in front of what is attached to its target group. */
const front: readonly StackResourceCase[] = [
  { type: "aws:lb/loadBalancer:LoadBalancer", name: "front", inputs: {} },
  { type: "aws:lb/targetGroup:TargetGroup", name: "targets" },
  {
    type: "aws:lb/listener:Listener",
    name: "front-https",
    inputs: { loadBalancerArn: unknown, port: 443, defaultActions: [{ type: "forward", targetGroupArn: unknown }] },
    from: { loadBalancerArn: ["front"], defaultActions: ["targets"] },
  },
];

const attachment: StackResourceCase = {
  type: "aws:lb/targetGroupAttachment:TargetGroupAttachment",
  name: "attachment",
  inputs: { targetGroupArn: unknown, targetId: unknown },
  from: { targetGroupArn: ["targets"], targetId: ["edge"] },
};

const fleet = (inputs: Properties, from: From): StackResourceCase => ({
  type: "aws:autoscaling/group:Group",
  name: "fleet",
  inputs: { launchTemplate: { id: unknown }, ...inputs },
  from: { launchTemplate: ["template"], ...from },
});

const template: StackResourceCase = {
  type: "aws:ec2/launchTemplate:LaunchTemplate",
  name: "template",
  inputs: { networkInterfaces: [{ securityGroups: [unknown] }] },
  from: { networkInterfaces: ["web"] },
};

const https = rule("https", { ...port(443), cidrIpv4: "0.0.0.0/0" });
const http = rule("http", { ...port(80), cidrIpv4: "0.0.0.0/0" });
const postgres = (name: string, cidrIpv4: string): StackResourceCase => rule(name, { ...port(5432), cidrIpv4 });

const whole = "the whole IPv4 internet (0.0.0.0/0)";
const whole6 = "the whole IPv6 internet (::/0)";
const facing = "Only load balancers and shown gateways may face the world";
const groupsOnly = "Only security groups may be let in so widely, address ranges never.";
const redirectOnly = "It may be for a redirect to HTTPS only";

const tooWide = (on: string, path: string, message: string) => ({ ...violated(on, path, message), control: "NET-01" });
const inline = (on: string, stated = "1 ingress rule is") => ({
  ...tooWide(on, "ingress", `${stated} stated inline. Each should be a resource of its own.`),
  advisory: true as const,
});

testStackPolicy(worldIngressRestricted, {
  passes: {
    "port 443 of a load balancer": {
      resources: [group("web"), https, balancer("lb", ["web"])],
    },
    "port 443 of both address families": {
      resources: [
        group("web"),
        https,
        rule("https-ipv6", { ...port(443), cidrIpv6: "::/0" }),
        balancer("lb", ["web", "other"]),
        group("other"),
      ],
    },
    "load balancers by their older token and of the classic kind": {
      resources: [
        group("web"),
        https,
        balancer("lb", ["web"], "aws:alb/loadBalancer:LoadBalancer"),
        group("old"),
        rule("old-https", { ...port(443), cidrIpv4: "0.0.0.0/0" }, { securityGroupId: ["old"] }),
        balancer("classic", ["old"], "aws:elb/loadBalancer:LoadBalancer"),
      ],
    },
    "a group outside the stack that a load balancer of the stack has": {
      resources: [
        rule("https", { ...port(443), cidrIpv4: "0.0.0.0/0", securityGroupId: "sg-1" }, {}),
        { type: "aws:lb/loadBalancer:LoadBalancer", name: "lb", inputs: { securityGroups: ["sg-1"] } },
      ],
    },
    "a group that is linked by known ids": {
      resources: [
        { ...group("web"), outputs: { id: "sg-web" } },
        rule("https", { ...port(443), cidrIpv4: "0.0.0.0/0", securityGroupId: "sg-web" }, {}),
        { type: "aws:lb/loadBalancer:LoadBalancer", name: "lb", inputs: { securityGroups: ["sg-web"] } },
      ],
    },
    "port 80 whose listener redirects": {
      resources: [
        group("web"),
        http,
        balancer("lb", ["web"]),
        listener("redirect", { port: 80, defaultActions: [redirect] }),
        listener("secure", { port: 443, defaultActions: [forward] }),
        {
          type: "aws:lb/listenerRule:ListenerRule",
          name: "also-redirects",
          inputs: { listenerArn: unknown, actions: [redirect] },
          from: { listenerArn: ["redirect"] },
        },
      ],
    },
    "a declared client port": {
      resources: [group("web"), rule("mqtt", { ...port(8883), cidrIpv4: "0.0.0.0/0" }), balancer("lb", ["web"])],
      parameters: { clientPorts: [{ port: 8883, protocol: "tcp", reason: "MQTT over TLS" }] },
    },
    "the instance of a gateway": {
      resources: [group("web"), https, instance("edge", { tags: { role: "gateway" } }), ...front, attachment],
    },
    "a gateway fleet that names its target group": {
      resources: [
        group("web"),
        https,
        template,
        fleet(
          { tags: [{ key: "role", value: "gateway" }], targetGroupArns: [unknown] },
          { targetGroupArns: ["targets"] },
        ),
        ...front,
      ],
    },
    "a gateway fleet that is attached to its target group": {
      resources: [
        group("web"),
        https,
        template,
        fleet({ tags: [{ key: "role", value: "gateway" }] }, {}),
        ...front,
        {
          type: "aws:autoscaling/attachment:Attachment",
          name: "fleet-attachment",
          inputs: { lbTargetGroupArn: unknown, autoscalingGroupName: unknown },
          from: { lbTargetGroupArn: ["targets"], autoscalingGroupName: ["fleet"] },
        },
      ],
    },
    "a gateway that a rule of a listener forwards to": {
      resources: [
        group("web"),
        https,
        instance("edge", { tags: { role: "gateway" } }),
        { type: "aws:lb/loadBalancer:LoadBalancer", name: "lb" },
        { type: "aws:lb/targetGroup:TargetGroup", name: "targets" },
        listener("secure", { port: 443, defaultActions: [{ type: "fixed-response" }] }),
        {
          type: "aws:lb/listenerRule:ListenerRule",
          name: "to-gateway",
          inputs: {
            listenerArn: unknown,
            actions: [{ type: "forward", forward: { targetGroups: [{ arn: unknown }] } }],
          },
          from: { listenerArn: ["secure"], actions: ["targets"] },
        },
        attachment,
      ],
    },
    "a gateway service": {
      resources: [
        group("web"),
        https,
        {
          type: "aws:ecs/service:Service",
          name: "service",
          inputs: {
            tags: { role: "gateway" },
            networkConfiguration: { securityGroups: [unknown] },
            loadBalancers: [{ targetGroupArn: unknown }],
          },
          from: { networkConfiguration: ["web"], loadBalancers: ["targets"] },
        },
        ...front,
      ],
    },
    "a group that is declared as a gateway's": {
      resources: [group("web"), https],
      declares: {
        roles: '{"gateway":["urn:pulumi:test::project::aws:ec2/securityGroup:SecurityGroup::web"]}',
      },
    },
    "private, shared and documentation ranges": {
      resources: [
        group("web"),
        ...["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "203.0.113.0/24", "fc00::/7"].map(
          (range, index) => rule(`private-${index}`, { ...port(8080), cidrIpv4: range }),
        ),
      ],
    },
    "a public range that is less than the world": {
      resources: [
        group("web"),
        postgres("partner", "8.0.0.0/9"),
        rule("partner-ipv6", { ...port(5432), cidrIpv6: "2600::/33" }),
      ],
    },
    "parts of the world that no port brings together": {
      resources: [group("web"), postgres("low", "8.0.0.0/9"), rule("high", { ...port(5433), cidrIpv4: "8.128.0.0/9" })],
    },
    "parts of the world in different groups and protocols": {
      resources: [
        group("web"),
        group("app"),
        postgres("low", "8.0.0.0/9"),
        rule("high", { ...port(5432), cidrIpv4: "8.128.0.0/9" }, { securityGroupId: ["app"] }),
        rule("udp", { ...port(5432), cidrIpv4: "8.128.0.0/9", ipProtocol: "udp" }),
      ],
    },
    "every port from a security group and from the group itself": {
      resources: [
        group("web"),
        group("app"),
        rule(
          "all-from-app",
          { ipProtocol: "-1", referencedSecurityGroupId: unknown },
          { securityGroupId: ["web"], referencedSecurityGroupId: ["app"] },
        ),
        legacyRule("all-from-self", { protocol: "-1", fromPort: 0, toPort: 0, self: true }),
      ],
    },
    "ICMP, which has no ports": {
      resources: [
        group("web"),
        rule("ping", { ipProtocol: "icmp", fromPort: -1, toPort: -1, cidrIpv4: "0.0.0.0/0" }),
        rule("ping-by-number", { ipProtocol: "1", fromPort: 8, toPort: 0, cidrIpv4: "0.0.0.0/0" }),
        rule("ping-ipv6", { ipProtocol: "icmpv6", fromPort: -1, toPort: -1, cidrIpv6: "::/0" }),
      ],
    },
    "administrative ports, which are for another policy": {
      resources: [group("web"), rule("ssh", { ...port(22), cidrIpv4: "0.0.0.0/0" })],
    },
    "half of the ports from one range and the rest from another": {
      resources: [
        group("web"),
        rule("low", { fromPort: 0, toPort: 32767, cidrIpv4: "10.0.0.0/9" }),
        rule("high", { fromPort: 32768, toPort: 65535, cidrIpv4: "10.128.0.0/9" }),
      ],
    },
    "what goes out": {
      resources: [
        group("web", { egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }] }),
        https,
        legacyRule("out", { type: "egress", protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }),
        balancer("lb", ["web"]),
      ],
    },
  },
  fails: {
    "a database port that is open to the world": {
      resources: [group("web"), postgres("db", "0.0.0.0/0")],
      answers: [violated("db", "cidrIpv4", `Port 5432/tcp (PostgreSQL) is open to ${whole}. Only 443/tcp may be.`)],
    },
    "a port of a load balancer that is no business port": {
      resources: [group("web"), rule("alt", { ...port(8443), cidrIpv6: "::/0" }), balancer("lb", ["web"])],
      answers: [violated("alt", "cidrIpv6", `Port 8443/tcp is open to ${whole6}. Only 443/tcp may be.`)],
    },
    "a moved port": {
      resources: [group("web"), rule("ssh", { ...port(2222), cidrIpv4: "0.0.0.0/0" })],
      answers: [violated("ssh", "cidrIpv4", `Port 2222/tcp is open to ${whole}. Only 443/tcp may be.`)],
    },
    "HTTPS over another protocol than declared": {
      resources: [group("web"), rule("quic", { ...port(443), ipProtocol: "udp", cidrIpv4: "0.0.0.0/0" })],
      parameters: { clientPorts: [{ port: 8883, protocol: "udp", reason: "telemetry" }] },
      answers: [violated("quic", "cidrIpv4", `Port 443/udp is open to ${whole}. Only 443/tcp and 8883/udp may be.`)],
    },
    "a database port that is declared as a client port": {
      resources: [group("web"), postgres("db", "0.0.0.0/0"), balancer("lb", ["web"])],
      parameters: { clientPorts: [{ port: 5432, protocol: "tcp", reason: "customers connect" }] },
      answers: [violated("db", "cidrIpv4", `Port 5432/tcp (PostgreSQL) is open to ${whole}. Only 443/tcp may be.`)],
    },
    "a range as large as the smallest world": {
      resources: [group("web"), postgres("db", "8.0.0.0/8"), rule("db-ipv6", { ...port(5432), cidrIpv6: "2600::/32" })],
      answers: [
        violated(
          "db",
          "cidrIpv4",
          "Port 5432/tcp (PostgreSQL) is open to 16777216 public IPv4 addresses (8.0.0.0/8). Only 443/tcp may be.",
        ),
        violated(
          "db-ipv6",
          "cidrIpv6",
          "Port 5432/tcp (PostgreSQL) is open to 79228162514264337593543950336 public IPv6 addresses (2600::/32). " +
            "Only 443/tcp may be.",
        ),
      ],
    },
    "port 443 of a group that nothing has": {
      resources: [group("web"), https],
      answers: [
        violated(
          "https",
          "cidrIpv4",
          `Port 443/tcp is open to ${whole}. ${facing}, and none of the stack has this group.`,
        ),
      ],
    },
    "port 443 of a group outside the stack": {
      resources: [rule("https", { ...port(443), cidrIpv4: "0.0.0.0/0", securityGroupId: "sg-1" }, {})],
      answers: [
        violated(
          "https",
          "cidrIpv4",
          `Port 443/tcp is open to ${whole}. ${facing}, and none of the stack has this group.`,
        ),
      ],
    },
    "a load balancer's group that instances have too": {
      resources: [group("web"), https, balancer("lb", ["web"]), instance("app"), template],
      answers: [
        violated(
          "https",
          "cidrIpv4",
          `Port 443/tcp is open to ${whole}. ${facing}, and app and template, which have this group too, are neither.`,
        ),
      ],
    },
    "a gateway that is only claimed": {
      resources: [group("web"), https, instance("edge", { tags: { role: "gateway" } })],
      answers: [
        violated(
          "https",
          "cidrIpv4",
          `Port 443/tcp is open to ${whole}. ${facing}, and edge, which has this group too, is neither.`,
        ),
      ],
    },
    "port 80 whose listener forwards": {
      resources: [
        group("web"),
        http,
        balancer("lb", ["web"]),
        listener("plain", { port: 80, defaultActions: [forward] }),
      ],
      answers: [
        violated(
          "http",
          "cidrIpv4",
          `Port 80/tcp is open to ${whole}. ${redirectOnly}, and plain does more there than redirect to HTTPS.`,
        ),
      ],
    },
    "port 80 whose listener has no action that says what it does": {
      resources: [group("web"), http, balancer("lb", ["web"]), listener("odd", { port: 80, defaultActions: [{}] })],
      answers: [
        violated(
          "http",
          "cidrIpv4",
          `Port 80/tcp is open to ${whole}. ${redirectOnly}, and odd does more there than redirect to HTTPS.`,
        ),
      ],
    },
    "port 80 whose listener redirects to plain HTTP": {
      resources: [
        group("web"),
        http,
        balancer("lb", ["web"]),
        listener("plain", { port: 80, defaultActions: [{ type: "redirect", redirect: { host: "example.org" } }] }),
      ],
      answers: [
        violated(
          "http",
          "cidrIpv4",
          `Port 80/tcp is open to ${whole}. ${redirectOnly}, and plain does more there than redirect to HTTPS.`,
        ),
      ],
    },
    "port 80 that no listener explains": {
      resources: [
        group("web"),
        http,
        balancer("lb", ["web"]),
        balancer("lb2", []),
        listener("other", { port: 80, defaultActions: [redirect] }, "lb2"),
      ],
      answers: [
        violated(
          "http",
          "cidrIpv4",
          `Port 80/tcp is open to ${whole}. ${redirectOnly}, and the stack shows no listener of lb that redirects it.`,
        ),
      ],
    },
    "port 80 of a classic load balancer": {
      resources: [group("web"), http, balancer("classic", ["web"], "aws:elb/loadBalancer:LoadBalancer")],
      answers: [
        violated(
          "http",
          "cidrIpv4",
          `Port 80/tcp is open to ${whole}. ${redirectOnly}, and classic is a classic load balancer, which ` +
            "cannot redirect.",
        ),
      ],
    },
    "port 80 of a gateway": {
      resources: [group("web"), http, instance("edge", { tags: { role: "gateway" } }), ...front, attachment],
      answers: [
        violated(
          "http",
          "cidrIpv4",
          `Port 80/tcp is open to ${whole}. ${redirectOnly}, and only a load balancer of the stack shows one.`,
        ),
      ],
    },
    "a range of ports": {
      resources: [
        group("web"),
        rule("some", { fromPort: 3000, toPort: 4000, cidrIpv4: "0.0.0.0/0" }),
        rule("many", { fromPort: 1024, toPort: 9999, cidrIpv6: "::/0" }),
      ],
      answers: [
        violated(
          "many",
          "cidrIpv6",
          `Ports 1024-9999/tcp (SQL Server, Oracle Database and 11 more among them) are open to ${whole6}. Only ` +
            "443/tcp may be.",
        ),
        violated(
          "some",
          "cidrIpv4",
          `Ports 3000-4000/tcp (MySQL and development server among them) are open to ${whole}. Only 443/tcp may be.`,
        ),
      ],
    },
    "every port from a private range": {
      resources: [group("web"), rule("all", { ipProtocol: "-1", cidrIpv4: "10.0.0.0/8" })],
      answers: [tooWide("all", "ipProtocol", `Every port of every protocol is open to 10.0.0.0/8. ${groupsOnly}`)],
    },
    "a protocol without ports": {
      resources: [group("web"), rule("esp", { ipProtocol: "50", cidrIpv4: "0.0.0.0/0" })],
      answers: [violated("esp", "cidrIpv4", `Protocol 50 is open to ${whole}. Only 443/tcp may be.`)],
    },
    "what is no range at all": {
      resources: [
        group("web"),
        rule("odd", { ...port(8080), cidrIpv4: "everyone" }),
        rule("none", { ...port(8081), cidrIpv4: {} }),
      ],
      answers: [
        violated(
          "odd",
          "cidrIpv4",
          'Port 8080/tcp (alternative HTTP) is open to "everyone", which is no address range in CIDR notation. ' +
            "Only 443/tcp may be.",
        ),
        violated(
          "none",
          "cidrIpv4",
          'Port 8081/tcp is open to "", which is no address range in CIDR notation. Only 443/tcp may be.',
        ),
      ],
    },
    "inline rules beside rules of their own": {
      resources: [
        group("web", { ingress: [{ protocol: "tcp", ...port(8080), cidrBlocks: ["10.0.0.0/16"] }] }),
        https,
        legacyRule("metrics", { ...port(9100), cidrBlocks: ["10.0.0.0/16"] }),
        balancer("lb", ["web"]),
      ],
      answers: [
        tooWide(
          "web",
          "ingress",
          "1 ingress rule is stated inline, and https and metrics of this group are resources of their own: the " +
            "provider undoes the one with the other. Each must be a resource of its own.",
        ),
      ],
    },
    "inline rules, which it only advises against": {
      resources: [
        group("web", {
          ingress: [
            { protocol: "tcp", ...port(8080), cidrBlocks: ["10.0.0.0/16"] },
            { protocol: "tcp", ...port(8081), cidrBlocks: ["10.0.0.0/16"] },
          ],
        }),
      ],
      answers: [inline("web", "2 ingress rules are")],
    },
    "outside of production, blocking for databases and for every port alone": {
      resources: [
        group("web"),
        https,
        postgres("db", "0.0.0.0/0"),
        rule("all", { ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" }),
        rule("all-private", { ipProtocol: "-1", cidrIpv4: "10.0.0.0/8" }),
      ],
      declares: { env: "development" },
      answers: [
        tooWide("all", "ipProtocol", `Every port of every protocol is open to ${whole}. ${groupsOnly}`),
        {
          ...tooWide("all-private", "ipProtocol", `Every port of every protocol is open to 10.0.0.0/8. ${groupsOnly}`),
          advisory: true,
        },
        violated("db", "cidrIpv4", `Port 5432/tcp (PostgreSQL) is open to ${whole}. Only 443/tcp may be.`),
        {
          ...violated(
            "https",
            "cidrIpv4",
            `Port 443/tcp is open to ${whole}. ${facing}, and none of the stack has this group.`,
          ),
          advisory: true,
        },
      ],
    },
    "rules on the default group of a VPC": {
      resources: [
        { type: "aws:ec2/vpc:Vpc", name: "vpc" },
        {
          type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
          name: "default",
          inputs: { vpcId: unknown, ingress: [{ protocol: "tcp", ...port(6379), cidrBlocks: ["8.0.0.0/9"] }] },
          from: { vpcId: ["vpc"] },
        },
        rule("added", { ...port(6379), cidrIpv4: "8.128.0.0/9" }, { securityGroupId: ["vpc"] }),
      ],
      answers: [
        violated(
          "default",
          "ingress[0].cidrBlocks[0]",
          "Port 6379/tcp (Redis) is open to 16777216 public IPv4 addresses (8.0.0.0/9 and 8.128.0.0/9 of added " +
            "together). Only 443/tcp may be.",
        ),
      ],
    },
  },
  evasions: {
    "the IPv6 world": {
      resources: [group("web"), rule("db", { ...port(5432), cidrIpv6: "::/0" })],
      answers: [violated("db", "cidrIpv6", `Port 5432/tcp (PostgreSQL) is open to ${whole6}. Only 443/tcp may be.`)],
    },
    "the world in two halves": {
      resources: [group("web"), postgres("low", "0.0.0.0/1"), postgres("high", "128.0.0.0/1")],
      answers: [
        violated(
          "high",
          "cidrIpv4",
          "Port 5432/tcp (PostgreSQL) is open to the whole IPv4 internet (128.0.0.0/1 and 0.0.0.0/1 of low " +
            "together). Only 443/tcp may be.",
        ),
      ],
    },
    "the world in two halves of one inline rule": {
      resources: [
        group("web", { ingress: [{ protocol: "tcp", ...port(5432), cidrBlocks: ["0.0.0.0/1", "128.0.0.0/1"] }] }),
      ],
      answers: [
        violated(
          "web",
          "ingress[0].cidrBlocks[0]",
          "Port 5432/tcp (PostgreSQL) is open to the whole IPv4 internet (0.0.0.0/1 and 128.0.0.0/1 together). " +
            "Only 443/tcp may be.",
        ),
        inline("web"),
      ],
    },
    "the world in two halves of two inline rules": {
      resources: [
        group("web", {
          ingress: [
            { protocol: "tcp", ...port(5432), cidrBlocks: ["0.0.0.0/1"] },
            { protocol: "tcp", ...port(5432), cidrBlocks: ["128.0.0.0/1"] },
          ],
        }),
      ],
      answers: [
        violated(
          "web",
          "ingress[0].cidrBlocks[0]",
          "Port 5432/tcp (PostgreSQL) is open to the whole IPv4 internet (0.0.0.0/1 and 128.0.0.0/1 of " +
            "ingress[1] together). Only 443/tcp may be.",
        ),
        inline("web", "2 ingress rules are"),
      ],
    },
    "the world in two halves, one inline and one not": {
      resources: [
        group("web", { ingress: [{ protocol: "tcp", ...port(5432), cidrBlocks: ["0.0.0.0/1"] }] }),
        postgres("high", "128.0.0.0/1"),
      ],
      answers: [
        violated(
          "web",
          "ingress[0].cidrBlocks[0]",
          "Port 5432/tcp (PostgreSQL) is open to the whole IPv4 internet (0.0.0.0/1 and 128.0.0.0/1 of high " +
            "together). Only 443/tcp may be.",
        ),
        tooWide(
          "web",
          "ingress",
          "1 ingress rule is stated inline, and high of this group is a resource of its own: the provider undoes " +
            "the one with the other. Each must be a resource of its own.",
        ),
      ],
    },
    "the world in two halves that meet at one port only": {
      resources: [
        group("web"),
        rule("a", { fromPort: 5000, toPort: 5432, cidrIpv4: "8.0.0.0/9" }),
        rule("b", { fromPort: 5432, toPort: 6000, cidrIpv4: "8.128.0.0/9" }),
      ],
      answers: [
        violated(
          "a",
          "cidrIpv4",
          "Port 5432/tcp (PostgreSQL) is open to 16777216 public IPv4 addresses (8.0.0.0/9 and 8.128.0.0/9 of b " +
            "together). Only 443/tcp may be.",
        ),
      ],
    },
    "halves whose ports splinter": {
      resources: [
        group("web"),
        rule("a", { fromPort: 7000, toPort: 7009, cidrIpv4: "8.0.0.0/9" }),
        rule("b", { fromPort: 7000, toPort: 7004, cidrIpv4: "8.128.0.0/9" }),
        rule("c", { fromPort: 7005, toPort: 7008, cidrIpv4: "8.128.0.0/9" }),
      ],
      answers: [
        violated(
          "a",
          "cidrIpv4",
          "Ports 7000-7008/tcp are open to 16777216 public IPv4 addresses (8.0.0.0/9, 8.128.0.0/9 of b and " +
            "8.128.0.0/9 of c together). Only 443/tcp may be.",
        ),
      ],
    },
    "the IPv6 world in halves and as its assigned part": {
      resources: [
        group("web", {
          ingress: [
            { protocol: "tcp", ...port(5432), ipv6CidrBlocks: ["::/1", "8000::/1"] },
            { protocol: "tcp", ...port(3306), ipv6CidrBlocks: ["2000::/3"] },
          ],
        }),
      ],
      answers: [
        violated(
          "web",
          "ingress[0].ipv6CidrBlocks[0]",
          "Port 5432/tcp (PostgreSQL) is open to the whole IPv6 internet (::/1). Only 443/tcp may be.",
        ),
        violated(
          "web",
          "ingress[1].ipv6CidrBlocks[0]",
          "Port 3306/tcp (MySQL) is open to the whole IPv6 internet (2000::/3). Only 443/tcp may be.",
        ),
        inline("web", "2 ingress rules are"),
      ],
    },
    "odd spellings of the world": {
      resources: [
        group("web"),
        rule("a", { ...port(5432), cidrIpv6: "0::/0" }),
        rule("b", { ...port(3306), cidrIpv4: "0.0.0.0/00" }),
        rule("c", { ...port(6379), cidrIpv6: "::ffff:0:0/96" }),
        rule("d", { ...port(1521), cidrIpv4: "93.184.216.34/0" }),
      ],
      answers: [
        violated(
          "a",
          "cidrIpv6",
          "Port 5432/tcp (PostgreSQL) is open to the whole IPv6 internet (0::/0). Only 443/tcp may be.",
        ),
        violated(
          "b",
          "cidrIpv4",
          "Port 3306/tcp (MySQL) is open to the whole IPv4 internet (0.0.0.0/00). Only 443/tcp may be.",
        ),
        violated(
          "c",
          "cidrIpv6",
          "Port 6379/tcp (Redis) is open to the whole IPv4 internet (::ffff:0:0/96). Only 443/tcp may be.",
        ),
        violated(
          "d",
          "cidrIpv4",
          "Port 1521/tcp (Oracle Database) is open to the whole IPv4 internet (93.184.216.34/0). Only 443/tcp may be.",
        ),
      ],
    },
    "every port in all its spellings": {
      resources: [
        group("web"),
        rule("a", { ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" }),
        rule("b", { ipProtocol: "ALL", cidrIpv4: "0.0.0.0/0" }),
        rule("c", { fromPort: 0, toPort: 65535, cidrIpv4: "0.0.0.0/0" }),
        rule("d", { fromPort: "1", toPort: "65535", cidrIpv6: "::/0" }),
        rule("e", { ipProtocol: "17", fromPort: -1, toPort: -1, cidrIpv4: "0.0.0.0/0" }),
        rule("f", { cidrIpv4: "0.0.0.0/0" }),
        rule("g", { ipProtocol: "-1", ...port(443), cidrIpv4: "0.0.0.0/0" }),
        rule("h", { fromPort: "any", toPort: "any", cidrIpv4: "0.0.0.0/0" }),
        rule("i", { fromPort: 65535, toPort: 0, cidrIpv4: "0.0.0.0/0" }),
        rule("j", { ipProtocol: undefined, cidrIpv4: "0.0.0.0/0" }),
        balancer("lb", ["web"]),
      ],
      answers: [
        tooWide("a", "ipProtocol", `Every port of every protocol is open to ${whole}. ${groupsOnly}`),
        tooWide("b", "ipProtocol", `Every port of every protocol is open to ${whole}. ${groupsOnly}`),
        tooWide("c", "fromPort", `Every tcp port is open to ${whole}. ${groupsOnly}`),
        tooWide("d", "fromPort", `Every tcp port is open to ${whole6}. ${groupsOnly}`),
        tooWide("e", "fromPort", `Every udp port is open to ${whole}. ${groupsOnly}`),
        tooWide("f", "fromPort", `Every tcp port is open to ${whole}. ${groupsOnly}`),
        tooWide("g", "ipProtocol", `Every port of every protocol is open to ${whole}. ${groupsOnly}`),
        tooWide("h", "fromPort", `Every tcp port is open to ${whole}. ${groupsOnly}`),
        tooWide("i", "fromPort", `Every tcp port is open to ${whole}. ${groupsOnly}`),
        tooWide("j", "ipProtocol", `Every port of every protocol is open to ${whole}. ${groupsOnly}`),
      ],
    },
    "every port in two halves": {
      resources: [
        group("web"),
        rule("low", { fromPort: 0, toPort: 32767, cidrIpv4: "10.0.0.0/8" }),
        rule("high", { fromPort: 32768, toPort: 65535, cidrIpv4: "10.1.0.0/16" }),
        rule("unconcerned", { ...port(8080), cidrIpv4: "172.16.0.0/12" }),
      ],
      answers: [
        tooWide(
          "high",
          "fromPort",
          "Every tcp port is open to 10.1.0.0/16 and 10.0.0.0/8 (32768-65535 and 0-32767 of low together). " +
            `${groupsOnly}`,
        ),
      ],
    },
    "every port to the world in two halves": {
      resources: [
        group("web"),
        rule("low", { fromPort: 0, toPort: 32767, cidrIpv4: "0.0.0.0/0" }),
        rule("high", { fromPort: 32768, toPort: 65535, cidrIpv4: "0.0.0.0/0" }),
      ],
      answers: [
        violated("high", "cidrIpv4", `Ports 32768-65535/tcp are open to ${whole}. Only 443/tcp may be.`),
        violated(
          "low",
          "cidrIpv4",
          `Ports 0-32767/tcp (SQL Server, Oracle Database and 20 more among them) are open to ${whole}. Only ` +
            "443/tcp may be.",
        ),
      ],
    },
    "tcp by its number, however it is written": {
      resources: [
        group("web"),
        rule("a", { ...port(5432), ipProtocol: "6", cidrIpv4: "0.0.0.0/0" }),
        rule("b", { ...port(3306), ipProtocol: 6, cidrIpv4: "0.0.0.0/0" }),
        rule("c", { ...port(6379), ipProtocol: "TCP", cidrIpv4: "0.0.0.0/0" }),
        rule("d", { fromPort: "1521", toPort: "1521", ipProtocol: "006", cidrIpv4: "0.0.0.0/0" }),
      ],
      answers: [
        violated("a", "cidrIpv4", `Port 5432/tcp (PostgreSQL) is open to ${whole}. Only 443/tcp may be.`),
        violated("b", "cidrIpv4", `Port 3306/tcp (MySQL) is open to ${whole}. Only 443/tcp may be.`),
        violated("c", "cidrIpv4", `Port 6379/tcp (Redis) is open to ${whole}. Only 443/tcp may be.`),
        violated("d", "cidrIpv4", `Port 1521/tcp (Oracle Database) is open to ${whole}. Only 443/tcp may be.`),
      ],
    },
    "port 0": {
      resources: [group("web"), rule("zero", { ...port(0), cidrIpv4: "0.0.0.0/0" }), balancer("lb", ["web"])],
      answers: [violated("zero", "cidrIpv4", `Port 0/tcp is open to ${whole}. Only 443/tcp may be.`)],
    },
    "a range that begins or ends at 443": {
      resources: [
        group("web"),
        rule("range", { fromPort: 443, toPort: 444, cidrIpv4: "0.0.0.0/0" }),
        balancer("lb", ["web"]),
      ],
      answers: [violated("range", "cidrIpv4", `Ports 443-444/tcp are open to ${whole}. Only 443/tcp may be.`)],
    },
    "a range around administrative ports": {
      resources: [group("web"), rule("range", { fromPort: 20, toPort: 25, cidrIpv4: "0.0.0.0/0" })],
      answers: [
        violated(
          "range",
          "cidrIpv4",
          `Ports 20-25/tcp (FTP and SMTP among them) are open to ${whole}. Only 443/tcp may be.`,
        ),
      ],
    },
    "a prefix list of the stack": {
      resources: [
        group("web"),
        list("anywhere", ["10.0.0.0/8", "0.0.0.0/1"]),
        {
          type: "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry",
          name: "rest",
          inputs: { prefixListId: unknown, cidr: "128.0.0.0/1" },
          from: { prefixListId: ["anywhere"] },
        },
        rule("db", { ...port(5432), prefixListId: unknown }, { securityGroupId: ["web"], prefixListId: ["anywhere"] }),
      ],
      answers: [
        violated(
          "db",
          "prefixListId",
          "Port 5432/tcp (PostgreSQL) is open to the whole IPv4 internet (0.0.0.0/1 of prefix list anywhere and " +
            "128.0.0.0/1 of prefix list anywhere together). Only 443/tcp may be.",
        ),
      ],
    },
    "one of several prefix lists of a rule": {
      resources: [
        group("web"),
        list("offices", ["198.51.100.0/24"]),
        list("anywhere", ["0.0.0.0/0"]),
        { ...list("known", ["::/0"]), outputs: { id: "pl-known" } },
        legacyRule(
          "db",
          { ...port(5432), prefixListIds: ["pl-known", unknown, unknown] },
          { securityGroupId: ["web"], prefixListIds: ["offices", "anywhere"] },
        ),
      ],
      answers: [
        violated(
          "db",
          "prefixListIds[0]",
          "Port 5432/tcp (PostgreSQL) is open to the whole IPv6 internet (::/0 of prefix list known). Only " +
            "443/tcp may be.",
        ),
        violated(
          "db",
          "prefixListIds[2]",
          "Port 5432/tcp (PostgreSQL) is open to the whole IPv4 internet (0.0.0.0/0 of prefix list anywhere). " +
            "Only 443/tcp may be.",
        ),
      ],
    },
    "a prefix list that a rule names twice": {
      resources: [
        group("web"),
        list("anywhere", ["0.0.0.0/0"]),
        legacyRule(
          "db",
          { ...port(5432), prefixListIds: [unknown, unknown] },
          { securityGroupId: ["web"], prefixListIds: ["anywhere"] },
        ),
      ],
      answers: [
        violated(
          "db",
          "prefixListIds[0]",
          "Port 5432/tcp (PostgreSQL) is open to the whole IPv4 internet (0.0.0.0/0 of prefix list anywhere). " +
            "Only 443/tcp may be.",
        ),
      ],
    },
    "an open range beside the group itself": {
      resources: [
        group("web"),
        legacyRule("db", { ...port(5432), self: true, cidrBlocks: ["0.0.0.0/0"] }),
        legacyRule("all", { protocol: "-1", fromPort: 0, toPort: 0, self: true, cidrBlocks: ["10.0.0.0/8"] }),
      ],
      answers: [
        tooWide("all", "protocol", `Every port of every protocol is open to 10.0.0.0/8. ${groupsOnly}`),
        violated("db", "cidrBlocks[0]", `Port 5432/tcp (PostgreSQL) is open to ${whole}. Only 443/tcp may be.`),
      ],
    },
    "a rule that is tied to its group by nothing but an unknown id": {
      resources: [
        { type: "aws:eks/cluster:Cluster", name: "cluster" },
        rule("low", { ...port(5432), cidrIpv4: "8.0.0.0/9" }, { securityGroupId: ["cluster"] }),
        rule("high", { ...port(5432), cidrIpv4: "8.128.0.0/9" }, { securityGroupId: ["cluster"] }),
      ],
      answers: [
        violated(
          "high",
          "cidrIpv4",
          "Port 5432/tcp (PostgreSQL) is open to 16777216 public IPv4 addresses (8.128.0.0/9 and 8.0.0.0/9 of " +
            "low together). Only 443/tcp may be.",
        ),
      ],
    },
    "a redirect beside a rule that forwards": {
      resources: [
        group("web"),
        http,
        balancer("lb", ["web"]),
        listener("redirect", { port: "80", defaultActions: [redirect] }, "lb", "aws:alb/listener:Listener"),
        {
          type: "aws:alb/listenerRule:ListenerRule",
          name: "sneak",
          inputs: { listenerArn: unknown, actions: [forward] },
          from: { listenerArn: ["redirect"] },
        },
      ],
      answers: [
        violated(
          "http",
          "cidrIpv4",
          `Port 80/tcp is open to ${whole}. ${redirectOnly}, and sneak does more there than redirect to HTTPS.`,
        ),
      ],
    },
    "a redirect of one load balancer out of two": {
      resources: [
        group("web"),
        http,
        balancer("lb", ["web"]),
        balancer("lb2", ["web"]),
        listener("redirect", { port: 80, defaultActions: [redirect] }),
        listener("empty", { port: 80, defaultActions: [] }, "lb2"),
      ],
      answers: [
        violated(
          "http",
          "cidrIpv4",
          `Port 80/tcp is open to ${whole}. ${redirectOnly}, and empty does more there than redirect to HTTPS.`,
        ),
      ],
    },
    "port 80 that is declared as a client port": {
      resources: [group("web"), http, balancer("lb", ["web"])],
      parameters: { clientPorts: [{ port: 80, protocol: "tcp", reason: "legacy clients" }] },
      answers: [
        violated(
          "http",
          "cidrIpv4",
          `Port 80/tcp is open to ${whole}. ${redirectOnly}, and the stack shows no listener of lb that redirects it.`,
        ),
      ],
    },
    "a gateway whose template makes other fleets too": {
      resources: [
        group("web"),
        https,
        template,
        fleet(
          { tags: [{ key: "role", value: "gateway" }], targetGroupArns: [unknown] },
          { targetGroupArns: ["targets"] },
        ),
        { ...fleet({}, {}), name: "other-fleet" },
        ...front,
      ],
      answers: [
        violated(
          "https",
          "cidrIpv4",
          `Port 443/tcp is open to ${whole}. ${facing}, and template, which has this group too, is neither.`,
        ),
      ],
    },
  },
  unknowns: {
    "a range on port 443 of a load balancer": {
      resources: [group("web"), rule("https", { ...port(443), cidrIpv4: unknown }), balancer("lb", ["web"])],
      answers: [],
    },
    "a range on an administrative port": {
      resources: [group("web"), rule("ssh", { ...port(22), cidrIpv4: unknown })],
      answers: [],
    },
    "a range on another port": {
      resources: [group("web"), rule("db", { ...port(5432), cidrIpv4: unknown })],
      answers: [
        deferred(
          "db",
          "cidrIpv4",
          "Port 5432/tcp (PostgreSQL) is open to an address range that is not known yet, which must not be the " +
            "world. Only 443/tcp may be.",
        ),
      ],
    },
    "a range that is let in at every port": {
      resources: [group("web"), rule("all", { ipProtocol: "-1", cidrIpv4: unknown })],
      answers: [
        tooWide(
          "all",
          "ipProtocol",
          `Every port of every protocol is open to an address range that is not known yet. ${groupsOnly}`,
        ),
      ],
    },
    "a security group": {
      resources: [
        group("web"),
        rule("app", { ...port(8080), referencedSecurityGroupId: unknown }),
        legacyRule("self", { ...port(8080), self: unknown }),
      ],
      answers: [],
    },
    "ports of a private range": {
      resources: [group("web"), rule("db", { fromPort: unknown, toPort: unknown, cidrIpv4: "10.0.0.0/8" })],
      answers: [deferred("db", "fromPort", "Which ports are open to 10.0.0.0/8 is not known yet.")],
    },
    "the last port, open to the world on a load balancer": {
      resources: [
        group("web"),
        rule("range", { fromPort: 443, toPort: unknown, cidrIpv4: "0.0.0.0/0" }),
        balancer("lb", ["web"]),
      ],
      answers: [deferred("range", "toPort", `Which ports are open to ${whole} is not known yet.`)],
    },
    "ports of the world where no port may be open to it": {
      resources: [group("web"), rule("range", { fromPort: unknown, toPort: unknown, cidrIpv4: "0.0.0.0/0" })],
      answers: [
        violated(
          "range",
          "cidrIpv4",
          `A tcp port that is not known yet is open to ${whole}. ${facing}, and none of the stack has this group.`,
        ),
      ],
    },
    "ports of a security group": {
      resources: [
        group("web"),
        rule(
          "db",
          { fromPort: unknown, toPort: unknown, referencedSecurityGroupId: unknown },
          { securityGroupId: ["web"], referencedSecurityGroupId: ["web"] },
        ),
      ],
      answers: [],
    },
    "a protocol": {
      resources: [
        group("web"),
        rule("some", { ipProtocol: unknown, ...port(443), cidrIpv4: "0.0.0.0/0" }),
        balancer("lb", ["web"]),
      ],
      answers: [deferred("some", "ipProtocol", `Which ports are open to ${whole} is not known yet.`)],
    },
    "a direction": {
      resources: [group("web"), legacyRule("some", { type: unknown, ...port(5432), cidrBlocks: ["0.0.0.0/0"] })],
      answers: [deferred("some", "type", "What is let into the security group is not known yet.")],
    },
    "all inline rules": {
      resources: [group("web", { ingress: unknown })],
      answers: [deferred("web", "ingress", "What is let into the security group is not known yet.")],
    },
    "an inline rule beside a known fault, after and before it": {
      resources: [
        group("web", { ingress: [{ protocol: "tcp", ...port(5432), cidrBlocks: ["0.0.0.0/0"] }, unknown] }),
        group("app", { ingress: [unknown, { protocol: "tcp", ...port(5432), cidrBlocks: ["0.0.0.0/0"] }] }),
      ],
      answers: [
        violated(
          "web",
          "ingress[0].cidrBlocks[0]",
          `Port 5432/tcp (PostgreSQL) is open to ${whole}. Only 443/tcp may be.`,
        ),
        deferred("web", "ingress[1]", "What is let into the security group is not known yet."),
        violated(
          "app",
          "ingress[1].cidrBlocks[0]",
          `Port 5432/tcp (PostgreSQL) is open to ${whole}. Only 443/tcp may be.`,
        ),
        deferred("app", "ingress[0]", "What is let into the security group is not known yet."),
        inline("web"),
        inline("app"),
      ],
    },
    "a range beside a known fault, after and before it": {
      resources: [
        group("web"),
        legacyRule("a", { ...port(5432), cidrBlocks: ["0.0.0.0/0", unknown] }),
        legacyRule("b", { ...port(3306), cidrBlocks: [unknown, "0.0.0.0/0"] }),
      ],
      answers: [
        violated("a", "cidrBlocks[0]", `Port 5432/tcp (PostgreSQL) is open to ${whole}. Only 443/tcp may be.`),
        violated("b", "cidrBlocks[1]", `Port 3306/tcp (MySQL) is open to ${whole}. Only 443/tcp may be.`),
        deferred(
          "a",
          "cidrBlocks[1]",
          "Port 5432/tcp (PostgreSQL) is open to an address range that is not known yet, which must not be the " +
            "world. Only 443/tcp may be.",
        ),
        deferred(
          "b",
          "cidrBlocks[0]",
          "Port 3306/tcp (MySQL) is open to an address range that is not known yet, which must not be the world. " +
            "Only 443/tcp may be.",
        ),
      ],
    },
    "the group of a rule": {
      resources: [
        rule("https", { ...port(443), cidrIpv4: "0.0.0.0/0" }, {}),
        rule("db", { ...port(5432), cidrIpv4: "0.0.0.0/0" }, {}),
      ],
      answers: [
        deferred(
          "https",
          "cidrIpv4",
          `Port 443/tcp is open to ${whole}. ${facing}, and whether one has this group is not known yet.`,
          "securityGroupId",
        ),
        violated("db", "cidrIpv4", `Port 5432/tcp (PostgreSQL) is open to ${whole}. Only 443/tcp may be.`),
      ],
    },
    "the groups of a load balancer": {
      resources: [
        group("web"),
        https,
        { type: "aws:lb/loadBalancer:LoadBalancer", name: "lb", inputs: { securityGroups: unknown } },
      ],
      answers: [
        deferred(
          "https",
          "cidrIpv4",
          `Port 443/tcp is open to ${whole}. ${facing}, and whether one has this group is not known yet.`,
          "securityGroups",
        ),
      ],
    },
    "one of two groups, of which only one is a load balancer's": {
      resources: [
        group("web"),
        group("app"),
        balancer("lb", ["web"]),
        rule("https", { ...port(443), cidrIpv4: "0.0.0.0/0" }, { securityGroupId: ["web", "app"] }),
      ],
      answers: [
        violated(
          "https",
          "cidrIpv4",
          `Port 443/tcp is open to ${whole}. ${facing}, and none of the stack has this group.`,
        ),
      ],
    },
    "an entry of a prefix list": {
      resources: [
        group("web"),
        { type: "aws:ec2/managedPrefixList:ManagedPrefixList", name: "offices", inputs: { entries: unknown } },
        rule("db", { ...port(5432), prefixListId: unknown }, { securityGroupId: ["web"], prefixListId: ["offices"] }),
      ],
      answers: [
        deferred(
          "db",
          "prefixListId",
          "Port 5432/tcp (PostgreSQL) is open to an entry of prefix list offices that is not known yet, which " +
            "must not be the world. Only 443/tcp may be.",
        ),
      ],
    },
    "the prefix list of a rule": {
      resources: [
        group("web", {
          ingress: [{ protocol: "tcp", ...port(5432), prefixListIds: [unknown] }],
        }),
        list("a", ["0.0.0.0/0"]),
        list("b", ["10.0.0.0/8"]),
      ].map((resource) => (resource.name === "web" ? { ...resource, from: { ingress: ["a", "b"] } } : resource)),
      answers: [
        deferred(
          "web",
          "ingress[0].prefixListIds[0]",
          "Port 5432/tcp (PostgreSQL) is open to an address range that is not known yet, which must not be the " +
            "world. Only 443/tcp may be.",
        ),
        inline("web"),
      ],
    },
    "a prefix list outside the stack": {
      resources: [
        group("web"),
        rule("db", { ...port(5432), prefixListId: "pl-1" }),
        rule("https", { ...port(443), prefixListId: "pl-1" }),
        balancer("lb", ["web"]),
        {
          type: "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry",
          name: "elsewhere",
          inputs: { prefixListId: unknown, cidr: "0.0.0.0/0" },
        },
      ],
      answers: [
        deferred(
          "db",
          "prefixListId",
          "Port 5432/tcp (PostgreSQL) is open to prefix list pl-1, which must not be the world. Only 443/tcp may be.",
        ),
      ],
    },
    "a listener's port, its load balancer and its action": {
      resources: [
        group("web"),
        http,
        balancer("lb", ["web"]),
        listener("redirect", { port: unknown, defaultActions: [redirect] }),
      ],
      answers: [
        deferred(
          "http",
          "cidrIpv4",
          `Port 80/tcp is open to ${whole}. ${redirectOnly}, and what listens there is not known yet.`,
          "port",
        ),
      ],
    },
    "a listener's load balancer": {
      resources: [
        group("web"),
        http,
        balancer("lb", ["web"]),
        { ...listener("redirect", { port: 80, defaultActions: [redirect] }), from: {} },
      ],
      answers: [
        deferred(
          "http",
          "cidrIpv4",
          `Port 80/tcp is open to ${whole}. ${redirectOnly}, and what listens there is not known yet.`,
          "loadBalancerArn",
        ),
      ],
    },
    "a listener's actions": {
      resources: [
        group("web"),
        http,
        balancer("lb", ["web"]),
        listener("redirect", { port: 80, defaultActions: unknown }),
      ],
      answers: [
        deferred(
          "http",
          "cidrIpv4",
          `Port 80/tcp is open to ${whole}. ${redirectOnly}, and what listens there is not known yet.`,
          "defaultActions",
        ),
      ],
    },
  },
  notApplicable: {
    "a stack without rules": {
      resources: [group("web")],
      reason: "the stack lets no traffic into a security group",
    },
  },
});
