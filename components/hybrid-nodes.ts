import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Control } from "../protocol/control";
import { isDate } from "../protocol/declared-value";
import { hybridNodes } from "../protocol/scope";
import { patchMechanism } from "../protocol/vulnerability";
import { assertDescription } from "./argument/description";
import { given } from "./argument/given";
import { assertComponentName } from "./argument/component-name";
import { assertPatchGroup, patchGroupTag } from "./argument/patch-group";
import { assertPolicyArns } from "./argument/policy-arns";
import { refusals } from "./argument/refusal";
import { assertShape } from "./argument/shape";
import { assertWhole } from "./argument/whole";
import { accountOf, arnIn, assertAccountId } from "./child/account";
import { childrenOf } from "./child/children";
import { assertRoles } from "./child/overrides";
import { assertNotChinaRegion, outsideChina } from "./child/partition";
import { makeServiceRole } from "./child/service-role";
import { assertTags, type Tags, withTags } from "./child/tags";
import { assertCertificates, makeCertificateAccess, type NodeCertificates } from "./hybrid/certificates";
import { type InventoryBucket, makeInventory } from "./hybrid/inventory";
import { type HybridChildren, hybridRoles } from "./hybrid/roles";

/** Arguments of hybrid nodes. */
export interface HybridNodesArgs {
  /** What the nodes are and where they stand: at most 255 characters. */
  description: string;
  /** Servers that may register: 1 to 1000. */
  registrations: number;
  /** Day on which registration begins, that on which this is deployed: YYYY-MM-DD. A new day makes a new code. */
  issuedOn: string;
  /** Patch group of the nodes: their tag PatchGroup, by which Patching finds them (VUL-07). */
  patchGroup: string;
  /** Tags of every resource, and of the nodes. */
  tags: Tags;
  /** Days for which servers may register, 1 to 30. Default: 7. */
  validDays?: number;
  /** ARNs of further policies of the agent on the nodes, by names that never change (IAM-01). Default: none. */
  policyArns?: { [key: string]: pulumi.Input<string> };
  /** What lets programs on the nodes act in the cloud without an access key. Default: nothing. */
  certificates?: NodeCertificates;
  /** Bucket that the inventory of the nodes is copied to. One for an account and region. Default: none. */
  inventoryBucket?: InventoryBucket;
  /** Account of the deployment, twelve digits: known before the provider is asked. Default: that of the provider. */
  accountId?: string;
  /**
   * Properties that replace those of children: nodeRole, activation, inventory, inventorySync, trustAnchor, certificateRole,
   * profile. The policies still judge them.
   */
  overrides?: Record<string, any>;
}

type Optional = "certificates" | "inventoryBucket" | "accountId";
type Resolved = Required<Omit<HybridNodesArgs, Optional>> & Pick<HybridNodesArgs, Optional>;

// Roles have the shortest names: 64 characters.
const MAX_NAME = 38;
// The cloud's own bounds.
const MAX_REGISTRATIONS = 1000;
const MAX_VALID_DAYS = 30;

/**
 * Servers of a data centre or of another cloud as managed nodes: they register once, within a few days and with a code that
 * nobody sees in plain text, and from then on are inventoried, patched and reached by sessions like servers of the cloud.
 * Programs on them get credentials of minutes for certificates of an authority of yours, so that no access key leaves
 * the cloud.
 *
 * On each server the agent is installed and registered with `activationId` and `activationCode`. Nodes keep the tags that
 * they were registered with.
 *
 * @cost Registration and inventory cost nothing for as long as the account has standard nodes, a thousand at most in a region;
 * advanced ones, which sessions need, are billed by the hour of each node. A private certificate authority is billed by the
 * month.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import { Environment, HybridNodes, RecoveryTier } from "@palisade-iac/palisade";
 *
 * const config = new pulumi.Config();
 * const nodes = new HybridNodes("plant", {
 *   description: "Message relays in the data centre of the plant",
 *   registrations: 4,
 *   issuedOn: config.get("issuedOn") ?? "2026-11-23",
 *   patchGroup: "relays",
 *   tags: { env: Environment.Production, tier: RecoveryTier.Orange, owner: "plant-it" },
 * });
 * export const { activationId, activationCode } = nodes;
 * ```
 */
export class HybridNodes extends pulumi.ComponentResource {
  /** Controls that what it makes serves. */
  static readonly controls: readonly Control[] = [hybridNodes, patchMechanism];
  /** Roles of the children, as keys of `overrides`. */
  static readonly roles: readonly string[] = hybridRoles;

  /** Id with which servers register. */
  readonly activationId: pulumi.Output<string>;
  /** Code with which servers register: a secret. */
  readonly activationCode: pulumi.Output<string>;
  /** ARN of the role of the agent on the nodes. */
  readonly nodeRoleArn: pulumi.Output<string>;
  /** ARN of what certificates are checked against, for the credential helper. Absent without certificates. */
  readonly trustAnchorArn?: pulumi.Output<string>;
  /** ARN of the profile of the credentials, for the credential helper. Absent without certificates. */
  readonly profileArn?: pulumi.Output<string>;
  /** ARN of the role of programs on the nodes, for the credential helper. Absent without certificates. */
  readonly certificateRoleArn?: pulumi.Output<string>;
  /** The registration. */
  readonly activation: aws.ssm.Activation;

