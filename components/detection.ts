import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Control } from "../protocol/control";
import { realTimeAlerts } from "../protocol/log";
import { attackMapping, behaviourMonitoring, siem, threatDetection, threatIntelligence } from "../protocol/monitoring";
import { scanDepth } from "../protocol/vulnerability";
import { assertArn } from "./argument/arn";
import { assertMembers } from "./argument/choice";
import { assertComponentName } from "./argument/component-name";
import { given } from "./argument/given";
import { type Refuse, refusals } from "./argument/refusal";
import { assertShape } from "./argument/shape";
import { assertRegions } from "./argument/region";
import { type Account, accountOf, assertAccountId } from "./child/account";
import { childrenOf } from "./child/children";
import { assertRoles } from "./child/overrides";
import { assertNotChinaRegion, outsideChina } from "./child/partition";
import { assertTags, type Tags, withTags } from "./child/tags";
import { makeFindingAlerts } from "./detection/finding-alerts";
import { findingRules } from "./detection/finding-rules";
import { type FindingsExport, makeDetector, makeFindingsExport, makeThreatLists } from "./detection/guard-duty";
import { makeRecorder } from "./detection/recorder";
import { type Detecting, type DetectionChildren, detectionRoles } from "./detection/roles";
import { makeScanner, ScanTarget } from "./detection/scanner";
import { makeHub, SecurityStandard } from "./detection/security-hub";
import { assertThreatLists, type ThreatList } from "./detection/threat-list";
import { makeTrailAlarms } from "./trail/alarms";

/** Arguments of the detection in a region. */
export interface DetectionArgs {
  /**
   * ARN of the topic that hears of high-risk events at once (LOG-04), such as topicArn of an AlarmTopic with the senders events
   * and alarms.
   */
  alarmTopicArn: pulumi.Input<string>;
  /** ARN of the service-linked role of AWS Config, such as configRoleArn of an AccountBaseline. */
  configRoleArn: pulumi.Input<string>;
  /**
   * Name of the bucket that AWS Config delivers to. Its policy must admit config.amazonaws.com, and its objects must not be locked
   * by default, which AWS Config does not support.
   */
  configBucketName: pulumi.Input<string>;
  /**
   * ARN of the key, of the region of the bucket, that encrypts what AWS Config delivers. Its policy, or that of the key of the
   * bucket, must admit AWS Config: KeyService.Config. Default: the key of the bucket.
   */
  configKmsKeyArn?: pulumi.Input<string>;
  /** Records resources that belong to no region, such as roles: one region of an account is enough. Default: true. */
  recordsGlobalResources?: boolean;
  /** What Security Hub checks the region against, one standard at least (MON-02). Default: best practices. */
  standards?: SecurityStandard[];
  /**
   * Further regions whose findings come together in this one, all of one jurisdiction (DAT-04). One region of an account can do
   * so. Default: none.
   */
  linkedRegions?: string[];
  /** Watches processes and files in instances and containers (MON-05). China does not have it: false there. Default: true. */
  runtimeMonitoring?: boolean;
  /** Lists of addresses that threats come from, at most six, by names of your own (MON-07). Default: those of GuardDuty alone. */
  threatLists?: { [name: string]: ThreatList };
  /** Where findings are exported to. Default: nowhere; GuardDuty keeps them for 90 days. */
  findingsExport?: FindingsExport;
  /** What Inspector scans for vulnerabilities (VUL-04). Empty where an organisation sees to it. Default: ec2, ecr and lambda. */
  scanTargets?: ScanTarget[];
  /**
   * Name of the log group, in this region, of a trail of all regions that no AuditTrail makes: what AuditTrail raises alarms for
   * raises them here (MON-01). Default: none.
   */
  trailLogGroupName?: pulumi.Input<string>;
  /** Tells also of each resource that no longer complies with a rule of AWS Config. Default: false. */
  complianceAlerts?: boolean;
  /** Account of the deployment, twelve digits: known before the provider is asked. Default: that of the provider. */
  accountId?: string;
  /** Tags of every resource. */
  tags: Tags;
  /**
   * Properties that replace those of children: detector, feature, threatList, findingsExport, recorder, deliveryChannel,
   * recorderStatus, hub, standard, aggregator, scanner, findingRule, findingTarget, trailFilter, trailAlarm. The policies still
   * judge them.
   */
  overrides?: Record<string, any>;
}

