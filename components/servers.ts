import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { keyAuthentication } from "../protocol/admin-access";
import { clusteredDeployment, loadBalancing } from "../protocol/availability";
import { vmIsolation } from "../protocol/container";
import type { Control } from "../protocol/control";
import { encryptionAtRest } from "../protocol/data";
import { defaultDeny } from "../protocol/network";
import { patchMechanism, patchRollback } from "../protocol/vulnerability";
import { assertArn } from "./argument/arn";
import { assertDescription } from "./argument/description";
import { given } from "./argument/given";
import { assertInstanceTypes } from "./argument/instance-type";
import { assertWithin } from "./argument/limit";
import { assertComponentName } from "./argument/component-name";
import { assertKeyArn } from "./argument/key-arn";
import { assertPatchGroup } from "./argument/patch-group";
import { EndRole, type PathEnd } from "./argument/path-end";
import { assertPolicyArns } from "./argument/policy-arns";
import { type Refuse, refusals } from "./argument/refusal";
import { assertShape } from "./argument/shape";
import { assertUserData } from "./argument/user-data";
import { assertWhole } from "./argument/whole";
import { assertSubnets } from "./argument/zones";
import { accountOf, assertAccountId } from "./child/account";
import { childrenOf } from "./child/children";
import { assertRoles } from "./child/overrides";
import { makeServiceRole } from "./child/service-role";
import { assertTags, Environment, type Tags, withTags } from "./child/tags";
import { Firewall } from "./firewall";
import { makeAlarms } from "./servers/alarms";
import { makeGroup } from "./servers/group";
import { assertImage } from "./servers/image";
import { type ServersChildren, serversRoles } from "./servers/roles";
import { makeDrainHook, makeScaling, type RequestScaling } from "./servers/scaling";
import { makeTemplate } from "./servers/template";

/** Arguments of servers. */
export interface ServersArgs {
  /** Id of the network that the servers belong to. */
  vpcId: pulumi.Input<string>;
  /** Ids of private subnets, one in each of two zones at least (HA-02). */
  subnetIds: pulumi.Input<string>[];
  /** What the servers do, for the reviewers of their firewall: at most 255 characters (NET-01). */
  description: string;
  /**
   * Image that the servers start from: `ami-…`, which staging has run before. Outside production also `resolve:ssm:` and the
   * name of a parameter, for instance one of the cloud's own that holds its newest image (VUL-10).
   */
  imageId: pulumi.Input<string>;
  /** Types of instances of the Nitro system (CTR-01), the preferred one first. All of one processor architecture. */
  instanceTypes: string[];
  /** Servers that run at least: in production as many as HA-02 demands or more. */
  minSize: number;
  /** Servers that run at most. While servers are replaced, a tenth more may run. */
  maxSize: number;
  /** Patch group of the servers: their tag PatchGroup, by which Patching finds them (VUL-07). */
  patchGroup: string;
  /** ARN of the key that encrypts the volumes (DAT-06). Its policy must admit KeyService.AutoScaling. */
  kmsKeyArn: pulumi.Input<string>;
  /** Tags of every resource, and of the instances, their volumes and network interfaces. */
  tags: Tags;
  /** What the servers are at the end of a path: workload, or a gateway, which needs target groups. Default: workload. */
  role?: EndRole;
  /**
   * Name of the root volume in the image, without which that volume stays as the image has it: /dev/sda1 in most images but
   * those of Amazon Linux. Default: /dev/xvda.
   */
  rootDeviceName?: string;
  /** Size of the root volume in GiB, 1 to 16384. Default: that of the image. */
  rootVolumeGiB?: number;
  /**
   * Script or cloud-init configuration of the first start, in plain text of at most 16384 bytes. No secret: anybody on the
   * server can read it, and what looks like one is refused (SEC-01). Default: none.
   */
  userData?: pulumi.Input<string>;
  /** ARNs of further policies of the servers, by names that never change (IAM-01). Default: none but Session Manager. */
  policyArns?: { [key: string]: pulumi.Input<string> };
  /** ARNs of the target groups whose load balancer hands traffic to the servers, and judges their health. Default: none. */
  targetGroupArns?: pulumi.Input<string>[];
  /** Seconds that a server has to start before its health counts: 0 to 3600. Default: 300. */
  healthCheckGraceSeconds?: number;
  /** Average load of the processors that scaling aims at, in percent: 10 to 90. Default: 50. */
  cpuPercent?: number;
  /** Scales by the requests of a load balancer too. Default: by processors alone. */
  requestScaling?: RequestScaling;
  /** Days after which a server is replaced, 1 to 365. Default: no age, patches reach servers where they are. */
  maxInstanceLifetimeDays?: number;
  /** Seconds that a server gets to hand over its connections before it is terminated: 30 to 7200. Default: none. */
  drainSeconds?: number;
  /** Names of alarms at which a replacement of servers is rolled back (VUL-10). Default: none but the servers' health. */
  rollbackAlarmNames?: pulumi.Input<string>[];
  /** Runs the servers on hosts that no other account shares (CTR-01). Default: false. */
  dedicatedTenancy?: boolean;
  /** ARN of the topic that is told of failing servers. Default: none, and no alarms. */
  alarmTopicArn?: pulumi.Input<string>;
  /** Account of the deployment, twelve digits: known before the provider is asked. Default: that of the provider. */
  accountId?: string;
  /**
   * Properties that replace those of children: instanceRole, instanceProfile, launchTemplate, group, cpuScaling,
   * requestScaling, drainHook, capacityAlarm, healthAlarm. The policies still judge them.
   */
  overrides?: Record<string, any>;
}

