import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { clusteredDeployment } from "../protocol/availability";
import type { Control } from "../protocol/control";
import { logRetention } from "../protocol/log";
import { defaultDeny } from "../protocol/network";
import { assertMember, assertMembers } from "./argument/choice";
import { given } from "./argument/given";
import { assertClientPorts, type ClientPort } from "./argument/port";
import { assertPrivateRange } from "./argument/private-range";
import { refusals } from "./argument/refusal";
import { assertShape } from "./argument/shape";
import { assertZones } from "./argument/zones";
import { accountOf, assertAccountId } from "./child/account";
import { childrenOf } from "./child/children";
import { type Logs, resolveLogs } from "./child/log-group";
import { assertRoles } from "./child/overrides";
import { assertTags, Environment, type Tags } from "./child/tags";
import { assertFlows, flowOf, type TierFlow, usualFlows } from "./vpc/access-list";
import { emptyDefaults } from "./vpc/defaults";
import { GatewayEndpoint, InterfaceEndpoint, makeGatewayEndpoints, makeInterfaceEndpoints } from "./vpc/endpoints";
import { makeDnsLog, makeFlowLog, networkLogClass } from "./vpc/logs";
import { type NetworkChildren, networkRoles } from "./vpc/roles";
import { makeDataRouting, makePrivateRouting, makePublicRouting, NatStrategy } from "./vpc/routing";
import { layoutSubnets, MAX_ZONES, PREFIX_LENGTHS } from "./vpc/subnet-layout";
import { makeAccessLists, makeSubnets } from "./vpc/subnets";

/** Arguments of a network. */
export interface NetworkArgs {
  /** IPv4 range of the network, a private one from /16 to /23. */
  cidrBlock: string;
  /** Names of the availability zones (HA-02). Their order fixes the ranges of the subnets: add new zones at the end. */
  zones: string[];
  /** What is kept of the traffic and of the name queries. */
  logs: Logs;
  /** Tags of every resource. */
  tags: Tags;
  /** How the private tier reaches the internet. Default: one NAT gateway in each zone. */
  nat?: NatStrategy;
  /** Services reached through the route tables of the private tier. Default: S3 and DynamoDB. */
  gatewayEndpoints?: GatewayEndpoint[];
  /** Services that get an address in the private tier, closed until a path opens them. Default: none. */
  interfaceEndpoints?: InterfaceEndpoint[];
  /** Ports beside that of HTTPS on which clients on the internet connect (NET-02). Default: none. */
  clientPorts?: ClientPort[];
  /** Lets plain HTTP in, for load balancers that redirect to HTTPS (NET-02). Default: false. */
  redirectHttp?: boolean;
  /**
   * Traffic beyond the usual that the access lists of the tiers let through: administrative ports, or the internet to the
   * private tier, where a network load balancer hands on the addresses of clients. Firewalls still decide. Default: none.
   */
  flows?: TierFlow[];
  /** Account of the deployment, twelve digits: known before the provider is asked. Default: that of the provider. */
  accountId?: string;
  /**
   * Properties that replace those of children: vpc, internetGateway, defaultSecurityGroup, defaultNetworkAcl,
   * defaultRouteTable, publicSubnet, privateSubnet, dataSubnet, publicNetworkAcl, privateNetworkAcl, dataNetworkAcl,
   * natAddress, natGateway, publicRouteTable, privateRouteTable, dataRouteTable, gatewayEndpoint, interfaceEndpoint,
   * flowLogGroup, flowLogRole, flowLog, dnsLogGroup, dnsLogConfig. The policies still judge them.
   */
  overrides?: Record<string, any>;
}

type Resolved = Required<Omit<NetworkArgs, "logs" | "accountId">> &
  Pick<NetworkArgs, "accountId"> & { logs: Required<Logs> };

