import { atLeast, atMost, exactly, family, lessThan, maintenanceProtocol, ours } from "./control";

const indicator = family({
  code: "KPI",
  name: "Indicators and maturity",
  frameworks: {
    cisControls: [],
    iso27001: ["5.36", "clause 9.1"],
    nist: ["CA-7", "PM-6"],
    mlps: [],
  },
});

export const postureIndicators = indicator({
  id: "KPI-01",
  title: "At least 30 measured indicators show the security posture",
  quotations: maintenanceProtocol('协议创新性引入"安全态势感知"指标体系,通过30+量化指标评估安全防护效能'),
  class: "provision",
  also: "enforce",
  severity: "low",
  limits: {
    postureIndicators: atLeast(30, "indicator"),
  },
});

export const maturityEvaluation = indicator({
  id: "KPI-02",
  title: "Security maturity is evaluated every quarter",
  quotations: maintenanceProtocol("建立季度安全成熟度评估机制"),
  class: "evidence",
  also: "enforce",
  severity: "low",
  limits: {
    maturityEvaluationPerYear: atLeast(4, "times/year"),
    maturityEvaluationMaxAge: ours(atMost(92, "day")),
  },
  evidence: "The quarter's scorecard: the share of controls met in each family, and its trend.",
});

// The rate has no denominator and no period: what is measured stands in for it and blocks nothing.
export const operatingErrors = indicator({
  id: "KPI-03",
  title: "Fewer than 0.5% of manual operations are mistakes",
  quotations: maintenanceProtocol("降低人为操作失误率至0.5%以下"),
  class: "evidence",
  also: "provision",
  severity: "low",
  limits: {
    humanErrorRate: lessThan(0.5, "%"),
  },
  evidence: "The share of changes made by hand instead of by the pipeline, and the change records behind it.",
});

export const claimedOutcomes = indicator({
  id: "KPI-04",
  title: "Remediation is 67% faster and incidents are 82% fewer than before the protocol",
  quotations: maintenanceProtocol("实施后企业服务器平均漏洞修复周期缩短67%,安全事件发生率下降82%"),
  class: "evidence",
  severity: "low",
  limits: {
    // Claims, with no baseline to hold anybody to: reported, never judged.
    remediationCycleReduction: exactly(67, "%"),
    incidentRateReduction: exactly(82, "%"),
  },
  evidence: "Both figures on the posture dashboard, each beside the baseline that it is counted from.",
});

export const falsePositives = indicator({
  id: "KPI-05",
  title: "At most 5% of alerts are false",
  quotations: maintenanceProtocol("告警误报率≤5%"),
  class: "evidence",
  also: "provision",
  severity: "low",
  limits: {
    falsePositiveRate: atMost(5, "%"),
  },
  evidence: "The share of closed alerts that were marked false, by month.",
});

export const indicatorControls = [
  postureIndicators,
  maturityEvaluation,
  operatingErrors,
  claimedOutcomes,
  falsePositives,
] as const;
