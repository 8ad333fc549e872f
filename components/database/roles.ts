import type { Children } from "../child/children";

/** Roles of a database's children, as keys of its `overrides`. */
export const databaseRoles = [
  "subnetGroup",
  "logGroup",
  "parameterGroup",
  "optionGroup",
  "monitoringRole",
  "cluster",
  "instance",
  "secretRotation",
  "activityStream",
  "readerScaling",
  "readerScalingPolicy",
  "eventSubscription",
  "alarm",
] as const;

export type DatabaseChildren = Children<(typeof databaseRoles)[number]>;
