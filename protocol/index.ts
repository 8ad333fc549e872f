import { adminAccessControls } from "./admin-access";
import { applicationControls } from "./application";
import { architectureControls } from "./architecture";
import { automationControls } from "./automation";
import { availabilityControls } from "./availability";
import { backupControls } from "./backup";
import { complianceControls } from "./compliance";
import { containerControls } from "./container";
import type { Control, Family } from "./control";
import { dataControls } from "./data";
import { databaseControls } from "./database";
import { ddosControls } from "./ddos";
import { documentControls } from "./document";
import { governanceControls } from "./governance";
import { iamControls } from "./iam";
import { incidentControls } from "./incident";
import { indicatorControls } from "./indicator";
import { keyControls } from "./key";
import { legalControls } from "./legal";
import { logControls } from "./log";
import { maintenanceControls } from "./maintenance";
import { monitoringControls } from "./monitoring";
import { networkControls } from "./network";
import { operatingSystemControls } from "./operating-system";
import { penetrationTestControls } from "./penetration-test";
import { physicalControls } from "./physical";
import { scopeControls } from "./scope";
import { secretControls } from "./secret";
import { tlsControls } from "./tls";
import { vulnerabilityControls } from "./vulnerability";

/** Every control of the protocol, family by family. */
export const controls: readonly Control[] = [
  ...scopeControls,
  ...architectureControls,
  ...networkControls,
  ...adminAccessControls,
  ...tlsControls,
  ...ddosControls,
  ...iamControls,
  ...operatingSystemControls,
  ...vulnerabilityControls,
  ...penetrationTestControls,
  ...containerControls,
  ...secretControls,
  ...keyControls,
  ...applicationControls,
  ...databaseControls,
  ...dataControls,
  ...backupControls,
  ...availabilityControls,
  ...logControls,
  ...monitoringControls,
  ...automationControls,
  ...incidentControls,
  ...indicatorControls,
  ...governanceControls,
  ...complianceControls,
  ...physicalControls,
  ...maintenanceControls,
  ...documentControls,
  ...legalControls,
];

/** Every family, in the order of its controls. */
export const families: readonly Family[] = [...new Set(controls.map((control) => control.family))];

const byId: ReadonlyMap<string, Control> = new Map(controls.map((control) => [control.id, control]));

/** The control with this id, in any case of letters; `undefined` where there is none. */
export const controlById = (id: string): Control | undefined => byId.get(id.toUpperCase());

export { documents } from "./control";
export type {
  Bound,
  Control,
  ControlClass,
  Family,
  Frameworks,
  Limit,
  Limits,
  Origin,
  Quotation,
  Severity,
  SourceDocument,
} from "./control";
