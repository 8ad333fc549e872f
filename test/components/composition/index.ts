import * as aws from "@pulumi/aws";
import {
  DataClass,
  EndRole,
  Environment,
  Firewall,
  FlowEnd,
  GatewayEndpoint,
  InterfaceEndpoint,
  Key,
  KeyService,
  NatStrategy,
  Network,
  Path,
  Protocol,
  RecoveryTier,
} from "../../../components";

// Every component with all that it can do, as the policies are to accept it.
const tags = { env: Environment.Production, tier: RecoveryTier.Red, owner: "composition", additional: { cost: "7" } };
const clientPorts = [{ port: 5223, protocol: Protocol.Tcp, reason: "Push connections" }];

const key = new Key("all", {
  description: "Serves every service",
  administrators: ["arn:aws:iam::123456789012:role/key-administrator"],
  users: ["arn:aws:iam::123456789012:role/application"],
  services: Object.values(KeyService),
  rotationDays: 90,
  multiRegion: true,
  tags,
});

const network = new Network("all", {
  cidrBlock: "10.20.0.0/16",
  zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c", "eu-central-1d"],
  nat: NatStrategy.OnePerZone,
  gatewayEndpoints: Object.values(GatewayEndpoint),
  interfaceEndpoints: Object.values(InterfaceEndpoint),
  clientPorts,
  redirectHttp: true,
  flows: [{ from: FlowEnd.Private, to: FlowEnd.Data, port: 5432, description: "Database" }],
  logs: { kmsKeyArn: key.keyArn, retentionDays: 400, dataClass: DataClass.Personal },
  tags,
});
new Network("least", {
  cidrBlock: "10.21.0.0/23",
  zones: ["eu-central-1a", "eu-central-1b"],
  nat: NatStrategy.None,
  gatewayEndpoints: [],
  logs: { kmsKeyArn: key.keyArn },
  tags,
});

const { vpcId } = network;
const edge = new Firewall("edge", { vpcId, description: "Load balancer", role: EndRole.LoadBalancer, tags });
const vpn = new Firewall("vpn", { vpcId, description: "Operations VPN", role: EndRole.OperationsVpn, tags });
const server = new Firewall("server", { vpcId, description: "Servers", tags });

const internet = { internet: true };
new Path("clients", { from: internet, to: edge.end, port: 443, description: "Clients", tags });
new Path("redirect", {
  from: internet,
  to: edge.end,
  port: 80,
  redirect: true,
  description: "Redirect to HTTPS",
  tags,
});
new Path("push", { from: internet, to: edge.end, port: 5223, clientPorts, description: "Push connections", tags });
new Path("edge-to-server", { from: edge.end, to: server.end, port: 8443, description: "Requests", tags });
new Path("operators", { from: vpn.end, to: server.end, port: 22, description: "Operators", tags });
new Path("server-to-world", { from: server.end, to: internet, port: 443, description: "Updates", tags });

// What shows that the groups are what their firewalls say.
const balancer = new aws.lb.LoadBalancer("edge", {
  loadBalancerType: "application",
  subnets: network.publicSubnetIds,
  securityGroups: [edge.securityGroupId],
});
new aws.lb.Listener("redirect", {
  loadBalancerArn: balancer.arn,
  port: 80,
  protocol: "HTTP",
  defaultActions: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }],
});
new aws.ec2clientvpn.Endpoint("vpn", {
  vpcId,
  securityGroupIds: [vpn.securityGroupId],
  clientCidrBlock: "10.98.0.0/22",
  serverCertificateArn: "arn:aws:acm:eu-central-1:123456789012:certificate/7f3a91c2-e04b-4c55-8a4f-3b6d6f1e2a90",
  authenticationOptions: [
    { type: "federated-authentication", samlProviderArn: "arn:aws:iam::123456789012:saml-provider/operators" },
  ],
  connectionLogOptions: { enabled: true, cloudwatchLogGroup: network.flowLogGroupName },
});
