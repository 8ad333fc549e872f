import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { vpnAccess } from "../../protocol/admin-access";
import { liesIn, overlap } from "../argument/cidr";
import { assertDescription } from "../argument/description";
import { assertNames } from "../argument/names";
import { assertPrivateRange } from "../argument/private-range";
import type { Refuse } from "../argument/refusal";
import type { VpnChildren } from "./roles";

/** What one group of operators reaches through the VPN. Where ranges overlap, the narrowest alone decides for an address. */
export interface VpnAccess {
  /** Id of the group, as the identity provider asserts it: at most 255 characters. */
  groupId: string;
  /** Private IPv4 range that the group reaches (ADM-01). It is routed where it lies outside the network of the VPN. */
  cidrBlock: string;
  /** What the group does there: at most 255 characters. */
  description: string;
}

type Accesses = Readonly<Record<string, VpnAccess>>;

/** From the widest private range to a single address. */
const PREFIX_LENGTHS = { min: 8, max: 32 };

const MAX_GROUP_ID = 255;

/** Associations take a quarter of an hour where all is well. */
const PATIENCE = { create: "30m", delete: "30m" };

/** @throws RefusedArgumentError for access of everybody, to the world, and to where clients of the VPN themselves are. */
export function assertAccess(refuse: Refuse, access: Accesses, clientCidrBlock: string): void {
  assertNames(refuse, "access", access);
  const entries = Object.entries(access);
  if (entries.length === 0) {
    throw refuse("access", access, "one group of operators at least", vpnAccess);
  }
  const granted = new Set<string>();
  for (const [name, { groupId, cidrBlock, description }] of entries) {
    const at = `access.${name}`;
    if (typeof groupId !== "string" || groupId.trim() === "" || groupId.length > MAX_GROUP_ID) {
      throw refuse(`${at}.groupId`, groupId, `the id of one group, of at most ${MAX_GROUP_ID} characters`, vpnAccess);
    }
    if (groupId.includes(",")) {
      throw refuse(`${at}.groupId`, groupId, "the id of one group, without a comma");
    }
    assertPrivateRange(refuse, `${at}.cidrBlock`, cidrBlock, PREFIX_LENGTHS, vpnAccess);
    if (overlap(cidrBlock, clientCidrBlock)) {
      throw refuse(`${at}.cidrBlock`, cidrBlock, `a range apart from that of the clients, ${clientCidrBlock}`);
    }
    assertDescription(refuse, `${at}.description`, description, vpnAccess);
    const grant = `${groupId} ${cidrBlock}`;
    if (granted.has(grant)) {
      throw refuse(at, grant, "each group and range once");
    }
    granted.add(grant);
  }
}

/** The subnets through which the VPN reaches the network, in which servers see operators come. */
export const makeAssociations = (
  { name, options, untagged }: VpnChildren,
  endpoint: aws.ec2clientvpn.Endpoint,
  subnetIds: readonly pulumi.Input<string>[],
): aws.ec2clientvpn.NetworkAssociation[] =>
  subnetIds.map((subnetId, index) => {
    const suffix = `association-${index + 1}`;
    return new aws.ec2clientvpn.NetworkAssociation(
      name(suffix),
      untagged("association", suffix, { clientVpnEndpointId: endpoint.id, subnetId }),
      { ...options, customTimeouts: PATIENCE },
    );
  });

/** What groups reach: the cloud takes neither rule nor route before the endpoint is associated. */
export function makeAccess(
  { name, options, untagged }: VpnChildren,
  endpoint: aws.ec2clientvpn.Endpoint,
  associations: aws.ec2clientvpn.NetworkAssociation[],
  access: Accesses,
  vpcCidrBlock: string,
): void {
  const associated = { ...options, dependsOn: associations, customTimeouts: PATIENCE };
  const routed = new Set<string>();
  for (const [key, { groupId, cidrBlock, description }] of Object.entries(access)) {
    // The range of the network itself is routed by the associations.
    if (!liesIn(cidrBlock, vpcCidrBlock) && !routed.has(cidrBlock)) {
      routed.add(cidrBlock);
      associations.forEach((association, index) => {
        const suffix = `route-${cidrBlock.replace(/[./]/g, "-")}-${index + 1}`;
        new aws.ec2clientvpn.Route(
          name(suffix),
          untagged("route", suffix, {
            clientVpnEndpointId: endpoint.id,
            destinationCidrBlock: cidrBlock,
            targetVpcSubnetId: association.subnetId,
            description,
          }),
          associated,
        );
      });
    }
    const suffix = `access-${key}`;
    new aws.ec2clientvpn.AuthorizationRule(
      name(suffix),
      untagged("access", suffix, {
        clientVpnEndpointId: endpoint.id,
        targetNetworkCidr: cidrBlock,
        accessGroupId: groupId,
        description,
      }),
      associated,
    );
  }
}
