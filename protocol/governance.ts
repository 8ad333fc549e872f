import { atLeast, atMost, exactly, family, hardeningGuide, includes, maintenanceProtocol, ours } from "./control";

const governance = family({
  code: "GOV",
  name: "Governance, organisation, people, suppliers",
  frameworks: {
    cisControls: ["14.1", "14.9", "15.1", "15.2", "15.5", "17.1"],
    iso27001: ["5.1", "5.2", "5.3", "5.4", "5.19", "5.20", "5.21", "5.22", "5.35", "6.3"],
    nist: ["AT-2", "PM-1", "PM-2", "PM-3", "RA-3", "SA-9", "SR-6"],
    mlps: [
      "8.1.6.1",
      "8.1.6.2",
      "8.1.6.3",
      "8.1.6.4",
      "8.1.7.1",
      "8.1.7.2",
      "8.1.7.3",
      "8.1.7.4",
      "8.1.7.5",
      "8.1.8.3",
      "8.1.9.10",
    ],
  },
});

/** The core modules of the protocol and their families. The source names four; the rest of the grouping is ours. */
export const coreModules = {
  "risk assessment": ["SCO", "ARC", "KPI"],
  "vulnerability remediation": ["VUL", "PT"],
  "access control": ["ADM", "IAM"],
  "log auditing": ["LOG"],
  "network protection": ["NET", "TLS", "DDOS"],
  "host and container hardening": ["OS", "CTR"],
  "keys and data": ["SEC", "KEY", "DB", "DAT"],
  "application security": ["APP"],
  "backup and availability": ["BAK", "HA"],
  "monitoring and automation": ["MON", "AUT"],
  "incidents and maintenance": ["IR", "MNT", "PHY"],
  "governance and compliance": ["GOV", "CMP", "DOC", "LEG"],
} as const;

export const lifecycleManagement = governance({
  id: "GOV-01",
  title: "Security is managed over the whole life of a server, in 12 core modules",
  quotations: maintenanceProtocol(
    "规范服务器全生命周期安全管理的标准化文件",
    "涵盖风险评估、漏洞修复、访问控制、日志审计等12个核心模块",
  ),
  class: "evidence",
  also: "enforce",
  severity: "low",
  limits: {
    coreModules: exactly(12, "module"),
  },
  evidence: "The coverage of the protocol by module and control, with every exemption.",
});

export const riskAssessment = governance({
  id: "GOV-02",
  title: "Risks are assessed, and every accepted exception names its risk and its end",
  quotations: maintenanceProtocol("涵盖风险评估"),
  class: "evidence",
  also: "enforce",
  severity: "medium",
  limits: {
    riskAssessmentPerYear: ours(atLeast(1, "times/year")),
    waiverPeriod: ours(atMost(180, "day")),
    criticalWaiverPeriod: ours(atMost(30, "day")),
  },
  evidence: "The current risk register, and the waivers with risk, approver and expiry.",
});

export const managementBodies = governance({
  id: "GOV-03",
  title: "3 separate bodies decide, operate and support security",
  quotations: maintenanceProtocol("三级管理体系", "安全决策委员会(SAC)", "运维执行中心(SEC)", "安全支持部门(SSD)"),
  class: "provision",
  also: "enforce",
  severity: "medium",
  limits: {
    managementTiers: exactly(3, "body"),
    bodies: includes(["SAC", "SEC", "SSD"], "body"),
  },
});

export const committeeMembers = governance({
  id: "GOV-04",
  title: "The security committee seats CISO, legal director and chief architect",
  quotations: maintenanceProtocol("成员:CISO、法务总监、首席架构师"),
  class: "evidence",
  also: "enforce",
  severity: "low",
  limits: {
    sacRoles: exactly(3, "role"),
    members: includes(["ciso", "legal-director", "chief-architect"], "role"),
  },
  evidence: "The committee's roster: a different person in each of the roles.",
});

export const securityBudget = governance({
  id: "GOV-05",
  title: "The committee approves the security budget every year",
  quotations: maintenanceProtocol("职责:年度安全预算审批"),
  class: "evidence",
  also: "provision",
  severity: "low",
  limits: {
    budgetApprovalPerYear: atLeast(1, "times/year"),
  },
  evidence: "This year's budget and the reference of the committee's approval.",
});

export const remediationAuthority = governance({
  id: "GOV-06",
  title: "The committee authorises what is done about major vulnerabilities",
  quotations: maintenanceProtocol("重大漏洞处置授权"),
  class: "provision",
  also: "enforce",
  severity: "medium",
  limits: {
    approvals: ours(atLeast(1, "approval")),
  },
});

