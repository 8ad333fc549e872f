import assert from "node:assert/strict";
import fc from "fast-check";
import { type FindingRule, findingRules } from "../../../components/detection/finding-rules";

type Condition = string | number | { readonly [operator: string]: unknown };

/** Whether EventBridge would match a value against the conditions of a field, as far as the rules use them. */
function meets(value: unknown, conditions: readonly Condition[]): boolean {
  return conditions.some((condition) => {
    if (typeof condition !== "object") {
      return value === condition;
    }
    const [[operator, operand] = ["", undefined]] = Object.entries(condition);
    switch (operator) {
      case "prefix":
        return String(value).startsWith(String(operand));
      case "numeric": {
        const [comparison, bound] = operand as readonly [string, number];
        return comparison === "<" ? Number(value) < bound : Number(value) >= bound;
      }
      case "anything-but":
        return Array.isArray(operand)
          ? !operand.includes(value)
          : !String(value).startsWith((operand as { readonly prefix: string }).prefix);
      default:
        throw new Error(`no such operator: ${operator}`);
    }
  });
}

function matches(pattern: unknown, event: unknown): boolean {
  if (Array.isArray(event)) {
    return event.some((element) => matches(pattern, element));
  }
  if (Array.isArray(pattern)) {
    return meets(event, pattern as readonly Condition[]);
  }
  return Object.entries(pattern as object).every(
    ([field, conditions]) =>
      field in (event as object) && matches(conditions, (event as Record<string, unknown>)[field]),
  );
}

const told = (event: unknown): readonly string[] =>
  findingRules(true)
    .filter(({ pattern }) => matches(pattern, event))
    .map(({ suffix }) => suffix);

const threat = (type: string, severity: number) => ({
  source: "aws.guardduty",
  "detail-type": "GuardDuty Finding",
  account: "111122223333",
  region: "eu-central-1",
  detail: {
    accountId: "111122223333",
    region: "eu-central-1",
    id: "1",
    type,
    severity,
    title: "Title",
    description: "Description.",
  },
});

const finding = (change: object = {}) => ({
  source: "aws.securityhub",
  "detail-type": "Security Hub Findings - Imported",
  detail: {
    findings: [
      {
        Id: "1",
        AwsAccountId: "111122223333",
        Region: "eu-central-1",
        ProductName: "Security Hub",
        Title: "Title",
        RecordState: "ACTIVE",
        Resources: [{ Id: "arn:aws:s3:::messages" }],
        Severity: { Label: "CRITICAL" },
        Workflow: { Status: "NEW" },
        ...change,
      },
    ],
  },
});

const evaluation = (change: object = {}) => ({
  source: "aws.config",
  "detail-type": "Config Rules Compliance Change",
  detail: {
    messageType: "ComplianceChangeNotification",
    configRuleName: "encrypted-volumes",
    awsAccountId: "111122223333",
    awsRegion: "eu-central-1",
    resourceId: "vol-1",
    resourceType: "AWS::EC2::Volume",
    newEvaluationResult: { complianceType: "NON_COMPLIANT" },
    ...change,
  },
});

/** The value at a path such as `$.detail.findings[0].Title`. */
const at = (event: unknown, path: string): unknown =>
  path
    .replace(/^\$\./, "")
    .split(/[.[\]]+/)
    .filter((step) => step !== "")
    .reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], event);

