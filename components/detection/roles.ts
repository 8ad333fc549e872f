import type { Children } from "../child/children";

/** Roles of the children of a detection, as keys of its `overrides`. */
export const detectionRoles = [
  "detector",
  "feature",
  "threatList",
  "findingsExport",
  "recorder",
  "deliveryChannel",
  "recorderStatus",
  "hub",
  "standard",
  "aggregator",
  "scanner",
  "findingRule",
  "findingTarget",
  "trailFilter",
  "trailAlarm",
] as const;

export type DetectionChildren = Children<(typeof detectionRoles)[number]>;

/** The children, with the tag that names the technique of MITRE ATT&CK that they detect (MON-06). */
export type Detecting = (technique: string) => DetectionChildren;
