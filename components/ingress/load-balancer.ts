import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { businessPorts } from "../../protocol/network";
import { type AccessLogDestination, assertAccessLogs } from "../argument/access-log-destination";
import type { Refuse } from "../argument/refusal";
import { assertWhole } from "../argument/whole";
import type { Account } from "../child/account";
import type { Firewall } from "../firewall";
import { LOAD_BALANCER } from "./name";
import type { IngressChildren } from "./roles";
import type { ResolvedRoute } from "./route";

/** What the load balancer itself is told. */
export interface LoadBalancing {
  readonly vpcId: pulumi.Input<string>;
  readonly subnetIds: pulumi.Input<string>[];
  readonly internal: boolean;
  readonly accessLogs: AccessLogDestination;
  readonly idleTimeoutSeconds: number;
  readonly clientKeepAliveSeconds: number;
  readonly routes: readonly ResolvedRoute[];
}

// What the cloud takes.
const MAX_IDLE_SECONDS = 4000;
const MIN_KEEP_ALIVE_SECONDS = 60;
const MAX_KEEP_ALIVE_SECONDS = 604_800;

/** Seconds without data after which a connection ends that is no WebSocket. */
export const usualIdleSeconds = 60;

/** @throws RefusedArgumentError for connections that stay without need, and for logs that go nowhere. */
export function assertLoadBalancing(
  refuse: Refuse,
  { accessLogs, idleTimeoutSeconds, clientKeepAliveSeconds, routes }: LoadBalancing,
): void {
  assertAccessLogs(refuse, accessLogs);
  const longest = routes.some(({ webSocket }) => webSocket) ? MAX_IDLE_SECONDS : usualIdleSeconds;
  assertWhole(refuse, "idleTimeoutSeconds", idleTimeoutSeconds, { min: 1, max: longest, unit: "seconds" });
  assertWhole(refuse, "clientKeepAliveSeconds", clientKeepAliveSeconds, {
    min: MIN_KEEP_ALIVE_SECONDS,
    max: MAX_KEEP_ALIVE_SECONDS,
    unit: "seconds",
  });
}

export function makeLoadBalancer(
  { name, options, tagged }: IngressChildren,
  { securityGroupId }: Firewall,
  account: pulumi.Output<Account>,
  { internal, subnetIds, accessLogs, idleTimeoutSeconds, clientKeepAliveSeconds }: LoadBalancing,
): aws.lb.LoadBalancer {
  const { bucketName: bucket, prefix } = accessLogs;
  const log = { bucket, enabled: true, ...(prefix !== undefined && { prefix }) };
  return new aws.lb.LoadBalancer(
    name(LOAD_BALANCER),
    tagged("loadBalancer", LOAD_BALANCER, {
      loadBalancerType: "application",
      internal,
      subnets: subnetIds,
      securityGroups: [securityGroupId],
      ipAddressType: "ipv4",
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "strictest",
      xffHeaderProcessingMode: "append",
      enableTlsVersionAndCipherSuiteHeaders: true,
      enableWafFailOpen: false,
      enableDeletionProtection: true,
      enableCrossZoneLoadBalancing: true,
      // Offered by the other partitions.
      enableZonalShift: account.apply(({ partition }) => partition !== "aws-us-gov"),
      idleTimeout: idleTimeoutSeconds,
      clientKeepAlive: clientKeepAliveSeconds,
      accessLogs: log,
      connectionLogs: log,
    }),
    options,
  );
}

/** A group of targets for each route, which answer by TLS. */
export function makeTargetGroups(
  { name, options, tagged }: IngressChildren,
  { vpcId, routes }: LoadBalancing,
): { [key: string]: aws.lb.TargetGroup } {
  const groups = routes.map((route) => {
    const { stickinessSeconds, webSocket } = route;
    const group = new aws.lb.TargetGroup(
      name(route.name),
      tagged("targetGroup", route.name, {
        vpcId,
        protocol: "HTTPS",
        port: route.port,
        targetType: route.targetType,
        // Connections of unequal length: counting requests alone would fill one target.
        loadBalancingAlgorithmType: webSocket ? "least_outstanding_requests" : "round_robin",
        deregistrationDelay: route.deregistrationDelaySeconds,
        healthCheck: { protocol: "HTTPS", path: route.healthCheckPath, matcher: "200", interval: 15, timeout: 5 },
        stickiness:
          stickinessSeconds === undefined
            ? { enabled: false, type: "lb_cookie" }
            : { enabled: true, type: "lb_cookie", cookieDuration: stickinessSeconds },
      }),
      options,
    );
    return [route.name, group] as const;
  });
  return Object.fromEntries(groups);
}

/** Answers plain HTTP with a redirect, and with nothing else. */
export function makeRedirect({ name, options, tagged }: IngressChildren, loadBalancer: aws.lb.LoadBalancer): void {
  const { httpsPort, httpRedirectPort } = businessPorts.limits;
  new aws.lb.Listener(
    name("redirect"),
    tagged("redirectListener", "redirect", {
      loadBalancerArn: loadBalancer.arn,
      port: httpRedirectPort.value,
      protocol: "HTTP",
      defaultActions: [
        {
          type: "redirect",
          redirect: { protocol: "HTTPS", port: String(httpsPort.value), statusCode: "HTTP_301" },
        },
      ],
    }),
    options,
  );
}
