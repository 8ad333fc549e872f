import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Control } from "../protocol/control";
import { defaultDeny } from "../protocol/network";
import { childrenOf } from "./child/children";
import { assertMember } from "./argument/choice";
import { assertDescription } from "./argument/description";
import { assertRoles } from "./child/overrides";
import { EndRole, type PathEnd } from "./argument/path-end";
import { refusals } from "./argument/refusal";
import { assertShape } from "./argument/shape";
import { assertTags, type Tags } from "./child/tags";

/** Arguments of a firewall. */
export interface FirewallArgs {
  /** Id of the network that the firewall belongs to. */
  vpcId: pulumi.Input<string>;
  /** What stands behind the firewall, for its reviewers: at most 255 characters (NET-01). */
  description: string;
  /** What stands behind the firewall, for the paths that end here. Default: workload. */
  role?: EndRole;
  /** Tags of every resource. */
  tags: Tags;
  /** Properties that replace those of a child: group. The policies still judge them. */
  overrides?: Record<string, any>;
}

/** Roles of the children, as keys of `overrides`. */
export const firewallRoles = ["group"] as const;

type Role = (typeof firewallRoles)[number];
type Resolved = Required<FirewallArgs>;

/**
 * A security group that lets nothing in and nothing out. A Path opens it, from one named end to another.
 *
 * @cost Nothing: security groups and their rules are free.
 *
 * @example
 * ```ts
 * import { Config } from "@pulumi/pulumi";
 * import { EndRole, Environment, Firewall, Path, RecoveryTier } from "@palisade-iac/palisade";
 *
 * const tags = { env: Environment.Production, tier: RecoveryTier.Orange, owner: "chat" };
 * const vpcId = new Config("app").require("vpcId");
 *
 * const gateway = new Firewall("gateway", { vpcId, description: "Gateways", role: EndRole.Gateway, tags });
 * const messages = new Firewall("messages", { vpcId, description: "Database of messages", tags });
 *
 * new Path("gateway-to-messages", {
 *   from: gateway.end,
 *   to: messages.end,
 *   port: 5432,
 *   description: "Gateways store and read messages",
 *   tags,
 * });
 * ```
 */
export class Firewall extends pulumi.ComponentResource {
  /** Controls that what it makes serves. */
  static readonly controls: readonly Control[] = [defaultDeny];
  /** Roles of the children, as keys of `overrides`. */
  static readonly roles: readonly string[] = firewallRoles;

  /** Id of the security group, for the resources behind the firewall. */
  readonly securityGroupId: pulumi.Output<string>;
  /** What stands behind the firewall. */
  readonly role: EndRole;
  /** The security group. */
  readonly group: aws.ec2.SecurityGroup;

  constructor(name: string, args: FirewallArgs, opts?: pulumi.ComponentResourceOptions) {
    const resolved = resolveFirewall(name, args);
    super("palisade:index:Firewall", name, resolved, opts);
    const { vpcId, description, role } = resolved;
    const children = childrenOf<Role>(this, name, "firewall", resolved);

    // No ingress and no egress: given even as empty lists, they would undo the standalone rules of the paths.
    const group = new aws.ec2.SecurityGroup(
      children.name("group"),
      children.tagged("group", "group", { vpcId, description, revokeRulesOnDelete: true }),
      children.options,
    );

    this.securityGroupId = group.id;
    this.role = role;
    this.group = group;
    this.registerOutputs({ securityGroupId: group.id, role, group });
  }

  /** This firewall as an end of a path. */
  get end(): PathEnd {
    return { securityGroupId: this.securityGroupId, role: this.role };
  }
}

/**
 * The arguments with their defaults.
 * @throws RefusedArgumentError for an argument below the protocol.
 */
export function resolveFirewall(name: string, args: FirewallArgs): Resolved {
  const refuse = refusals("Firewall", name);
  assertShape(refuse, "Firewall", args);
  const { role = EndRole.Workload, overrides = {} } = args;
  assertDescription(refuse, "description", args.description, defaultDeny);
  assertMember(refuse, "role", role, EndRole);
  assertTags(refuse, args.tags);
  assertRoles(refuse, overrides, firewallRoles);
  return { ...args, role, overrides };
}
