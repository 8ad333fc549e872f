import { atLeast, exactly, family, hardeningGuide, includes, maintenanceProtocol } from "./control";

const architecture = family({
  code: "ARC",
  name: "Architecture principles",
  frameworks: {
    cisControls: ["12.2", "16.10"],
    iso27001: ["5.8", "8.27"],
    nist: ["PL-8", "SA-8", "SC-7", "SP 800-207 §2.1"],
    mlps: ["8.1.2.1", "8.1.9.2"],
  },
});

export const defenceInDepth = architecture({
  id: "ARC-01",
  title: "Internet-facing workloads are defended in 4 layers: operating system, network, application and database",
  quotations: hardeningGuide(
    "服务器安全加固不是装一个防火墙就能搞定的事情",
    "从操作系统、网络层、应用层、数据库层多个维度入手,层层设防",
  ),
  class: "enforce",
  also: "provision",
  severity: "high",
  limits: {
    defenceLayers: exactly(4, "layer"),
    layers: includes(["operating-system", "network", "application", "database"], "layer"),
  },
});

export const zeroTrust = architecture({
  id: "ARC-02",
  title: "No access is granted by network location alone: zero trust as NIST SP 800-207 describes it",
  quotations: maintenanceProtocol("强化了零信任架构实施要求", "NIST SP 800-207零信任架构实施"),
  class: "provision",
  also: "enforce",
  severity: "high",
  limits: {
    nistPublication: exactly("SP 800-207", "publication"),
  },
});

// Links between sites only: the VPN that operators must use is remote access, and stays.
export const sdWan = architecture({
  id: "ARC-03",
  title: "SD-WAN replaces traditional VPN links between sites",
  quotations: maintenanceProtocol("网络拓扑重构:SD-WAN替代传统VPN方案"),
  class: "provision",
  also: "enforce",
  severity: "medium",
  limits: {
    topologyReviewPerYear: atLeast(2, "times/year"),
  },
});

export const shiftLeft = architecture({
  id: "ARC-04",
  title: "Security is decided at design time: the policy pack judges every change before it is deployed",
  quotations: hardeningGuide("他们在架构设计阶段就把安全因素考虑进去,而不是事后补救", "安全左移"),
  class: "enforce",
  severity: "high",
});

export const architectureControls = [defenceInDepth, zeroTrust, sdWan, shiftLeft] as const;
