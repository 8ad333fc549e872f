import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  Environment,
  type GatewayListener,
  type GatewayRoute,
  IssuerKind,
  RecoveryTier,
  TlsGateway,
  type TlsGatewayArgs,
} from "../../components";
import { named, record, valueOf } from "../support/mocks";
import { refuses } from "../support/refusal";

const chat: GatewayListener = { hostname: "chat.example.com", certificateSecretName: "chat-tls" };

const minimal: TlsGatewayArgs = {
  namespaceName: "entrance",
  gatewayClassName: "envoy",
  listeners: { chat },
  tags: { env: Environment.Production, tier: RecoveryTier.Red, owner: "im-platform" },
};

const route: GatewayRoute = { serviceName: "gateway", servicePort: 443 };

const labels = { env: "production", tier: "red", owner: "im-platform", "asset-class": "kubernetes" };
const kinds = [{ group: "gateway.networking.k8s.io", kind: "HTTPRoute" }];
const parentRef = (sectionName: string) => ({
  group: "gateway.networking.k8s.io",
  kind: "Gateway",
  name: "public",
  namespace: "entrance",
  sectionName,
});

const make = (change: Partial<TlsGatewayArgs> = {}) =>
  record(() => new TlsGateway("public", { ...minimal, ...change }));

interface GatewaySpec {
  readonly listeners: readonly Readonly<Record<string, unknown>>[];
}

async function gatewayOf(change: Partial<TlsGatewayArgs>): Promise<GatewaySpec> {
  const { resources } = await make(change);
  return named(resources, "public-gateway").inputs["spec"] as GatewaySpec;
}

async function specOf(name: string, change: Partial<TlsGatewayArgs>): Promise<Readonly<Record<string, unknown>>> {
  const { resources } = await make(change);
  return named(resources, name).inputs["spec"] as Readonly<Record<string, unknown>>;
}

