import fc from "fast-check";
import { SessionManager, type SessionManagerArgs } from "../../../../components";
import { key, tags } from "../../composition/foundation";
import type { Sample } from "../sample";

export const sample: Sample<SessionManagerArgs> = {
  args: fc.record(
    {
      kmsKeyArn: fc.constant(key.keyArn),
      logs: fc.record(
        { kmsKeyArn: fc.constant(key.keyArn), retentionDays: fc.constantFrom(365, 1827, 3653) },
        { requiredKeys: ["kmsKeyArn"] },
      ),
      hostTags: fc.constantFrom<Record<string, string>>(
        { "asset-class": "server" },
        { "asset-class": "server", env: "production" },
        {},
      ),
      documentName: fc.constantFrom("operators", "SSM-SessionManagerRunShell", "AWS-StartSSHSession"),
      idleMinutes: fc.constantFrom(0, 1, 30, 31),
      sessionHours: fc.constantFrom(0, 1, 8, 9),
      runAsUser: fc.constantFrom("operator", "root"),
      shellProfile: fc.constantFrom({ linux: "exec bash" }, { windows: "cd C:\\" }, { linux: "x".repeat(513) }),
      accountId: fc.constantFrom("123456789012", "1"),
      tags: fc.constant(tags),
    },
    { requiredKeys: ["kmsKeyArn", "logs", "hostTags", "tags"] },
  ),
  make: (name, args) => new SessionManager(name, args),
};