type Defaulted =
  | "role"
  | "rootDeviceName"
  | "policyArns"
  | "targetGroupArns"
  | "healthCheckGraceSeconds"
  | "cpuPercent"
  | "rollbackAlarmNames"
  | "dedicatedTenancy"
  | "overrides";
type Resolved = Omit<ServersArgs, Defaulted> & Required<Pick<ServersArgs, Defaulted>>;

// Roles have the shortest names: 64 characters.
const MAX_NAME = 40;

/**
 * A fleet of servers over several zones that replaces what fails. Nobody logs in with a key or a password: Session Manager is
 * the way in, and the metadata service answers signed requests of the server itself alone. Volumes are encrypted, no server
 * has a public address, and the firewall lets nothing through until a path opens it.
 *
 * A change of the image or of the configuration replaces the servers one after the other, each successor in service before
 * its predecessor goes, and returns to what was before where that fails. Protection against termination is left off: the
 * fleet heals by terminating.
 *
 * @cost Billed by the hour of each instance and by the GiB of its volume, from `minSize` to `maxSize` of them; detailed
 * monitoring and the alarms are billed by the metric. Dedicated tenancy adds an hourly fee for the region.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import { Environment, RecoveryTier, Servers } from "@palisade-iac/palisade";
 *
 * const config = new pulumi.Config();
 * export const gateways = new Servers("gateway", {
 *   vpcId: "vpc-0f1e2d3c4b5a69788",
 *   subnetIds: ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5a60728"],
 *   description: "Chat gateways",
 *   imageId: config.get("imageId") ?? "ami-0123456789abcdef0",
 *   instanceTypes: ["m7g.large"],
 *   minSize: 2,
 *   maxSize: 6,
 *   patchGroup: "gateways",
 *   kmsKeyArn: "arn:aws:kms:eu-central-1:123456789012:key/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9",
 *   tags: { env: Environment.Production, tier: RecoveryTier.Red, owner: "im-platform" },
 * });
 * ```
 */
export class Servers extends pulumi.ComponentResource {
  /** Controls that what it makes serves. */
  static readonly controls: readonly Control[] = [
    clusteredDeployment,
    loadBalancing,
    vmIsolation,
    keyAuthentication,
    encryptionAtRest,
    defaultDeny,
    patchMechanism,
    patchRollback,
  ];
  /** Roles of the children, as keys of `overrides`. */
  static readonly roles: readonly string[] = serversRoles;

