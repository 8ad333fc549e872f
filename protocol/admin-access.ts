import {
  atLeast,
  atMost,
  exactly,
  family,
  hardeningGuide,
  includes,
  maintenanceProtocol,
  oneOf,
  ours,
} from "./control";
import type { PortRange } from "./port";

const adminAccess = family({
  code: "ADM",
  name: "Administrative access",
  frameworks: {
    cisControls: ["4.6", "6.4", "6.5", "12.7", "12.8"],
    iso27001: ["6.7", "8.2", "8.5"],
    nist: ["AC-17", "IA-2(1)", "IA-5"],
    mlps: ["8.1.4.1", "8.1.5.4"],
  },
});

const sshPort = ours(exactly(22, "TCP port"));

const administrativePorts: readonly PortRange[] = [
  { from: sshPort.value, to: sshPort.value, protocol: "tcp", name: "SSH" },
  { from: 23, to: 23, protocol: "tcp", name: "Telnet" },
  { from: 3389, to: 3389, protocol: "tcp", name: "RDP" },
  { from: 5900, to: 5999, protocol: "tcp", name: "VNC" },
  { from: 5985, to: 5986, protocol: "tcp", name: "WinRM" },
  { from: 6443, to: 6443, protocol: "tcp", name: "Kubernetes API" },
  { from: 10250, to: 10250, protocol: "tcp", name: "kubelet" },
];

// SD-WAN is to replace VPN between sites; this is how people come in, and it stays.
export const vpnAccess = adminAccess({
  id: "ADM-01",
  title: "Operators reach management ports only through the VPN",
  quotations: hardeningGuide("运维人员可以通过VPN接入后再访问服务器的管理端口"),
  class: "provision",
  also: "enforce",
  severity: "critical",
});

export const managementSources = adminAccess({
  id: "ADM-02",
  title: "Management ports answer the operations VPN and no other source",
  quotations: hardeningGuide("严格限制能够访问管理端口的IP地址来源", "只允许运维VPN的网段访问SSH端口"),
  class: "enforce",
  also: "provision",
  severity: "critical",
  limits: {
    sshPort,
    administrativePorts: ours(includes(administrativePorts, "port range")),
  },
});

export const keyAuthentication = adminAccess({
  id: "ADM-03",
  title: "Remote administration uses keys, and password login is off",
  quotations: hardeningGuide("对于远程管理必须使用密钥认证,禁止密码登录"),
  class: "provision",
  also: "enforce",
  severity: "critical",
  limits: {
    keyAlgorithms: ours(oneOf(["ED25519", "RSA"], "algorithm")),
    rsaKeyLength: ours(atLeast(3072, "bit")),
    // How soon a server that somebody has opened to passwords is closed again.
    enforcementInterval: ours(atMost(24, "hour")),
  },
});

export const passwordlessSignIn = adminAccess({
  id: "ADM-04",
  title: "People sign in with FIDO2 and no password",
  quotations: maintenanceProtocol("密码策略升级:引入FIDO2无密码认证"),
  class: "provision",
  also: "evidence",
  severity: "high",
  limits: {
    credentialPolicyReviewPerYear: atLeast(2, "times/year"),
    attestationMaxAge: ours(atMost(184, "day")),
  },
  evidence:
    "A dated attestation that the administrators' identity provider enforces FIDO2, and the half-yearly policy review.",
});

export const adminAccessControls = [vpnAccess, managementSources, keyAuthentication, passwordlessSignIn] as const;
