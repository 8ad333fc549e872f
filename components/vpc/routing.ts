import * as aws from "@pulumi/aws";
import type { NetworkChildren } from "./roles";

/** How the private tier reaches the internet. */
export enum NatStrategy {
  /** A NAT gateway in each zone: the loss of a zone cuts off no other. */
  OnePerZone = "one-per-zone",
  /** One NAT gateway for all zones. Not for production (HA-02). */
  Single = "single",
  /** Not at all. */
  None = "none",
}

const WORLD = "0.0.0.0/0";

/** Routes the public tier to the internet and puts NAT gateways into it, as the strategy says. */
export function makePublicRouting(
  { name, options, tagged }: NetworkChildren,
  vpc: aws.ec2.Vpc,
  subnets: readonly aws.ec2.Subnet[],
  strategy: NatStrategy,
): aws.ec2.NatGateway[] {
  const internetGateway = new aws.ec2.InternetGateway(
    name("internet-gateway"),
    tagged("internetGateway", "internet-gateway", { vpcId: vpc.id }),
    options,
  );
  const routeTable = new aws.ec2.RouteTable(
    name("public-routes"),
    tagged("publicRouteTable", "public-routes", { vpcId: vpc.id }),
    options,
  );
  const route = new aws.ec2.Route(
    name("public-internet"),
    { routeTableId: routeTable.id, destinationCidrBlock: WORLD, gatewayId: internetGateway.id },
    options,
  );
  subnets.forEach((subnet, index) => associate({ name, options }, `public-${index + 1}`, subnet, routeTable));

  const withNat = {
    [NatStrategy.OnePerZone]: subnets,
    [NatStrategy.Single]: subnets.slice(0, 1),
    [NatStrategy.None]: [],
  };
  return withNat[strategy].map((subnet, index) => {
    const suffix = `nat-${index + 1}`;
    const address = new aws.ec2.Eip(
      name(`${suffix}-address`),
      tagged("natAddress", `${suffix}-address`, { domain: "vpc" }),
      options,
    );
    return new aws.ec2.NatGateway(
      name(suffix),
      tagged("natGateway", suffix, { subnetId: subnet.id, allocationId: address.allocationId }),
      // The cloud refuses a gateway whose subnet does not reach the internet yet.
      { ...options, dependsOn: [route] },
    );
  });
}

/** A route table for each private subnet, to the NAT gateway of its zone where there is one. */
export function makePrivateRouting(
  { name, options, tagged }: NetworkChildren,
  vpc: aws.ec2.Vpc,
  subnets: readonly aws.ec2.Subnet[],
  natGateways: readonly aws.ec2.NatGateway[],
): aws.ec2.RouteTable[] {
  return subnets.map((subnet, index) => {
    const zone = `private-${index + 1}`;
    const suffix = `${zone}-routes`;
    const routeTable = new aws.ec2.RouteTable(
      name(suffix),
      tagged("privateRouteTable", suffix, { vpcId: vpc.id }),
      options,
    );
    const natGateway = natGateways[index] ?? natGateways[0];
    if (natGateway !== undefined) {
      new aws.ec2.Route(
        name(`${zone}-nat`),
        { routeTableId: routeTable.id, destinationCidrBlock: WORLD, natGatewayId: natGateway.id },
        options,
      );
    }
    associate({ name, options }, zone, subnet, routeTable);
    return routeTable;
  });
}

/** The route table of the data tier, which has no route but the one within the network. */
export function makeDataRouting(
  { name, options, tagged }: NetworkChildren,
  vpc: aws.ec2.Vpc,
  subnets: readonly aws.ec2.Subnet[],
): aws.ec2.RouteTable {
  const routeTable = new aws.ec2.RouteTable(
    name("data-routes"),
    tagged("dataRouteTable", "data-routes", { vpcId: vpc.id, routes: [] }),
    options,
  );
  subnets.forEach((subnet, index) => associate({ name, options }, `data-${index + 1}`, subnet, routeTable));
  return routeTable;
}

function associate(
  { name, options }: Pick<NetworkChildren, "name" | "options">,
  zone: string,
  subnet: aws.ec2.Subnet,
  routeTable: aws.ec2.RouteTable,
): void {
  new aws.ec2.RouteTableAssociation(
    name(`${zone}-association`),
    { subnetId: subnet.id, routeTableId: routeTable.id },
    options,
  );
}