  /** Name of the fleet, for scaling schedules and alarms. */
  readonly autoScalingGroupName: pulumi.Output<string>;
  /** ARN of the role that the servers act in, for policies of what they use. */
  readonly roleArn: pulumi.Output<string>;
  /** Name of the role that the servers act in. */
  readonly roleName: pulumi.Output<string>;
  /** Id of the security group of the servers. */
  readonly securityGroupId: pulumi.Output<string>;
  /** What the servers are at the end of a path. */
  readonly role: EndRole;
  /** The fleet. */
  readonly group: aws.autoscaling.Group;
  /** What the servers start from. */
  readonly launchTemplate: aws.ec2.LaunchTemplate;
  /** The role that the servers act in. */
  readonly instanceRole: aws.iam.Role;

  constructor(name: string, args: ServersArgs, opts?: pulumi.ComponentResourceOptions) {
    const resolved = resolveServers(name, args);
    super("palisade:index:Servers", name, resolved, opts);
    const { vpcId, description, role, policyArns } = resolved;
    const tags = role === EndRole.Gateway ? withTags(resolved.tags, { role }) : resolved.tags;
    const children: ServersChildren = childrenOf(this, name, "server", resolved);
    const account = accountOf(this, resolved.accountId);

    const firewall = new Firewall(
      children.name("firewall"),
      { vpcId, description, role, tags: resolved.tags },
      children.options,
    );
    const { role: instanceRole, policies } = makeServiceRole(children, "instanceRole", "role", account, {
      service: pulumi.interpolate`ec2.${account.dnsSuffix}`,
      managedPolicies: ["AmazonSSMManagedInstanceCore"],
      policyArns,
    });
    const instanceProfile = new aws.iam.InstanceProfile(
      children.name("profile"),
      children.tagged("instanceProfile", "profile", { role: instanceRole.name }),
      { ...children.options, dependsOn: [...policies] },
    );
    const launchTemplate = makeTemplate(children, name, instanceProfile, firewall.securityGroupId, {
      ...resolved,
      tags,
    });
    const group = makeGroup(children, launchTemplate, { ...resolved, tags });
    makeScaling(children, group, resolved.cpuPercent, resolved.requestScaling);
    if (resolved.drainSeconds !== undefined) {
      makeDrainHook(children, group, resolved.drainSeconds);
    }
    if (resolved.alarmTopicArn !== undefined) {
      makeAlarms(children, group, resolved.minSize, resolved.alarmTopicArn);
    }

    this.autoScalingGroupName = group.name;
    this.roleArn = instanceRole.arn;
    this.roleName = instanceRole.name;
    this.securityGroupId = firewall.securityGroupId;
    this.role = role;
    this.group = group;
    this.launchTemplate = launchTemplate;
    this.instanceRole = instanceRole;
    this.registerOutputs({
      autoScalingGroupName: this.autoScalingGroupName,
      roleArn: this.roleArn,
      roleName: this.roleName,
      securityGroupId: this.securityGroupId,
      role: this.role,
    });
  }

  /** These servers as an end of a path. */
  get end(): PathEnd {
    return { securityGroupId: this.securityGroupId, role: this.role };
  }
}

/**
 * The arguments with their defaults.
 * @throws RefusedArgumentError for an argument below the protocol.
 */
export function resolveServers(name: string, args: ServersArgs): Resolved {
  const refuse = refusals("Servers", name);
  assertShape(refuse, "Servers", args);
  const resolved: Resolved = {
    role: EndRole.Workload,
    rootDeviceName: "/dev/xvda",
    policyArns: {},
    targetGroupArns: [],
    healthCheckGraceSeconds: 300,
    cpuPercent: 50,
    rollbackAlarmNames: [],
    dedicatedTenancy: false,
    overrides: {},
    ...given(args),
  };
  assertComponentName(refuse, name, MAX_NAME);
  assertKeyArn(refuse, "kmsKeyArn", args.kmsKeyArn, encryptionAtRest);
  assertArn(refuse, "alarmTopicArn", args.alarmTopicArn, "topic");
  assertTags(refuse, resolved.tags);
  assertDescription(refuse, "description", resolved.description, defaultDeny);
  assertSubnets(refuse, "subnetIds", resolved.subnetIds);
  assertImage(refuse, resolved.imageId, resolved.tags.env);
  assertInstanceTypes(refuse, "instanceTypes", resolved.instanceTypes);
  assertSizes(refuse, resolved);
  assertPatchGroup(refuse, "patchGroup", resolved.patchGroup);
  assertEndRole(refuse, resolved);
  assertVolume(refuse, resolved);
  if (resolved.userData !== undefined) {
    assertUserData(refuse, "userData", resolved.userData);
  }
  assertPolicyArns(refuse, "policyArns", resolved.policyArns);
  assertScaling(refuse, resolved);
  assertAccountId(refuse, resolved.accountId);
  assertRoles(refuse, resolved.overrides, serversRoles);
  return resolved;
}