/**
 * A network over several availability zones with three tiers of subnets, whose defaults are emptied and whose tiers are kept
 * apart by access lists. Its traffic and name queries are logged. It has no public address but those of its NAT gateways.
 *
 * The public tier holds load balancers, the private tier workloads, which reach the internet by HTTPS through NAT, and the
 * data tier data stores, which no route leads out of. IPv4 only.
 *
 * @cost NAT gateways are billed by the hour, one for each zone, and by traffic, as are interface endpoints in each zone; logs are
 * billed by volume. The rest is free.
 *
 * @example
 * ```ts
 * import { Environment, Key, KeyService, Network, RecoveryTier } from "@palisade-iac/palisade";
 *
 * const tags = { env: Environment.Production, tier: RecoveryTier.Orange, owner: "chat" };
 * const logKey = new Key("logs", {
 *   description: "Encrypts logs",
 *   administrators: ["arn:aws:iam::123456789012:role/key-administrator"],
 *   services: [KeyService.Logs],
 *   tags,
 * });
 *
 * export const { vpcId, privateSubnetIds } = new Network("chat", {
 *   cidrBlock: "10.20.0.0/16",
 *   zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
 *   logs: { kmsKeyArn: logKey.keyArn },
 *   tags,
 * });
 * ```
 */
export class Network extends pulumi.ComponentResource {
  /** Controls that what it makes serves. */
  static readonly controls: readonly Control[] = [defaultDeny, clusteredDeployment, logRetention];
  /** Roles of the children, as keys of `overrides`. */
  static readonly roles: readonly string[] = networkRoles;

  /** Id of the network. */
  readonly vpcId: pulumi.Output<string>;
  /** IPv4 range of the network. */
  readonly cidrBlock: string;
  /** Ids of the public subnets, in the order of the zones. */
  readonly publicSubnetIds: pulumi.Output<string>[];
  /** Ids of the private subnets, in the order of the zones. */
  readonly privateSubnetIds: pulumi.Output<string>[];
  /** Ids of the data subnets, in the order of the zones. */
  readonly dataSubnetIds: pulumi.Output<string>[];
  /** IPv4 ranges of the private subnets, in the order of the zones. */
  readonly privateCidrBlocks: string[];
  /** Addresses from which the private tier reaches the internet. */
  readonly natAddresses: pulumi.Output<string>[];
  /** Id of the group before the interface endpoints, where paths to them end, by HTTPS. Absent where there are none. */
  readonly endpointSecurityGroupId?: pulumi.Output<string>;
  /** Name of the log group of the traffic. */
  readonly flowLogGroupName: pulumi.Output<string>;
  /** Name of the log group of the name queries. */
  readonly dnsLogGroupName: pulumi.Output<string>;
  /** The network. */
  readonly vpc: aws.ec2.Vpc;
  /** The public subnets, in the order of the zones. */
  readonly publicSubnets: aws.ec2.Subnet[];
  /** The private subnets, in the order of the zones. */
  readonly privateSubnets: aws.ec2.Subnet[];
  /** The data subnets, in the order of the zones. */
  readonly dataSubnets: aws.ec2.Subnet[];
  /** Route tables of the private tier, in the order of the zones. */
  readonly privateRouteTables: aws.ec2.RouteTable[];
  /** Route table of the data tier. */
  readonly dataRouteTable: aws.ec2.RouteTable;
  /** Log group of the traffic. */
  readonly flowLogGroup: aws.cloudwatch.LogGroup;
  /** Log group of the name queries. */
  readonly dnsLogGroup: aws.cloudwatch.LogGroup;

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    const resolved = resolveNetwork(name, args);
    super("palisade:index:Network", name, resolved, opts);
    const children: NetworkChildren = childrenOf(this, name, "network", resolved);
    const account = accountOf(this, resolved.accountId);

    const vpc = new aws.ec2.Vpc(
      children.name("vpc"),
      children.tagged("vpc", "vpc", {
        cidrBlock: resolved.cidrBlock,
        enableDnsSupport: true,
        enableDnsHostnames: true,
      }),
      children.options,
    );
    emptyDefaults(children, vpc);
    const layout = layoutSubnets(resolved.cidrBlock, resolved.zones.length);
    const tiers = makeSubnets(children, vpc, layout, resolved.zones);
    makeAccessLists(children, vpc, layout, tiers, flowsOf(resolved), resolved.nat !== NatStrategy.None);
    const natGateways = makePublicRouting(children, vpc, tiers.public, resolved.nat);
    const privateRouteTables = makePrivateRouting(children, vpc, tiers.private, natGateways);
    const dataRouteTable = makeDataRouting(children, vpc, tiers.data);
    makeGatewayEndpoints(children, vpc, privateRouteTables, account, resolved.gatewayEndpoints);
    const endpointFirewall = makeInterfaceEndpoints(children, vpc, tiers.private, account, resolved);
    const flowLogGroup = makeFlowLog(children, vpc, account, resolved.logs);
    const dnsLogGroup = makeDnsLog(children, vpc, resolved.logs);

