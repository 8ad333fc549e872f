import { atLeast, atMost, exactly, family, hardeningGuide, includes, maintenanceProtocol, ours } from "./control";
import type { PortRange } from "./port";

const network = family({
  code: "NET",
  name: "Network boundary and firewalls",
  frameworks: {
    cisControls: ["4.2", "4.4", "12.2", "13.3", "13.4", "13.8"],
    iso27001: ["8.20", "8.21", "8.22"],
    nist: ["AC-4", "CM-7", "SC-7", "SC-7(5)", "SI-4"],
    mlps: ["8.1.2.1", "8.1.3.1", "8.1.3.2", "8.1.3.3", "8.2.3.1"],
  },
});

/** Ports that databases, caches and search engines listen on by default. */
const databasePorts: readonly PortRange[] = [
  { from: 1433, to: 1434, protocol: "tcp", name: "SQL Server" },
  { from: 1434, to: 1434, protocol: "udp", name: "SQL Server Browser" },
  { from: 1521, to: 1521, protocol: "tcp", name: "Oracle Database" },
  { from: 3306, to: 3306, protocol: "tcp", name: "MySQL" },
  { from: 4333, to: 4333, protocol: "tcp", name: "mSQL" },
  { from: 5432, to: 5432, protocol: "tcp", name: "PostgreSQL" },
  { from: 6379, to: 6379, protocol: "tcp", name: "Redis" },
  { from: 9200, to: 9200, protocol: "tcp", name: "OpenSearch" },
  { from: 9300, to: 9300, protocol: "tcp", name: "OpenSearch transport" },
  { from: 11211, to: 11211, protocol: "tcp", name: "Memcached" },
  { from: 11211, to: 11211, protocol: "udp", name: "Memcached" },
  { from: 27017, to: 27019, protocol: "tcp", name: "MongoDB" },
];

/** Other services that attackers scan for, beside the databases and the administrative ports. */
const exposedServicePorts: readonly PortRange[] = [
  { from: 20, to: 21, protocol: "tcp", name: "FTP" },
  { from: 25, to: 25, protocol: "tcp", name: "SMTP" },
  { from: 110, to: 110, protocol: "tcp", name: "POP3" },
  { from: 135, to: 135, protocol: "tcp", name: "Windows RPC" },
  { from: 137, to: 138, protocol: "udp", name: "NetBIOS" },
  { from: 137, to: 139, protocol: "tcp", name: "NetBIOS" },
  { from: 143, to: 143, protocol: "tcp", name: "IMAP" },
  { from: 445, to: 445, protocol: "tcp", name: "SMB" },
  { from: 2379, to: 2380, protocol: "tcp", name: "etcd" },
  { from: 3000, to: 3000, protocol: "tcp", name: "development server" },
  { from: 5000, to: 5000, protocol: "tcp", name: "development server" },
  { from: 5500, to: 5500, protocol: "tcp", name: "Oracle Enterprise Manager" },
  { from: 5601, to: 5601, protocol: "tcp", name: "Kibana" },
  { from: 8080, to: 8080, protocol: "tcp", name: "alternative HTTP" },
  { from: 8088, to: 8088, protocol: "tcp", name: "alternative HTTP" },
  { from: 8888, to: 8888, protocol: "tcp", name: "alternative HTTP" },
];

export const defaultDeny = network({
  id: "NET-01",
  title: "Firewalls deny all traffic by default",
  quotations: hardeningGuide("默认拒绝所有流量"),
  class: "provision",
  also: "enforce",
  severity: "critical",
  limits: {
    // The clause says "all traffic"; when a set of ranges amounts to the world is ours to say.
    worldIpv4PrefixLength: ours(atMost(8, "bit of prefix")),
    worldIpv6PrefixLength: ours(atMost(32, "bit of prefix")),
  },
});

export const businessPorts = network({
  id: "NET-02",
  title: "Only business ports are open: 443 for HTTPS and a few declared client ports",
  quotations: hardeningGuide("只开放业务真正需要的端口", "开放443端口用于HTTPS访问", "少量用于客户端连接的端口"),
  class: "enforce",
  also: "provision",
  severity: "critical",
  limits: {
    httpsPort: exactly(443, "TCP port"),
    // Port 80 may answer with a redirect to 443 and nothing else.
    httpRedirectPort: ours(exactly(80, "TCP port")),
    extraClientPorts: ours(atMost(4, "port")),
    databasePorts: ours(includes(databasePorts, "port range")),
    highRiskPorts: ours(includes([...databasePorts, ...exposedServicePorts], "port range")),
  },
});

export const portNumbers = network({
  id: "NET-03",
  title: "An unusual port number protects nothing: access to the port is what counts",
  quotations: hardeningGuide(
    "把端口改成一个冷门的数字就能提高安全性,其实这完全是掩耳盗铃",
    "重要的不是端口号,而是对端口的访问控制",
  ),
  class: "enforce",
  severity: "high",
});

// No cloud offers BGPsec: session keys, MACsec and prefix lists stand in for it and are reported as compensating.
export const routeAuthentication = network({
  id: "NET-04",
  title: "Routers authenticate their BGP peers and accept listed prefixes only",
  quotations: maintenanceProtocol("路由器:部署BGPsec认证"),
  class: "provision",
  also: "enforce",
  severity: "high",
});

export const aclReview = network({
  id: "NET-05",
  title: "Access control lists are reviewed every quarter",
  quotations: maintenanceProtocol("ACL策略每季度更新"),
  class: "evidence",
  also: "enforce",
  severity: "medium",
  limits: {
    aclReviewPerYear: atLeast(4, "times/year"),
    aclReviewMaxAge: ours(atMost(92, "day")),
  },
  evidence: "The quarterly review record of each list: reviewer, date, and the rules changed since the review before.",
});

export const intrusionPrevention = network({
  id: "NET-06",
  title: "Firewalls inspect traffic with a pinned intrusion-prevention rule base",
  quotations: maintenanceProtocol("防火墙:应用Snort规则库v3.8.0"),
  class: "provision",
  also: "enforce",
  severity: "high",
  limits: {
    // No rule base has ever carried this version: it is the pin to start from, and the pin is configuration.
    ipsRulesetVersion: ours(exactly("3.8.0", "rule base version")),
  },
});

export const firewallTelemetry = network({
  id: "NET-07",
  title: "Firewall telemetry reaches the SIEM",
  quotations: maintenanceProtocol("联动SIEM系统"),
  class: "provision",
  also: "enforce",
  severity: "medium",
});

export const networkControls = [
  defaultDeny,
  businessPorts,
  portNumbers,
  routeAuthentication,
  aclReview,
  intrusionPrevention,
  firewallTelemetry,
] as const;
