import type * as pulumi from "@pulumi/pulumi";
import { clientTraffic } from "../../protocol/tls";
import { given } from "../argument/given";
import { isKnown } from "../argument/known";
import { assertPort } from "../argument/port";
import type { Refuse } from "../argument/refusal";
import { assertWhole } from "../argument/whole";
import { assertHostname, coversHostname } from "./hostname";
import { GATEWAY_GROUP, REDIRECT_LISTENER, type ResolvedListener } from "./listener";
import { assertObject, assertOwnName, assertOwnNamespace, isPartName, partNameInWords } from "./name";

/** How a gateway speaks TLS to the service behind it. */
export interface BackendTls {
  /** Host name in the certificate of the service. */
  hostname: string;
  /** Name of the ConfigMap, in the namespace of the service, whose `ca.crt` signs the certificate of the service. */
  caConfigMapName: pulumi.Input<string>;
}

/** Where requests go. */
export interface GatewayRoute {
  /** Name of the service. */
  serviceName: pulumi.Input<string>;
  /** Port of the service. */
  servicePort: number;
  /** Namespace of the service and of the route, one that the gateway admits. Default: that of the gateway. */
  namespaceName?: pulumi.Input<string>;
  /** Names of the listeners that the requests come by. Default: all of them. */
  listeners?: string[];
  /** Host names that are asked for. Default: those of the listeners. */
  hostnames?: string[];
  /** What the paths that are asked for begin with. Default: /. */
  pathPrefix?: string;
  /** Seconds in which a request must be answered; 0 for no end, for connections that stay open. Default: 30. */
  timeoutSeconds?: number;
  /** How the gateway speaks TLS to the service (TLS-02). Default: it does not. */
  backendTls?: BackendTls;
}

/** The gateway that routes belong to. */
export interface RouteParent {
  readonly gatewayName: pulumi.Input<string>;
  readonly namespaceName: pulumi.Input<string>;
}

/** Name of the route that redirects. */
export const REDIRECT_ROUTE = "redirect-http";

// The API counts seconds in five digits.
const MAX_TIMEOUT_SECONDS = 86_400;

/** The route with its defaults, but for those that depend on its gateway. */
const resolveRoute = (route: GatewayRoute) => ({
  hostnames: [],
  pathPrefix: "/",
  timeoutSeconds: 30,
  ...given(route),
});

/** @throws RefusedArgumentError for a route that no listener leads to, and for one that the gateway does not admit. */
export function assertRoutes(
  refuse: Refuse,
  routes: Readonly<Record<string, GatewayRoute>>,
  listeners: readonly ResolvedListener[],
  admitted: readonly pulumi.Input<string>[],
): void {
  for (const [name, route] of Object.entries(routes)) {
    if (!isPartName(name) || name === REDIRECT_ROUTE) {
      throw refuse(`routes.${name}`, name, `${partNameInWords}, not that of the redirect, ${REDIRECT_ROUTE}`);
    }
    assertRoute(refuse, `routes.${name}`, route, listeners, admitted);
  }
}

function assertRoute(
  refuse: Refuse,
  argument: string,
  route: GatewayRoute,
  listeners: readonly ResolvedListener[],
  admitted: readonly pulumi.Input<string>[],
): void {
  const at = (property: string) => `${argument}.${property}`;
  const { serviceName, servicePort, namespaceName, hostnames, pathPrefix, timeoutSeconds } = resolveRoute(route);
  if (isKnown(serviceName)) {
    assertOwnName(refuse, at("serviceName"), serviceName);
  }
  assertPort(refuse, at("servicePort"), servicePort);
  if (namespaceName !== undefined) {
    assertOwnNamespace(refuse, at("namespaceName"), namespaceName);
    assertAdmitted(refuse, at("namespaceName"), namespaceName, admitted);
  }
  const by = listenersOf(refuse, at("listeners"), route, listeners);
  hostnames.forEach((hostname, index) => {
    assertHostname(refuse, at(`hostnames[${index}]`), hostname);
    if (!by.some((listener) => coversHostname(listener.hostname, hostname))) {
      throw refuse(at(`hostnames[${index}]`), hostname, "a host name that a listener of the route answers for");
    }
  });
  if (!/^\/\S{0,1023}$/.test(pathPrefix) || /\/\/|\/\.{1,2}(\/|$)|%2f|#/i.test(pathPrefix)) {
    throw refuse(at("pathPrefix"), pathPrefix, "a path that begins with a slash and has no empty or dotted part");
  }
  assertWhole(refuse, at("timeoutSeconds"), timeoutSeconds, { min: 0, max: MAX_TIMEOUT_SECONDS, unit: "seconds" });
  if (route.backendTls !== undefined) {
    assertBackendTls(refuse, at("backendTls"), route.backendTls);
  }
}