type Optional = "configKmsKeyArn" | "findingsExport" | "trailLogGroupName" | "accountId";
type Resolved = Required<Omit<DetectionArgs, Optional>> & Pick<DetectionArgs, Optional>;

// Names of rules have 64 characters at most; the longest suffix and the provider's own take 19.
const MAX_NAME_LENGTH = 45;

/**
 * Detection of threats in one region, and word of them to whoever is on call. GuardDuty looks for threats in logs, data, databases
 * and what runs, with agents that it keeps itself; AWS Config records every change; Security Hub checks what is recorded and
 * brings all findings together; Inspector scans for vulnerabilities.
 *
 * Findings of high severity go to the topic in words, and so do logins, traffic and changes of privileges out of the ordinary,
 * which GuardDuty rates lower. Each rule and alarm names the technique of MITRE ATT&CK that it finds, in its tag `attack`. The
 * alarms on a trail of all regions are those of AuditTrail; with the log group of another trail they are made here.
 *
 * A region has one of each of these: make one detection in each region in use, each with a provider of its own and a name that
 * names the region. What is there already is imported first, under the detection as parent.
 *
 * Its name has at most 45 letters, digits, hyphens and underscores.
 *
 * @cost GuardDuty and Inspector are billed by what they analyse, and by the hour for each server and container whose runtime they
 * watch. AWS Config is billed by recorded change, Security Hub by check: many short-lived resources multiply both.
 *
 * @example
 * ```ts
 * import { Detection, Environment, RecoveryTier, SecurityStandard } from "@palisade-iac/palisade";
 *
 * new Detection("eu-central-1", {
 *   alarmTopicArn: "arn:aws:sns:eu-central-1:123456789012:alarms",
 *   configRoleArn: "arn:aws:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig",
 *   configBucketName: "configuration-123456789012",
 *   standards: [SecurityStandard.BestPractices, SecurityStandard.Cis],
 *   trailLogGroupName: "trail",
 *   tags: { env: Environment.Production, tier: RecoveryTier.None, owner: "security" },
 * });
 * ```
 */
export class Detection extends pulumi.ComponentResource {
  /** Controls that what it makes serves. */
  static readonly controls: readonly Control[] = [
    behaviourMonitoring,
    siem,
    threatDetection,
    attackMapping,
    threatIntelligence,
    realTimeAlerts,
    scanDepth,
  ];
  /** Roles of the children, as keys of `overrides`. */
  static readonly roles: readonly string[] = detectionRoles;

  /** Id of the detector of GuardDuty. */
  readonly detectorId: pulumi.Output<string>;
  /** ARN of the hub of Security Hub. */
  readonly hubArn: pulumi.Output<string>;
  /** Name of the recorder of AWS Config once it records, for rules that need one. */
  readonly recorderName: pulumi.Output<string>;
  /** The detector of GuardDuty. */
  readonly detector: aws.guardduty.Detector;
  /** The hub of Security Hub. */
  readonly hub: aws.securityhub.Account;
  /** The rules that send findings to the topic. */
  readonly findingRules: aws.cloudwatch.EventRule[];
  /** The alarms on what the trail writes. None where no trail is given. */
  readonly trailAlarms: aws.cloudwatch.MetricAlarm[];

