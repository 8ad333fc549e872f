import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { AuditTrail, type AuditTrailArgs, Environment, LogArchive, RecoveryTier, TrailInsight } from "../../components";
import { china, named, ofType, record, valueOf } from "../support/mocks";
import { refuses } from "../support/refusal";
import { statementsOf } from "../support/resource-policy";

const kmsKeyArn = "arn:aws:kms:eu-central-1:111122223333:key/1";
const tags = { env: Environment.Production, tier: RecoveryTier.Red, owner: "security" };
const minimal: AuditTrailArgs = {
  archiveBucketName: "archive",
  kmsKeyArn,
  logs: { kmsKeyArn },
  alarmTopicArn: "arn:aws:sns:eu-central-1:111122223333:alarms",
  tags,
};

const make = (change: Partial<AuditTrailArgs> = {}) => record(() => new AuditTrail("audit", { ...minimal, ...change }));

const management = {
  name: "Management",
  fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }],
};

describe("AuditTrail", () => {
  it("records all regions, encrypted, with digests, into the archive and a log group", async () => {
    const { resources } = await make();
    const { inputs, protect, dependsOn } = named(resources, "audit-trail");
    const { tags: own, ...others } = inputs;
    assert.deepEqual(others, {
      name: "audit",
      s3BucketName: "archive",
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogging: true,
      enableLogFileValidation: true,
      kmsKeyId: kmsKeyArn,
      cloudWatchLogsGroupArn: "arn:aws:logs:eu-central-1:111122223333:log-group:audit-log-1a2b3c4:*",
      cloudWatchLogsRoleArn: "arn:aws:mock:::audit-log-role",
      advancedEventSelectors: [management],
      insightSelectors: [{ insightType: "ApiCallRateInsight" }, { insightType: "ApiErrorRateInsight" }],
    });
    assert.equal((own as Record<string, string>)["asset-class"], "log");
    assert.equal(protect, true);
    assert.ok(dependsOn.includes(named(resources, "audit-log-role-policy").urn));
  });

  it("parents and names everything that it makes, and completes once", async () => {
    const { resources, completed } = await make();
    const { urn, type } = named(resources, "audit");
    const children = resources.filter((resource) => resource.urn !== urn);
    assert.equal(type, "palisade:index:AuditTrail");
    assert.ok(children.every(({ parent, name }) => parent === urn && name.startsWith("audit-")));
    assert.equal(new Set(children.map(({ name }) => name)).size, children.length);
    assert.equal(children.length, 4 + 16 + 16);
    assert.deepEqual(completed, [urn]);
  });

  it("keeps its events at hand for five years", async () => {
    const { resources } = await make();
    const { inputs, protect } = named(resources, "audit-log");
    assert.equal(inputs["retentionInDays"], 1827);
    assert.equal(inputs["kmsKeyId"], kmsKeyArn);
    assert.equal(inputs["deletionProtectionEnabled"], true);
    assert.equal((inputs["tags"] as Record<string, string>)["log-class"], "operation");
    assert.equal(protect, true);
  });

  it("lets CloudTrail write its own streams of that group, and nothing else", async () => {
    const { resources } = await make();
    const [trust] = statementsOf(named(resources, "audit-log-role").inputs["assumeRolePolicy"]);
    assert.deepEqual(trust?.Principal, { Service: "cloudtrail.amazonaws.com" });
    // It tells neither account nor trail: a condition would keep it out.
    assert.equal(trust.Condition, undefined);
    assert.deepEqual(statementsOf(named(resources, "audit-log-role-policy").inputs["policy"]), [
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource:
          "arn:aws:logs:eu-central-1:111122223333:log-group:audit-log-1a2b3c4:log-stream:111122223333_CloudTrail_eu-central-1*",
      },
    ]);
  });

  it("records what is read and written where the program says so", async () => {
    const { resources } = await make({
      dataEvents: {
        bucketArns: ["arn:aws:s3:::files", pulumi.output("arn:aws:s3:::exports")],
        tableArns: ["arn:aws:dynamodb:eu-central-1:111122223333:table/messages"],
        functionArns: ["arn:aws:lambda:eu-central-1:111122223333:function:rotate"],
      },
    });
    const data = (name: string, type: string, arns: object) => ({
      name,
      fieldSelectors: [
        { field: "eventCategory", equals: ["Data"] },
        { field: "resources.type", equals: [type] },
        { field: "resources.ARN", ...arns },
      ],
    });
    assert.deepEqual(named(resources, "audit-trail").inputs["advancedEventSelectors"], [
      management,
      data("Objects", "AWS::S3::Object", { startsWiths: ["arn:aws:s3:::files/", "arn:aws:s3:::exports/"] }),
      data("Items", "AWS::DynamoDB::Table", {
        equals: ["arn:aws:dynamodb:eu-central-1:111122223333:table/messages"],
      }),
      data("Calls", "AWS::Lambda::Function", {
        equals: ["arn:aws:lambda:eu-central-1:111122223333:function:rotate"],
      }),
    ]);
  });

  it("tells of its files, looks for what is unusual, and has a name, as the program says", async () => {
    const deliveryTopicArn = "arn:aws:sns:eu-central-1:111122223333:trail";
    const { resources, made } = await make({
      trailName: "im.prod-audit",
      insights: [TrailInsight.ErrorRate],
      deliveryTopicArn,
    });
    const { inputs } = named(resources, "audit-trail");
    assert.equal(inputs["name"], "im.prod-audit");
    assert.equal(inputs["snsTopicName"], deliveryTopicArn);
    assert.deepEqual(inputs["insightSelectors"], [{ insightType: "ApiErrorRateInsight" }]);
    assert.equal(made.trailName, "im.prod-audit");
    assert.equal(await valueOf(made.trailArn), "arn:aws:cloudtrail:eu-central-1:111122223333:trail/im.prod-audit");
  });

  it("raises an alarm for each kind of event, within the five minutes in which it is counted", async () => {
    const { resources } = await make();
    const filters = ofType(resources, aws.cloudwatch.LogMetricFilter);
    const alarms = ofType(resources, aws.cloudwatch.MetricAlarm);
    assert.equal(filters.length, 16);
    assert.equal(alarms.length, 16);
    for (const alarm of alarms) {
      const { metricName, namespace, tags: own, threshold, alarmDescription, ...settings } = alarm.inputs;
      assert.deepEqual(settings, {
        statistic: "Sum",
        period: 300,
        evaluationPeriods: 1,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        treatMissingData: "notBreaching",
        alarmActions: [minimal.alarmTopicArn],
      });
      assert.equal(threshold, metricName === "failed-sign-ins" ? 5 : 1);
      assert.ok(alarmDescription);
      assert.equal((own as Record<string, string>)["owner"], "security");
      assert.match((own as Record<string, string>)["attack"] ?? "", /^T\d{4}(\.\d{3})?$/);
      const filter = named(resources, `${alarm.name}-filter`);
      assert.equal(filter.inputs["logGroupName"], "audit-log-1a2b3c4");
      assert.deepEqual(filter.inputs["metricTransformation"], { namespace, name: metricName, value: "1" });
      assert.equal(namespace, "AuditTrail/audit");
      assert.ok(alarm.dependsOn.includes(filter.urn));
    }
  });

  it("waits for the policy and the lock of the archive that it writes to", async () => {
    const { resources } = await record(() => {
      const accessLogs = { bucketName: "access-logs" };
      const archive = new LogArchive("archive", { kmsKeyArn, accessLogs, trails: [{ name: "audit" }], tags });
      return new AuditTrail("audit", { ...minimal, archiveBucketName: archive.bucketName });
    });
    const trail = named(resources, "audit-trail");
    for (const name of ["archive-policy", "archive-lock"]) {
      assert.ok(trail.dependsOn.includes(named(resources, name).urn), name);
    }
    // What the archive admits is what the trail is.
    const policy = String(named(resources, "archive-policy").inputs["policy"]);
    assert.ok(policy.includes('"aws:SourceArn":"arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit"'));
  });

  it("speaks of the partition of its provider", async () => {
    const { resources, made } = await record(() => new AuditTrail("audit", minimal), china);
    assert.equal(await valueOf(made.trailArn), "arn:aws-cn:cloudtrail:cn-north-1:444455556666:trail/audit");
    assert.match(
      String(named(resources, "audit-trail").inputs["cloudWatchLogsGroupArn"]),
      /^arn:aws-cn:logs:cn-north-1:/,
    );
  });

  it("takes the account from its arguments where they say it", async () => {
    const { made } = await make({ accountId: "999988887777" });
    assert.equal(await valueOf(made.trailArn), "arn:aws:cloudtrail:eu-central-1:999988887777:trail/audit");
  });

  it("lets overrides replace properties of a child, with a warning", async () => {
    const { resources, warnings } = await make({ overrides: { trail: { insightSelectors: [] } } });
    assert.deepEqual(named(resources, "audit-trail").inputs["insightSelectors"], []);
    assert.deepEqual(warnings, ["audit-trail: overrides set insightSelectors; the component does not vouch for this."]);
  });

  refuses(
    "AuditTrail",
    ({ name = "audit", ...change }: Partial<AuditTrailArgs> & { name?: string }) =>
      new AuditTrail(name, { ...minimal, ...change }),
    {
      "a trail that writes nowhere": {
        change: { archiveBucketName: "" },
        control: "LOG-07",
        message: 'AuditTrail "audit": archiveBucketName is ""; LOG-07 requires the name of a bucket for the trail.',
      },
      "a trail without a key": {
        change: { kmsKeyArn: "alias/audit" },
        control: "DAT-06",
        message: 'AuditTrail "audit": kmsKeyArn is "alias/audit"; DAT-06 requires the ARN of a key.',
      },
      "alarms that nobody hears": {
        change: { alarmTopicArn: "" },
        control: "LOG-04",
        message: 'AuditTrail "audit": alarmTopicArn is ""; LOG-04 requires the ARN of a topic.',
      },
      "events at hand for less than five years": {
        change: { logs: { kmsKeyArn, retentionDays: 365 } },
        control: "LOG-06",
        message: 'AuditTrail "audit": logs.retentionDays is 365; LOG-06 requires at least 1827 days.',
      },
      "a name that no trail can have": {
        change: { trailName: "audit_-trail" },
        message:
          'AuditTrail "audit": trailName is "audit_-trail"; expected 3 to 128 letters and digits, with single ._- between them.',
      },
      "a component whose own name no trail can have": {
        change: { name: "at" },
        message:
          'AuditTrail "at": trailName is "at"; expected 3 to 128 letters and digits, with single ._- between them.',
      },
      "a name that is too long for its role": {
        change: { name: "a".repeat(48) },
        message: `AuditTrail "${"a".repeat(48)}": name is "${"a".repeat(48)}"; expected 1 to 47 letters, digits, hyphens and underscores.`,
      },
      "a bucket without an ARN": {
        change: { dataEvents: { bucketArns: ["files"] } },
        message: 'AuditTrail "audit": dataEvents.bucketArns[0] is "files"; expected the ARN of a bucket.',
      },
      "a table without an ARN": {
        change: { dataEvents: { tableArns: ["messages"] } },
        message: 'AuditTrail "audit": dataEvents.tableArns[0] is "messages"; expected the ARN of a table.',
      },
      "a function without an ARN": {
        change: { dataEvents: { functionArns: ["rotate"] } },
        message: 'AuditTrail "audit": dataEvents.functionArns[0] is "rotate"; expected the ARN of a function.',
      },
      "more than a trail can watch": {
        change: {
          dataEvents: { bucketArns: Array.from({ length: 494 }, (_, index) => `arn:aws:s3:::files-${index}`) },
        },
        message: 'AuditTrail "audit": dataEvents is 494; expected at most 493 buckets, tables and functions.',
      },
      "an insight that is none": {
        change: { insights: ["Cost" as TrailInsight] },
        message: 'AuditTrail "audit": insights[0] is "Cost"; expected one of ApiCallRateInsight, ApiErrorRateInsight.',
      },
      "an account that is none": {
        change: { accountId: "1111" },
        message: 'AuditTrail "audit": accountId is "1111"; expected twelve digits.',
      },
      "overrides of a child that it does not have": {
        change: { overrides: { topic: {} } },
        message:
          'AuditTrail "audit": overrides.topic is {}; expected a role among trail, logGroup, logRole, metricFilter, alarm.',
      },
    },
  );
});
