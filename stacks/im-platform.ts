import * as kubernetes from "@pulumi/kubernetes";
import * as palisade from "../components";
import { DataClass, KeyService } from "../components";
import { common, config, inRecoveryRegion, isProduction, key, recoveryRegion, tags, timezone, zones } from "./settings";
import { watch } from "./watch";

/*
 * An enterprise instant-messaging platform. Clients hold WebSocket connections to gateway servers behind a TLS entrance; messages
 * are in a database, sessions in a cache, files in a bucket; two workloads in a cluster push and search. Operators come by VPN.
 * Everything is logged, watched, and backed up into a second region and another account. Stacks differ by configuration alone.
 */

const cidrBlock = config.require("cidrBlock");
const deployer = config.require("deployerRole");
const [httpsPort, servicePort, databasePort, cachePort, sshPort] = [443, 8443, 5432, 6379, 22];

const { alarmTopicArn, logs, operationLogs, accessLogBucketName } = watch({ runtimeMonitoring: true });

const network = new palisade.Network("im", {
  cidrBlock,
  zones,
  nat: isProduction ? palisade.NatStrategy.OnePerZone : palisade.NatStrategy.Single,
  interfaceEndpoints: Object.values(palisade.InterfaceEndpoint),
  redirectHttp: true,
  flows: [
    { from: palisade.FlowEnd.Private, to: palisade.FlowEnd.Data, port: databasePort, description: "Messages" },
    { from: palisade.FlowEnd.Private, to: palisade.FlowEnd.Data, port: cachePort, description: "Sessions" },
  ],
  logs,
  ...common,
});
const { vpcId, publicSubnetIds, privateSubnetIds: subnetIds, dataSubnetIds } = network;
const among = { vpcId, subnetIds, ...common };
const stored = { vpcId, subnetIds: dataSubnetIds, logs, alarmTopicArn, timezone, ...common };

// Clients: tokens are checked and abuse is kept out before a gateway sees a request. Their connections stay open for an hour.
const issuer = config.require("issuer");
const socket = { port: servicePort, healthCheckPath: "/ready", webSocket: true, deregistrationDelaySeconds: 600 };
const edge = new palisade.TlsIngress("edge", {
  ...among,
  subnetIds: publicSubnetIds,
  domainNames: [config.require("domainName")],
  hostedZoneId: config.require("hostedZoneId"),
  redirectHttp: true,
  jwt: { issuer, jwksEndpoint: `${issuer}/jwks.json`, claims: [{ name: "client_id", values: ["im"] }] },
  routes: [
    { name: "socket", priority: 10, paths: ["/socket"], ...socket },
    { name: "api", priority: 20, paths: ["/api/*"], port: servicePort, healthCheckPath: "/ready" },
  ],
  idleTimeoutSeconds: 3600,
  captchaPaths: ["/api/sign-in", "/api/register"],
  accessLogs: { bucketName: accessLogBucketName, prefix: "edge" },
  logs,
  alarmTopicArn,
});

// Operators: by VPN, as members of a group of their identity provider; or in sessions for which no port is open.
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

// What holds connections, sessions, messages and files.
const gateway = new palisade.Servers("gateway", {
  ...among,
  description: "Gateways that hold the connections of clients",
  imageId: config.require("gatewayImage"),
  instanceTypes: ["m7g.large", "m6g.large"],
  minSize: config.requireNumber("gateways"),
  maxSize: 4 * config.requireNumber("gateways"),
  patchGroup: "gateway",
  role: palisade.EndRole.Gateway,
  targetGroupArns: Object.values(edge.targetGroupArns),
  drainSeconds: 600,
  kmsKeyArn: key("gateways", [KeyService.AutoScaling, KeyService.Ec2]).keyArn,
  alarmTopicArn,
});
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
  administrators: [deployer],
  rotation: { functionArn: config.require("rotationFunction"), functionRoleArn: config.require("rotationRole") },
  kmsKeyArn: key("secrets", [KeyService.SecretsManager]).keyArn,
  ...common,
});

