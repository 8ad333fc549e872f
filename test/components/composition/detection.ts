import { Detection, ScanTarget, SecurityStandard, ThreatListFormat } from "../../../components";
import { account } from "./account-baseline";
import { key, network, tags } from "./foundation";

const alarmTopicArn = "arn:aws:sns:eu-central-1:123456789012:alarms";

new Detection("detection", {
  alarmTopicArn,
  configRoleArn: account.configRoleArn,
  configBucketName: "configuration-123456789012",
  configKmsKeyArn: key.keyArn,
  standards: Object.values(SecurityStandard),
  linkedRegions: ["eu-west-1", "eu-west-3"],
  threatLists: Object.fromEntries(
    Object.values(ThreatListFormat).map((format, index) => [
      `list-${index}`,
      { location: `https://lists.s3.eu-central-1.amazonaws.com/${index}`, format },
    ]),
  ),
  findingsExport: { bucketName: "findings-123456789012", kmsKeyArn: key.keyArn },
  scanTargets: Object.values(ScanTarget),
  trailLogGroupName: network.flowLogGroupName,
  complianceAlerts: true,
  accountId: "123456789012",
  tags,
});

new Detection("detection-least", {
  alarmTopicArn,
  configRoleArn: account.configRoleArn,
  configBucketName: "configuration-123456789012",
  recordsGlobalResources: false,
  runtimeMonitoring: false,
  scanTargets: [],
  tags,
});
