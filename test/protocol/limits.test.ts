import assert from "node:assert/strict";
import { controlById, controls } from "../../protocol";
import { managementSources } from "../../protocol/admin-access";
import { retentionByDataClass } from "../../protocol/backup";
import { mlpsLevels } from "../../protocol/compliance";
import { dataClasses, jurisdictions, personalDataClasses, sensitiveDataClasses } from "../../protocol/data";
import { logClasses } from "../../protocol/log";
import { businessPorts } from "../../protocol/network";
import type { PortRange } from "../../protocol/port";
import {
  coreTiers,
  criticalTiers,
  isLaxer,
  recoveryTiers,
  stricterTier,
  tiers,
  undeclaredStoreTier,
} from "../../protocol/recovery";
import { roles } from "../../protocol/scope";
import { publicCertificateValidity } from "../../protocol/tls";

type Row = readonly [id: string, name: string, bound: string, value: unknown, unit: string];

/** Numbers of the two documents. */
const stated: readonly Row[] = [
  ["SCO-02", "dbEngines", "includes", ["oracle", "mysql", "mongodb"], "engine"],
  ["SCO-06", "inactiveDaysBeforeExclusion", "more than", 180, "day"],
  ["ARC-01", "defenceLayers", "exactly", 4, "layer"],
  ["ARC-03", "topologyReviewPerYear", "at least", 2, "times/year"],
  ["NET-02", "httpsPort", "exactly", 443, "TCP port"],
  ["NET-05", "aclReviewPerYear", "at least", 4, "times/year"],
  ["ADM-04", "credentialPolicyReviewPerYear", "at least", 2, "times/year"],
  ["TLS-03", "minTlsVersion", "at least", "1.2", "TLS version"],
  ["TLS-03", "bannedTls", "includes", ["1.0", "1.1"], "TLS version"],
  ["IAM-01", "permissionUnits", "exactly", 6, "unit"],
  ["IAM-02", "permissionMatrixPerYear", "at least", 12, "times/year"],
  ["IAM-03", "rbacModel", "exactly", "RBAC2", "model"],
  ["OS-02", "net.ipv4.ip_forward", "exactly", 0, "sysctl value"],
  ["OS-03", "net.ipv4.tcp_syncookies", "exactly", 1, "sysctl value"],
  ["OS-05", "kernelTuningPerYear", "at least", 4, "times/year"],
  ["OS-10", "baselineUpdatePerYear", "at least", 2, "times/year"],
  ["OS-10", "cisVersion", "exactly", "8.1", "CIS Controls version"],
  ["VUL-01", "remediationSla", "at most", 72, "hour"],
  ["VUL-02", "scanDays", "one of", ["MON", "TUE", "WED", "THU", "FRI"], "weekday"],
  ["VUL-02", "scanStart", "at least", "07:00", "local time"],
  ["VUL-02", "scanEnd", "at most", "09:00", "local time"],
  ["VUL-02", "scanDuration", "at most", 120, "minute"],
  ["VUL-03", "scannerKinds", "includes", ["nessus", "openvas", "manual"], "tool"],
  ["VUL-04", "scanLayers", "includes", ["L1", "L2", "L3", "L4", "L5", "L7"], "OSI layer"],
  ["PT-01", "pentestPerYear", "at least", 4, "times/year"],
  ["PT-01", "fullPentestPerYear", "at least", 1, "times/year"],
  ["PT-02", "externalPentestPerYear", "at least", 1, "times/year"],
  ["PT-04", "redBluePerYear", "at least", 4, "times/year"],
  ["APP-02", "oauthVersion", "exactly", "2.0", "OAuth version"],
  ["APP-04", "confirmations", "at least", 2, "step"],
  ["APP-14", "owaspCategories", "exactly", 10, "category"],
  ["APP-14", "apiEdition", "exactly", "2023", "edition"],
  ["DB-07", "dbAuditEventClasses", "includes", ["login", "privilege change", "data modification"], "event class"],
  ["DAT-02", "maskingCoverage", "exactly", 100, "%"],
  ["BAK-03", "restoreDrillPerYear", "at least", 2, "times/year"],
  ["BAK-06", "coreBackup", "exactly", "continuous", "mode"],
  ["BAK-06", "dailyBackupInterval", "at most", 24, "hour"],
  ["BAK-06", "weeklyBackupInterval", "at most", 168, "hour"],
  ["HA-01", "availability", "at least", 99.95, "%"],
  ["HA-01", "downtimeBudget", "at most", 4.38, "hour/year"],
  ["LOG-01", "logSources", "includes", ["syslog", "waf", "db-audit"], "log source"],
  ["LOG-02", "hotLogRetention", "at least", 180, "day"],
  ["LOG-03", "archiveLogRetention", "at least", 365, "day"],
  ["LOG-05", "logTrendAnalysisPerDay", "at least", 1, "times/day"],
  ["LOG-06", "operationLogRetention", "at least", 5, "year"],
  ["LOG-06", "operationLogRetentionDays", "at least", 1827, "day"],
  ["MON-01", "monitoredBehaviours", "includes", ["login", "traffic anomaly", "privilege change"], "behaviour"],
  ["AUT-02", "soarMeanHandling", "at most", 30, "minute"],
  ["IR-01", "redRto", "at most", 60, "minute"],
  ["IR-01", "redRpo", "at most", 5, "minute"],
  ["IR-02", "orangeRto", "at most", 240, "minute"],
  ["IR-02", "orangeRpo", "at most", 30, "minute"],
  ["IR-03", "yellowRto", "at most", 480, "minute"],
  ["IR-03", "yellowRpo", "at most", 60, "minute"],
  ["IR-04", "incidentAck", "at most", 15, "minute"],
  ["IR-07", "postIncidentReport", "at most", 72, "hour"],
  ["KPI-01", "postureIndicators", "at least", 30, "indicator"],
  ["KPI-02", "maturityEvaluationPerYear", "at least", 4, "times/year"],
  ["KPI-03", "humanErrorRate", "less than", 0.5, "%"],
  ["KPI-04", "remediationCycleReduction", "exactly", 67, "%"],
  ["KPI-04", "incidentRateReduction", "exactly", 82, "%"],
  ["KPI-05", "falsePositiveRate", "at most", 5, "%"],
  ["GOV-01", "coreModules", "exactly", 12, "module"],
  ["GOV-03", "managementTiers", "exactly", 3, "body"],
  ["GOV-04", "sacRoles", "exactly", 3, "role"],
  ["GOV-05", "budgetApprovalPerYear", "at least", 1, "times/year"],
  ["GOV-07", "onCallCoverage", "exactly", 168, "hour/week"],
  ["GOV-07", "onCallPerShift", "at least", 3, "person"],
  ["GOV-08", "itilVersion", "exactly", "4", "ITIL version"],
  ["GOV-10", "passedPentestPerYear", "at least", 3, "times/year"],
  ["GOV-15", "opsAuditPerYear", "at least", 12, "times/year"],
  ["CMP-02", "mlpsVersion", "exactly", "2.0", "MLPS version"],
  ["CMP-02", "mlpsLevel", "at least", 3, "level"],
  ["CMP-02", "mlpsAssessmentPerYear", "at least", 1, "times/year"],
  ["CMP-03", "isoEdition", "exactly", "27001:2022", "ISO edition"],
  ["CMP-03", "isoReviewPerYear", "at least", 1, "times/year"],
  ["CMP-04", "tuvPerYear", "at least", 1, "times/year"],
  ["PHY-01", "hardwareCheckPerYear", "at least", 4, "times/year"],
  ["PHY-04", "envSensors", "includes", ["temperature", "humidity", "water-leak"], "sensor"],
  ["MNT-01", "dailyMaintenance", "at least", 1, "times/day"],
  ["MNT-01", "deepMaintenancePerYear", "at least", 4, "times/year"],
  ["MNT-01", "specialMaintenancePerYear", "at least", 2, "times/year"],
  ["DOC-06", "baselineEdition", "exactly", "2023", "edition"],
  ["DOC-06", "baselineLayers", "exactly", 3, "layer"],
  ["DOC-07", "docNumberPattern", "exactly", "YQ-AQ-2023-XX", "pattern"],
  ["DOC-08", "protocolUpgradePerYear", "at least", 1, "times/year"],
  ["DOC-08", "upgradeQuarter", "exactly", 1, "quarter"],
  ["DOC-09", "publicComment", "at least", 30, "day"],
  ["DOC-09", "sacQuorum", "at least", 2 / 3, "of the votes"],
  ["LEG-03", "limitationPeriod", "at most", 2, "year"],
  ["LEG-04", "confidentialityTerm", "at least", 5, "year"],
  ["LEG-05", "leakPenaltyFactor", "exactly", 3, "time the damage"],
  ["LEG-06", "disputeStages", "exactly", 3, "stage"],
  ["LEG-07", "protocolTerm", "exactly", 3, "year"],
  ["LEG-07", "originals", "exactly", 6, "copy"],
  ["LEG-07", "copiesPerParty", "exactly", 3, "copy"],
];