describe("the rules of findings", () => {
  for (const [type, severity, rules] of [
    ["Backdoor:EC2/C&CActivity.B!DNS", 8, ["threat"]],
    ["AttackSequence:IAM/CompromisedCredentials", 9, ["threat"]],
    ["Behavior:EC2/TrafficVolumeUnusual", 5, ["traffic"]],
    ["Behavior:EC2/TrafficVolumeUnusual", 7, ["threat"]],
    ["UnauthorizedAccess:EC2/MaliciousIPCaller.Custom", 5, ["traffic"]],
    ["InitialAccess:IAMUser/AnomalousBehavior", 5, ["login"]],
    ["UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B", 5, ["login"]],
    ["CredentialAccess:RDS/AnomalousBehavior.SuccessfulLogin", 5.5, ["login"]],
    ["Policy:IAMUser/RootCredentialUsage", 2, ["login"]],
    ["PrivilegeEscalation:IAMUser/AnomalousBehavior", 5, ["privilege"]],
    ["Persistence:IAMUser/AnomalousBehavior", 5, ["privilege"]],
    ["Recon:EC2/PortProbeUnprotectedPort", 2, []],
    ["Policy:S3/BucketBlockPublicAccessDisabled", 2, []],
  ] as const) {
    it(`tell of ${type} of severity ${severity} by ${rules.join() || "none"}`, () => {
      assert.deepEqual(told(threat(type, severity)), rules);
    });
  }

  it("tell of no threat twice, and of every one of high severity", () => {
    const prefixes = [
      "Behavior:EC2/",
      "Impact:EC2/",
      "InitialAccess:IAMUser/",
      "Persistence:",
      "Policy:IAMUser/",
      "Recon:",
    ];
    const types = fc.tuple(fc.constantFrom(...prefixes), fc.string({ maxLength: 8 })).map((parts) => parts.join(""));
    fc.assert(
      fc.property(types, fc.double({ min: 1, max: 10, noNaN: true }), (type, severity) => {
        const { length } = told(threat(type, severity));
        assert.ok(severity >= 7 ? length === 1 : length <= 1);
      }),
    );
  });

  for (const [title, change, rules] of [
    ["critical findings", {}, ["finding"]],
    ["high findings of Inspector", { ProductName: "Inspector", Severity: { Label: "HIGH" } }, ["finding"]],
    ["findings of medium severity", { Severity: { Label: "MEDIUM" } }, []],
    ["what GuardDuty told itself", { ProductName: "GuardDuty" }, []],
    ["findings that somebody has seen", { Workflow: { Status: "NOTIFIED" } }, []],
    ["findings that are over", { RecordState: "ARCHIVED" }, []],
  ] as const) {
    it(`tell of ${title} by ${rules.join() || "none"}`, () => assert.deepEqual(told(finding(change)), rules));
  }

  for (const [title, change, rules] of [
    ["resources that no longer comply", {}, ["compliance"]],
    ["resources that comply again", { newEvaluationResult: { complianceType: "COMPLIANT" } }, []],
    ["what Security Hub checks", { configRuleName: "securityhub-ec2-ebs-1a2b3c" }, []],
  ] as const) {
    it(`tell of ${title} by ${rules.join() || "none"}`, () => assert.deepEqual(told(evaluation(change)), rules));
  }

  it("tell of compliance only where it is asked for", () => {
    assert.deepEqual(
      findingRules(false).map(({ suffix }) => suffix),
      ["threat", "login", "traffic", "privilege", "finding"],
    );
  });

  const events: Readonly<Record<string, unknown>> = {
    "aws.guardduty": threat("Behavior:EC2/TrafficVolumeUnusual", 5),
    "aws.securityhub": finding(),
    "aws.config": evaluation(),
  };
  const eventOf = ({ pattern }: FindingRule) => events[String((pattern["source"] as readonly string[])[0])];

  for (const rule of findingRules(true)) {
    it(`say in the message of ${rule.suffix} what the event holds, and all of it`, () => {
      const named = [...rule.message.matchAll(/<(\w+)>/g)].map(([, name]) => name);
      assert.deepEqual(named.toSorted(), Object.keys(rule.values).toSorted());
      for (const [name, path] of Object.entries(rule.values)) {
        assert.notEqual(at(eventOf(rule), path), undefined, `${name} at ${path}`);
      }
    });

    it(`name the technique of ${rule.suffix} as ATT&CK does`, () => assert.match(rule.technique, /^T\d{4}(\.\d{3})?$/));
  }
});
