import { DataClass, SessionManager } from "../../../components";
import { key, tags } from "./foundation";

new SessionManager("sessions", {
  kmsKeyArn: key.keyArn,
  logs: { kmsKeyArn: key.keyArn },
  hostTags: { "asset-class": "server" },
  tags,
});

new SessionManager("sessions-of-operators", {
  kmsKeyArn: key.keyArn,
  logs: { kmsKeyArn: key.keyArn, retentionDays: 3653, dataClass: DataClass.SensitivePersonal },
  hostTags: { "asset-class": "server", env: "production" },
  documentName: "sessions-of-operators",
  idleMinutes: 10,
  sessionHours: 4,
  runAsUser: "operator",
  shellProfile: { linux: "exec bash -l", windows: "Set-Location C:\\" },
  accountId: "123456789012",
  tags,
});
