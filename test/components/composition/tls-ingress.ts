import * as aws from "@pulumi/aws";
import {
  CertificateKeyAlgorithm,
  ClaimFormat,
  Path,
  RouteAuthentication,
  TargetType,
  TlsIngress,
  TlsPolicy,
} from "../../../components";
import { logs, network, server, tags } from "./foundation";

const alarmTopicArn = "arn:aws:sns:eu-central-1:123456789012:alarms";

export const jwt = {
  issuer: "https://login.example.com",
  jwksEndpoint: "https://login.example.com/keys",
  claims: [
    { name: "client_id", values: ["chat"] },
    { name: "scope", values: ["chat:read", "chat:write"], format: ClaimFormat.SpaceSeparated },
  ],
};

const signIn = aws.secretsmanager.getSecretVersionOutput({ secretId: "sign-in" });

export const ingress = new TlsIngress("all-ingress", {
  vpcId: network.vpcId,
  subnetIds: network.publicSubnetIds,
  redirectHttp: true,
  domainNames: ["chat.example.com", "*.chat.example.com"],
  hostedZoneId: "Z0123456789EXAMPLE",
  keyAlgorithm: CertificateKeyAlgorithm.EcP384,
  tlsPolicy: TlsPolicy.Tls13PostQuantum,
  hstsMaxAgeSeconds: 63_072_000,
  contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'",
  jwt,
  oidc: {
    issuer: "https://login.example.com",
    authorizationEndpoint: "https://login.example.com/authorize",
    tokenEndpoint: "https://login.example.com/token",
    userInfoEndpoint: "https://login.example.com/userinfo",
    clientId: "console",
    clientSecret: signIn.secretString,
    sessionHours: 4,
  },
  routes: [
    {
      name: "api",
      priority: 10,
      paths: ["/api/*", "/media/*"],
      port: 8443,
      healthCheckPath: "/healthz",
      healthPaths: ["/status"],
      cors: true,
    },
    {
      name: "socket",
      priority: 20,
      paths: ["/socket"],
      port: 8444,
      targetType: TargetType.Ip,
      healthCheckPath: "/healthz",
      authentication: RouteAuthentication.Public,
      publicReason: "Browsers cannot send tokens with a WebSocket: the gateway authenticates the first message",
      webSocket: true,
      stickinessSeconds: 3600,
      deregistrationDelaySeconds: 600,
    },
    {
      name: "console",
      priority: 30,
      paths: ["/*"],
      hosts: ["console.chat.example.com"],
      port: 8445,
      healthCheckPath: "/healthz",
      authentication: RouteAuthentication.Oidc,
    },
  ],
  idleTimeoutSeconds: 4000,
  clientKeepAliveSeconds: 7200,
  requestLimit: 500,
  requestWindowSeconds: 60,
  captchaPaths: ["/api/sign-in", "/api/register"],
  botControlPaths: ["/api/sign-in"],
  uploads: [{ path: "/media/", maxMebibytes: 100 }],
  accessLogs: { bucketName: "composition-access-logs", prefix: "all" },
  logs,
  alarmTopicArn,
  shieldAdvanced: true,
  tags,
});

const certificateArn = "arn:aws:acm:eu-central-1:123456789012:certificate/7f3a91c2-e04b-4c55-8a4f-3b6d6f1e2a90";

const internal = new TlsIngress("all-internal", {
  vpcId: network.vpcId,
  subnetIds: network.privateSubnetIds,
  internal: true,
  certificateArn,
  jwt,
  routes: [{ name: "api", priority: 1, paths: ["*"], port: 8443, healthCheckPath: "/healthz" }],
  accessLogs: { bucketName: "composition-access-logs" },
  wafLogDestinationArn: "arn:aws:s3:::aws-waf-logs-composition",
  alarmTopicArn,
  tags,
});

const https = { port: 443, tags };
new Path("ingress-to-issuer", {
  ...https,
  from: ingress.end,
  to: { internet: true },
  description: "Keys of the issuer",
});
new Path("ingress-to-server", { ...https, from: ingress.end, to: server.end, port: 8443, description: "Requests" });
new Path("server-to-internal", { ...https, from: server.end, to: internal.end, description: "Requests within" });
