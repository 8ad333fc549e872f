import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import type { GatewayEndpoint, Protocol } from "../../components";
import {
  DataClass,
  Environment,
  FlowEnd,
  InterfaceEndpoint,
  NatStrategy,
  Network,
  type NetworkArgs,
  RecoveryTier,
  type TierFlow,
} from "../../components";
import { china, named, ofType, record, type Registered, typeOf } from "../support/mocks";
import { refuses } from "../support/refusal";

const tags = { env: Environment.Production, tier: RecoveryTier.Red, owner: "im-platform" };
const minimal: NetworkArgs = {
  cidrBlock: "10.20.0.0/16",
  zones: ["eu-central-1a", "eu-central-1b"],
  logs: { kmsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/1" },
  tags,
};

const make = (change: Partial<NetworkArgs> = {}) => record(() => new Network("chat", { ...minimal, ...change }));

/** Classes that have no tags. */
const untagged = [
  aws.ec2.Route,
  aws.ec2.RouteTableAssociation,
  aws.iam.RolePolicy,
  aws.route53.ResolverQueryLogConfigAssociation,
].map(typeOf);

const isComponent = ({ type }: Registered) => type.startsWith("palisade:");

describe("Network", () => {
  it("parents, names and tags everything that it makes, and completes once", async () => {
    const { resources, completed } = await make({ interfaceEndpoints: [InterfaceEndpoint.Kms] });
    const network = named(resources, "chat");
    const children = resources.filter(({ urn }) => urn !== network.urn);
    const firewall = named(resources, "chat-endpoints");
    assert.equal(network.type, "palisade:index:Network");
    for (const child of children) {
      assert.equal(child.parent, child.name === "chat-endpoints-group" ? firewall.urn : network.urn, child.name);
      assert.match(child.name, /^chat-[a-z0-9-]+$/);
      if (!untagged.includes(child.type) && !isComponent(child)) {
        const { Name, env, tier, owner, ...others } = child.inputs["tags"] as Record<string, string>;
        assert.deepEqual([Name, env, tier, owner], [child.name, "production", "red", "im-platform"], child.name);
        assert.ok(others["asset-class"] === "network" || child.name === "chat-endpoints-group", child.name);
      }
    }
    assert.equal(new Set(children.map(({ name }) => name)).size, children.length);
    assert.equal(completed.filter((urn) => urn === network.urn).length, 1);
  });

  it("adds the further tags of the program", async () => {
    const { resources } = await make({ tags: { ...tags, additional: { "cost-center": "42" } } });
    assert.equal((named(resources, "chat-vpc").inputs["tags"] as Record<string, string>)["cost-center"], "42");
  });

  it("spreads each tier over the zones and gives no subnet public addresses", async () => {
    const { resources } = await make();
    const subnets = ofType(resources, aws.ec2.Subnet).map(({ name, inputs }) => [
      name,
      inputs["availabilityZone"],
      inputs["cidrBlock"],
      inputs["mapPublicIpOnLaunch"],
    ]);
    assert.deepEqual(subnets, [
      ["chat-public-1", "eu-central-1a", "10.20.128.0/20", false],
      ["chat-public-2", "eu-central-1b", "10.20.144.0/20", false],
      ["chat-private-1", "eu-central-1a", "10.20.0.0/19", false],
      ["chat-private-2", "eu-central-1b", "10.20.32.0/19", false],
      ["chat-data-1", "eu-central-1a", "10.20.192.0/20", false],
      ["chat-data-2", "eu-central-1b", "10.20.208.0/20", false],
    ]);
  });

  it("leaves nothing in the defaults of the network", async () => {
    const { resources } = await make();
    const group = named(resources, "chat-default-group");
    assert.deepEqual([group.inputs["ingress"], group.inputs["egress"]], [[], []]);
    assert.equal(group.inputs["vpcId"], "chat-vpc-id");
    const acl = named(resources, "chat-default-acl");
    assert.deepEqual([acl.inputs["ingress"], acl.inputs["egress"]], [[], []]);
    assert.equal(acl.inputs["defaultNetworkAclId"], "chat-vpc-default-acl");
    assert.deepEqual(acl.ignoreChanges, ["subnetIds"]);
    const routes = named(resources, "chat-default-routes");
    assert.deepEqual(routes.inputs["routes"], []);
    assert.equal(routes.inputs["defaultRouteTableId"], "chat-vpc-default-table");
  });

  it("routes each private subnet through the NAT gateway of its own zone", async () => {
    const { resources } = await make();
    for (const zone of [1, 2]) {
      const route = named(resources, `chat-private-${zone}-nat`).inputs;
      assert.equal(route["natGatewayId"], `chat-nat-${zone}-id`);
      assert.equal(route["destinationCidrBlock"], "0.0.0.0/0");
      assert.equal(route["routeTableId"], `chat-private-${zone}-routes-id`);
      assert.deepEqual(named(resources, `chat-private-${zone}-association`).inputs, {
        subnetId: `chat-private-${zone}-id`,
        routeTableId: `chat-private-${zone}-routes-id`,
      });
      const gateway = named(resources, `chat-nat-${zone}`);
      assert.equal(gateway.inputs["subnetId"], `chat-public-${zone}-id`);
      assert.equal(gateway.inputs["allocationId"], `chat-nat-${zone}-address-allocation`);
      assert.ok(gateway.dependsOn.includes(named(resources, "chat-public-internet").urn));
    }
  });

  it("gives the data tier no route but the one within the network", async () => {
    const { resources } = await make();
    const routes = ofType(resources, aws.ec2.Route).map(({ inputs }) => inputs["routeTableId"]);
    assert.deepEqual(routes.toSorted(), [
      "chat-private-1-routes-id",
      "chat-private-2-routes-id",
      "chat-public-routes-id",
    ]);
    assert.deepEqual(named(resources, "chat-data-routes").inputs["routes"], []);
    for (const zone of [1, 2]) {
      assert.equal(named(resources, `chat-data-${zone}-association`).inputs["routeTableId"], "chat-data-routes-id");
    }
  });

  it("makes one NAT gateway for all zones of a development network that asks for it", async () => {
    const development = { ...tags, env: Environment.Development };
    const { resources } = await make({ nat: NatStrategy.Single, tags: development });
    assert.equal(ofType(resources, aws.ec2.NatGateway).length, 1);
    for (const zone of [1, 2]) {
      assert.equal(named(resources, `chat-private-${zone}-nat`).inputs["natGatewayId"], "chat-nat-1-id");
    }
  });

  it("has no public address at all without NAT", async () => {
    const { resources } = await make({ nat: NatStrategy.None });
    assert.deepEqual(ofType(resources, aws.ec2.Eip), []);
    assert.deepEqual(ofType(resources, aws.ec2.NatGateway), []);
    assert.equal(ofType(resources, aws.ec2.Route).length, 1);
  });

  it("surrounds the subnets of each tier with its own access list", async () => {
    const { resources } = await make();
    for (const tier of ["public", "private", "data"]) {
      const list = named(resources, `chat-${tier}-acl`).inputs;
      assert.deepEqual(list["subnetIds"], [`chat-${tier}-1-id`, `chat-${tier}-2-id`]);
      assert.ok((list["ingress"] as unknown[]).length > 0);
    }
  });

  it("lets through what the program declares beyond the usual", async () => {
    const { resources } = await make({
      clientPorts: [{ port: 5222, reason: "XMPP clients" }],
      redirectHttp: true,
      flows: [{ from: FlowEnd.Private, to: FlowEnd.Private, port: 22, description: "SSH from the operations VPN" }],
    });
    const fromWorld = (named(resources, "chat-public-acl").inputs["ingress"] as Record<string, unknown>[])
      .filter(({ cidrBlock, protocol }) => cidrBlock === "0.0.0.0/0" && protocol === "tcp")
      .map(({ fromPort, toPort }) => [fromPort, toPort]);
    assert.deepEqual(fromWorld, [
      [443, 443],
      [80, 80],
      [5222, 5222],
      [1024, 65535],
    ]);
    const ssh = (named(resources, "chat-private-acl").inputs["ingress"] as Record<string, unknown>[]).filter(
      ({ fromPort }) => fromPort === 22,
    );
    assert.deepEqual(
      ssh.map(({ cidrBlock, toPort, action }) => [cidrBlock, toPort, action]),
      [["10.20.0.0/17", 22, "allow"]],
    );
  });

  it("logs all traffic by the minute into a group that nobody deletes by mistake", async () => {
    const { resources } = await make();
    const { inputs, dependsOn } = named(resources, "chat-flow-log");
    assert.equal(inputs["trafficType"], "ALL");
    assert.equal(inputs["maxAggregationInterval"], 60);
    assert.equal(inputs["vpcId"], "chat-vpc-id");
    assert.equal(inputs["logDestination"], "arn:aws:mock:::chat-flow-logs");
    assert.ok(dependsOn.includes(named(resources, "chat-flow-log-role-policy").urn));
  });

  it("logs all name queries", async () => {
    const { resources } = await make();
    assert.equal(named(resources, "chat-dns-log").inputs["destinationArn"], "arn:aws:mock:::chat-dns-logs");
    assert.deepEqual(named(resources, "chat-dns-log-association").inputs, {
      resolverQueryLogConfigId: "chat-dns-log-id",
      resourceId: "chat-vpc-id",
    });
  });

  it("encrypts, protects and tags its log groups, and keeps logs for 365 days where nobody says more", async () => {
    const { resources } = await make();
    for (const name of ["chat-flow-logs", "chat-dns-logs"]) {
      const { inputs, protect } = named(resources, name);
      assert.equal(inputs["retentionInDays"], 365);
      assert.equal(inputs["kmsKeyId"], "arn:aws:kms:eu-central-1:111122223333:key/1");
      assert.equal(inputs["deletionProtectionEnabled"], true);
      assert.equal(protect, true);
      const kept = inputs["tags"] as Record<string, string>;
      assert.equal(kept["data-class"], "important");
      assert.equal(kept["retention"], "365");
      assert.equal(kept["log-class"], "security");
    }
  });

  it("keeps logs for as long and in such a class as the program says", async () => {
    const { resources } = await make({ logs: { ...minimal.logs, retentionDays: 180, dataClass: DataClass.Personal } });
    const { inputs } = named(resources, "chat-dns-logs");
    assert.equal(inputs["retentionInDays"], 180);
    assert.equal((inputs["tags"] as Record<string, string>)["data-class"], "personal");
    assert.equal((inputs["tags"] as Record<string, string>)["retention"], "180");
  });

  it("lets only flow logs of its own account write, and only to their group", async () => {
    const { resources } = await make();
    const trust = JSON.parse(named(resources, "chat-flow-log-role").inputs["assumeRolePolicy"] as string);
    assert.deepEqual(trust.Statement[0].Principal, { Service: "vpc-flow-logs.amazonaws.com" });
    assert.deepEqual(trust.Statement[0].Condition, {
      StringEquals: { "aws:SourceAccount": "111122223333" },
      ArnLike: { "aws:SourceArn": "arn:aws:ec2:eu-central-1:111122223333:vpc-flow-log/*" },
    });
    const policy = JSON.parse(named(resources, "chat-flow-log-role-policy").inputs["policy"] as string);
    const group = "arn:aws:logs:eu-central-1:111122223333:log-group:chat-flow-logs-1a2b3c4";
    assert.deepEqual(policy.Statement[0].Resource, [group, `${group}:*`]);
    assert.ok(policy.Statement[0].Action.every((action: string) => !action.includes("*")));
  });

  it("takes the account from its arguments where they say it", async () => {
    const { resources } = await make({ accountId: "999988887777" });
    assert.match(named(resources, "chat-flow-log-role").inputs["assumeRolePolicy"] as string, /"999988887777"/);
  });

  it("reaches S3 and DynamoDB from the private tier without leaving the cloud", async () => {
    const { resources } = await make();
    for (const service of ["s3", "dynamodb"]) {
      const { inputs } = named(resources, `chat-endpoint-${service}`);
      assert.equal(inputs["vpcEndpointType"], "Gateway");
      assert.equal(inputs["serviceName"], `com.amazonaws.eu-central-1.${service}`);
      assert.deepEqual(inputs["routeTableIds"], ["chat-private-1-routes-id", "chat-private-2-routes-id"]);
    }
    assert.equal(ofType(resources, aws.ec2.VpcEndpoint).length, 2);
  });

  it("puts interface endpoints behind one firewall that is closed", async () => {
    const { resources, made } = await make({
      gatewayEndpoints: [],
      interfaceEndpoints: [InterfaceEndpoint.EcrApi, InterfaceEndpoint.Ssm],
    });
    const { inputs } = named(resources, "chat-endpoint-ecr-api");
    assert.equal(inputs["serviceName"], "com.amazonaws.eu-central-1.ecr.api");
    assert.equal(inputs["privateDnsEnabled"], true);
    assert.deepEqual(inputs["subnetIds"], ["chat-private-1-id", "chat-private-2-id"]);
    assert.deepEqual(inputs["securityGroupIds"], ["chat-endpoints-group-id"]);
    assert.equal(ofType(resources, aws.vpc.SecurityGroupIngressRule).length, 0);
    assert.equal(ofType(resources, aws.ec2.VpcEndpoint).length, 2);
    assert.notEqual(made.endpointSecurityGroupId, undefined);
  });

  it("makes no firewall for endpoints that nobody asked for", async () => {
    const { resources, made } = await make();
    assert.deepEqual(ofType(resources, aws.ec2.SecurityGroup), []);
    assert.equal(made.endpointSecurityGroupId, undefined);
  });

  it("names endpoints and ARNs as China does", async () => {
    const args = { ...minimal, interfaceEndpoints: [InterfaceEndpoint.Sts, InterfaceEndpoint.Kms] };
    const { resources } = await record(() => new Network("chat", args), china);
    const serviceName = (name: string) => named(resources, name).inputs["serviceName"];
    assert.equal(serviceName("chat-endpoint-sts"), "cn.com.amazonaws.cn-north-1.sts");
    assert.equal(serviceName("chat-endpoint-kms"), "com.amazonaws.cn-north-1.kms");
    assert.equal(serviceName("chat-endpoint-s3"), "com.amazonaws.cn-north-1.s3");
    assert.match(
      named(resources, "chat-flow-log-role-policy").inputs["policy"] as string,
      /arn:aws-cn:logs:cn-north-1:/,
    );
  });

  it("lets overrides replace properties of every child of a role, with a warning for each", async () => {
    const { resources, warnings } = await make({ overrides: { dataSubnet: { enableDns64: true } } });
    for (const zone of [1, 2]) {
      const { inputs } = named(resources, `chat-data-${zone}`);
      assert.equal(inputs["enableDns64"], true);
      assert.equal(inputs["mapPublicIpOnLaunch"], false);
    }
    assert.equal(named(resources, "chat-public-1").inputs["enableDns64"], undefined);
    assert.deepEqual(warnings, [
      "chat-data-1: overrides set enableDns64; the component does not vouch for this.",
      "chat-data-2: overrides set enableDns64; the component does not vouch for this.",
    ]);
  });

  const flow = (change: Partial<TierFlow>): Partial<NetworkArgs> => ({
    flows: [{ from: FlowEnd.Public, to: FlowEnd.Private, port: 9443, description: "Media", ...change }],
  });

  refuses("Network", (change: Partial<NetworkArgs>) => new Network("chat", { ...minimal, ...change }), {
    "a single zone": {
      change: { zones: ["eu-central-1a"] },
      control: "HA-02",
      message: 'Network "chat": zones is ["eu-central-1a"]; HA-02 requires at least 2 availability zones.',
    },
    "the same zone twice": {
      change: { zones: ["eu-central-1a", "eu-central-1a"] },
      control: "HA-02",
      message:
        'Network "chat": zones is ["eu-central-1a","eu-central-1a"]; HA-02 requires at least 2 availability zones.',
    },
    "a zone twice among others": {
      change: { zones: ["a", "b", "a"] },
      message: 'Network "chat": zones is ["a","b","a"]; expected each of them once.',
    },
    "more zones than there is room for": {
      change: { zones: ["a", "b", "c", "d", "e"] },
      message: 'Network "chat": zones is ["a","b","c","d","e"]; expected at most 4 zones.',
    },
    "a public range": {
      change: { cidrBlock: "11.0.0.0/16" },
      message: 'Network "chat": cidrBlock is "11.0.0.0/16"; expected a private IPv4 range from /16 to /23.',
    },
    "a range too wide for the cloud": {
      change: { cidrBlock: "10.0.0.0/15" },
      message: 'Network "chat": cidrBlock is "10.0.0.0/15"; expected a private IPv4 range from /16 to /23.',
    },
    "a range too narrow for its subnets": {
      change: { cidrBlock: "10.0.0.0/24" },
      message: 'Network "chat": cidrBlock is "10.0.0.0/24"; expected a private IPv4 range from /16 to /23.',
    },
    "an address inside a range": {
      change: { cidrBlock: "10.20.0.1/16" },
      message: 'Network "chat": cidrBlock is "10.20.0.1/16"; expected a private IPv4 range from /16 to /23.',
    },
    "one NAT gateway in production": {
      change: { nat: NatStrategy.Single },
      control: "HA-02",
      message: 'Network "chat": nat is "single"; HA-02 requires a NAT gateway in each zone of a production network.',
    },
    "a NAT strategy that is none": {
      change: { nat: "instance" as NatStrategy },
      message: 'Network "chat": nat is "instance"; expected one of one-per-zone, single, none.',
    },
    "a gateway endpoint that is none": {
      change: { gatewayEndpoints: ["sqs" as GatewayEndpoint] },
      message: 'Network "chat": gatewayEndpoints[0] is "sqs"; expected one of s3, dynamodb.',
    },
    "logs that are gone before half a year": {
      change: { logs: { ...minimal.logs, retentionDays: 150 } },
      control: "LOG-02",
      message: 'Network "chat": logs.retentionDays is 150; LOG-02 requires at least 180 days.',
    },
    "a retention that is no number": {
      change: { logs: { ...minimal.logs, retentionDays: NaN } },
      control: "LOG-02",
      message: 'Network "chat": logs.retentionDays is NaN; LOG-02 requires at least 180 days.',
    },
    "a retention that log groups do not offer": {
      change: { logs: { ...minimal.logs, retentionDays: 200 } },
      message:
        'Network "chat": logs.retentionDays is 200; expected a period that log groups offer: 180, 365, 400, 545, 731, ' +
        "1096, 1827, 2192, 2557, 2922, 3288, 3653 days.",
    },
    "a data class that is none": {
      change: { logs: { ...minimal.logs, dataClass: "secret" as DataClass } },
      message:
        'Network "chat": logs.dataClass is "secret"; expected one of general, important, core, personal, ' +
        "sensitive-personal.",
    },
    "an account that is none": {
      change: { accountId: "im-prod" },
      message: 'Network "chat": accountId is "im-prod"; expected twelve digits.',
    },
    "overrides of a child that it does not have": {
      change: { overrides: { subnet: {} } },
      message:
        'Network "chat": overrides.subnet is {}; expected a role among vpc, internetGateway, defaultSecurityGroup, ' +
        "defaultNetworkAcl, defaultRouteTable, publicSubnet, privateSubnet, dataSubnet, publicNetworkAcl, " +
        "privateNetworkAcl, dataNetworkAcl, natAddress, natGateway, publicRouteTable, privateRouteTable, dataRouteTable, " +
        "gatewayEndpoint, interfaceEndpoint, flowLogGroup, flowLogRole, flowLog, dnsLogGroup, dnsLogConfig.",
    },
    "a client port without a reason": {
      change: { clientPorts: [{ port: 5222, reason: " " }] },
      control: "NET-02",
      message: 'Network "chat": clientPorts[0].reason is " "; NET-02 requires a reason for port 5222.',
    },
    "a flow without a description": {
      change: flow({ description: "" }),
      control: "NET-01",
      message: 'Network "chat": flows[0].description is ""; NET-01 requires a description of what it is for.',
    },
    "a flow of all ports": {
      change: flow({ port: 1, toPort: 65535 }),
      control: "NET-01",
      message: 'Network "chat": flows[0].toPort is 65535; NET-01 requires fewer than all ports.',
    },
    "a flow of all protocols": {
      change: flow({ protocol: "-1" as Protocol }),
      control: "NET-01",
      message: 'Network "chat": flows[0].protocol is "-1"; NET-01 requires one protocol.',
    },
    "a flow between ends outside the network": {
      change: flow({ from: FlowEnd.Internet, to: FlowEnd.Internet }),
      message: 'Network "chat": flows[0].to is "internet"; expected a tier of the network.',
    },
    "the internet at the data tier": {
      change: flow({ from: FlowEnd.Internet, to: FlowEnd.Data, port: 443 }),
      control: "NET-01",
      message:
        'Network "chat": flows[0].from is "internet"; NET-01 requires a data tier that the internet does not reach.',
    },
    "the data tier on the internet": {
      change: flow({ from: FlowEnd.Data, to: FlowEnd.Internet, port: 443 }),
      control: "NET-01",
      message:
        'Network "chat": flows[0].to is "internet"; NET-01 requires a data tier that the internet does not reach.',
    },
    "SSH from the public tier": {
      change: flow({ port: 22 }),
      control: "ADM-02",
      message:
        'Network "chat": flows[0].from is "public"; ADM-02 requires the private tier, where the operations VPN comes in, ' +
        "as the only source of SSH.",
    },
    "SSH from the internet": {
      change: flow({ from: FlowEnd.Internet, to: FlowEnd.Public, port: 22 }),
      control: "ADM-02",
      message:
        'Network "chat": flows[0].from is "internet"; ADM-02 requires the private tier, where the operations VPN comes ' +
        "in, as the only source of SSH.",
    },
    "SSH to the internet": {
      change: flow({ from: FlowEnd.Private, to: FlowEnd.Internet, port: 22 }),
      control: "ADM-01",
      message:
        'Network "chat": flows[0].to is "internet"; ADM-01 requires administrative access within the network, not SSH ' +
        "to the internet.",
    },
    "the internet on a port that is not declared": {
      change: flow({ from: FlowEnd.Internet, to: FlowEnd.Public, port: 5222 }),
      control: "NET-02",
      message:
        'Network "chat": flows[0].port is 5222; NET-02 requires tcp 443, or tcp 80 for a redirect, or a declared client ' +
        "port.",
    },
  });
});
