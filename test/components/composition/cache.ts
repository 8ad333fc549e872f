import { Cache, DataClass, Path, Weekday } from "../../../components";
import { key, logs, network, server, tags } from "./foundation";
import { alarmTopicArn } from "./database";

const placed = {
  vpcId: network.vpcId,
  subnetIds: network.dataSubnetIds,
  kmsKeyArn: key.keyArn,
  logs,
  alarmTopicArn,
  tags,
};

const sessions = new Cache("sessions", {
  ...placed,
  version: "8.1",
  nodeType: "cache.r7g.large",
  nodesPerShard: 3,
  users: [
    { name: "gateway", keys: ["session:*"], commands: ["@read", "@write", "@connection", "info"] },
    { name: "presence", keys: ["presence:*"], channels: ["presence:*"], commands: ["@read", "@pubsub", "@connection"] },
  ],
  timezone: "Europe/Berlin",
  maintenanceDay: Weekday.Saturday,
});
new Path("server-to-sessions", {
  from: server.end,
  to: sessions.end,
  port: 6379,
  description: "Sessions",
  tags,
});

new Cache("counters", {
  ...placed,
  version: "9.0",
  nodeType: "cache.r7g.large",
  shards: 2,
  users: [{ name: "api", keys: ["counter:*"], commands: ["@read", "@write", "@connection", "cluster|slots"] }],
  dataClass: DataClass.Core,
  retentionDays: 3653,
});
