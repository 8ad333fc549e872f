import type { Children } from "../child/children";

/** Roles of the children of an account baseline, as keys of its `overrides`. */
export const accountBaselineRoles = [
  "passwordPolicy",
  "bucketAccess",
  "configRole",
  "unusedAccessAnalyzer",
  "externalAccessAnalyzer",
  "volumeKey",
  "volumeEncryption",
  "snapshotAccess",
  "imageAccess",
  "metadataDefaults",
  "serialConsole",
] as const;

export type AccountChildren = Children<(typeof accountBaselineRoles)[number]>;
