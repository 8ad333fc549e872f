import { atLeast, atMost, exactly, family, maintenanceProtocol, ours } from "./control";

const compliance = family({
  code: "CMP",
  name: "Laws, standards, certification",
  frameworks: {
    cisControls: [],
    iso27001: ["5.31", "5.34", "5.35", "5.36"],
    nist: ["CA-2", "CA-7"],
    mlps: ["8.1.9.1", "8.1.9.9"],
  },
});

/** The MLPS levels that a stack may declare. */
export const mlpsLevels = [2, 3, 4] as const;

export type MlpsLevel = (typeof mlpsLevels)[number];

export const dataSecurityLaw = compliance({
  id: "CMP-01",
  title: "Important and core data is handled as the Data Security Law demands",
  quotations: maintenanceProtocol("合规性要求扩展至《数据安全法》《个人信息保护法》及等保2.0三级标准"),
  class: "evidence",
  also: "enforce",
  severity: "medium",
  limits: {
    riskRecordMaxAge: ours(atMost(365, "day")),
  },
  evidence: "The catalogue of important and core data, who is responsible for it, and its latest risk assessment.",
});

export const mlpsAssessment = compliance({
  id: "CMP-02",
  title: "Systems are assessed against MLPS 2.0 level 3 every year",
  quotations: maintenanceProtocol("等保2.0三级要求(每年测评周期)"),
  class: "evidence",
  also: "enforce",
  severity: "medium",
  limits: {
    mlpsVersion: exactly("2.0", "MLPS version"),
    mlpsLevel: atLeast(3, "level"),
    mlpsAssessmentPerYear: atLeast(1, "times/year"),
  },
  evidence: "The filing and the latest assessment: number, assessor, score and date.",
});

export const iso27001Certificate = compliance({
  id: "CMP-03",
  title: "The management system is certified to ISO 27001:2022 and reviewed every year",
  quotations: maintenanceProtocol("通过ISO 27001:2022认证体系", "ISO 27001:2022年度复审"),
  class: "evidence",
  also: "enforce",
  severity: "low",
  limits: {
    isoEdition: exactly("27001:2022", "ISO edition"),
    isoReviewPerYear: atLeast(1, "times/year"),
  },
  evidence: "The certificate, the latest surveillance report and the Statement of Applicability.",
});

// "27001 Rev" is no standard, and certificates run three years: what recurs yearly is the surveillance.
export const tuvCertification = compliance({
  id: "CMP-04",
  title: "A certification body such as TÜV confirms the certificate every year",
  quotations: maintenanceProtocol("每年通过TÜV认证(ISO 27001+27001 Rev)"),
  class: "evidence",
  severity: "low",
  limits: {
    tuvPerYear: atLeast(1, "times/year"),
  },
  evidence: "The body's surveillance record of the last year.",
});

export const complianceControls = [dataSecurityLaw, mlpsAssessment, iso27001Certificate, tuvCertification] as const;
