import { atLeast, atMost, family, hardeningGuide, includes, maintenanceProtocol, ours } from "./control";

const physical = family({
  code: "PHY",
  name: "Physical and environmental security",
  frameworks: {
    cisControls: ["1.1"],
    iso27001: ["7.1", "7.2", "7.4", "7.5", "7.8", "7.11", "7.13"],
    nist: ["PE-2", "PE-3", "PE-6", "PE-8", "PE-9", "PE-11", "PE-14", "PE-15"],
    mlps: ["8.1.1.2", "8.1.1.3", "8.1.1.6", "8.1.1.8", "8.1.1.9", "8.1.10.1", "8.1.10.4"],
  },
});

export const hardwareHealth = physical({
  id: "PHY-01",
  title: "Disks and power supplies are checked every quarter",
  quotations: maintenanceProtocol("硬件健康检查:RAID健康度检测、电源模块冗余测试"),
  class: "evidence",
  severity: "medium",
  limits: {
    hardwareCheckPerYear: atLeast(4, "times/year"),
    hardwareCheckMaxAge: ours(atMost(92, "day")),
  },
  evidence: "The quarter's check of each server on our own premises; in a cloud region the provider's attestation.",
});

export const roomAccess = physical({
  id: "PHY-02",
  title: "Entry to server rooms is controlled and recorded, and cabinets are locked",
  quotations: hardeningGuide(
    "服务器托管的机房应该有机房准入控制,重要设备应该放置在独立的机柜中并上锁",
    "机房的出入记录要完整保存",
  ),
  class: "out",
  severity: "medium",
  reason: "Doors, cabinets and visitor books are no cloud resources; in a cloud region they are the provider's duty.",
});

export const equipmentInventory = physical({
  id: "PHY-03",
  title: "Equipment is inventoried periodically",
  quotations: hardeningGuide("定期盘点设备"),
  class: "evidence",
  severity: "low",
  limits: {
    equipmentInventoryPerYear: ours(atLeast(4, "times/year")),
    equipmentInventoryMaxAge: ours(atMost(92, "day")),
  },
  evidence: "The latest inventory with its date, and what has come and gone since the one before.",
});

export const environmentSensors = physical({
  id: "PHY-04",
  title: "Temperature, humidity and water leaks are monitored in real time",
  quotations: hardeningGuide("环境监控系统要能够实时监测温度、湿度、漏水等异常情况"),
  class: "provision",
  also: "enforce",
  severity: "medium",
  limits: {
    envSensors: includes(["temperature", "humidity", "water-leak"], "sensor"),
  },
});

export const physicalControls = [hardwareHealth, roomAccess, equipmentInventory, environmentSensors] as const;