/** Numbers that this library fills in. */
const filledIn: readonly Row[] = [
  ["SCO-01", "requiredTags", "includes", ["env", "tier", "owner", "asset-class"], "tag"],
  ["SCO-05", "familiesKeptInStaging", "includes", ["OS", "VUL"], "control family"],
  ["NET-01", "worldIpv4PrefixLength", "at most", 8, "bit of prefix"],
  ["NET-01", "worldIpv6PrefixLength", "at most", 32, "bit of prefix"],
  ["NET-02", "httpRedirectPort", "exactly", 80, "TCP port"],
  ["NET-02", "extraClientPorts", "at most", 4, "port"],
  ["NET-05", "aclReviewMaxAge", "at most", 92, "day"],
  ["NET-06", "ipsRulesetVersion", "exactly", "3.8.0", "rule base version"],
  ["ADM-02", "sshPort", "exactly", 22, "TCP port"],
  ["ADM-03", "rsaKeyLength", "at least", 3072, "bit"],
  ["ADM-03", "enforcementInterval", "at most", 24, "hour"],
  ["TLS-05", "certExpiryAlarm", "at least", 30, "day before expiry"],
  ["TLS-05", "publicCertMaxValidity", "at most", 200, "day"],
  ["TLS-05", "privateCertMaxValidity", "at most", 825, "day"],
  ["TLS-05", "privateAuthorityMaxValidity", "at most", 3650, "day"],
  ["TLS-06", "sm4KeyLength", "exactly", 128, "bit"],
  ["DDOS-02", "rateWindow", "one of", [60, 120, 300, 600], "second"],
  ["IAM-04", "passwordMinLength", "at least", 14, "character"],
  ["IAM-05", "passwordMaxAge", "at most", 90, "day"],
  ["IAM-06", "maxFailedLogins", "at most", 5, "attempt"],
  ["IAM-06", "lockoutDuration", "at least", 15, "minute"],
  ["IAM-08", "adminTiers", "at least", 3, "tier"],
  ["IAM-08", "fullAdminPrincipals", "at most", 2, "principal"],
  ["OS-05", "net.core.somaxconn", "at least", 4096, "sysctl value"],
  ["OS-10", "baselineMaxAge", "at most", 184, "day"],
  ["VUL-01", "patchSeverities", "includes", ["Critical", "Important"], "patch severity"],
  ["VUL-06", "criticalApproveAfter", "at most", 0, "day"],
  ["VUL-09", "offPeakStart", "at least", "01:00", "local time"],
  ["VUL-09", "offPeakEnd", "at most", "05:00", "local time"],
  ["VUL-10", "revisionHistoryLimit", "at least", 2, "revision"],
  ["CTR-02", "imageMaxAge", "at most", 30, "day"],
  ["CTR-04", "podSecurityLevel", "one of", ["baseline", "restricted"], "Pod Security level"],
  ["CTR-04", "minUserId", "at least", 10_000, "user id"],
  ["SEC-03", "secretRotation", "at most", 90, "day"],
  ["KEY-01", "keyDeletionWindow", "at least", 30, "day"],
  ["KEY-02", "kmsRotationPeriod", "at most", 365, "day"],
  ["APP-02", "accessTokenTtl", "at most", 60, "minute"],
  ["APP-13", "sessionIdleTimeout", "at most", 30, "minute"],
  ["APP-13", "sessionAbsoluteTimeout", "at most", 8, "hour"],
  ["DAT-02", "kAnonymity", "at least", 5, "record/group"],
  ["DAT-03", "dataTags", "includes", ["data-class", "retention"], "tag"],
  ["DAT-04", "ciiRegions", "one of", ["cn-north-1", "cn-northwest-1"], "region"],
  ["BAK-05", "backupCopies", "at least", 2, "copy"],
  ["BAK-05", "backupRegions", "at least", 2, "region"],
  ["HA-02", "minReplicas", "at least", 2, "replica"],
  ["HA-02", "minAzs", "at least", 2, "availability zone"],
  ["HA-02", "maxUnavailable", "at most", 50, "%"],
  ["HA-05", "drRegions", "at least", 2, "region"],
  ["IR-09", "irDrillPerYear", "at least", 2, "times/year"],
  ["GOV-02", "waiverPeriod", "at most", 180, "day"],
  ["GOV-02", "criticalWaiverPeriod", "at most", 30, "day"],
  ["GOV-14", "vendorAuditMaxAge", "at most", 365, "day"],
];

