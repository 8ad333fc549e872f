import fc from "fast-check";
import { type GatewayRoute, IssuerKind, TlsGateway, type TlsGatewayArgs } from "../../../../components";
import { tags } from "../../composition/foundation";
import { changed } from "../changed";
import type { Sample } from "../sample";

const certificateSecretName = "chat-tls";

const route = changed<GatewayRoute>(
  { serviceName: "gateway", servicePort: 443 },
  {
    servicePort: fc.constantFrom(0, 65535),
    namespaceName: fc.constantFrom("chat", "entrance", "other"),
    listeners: fc.subarray(["one", "two"]),
    hostnames: fc.constantFrom("chat.example.com", "other.example.org").map((hostname) => [hostname]),
    pathPrefix: fc.constantFrom("/ws", "ws", "/a//b"),
    timeoutSeconds: fc.constantFrom(0, 86_400, 86_401),
    backendTls: fc.constant({ hostname: "gateway.chat.internal", caConfigMapName: "ca" }),
  },
);

export const sample: Sample<TlsGatewayArgs> = {
  args: changed<TlsGatewayArgs>(
    {
      namespaceName: "entrance",
      gatewayClassName: "envoy",
      listeners: { one: { hostname: "*.example.com", certificateSecretName } },
      tags,
    },
    {
      gatewayClassName: fc.constantFrom("istio", "ingress-nginx"),
      listeners: fc
        .constantFrom("*", "two.example.com", "*.two.example.com")
        .map((hostname) => ({ one: { hostname: "one.example.com" }, two: { hostname, certificateSecretName } })),
      issuer: fc.record(
        { name: fc.constantFrom("public-ca", "selfsigned"), kind: fc.constantFrom(...Object.values(IssuerKind)) },
        { requiredKeys: ["name"] },
      ),
      tlsOptions: fc.constantFrom("1.2", "1.1").map((oldest) => ({ "example.com/min": oldest })),
      routes: fc.dictionary(fc.constantFrom("chat", "redirect-http"), route, { maxKeys: 2, noNullPrototype: true }),
      routeNamespaces: fc.subarray(["chat"]),
      redirectHttp: fc.boolean(),
      hstsMaxAgeSeconds: fc.constantFrom(31_535_999, 31_536_000),
    },
  ),
  make: (name, args) => new TlsGateway(name, args),
};
