import * as palisade from "../components";
import { DataClass, KeyService } from "../components";
import { makeEdge } from "./im-edge";
import { runWorkloads } from "./im-workloads";
import { internet, open, ports } from "./paths";
import { lock, recovery } from "./recovery";
import { common, config, isProduction, key, tags, timezone, zones } from "./settings";
import { watch } from "./watch";

/*
 * An enterprise instant-messaging platform. Clients hold WebSocket connections to gateway servers behind a TLS entrance; messages
 * are in a database, sessions in a cache, files in a bucket; two workloads in a cluster push and search. Operators come by VPN.
 * Everything is logged, watched, and backed up into a second region and another account. Stacks differ by configuration alone.
 */
const cidrBlock = config.require("cidrBlock");
const watched = watch({ runtimeMonitoring: true });
const { alarmTopicArn, logs, operationLogs, accessLogBucketName } = watched;

const { FlowEnd, NatStrategy, InterfaceEndpoint } = palisade;
const network = new palisade.Network("im", {
  cidrBlock,
  zones,
  nat: isProduction ? NatStrategy.OnePerZone : NatStrategy.Single,
  interfaceEndpoints: Object.values(InterfaceEndpoint),
  redirectHttp: true,
  flows: [
    { from: FlowEnd.Private, to: FlowEnd.Data, port: ports.postgresql, description: "Messages" },
    { from: FlowEnd.Private, to: FlowEnd.Data, port: ports.valkey, description: "Sessions" },
  ],
  logs,
  ...common,
});
const { vpcId, privateSubnetIds: subnetIds, dataSubnetIds } = network;
const stored = { vpcId, subnetIds: dataSubnetIds, logs, alarmTopicArn, timezone, ...common };

// Clients come to the edge, which keeps their connections; workloads in a cluster push to their phones and search.
const { entrance, gateway } = makeEdge(network, watched);
const workloads = runWorkloads(network, watched);

// Operators: by VPN, as members of a group of their identity provider.
const operators = new palisade.OperationsVpn("operators", {
  vpcId,
  vpcCidrBlock: cidrBlock,
  subnetIds,
  clientCidrBlock: config.require("operatorRange"),
  saml: { providerArn: config.require("samlProviderArn") },
  access: { platform: { groupId: "im-operators", cidrBlock, description: "Operation of the platform" } },
  serverCertificate: { domainName: config.require("vpnName") },
  logs: operationLogs,
  alarmTopicArn,
  tags,
});

// What holds sessions, messages, files and secrets.
const cache = new palisade.Cache("sessions", {
  ...stored,
  version: "8.1",
  nodeType: config.require("cacheType"),
  users: [{ name: "gateway", keys: ["session:*"], commands: ["get", "set", "expire", "del"] }],
  kmsKeyArn: key("sessions", [KeyService.ElastiCache]).keyArn,
});
const messages = new palisade.Database("messages", {
  ...stored,
  engine: palisade.DatabaseEngine.AuroraPostgresql,
  zones,
  instanceClass: config.require("databaseClass"),
  databaseName: "messages",
  dataClass: DataClass.Personal,
  kmsKeyArn: key("messages", [KeyService.Rds, KeyService.SecretsManager]).keyArn,
});
const files = new palisade.Bucket("files", {
  dataClass: DataClass.Personal,
  uploadScan: {},
  kmsKeyArn: key("files", [KeyService.S3]).keyArn,
  accessLogs: { bucketName: accessLogBucketName, prefix: "files" },
  ...common,
});
new palisade.Secret("push-token", {
  description: "Opens the push services of phones",
  administrators: [config.require("deployerRole")],
  rotation: { functionArn: config.require("rotationFunction"), functionRoleArn: config.require("rotationRole") },
  kmsKeyArn: key("secrets", [KeyService.SecretsManager]).keyArn,
  ...common,
});

// Backups: copies in a second region and in another account, under keys of their own, which nobody can delete.
new palisade.Backup("im", {
  ...recovery([KeyService.Backup], alarmTopicArn),
  resources: [
    { kind: palisade.BackupResource.Aurora, arn: messages.databaseArn },
    { kind: palisade.BackupResource.S3, arn: files.bucketArn },
  ],
  dataClass: DataClass.Personal,
  accountVaultArn: config.require("backupAccountVault"),
  lock,
});

// Paths: the one place where anything is opened, from one end to the other.
const endpoints = { securityGroupId: network.endpointSecurityGroupId };
open({
  "entrance-to-gateway": [entrance.end, gateway.end, ports.service, "Requests and connections of clients"],
  "entrance-to-issuer": [entrance.end, internet, ports.https, "Keys of the issuer of tokens"],
  "gateway-to-messages": [gateway.end, messages.end, ports.postgresql, "Messages stored and read"],
  "gateway-to-sessions": [gateway.end, cache.end, ports.valkey, "Sessions kept"],
  "gateway-to-pods": [gateway.end, workloads, ports.service, "Calls of workloads"],
  "gateway-to-endpoints": [gateway.end, endpoints, ports.https, "Services of the cloud"],
  "pods-to-messages": [workloads, messages.end, ports.postgresql, "Messages to search"],
  "pods-to-endpoints": [workloads, endpoints, ports.https, "Services of the cloud"],
  "pods-to-phones": [workloads, internet, ports.https, "Push services of phones"],
  "operators-to-gateway": [operators.end, gateway.end, ports.ssh, "Operators"],
});
