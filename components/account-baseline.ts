import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { vmIsolation } from "../protocol/container";
import type { Control } from "../protocol/control";
import { encryptionAtRest } from "../protocol/data";
import { passwordChange, passwordStrength, permissionMatrix } from "../protocol/iam";
import { assertRegionBaselines, makeRegionBaseline, type RegionBaseline } from "./account/region-baseline";
import { type AccountChildren, accountBaselineRoles } from "./account/roles";
import { assertComponentName } from "./argument/component-name";
import { given } from "./argument/given";
import { assertWithin } from "./argument/limit";
import { refusals } from "./argument/refusal";
import { assertShape } from "./argument/shape";
import { assertWhole } from "./argument/whole";
import { type Account, accountOf, assertAccountId } from "./child/account";
import { childrenOf } from "./child/children";
import { assertRoles } from "./child/overrides";
import { assertTags, type Tags } from "./child/tags";

/** Arguments of the baseline of an account. */
export interface AccountBaselineArgs {
  /** What the account is set to in each region that it uses, by the name of the region: eu-central-1. */
  regions: { [region: string]: RegionBaseline };
  /** The one of these regions where what an account has once stands: the analysis of unused access. */
  homeRegion: string;
  /** Characters of passwords, at least as many as IAM-04 demands and at most 128. Default: as many as IAM-04 demands. */
  minPasswordLength?: number;
  /** Days after which passwords must be changed, at most as many as IAM-05 allows. Default: as many as IAM-05 allows. */
  maxPasswordAgeDays?: number;
  /** Days without use after which access is reported, at most as many as IAM-02 allows. Default: as many as IAM-02 allows. */
  unusedAccessDays?: number;
  /** Makes the role that AWS Config records with: false where the account has it already. Default: true. */
  makesConfigRole?: boolean;
  /** Account of the deployment, twelve digits: known before the provider is asked. Default: that of the provider. */
  accountId?: string;
  /** Tags of every resource. */
  tags: Tags;
  /**
   * Properties that replace those of children: passwordPolicy, bucketAccess, configRole, unusedAccessAnalyzer,
   * externalAccessAnalyzer, volumeKey, volumeEncryption, snapshotAccess, imageAccess, metadataDefaults, serialConsole. The
   * policies still judge them.
   */
  overrides?: Record<string, any>;
}

type Resolved = Required<Omit<AccountBaselineArgs, "accountId">> & Pick<AccountBaselineArgs, "accountId">;

const { passwordMinLength, passwordHistory } = passwordStrength.limits;
const { passwordMaxAge } = passwordChange.limits;
const { unusedAccessAge } = permissionMatrix.limits;

// What the cloud accepts.
const MAX_PASSWORD_LENGTH = 128;
// Names of analyzers have 255 characters at most.
const MAX_NAME_LENGTH = 100;
const CONFIG_ROLE = "role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig";

/**
 * Settings of an account, for all that is made in it: a policy of passwords, no public bucket, and in each region encrypted
 * volumes, no shared snapshot or image, instance metadata by session alone, no serial console, and an analysis of what is open
 * to other accounts. Access that nobody uses is reported.
 *
 * An account has these settings once: one stack makes the baseline, and no other. With it goes the role that AWS Config records
 * with, which the account has once too. Removing the baseline takes the settings back.
 *
 * Existing resources keep what they are: the settings hold for new volumes, images and instances that say nothing else. Pods
 * cannot reach instance metadata over one hop; nodes of clusters say so themselves.
 *
 * Its name has at most 100 letters, digits, hyphens and underscores.
 *
 * @cost The analysis of unused access is billed by the month for each role and user, and encrypted volumes by requests to the
 * key. The rest is free.
 *
 * @example
 * ```ts
 * import { AccountBaseline, Environment, Key, KeyService, RecoveryTier } from "@palisade-iac/palisade";
 *
 * const tags = { env: Environment.Production, tier: RecoveryTier.None, owner: "platform" };
 * const volumes = new Key("volumes", {
 *   description: "Encrypts volumes",
 *   administrators: ["arn:aws:iam::123456789012:role/key-administrator"],
 *   services: [KeyService.Ec2, KeyService.AutoScaling],
 *   tags,
 * });
 *
 * const account = new AccountBaseline("account", {
 *   homeRegion: "eu-central-1",
 *   regions: { "eu-central-1": { volumeKmsKeyArn: volumes.keyArn } },
 *   tags,
 * });
 *
 * export const configRoleArn = account.configRoleArn;
 * ```
 */
export class AccountBaseline extends pulumi.ComponentResource {
  /** Controls that what it makes serves. */
  static readonly controls: readonly Control[] = [
    passwordStrength,
    passwordChange,
    permissionMatrix,
    encryptionAtRest,
    vmIsolation,
  ];
  /** Roles of the children, as keys of `overrides`. */
  static readonly roles: readonly string[] = accountBaselineRoles;

  /** ARN of the service-linked role of AWS Config, with which Detection records. */
  readonly configRoleArn: pulumi.Output<string>;
  /** ARN of the analysis of access that nobody uses. */
  readonly unusedAccessAnalyzerArn: pulumi.Output<string>;
  /** ARNs of the analyses of what is open to other accounts, by region. */
  readonly externalAccessAnalyzerArns: { [region: string]: pulumi.Output<string> };
  /** The policy of passwords. */
  readonly passwordPolicy: aws.iam.AccountPasswordPolicy;
  /** The service-linked role of AWS Config. Absent where the account has it already. */
  readonly configRole?: aws.iam.ServiceLinkedRole;

