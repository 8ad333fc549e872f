import { atLeast, family, hardeningGuide, includes, maintenanceProtocol } from "./control";
import type { Limit } from "./control";

const log = family({
  code: "LOG",
  name: "Log collection and retention",
  frameworks: {
    cisControls: ["8.1", "8.2", "8.3", "8.5", "8.9", "8.10", "8.11"],
    iso27001: ["5.33", "8.15"],
    nist: ["AU-2", "AU-3", "AU-6", "AU-9", "AU-11", "AU-12"],
    mlps: ["8.1.3.5", "8.1.4.3", "8.1.5.2", "8.1.5.4"],
  },
});

export const logSources = log({
  id: "LOG-01",
  title: "System, web-firewall and database audit logs are collected",
  quotations: maintenanceProtocol("采集标准:syslog、WAF日志、数据库审计日志"),
  class: "provision",
  also: "enforce",
  severity: "high",
  limits: {
    logSources: includes(["syslog", "waf", "db-audit"], "log source"),
  },
});

export const logRetention = log({
  id: "LOG-02",
  title: "Logs stay searchable for at least 180 days",
  quotations: maintenanceProtocol("本地存储≥180天"),
  class: "enforce",
  also: "provision",
  severity: "high",
  limits: {
    // In a cloud "local" can only mean at hand for a search.
    hotLogRetention: atLeast(180, "day"),
  },
});

export const logArchive = log({
  id: "LOG-03",
  title: "Logs are archived for at least 365 days",
  quotations: maintenanceProtocol("云端归档≥365天"),
  class: "enforce",
  also: "provision",
  severity: "high",
  limits: {
    archiveLogRetention: atLeast(365, "day"),
  },
});

export const realTimeAlerts = log({
  id: "LOG-04",
  title: "High-risk events raise an alert in real time",
  quotations: maintenanceProtocol("分析频率:实时告警(高危事件)"),
  class: "provision",
  also: "enforce",
  severity: "high",
});

export const trendAnalysis = log({
  id: "LOG-05",
  title: "Logs are analysed for trends every day and reviewed regularly",
  quotations: [
    ...maintenanceProtocol("每日趋势分析"),
    ...hardeningGuide("定期审查日志可以发现异常的访问模式,及时发现潜在的安全威胁"),
  ],
  class: "provision",
  also: "evidence",
  severity: "medium",
  limits: {
    logTrendAnalysisPerDay: atLeast(1, "times/day"),
  },
  evidence: "The daily trend reports, and the record of who reviewed the logs and what they found.",
});

export const operationLogRetention = log({
  id: "LOG-06",
  title: "Operation logs are kept for at least 5 years and can be replayed along a timeline",
  quotations: maintenanceProtocol("操作日志留存≥5年,支持时间轴回溯"),
  class: "enforce",
  also: "provision",
  severity: "high",
  limits: {
    // Three periods for overlapping logs: this one is for what operators and trails did, the shorter ones for the rest.
    operationLogRetention: atLeast(5, "year"),
    // Five years with two leap days, the number that CloudWatch offers.
    operationLogRetentionDays: atLeast(1827, "day"),
  },
});

export const logIntegrity = log({
  id: "LOG-07",
  title: "Logs are stored apart, where an attacker can neither change nor delete them",
  quotations: hardeningGuide("日志要存储在独立的位置,防止被攻击者篡改或删除"),
  class: "provision",
  also: "enforce",
  severity: "high",
});

export const logCentralisation = log({
  id: "LOG-08",
  title: "Logs are collected in one place",
  quotations: hardeningGuide("日志要集中收集存储"),
  class: "provision",
  also: "enforce",
  severity: "medium",
});

/** How long a log is kept, in days: at hand for a search, and in all. */
export interface LogRetention {
  readonly atHand: Limit<number>;
  readonly archived: Limit<number>;
}

const standardRetention: LogRetention = {
  atHand: logRetention.limits.hotLogRetention,
  archived: logArchive.limits.archiveLogRetention,
};

const operationRetention: LogRetention = {
  atHand: operationLogRetention.limits.operationLogRetentionDays,
  archived: operationLogRetention.limits.operationLogRetentionDays,
};

/** The values of the tag `log-class`. What a trail writes to is `operation` without a tag. */
export const logClasses = {
  operation: operationRetention,
  security: standardRetention,
  access: standardRetention,
  application: standardRetention,
} as const;

export type LogClass = keyof typeof logClasses;

export const logControls = [
  logSources,
  logRetention,
  logArchive,
  realTimeAlerts,
  trendAnalysis,
  operationLogRetention,
  logIntegrity,
  logCentralisation,
] as const;