    this.vpcId = vpc.id;
    this.cidrBlock = resolved.cidrBlock;
    this.publicSubnetIds = tiers.public.map(({ id }) => id);
    this.privateSubnetIds = tiers.private.map(({ id }) => id);
    this.dataSubnetIds = tiers.data.map(({ id }) => id);
    this.privateCidrBlocks = [...layout.private.subnets];
    this.natAddresses = natGateways.map(({ publicIp }) => publicIp);
    this.endpointSecurityGroupId = endpointFirewall?.securityGroupId;
    this.flowLogGroupName = flowLogGroup.name;
    this.dnsLogGroupName = dnsLogGroup.name;
    this.vpc = vpc;
    this.publicSubnets = tiers.public;
    this.privateSubnets = tiers.private;
    this.dataSubnets = tiers.data;
    this.privateRouteTables = privateRouteTables;
    this.dataRouteTable = dataRouteTable;
    this.flowLogGroup = flowLogGroup;
    this.dnsLogGroup = dnsLogGroup;
    this.registerOutputs({
      vpcId: this.vpcId,
      cidrBlock: this.cidrBlock,
      publicSubnetIds: this.publicSubnetIds,
      privateSubnetIds: this.privateSubnetIds,
      dataSubnetIds: this.dataSubnetIds,
      privateCidrBlocks: this.privateCidrBlocks,
      natAddresses: this.natAddresses,
      endpointSecurityGroupId: this.endpointSecurityGroupId,
      flowLogGroupName: this.flowLogGroupName,
      dnsLogGroupName: this.dnsLogGroupName,
    });
  }
}

function flowsOf({ nat, gatewayEndpoints, interfaceEndpoints, redirectHttp, clientPorts, flows }: Resolved) {
  const usual = usualFlows({
    nat: nat !== NatStrategy.None,
    gatewayEndpoints: gatewayEndpoints.length > 0,
    interfaceEndpoints: interfaceEndpoints.length > 0,
    redirectHttp,
    clientPorts,
  });
  return [...usual, ...flows.map(flowOf)];
}

/**
 * The arguments with their defaults.
 * @throws RefusedArgumentError for an argument below the protocol.
 */
export function resolveNetwork(name: string, args: NetworkArgs): Resolved {
  const refuse = refusals("Network", name);
  assertShape(refuse, "Network", args);
  const { cidrBlock, zones, logs, tags } = args;
  const resolved: Resolved = {
    nat: NatStrategy.OnePerZone,
    gatewayEndpoints: [GatewayEndpoint.S3, GatewayEndpoint.DynamoDb],
    interfaceEndpoints: [],
    clientPorts: [],
    redirectHttp: false,
    flows: [],
    overrides: {},
    ...given(args),
    logs: resolveLogs(refuse, "logs", logs, networkLogClass),
  };

  assertPrivateRange(refuse, "cidrBlock", cidrBlock, PREFIX_LENGTHS);
  assertZones(refuse, "zones", zones);
  if (zones.length > MAX_ZONES) {
    throw refuse("zones", zones, `at most ${MAX_ZONES} zones`);
  }
  assertTags(refuse, tags);
  assertMember(refuse, "nat", resolved.nat, NatStrategy);
  if (resolved.nat === NatStrategy.Single && tags.env === Environment.Production) {
    throw refuse("nat", resolved.nat, "a NAT gateway in each zone of a production network", clusteredDeployment);
  }
  assertMembers(refuse, "gatewayEndpoints", resolved.gatewayEndpoints, GatewayEndpoint);
  assertMembers(refuse, "interfaceEndpoints", resolved.interfaceEndpoints, InterfaceEndpoint);
  assertClientPorts(refuse, resolved.clientPorts);
  assertFlows(refuse, resolved.flows, resolved);
  assertAccountId(refuse, resolved.accountId);
  assertRoles(refuse, resolved.overrides, networkRoles);
  return resolved;
}
