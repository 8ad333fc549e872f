import * as aws from "@pulumi/aws";
import { remediationPriority, remediationTime } from "../../protocol/vulnerability";
import type { PatchingChildren } from "./roles";

/** Operating system of servers that are patched. */
export enum OperatingSystem {
  AlmaLinux = "ALMA_LINUX",
  AmazonLinux2 = "AMAZON_LINUX_2",
  AmazonLinux2023 = "AMAZON_LINUX_2023",
  Debian = "DEBIAN",
  OracleLinux = "ORACLE_LINUX",
  RedHatEnterpriseLinux = "REDHAT_ENTERPRISE_LINUX",
  RockyLinux = "ROCKY_LINUX",
  Suse = "SUSE",
  Ubuntu = "UBUNTU",
  Windows = "WINDOWS",
}

/** When patches are approved, in days after their release. */
export interface Approval {
  readonly importantDays: number;
  readonly routineDays: number;
}

interface Filter {
  readonly key: string;
  readonly values: string[];
}

/** How the publisher of an operating system grades its security patches. */
interface Grading {
  /** What tells a security patch from another one. */
  readonly security: Filter;
  readonly severityKey: string;
  /** The grades below those that VUL-01 names. */
  readonly lower: readonly string[];
}

const security: Filter = { key: "CLASSIFICATION", values: ["Security"] };
const amazon: Grading = { security, severityKey: "SEVERITY", lower: ["Medium", "Low"] };
const redHat: Grading = { security, severityKey: "SEVERITY", lower: ["Moderate", "Low"] };

const gradings: Readonly<Record<Exclude<OperatingSystem, OperatingSystem.Debian | OperatingSystem.Ubuntu>, Grading>> = {
  [OperatingSystem.AlmaLinux]: redHat,
  [OperatingSystem.AmazonLinux2]: amazon,
  [OperatingSystem.AmazonLinux2023]: amazon,
  [OperatingSystem.OracleLinux]: redHat,
  [OperatingSystem.RedHatEnterpriseLinux]: redHat,
  [OperatingSystem.RockyLinux]: redHat,
  [OperatingSystem.Suse]: redHat,
  [OperatingSystem.Windows]: {
    security: { key: "CLASSIFICATION", values: ["CriticalUpdates", "SecurityUpdates"] },
    severityKey: "MSRC_SEVERITY",
    lower: ["Moderate", "Low", "Unspecified"],
  },
};

const [critical, important] = remediationTime.limits.patchSeverities.value;

/** Rules by which patches of an operating system are approved, the most urgent first. */
export function approvalRules(system: OperatingSystem, { importantDays, routineDays }: Approval) {
  const rule = (complianceLevel: string, approveAfterDays: number, ...patchFilters: readonly Filter[]) => ({
    complianceLevel,
    approveAfterDays,
    enableNonSecurity: false,
    patchFilters: [...patchFilters],
  });
  const atOnce = remediationPriority.limits.criticalApproveAfter.value;
  if (system === OperatingSystem.Debian || system === OperatingSystem.Ubuntu) {
    // Their publishers grade packages and not patches, and say no date: what comes from their security sources is approved.
    const priorities = ["Required", "Important", "Standard", "Optional", "Extra"];
    return [rule("CRITICAL", atOnce, { key: "PRIORITY", values: priorities })];
  }
  const grading = gradings[system];
  const of = (...values: readonly string[]): readonly Filter[] => [
    grading.security,
    { key: grading.severityKey, values: [...values] },
  ];
  return [
    rule("CRITICAL", atOnce, ...of(critical)),
    rule("HIGH", importantDays, ...of(important)),
    rule("MEDIUM", routineDays, ...of(...grading.lower)),
  ];
}

/** A baseline of its own for each operating system, with the patch groups that are held to it. */
export function makeBaselines(
  { name, options, tagged, untagged }: PatchingChildren,
  systems: readonly OperatingSystem[],
  patchGroups: readonly string[],
  approval: Approval,
): aws.ssm.PatchBaseline[] {
  return systems.map((system) => {
    const suffix = `baseline-${system.toLowerCase().replaceAll("_", "-")}`;
    const baseline = new aws.ssm.PatchBaseline(
      name(suffix),
      tagged("baseline", suffix, {
        operatingSystem: system,
        description: "Security patches: critical ones at once, important ones after they were proven",
        approvalRules: approvalRules(system, approval),
      }),
      options,
    );
    patchGroups.forEach((patchGroup, index) => {
      const group = `${suffix}-group-${index + 1}`;
      new aws.ssm.PatchGroup(
        name(group),
        untagged("patchGroup", group, { baselineId: baseline.id, patchGroup }),
        options,
      );
    });
    return baseline;
  });
}
