import * as aws from "@pulumi/aws";
import { EndRole, Firewall, NatStrategy, Network, Path } from "../../../components";
import { clientPorts, key, network, server, tags } from "./foundation";

new Network("least", {
  cidrBlock: "10.21.0.0/23",
  zones: ["eu-central-1a", "eu-central-1b"],
  nat: NatStrategy.None,
  gatewayEndpoints: [],
  logs: { kmsKeyArn: key.keyArn },
  tags,
});

const { vpcId } = network;
export const edge = new Firewall("edge", { vpcId, description: "Load balancer", role: EndRole.LoadBalancer, tags });
export const vpn = new Firewall("vpn", { vpcId, description: "Operations VPN", role: EndRole.OperationsVpn, tags });

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
