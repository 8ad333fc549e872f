import type { Children } from "../child/children";

/** Roles of a network's children, as keys of its `overrides`. */
export const networkRoles = [
  "vpc",
  "internetGateway",
  "defaultSecurityGroup",
  "defaultNetworkAcl",
  "defaultRouteTable",
  "publicSubnet",
  "privateSubnet",
  "dataSubnet",
  "publicNetworkAcl",
  "privateNetworkAcl",
  "dataNetworkAcl",
  "natAddress",
  "natGateway",
  "publicRouteTable",
  "privateRouteTable",
  "dataRouteTable",
  "gatewayEndpoint",
  "interfaceEndpoint",
  "flowLogGroup",
  "flowLogRole",
  "flowLog",
  "dnsLogGroup",
  "dnsLogConfig",
] as const;

export type NetworkChildren = Children<(typeof networkRoles)[number]>;
