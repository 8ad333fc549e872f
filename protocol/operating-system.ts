import { atLeast, atMost, exactly, family, hardeningGuide, maintenanceProtocol, ours } from "./control";

const operatingSystem = family({
  code: "OS",
  name: "Operating-system hardening",
  frameworks: {
    cisControls: ["4.1", "4.8", "10.5"],
    iso27001: ["8.9", "8.19"],
    nist: ["CM-2", "CM-6", "CM-7"],
    mlps: ["8.1.4.4", "8.1.10.8"],
  },
});

export const minimalInstallation = operatingSystem({
  id: "OS-01",
  title: "Servers run only the components they need",
  quotations: hardeningGuide("只安装系统运行所必须的组件和软件,把不必要的服务全部关闭或卸载掉"),
  class: "provision",
  also: "enforce",
  severity: "medium",
});

export const ipForwarding = operatingSystem({
  id: "OS-02",
  title: "Servers do not forward IP packets",
  quotations: hardeningGuide("关闭IP转发功能防止服务器成为跳板机"),
  class: "enforce",
  also: "provision",
  severity: "high",
  limits: {
    // Routers, NAT and VPN hosts and Kubernetes nodes cannot work without forwarding: proven roles are exempt.
    "net.ipv4.ip_forward": exactly(0, "sysctl value"),
    "net.ipv6.conf.all.forwarding": ours(exactly(0, "sysctl value")),
  },
});

export const synCookies = operatingSystem({
  id: "OS-03",
  title: "SYN cookies defend servers against SYN floods",
  quotations: hardeningGuide("启用TCP_syncookie防御SYN洪水攻击"),
  class: "enforce",
  also: "provision",
  severity: "medium",
  limits: {
    "net.ipv4.tcp_syncookies": exactly(1, "sysctl value"),
  },
});

export const icmpResponses = operatingSystem({
  id: "OS-04",
  title: "ICMP responses are limited, so that probes learn little",
  quotations: hardeningGuide("限制ICMP响应防止被用于网络探测"),
  class: "enforce",
  also: "provision",
  severity: "medium",
  limits: {
    // Dropping all ICMP breaks path-MTU discovery: "fragmentation needed" and "packet too big" stay allowed.
    "net.ipv4.icmp_echo_ignore_broadcasts": ours(exactly(1, "sysctl value")),
  },
});

export const kernelTuning = operatingSystem({
  id: "OS-05",
  title: "Kernel parameters are tuned every quarter",
  quotations: maintenanceProtocol("系统加固:内核参数优化(如net.core.somaxconn调整)"),
  class: "provision",
  also: "evidence",
  severity: "low",
  limits: {
    kernelTuningPerYear: atLeast(4, "times/year"),
    kernelTuningMaxAge: ours(atMost(92, "day")),
    "net.core.somaxconn": ours(atLeast(4096, "sysctl value")),
  },
  evidence: "The quarterly review of the kernel baseline for each server role, with date and changed values.",
});

// Linux has nothing called "APAE": read as mandatory access control (SELinux, AppArmor) and non-executable memory.
export const mandatoryAccessControl = operatingSystem({
  id: "OS-06",
  title: "Linux runs with mandatory access control enforcing",
  quotations: maintenanceProtocol("Linux:启用APAE权限保护"),
  class: "enforce",
  also: "provision",
  severity: "high",
});

export const procRestriction = operatingSystem({
  id: "OS-07",
  title: "Linux hides the processes of others in /proc",
  quotations: maintenanceProtocol("设置/proc限制"),
  class: "enforce",
  also: "provision",
  severity: "high",
});

// LAPS gives no unified password: every host has a random one of its own, rotated and vaulted.
export const windowsLocalPasswords = operatingSystem({
  id: "OS-08",
  title: "Every Windows server has its own managed local administrator password",
  quotations: maintenanceProtocol("Windows:实施LAPS统一密码策略"),
  class: "provision",
  also: "enforce",
  severity: "high",
});

export const windowsProtocols = operatingSystem({
  id: "OS-09",
  title: "Windows servers refuse weak cryptographic protocols",
  quotations: maintenanceProtocol("禁用弱加密协议"),
  class: "enforce",
  also: "provision",
  severity: "high",
});

export const securityBaseline = operatingSystem({
  id: "OS-10",
  title: "Security baselines are refreshed every half-year and mapped to CIS Controls 8.1",
  quotations: maintenanceProtocol("安全基线更新:参照CIS benchmarks v8.1"),
  class: "evidence",
  also: "enforce",
  severity: "medium",
  limits: {
    baselineUpdatePerYear: atLeast(2, "times/year"),
    baselineMaxAge: ours(atMost(184, "day")),
    // CIS Benchmarks have a version for each product; 8.1 is a version of the CIS Controls that they map to.
    cisVersion: exactly("8.1", "CIS Controls version"),
  },
  evidence: "The pinned benchmark of each product with its version, its date and its mapping to the CIS Controls.",
});

export const operatingSystemControls = [
  minimalInstallation,
  ipForwarding,
  synCookies,
  icmpResponses,
  kernelTuning,
  mandatoryAccessControl,
  procRestriction,
  windowsLocalPasswords,
  windowsProtocols,
  securityBaseline,
] as const;