  constructor(name: string, args: HybridNodesArgs, opts?: pulumi.ComponentResourceOptions) {
    const resolved = resolveHybridNodes(name, args);
    const { certificates, patchGroup } = resolved;
    const refuseAuthority = () =>
      refusals("HybridNodes", name)(
        "certificates.certificateAuthorityArn",
        certificates?.certificateAuthorityArn,
        "certificateBundle in China, with the certificate of the same authority",
      );
    const namesAuthority = certificates?.certificateAuthorityArn !== undefined;
    if (namesAuthority) {
      assertNotChinaRegion(opts, refuseAuthority);
    }
    super("palisade:index:HybridNodes", name, resolved, opts);
    const children: HybridChildren = childrenOf(this, name, "server", resolved);
    const nodeTags = withTags(resolved.tags, { [patchGroupTag]: patchGroup });
    const nodeChildren: HybridChildren = childrenOf(this, name, "server", { ...resolved, tags: nodeTags });
    const anywhere = accountOf(this, resolved.accountId);
    const account = namesAuthority ? outsideChina(anywhere, refuseAuthority) : anywhere;

    const { role: nodeRole, policies } = makeServiceRole(children, "nodeRole", "node-role", account, {
      service: "ssm.amazonaws.com",
      condition: {
        StringEquals: { "aws:SourceAccount": account.accountId },
        ArnLike: { "aws:SourceArn": arnIn(account, "ssm", "*") },
      },
      managedPolicies: ["AmazonSSMManagedInstanceCore"],
      policyArns: resolved.policyArns,
    });
    const activation = new aws.ssm.Activation(
      children.name("activation"),
      nodeChildren.tagged("activation", "activation", {
        description: resolved.description,
        iamRole: nodeRole.name,
        registrationLimit: resolved.registrations,
        expirationDate: expiration(resolved),
      }),
      { ...children.options, dependsOn: [...policies], additionalSecretOutputs: ["activationCode"] },
    );
    makeInventory(children, patchGroup, resolved.inventoryBucket);
    const access = certificates && makeCertificateAccess(children, account, certificates);

    this.activationId = activation.id;
    this.activationCode = pulumi.secret(activation.activationCode);
    this.nodeRoleArn = nodeRole.arn;
    this.trustAnchorArn = access?.trustAnchor.arn;
    this.profileArn = access?.profile.arn;
    this.certificateRoleArn = access?.role.arn;
    this.activation = activation;
    this.registerOutputs({
      activationId: this.activationId,
      activationCode: this.activationCode,
      nodeRoleArn: this.nodeRoleArn,
      trustAnchorArn: this.trustAnchorArn,
      profileArn: this.profileArn,
      certificateRoleArn: this.certificateRoleArn,
    });
  }
}

/** The end of the last day, counted from the one that is written down: the same whenever the program runs. */
function expiration({ issuedOn, validDays }: Resolved): string {
  const day = new Date(`${issuedOn}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + validDays);
  return day.toISOString().replace(".000Z", "Z");
}

/**
 * The arguments with their defaults.
 * @throws RefusedArgumentError for an argument below the protocol.
 */
export function resolveHybridNodes(name: string, args: HybridNodesArgs): Resolved {
  const refuse = refusals("HybridNodes", name);
  assertShape(refuse, "HybridNodes", args);
  const resolved: Resolved = { validDays: 7, policyArns: {}, overrides: {}, ...given(args) };
  const { issuedOn } = resolved;
  assertComponentName(refuse, name, MAX_NAME);
  assertDescription(refuse, "description", resolved.description, hybridNodes);
  assertWhole(refuse, "registrations", resolved.registrations, {
    min: 1,
    max: MAX_REGISTRATIONS,
    unit: "servers",
    control: hybridNodes,
  });
  if (!isDate(issuedOn)) {
    throw refuse("issuedOn", issuedOn, "a day: YYYY-MM-DD", hybridNodes);
  }
  assertWhole(refuse, "validDays", resolved.validDays, {
    min: 1,
    max: MAX_VALID_DAYS,
    unit: "days",
    control: hybridNodes,
  });
  assertPatchGroup(refuse, "patchGroup", resolved.patchGroup);
  assertTags(refuse, resolved.tags);
  assertPolicyArns(refuse, "policyArns", resolved.policyArns);
  if (resolved.certificates !== undefined) {
    assertCertificates(refuse, "certificates", resolved.certificates);
  }
  assertAccountId(refuse, resolved.accountId);
  assertRoles(refuse, resolved.overrides, hybridRoles);
  return resolved;
}