  constructor(name: string, args: AccountBaselineArgs, opts?: pulumi.ComponentResourceOptions) {
    const resolved = resolveAccountBaseline(name, args);
    super("palisade:index:AccountBaseline", name, resolved, opts);
    const children: AccountChildren = childrenOf(this, name, "account", resolved);

    const passwordPolicy = makePasswordPolicy(children, resolved);
    new aws.s3.AccountPublicAccessBlock(
      children.name("bucket-access"),
      children.untagged("bucketAccess", "bucket-access", {
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      }),
      children.options,
    );
    const configRole = resolved.makesConfigRole ? makeConfigRole(children) : undefined;
    const unusedAccess = makeUnusedAccessAnalyzer(children, name, resolved);
    const analyzers = Object.entries(resolved.regions).map(
      ([region, settings]) => [region, makeRegionBaseline(children, name, region, settings)] as const,
    );

    this.configRoleArn = configRole?.arn ?? configRoleArn(accountOf(this, resolved.accountId));
    this.unusedAccessAnalyzerArn = unusedAccess.arn;
    this.externalAccessAnalyzerArns = Object.fromEntries(analyzers.map(([region, { arn }]) => [region, arn]));
    this.passwordPolicy = passwordPolicy;
    this.configRole = configRole;
    this.registerOutputs({
      configRoleArn: this.configRoleArn,
      unusedAccessAnalyzerArn: this.unusedAccessAnalyzerArn,
      externalAccessAnalyzerArns: this.externalAccessAnalyzerArns,
    });
  }
}

const makePasswordPolicy = (
  { name, options, untagged }: AccountChildren,
  { minPasswordLength, maxPasswordAgeDays }: Resolved,
): aws.iam.AccountPasswordPolicy =>
  new aws.iam.AccountPasswordPolicy(
    name("passwords"),
    untagged("passwordPolicy", "passwords", {
      minimumPasswordLength: minPasswordLength,
      requireLowercaseCharacters: true,
      requireUppercaseCharacters: true,
      requireNumbers: true,
      requireSymbols: true,
      passwordReusePrevention: passwordHistory.value,
      maxPasswordAge: maxPasswordAgeDays,
      allowUsersToChangePassword: true,
      // Whoever comes late changes the password at the next login, and needs nobody who could learn it.
      hardExpiry: false,
    }),
    options,
  );

const makeConfigRole = ({ name, options, tagged }: AccountChildren): aws.iam.ServiceLinkedRole =>
  new aws.iam.ServiceLinkedRole(
    name("config-role"),
    tagged("configRole", "config-role", { awsServiceName: "config.amazonaws.com" }),
    options,
  );

const configRoleArn = (account: pulumi.Output<Account>): pulumi.Output<string> =>
  pulumi.interpolate`arn:${account.partition}:iam::${account.accountId}:${CONFIG_ROLE}`;

/** Its findings are the same in every region, and each analyzer of an account is billed: one is enough. */
const makeUnusedAccessAnalyzer = (
  { name, options, tagged }: AccountChildren,
  component: string,
  { unusedAccessDays, homeRegion }: Resolved,
): aws.accessanalyzer.Analyzer =>
  new aws.accessanalyzer.Analyzer(
    name("unused-access"),
    tagged("unusedAccessAnalyzer", "unused-access", {
      analyzerName: `unused-access-${component}`,
      type: "ACCOUNT_UNUSED_ACCESS",
      configuration: { unusedAccess: { unusedAccessAge: unusedAccessDays } },
      region: homeRegion,
    }),
    options,
  );

/**
 * The arguments with their defaults.
 * @throws RefusedArgumentError for an argument below the protocol.
 */
export function resolveAccountBaseline(name: string, args: AccountBaselineArgs): Resolved {
  const refuse = refusals("AccountBaseline", name);
  assertShape(refuse, "AccountBaseline", args);
  const resolved: Resolved = {
    minPasswordLength: passwordMinLength.value,
    maxPasswordAgeDays: passwordMaxAge.value,
    unusedAccessDays: unusedAccessAge.value,
    makesConfigRole: true,
    overrides: {},
    ...given(args),
  };
  const { regions, homeRegion, minPasswordLength, maxPasswordAgeDays, unusedAccessDays } = resolved;
  assertComponentName(refuse, name, MAX_NAME_LENGTH);
  assertRegionBaselines(refuse, regions);
  if (!Object.hasOwn(regions, homeRegion)) {
    throw refuse("homeRegion", homeRegion, `one of the regions ${Object.keys(regions).join(", ")}`);
  }
  assertWithin(refuse, "minPasswordLength", minPasswordLength, passwordStrength, passwordMinLength);
  assertWhole(refuse, "minPasswordLength", minPasswordLength, {
    min: passwordMinLength.value,
    max: MAX_PASSWORD_LENGTH,
    unit: "characters",
  });
  assertWithin(refuse, "maxPasswordAgeDays", maxPasswordAgeDays, passwordChange, passwordMaxAge);
  assertWhole(refuse, "maxPasswordAgeDays", maxPasswordAgeDays, { min: 1, max: passwordMaxAge.value, unit: "days" });
  assertWithin(refuse, "unusedAccessDays", unusedAccessDays, permissionMatrix, unusedAccessAge);
  assertWhole(refuse, "unusedAccessDays", unusedAccessDays, { min: 1, max: unusedAccessAge.value, unit: "days" });
  assertAccountId(refuse, resolved.accountId);
  assertTags(refuse, resolved.tags);
  assertRoles(refuse, resolved.overrides, accountBaselineRoles);
  return resolved;
}
