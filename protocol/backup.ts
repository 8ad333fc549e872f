import { atLeast, atMost, exactly, family, hardeningGuide, maintenanceProtocol, ours } from "./control";
import type { Limit } from "./control";
import type { DataClass } from "./data";

const backup = family({
  code: "BAK",
  name: "Backup and restore",
  frameworks: {
    cisControls: ["11.1", "11.2", "11.3", "11.4", "11.5"],
    iso27001: ["5.30", "8.13"],
    nist: ["CP-4", "CP-6", "CP-9", "CP-9(1)", "CP-9(8)", "CP-10"],
    mlps: ["8.1.4.9", "8.1.10.11", "8.2.4.6"],
  },
});

export const backupEncryption = backup({
  id: "BAK-01",
  title: "Backups are encrypted",
  quotations: hardeningGuide("备份数据同样需要加密"),
  class: "enforce",
  also: "provision",
  severity: "critical",
});

export const backupIndependence = backup({
  id: "BAK-02",
  title: "Backups are kept where a failure or a breach of production cannot reach them",
  quotations: hardeningGuide("备份数据要存储在独立于生产环境的存储介质上"),
  class: "provision",
  also: "enforce",
  severity: "critical",
});

export const restoreDrill = backup({
  id: "BAK-03",
  title: "A full restore is practised at least 2 times a year",
  quotations: [
    ...maintenanceProtocol("备份验证:全量备份恢复演练(每年≥2次)"),
    ...hardeningGuide("定期测试备份数据的可恢复性"),
  ],
  class: "provision",
  also: "enforce",
  severity: "high",
  limits: {
    // It stands under quarterly maintenance, yet counts two a year: the count holds.
    restoreDrillPerYear: atLeast(2, "times/year"),
    restoreDrillMaxAge: ours(atMost(184, "day")),
  },
});

export const backupRetention = backup({
  id: "BAK-04",
  title: "Backups are retained as long as their class of data demands",
  quotations: hardeningGuide("备份数据的保留策略要符合合规要求"),
  class: "enforce",
  also: "provision",
  severity: "high",
  limits: {
    generalRetention: ours(atLeast(35, "day")),
    importantRetention: ours(atLeast(365, "day")),
    coreRetention: ours(atLeast(1827, "day")),
    personalRetention: ours(atLeast(365, "day")),
    sensitivePersonalRetention: ours(atLeast(365, "day")),
  },
});

/** How long backups are retained, in days, by the tag `data-class`. */
export const retentionByDataClass: Readonly<Record<DataClass, Limit<number>>> = {
  general: backupRetention.limits.generalRetention,
  important: backupRetention.limits.importantRetention,
  core: backupRetention.limits.coreRetention,
  personal: backupRetention.limits.personalRetention,
  "sensitive-personal": backupRetention.limits.sensitivePersonalRetention,
};

export const backupCopies = backup({
  id: "BAK-05",
  title: "Important data has backups in several copies and regions",
  quotations: hardeningGuide("重要的业务数据应该采用多副本、多地域的备份策略,避免单点故障导致数据丢失"),
  class: "provision",
  also: "enforce",
  severity: "high",
  limits: {
    backupCopies: ours(atLeast(2, "copy")),
    backupRegions: ours(atLeast(2, "region")),
  },
});

export const backupFrequency = backup({
  id: "BAK-06",
  title: "Core data is backed up continuously, other data daily or weekly",
  quotations: hardeningGuide("核心数据可能需要实时或准实时备份,一般数据可以采用每日或每周备份"),
  class: "enforce",
  also: "provision",
  severity: "high",
  limits: {
    coreBackup: exactly("continuous", "mode"),
    // Neither interval can meet a recovery tier, so both are for systems outside the tiers.
    dailyBackupInterval: atMost(24, "hour"),
    weeklyBackupInterval: atMost(168, "hour"),
  },
});

export const immutableBackups = backup({
  id: "BAK-07",
  title: "Systems are rebuilt from backups that nobody can alter or delete",
  quotations: maintenanceProtocol("事后重建(基于 immutable backups)"),
  class: "provision",
  also: "enforce",
  severity: "critical",
});

export const backupControls = [
  backupEncryption,
  backupIndependence,
  restoreDrill,
  backupRetention,
  backupCopies,
  backupFrequency,
  immutableBackups,
] as const;
