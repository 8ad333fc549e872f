import * as aws from "@pulumi/aws";
import type { NetworkChildren } from "./roles";

/** Adopts what the cloud puts into every network and leaves nothing in it: what nobody placed reaches nothing (NET-01). */
export function emptyDefaults({ name, options, tagged }: NetworkChildren, vpc: aws.ec2.Vpc): void {
  // Omitted lists would leave the rules that are there.
  new aws.ec2.DefaultSecurityGroup(
    name("default-group"),
    tagged("defaultSecurityGroup", "default-group", { vpcId: vpc.id, ingress: [], egress: [] }),
    options,
  );
  new aws.ec2.DefaultNetworkAcl(
    name("default-acl"),
    tagged("defaultNetworkAcl", "default-acl", {
      defaultNetworkAclId: vpc.defaultNetworkAclId,
      ingress: [],
      egress: [],
    }),
    // Every subnet without a list of its own counts as one of this list's.
    { ...options, ignoreChanges: ["subnetIds"] },
  );
  new aws.ec2.DefaultRouteTable(
    name("default-routes"),
    tagged("defaultRouteTable", "default-routes", { defaultRouteTableId: vpc.defaultRouteTableId, routes: [] }),
    options,
  );
}
