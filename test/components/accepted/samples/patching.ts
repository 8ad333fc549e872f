import fc from "fast-check";
import { OperatingSystem, Patching, type PatchingArgs, Weekday } from "../../../../components";
import { key, tags } from "../../composition/foundation";
import { mostly, type Sample } from "../sample";

export const sample: Sample<PatchingArgs> = {
  args: fc.record(
    {
      patchGroup: mostly(["servers"], [""]),
      operatingSystems: fc.subarray(Object.values(OperatingSystem)),
      logs: fc.constant({ kmsKeyArn: key.keyArn }),
      firstGroup: mostly(["first"], ["servers"]),
      approveAfterDays: mostly([0, 1], [2]),
      routineApproveAfterDays: mostly([7, 360], [361]),
      installDays: fc.subarray(Object.values(Weekday), { minLength: 3 }),
      installStart: mostly(["01:00", "02:30", "03:00"], ["00:30", "04:30"]),
      installHours: mostly([1, 2], [0, 5]),
      // The zone in which the stack's windows are judged.
      timezone: fc.constant("Asia/Shanghai"),
      concurrencyPercent: mostly([1, 50], [0, 51]),
      errorPercent: mostly([0, 50], [51]),
      alarmTopicArn: fc.constant("arn:aws:sns:eu-central-1:123456789012:alarms"),
      tags: fc.constant(tags),
    },
    { requiredKeys: ["patchGroup", "operatingSystems", "logs", "tags"] },
  ),
  make: (name, args) => new Patching(name, args),
};
