import fc from "fast-check";
import { Detection, type DetectionArgs, ScanTarget, SecurityStandard, ThreatListFormat } from "../../../../components";
import { account } from "../../composition/account-baseline";
import { key, network, tags } from "../../composition/foundation";
import type { Sample } from "../sample";

export const sample: Sample<DetectionArgs> = {
  args: fc.record(
    {
      alarmTopicArn: fc.constant("arn:aws:sns:eu-central-1:123456789012:alarms"),
      configRoleArn: fc.constantFrom(account.configRoleArn, "arn:aws:iam::123456789012:role/config"),
      configBucketName: fc.constant("configuration-123456789012"),
      configKmsKeyArn: fc.constant(key.keyArn),
      recordsGlobalResources: fc.boolean(),
      standards: fc.subarray(Object.values(SecurityStandard)),
      linkedRegions: fc.subarray(["eu-west-1", "eu-west-3", "us-east-1"]),
      runtimeMonitoring: fc.boolean(),
      threatLists: fc.dictionary(
        fc.constantFrom("isac", "partner", "a list"),
        fc.record({
          location: fc.constantFrom("https://lists.s3.eu-central-1.amazonaws.com/list", "list"),
          format: fc.constantFrom(...Object.values(ThreatListFormat)),
        }),
        { maxKeys: 2 },
      ),
      findingsExport: fc.record({ bucketName: fc.constant("findings"), kmsKeyArn: fc.constant(key.keyArn) }),
      scanTargets: fc.subarray(Object.values(ScanTarget)),
      trailLogGroupName: fc.constant(network.flowLogGroupName),
      complianceAlerts: fc.boolean(),
      tags: fc.constant(tags),
    },
    { requiredKeys: ["alarmTopicArn", "configRoleArn", "configBucketName", "tags"] },
  ),
  make: (name, args) => new Detection(name, args),
};
