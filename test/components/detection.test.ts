import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  Detection,
  type DetectionArgs,
  Environment,
  RecoveryTier,
  ScanTarget,
  SecurityStandard,
  ThreatListFormat,
} from "../../components";
import { resolveDetection, whereOf } from "../../components/detection";
import { standardArn } from "../../components/detection/security-hub";
import { china, named, ofType, type Place, record, valueOf } from "../support/mocks";
import { refuses } from "../support/refusal";
import { inRegion } from "../support/region";

const topic = "arn:aws:sns:eu-central-1:111122223333:alarms";
const configRole = "arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig";
const key = "arn:aws:kms:eu-central-1:111122223333:key/7f3a91c2-e04b-4c55-8a4f-3b6d6f1e2a90";

const minimal: DetectionArgs = {
  alarmTopicArn: topic,
  configRoleArn: configRole,
  configBucketName: "configuration",
  tags: { env: Environment.Production, tier: RecoveryTier.None, owner: "security" },
};

const make = (change: Partial<DetectionArgs> = {}, place?: Place) =>
  record(() => new Detection("watch", { ...minimal, ...change }), place);

const tagsOf = (name: string, attack?: string) => ({
  ...(attack && { attack }),
  Name: name,
  env: "production",
  tier: "none",
  owner: "security",
  "asset-class": "detection",
});

