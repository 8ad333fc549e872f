import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { outputEscaping } from "../../protocol/application";
import { businessPorts } from "../../protocol/network";
import { clientTraffic, tlsVersions } from "../../protocol/tls";
import { assertMember } from "../argument/choice";
import { assertWithin } from "../argument/limit";
import type { Refuse } from "../argument/refusal";
import { authenticationActions, type Providers } from "./authentication";
import { conditionsOf, listenerRules } from "./listener-rules";
import type { IngressChildren } from "./roles";
import type { ResolvedRoute } from "./route";
import { securityPolicies, TlsPolicy } from "./tls-policy";

/** How the entrance speaks with browsers and other clients. */
export interface Conversation {
  readonly tlsPolicy: TlsPolicy;
  readonly hstsMaxAgeSeconds: number;
  readonly contentSecurityPolicy: string;
}

// What the cloud takes as the value of a header.
const MAX_HEADER_LENGTH = 1024;

/** Pages from this host alone, and in no frame. */
export const strictContent = "default-src 'self'; base-uri 'self'; frame-ancestors 'none'; object-src 'none'";

/** @throws RefusedArgumentError for old versions of TLS, a short memory for HTTPS, and content that lets foreign scripts in. */
export function assertConversation(
  refuse: Refuse,
  { tlsPolicy, hstsMaxAgeSeconds, contentSecurityPolicy }: Conversation,
): void {
  assertMember(refuse, "tlsPolicy", tlsPolicy, TlsPolicy, tlsVersions);
  assertWithin(refuse, "hstsMaxAgeSeconds", hstsMaxAgeSeconds, clientTraffic, clientTraffic.limits.hstsMaxAge);
  if (!Number.isInteger(hstsMaxAgeSeconds)) {
    throw refuse("hstsMaxAgeSeconds", hstsMaxAgeSeconds, "whole seconds");
  }
  if (
    typeof contentSecurityPolicy !== "string" ||
    !/^[\x20-\x7e]+$/.test(contentSecurityPolicy) ||
    contentSecurityPolicy.trim() === "" ||
    contentSecurityPolicy.length > MAX_HEADER_LENGTH
  ) {
    throw refuse("contentSecurityPolicy", contentSecurityPolicy, `1 to ${MAX_HEADER_LENGTH} ASCII characters`);
  }
  if (/'unsafe-(inline|eval)'/i.test(contentSecurityPolicy)) {
    throw refuse("contentSecurityPolicy", contentSecurityPolicy, "no unsafe-inline or unsafe-eval", outputEscaping);
  }
}

/** Answers by HTTPS. What no route takes, is not found. */
export function makeHttps(
  { name, options, tagged }: IngressChildren,
  loadBalancer: aws.lb.LoadBalancer,
  certificateArn: pulumi.Output<string>,
  { tlsPolicy, hstsMaxAgeSeconds, contentSecurityPolicy }: Conversation,
  firewall: pulumi.Resource,
): aws.lb.Listener {
  return new aws.lb.Listener(
    name("https"),
    tagged("httpsListener", "https", {
      loadBalancerArn: loadBalancer.arn,
      port: businessPorts.limits.httpsPort.value,
      protocol: "HTTPS",
      sslPolicy: securityPolicies[tlsPolicy],
      certificateArn,
      routingHttpResponseServerEnabled: false,
      routingHttpResponseStrictTransportSecurityHeaderValue: `max-age=${hstsMaxAgeSeconds}; includeSubDomains`,
      routingHttpResponseXContentTypeOptionsHeaderValue: "nosniff",
      routingHttpResponseXFrameOptionsHeaderValue: "DENY",
      routingHttpResponseContentSecurityPolicyHeaderValue: contentSecurityPolicy,
      defaultActions: [
        {
          type: "fixed-response",
          fixedResponse: { statusCode: "404", contentType: "text/plain", messageBody: "Not found" },
        },
      ],
    }),
    // Nobody is let in before the web firewall stands.
    { ...options, dependsOn: [firewall] },
  );
}

/** The rules of the listener: who authenticates how, and goes where. */
export function makeRules(
  { name, options, tagged }: IngressChildren,
  listener: aws.lb.Listener,
  targetGroups: { readonly [key: string]: aws.lb.TargetGroup },
  routes: readonly ResolvedRoute[],
  providers: Providers,
): void {
  for (const rule of listenerRules(routes)) {
    new aws.lb.ListenerRule(
      name(rule.suffix),
      tagged("listenerRule", rule.suffix, {
        listenerArn: listener.arn,
        priority: rule.priority,
        conditions: conditionsOf(rule),
        actions: [
          ...authenticationActions(rule.authentication, providers),
          { type: "forward", targetGroupArn: targetGroups[rule.route]?.arn },
        ],
      }),
      options,
    );
  }
}