function testLimit([id, name, bound, value, unit]: Row, origin: string): void {
  it(`states ${name} of ${id}`, () => {
    assert.deepEqual(controlById(id)?.limits[name], { bound, value, unit, origin });
  });
}

describe("the limits of the protocol", () => {
  for (const row of stated) {
    testLimit(row, "protocol");
  }

  it("are all restated above, lists of names apart", () => {
    const restated = new Set(stated.map(([id, name]) => `${id} ${name}`));
    const others = controls.flatMap(({ id, limits }) =>
      Object.entries(limits)
        .filter(([name, { origin }]) => origin === "protocol" && !restated.has(`${id} ${name}`))
        .map(([name]) => `${id} ${name}`),
    );
    assert.deepEqual(others, [
      "ARC-01 layers",
      "ARC-02 nistPublication",
      "GOV-03 bodies",
      "GOV-04 members",
      "GOV-09 keyPosts",
    ]);
  });
});

describe("the limits of the library", () => {
  for (const row of filledIn) {
    testLimit(row, "library");
  }
});

describe("recovery tiers", () => {
  it("have the objectives of their incident grades, in minutes", () => {
    assert.deepEqual(recoveryTiers, {
      red: { rto: 60, rpo: 5 },
      orange: { rto: 240, rpo: 30 },
      yellow: { rto: 480, rpo: 60 },
    });
  });

  it("stand in the order of strictness", () => {
    assert.deepEqual(tiers, ["red", "orange", "yellow", "none"]);
    assert.equal(isLaxer("orange", "red"), true);
    assert.equal(isLaxer("none", "yellow"), true);
    assert.equal(isLaxer("red", "red"), false);
    assert.equal(isLaxer("red", "orange"), false);
    assert.equal(stricterTier("none", "orange"), "orange");
    assert.equal(stricterTier("red", "yellow"), "red");
  });

  it("give a meaning to core, to critical, and to silence", () => {
    assert.deepEqual(coreTiers, ["red", "orange"]);
    assert.deepEqual(criticalTiers, ["red"]);
    assert.equal(undeclaredStoreTier, "yellow");
  });
});

