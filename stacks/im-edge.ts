import { EndRole, KeyService, type Network, Servers, TlsIngress } from "../components";
import { ports } from "./paths";
import { common, config, key } from "./settings";
import type { Watch } from "./watch";

/**
 * Where clients come in: tokens are checked and abuse is kept out before a gateway sees a request, and the gateways hold their
 * connections for an hour.
 */
export function makeEdge(
  { vpcId, publicSubnetIds, privateSubnetIds }: Network,
  { accessLogBucketName, logs, alarmTopicArn }: Watch,
): { readonly entrance: TlsIngress; readonly gateway: Servers } {
  const issuer = config.require("issuer");
  const socket = { port: ports.service, healthCheckPath: "/ready", webSocket: true, deregistrationDelaySeconds: 600 };
  const entrance = new TlsIngress("edge", {
    vpcId,
    subnetIds: publicSubnetIds,
    domainNames: [config.require("domainName")],
    hostedZoneId: config.require("hostedZoneId"),
    redirectHttp: true,
    jwt: { issuer, jwksEndpoint: `${issuer}/jwks.json`, claims: [{ name: "client_id", values: ["im"] }] },
    routes: [
      { name: "socket", priority: 10, paths: ["/socket"], ...socket },
      { name: "api", priority: 20, paths: ["/api/*"], port: ports.service, healthCheckPath: "/ready" },
    ],
    idleTimeoutSeconds: 3600,
    captchaPaths: ["/api/sign-in", "/api/register"],
    accessLogs: { bucketName: accessLogBucketName, prefix: "edge" },
    logs,
    alarmTopicArn,
    ...common,
  });
  const gateway = new Servers("gateway", {
    vpcId,
    subnetIds: privateSubnetIds,
    description: "Gateways that hold the connections of clients",
    imageId: config.require("gatewayImage"),
    instanceTypes: ["m7g.large", "m6g.large"],
    minSize: config.requireNumber("gateways"),
    maxSize: 4 * config.requireNumber("gateways"),
    patchGroup: "gateway",
    role: EndRole.Gateway,
    targetGroupArns: Object.values(entrance.targetGroupArns),
    drainSeconds: 600,
    kmsKeyArn: key("gateways", [KeyService.AutoScaling, KeyService.Ec2]).keyArn,
    alarmTopicArn,
    ...common,
  });
  return { entrance, gateway };
}
