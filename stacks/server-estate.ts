import * as aws from "@pulumi/aws";
import * as palisade from "../components";
import { DatabaseEngine, DataClass, InterfaceEndpoint, KeyService, TrustedService } from "../components";
import { internet, open, ports } from "./paths";
import { lock, recovery } from "./recovery";
import { common, config, homeRegion, key, recoveryRegion, tags, timezone, zones } from "./settings";
import { watch } from "./watch";

/*
 * The servers of an enterprise in China: fleets in the cloud and nodes in its plants, with their databases. It is built from what
 * China has: no VPN but sessions without an open port, no watch over processes, and copies in the other of two regions. Servers
 * are patched at night, the batch fleet first. Systems are recovered by their tier: databases of orders closer than the rest.
 */

const orange = { ...tags, tier: palisade.RecoveryTier.Orange, additional: { backup: "orange" } };
const yellow = { ...tags, additional: { backup: "yellow" } };

const { alarmTopicArn, logs, operationLogs, accessLogBucketName } = watch({ runtimeMonitoring: false });

const { Ec2Messages, Kms, Logs, Monitoring, SecretsManager, Sqs, Ssm, SsmMessages } = InterfaceEndpoint;
const network = new palisade.Network("estate", {
  cidrBlock: config.require("cidrBlock"),
  zones,
  interfaceEndpoints: [Ec2Messages, Kms, Logs, Monitoring, SecretsManager, Sqs, Ssm, SsmMessages],
  logs,
  ...common,
});
const { vpcId, publicSubnetIds, privateSubnetIds, dataSubnetIds } = network;

// Clients: staff and plants, by tokens of the enterprise's own issuer. The name has its ICP filing.
const issuer = config.require("issuer");
const entrance = new palisade.TlsIngress("entrance", {
  vpcId,
  subnetIds: publicSubnetIds,
  domainNames: [config.require("domainName")],
  hostedZoneId: config.require("hostedZoneId"),
  jwt: { issuer, jwksEndpoint: `${issuer}/jwks.json`, claims: [{ name: "client_id", values: ["estate"] }] },
  routes: [{ name: "api", priority: 10, paths: ["/api/*"], port: ports.service, healthCheckPath: "/ready" }],
  accessLogs: { bucketName: accessLogBucketName, prefix: "entrance" },
  logs,
  alarmTopicArn,
  ...common,
});

// Operators: in sessions that are recorded, on hosts that take keys alone. Both find every host, in the cloud and in the plants.
const hostTags = { "asset-class": "server", env: tags.env };
const { hostPolicyArn } = new palisade.SessionManager("sessions", {
  kmsKeyArn: key("sessions", [KeyService.Sessions]).keyArn,
  logs: operationLogs,
  hostTags,
  ...common,
});
new palisade.SshKeys("hosts", { hostTags, publicKeys: { operations: config.require("operatorKey") }, tags });

// The application holds its rights in six units, and its roles none beyond their boundary.
const unit = (name: string, description: string, resource: string, ...actions: string[]): palisade.PermissionUnit => ({
  name,
  description,
  actions,
  resources: [config.require(resource)],
});
const units = [
  unit("read", "To read documents", "documentsArn", "s3:GetObject", "s3:GetObjectVersion"),
  unit("file", "To file documents", "documentsArn", "s3:PutObject"),
  unit("withdraw", "To withdraw documents", "documentsArn", "s3:DeleteObject"),
  unit("order", "To place orders", "ordersArn", "sqs:SendMessage"),
  unit("fulfil", "To fulfil orders", "ordersArn", "sqs:DeleteMessage", "sqs:ReceiveMessage"),
  unit("configure", "To read settings", "settingsArn", "ssm:GetParameter", "ssm:GetParametersByPath"),
];
const actions = units.flatMap((one) => one.actions);
const regions = [homeRegion, recoveryRegion];
const { policyArn: permissionsBoundaryArn } = new palisade.PermissionBoundary("estate", {
  actions,
  regions,
  ...common,
});
const { policyArns } = new palisade.PermissionUnits("orders", {
  units,
  roles: [
    { name: "archivist", units: ["read", "withdraw"], trusted: TrustedService.Lambda },
    { name: "planner", units: ["order"], trusted: TrustedService.Scheduler },
  ],
  separatedDuties: [
    { units: ["file", "withdraw"], reason: "Nobody withdraws what he filed" },
    { units: ["order", "fulfil"], reason: "Nobody fulfils what he ordered" },
  ],
  permissionsBoundaryArn,
  ...common,
});
const rights = (...names: string[]) =>
  Object.fromEntries(Object.entries(policyArns).filter(([name]) => names.includes(name)));

// The other account copies backups of what these keys encrypt, and needs them for that.
const users = [config.require("copierArn")];
const serverKey = key("servers", [KeyService.AutoScaling, KeyService.Backup, KeyService.Ec2], { users });
const databaseKey = key("databases", [KeyService.Backup, KeyService.Rds, KeyService.SecretsManager], { users });