function assertSizes(refuse: Refuse, { minSize, maxSize, tags }: Resolved): void {
  if (tags.env === Environment.Production) {
    assertWithin(refuse, "minSize", minSize, clusteredDeployment, clusteredDeployment.limits.minReplicas);
  }
  if (!Number.isInteger(minSize) || minSize < 1) {
    throw refuse("minSize", minSize, "a whole number of servers, 1 at least");
  }
  if (!Number.isInteger(maxSize) || maxSize < minSize) {
    throw refuse("maxSize", maxSize, `a whole number of servers, ${minSize} at least as minSize is`);
  }
}

function assertEndRole(refuse: Refuse, { role, targetGroupArns }: Resolved): void {
  if (role !== EndRole.Workload && role !== EndRole.Gateway) {
    throw refuse("role", role, `one of ${EndRole.Workload}, ${EndRole.Gateway}`);
  }
  if (role === EndRole.Gateway && targetGroupArns.length === 0) {
    throw refuse(
      "targetGroupArns",
      targetGroupArns,
      "a target group, through which clients reach a gateway",
      loadBalancing,
    );
  }
}

function assertVolume(refuse: Refuse, { rootDeviceName, rootVolumeGiB }: Resolved): void {
  if (typeof rootDeviceName !== "string" || !/^\/dev\/(sd|xvd)[a-z]\d?$/.test(rootDeviceName)) {
    throw refuse("rootDeviceName", rootDeviceName, "the name of a root volume, such as /dev/xvda or /dev/sda1");
  }
  if (rootVolumeGiB !== undefined) {
    assertWhole(refuse, "rootVolumeGiB", rootVolumeGiB, { min: 1, max: 16_384, unit: "GiB" });
  }
}

function assertScaling(refuse: Refuse, resolved: Resolved): void {
  const { healthCheckGraceSeconds, cpuPercent, requestScaling, maxInstanceLifetimeDays, drainSeconds } = resolved;
  assertWhole(refuse, "healthCheckGraceSeconds", healthCheckGraceSeconds, { min: 0, max: 3600, unit: "seconds" });
  assertWhole(refuse, "cpuPercent", cpuPercent, { min: 10, max: 90, unit: "percent" });
  if (requestScaling !== undefined) {
    const { requestsPerMinute, resourceLabel } = requestScaling;
    if (!Number.isInteger(requestsPerMinute) || requestsPerMinute < 1) {
      throw refuse("requestScaling.requestsPerMinute", requestsPerMinute, "a whole number of requests, 1 at least");
    }
    if (typeof resourceLabel === "string" && !/^app\/[^/]+\/[^/]+\/targetgroup\/[^/]+\/[^/]+$/.test(resourceLabel)) {
      throw refuse("requestScaling.resourceLabel", resourceLabel, "app/…/…/targetgroup/…/…");
    }
    if (resolved.targetGroupArns.length === 0) {
      throw refuse("targetGroupArns", resolved.targetGroupArns, "the target group whose requests the servers scale by");
    }
  }
  if (maxInstanceLifetimeDays !== undefined) {
    assertWhole(refuse, "maxInstanceLifetimeDays", maxInstanceLifetimeDays, { min: 1, max: 365, unit: "days" });
  }
  if (drainSeconds !== undefined) {
    assertWhole(refuse, "drainSeconds", drainSeconds, { min: 30, max: 7200, unit: "seconds" });
  }
}
