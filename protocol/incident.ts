import { atLeast, atMost, family, hardeningGuide, maintenanceProtocol, ours } from "./control";

const incident = family({
  code: "IR",
  name: "Incident response",
  frameworks: {
    cisControls: ["17.1", "17.2", "17.3", "17.4", "17.5", "17.6", "17.7", "17.8", "17.9"],
    iso27001: ["5.24", "5.25", "5.26", "5.27", "5.28", "6.8"],
    nist: ["CP-2", "IR-2", "IR-3", "IR-4", "IR-5", "IR-6", "IR-8"],
    mlps: ["8.1.10.12", "8.1.10.13"],
  },
});

// The source grades incidents, but data loss is settled before one happens: a grade is a system's recovery tier.
export const redRecovery = incident({
  id: "IR-01",
  title: "Red systems recover within an hour and lose at most 5 minutes of data",
  quotations: maintenanceProtocol("红色(系统瘫痪):RTO≤1小时,RPO≤5分钟"),
  class: "enforce",
  also: "provision",
  severity: "critical",
  limits: {
    redRto: atMost(60, "minute"),
    redRpo: atMost(5, "minute"),
  },
});

export const orangeRecovery = incident({
  id: "IR-02",
  title: "Orange systems recover within four hours and lose at most 30 minutes of data",
  quotations: maintenanceProtocol("橙色(部分功能失效):RTO≤4小时,RPO≤30分钟"),
  class: "enforce",
  also: "provision",
  severity: "high",
  limits: {
    orangeRto: atMost(240, "minute"),
    orangeRpo: atMost(30, "minute"),
  },
});

export const yellowRecovery = incident({
  id: "IR-03",
  title: "Yellow systems recover within eight hours and lose at most an hour of data",
  quotations: maintenanceProtocol("黄色(潜在风险):RTO≤8小时,RPO≤1小时"),
  class: "enforce",
  also: "provision",
  severity: "high",
  limits: {
    yellowRto: atMost(480, "minute"),
    yellowRpo: atMost(60, "minute"),
  },
});

export const incidentConfirmation = incident({
  id: "IR-04",
  title: "Security incidents are confirmed within 15 minutes",
  quotations: maintenanceProtocol("实现安全事件响应时间≤15分钟", "事件确认(≤15分钟)"),
  class: "enforce",
  also: "provision",
  severity: "high",
  limits: {
    // The times of an incident are steps of one ladder: confirm, contain, recover by tier, report.
    incidentAck: atMost(15, "minute"),
  },
});

// CARTA is a strategy of continuous assessment, not an impact model: impact is recorded, and judged again later.
export const impactAssessment = incident({
  id: "IR-05",
  title: "Every incident has its impact assessed",
  quotations: maintenanceProtocol("影响评估(使用CARTA模型)"),
  class: "evidence",
  also: "enforce",
  severity: "medium",
  evidence: "The impact record of each incident: functions, data and recoverability, with every reassessment.",
});

export const emergencyContainment = incident({
  id: "IR-06",
  title: "In an emergency, listed addresses alone get through and traffic is scrubbed",
  quotations: maintenanceProtocol("紧急处置(白名单IP放行+流量清洗)"),
  class: "provision",
  also: "enforce",
  severity: "high",
});

export const incidentReport = incident({
  id: "IR-07",
  title: "A review report follows every incident within 72 hours",
  quotations: maintenanceProtocol("复盘报告(72小时内提交SAR)"),
  class: "evidence",
  also: "enforce",
  severity: "medium",
  limits: {
    // The source leaves "SAR" undefined: it is the review report itself.
    postIncidentReport: atMost(72, "hour"),
  },
  evidence: "The review report of each incident with the time of the incident and the time it was handed in.",
});

export const responsePlan = incident({
  id: "IR-08",
  title: "A response plan says for each kind of incident what happens, who acts and who is told",
  quotations: hardeningGuide(
    "明确各种类型安全事件的响应流程、责任分工、沟通机制等",
    "安全事件发生后要有清晰的响应流程",
  ),
  class: "evidence",
  also: "provision",
  severity: "medium",
  limits: {
    planMaxAge: ours(atMost(365, "day")),
  },
  evidence: "The current response plan: kinds of incident, runbooks, owners and channels, with its version and date.",
});

export const responseDrill = incident({
  id: "IR-09",
  title: "The response is drilled regularly and the plan improved by it",
  quotations: hardeningGuide("定期进行应急演练,检验预案的有效性并持续优化"),
  class: "evidence",
  also: "enforce",
  severity: "medium",
  limits: {
    irDrillPerYear: ours(atLeast(2, "times/year")),
  },
  evidence: "The record of each drill and the revision of the plan that came of it.",
});

export const incidentControls = [
  redRecovery,
  orangeRecovery,
  yellowRecovery,
  incidentConfirmation,
  impactAssessment,
  emergencyContainment,
  incidentReport,
  responsePlan,
  responseDrill,
] as const;
