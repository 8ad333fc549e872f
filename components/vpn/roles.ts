import type { Children } from "../child/children";

/** Roles of the children of an operations VPN, as keys of its `overrides`. */
export const operationsVpnRoles = [
  "endpoint",
  "association",
  "access",
  "route",
  "samlProvider",
  "authorityKey",
  "authority",
  "serverKey",
  "serverRequest",
  "signedCertificate",
  "certificate",
  "clientCertificate",
  "expiryAlarm",
  "connectionLogGroup",
  "connectionLogStream",
] as const;

export type VpnChildren = Children<(typeof operationsVpnRoles)[number]>;