describe("TlsGateway", () => {
  it("makes a gateway and the redirect to it", async () => {
    const { made, resources, completed } = await make();
    const { urn } = named(resources, "public");
    assert.deepEqual(resources.map(({ type, name }) => `${name} ${type}`).sort(), [
      "public palisade:index:TlsGateway",
      "public-gateway kubernetes:gateway.networking.k8s.io/v1:Gateway",
      "public-redirect kubernetes:gateway.networking.k8s.io/v1:HTTPRoute",
    ]);
    assert.deepEqual(
      resources.filter(({ parent }) => parent === urn).map(({ name }) => name),
      ["public-gateway", "public-redirect"],
    );
    assert.deepEqual(named(resources, "public-gateway").inputs["metadata"], {
      name: "public",
      namespace: "entrance",
      labels,
    });
    assert.deepEqual(completed, [urn]);
    assert.equal(await valueOf(made.gatewayName), "public");
    assert.equal(await valueOf(made.namespaceName), "entrance");
    assert.deepEqual(made.hostnames, ["chat.example.com"]);
  });

  it("answers by HTTPS with a certificate, and by HTTP for its own redirect alone", async () => {
    assert.deepEqual(await gatewayOf({}), {
      gatewayClassName: "envoy",
      listeners: [
        {
          name: "chat",
          hostname: "chat.example.com",
          port: 443,
          protocol: "HTTPS",
          tls: { mode: "Terminate", certificateRefs: [{ group: "", kind: "Secret", name: "chat-tls" }] },
          allowedRoutes: { namespaces: { from: "Same" }, kinds },
        },
        { name: "http", port: 80, protocol: "HTTP", allowedRoutes: { namespaces: { from: "Same" }, kinds } },
      ],
    });
  });

  it("sends plain HTTP on for good", async () => {
    assert.deepEqual(await specOf("public-redirect", {}), {
      parentRefs: [parentRef("http")],
      hostnames: ["chat.example.com"],
      rules: [{ filters: [{ type: "RequestRedirect", requestRedirect: { scheme: "https", statusCode: 301 } }] }],
    });
  });

  it("does not answer plain HTTP at all where the program says so", async () => {
    const { resources } = await make({ redirectHttp: false });
    assert.equal(resources.length, 2);
    const { listeners } = await gatewayOf({ redirectHttp: false });
    assert.deepEqual(
      listeners.map(({ protocol }) => protocol),
      ["HTTPS"],
    );
  });

  it("has certificates made and renewed by an issuer", async () => {
    const change = { issuer: { name: "public-ca" }, listeners: { chat: { hostname: "chat.example.com" } } };
    const { resources } = await make(change);
    assert.deepEqual(named(resources, "public-gateway").inputs["metadata"], {
      name: "public",
      namespace: "entrance",
      labels,
      annotations: {
        "cert-manager.io/cluster-issuer": "public-ca",
        "cert-manager.io/private-key-algorithm": "ECDSA",
        "cert-manager.io/private-key-size": "256",
        "cert-manager.io/private-key-rotation-policy": "Always",
        "cert-manager.io/renew-before": "720h",
      },
    });
    const { listeners } = await gatewayOf(change);
    assert.deepEqual(listeners[0]?.["tls"], {
      mode: "Terminate",
      certificateRefs: [{ group: "", kind: "Secret", name: "public-chat-tls" }],
    });
  });

  it("has an issuer of its own namespace where the program says so", async () => {
    const { resources } = await make({ issuer: { name: "public-ca", kind: IssuerKind.Issuer } });
    const { annotations } = named(resources, "public-gateway").inputs["metadata"] as { annotations: object };
    assert.ok("cert-manager.io/issuer" in annotations && !("cert-manager.io/cluster-issuer" in annotations));
  });

  it("tells the implementation how to do TLS", async () => {
    const tlsOptions = { "example.com/min-version": "TLSv1.2", "example.com/versions": "TLS1_2 TLS1_3" };
    const parameters = { group: "gateway.k8s.aws", kind: "LoadBalancerConfiguration", name: "public" };
    const spec = await specOf("public-gateway", { tlsOptions, parameters });
    const [listener] = spec["listeners"] as readonly { tls: { options: object } }[];
    assert.deepEqual(listener?.tls.options, tlsOptions);
    assert.deepEqual(spec["infrastructure"], { parametersRef: parameters });
  });

  it("admits routes of the namespaces that it names, and none but its own to the redirect", async () => {
    const { listeners } = await gatewayOf({ routeNamespaces: ["chat", pulumi.output(Promise.resolve("status"))] });
    assert.deepEqual(
      listeners.map(({ allowedRoutes }) => allowedRoutes),
      [
        {
          namespaces: {
            from: "Selector",
            selector: {
              matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values: ["chat", "status"] }],
            },
          },
          kinds,
        },
        { namespaces: { from: "Same" }, kinds },
      ],
    );
  });

  it("routes to a service, and tells browsers to stay with HTTPS", async () => {
    const { resources } = await make({ routes: { app: route } });
    assert.deepEqual(named(resources, "public-route-app").inputs["metadata"], {
      name: "public-app",
      namespace: "entrance",
      labels,
    });
    assert.deepEqual(await specOf("public-route-app", { routes: { app: route } }), {
      parentRefs: [parentRef("chat")],
      rules: [
        {
          matches: [{ path: { type: "PathPrefix", value: "/" } }],
          filters: [
            {
              type: "ResponseHeaderModifier",
              responseHeaderModifier: {
                set: [{ name: "Strict-Transport-Security", value: "max-age=31536000; includeSubDomains" }],
              },
            },
          ],
          timeouts: { request: "30s" },
          backendRefs: [{ group: "", kind: "Service", name: "gateway", port: 443 }],
        },
      ],
    });
  });

  it("routes as it is told to", async () => {
    const { resources } = await make({
      listeners: { chat, wild: { hostname: "*.example.org", certificateSecretName: "wild-tls" } },
      routeNamespaces: ["chat"],
      hstsMaxAgeSeconds: 63_072_000,
      routes: {
        app: {
          ...route,
          namespaceName: "chat",
          listeners: ["wild"],
          hostnames: ["one.example.org"],
          pathPrefix: "/ws",
          timeoutSeconds: 0,
        },
      },
    });
    const { inputs } = named(resources, "public-route-app");
    assert.equal((inputs["metadata"] as { namespace: string }).namespace, "chat");
    const spec = inputs["spec"] as Record<string, unknown>;
    assert.deepEqual(spec["parentRefs"], [parentRef("wild")]);
    assert.deepEqual(spec["hostnames"], ["one.example.org"]);
    const [rule] = spec["rules"] as readonly Record<string, unknown>[];
    assert.deepEqual(rule?.["matches"], [{ path: { type: "PathPrefix", value: "/ws" } }]);
    assert.deepEqual(rule?.["timeouts"], { request: "0s" });
    assert.match(JSON.stringify(rule?.["filters"]), /"max-age=63072000; includeSubDomains"/);
  });

  it("speaks TLS to a service whose certificate it can check", async () => {
    const backendTls = { hostname: "gateway.chat.internal", caConfigMapName: "internal-ca" };
    const { resources } = await make({ routes: { app: { ...route, backendTls } } });
    const { type, inputs } = named(resources, "public-backend-app");
    assert.equal(type, "kubernetes:gateway.networking.k8s.io/v1:BackendTLSPolicy");
    assert.deepEqual(inputs["metadata"], { name: "public-app", namespace: "entrance", labels });
    assert.deepEqual(inputs["spec"], {
      targetRefs: [{ group: "", kind: "Service", name: "gateway" }],
      validation: {
        hostname: "gateway.chat.internal",
        caCertificateRefs: [{ group: "", kind: "ConfigMap", name: "internal-ca" }],
      },
    });
  });

  it("lets overrides replace properties of a child, with a warning", async () => {
    const { resources, warnings } = await make({ overrides: { redirectRoute: { spec: {} } } });
    assert.deepEqual(named(resources, "public-redirect").inputs["spec"], {});
    assert.deepEqual(warnings, ["public-redirect: overrides set spec; the component does not vouch for this."]);
  });

  const refusing = (name: string) => (change: Partial<TlsGatewayArgs>) =>
    new TlsGateway(name, { ...minimal, ...change });
  const listener = (change: Partial<GatewayListener>) => ({ listeners: { chat: { ...chat, ...change } } });
  const routing = (change: Partial<GatewayRoute>) => ({ routes: { app: { ...route, ...change } } });
  const name = "at most 63 lowercase letters, digits and hyphens, a letter first and no hyphen last";
  const hostname =
    'a host name in lower case, such as "chat.example.com", or every name of one domain: "*.example.com"';
  const routeName =
    "a name of at most 40 lowercase letters, digits and hyphens, not that of the redirect, redirect-http";

  refuses("TlsGateway", refusing("public.gateway"), {
    "a name that the cluster cannot have": {
      change: {},
      message: `TlsGateway "public.gateway": name is "public.gateway"; expected ${name}.`,
    },
  });

  refuses("TlsGateway", refusing("public"), {
    "a namespace of Kubernetes": {
      change: { namespaceName: "default" },
      message:
        'TlsGateway "public": namespaceName is "default"; expected a namespace of its own, none of those that Kubernetes ' +
        "comes with.",
    },
    "no class": {
      change: { gatewayClassName: "" },
      message: 'TlsGateway "public": gatewayClassName is ""; expected the name of a class of gateways.',
    },
    "a class that nobody maintains": {
      change: { gatewayClassName: "ingress-nginx" },
      control: "TLS-01",
      message:
        'TlsGateway "public": gatewayClassName is "ingress-nginx"; TLS-01 requires a class that is still maintained.',
    },
    "no listener": {
      change: { listeners: {} },
      control: "TLS-01",
      message: 'TlsGateway "public": listeners is {}; TLS-01 requires 1 to 31 listeners.',
    },
    "a listener under the name of the redirect": {
      change: { listeners: { http: chat } },
      message: 'TlsGateway "public": listeners.http is "http"; expected another name than that of the redirect, http.',
    },
    "a listener under a name that it cannot have": {
      change: { listeners: { Chat: chat } },
      message: `TlsGateway "public": listeners.Chat is "Chat"; expected ${name}.`,
    },
    "a listener for every host name": {
      change: listener({ hostname: "*" }),
      control: "TLS-04",
      message: `TlsGateway "public": listeners.chat.hostname is "*"; TLS-04 requires ${hostname}.`,
    },
    "a listener without a host name": {
      change: { listeners: { chat: { ...chat, hostname: "" } } },
      control: "TLS-04",
      message: `TlsGateway "public": listeners.chat.hostname is ""; TLS-04 requires ${hostname}.`,
    },
    "two listeners of one host name": {
      change: { listeners: { chat, again: chat } },
      message:
        'TlsGateway "public": listeners.again.hostname is "chat.example.com"; expected a host name that no other listener has.',
    },
    "a listener without a certificate": {
      change: { listeners: { chat: { hostname: "chat.example.com" } } },
      control: "TLS-01",
      message:
        'TlsGateway "public": listeners.chat.certificateSecretName is missing; TLS-01 requires a certificate, or an ' +
        "issuer that makes it.",
    },
    "a certificate in a secret that cannot be": {
      change: listener({ certificateSecretName: "Chat TLS" }),
      message: `TlsGateway "public": listeners.chat.certificateSecretName is "Chat TLS"; expected the name of an object: lowercase letters, digits, hyphens and dots.`,
    },
    "an issuer that signs for itself": {
      change: { issuer: { name: "selfsigned-issuer" } },
      control: "TLS-04",
      message:
        'TlsGateway "public": issuer.name is "selfsigned-issuer"; TLS-04 requires the issuer of an authoritative CA.',
    },
    "an issuer of another kind": {
      change: { issuer: { name: "public-ca", kind: "awspcaissuer" as IssuerKind } },
      message: 'TlsGateway "public": issuer.kind is "awspcaissuer"; expected one of cluster-issuer, issuer.',
    },
    "TLS 1.1": {
      change: { tlsOptions: { "example.com/min-version": "1.1" } },
      control: "TLS-03",
      message:
        'TlsGateway "public": tlsOptions.example.com/min-version is "1.1"; TLS-03 requires at least TLS version 1.2.',
    },
    "TLS 1.0 among others": {
      change: { tlsOptions: { "example.com/versions": "TLSv1 TLSv1.2" } },
      control: "TLS-03",
      message:
        'TlsGateway "public": tlsOptions.example.com/versions is "TLSv1 TLSv1.2"; TLS-03 requires at least TLS version 1.2.',
    },
    "TLS 1.1 as Envoy writes it": {
      change: { tlsOptions: { "example.com/versions": "TLSV1_1" } },
      control: "TLS-03",
      message:
        'TlsGateway "public": tlsOptions.example.com/versions is "TLSV1_1"; TLS-03 requires at least TLS version 1.2.',
    },
    SSL: {
      change: { tlsOptions: { "example.com/versions": "SSLv3,TLSv1.3" } },
      control: "TLS-03",
      message:
        'TlsGateway "public": tlsOptions.example.com/versions is "SSLv3,TLSv1.3"; TLS-03 requires at least TLS version 1.2.',
    },
    "an option of nobody": {
      change: { tlsOptions: { minVersion: "1.2" } },
      message:
        'TlsGateway "public": tlsOptions.minVersion is "1.2"; expected the domain of the implementation, a slash and a ' +
        "name as the key.",
    },
    "a route under the name of the redirect": {
      change: { routes: { "redirect-http": route } },
      message: `TlsGateway "public": routes.redirect-http is "redirect-http"; expected ${routeName}.`,
    },
    "a route to no port": {
      change: routing({ servicePort: 0 }),
      control: "NET-01",
      message: 'TlsGateway "public": routes.app.servicePort is 0; NET-01 requires one port from 1 to 65535.',
    },
    "a route to a service that cannot be": {
      change: routing({ serviceName: "https://chat" }),
      message: `TlsGateway "public": routes.app.serviceName is "https://chat"; expected ${name}.`,
    },
    "a route of a namespace that is not admitted": {
      change: { ...routing({ namespaceName: "other" }), routeNamespaces: ["chat"] },
      control: "TLS-01",
      message:
        'TlsGateway "public": routes.app.namespaceName is "other"; TLS-01 requires the namespace of the gateway or one of ' +
        "routeNamespaces.",
    },
    "a route of a listener that there is not": {
      change: routing({ listeners: ["http"] }),
      control: "TLS-01",
      message:
        'TlsGateway "public": routes.app.listeners is ["http"]; TLS-01 requires some of chat, each of them once.',
    },
    "a route of no listener": {
      change: routing({ listeners: [] }),
      control: "TLS-01",
      message: 'TlsGateway "public": routes.app.listeners is []; TLS-01 requires some of chat, each of them once.',
    },
    "a route for a host name that no listener has": {
      change: routing({ hostnames: ["chat.example.org"] }),
      message:
        'TlsGateway "public": routes.app.hostnames[0] is "chat.example.org"; expected a host name that a listener of the ' +
        "route answers for.",
    },
    "a route for a path that is none": {
      change: routing({ pathPrefix: "/a/../b" }),
      message:
        'TlsGateway "public": routes.app.pathPrefix is "/a/../b"; expected a path that begins with a slash and has no ' +
        "empty or dotted part.",
    },
    "a route for longer than a day": {
      change: routing({ timeoutSeconds: 86_401 }),
      message: 'TlsGateway "public": routes.app.timeoutSeconds is 86401; expected 0 to 86400 whole seconds.',
    },
    "a service with a certificate for every name": {
      change: routing({ backendTls: { hostname: "*.chat.internal", caConfigMapName: "ca" } }),
      message: 'TlsGateway "public": routes.app.backendTls.hostname is "*.chat.internal"; expected one host name.',
    },
    "a namespace of Kubernetes whose routes it would admit": {
      change: { routeNamespaces: ["kube-system"] },
      message:
        'TlsGateway "public": routeNamespaces[0] is "kube-system"; expected a namespace of its own, none of those that ' +
        "Kubernetes comes with.",
    },
    "HTTPS for less than a year": {
      change: { hstsMaxAgeSeconds: 86_400 },
      control: "TLS-01",
      message: 'TlsGateway "public": hstsMaxAgeSeconds is 86400; TLS-01 requires at least 31536000 seconds.',
    },
    "overrides of a child that it does not have": {
      change: { overrides: { listener: {} } },
      message:
        'TlsGateway "public": overrides.listener is {}; expected a role among gateway, route, redirectRoute, backendTlsPolicy.',
    },
  });
});
