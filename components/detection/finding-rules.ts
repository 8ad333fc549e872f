/** A kind of event that must reach somebody at once, and the words in which it does. */
export interface FindingRule {
  readonly suffix: string;
  readonly description: string;
  /** Technique of MITRE ATT&CK that stands for what it finds. */
  readonly technique: string;
  /** Which events it is about, as EventBridge matches them. */
  readonly pattern: Readonly<Record<string, unknown>>;
  /** Where the values of the message stand in the event. */
  readonly values: Readonly<Record<string, string>>;
  /** The message, with the names of values in angle brackets. */
  readonly message: string;
}

// GuardDuty calls findings high from here on, and critical from 9.
const HIGH = 7;

const guardDutyMessage = {
  values: {
    account: "$.detail.accountId",
    region: "$.detail.region",
    severity: "$.detail.severity",
    type: "$.detail.type",
    title: "$.detail.title",
    description: "$.detail.description",
    finding: "$.detail.id",
  },
  message:
    "GuardDuty, account <account>, region <region>, severity <severity>: <title>. <description> Type: <type>. Finding: <finding>.",
};

const guardDutyFinding = (detail: Readonly<Record<string, unknown>>) => ({
  source: ["aws.guardduty"],
  "detail-type": ["GuardDuty Finding"],
  detail,
});

/**
 * A behaviour out of the ordinary, which GuardDuty often rates below high: by what its types of findings begin with. It reads the
 * account's management events of every region, where rules of EventBridge would see those of IAM in one.
 */
const behaviour = (types: readonly string[]) =>
  guardDutyFinding({ severity: [{ numeric: ["<", HIGH] }], type: types.map((prefix) => ({ prefix })) });

const threats: readonly FindingRule[] = [
  {
    suffix: "threat",
    description: "Threats of high severity",
    technique: "T1071",
    pattern: guardDutyFinding({ severity: [{ numeric: [">=", HIGH] }] }),
    ...guardDutyMessage,
  },
  {
    suffix: "login",
    description: "Logins out of the ordinary",
    technique: "T1078.004",
    pattern: behaviour([
      "CredentialAccess:",
      "InitialAccess:",
      "Policy:IAMUser/RootCredentialUsage",
      "UnauthorizedAccess:IAMUser/",
    ]),
    ...guardDutyMessage,
  },
  {
    suffix: "traffic",
    description: "Traffic out of the ordinary",
    technique: "T1048",
    pattern: behaviour(["Behavior:", "Impact:EC2/", "UnauthorizedAccess:EC2/"]),
    ...guardDutyMessage,
  },
  {
    suffix: "privilege",
    description: "Changes of privileges out of the ordinary",
    technique: "T1098",
    pattern: behaviour(["Persistence:", "PrivilegeEscalation:"]),
    ...guardDutyMessage,
  },
];

const hubFinding: FindingRule = {
  suffix: "finding",
  description: "Findings of high and critical severity",
  technique: "T1190",
  pattern: {
    source: ["aws.securityhub"],
    "detail-type": ["Security Hub Findings - Imported"],
    detail: {
      findings: {
        // What GuardDuty finds has come by its own rules.
        ProductName: [{ "anything-but": ["GuardDuty"] }],
        RecordState: ["ACTIVE"],
        Severity: { Label: ["HIGH", "CRITICAL"] },
        Workflow: { Status: ["NEW"] },
      },
    },
  },
  values: {
    account: "$.detail.findings[0].AwsAccountId",
    region: "$.detail.findings[0].Region",
    product: "$.detail.findings[0].ProductName",
    severity: "$.detail.findings[0].Severity.Label",
    title: "$.detail.findings[0].Title",
    resource: "$.detail.findings[0].Resources[0].Id",
    finding: "$.detail.findings[0].Id",
  },
  message:
    "<product>, account <account>, region <region>, severity <severity>: <title>. Resource: <resource>. Finding: <finding>.",
};

const nonCompliance: FindingRule = {
  suffix: "compliance",
  description: "Resources that no longer comply with a rule of AWS Config",
  technique: "T1578",
  pattern: {
    source: ["aws.config"],
    "detail-type": ["Config Rules Compliance Change"],
    detail: {
      messageType: ["ComplianceChangeNotification"],
      // The rules of Security Hub, whose findings come from there.
      configRuleName: [{ "anything-but": { prefix: "securityhub-" } }],
      newEvaluationResult: { complianceType: ["NON_COMPLIANT"] },
    },
  },
  values: {
    account: "$.detail.awsAccountId",
    region: "$.detail.awsRegion",
    rule: "$.detail.configRuleName",
    type: "$.detail.resourceType",
    resource: "$.detail.resourceId",
  },
  message: "AWS Config, account <account>, region <region>: <type> <resource> no longer complies with the rule <rule>.",
};

/** The rules of every detection, and that of compliance where it is asked for. */
export const findingRules = (complianceAlerts: boolean): readonly FindingRule[] => [
  ...threats,
  hubFinding,
  ...(complianceAlerts ? [nonCompliance] : []),
];