describe("Detection", () => {
  it("makes what a region has one of, and a rule with its target for each kind of finding", async () => {
    const { resources } = await make();
    assert.deepEqual(resources.map(({ name }) => name).toSorted(), [
      "watch",
      "watch-delivery-channel",
      "watch-detector",
      "watch-feature-ebs-malware-protection",
      "watch-feature-eks-audit-logs",
      "watch-feature-lambda-network-logs",
      "watch-feature-rds-login-events",
      "watch-feature-runtime-monitoring",
      "watch-feature-s3-data-events",
      "watch-finding",
      "watch-finding-target",
      "watch-hub",
      "watch-login",
      "watch-login-target",
      "watch-privilege",
      "watch-privilege-target",
      "watch-recorder",
      "watch-recorder-status",
      "watch-scanner",
      "watch-standard-best-practices",
      "watch-threat",
      "watch-threat-target",
      "watch-traffic",
      "watch-traffic-target",
    ]);
  });

  it("parents its children and completes once", async () => {
    const { resources, completed } = await make({ trailLogGroupName: "trail" });
    const { urn } = named(resources, "watch");
    assert.ok(resources.slice(1).every(({ parent }) => parent === urn));
    assert.deepEqual(completed, [urn]);
  });

  it("protects what loses findings or records when it goes", async () => {
    const { resources } = await make();
    assert.deepEqual(
      resources
        .filter(({ protect }) => protect)
        .map(({ name }) => name)
        .toSorted(),
      ["watch-detector", "watch-hub", "watch-recorder"],
    );
  });

  describe("of threats", () => {
    it("has a detector that publishes every 15 minutes", async () => {
      const { resources } = await make();
      assert.deepEqual(named(resources, "watch-detector").inputs, {
        enable: true,
        findingPublishingFrequency: "FIFTEEN_MINUTES",
        tags: tagsOf("watch-detector"),
      });
    });

    it("has every kind of protection, one after the other", async () => {
      const { resources } = await make();
      const features = ofType(resources, aws.guardduty.DetectorFeature);
      assert.deepEqual(
        features.map(({ inputs }) => [inputs["name"], inputs["status"]]),
        [
          ["S3_DATA_EVENTS", "ENABLED"],
          ["EKS_AUDIT_LOGS", "ENABLED"],
          ["EBS_MALWARE_PROTECTION", "ENABLED"],
          ["RDS_LOGIN_EVENTS", "ENABLED"],
          ["LAMBDA_NETWORK_LOGS", "ENABLED"],
          ["RUNTIME_MONITORING", "ENABLED"],
        ],
      );
      features.forEach(({ name, dependsOn, inputs }, index) => {
        assert.ok(dependsOn.includes((features[index - 1] ?? named(resources, "watch-detector")).urn), name);
        assert.equal(inputs["detectorId"], "watch-detector-id");
      });
    });

    it("keeps the agents of runtime monitoring everywhere", async () => {
      const { resources } = await make();
      assert.deepEqual(named(resources, "watch-feature-runtime-monitoring").inputs["additionalConfigurations"], [
        { name: "EKS_ADDON_MANAGEMENT", status: "ENABLED" },
        { name: "ECS_FARGATE_AGENT_MANAGEMENT", status: "ENABLED" },
        { name: "EC2_AGENT_MANAGEMENT", status: "ENABLED" },
      ]);
    });

    it("leaves runtime monitoring out where the program says so", async () => {
      const { resources } = await make({ runtimeMonitoring: false });
      assert.equal(ofType(resources, aws.guardduty.DetectorFeature).length, 5);
      assert.ok(!resources.some(({ name }) => name === "watch-feature-runtime-monitoring"));
    });

    it("reads lists of threats", async () => {
      const { resources } = await make({
        threatLists: {
          isac: { location: "https://lists.s3.eu-central-1.amazonaws.com/isac-1.txt", format: ThreatListFormat.Text },
        },
      });
      assert.deepEqual(named(resources, "watch-threat-list-isac").inputs, {
        detectorId: "watch-detector-id",
        activate: true,
        location: "https://lists.s3.eu-central-1.amazonaws.com/isac-1.txt",
        format: "TXT",
        tags: tagsOf("watch-threat-list-isac"),
      });
    });

    it("exports findings to a bucket", async () => {
      const { resources } = await make({ findingsExport: { bucketName: "findings", kmsKeyArn: key } });
      assert.deepEqual(named(resources, "watch-findings-export").inputs, {
        detectorId: "watch-detector-id",
        destinationArn: "arn:aws:s3:::findings",
        kmsKeyArn: key,
        tags: tagsOf("watch-findings-export"),
      });
    });
  });

  describe("of configuration", () => {
    it("records every resource at every change, and delivers to the bucket", async () => {
      const { resources } = await make({ configKmsKeyArn: key });
      assert.deepEqual(named(resources, "watch-recorder").inputs, {
        name: "default",
        roleArn: configRole,
        recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
        recordingMode: { recordingFrequency: "CONTINUOUS" },
      });
      assert.deepEqual(named(resources, "watch-delivery-channel").inputs, {
        name: "default",
        s3BucketName: "configuration",
        s3KmsKeyArn: key,
        snapshotDeliveryProperties: { deliveryFrequency: "TwentyFour_Hours" },
      });
      assert.deepEqual(named(resources, "watch-recorder-status").inputs, { name: "default", isEnabled: true });
    });

    it("starts in the order that the service demands, and before it is checked", async () => {
      const { resources } = await make();
      const waits = (name: string, other: string) =>
        assert.ok(named(resources, name).dependsOn.includes(named(resources, other).urn), `${name} on ${other}`);
      waits("watch-delivery-channel", "watch-recorder");
      waits("watch-recorder-status", "watch-delivery-channel");
      waits("watch-standard-best-practices", "watch-recorder-status");
      waits("watch-standard-best-practices", "watch-hub");
    });

    it("leaves resources of no region to another region where the program says so", async () => {
      const { resources } = await make({ recordsGlobalResources: false });
      assert.deepEqual(named(resources, "watch-recorder").inputs["recordingGroup"], {
        allSupported: true,
        includeGlobalResourceTypes: false,
      });
    });

    it("has a hub with the standards named and no other", async () => {
      const { resources } = await make({ standards: Object.values(SecurityStandard) });
      assert.deepEqual(named(resources, "watch-hub").inputs, {
        enableDefaultStandards: false,
        controlFindingGenerator: "SECURITY_CONTROL",
        autoEnableControls: true,
      });
      const at = "arn:aws:securityhub:eu-central-1::standards/";
      assert.deepEqual(
        ofType(resources, aws.securityhub.StandardsSubscription).map(({ inputs }) => inputs["standardsArn"]),
        [
          `${at}aws-foundational-security-best-practices/v/1.0.0`,
          `${at}cis-aws-foundations-benchmark/v/3.0.0`,
          `${at}nist-800-53/v/5.0.0`,
          `${at}nist-800-171/v/2.0.0`,
          `${at}pci-dss/v/4.0.1`,
          `${at}aws-resource-tagging-standard/v/1.0.0`,
        ],
      );
    });

    it("names standards by partition and region", () => {
      assert.equal(
        standardArn(SecurityStandard.BestPractices, china),
        "arn:aws-cn:securityhub:cn-north-1::standards/aws-foundational-security-best-practices/v/1.0.0",
      );
    });

    it("brings the findings of further regions together", async () => {
      const { resources } = await make({ linkedRegions: ["eu-west-1", "eu-west-3"] });
      const { inputs, dependsOn } = named(resources, "watch-aggregator");
      assert.deepEqual(inputs, { linkingMode: "SPECIFIED_REGIONS", specifiedRegions: ["eu-west-1", "eu-west-3"] });
      assert.deepEqual(dependsOn, [named(resources, "watch-hub").urn]);
    });
  });

  describe("of vulnerabilities", () => {
    it("scans instances, images and functions of the account", async () => {
      const { resources } = await make();
      assert.deepEqual(named(resources, "watch-scanner").inputs, {
        accountIds: ["111122223333"],
        resourceTypes: ["EC2", "ECR", "LAMBDA"],
      });
    });

    it("scans what the program names, in the account that it names", async () => {
      const { resources } = await make({ scanTargets: Object.values(ScanTarget), accountId: "999988887777" });
      assert.deepEqual(named(resources, "watch-scanner").inputs, {
        accountIds: ["999988887777"],
        resourceTypes: ["EC2", "ECR", "LAMBDA", "LAMBDA_CODE"],
      });
    });

    it("leaves scanning to others where it names nothing", async () => {
      const { resources } = await make({ scanTargets: [] });
      assert.deepEqual(ofType(resources, aws.inspector2.Enabler), []);
    });
  });

  describe("tells", () => {
    it("of threats of high severity, in words, with the technique", async () => {
      const { resources } = await make();
      const rule = named(resources, "watch-threat");
      assert.deepEqual(JSON.parse(rule.inputs["eventPattern"] as string), {
        source: ["aws.guardduty"],
        "detail-type": ["GuardDuty Finding"],
        detail: { severity: [{ numeric: [">=", 7] }] },
      });
      assert.equal(rule.inputs["state"], "ENABLED");
      assert.deepEqual(rule.inputs["tags"], tagsOf("watch-threat", "T1071"));
      const { arn, inputTransformer } = named(resources, "watch-threat-target").inputs;
      assert.equal(arn, topic);
      assert.deepEqual(inputTransformer, {
        inputPaths: {
          account: "$.detail.accountId",
          region: "$.detail.region",
          severity: "$.detail.severity",
          type: "$.detail.type",
          title: "$.detail.title",
          description: "$.detail.description",
          finding: "$.detail.id",
        },
        inputTemplate:
          '"GuardDuty, account <account>, region <region>, severity <severity>: <title>. <description> Type: <type>. ' +
          'Finding: <finding>."',
      });
    });

    it("the topic of every rule, by a target of its own", async () => {
      const { resources, made } = await make({ complianceAlerts: true, overrides: { findingRule: { name: "rule" } } });
      const targets = ofType(resources, aws.cloudwatch.EventTarget);
      assert.equal(made.findingRules.length, 6);
      assert.deepEqual(
        targets.map(({ inputs }) => [inputs["rule"], inputs["arn"]]),
        Array.from({ length: 6 }, () => ["rule", topic]),
      );
    });

    it("the technique whatever the program's own tags say", async () => {
      const { resources } = await make({ tags: { ...minimal.tags, additional: { attack: "none" } } });
      assert.equal((named(resources, "watch-threat").inputs["tags"] as Record<string, string>)["attack"], "T1071");
    });

    it("of what the trail writes, within five minutes", async () => {
      const { resources, made } = await make({ trailLogGroupName: pulumi.output("trail") });
      assert.deepEqual(named(resources, "watch-root-use-filter").inputs, {
        logGroupName: "trail",
        pattern:
          '{ ($.userIdentity.type = "Root") && ($.userIdentity.invokedBy NOT EXISTS) && ' +
          '($.eventType != "AwsServiceEvent") }',
        metricTransformation: { namespace: "Detection/watch", name: "root-use", value: "1" },
      });
      assert.deepEqual(named(resources, "watch-root-use").inputs, {
        alarmDescription: "Use of the root user",
        namespace: "Detection/watch",
        metricName: "root-use",
        statistic: "Sum",
        period: 300,
        evaluationPeriods: 1,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        threshold: 1,
        treatMissingData: "notBreaching",
        alarmActions: [topic],
        tags: tagsOf("watch-root-use", "T1078.004"),
      });
      assert.equal(made.trailAlarms.length, 16);
      for (const { inputs } of ofType(resources, aws.cloudwatch.MetricAlarm)) {
        const filters = ofType(resources, aws.cloudwatch.LogMetricFilter).filter(
          (filter) => (filter.inputs["metricTransformation"] as { name: string }).name === inputs["metricName"],
        );
        assert.equal(filters.length, 1);
      }
    });

    it("nothing of a trail where there is none", async () => {
      const { resources, made } = await make();
      assert.deepEqual(ofType(resources, aws.cloudwatch.MetricAlarm), []);
      assert.deepEqual(made.trailAlarms, []);
    });
  });

  describe("in China", () => {
    const refusal =
      'Detection "watch": runtimeMonitoring is true; MON-05 requires false in China, where GuardDuty watches logs, data and ' +
      "volumes but nothing that runs.";

    it("does without runtime monitoring", async () => {
      const { resources } = await make(
        { runtimeMonitoring: false, findingsExport: { bucketName: "findings", kmsKeyArn: key } },
        china,
      );
      assert.equal(named(resources, "watch-findings-export").inputs["destinationArn"], "arn:aws-cn:s3:::findings");
      assert.deepEqual(named(resources, "watch-scanner").inputs["accountIds"], ["444455556666"]);
    });

    it("refuses runtime monitoring at once where the configuration says where it is", () => {
      assert.throws(() => inRegion("cn-north-1", () => new Detection("watch", minimal)), {
        name: "RefusedArgumentError",
        message: refusal,
      });
    });

    it("refuses runtime monitoring as soon as the provider says where it is", async () => {
      const { made } = await record(() => {
        const parent = new pulumi.ComponentResource("test:index:Test", "test");
        return whereOf(parent, "watch", resolveDetection("watch", minimal));
      }, china);
      await assert.rejects(valueOf(made), { name: "RefusedArgumentError", message: refusal });
    });
  });

  const construct = (change: Partial<DetectionArgs>) => new Detection("watch", { ...minimal, ...change });
  const list = { location: "https://lists.s3.eu-central-1.amazonaws.com/isac.txt", format: ThreatListFormat.Text };
  refuses("Detection", construct, {
    "nobody who hears": {
      change: { alarmTopicArn: undefined as unknown as string },
      control: "LOG-04",
      message:
        'Detection "watch": alarmTopicArn is missing; LOG-04 requires a value: ARN of the topic that hears of high-risk events ' +
        "at once, such as topicArn of an AlarmTopic with the senders events and alarms.",
    },
    "another role to record with": {
      change: { configRoleArn: "arn:aws:iam::111122223333:role/config" },
      message:
        'Detection "watch": configRoleArn is "arn:aws:iam::111122223333:role/config"; expected the ARN of the role ' +
        "AWSServiceRoleForConfig.",
    },
    "no standard": {
      change: { standards: [] },
      control: "MON-02",
      message: 'Detection "watch": standards is []; MON-02 requires one standard at least.',
    },
    "a standard that is none": {
      change: { standards: ["iso" as SecurityStandard] },
      message:
        'Detection "watch": standards[0] is "iso"; expected one of best-practices, cis, nist-800-53, nist-800-171, pci-dss, ' +
        "resource-tagging.",
    },
    "a standard twice": {
      change: { standards: [SecurityStandard.Cis, SecurityStandard.Cis] },
      message: 'Detection "watch": standards is ["cis","cis"]; expected each of them once.',
    },
    "findings of two jurisdictions in one place": {
      change: { linkedRegions: ["eu-west-1", "us-east-1"] },
      control: "DAT-04",
      message:
        'Detection "watch": linkedRegions is ["eu-west-1","us-east-1"]; DAT-04 requires regions of one jurisdiction.',
    },
    "more lists of threats than GuardDuty takes": {
      change: { threatLists: Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`list-${index}`, list])) },
      message:
        'Detection "watch": threatLists is ["list-0","list-1","list-2","list-3","list-4","list-5","list-6"]; expected at most ' +
        "6 lists.",
    },
    "a list of threats whose name cannot be that of a resource": {
      change: { threatLists: { "my list": list } },
      message:
        'Detection "watch": threatLists.my list is "my list"; expected a name of 1 to 40 letters, digits and hyphens.',
    },
    "a list of threats that is nowhere": {
      change: { threatLists: { isac: { ...list, location: "isac.txt" } } },
      control: "MON-07",
      message:
        'Detection "watch": threatLists.isac.location is "isac.txt"; MON-07 requires the URL of an object in a bucket.',
    },
    "a list of threats in a format of its own": {
      change: { threatLists: { isac: { ...list, format: "CSV" as ThreatListFormat } } },
      message:
        'Detection "watch": threatLists.isac.format is "CSV"; expected one of OTX_CSV, ALIEN_VAULT, FIRE_EYE, PROOF_POINT, STIX, ' +
        "TXT.",
    },
    "to scan what Inspector does not": {
      change: { scanTargets: ["s3" as ScanTarget] },
      message: 'Detection "watch": scanTargets[0] is "s3"; expected one of ec2, ecr, lambda, lambda-code.',
    },
    "to scan the code of functions without their packages": {
      change: { scanTargets: [ScanTarget.LambdaCode] },
      control: "VUL-04",
      message: 'Detection "watch": scanTargets is ["lambda-code"]; VUL-04 requires lambda where there is lambda-code.',
    },
    "an account that is none": {
      change: { accountId: "" },
      message: 'Detection "watch": accountId is ""; expected twelve digits.',
    },
    "a blank owner": {
      change: { tags: { ...minimal.tags, owner: "" } },
      control: "SCO-01",
      message: 'Detection "watch": tags.owner is ""; SCO-01 requires the name of a team.',
    },
    "overrides of a child that it does not have": {
      change: { overrides: { macie: {} } },
      message:
        'Detection "watch": overrides.macie is {}; expected a role among detector, feature, threatList, findingsExport, ' +
        "recorder, deliveryChannel, recorderStatus, hub, standard, aggregator, scanner, findingRule, findingTarget, " +
        "trailFilter, trailAlarm.",
    },
  });

  refuses("Detection", (name: string) => new Detection(name, minimal), {
    "a name that is too long for its rules": {
      change: "x".repeat(46),
      message: `Detection "${"x".repeat(46)}": name is "${"x".repeat(46)}"; expected 1 to 45 letters, digits, hyphens and underscores.`,
    },
  });
});
