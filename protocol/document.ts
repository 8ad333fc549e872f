import { atLeast, atMost, exactly, family, maintenanceProtocol, ours } from "./control";

const document = family({
  code: "DOC",
  name: "Documents, annexes, versioning",
  frameworks: {
    cisControls: ["1.1", "12.4"],
    iso27001: ["5.9", "5.28", "5.37", "clause 7.5"],
    nist: ["CM-8", "IR-8", "PL-2"],
    mlps: ["8.1.6.3", "8.1.6.4", "8.1.10.2"],
  },
});

/** The newest edition of the protocol, which this catalogue states. */
export const newestEdition = "2023";

// The source names a drawing tool; a diagram drawn from the stack itself cannot go stale unnoticed.
export const architectureDiagram = document({
  id: "DOC-01",
  title: "Core architecture diagrams are stored encrypted and match what is deployed",
  quotations: maintenanceProtocol("核心架构图:使用Visio绘制并加密存储"),
  class: "provision",
  also: "evidence",
  severity: "medium",
  evidence: "The current diagram, the digest of the resources that it was drawn from, and the key that encrypts it.",
});

export const assetInventory = document({
  id: "DOC-02",
  title: "A server asset inventory is kept to the template",
  quotations: maintenanceProtocol("《服务器资产清单(模板)》"),
  class: "evidence",
  also: "enforce",
  severity: "medium",
  evidence: "The inventory: identifier, type, zone, tier, data class, owner and end of life of every asset.",
});

export const incidentReportFormat = document({
  id: "DOC-03",
  title: "Incident reports follow a format that keeps the chain of evidence",
  quotations: maintenanceProtocol("《安全事件报告格式(含证据链要求)》"),
  class: "evidence",
  also: "provision",
  severity: "medium",
  evidence: "The report template, and a signed manifest of the evidence behind each report.",
});

export const supplierAssessment = document({
  id: "DOC-04",
  title: "Every third-party supplier has a completed security assessment form",
  quotations: maintenanceProtocol("《第三方供应商安全评估表》"),
  class: "evidence",
  also: "enforce",
  severity: "low",
  evidence: "The form of each supplier with its result and date.",
});

export const emergencySupplies = document({
  id: "DOC-05",
  title: "A list of emergency supplies is kept, backup power and spare hardware included",
  quotations: maintenanceProtocol("《应急响应物资清单(含备用电源、硬件替换件)》"),
  class: "evidence",
  severity: "low",
  limits: {
    suppliesListMaxAge: ours(atMost(184, "day")),
  },
  evidence: "The dated list: reserved capacity, golden images and emergency roles, and the physical items.",
});

export const baselineChecklist = document({
  id: "DOC-06",
  title: "The 2023 baseline checklist is filled in for 3 layers: operating system, network device and application",
  quotations: maintenanceProtocol("《安全基线配置核查清单(2023版)》", "安全基线配置标准"),
  class: "evidence",
  also: "enforce",
  severity: "low",
  limits: {
    baselineEdition: exactly(newestEdition, "edition"),
    baselineLayers: exactly(3, "layer"),
  },
  evidence: "The checklist with the result of every baseline control: passed, failed or exempt.",
});

export const documentNumber = document({
  id: "DOC-07",
  title: "Protocol documents are numbered by year, quarter and serial",
  quotations: maintenanceProtocol("协议编号规则:YQ-AQ-2023-XX(年份+季度+序列号)"),
  class: "enforce",
  severity: "low",
  limits: {
    docNumberPattern: exactly("YQ-AQ-2023-XX", "pattern"),
    // The year must move on with yearly upgrades; two places hold a quarter and a serial of one character, no more.
    docNumberExpression: ours(exactly("^YQ-AQ-20\\d{2}-[1-4][0-9A-Z]$", "regular expression")),
  },
});

export const protocolUpgrade = document({
  id: "DOC-08",
  title: "The protocol is upgraded in the first quarter of every year, and at once for a major vulnerability",
  quotations: maintenanceProtocol("版本升级:每年Q1强制升级,重大漏洞触发临时修订"),
  class: "enforce",
  also: "evidence",
  severity: "low",
  limits: {
    protocolUpgradePerYear: atLeast(1, "times/year"),
    upgradeQuarter: exactly(1, "quarter"),
  },
  evidence: "The number and date of the edition in force, and the vulnerability behind each revision out of turn.",
});

export const protocolRevision = document({
  id: "DOC-09",
  title: "A revision comes from SAC or SSD, is open to all operations staff for 30 days and takes 2/3 of SAC's votes",
  quotations: maintenanceProtocol(
    "修订提案:由SAC或SSD发起",
    "意见征集:开放给全体运维人员(30天公示期)",
    "经SAC三分之二以上成员表决通过",
  ),
  class: "evidence",
  also: "enforce",
  severity: "low",
  limits: {
    publicComment: atLeast(30, "day"),
    sacQuorum: atLeast(2 / 3, "of the votes"),
  },
  evidence: "The revision record: who proposed it, the days it was open, and the votes.",
});

export const documentControls = [
  architectureDiagram,
  assetInventory,
  incidentReportFormat,
  supplierAssessment,
  emergencySupplies,
  baselineChecklist,
  documentNumber,
  protocolUpgrade,
  protocolRevision,
] as const;
