import * as aws from "@pulumi/aws";
import { type Flow, aclRules } from "./access-list";
import type { NetworkChildren } from "./roles";
import type { SubnetLayout, SubnetTier } from "./subnet-layout";

export type Subnets = Readonly<Record<SubnetTier, aws.ec2.Subnet[]>>;

/** A subnet of each tier in each zone. Names count the zones: a zone's own name may change its position. */
export function makeSubnets(
  { name, options, tagged }: NetworkChildren,
  vpc: aws.ec2.Vpc,
  layout: SubnetLayout,
  zones: readonly string[],
): Subnets {
  const make = (tier: SubnetTier) =>
    layout[tier].subnets.map((cidrBlock, index) => {
      const suffix = `${tier}-${index + 1}`;
      const availabilityZone = zones[index];
      return new aws.ec2.Subnet(
        name(suffix),
        tagged(`${tier}Subnet`, suffix, { vpcId: vpc.id, cidrBlock, availabilityZone, mapPublicIpOnLaunch: false }),
        options,
      );
    });
  return { public: make("public"), private: make("private"), data: make("data") };
}

/** An access list around each tier. Its rules stand in it, so that a rule which somebody adds by hand is removed again. */
export function makeAccessLists(
  { name, options, tagged }: NetworkChildren,
  vpc: aws.ec2.Vpc,
  layout: SubnetLayout,
  subnets: Subnets,
  flows: readonly Flow[],
  nat: boolean,
): void {
  const rules = aclRules(flows, layout, nat);
  for (const tier of ["public", "private", "data"] as const) {
    const suffix = `${tier}-acl`;
    new aws.ec2.NetworkAcl(
      name(suffix),
      tagged(`${tier}NetworkAcl`, suffix, {
        vpcId: vpc.id,
        subnetIds: subnets[tier].map(({ id }) => id),
        ingress: [...rules[tier].ingress],
        egress: [...rules[tier].egress],
      }),
      options,
    );
  }
}
