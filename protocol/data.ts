import { atLeast, exactly, family, hardeningGuide, includes, maintenanceProtocol, oneOf, ours } from "./control";

const data = family({
  code: "DAT",
  name: "Data protection, privacy, localisation",
  frameworks: {
    cisControls: ["3.1", "3.7", "3.11", "3.12", "3.13"],
    iso27001: ["5.12", "5.13", "5.14", "5.34", "8.11", "8.12"],
    nist: ["AC-4", "SC-28", "SI-19"],
    mlps: ["8.1.4.8", "8.1.4.11", "8.2.1.1", "8.2.4.5"],
  },
});

/** The values of the tag `data-class`. */
export const dataClasses = ["general", "important", "core", "personal", "sensitive-personal"] as const;

export type DataClass = (typeof dataClasses)[number];

/** Data about people, which privacy law protects. */
export const personalDataClasses = ["personal", "sensitive-personal"] as const satisfies readonly DataClass[];

/** What clauses call sensitive data: every class but `general`. */
export const sensitiveDataClasses = [
  "important",
  "core",
  ...personalDataClasses,
] as const satisfies readonly DataClass[];

const mainlandRegions = ["cn-north-1", "cn-northwest-1"] as const;

/** The regions that lie in a jurisdiction, by its ISO 3166 code or `eu`. */
export const jurisdictions = {
  cn: mainlandRegions,
  eu: ["eu-central-1", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-3", "eusc-de-east-1"],
  us: ["us-east-1", "us-east-2", "us-west-1", "us-west-2", "us-gov-east-1", "us-gov-west-1"],
  au: ["ap-southeast-2", "ap-southeast-4"],
  br: ["sa-east-1"],
  ca: ["ca-central-1", "ca-west-1"],
  ch: ["eu-central-2"],
  gb: ["eu-west-2"],
  in: ["ap-south-1", "ap-south-2"],
  jp: ["ap-northeast-1", "ap-northeast-3"],
  kr: ["ap-northeast-2"],
  sg: ["ap-southeast-1"],
} as const satisfies Record<string, readonly string[]>;

export type Jurisdiction = keyof typeof jurisdictions;

// Dynamic masking acts when data is read, not where it is stored.
export const dynamicMasking = data({
  id: "DAT-01",
  title: "Sensitive data is masked dynamically for those who read it",
  quotations: maintenanceProtocol("存储环节实施动态脱敏技术"),
  class: "provision",
  also: "evidence",
  severity: "high",
  evidence: "The masking policy of each store, log group and lake table that holds personal data.",
});

export const deIdentification = data({
  id: "DAT-02",
  title: "100% of the stores with sensitive data are de-identified to k-anonymity before data leaves them",
  quotations: maintenanceProtocol("实施敏感数据脱敏(k-匿名算法)", "脱敏覆盖率100%"),
  class: "evidence",
  also: "enforce",
  severity: "medium",
  limits: {
    maskingCoverage: exactly(100, "%"),
    // k-anonymity is a property of a released extract, and the source gives no k.
    kAnonymity: ours(atLeast(5, "record/group")),
  },
  evidence:
    "The masking register of all stores with sensitive data, and the run record of each extract with the k reached.",
});

export const dataClassification = data({
  id: "DAT-03",
  title: "Every data store says which class of data it keeps, and personal data is managed by its class",
  quotations: maintenanceProtocol("个人信息保护法(PIPL)数据分类管理"),
  class: "enforce",
  also: "evidence",
  severity: "medium",
  limits: {
    dataClasses: ours(oneOf(dataClasses, "data class")),
    dataTags: ours(includes(["data-class", "retention"], "tag")),
  },
  evidence: "The catalogue of data stores by class, with the purpose and the retention of personal data.",
});

// Multi-region copies and foreign transfers would break localisation: regions stay within one jurisdiction.
export const dataLocalisation = data({
  id: "DAT-04",
  title: "Critical information infrastructure keeps its data in the country",
  quotations: maintenanceProtocol("关键信息基础设施安全保护条例(含数据本地化要求)"),
  class: "enforce",
  also: "evidence",
  severity: "high",
  limits: {
    ciiRegions: ours(oneOf(mainlandRegions, "region")),
  },
  evidence: "The regions of all resources and copies, and a declared exemption for each global service.",
});

export const crossBorderTransfer = data({
  id: "DAT-05",
  title: "Personal data crosses a border only with a recorded legal basis",
  quotations: maintenanceProtocol("GDPR合规(涉及跨境数据传输)"),
  class: "evidence",
  also: "enforce",
  severity: "high",
  evidence: "A transfer record for each flow: exporter, importer, legal basis and classes of data.",
});

export const encryptionAtRest = data({
  id: "DAT-06",
  title: "Chat records, files and other sensitive business data are encrypted at rest",
  quotations: hardeningGuide("敏感的业务数据如聊天记录、文件等应该考虑加密存储"),
  class: "enforce",
  also: "provision",
  severity: "critical",
});

export const documentLeakage = data({
  id: "DAT-07",
  title: "Security policy documents are watermarked, and access to them is audited",
  quotations: maintenanceProtocol("安全策略:实施DLP系统(文档水印+访问审计)"),
  class: "provision",
  also: "evidence",
  severity: "medium",
  evidence: "The access log of the policy documents, and a watermarked copy.",
});

export const dataControls = [
  dynamicMasking,
  deIdentification,
  dataClassification,
  dataLocalisation,
  crossBorderTransfer,
  encryptionAtRest,
  documentLeakage,
] as const;