describe("tags that policies read", () => {
  it("retain backups by their class of data, in days", () => {
    const days = Object.entries(retentionByDataClass).map(([dataClass, { value }]) => [dataClass, value]);
    assert.deepEqual(Object.fromEntries(days), {
      general: 35,
      important: 365,
      core: 1827,
      personal: 365,
      "sensitive-personal": 365,
    });
    assert.deepEqual(dataClasses, ["general", "important", "core", "personal", "sensitive-personal"]);
    assert.deepEqual(personalDataClasses, ["personal", "sensitive-personal"]);
    assert.deepEqual(sensitiveDataClasses, ["important", "core", "personal", "sensitive-personal"]);
  });

  it("keep logs by their class, in days", () => {
    const days = Object.entries(logClasses).map(([logClass, { atHand, archived }]) => [
      logClass,
      [atHand.value, archived.value],
    ]);
    assert.deepEqual(Object.fromEntries(days), {
      operation: [1827, 1827],
      security: [180, 365],
      access: [180, 365],
      application: [180, 365],
    });
  });

  it("exempt a role from one control", () => {
    assert.deepEqual(roles, {
      router: { exemptFrom: "OS-02" },
      nat: { exemptFrom: "OS-02" },
      vpn: { exemptFrom: "OS-02" },
      "k8s-node": { exemptFrom: "OS-02" },
      gateway: { exemptFrom: "HA-03" },
    });
  });

  it("allow three MLPS levels", () => {
    assert.deepEqual(mlpsLevels, [2, 3, 4]);
  });
});

