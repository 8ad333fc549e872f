import { atLeast, family, hardeningGuide, maintenanceProtocol } from "./control";

const penetrationTest = family({
  code: "PT",
  name: "Penetration tests and exercises",
  frameworks: {
    cisControls: ["18.1", "18.2", "18.3", "18.4", "18.5"],
    iso27001: ["8.29", "8.34"],
    nist: ["CA-8", "CA-8(2)"],
    mlps: [],
  },
});

export const regularTests = penetrationTest({
  id: "PT-01",
  title: "Penetration tests run at least 4 times a year, at least one of them in full",
  quotations: [
    ...maintenanceProtocol("渗透测试(每年≥4次)"),
    ...hardeningGuide("建议每年至少进行一次全面的渗透测试,重要系统可以更频繁一些"),
  ],
  class: "evidence",
  also: "enforce",
  severity: "medium",
  limits: {
    // Other places count 3 or 1 a year: the strictest count of each kind holds.
    pentestPerYear: atLeast(4, "times/year"),
    fullPentestPerYear: atLeast(1, "times/year"),
  },
  evidence: "The test records of the last year, each with date, scope, assessor, result and the digest of its report.",
});

export const externalTest = penetrationTest({
  id: "PT-02",
  title: "An outside assessor tests critical systems every year",
  quotations: maintenanceProtocol("关键系统年度渗透测试(由PentestLab执行)"),
  class: "evidence",
  also: "enforce",
  severity: "medium",
  limits: {
    // The assessor named is no accredited body: who tests is configuration.
    externalPentestPerYear: atLeast(1, "times/year"),
  },
  evidence: "The record of the latest external test and the assessment of the company that carried it out.",
});

export const testConduct = penetrationTest({
  id: "PT-03",
  title: "A penetration test has a set scope and a backup before it, and its findings are recorded and fixed",
  quotations: hardeningGuide(
    "渗透测试的范围要明确,测试前要做好充分的准备和备份",
    "测试过程中发现的问题要立即记录并在测试结束后修复",
  ),
  class: "evidence",
  also: "enforce",
  severity: "medium",
  evidence: "For each test: its scope and rules, the recovery point taken before it, and every finding with its fix.",
});

export const redBlueExercise = penetrationTest({
  id: "PT-04",
  title: "Attackers and defenders exercise against each other every quarter",
  quotations: maintenanceProtocol("每季度红蓝对抗演练(邀请CNCERT参与)"),
  class: "evidence",
  also: "enforce",
  severity: "medium",
  limits: {
    // CNCERT is the national response team, not a red team for hire: it is invited, and whoever takes part is recorded.
    redBluePerYear: atLeast(4, "times/year"),
  },
  evidence: "The exercise records of the last four quarters: participants, techniques used and what defence noticed.",
});

export const penetrationTestControls = [regularTests, externalTest, testConduct, redBlueExercise] as const;
