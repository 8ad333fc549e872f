import { atMost, family, maintenanceProtocol } from "./control";

const automation = family({
  code: "AUT",
  name: "Automated operations and self-healing",
  frameworks: {
    cisControls: ["7.3"],
    iso27001: [],
    nist: ["IR-4(1)", "SI-2(2)"],
    mlps: [],
  },
});

export const automatedOperations = automation({
  id: "AUT-01",
  title: "Security operations are automated: drift from a rule is detected and put right",
  quotations: maintenanceProtocol("新增自动化安全运维(ASAM)机制", "智能运维平台(AIOps)"),
  class: "provision",
  also: "enforce",
  severity: "medium",
});

export const incidentPlaybooks = automation({
  id: "AUT-02",
  title: "Incidents are handled by playbooks in 30 minutes on average",
  quotations: maintenanceProtocol("运维SOAR平台(平均事件处置时间≤30min)"),
  class: "provision",
  also: "enforce",
  severity: "medium",
  limits: {
    soarMeanHandling: atMost(30, "minute"),
  },
});

// Production still asks for tests and approvals: playbooks are approved first, and run in staging before production.
export const automatedRemediation = automation({
  id: "AUT-03",
  title: "Approved playbooks remediate vulnerabilities automatically, each run with its ticket",
  quotations: maintenanceProtocol("配置自动化漏洞修复剧本(JIRA+Ansible)"),
  class: "provision",
  also: "enforce",
  severity: "medium",
});

// The cloud forbids attack traffic from its own machines: the effects of a DDoS are injected instead.
export const chaosEngineering = automation({
  id: "AUT-04",
  title: "Controlled experiments show that core services withstand failure and overload",
  quotations: maintenanceProtocol("部署Chaos Engineering工具包(模拟DDoS攻击)"),
  class: "provision",
  also: "enforce",
  severity: "medium",
});

export const automationControls = [
  automatedOperations,
  incidentPlaybooks,
  automatedRemediation,
  chaosEngineering,
] as const;
