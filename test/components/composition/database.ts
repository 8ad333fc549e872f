import { Database, DatabaseEngine, DataClass, OracleLicense, Path, Weekday } from "../../../components";
import { key, logs, network, server, tags, zones } from "./foundation";

export const alarmTopicArn = "arn:aws:sns:eu-central-1:123456789012:alarms";

const placed = {
  vpcId: network.vpcId,
  subnetIds: network.dataSubnetIds,
  kmsKeyArn: key.keyArn,
  logs,
  alarmTopicArn,
  tags,
};

const messages = new Database("messages", {
  ...placed,
  engine: DatabaseEngine.AuroraPostgresql,
  version: "16",
  zones: zones.slice(0, 3),
  instanceClass: "db.r7g.large",
  dataClass: DataClass.Core,
  retentionDays: 3653,
  databaseName: "messages",
  passwordRotationDays: 90,
  timezone: "Europe/Berlin",
  maintenanceDay: Weekday.Saturday,
  maxReaders: 5,
  activityStream: true,
  maxConnections: 4000,
});
new Path("server-to-messages", {
  from: server.end,
  to: messages.end,
  port: 5432,
  description: "Messages",
  tags,
});

new Database("contacts", {
  ...placed,
  engine: DatabaseEngine.AuroraMysql,
  zones: zones.slice(0, 2),
  instanceClass: "db.r7g.large",
  dataClass: DataClass.Personal,
});
new Database("documents", {
  ...placed,
  engine: DatabaseEngine.DocumentDb,
  zones: zones.slice(0, 2),
  instanceClass: "db.r6g.large",
  dataClass: DataClass.SensitivePersonal,
});
new Database("accounts", {
  ...placed,
  engine: DatabaseEngine.OracleEnterprise,
  instanceClass: "db.r5.large",
  dataClass: DataClass.Important,
  databaseName: "ACCOUNTS",
  oracle: { storageGib: 200, maxStorageGib: 1000, license: OracleLicense.Own },
});
new Database("calendar", {
  ...placed,
  engine: DatabaseEngine.OracleStandard,
  instanceClass: "db.m5.large",
  dataClass: DataClass.General,
  oracle: { storageGib: 20 },
});