describe("port ranges", () => {
  const { databasePorts, highRiskPorts } = businessPorts.limits;
  const { administrativePorts } = managementSources.limits;

  const written = (ranges: readonly PortRange[]) =>
    ranges.map(({ from, to, protocol }) => `${protocol} ${from === to ? from : `${from}-${to}`}`);

  it("name the administrative ports", () => {
    assert.deepEqual(written(administrativePorts.value), [
      "tcp 22",
      "tcp 23",
      "tcp 3389",
      "tcp 5900-5999",
      "tcp 5985-5986",
      "tcp 6443",
      "tcp 10250",
    ]);
  });

  it("name the database ports, high-risk ports among others", () => {
    assert.deepEqual(written(databasePorts.value), [
      "tcp 1433-1434",
      "udp 1434",
      "tcp 1521",
      "tcp 3306",
      "tcp 4333",
      "tcp 5432",
      "tcp 6379",
      "tcp 9200",
      "tcp 9300",
      "tcp 11211",
      "udp 11211",
      "tcp 27017-27019",
    ]);
    assert.deepEqual(written(highRiskPorts.value).slice(databasePorts.value.length), [
      "tcp 20-21",
      "tcp 25",
      "tcp 110",
      "tcp 135",
      "udp 137-138",
      "tcp 137-139",
      "tcp 143",
      "tcp 445",
      "tcp 2379-2380",
      "tcp 3000",
      "tcp 5000",
      "tcp 5500",
      "tcp 5601",
      "tcp 8080",
      "tcp 8088",
      "tcp 8888",
    ]);
  });

  it("are ours to move", () => {
    assert.deepEqual(
      [administrativePorts, databasePorts, highRiskPorts].map(({ origin }) => origin),
      ["library", "library", "library"],
    );
  });
});

describe("facts of the world around the protocol", () => {
  it("shorten the validity of public certificates year by year", () => {
    assert.deepEqual(publicCertificateValidity, [
      { from: "2026-03-15", days: 200 },
      { from: "2027-03-15", days: 100 },
      { from: "2029-03-15", days: 47 },
    ]);
  });

  it("put each region into one jurisdiction", () => {
    const regions: readonly string[] = Object.values(jurisdictions).flat();
    assert.deepEqual(jurisdictions.cn, ["cn-north-1", "cn-northwest-1"]);
    assert.equal(new Set(regions).size, regions.length);
  });
});
