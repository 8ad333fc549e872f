import { atLeast, atMost, family, hardeningGuide, includes, ours } from "./control";

const database = family({
  code: "DB",
  name: "Database security",
  frameworks: {
    cisControls: ["3.3", "3.11", "3.14", "5.4", "8.5"],
    iso27001: ["8.2", "8.3", "8.15", "8.24"],
    nist: ["AC-5", "AC-6", "AU-2", "AU-12", "SC-28"],
    mlps: ["8.1.4.2", "8.1.4.3", "8.1.4.8"],
  },
});

export const applicationAccounts = database({
  id: "DB-01",
  title: "Applications use database accounts of their own with least privilege, never the root account",
  quotations: hardeningGuide("数据库应该创建专门的应用账户,只授予它业务所需的最小权限,禁止使用root账户直接连接数据库"),
  class: "provision",
  also: "enforce",
  severity: "high",
});

export const moduleAccounts = database({
  id: "DB-02",
  title: "Each application module has its own database account",
  quotations: hardeningGuide("不同应用模块可以使用不同的数据库账户"),
  class: "enforce",
  also: "provision",
  severity: "medium",
});

export const accountSeparation = database({
  id: "DB-03",
  title: "Accounts that administer a database and accounts that operate it are strictly separate",
  quotations: hardeningGuide("数据库的管理账户和运维账户要严格分离"),
  class: "enforce",
  also: "provision",
  severity: "high",
});

export const accountAudit = database({
  id: "DB-04",
  title: "The use of database accounts is audited periodically",
  quotations: hardeningGuide("定期审计数据库账户的使用情况"),
  class: "evidence",
  also: "provision",
  severity: "medium",
  limits: {
    dbAccountAuditPerYear: ours(atLeast(4, "times/year")),
    dbAccountAuditMaxAge: ours(atMost(92, "day")),
  },
  evidence: "The latest audit record of account use for each database, and the audit source that it was drawn from.",
});

// Storage encryption under a customer key counts as TDE, save where the class of data needs the TDE of its engine.
export const transparentEncryption = database({
  id: "DB-05",
  title: "Databases encrypt their data at rest",
  quotations: hardeningGuide("现在主流的数据库都支持透明数据加密TDE功能"),
  class: "enforce",
  also: "provision",
  severity: "critical",
});

export const fieldEncryption = database({
  id: "DB-06",
  title: "Especially sensitive fields are encrypted by the application before they are stored",
  quotations: hardeningGuide("对于特别敏感的字段,还可以在应用层加密后存储"),
  class: "evidence",
  also: "provision",
  severity: "high",
  evidence: "The list of encrypted fields for each store of sensitive personal data, and the key of each.",
});

export const databaseAudit = database({
  id: "DB-07",
  title: "Databases log every login attempt, privilege change and data modification",
  quotations: hardeningGuide("数据库应该开启审计日志功能,记录所有的登录尝试、权限变更、数据修改等操作"),
  class: "enforce",
  also: "provision",
  severity: "high",
  limits: {
    dbAuditEventClasses: includes(["login", "privilege change", "data modification"], "event class"),
  },
});

export const databaseControls = [
  applicationAccounts,
  moduleAccounts,
  accountSeparation,
  accountAudit,
  transparentEncryption,
  fieldEncryption,
  databaseAudit,
] as const;
