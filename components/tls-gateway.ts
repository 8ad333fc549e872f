import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { loadBalancing } from "../protocol/availability";
import type { Control } from "../protocol/control";
import { businessPorts } from "../protocol/network";
import { certificateAuthority, certificateRenewal, clientTraffic, internalTraffic, tlsVersions } from "../protocol/tls";
import { given } from "./argument/given";
import { assertWithin } from "./argument/limit";
import { type Refuse, refusals } from "./argument/refusal";
import { assertShape } from "./argument/shape";
import { assertWhole } from "./argument/whole";
import { type Children, childrenOf } from "./child/children";
import { assertRoles } from "./child/overrides";
import type { Tags } from "./child/tags";
import { assertLabelTags, labelsOf } from "./kubernetes/labels";
import {
  assertIssuer,
  assertTlsOptions,
  type CertificateIssuer,
  GATEWAY_GROUP,
  type GatewayListener,
  issuerAnnotations,
  listenerSpecs,
  resolveListeners,
  type ResolvedListener,
} from "./kubernetes/listener";
import { assertOwnName, assertOwnNamespace } from "./kubernetes/name";
import {
  assertRoutes,
  backendTlsSpec,
  type GatewayRoute,
  REDIRECT_ROUTE,
  redirectSpec,
  routeSpec,
} from "./kubernetes/route";

/** Settings of a gateway's implementation in an object of its own. */
export interface GatewayParameters {
  /** API group of the object: "gateway.k8s.aws". */
  group: string;
  /** Kind of the object: "LoadBalancerConfiguration". */
  kind: string;
  /** Name of the object, in the namespace of the gateway. */
  name: pulumi.Input<string>;
}

/** Arguments of a gateway. */
export interface TlsGatewayArgs {
  /** Name of the namespace that the gateway and its certificates are in. */
  namespaceName: pulumi.Input<string>;
  /** Name of the class, which says what implements the gateway. The retired ingress-nginx is none. */
  gatewayClassName: string;
  /** What the gateway answers for, by names of their own (TLS-01). */
  listeners: { [name: string]: GatewayListener };
  /** Tags, as labels of every object: the owner must be the value of a label. */
  tags: Tags;
  /** Issuer of cert-manager that makes the certificates and renews them (TLS-05). Default: none, each listener has its secret. */
  issuer?: CertificateIssuer;
  /**
   * What the implementation is told of TLS, by its own keys: among it the oldest version, where it would take an older one
   * than TLS-03 allows by itself. Default: nothing.
   */
  tlsOptions?: { [key: string]: string };
  /** Further settings of the implementation. Default: those of the class. */
  parameters?: GatewayParameters;
  /** Where requests go, by names of their own. Default: nowhere, until routes of the admitted namespaces say so. */
  routes?: { [name: string]: GatewayRoute };
  /**
   * Names of the namespaces whose routes are admitted beside those of its own. Those that others make set headers themselves.
   * Default: none.
   */
  routeNamespaces?: pulumi.Input<string>[];
  /** Answers plain HTTP with a redirect to HTTPS (TLS-01), and does not answer it at all otherwise. Default: true. */
  redirectHttp?: boolean;
  /** Seconds for which browsers ask by HTTPS alone (TLS-01). Default: as many as TLS-01 demands. */
  hstsMaxAgeSeconds?: number;
  /** Properties that replace those of children: gateway, route, redirectRoute, backendTlsPolicy. The policies still judge them. */
  overrides?: Record<string, any>;
}

/** Roles of the children, as keys of `overrides`. */
export const tlsGatewayRoles = ["gateway", "route", "redirectRoute", "backendTlsPolicy"] as const;

type Role = (typeof tlsGatewayRoles)[number];
type Resolved = Required<Omit<TlsGatewayArgs, "issuer" | "parameters" | "listeners">> &
  Pick<TlsGatewayArgs, "issuer" | "parameters"> & { listeners: readonly ResolvedListener[] };

const { hstsMaxAge } = clientTraffic.limits;

/**
 * The entrance of a cluster, by the Gateway API: HTTPS alone, under names of its own, with certificates that are renewed. Plain
 * HTTP gets a redirect and nothing else. Only routes of the namespaces that it names can hang on it.
 *
 * The cluster has the Gateway API, an implementation of it and, with an issuer, cert-manager. Where the implementation puts its
 * pods into the namespace of the gateway, flows of that Namespace open their ways. The oldest version of TLS is that
 * of the implementation; some serve older ones than TLS-03 allows unless they are told, which `tlsOptions` and `parameters` are for.
 *
 * @cost The objects are free. The implementation mostly makes a load balancer of the cloud for each gateway, billed by the hour
 * and by traffic.
 * @example
 * ```ts
 * import { Environment, Namespace, RecoveryTier, TlsGateway } from "@palisade-iac/palisade";
 *
 * const tags = { env: Environment.Production, tier: RecoveryTier.Red, owner: "im-platform" };
 * const entrance = new Namespace("entrance", { quota: { cpu: "4", memory: "8Gi", loadBalancers: 1 }, tags });
 * new TlsGateway("public", {
 *   namespaceName: entrance.namespaceName,
 *   gatewayClassName: "envoy",
 *   issuer: { name: "letsencrypt" },
 *   listeners: { chat: { hostname: "chat.example.com" } },
 *   routeNamespaces: ["chat"],
 *   routes: {
 *     chat: { namespaceName: "chat", serviceName: "gateway", servicePort: 443, timeoutSeconds: 0 },
 *   },
 *   tags,
 * });
 * ```
 */