// Servers: a fleet behind the entrance, one for batch jobs, and those of the plants.
const fleet = {
  vpcId,
  subnetIds: privateSubnetIds,
  imageId: config.require("image"),
  instanceTypes: ["m6i.large", "m5.large"],
  minSize: config.requireNumber("servers"),
  maxSize: 4 * config.requireNumber("servers"),
  kmsKeyArn: serverKey.keyArn,
  alarmTopicArn,
  ...common,
  tags: yellow,
};
const application = new palisade.Servers("application", {
  ...fleet,
  description: "Takes orders and files documents",
  patchGroup: "application",
  targetGroupArns: Object.values(entrance.targetGroupArns),
  policyArns: { hostPolicyArn, ...rights("read", "file", "order", "configure") },
});
const batch = new palisade.Servers("batch", {
  ...fleet,
  description: "Fulfils orders",
  patchGroup: "batch",
  policyArns: { hostPolicyArn, ...rights("read", "fulfil", "configure") },
});
new palisade.HybridNodes("plants", {
  description: "Servers and gateways of machines in the plants",
  registrations: config.requireNumber("plantNodes"),
  issuedOn: config.require("plantNodesIssuedOn"),
  patchGroup: "plants",
  policyArns: { hostPolicyArn },
  certificates: {
    certificateBundle: config.require("plantAuthority"),
    organizationalUnit: "gateways",
    policyArns: rights("order"),
  },
  ...common,
});

// Patches: at night, on the batch fleet before the servers that clients depend on.
const { AmazonLinux2023, RedHatEnterpriseLinux, Windows } = palisade.OperatingSystem;
const patches = { logs: operationLogs, timezone, alarmTopicArn, ...common };
const inFleets = { patchGroup: "application", firstGroup: "batch", operatingSystems: [AmazonLinux2023] };
new palisade.Patching("fleet-patches", { ...patches, ...inFleets });
const inPlants = { patchGroup: "plants", operatingSystems: [RedHatEnterpriseLinux, Windows] };
new palisade.Patching("plant-patches", { ...patches, ...inPlants });

// Databases. A snapshot of Oracle that the engine encrypts cannot leave the account, so that Oracle keeps general data alone.
const { keyArn: kmsKeyArn } = databaseKey;
const store = { vpcId, subnetIds: dataSubnetIds, kmsKeyArn, logs, timezone, alarmTopicArn, ...common };
const catalogue = new palisade.Database("catalogue", {
  ...store,
  engine: DatabaseEngine.OracleEnterprise,
  instanceClass: "db.r5.xlarge",
  oracle: { storageGib: 500 },
  dataClass: DataClass.General,
  tags: orange,
});
const orders = new palisade.Database("orders", {
  ...store,
  engine: DatabaseEngine.AuroraMysql,
  zones,
  instanceClass: "db.r6g.xlarge",
  dataClass: DataClass.Personal,
  tags: orange,
});
const machines = new palisade.Database("machines", {
  ...store,
  engine: DatabaseEngine.DocumentDb,
  zones,
  instanceClass: "db.r6g.large",
  dataClass: DataClass.Important,
  tags: yellow,
});

// What batch jobs sign in to the bank with.
const bank = new palisade.Secret("bank", {
  description: "Signs batch jobs in to the bank",
  kmsKeyArn: key("secrets", [KeyService.SecretsManager]).keyArn,
  administrators: config.requireObject("deployers"),
  readers: [batch.roleArn],
  rotation: { functionArn: config.require("rotatorArn"), functionRoleArn: config.require("rotatorRoleArn") },
  ...common,
});
new aws.iam.RolePolicy("batch-reads-bank", { role: batch.roleName, policy: bank.readerPolicy });

// Backups: copied to the recovery region and to another account, restored for tests. Nobody ever unlocks those of orange systems.
const { Aurora, DocumentDb, Ebs, Rds } = palisade.BackupResource;
const backups = {
  ...recovery([KeyService.Backup, KeyService.Ec2, KeyService.Rds], alarmTopicArn),
  dataKeyArns: [serverKey.keyArn, databaseKey.keyArn],
};
const beside = (kind: palisade.BackupResource, { subnetGroupName }: palisade.Database) => ({
  kind,
  overrides: { dbSubnetGroupName: subnetGroupName },
});
new palisade.Backup("orange", {
  ...backups,
  dataClass: DataClass.Personal,
  tagged: { key: "backup", value: "orange", kinds: [Aurora, Rds] },
  lock,
  accountVaultArn: config.require("orangeVaultArn"),
  restoreTest: { metadata: [beside(Aurora, orders), beside(Rds, catalogue)] },
  regionSettings: config.requireObject("backedUpTypes"),
  tags: orange,
});
new palisade.Backup("yellow", {
  ...backups,
  dataClass: DataClass.Important,
  tagged: { key: "backup", value: "yellow", kinds: [DocumentDb, Ebs] },
  accountVaultArn: config.require("yellowVaultArn"),
  restoreTest: { metadata: [beside(DocumentDb, machines)] },
  tags: yellow,
});

// Every path that is open, and no other.
const endpoints = { securityGroupId: network.endpointSecurityGroupId };
open({
  "entrance-to-issuer": [entrance.end, internet, ports.https, "Keys of the issuer of tokens"],
  "entrance-to-application": [entrance.end, application.end, ports.service, "Requests of clients"],
  "application-to-catalogue": [application.end, catalogue.end, catalogue.port, "Parts and prices"],
  "application-to-orders": [application.end, orders.end, orders.port, "Orders"],
  "application-to-machines": [application.end, machines.end, machines.port, "State of machines"],
  "application-to-endpoints": [application.end, endpoints, ports.https, "Services of the cloud"],
  "application-to-mirrors": [application.end, internet, ports.https, "Patches, and objects in buckets"],
  "batch-to-orders": [batch.end, orders.end, orders.port, "Orders to fulfil"],
  "batch-to-machines": [batch.end, machines.end, machines.port, "Commands to machines"],
  "batch-to-endpoints": [batch.end, endpoints, ports.https, "Services of the cloud"],
  "batch-to-bank": [batch.end, internet, ports.https, "Payments, patches, and objects in buckets"],
});