export const onCallRoster = governance({
  id: "GOV-07",
  title: "At least 3 people are on call in every shift, around the clock",
  quotations: maintenanceProtocol("7×24小时值班组(每班次≥3人)"),
  class: "provision",
  also: "enforce",
  severity: "medium",
  limits: {
    onCallCoverage: exactly(168, "hour/week"),
    // People in the same shift: three contacts who take turns are one.
    onCallPerShift: atLeast(3, "person"),
  },
});

export const changeManagement = governance({
  id: "GOV-08",
  title: "Operations follow ITIL 4, and every change of production has its record",
  quotations: maintenanceProtocol("操作规范:遵循ITIL 4运维流程标准"),
  class: "evidence",
  also: "enforce",
  severity: "medium",
  limits: {
    // ITIL 4 is a set of practices and no process standard: change and incident records are what can be shown.
    itilVersion: exactly("4", "ITIL version"),
  },
  evidence: "The record of each change of production: identifier, owner, approval, and when it was made.",
});

export const responsibilityMatrix = governance({
  id: "GOV-09",
  title: "A responsibility matrix covers every key post",
  quotations: maintenanceProtocol("关键岗位责任矩阵"),
  class: "evidence",
  also: "enforce",
  severity: "low",
  limits: {
    keyPosts: includes(["system-architect", "database-administrator", "security-operations-engineer"], "post"),
  },
  evidence: "The matrix with one accountable role for each control, and the people who hold the key posts.",
});

export const architectDuties = governance({
  id: "GOV-10",
  title: "The system architect leads the zero-trust design, and the systems pass at least 3 penetration tests a year",
  quotations: maintenanceProtocol("主导零信任架构设计", "年度通过渗透测试次数≥3次"),
  class: "evidence",
  also: "enforce",
  severity: "low",
  limits: {
    // An indicator of the architect's work; how many tests must run is a duty of its own.
    passedPentestPerYear: atLeast(3, "times/year"),
  },
  evidence: "The penetration tests of the last year that were passed, and the architect's name under the design.",
});

export const securityTraining = governance({
  id: "GOV-11",
  title: "Staff are trained in security regularly",
  quotations: hardeningGuide("定期的安全培训"),
  class: "evidence",
  severity: "low",
  limits: {
    trainingPerYear: ours(atLeast(1, "times/year")),
  },
  evidence: "The attendance and content of the latest training.",
});

export const policyDocuments = governance({
  id: "GOV-12",
  title: "A management system with clear policies stands above single security products",
  quotations: hardeningGuide("建立完善的安全管理体系比单纯堆砌安全产品更重要", "清晰的安全制度"),
  class: "evidence",
  severity: "low",
  evidence: "The index of policy documents: owner, version and next review of each.",
});

export const continuousInvestment = governance({
  id: "GOV-13",
  title: "A professional team or outside specialists keep working on security",
  quotations: hardeningGuide(
    "专业的安全团队",
    "借助专业的安全服务商也不失为一个明智的选择",
    "安全工作没有终点,只有持续投入",
  ),
  class: "out",
  severity: "low",
  reason: "Whom an organisation employs and what it goes on spending is no property of its infrastructure.",
});

// The scope exempts managed services from the provider's duties; whether the provider does them is still audited.
export const supplierAudit = governance({
  id: "GOV-14",
  title: "Third-party providers are audited by a set process before and while they are trusted",
  quotations: maintenanceProtocol("明确第三方服务商的安全审计流程"),
  class: "evidence",
  also: "enforce",
  severity: "medium",
  limits: {
    vendorAuditMaxAge: ours(atMost(365, "day")),
  },
  evidence: "The supplier register: each outside account, principal and image source, and the audit of its supplier.",
});

// "SOA" is this audit, not the Statement of Applicability of ISO 27001.
export const operationsAudit = governance({
  id: "GOV-15",
  title: "Security operations are audited internally every month",
  quotations: maintenanceProtocol("每月安全运营审计(SOA)"),
  class: "evidence",
  also: "enforce",
  severity: "low",
  limits: {
    opsAuditPerYear: atLeast(12, "times/year"),
    opsAuditMaxAge: ours(atMost(31, "day")),
  },
  evidence: "The month's audit pack: policy results, findings of the detectors, and exemptions.",
});

export const governanceControls = [
  lifecycleManagement,
  riskAssessment,
  managementBodies,
  committeeMembers,
  securityBudget,
  remediationAuthority,
  onCallRoster,
  changeManagement,
  responsibilityMatrix,
  architectDuties,
  securityTraining,
  policyDocuments,
  continuousInvestment,
  supplierAudit,
  operationsAudit,
] as const;