// A cluster with a namespace of two workloads: one pushes to phones, one searches messages.
const cluster = new palisade.KubernetesCluster("im", {
  ...among,
  kubernetesVersion: "1.34",
  access: { operators: { principalArn: config.require("operatorRole"), policy: palisade.ClusterPolicy.ClusterAdmin } },
  nodes: { instanceTypes: ["m7g.large"], image: palisade.NodeImage.BottlerocketArm },
  kmsKeyArn: key("cluster", [KeyService.AutoScaling, KeyService.Ec2], { users: [deployer] }).keyArn,
  logs: operationLogs,
});
const inCluster = { provider: new kubernetes.Provider("im", { kubeconfig: cluster.kubeconfig }) };
const { namespaceName } = new palisade.Namespace("im", { quota: { cpu: "40", memory: "80Gi" }, tags }, inCluster);
const pods = {
  namespaceName,
  resources: { cpuRequest: "250m", memoryRequest: "256Mi", memoryLimit: "512Mi" },
  probes: { readiness: { kind: palisade.ProbeKind.Https, port: servicePort, path: "/ready" } },
  ports: [{ name: "https", port: servicePort }],
  autoscaling: { maxReplicas: 20 },
  ingress: { gateways: { peer: { cidrBlock }, port: servicePort, description: "Calls of gateways" } },
  tags,
};
const phones = { peer: { internet: true }, port: httpsPort, description: "Push services of phones" };
const store = { peer: { cidrBlock }, port: databasePort, description: "Messages to search" };
new palisade.Workload("push", { ...pods, image: config.requireObject("pushImage"), egress: { phones } }, inCluster);
new palisade.Workload("search", { ...pods, image: config.requireObject("searchImage"), egress: { store } }, inCluster);

// Backups: copies in a second region and in another account, under keys of their own, which nobody can delete.
const copyKey = key("backup-copies", [KeyService.Backup], inRecoveryRegion);
new palisade.Backup("im", {
  resources: [
    { kind: palisade.BackupResource.Aurora, arn: messages.databaseArn },
    { kind: palisade.BackupResource.S3, arn: files.bucketArn },
  ],
  dataClass: DataClass.Personal,
  kmsKeyArn: key("backups", [KeyService.Backup]).keyArn,
  copyRegion: { region: recoveryRegion, kmsKeyArn: copyKey.keyArn },
  accountVaultArn: config.require("backupAccountVault"),
  lock: isProduction ? { mode: palisade.LockMode.Compliance, irreversible: true } : {},
  timezone,
  alarmTopicArn,
  ...common,
});

// Paths: the one place where anything is opened, from one end to the other.
const endpoints = { securityGroupId: network.endpointSecurityGroupId };
const internet = { internet: true };
const paths: [name: string, from: palisade.PathEnd, to: palisade.PathEnd, port: number, description: string][] = [
  ["edge-to-gateway", edge.end, gateway.end, servicePort, "Requests and connections of clients"],
  ["edge-to-issuer", edge.end, internet, httpsPort, "Keys of the issuer of tokens"],
  ["gateway-to-messages", gateway.end, messages.end, databasePort, "Messages stored and read"],
  ["gateway-to-sessions", gateway.end, cache.end, cachePort, "Sessions kept"],
  ["gateway-to-pods", gateway.end, cluster.end, servicePort, "Calls of workloads"],
  ["gateway-to-endpoints", gateway.end, endpoints, httpsPort, "Services of the cloud"],
  ["pods-to-messages", cluster.end, messages.end, databasePort, "Messages to search"],
  ["pods-to-endpoints", cluster.end, endpoints, httpsPort, "Services of the cloud"],
  ["pods-to-phones", cluster.end, internet, httpsPort, "Push services of phones"],
  ["operators-to-gateway", operators.end, gateway.end, sshPort, "Operators"],
];
for (const [name, from, to, port, description] of paths) {
  new palisade.Path(name, { from, to, port, description, tags });
}