export class TlsGateway extends pulumi.ComponentResource {
  /** Controls that what it makes serves. */
  static readonly controls: readonly Control[] = [
    clientTraffic,
    internalTraffic,
    tlsVersions,
    certificateAuthority,
    certificateRenewal,
    businessPorts,
    loadBalancing,
  ];
  /** Roles of the children, as keys of `overrides`. */
  static readonly roles: readonly string[] = tlsGatewayRoles;

  /** Name of the gateway, for routes that others make. */
  readonly gatewayName: pulumi.Output<string>;
  /** Name of the namespace that the gateway is in. */
  readonly namespaceName: pulumi.Output<string>;
  /** Host names that it answers for. */
  readonly hostnames: string[];

  constructor(name: string, args: TlsGatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    const resolved = resolveTlsGateway(name, args);
    super("palisade:index:TlsGateway", name, resolved, opts);
    const children = childrenOf<Role>(this, name, "kubernetes", resolved);
    const { namespaceName, listeners, issuer, parameters } = resolved;
    const labels = labelsOf(resolved.tags);

    const gateway = makeObject(children, "gateway", "gateway", {
      kind: "Gateway",
      metadata: { name, namespace: namespaceName, labels, ...(issuer && { annotations: issuerAnnotations(issuer) }) },
      spec: {
        gatewayClassName: resolved.gatewayClassName,
        ...(parameters && { infrastructure: { parametersRef: parameters } }),
        listeners: listenerSpecs(listeners, resolved),
      },
    });
    const parent = { gatewayName: gateway.metadata.name, namespaceName };
    const hsts = `max-age=${resolved.hstsMaxAgeSeconds}; includeSubDomains`;
    for (const [routeName, route] of Object.entries(resolved.routes)) {
      const metadata = { name: `${name}-${routeName}`, namespace: route.namespaceName ?? namespaceName, labels };
      makeObject(children, "route", `route-${routeName}`, {
        kind: "HTTPRoute",
        metadata,
        spec: routeSpec(route, parent, listeners, hsts),
      });
      if (route.backendTls !== undefined) {
        makeObject(children, "backendTlsPolicy", `backend-${routeName}`, {
          kind: "BackendTLSPolicy",
          metadata,
          spec: backendTlsSpec(route.serviceName, route.backendTls),
        });
      }
    }
    if (resolved.redirectHttp) {
      makeObject(children, "redirectRoute", "redirect", {
        kind: "HTTPRoute",
        metadata: { name: `${name}-${REDIRECT_ROUTE}`, namespace: namespaceName, labels },
        spec: redirectSpec(parent, listeners),
      });
    }

    // No children: the schema has no type for objects whose kinds a cluster defines itself.
    this.gatewayName = gateway.metadata.name;
    this.namespaceName = pulumi.output(namespaceName);
    this.hostnames = listeners.map(({ hostname }) => hostname);
    this.registerOutputs({
      gatewayName: this.gatewayName,
      namespaceName: this.namespaceName,
      hostnames: this.hostnames,
    });
  }
}

/** An object of the Gateway API. */
const makeObject = (
  { name, options, untagged }: Children<Role>,
  role: Role,
  suffix: string,
  object: { readonly kind: string; readonly metadata: object; readonly spec: object },
): k8s.apiextensions.CustomResource =>
  new k8s.apiextensions.CustomResource(
    name(suffix),
    untagged(role, suffix, { apiVersion: `${GATEWAY_GROUP}/v1`, ...object }),
    options,
  );

/**
 * The arguments with their defaults.
 * @throws RefusedArgumentError for an argument below the protocol.
 */
export function resolveTlsGateway(name: string, args: TlsGatewayArgs): Resolved {
  const refuse = refusals("TlsGateway", name);
  assertShape(refuse, "TlsGateway", args);
  assertOwnName(refuse, "name", name);
  if (args.issuer !== undefined) {
    assertIssuer(refuse, args.issuer);
  }
  const resolved: Resolved = {
    tlsOptions: {},
    routes: {},
    routeNamespaces: [],
    redirectHttp: true,
    hstsMaxAgeSeconds: hstsMaxAge.value,
    overrides: {},
    ...given(args),
    listeners: resolveListeners(refuse, name, args.listeners, args.issuer),
  };
  const { namespaceName, routeNamespaces, hstsMaxAgeSeconds } = resolved;
  assertOwnNamespace(refuse, "namespaceName", namespaceName);
  assertLabelTags(refuse, resolved.tags);
  assertClass(refuse, resolved.gatewayClassName);
  assertTlsOptions(refuse, resolved.tlsOptions);
  routeNamespaces.forEach((other, index) => assertOwnNamespace(refuse, `routeNamespaces[${index}]`, other));
  assertRoutes(refuse, resolved.routes, resolved.listeners, [namespaceName, ...routeNamespaces]);
  assertWithin(refuse, "hstsMaxAgeSeconds", hstsMaxAgeSeconds, clientTraffic, hstsMaxAge);
  assertWhole(refuse, "hstsMaxAgeSeconds", hstsMaxAgeSeconds, {
    min: hstsMaxAge.value,
    max: Number.MAX_SAFE_INTEGER,
    unit: "seconds",
  });
  assertRoles(refuse, resolved.overrides, tlsGatewayRoles);
  return resolved;
}

function assertClass(refuse: Refuse, gatewayClassName: string): void {
  if (typeof gatewayClassName !== "string" || !/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(gatewayClassName)) {
    throw refuse("gatewayClassName", gatewayClassName, "the name of a class of gateways");
  }
  if (/ingress-?nginx/.test(gatewayClassName)) {
    throw refuse("gatewayClassName", gatewayClassName, "a class that is still maintained", clientTraffic);
  }
}