function assertBackendTls(refuse: Refuse, argument: string, { hostname, caConfigMapName }: BackendTls): void {
  assertHostname(refuse, `${argument}.hostname`, hostname);
  if (hostname.startsWith("*")) {
    throw refuse(`${argument}.hostname`, hostname, "one host name");
  }
  assertObject(refuse, `${argument}.caConfigMapName`, caConfigMapName);
}

/** A namespace whose name is not known yet may turn out to be an admitted one. */
function assertAdmitted(
  refuse: Refuse,
  argument: string,
  namespaceName: pulumi.Input<string>,
  admitted: readonly pulumi.Input<string>[],
): void {
  if (isKnown(namespaceName) && admitted.every(isKnown) && !admitted.includes(namespaceName)) {
    throw refuse(argument, namespaceName, "the namespace of the gateway or one of routeNamespaces", clientTraffic);
  }
}

function listenersOf(
  refuse: Refuse,
  argument: string,
  { listeners: names }: GatewayRoute,
  listeners: readonly ResolvedListener[],
): readonly ResolvedListener[] {
  if (names === undefined) {
    return listeners;
  }
  const known = listeners.map(({ name }) => name);
  if (names.length === 0 || names.some((name) => !known.includes(name)) || new Set(names).size < names.length) {
    throw refuse(argument, names, `some of ${known.join(", ")}, each of them once`, clientTraffic);
  }
  return listeners.filter(({ name }) => names.includes(name));
}

const parentRef = ({ gatewayName, namespaceName }: RouteParent, sectionName: string) => ({
  group: GATEWAY_GROUP,
  kind: "Gateway",
  name: gatewayName,
  namespace: namespaceName,
  sectionName,
});

/** Requests by HTTPS go to the service, and browsers learn to ask by HTTPS alone. @param hsts value of the header that says so */
export function routeSpec(
  route: GatewayRoute,
  parent: RouteParent,
  listeners: readonly ResolvedListener[],
  hsts: string,
): object {
  const { serviceName, servicePort, hostnames, pathPrefix, timeoutSeconds } = resolveRoute(route);
  const by = route.listeners ?? listeners.map(({ name }) => name);
  return {
    parentRefs: by.map((listener) => parentRef(parent, listener)),
    ...(hostnames.length > 0 && { hostnames }),
    rules: [
      {
        matches: [{ path: { type: "PathPrefix", value: pathPrefix } }],
        filters: [
          {
            type: "ResponseHeaderModifier",
            responseHeaderModifier: { set: [{ name: "Strict-Transport-Security", value: hsts }] },
          },
        ],
        timeouts: { request: `${timeoutSeconds}s` },
        backendRefs: [{ group: "", kind: "Service", name: serviceName, port: servicePort }],
      },
    ],
  };
}

/** Requests by HTTP are sent on to HTTPS, for good. */
export const redirectSpec = (parent: RouteParent, listeners: readonly ResolvedListener[]): object => ({
  parentRefs: [parentRef(parent, REDIRECT_LISTENER)],
  hostnames: listeners.map(({ hostname }) => hostname),
  rules: [{ filters: [{ type: "RequestRedirect", requestRedirect: { scheme: "https", statusCode: 301 } }] }],
});

/** The gateway asks the service for a certificate that this CA has signed for this name. */
export const backendTlsSpec = (
  serviceName: pulumi.Input<string>,
  { hostname, caConfigMapName }: BackendTls,
): object => ({
  targetRefs: [{ group: "", kind: "Service", name: serviceName }],
  validation: { hostname, caCertificateRefs: [{ group: "", kind: "ConfigMap", name: caConfigMapName }] },
});
