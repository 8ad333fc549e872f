import { atLeast, atMost, exactly, family, maintenanceProtocol, ours } from "./control";

const legal = family({
  code: "LEG",
  name: "Contract and legal terms",
  frameworks: {
    cisControls: ["15.4"],
    iso27001: ["5.31", "5.32", "6.4", "6.6"],
    nist: ["CM-10", "PS-6", "PS-8"],
    mlps: ["8.1.8.1"],
  },
});

export const intellectualProperty = legal({
  id: "LEG-01",
  title: "What the enterprise develops belongs to its intellectual-property department",
  quotations: maintenanceProtocol("自主研发成果:归属企业知识产权部"),
  class: "out",
  severity: "low",
  reason: "Ownership is a matter of contracts; no resource shows who owns what it runs.",
});

export const openSourceLicences = legal({
  id: "LEG-02",
  title: "Third-party components keep their open-source licence statements",
  quotations: maintenanceProtocol("第三方组件:保留开源协议合规性声明"),
  class: "evidence",
  also: "enforce",
  severity: "low",
  evidence: "The bill of materials and the licence notices of every deployed image.",
});

export const infringementClaims = legal({
  id: "LEG-03",
  title: "Infringements of intellectual property are taken to court in time",
  quotations: maintenanceProtocol("知识产权侵权处理:启动法律诉讼(诉讼时效≤2年)"),
  class: "out",
  severity: "low",
  limits: {
    // By statute the period is three years and cannot be agreed upon: recorded, never applied.
    limitationPeriod: atMost(2, "year"),
  },
  reason: "Litigation happens in court, and its limitation period is set by law.",
});

export const confidentialityTerm = legal({
  id: "LEG-04",
  title: "Confidential information stays confidential for 5 years from signing",
  quotations: maintenanceProtocol("保密信息:自协议签署日起持续5年"),
  class: "evidence",
  also: "enforce",
  severity: "medium",
  limits: {
    // It outlives the protocol's own term, as it may. Statute protects trade secrets and personal data beyond it.
    confidentialityTerm: atLeast(5, "year"),
  },
  evidence: "The date until which each confidential store is marked, and that it is private and encrypted until then.",
});

export const leakPenalty = legal({
  id: "LEG-05",
  title: "Whoever leaks secrets pays 3 times the damage and faces prosecution",
  quotations: maintenanceProtocol("泄密处罚:经济赔偿(泄露金额×3倍)+刑事责任"),
  class: "out",
  severity: "low",
  limits: {
    leakPenaltyFactor: exactly(3, "time the damage"),
  },
  reason: "Damages are awarded by a court, and no contract can impose criminal liability.",
});

export const disputeResolution = legal({
  id: "LEG-06",
  title: "Disputes pass through 3 stages: the committee, CIETAC arbitration, and the court",
  quotations: maintenanceProtocol(
    "初级仲裁:由企业安全委员会(SAC)裁决",
    "二级仲裁:提交中国国际经济贸易仲裁委员会(CIETAC)",
    "法律诉讼:管辖法院为协议签署地法院",
  ),
  class: "out",
  severity: "low",
  limits: {
    disputeStages: exactly(3, "stage"),
  },
  reason: "Disputes are for lawyers, who will note that a party cannot arbitrate and that an award excludes the court.",
});

export const protocolTerm = legal({
  id: "LEG-07",
  title: "The protocol is in force for 3 years from signing, in 6 originals, 3 for each party",
  quotations: maintenanceProtocol("本协议自签署之日起生效,有效期3年", "协议文本一式六份,甲乙双方各执三份"),
  class: "evidence",
  also: "enforce",
  severity: "low",
  limits: {
    protocolTerm: exactly(3, "year"),
    originals: exactly(6, "copy"),
    copiesPerParty: exactly(3, "copy"),
    expiryWarning: ours(atLeast(90, "day before expiry")),
  },
  evidence: "The day of signing, and where the originals are kept.",
});

export const noTermination = legal({
  id: "LEG-08",
  title: "Neither party ends the protocol on its own",
  quotations: maintenanceProtocol("任何一方不得以任何理由单方面终止协议"),
  class: "out",
  severity: "low",
  reason: "Termination is a declaration between the parties, and the law allows some that a contract cannot exclude.",
});

export const legalControls = [
  intellectualProperty,
  openSourceLicences,
  infringementClaims,
  confidentialityTerm,
  leakPenalty,
  disputeResolution,
  protocolTerm,
  noTermination,
] as const;
