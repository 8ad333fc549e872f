import {
  DataClass,
  Environment,
  Firewall,
  FlowEnd,
  GatewayEndpoint,
  InterfaceEndpoint,
  Key,
  KeyService,
  NatStrategy,
  Network,
  Protocol,
  RecoveryTier,
} from "../../../components";

/** What the other programs of this folder stand on. */

export const tags = {
  env: Environment.Production,
  tier: RecoveryTier.Red,
  owner: "composition",
  additional: { cost: "7" },
};

export const clientPorts = [{ port: 5223, protocol: Protocol.Tcp, reason: "Push connections" }];

export const key = new Key("all", {
  description: "Serves every service",
  administrators: ["arn:aws:iam::123456789012:role/key-administrator"],
  users: ["arn:aws:iam::123456789012:role/application"],
  services: Object.values(KeyService),
  rotationDays: 90,
  multiRegion: true,
  tags,
});

export const logs = { kmsKeyArn: key.keyArn, retentionDays: 400, dataClass: DataClass.Personal };

export const zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c", "eu-central-1d"];

export const network = new Network("all", {
  cidrBlock: "10.20.0.0/16",
  zones,
  nat: NatStrategy.OnePerZone,
  gatewayEndpoints: Object.values(GatewayEndpoint),
  interfaceEndpoints: Object.values(InterfaceEndpoint),
  clientPorts,
  redirectHttp: true,
  flows: [{ from: FlowEnd.Private, to: FlowEnd.Data, port: 5432, description: "Database" }],
  logs,
  tags,
});

/** Servers that others reach, or that reach others. */
export const server = new Firewall("server", { vpcId: network.vpcId, description: "Servers", tags });
