import { atLeast, family, maintenanceProtocol } from "./control";

const maintenance = family({
  code: "MNT",
  name: "Maintenance cadence",
  frameworks: {
    cisControls: [],
    iso27001: ["5.37", "7.13"],
    nist: ["MA-2", "MA-6"],
    mlps: ["8.1.10.4"],
  },
});

export const maintenanceCalendar = maintenance({
  id: "MNT-01",
  title: "Maintenance runs daily, in depth every quarter, and on special subjects every half-year",
  quotations: maintenanceProtocol("日常维护模块", "季度深度维护", "半年度专项维护"),
  class: "evidence",
  also: "enforce",
  severity: "medium",
  limits: {
    dailyMaintenance: atLeast(1, "times/day"),
    deepMaintenancePerYear: atLeast(4, "times/year"),
    specialMaintenancePerYear: atLeast(2, "times/year"),
  },
  evidence: "The maintenance calendar with the controls that each item serves, and the record of each run.",
});

export const maintenanceControls = [maintenanceCalendar] as const;
