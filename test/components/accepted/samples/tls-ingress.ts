import fc from "fast-check";
import {
  CertificateKeyAlgorithm,
  RouteAuthentication,
  TargetType,
  TlsIngress,
  type TlsIngressArgs,
  TlsPolicy,
} from "../../../../components";
import { logs, network, tags } from "../../composition/foundation";
import { jwt } from "../../composition/tls-ingress";
import { mostly, type Sample } from "../sample";

const access = fc.constantFrom(
  {},
  { authentication: RouteAuthentication.Jwt },
  { authentication: RouteAuthentication.Public, publicReason: "Pages that everybody may see" },
  { authentication: RouteAuthentication.Public },
);

const connections = fc.constantFrom(
  {},
  { webSocket: true },
  { webSocket: true, stickinessSeconds: 3600 },
  { stickinessSeconds: 3600 },
);

const route = fc
  .tuple(
    fc.record(
      {
        name: mostly(["api", "socket"], ["a-name-too-long-for-a-target-group"]),
        priority: mostly([1, 2, 9999], [10_000]),
        paths: mostly([["/api/*"], ["/socket"], ["/media/*", "/files/*"]], [["no-path"]]),
        hosts: mostly([[], ["chat.example.com"]], [["CHAT"]]),
        port: mostly([443, 8443], [0]),
        targetType: fc.constantFrom(...Object.values(TargetType)),
        healthCheckPath: mostly(["/healthz"], ["/*"]),
        healthPaths: mostly([[], ["/status"]], [["/*"]]),
        cors: fc.boolean(),
        deregistrationDelaySeconds: mostly([0, 3600], [3601]),
      },
      { requiredKeys: ["name", "priority", "paths", "port", "healthCheckPath"] },
    ),
    access,
    connections,
  )
  .map(([patterns, clients, targets]) => ({ ...patterns, ...clients, ...targets }));

const given = fc.record(
  {
    vpcId: fc.constant(network.vpcId),
    subnetIds: mostly([network.publicSubnetIds], [network.publicSubnetIds.slice(0, 1)]),
    routes: fc.array(route, { minLength: 1, maxLength: 2 }),
    accessLogs: mostly(
      [{ bucketName: "logs" }, { bucketName: "logs", prefix: "chat/edge" }],
      [{ bucketName: "logs", prefix: "/" }],
    ),
    alarmTopicArn: fc.constant("arn:aws:sns:eu-central-1:123456789012:alarms"),
    tags: fc.constant(tags),
    internal: fc.boolean(),
    redirectHttp: fc.boolean(),
    keyAlgorithm: fc.constantFrom(...Object.values(CertificateKeyAlgorithm)),
    tlsPolicy: mostly(Object.values(TlsPolicy), ["ELBSecurityPolicy-2016-08" as TlsPolicy]),
    hstsMaxAgeSeconds: mostly([31_536_000, 63_072_000], [31_535_999]),
    contentSecurityPolicy: mostly(["default-src 'self'"], ["script-src 'unsafe-inline'"]),
    idleTimeoutSeconds: mostly([1, 60, 4000], [4001]),
    requestLimit: mostly([10, 2000], [2001]),
    requestWindowSeconds: mostly([60, 120, 300, 600], [90]),
    captchaPaths: fc.subarray(["/sign-in", "/register"]),
    botControlPaths: fc.subarray(["/sign-in"]),
    uploads: mostly([[], [{ path: "/media/", maxMebibytes: 100 }]], [[{ path: "/media/", maxMebibytes: 101 }]]),
    shieldAdvanced: fc.boolean(),
  },
  { requiredKeys: ["vpcId", "subnetIds", "routes", "accessLogs", "alarmTopicArn", "tags"] },
);

const certificateArn = "arn:aws:acm:eu-central-1:123456789012:certificate/7f3a91c2-e04b-4c55-8a4f-3b6d6f1e2a90";

export const sample: Sample<TlsIngressArgs> = {
  args: fc
    .tuple(
      given,
      fc.constantFrom<Partial<TlsIngressArgs>>(
        { certificateArn },
        { domainNames: ["chat.example.com"], hostedZoneId: "Z1" },
        {},
      ),
      fc.constantFrom({ logs }, { wafLogDestinationArn: "arn:aws:s3:::aws-waf-logs-edge" }, {}),
      fc.constantFrom({ jwt }, {}),
    )
    .map(([args, certificate, webLogs, provider]) => ({ ...args, ...certificate, ...webLogs, ...provider })),
  make: (name, args) => new TlsIngress(name, args),
};