  constructor(name: string, args: DetectionArgs, opts?: pulumi.ComponentResourceOptions) {
    const resolved = resolveDetection(name, args);
    if (resolved.runtimeMonitoring) {
      assertNotChinaRegion(opts, () => runtimeRefusal(name));
    }
    super("palisade:index:Detection", name, resolved, opts);
    const { alarmTopicArn, runtimeMonitoring, threatLists, findingsExport, scanTargets, trailLogGroupName } = resolved;
    const children: DetectionChildren = childrenOf(this, name, "detection", resolved);
    const detecting: Detecting = (attack) =>
      childrenOf(this, name, "detection", { ...resolved, tags: withTags(resolved.tags, { attack }) });
    const account = whereOf(this, name, resolved);

    const detector = makeDetector(children, runtimeMonitoring);
    makeThreatLists(children, detector, threatLists);
    if (findingsExport !== undefined) {
      makeFindingsExport(children, detector, account, findingsExport);
    }
    const recording = makeRecorder(children, resolved);
    const hub = makeHub(children, account, recording, resolved);
    if (scanTargets.length > 0) {
      makeScanner(children, account, scanTargets);
    }

    this.detectorId = detector.id;
    this.hubArn = hub.arn;
    this.recorderName = recording.name;
    this.detector = detector;
    this.hub = hub;
    this.findingRules = makeFindingAlerts(detecting, findingRules(resolved.complianceAlerts), alarmTopicArn);
    const roles = { filter: "trailFilter", alarm: "trailAlarm" } as const;
    this.trailAlarms =
      trailLogGroupName === undefined
        ? []
        : makeTrailAlarms(detecting, roles, trailLogGroupName, `Detection/${name}`, alarmTopicArn);
    this.registerOutputs({ detectorId: this.detectorId, hubArn: this.hubArn, recorderName: this.recorderName });
  }
}

/**
 * The account.
 * @throws RefusedArgumentError through the output, where it asks for what the partition of the account does not have.
 */
export function whereOf(
  parent: pulumi.ComponentResource,
  name: string,
  { accountId, runtimeMonitoring }: Resolved,
): pulumi.Output<Account> {
  const account = accountOf(parent, accountId);
  return runtimeMonitoring ? outsideChina(account, () => runtimeRefusal(name)) : account;
}

const runtimeRefusal = (name: string) =>
  refusals("Detection", name)(
    "runtimeMonitoring",
    true,
    "false in China, where GuardDuty watches logs, data and volumes but nothing that runs",
    threatDetection,
  );

/**
 * The arguments with their defaults.
 * @throws RefusedArgumentError for an argument below the protocol.
 */
export function resolveDetection(name: string, args: DetectionArgs): Resolved {
  const refuse = refusals("Detection", name);
  assertShape(refuse, "Detection", args);
  const resolved: Resolved = {
    recordsGlobalResources: true,
    standards: [SecurityStandard.BestPractices],
    linkedRegions: [],
    runtimeMonitoring: true,
    threatLists: {},
    scanTargets: [ScanTarget.Ec2, ScanTarget.Ecr, ScanTarget.Lambda],
    complianceAlerts: false,
    overrides: {},
    ...given(args),
  };
  const { standards, scanTargets } = resolved;
  assertComponentName(refuse, name, MAX_NAME_LENGTH);
  assertArn(refuse, "alarmTopicArn", args.alarmTopicArn, "topic", realTimeAlerts);
  assertConfigRole(refuse, resolved.configRoleArn);
  if (standards.length === 0) {
    throw refuse("standards", standards, "one standard at least", siem);
  }
  assertMembers(refuse, "standards", standards, SecurityStandard);
  assertRegions(refuse, "linkedRegions", resolved.linkedRegions);
  assertThreatLists(refuse, resolved.threatLists);
  assertMembers(refuse, "scanTargets", scanTargets, ScanTarget);
  if (scanTargets.includes(ScanTarget.LambdaCode) && !scanTargets.includes(ScanTarget.Lambda)) {
    throw refuse("scanTargets", scanTargets, "lambda where there is lambda-code", scanDepth);
  }
  assertAccountId(refuse, resolved.accountId);
  assertTags(refuse, resolved.tags);
  assertRoles(refuse, resolved.overrides, detectionRoles);
  return resolved;
}

const CONFIG_ROLE = /^arn:[a-z-]+:iam::\d{12}:role\/aws-service-role\/config\.amazonaws\.com\/AWSServiceRoleForConfig$/;

/** @throws RefusedArgumentError for another role: Security Hub finds it to record too little. */
function assertConfigRole(refuse: Refuse, arn: pulumi.Input<string>): void {
  if (arn === undefined || (typeof arn === "string" && !CONFIG_ROLE.test(arn))) {
    throw refuse("configRoleArn", arn, "the ARN of the role AWSServiceRoleForConfig");
  }
}
