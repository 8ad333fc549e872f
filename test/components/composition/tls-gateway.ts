import { IssuerKind, TlsGateway } from "../../../components";
import { tags } from "./foundation";
import { chat, entrance } from "./namespace";
import { gateway } from "./workload";

new TlsGateway("public", {
  namespaceName: entrance.namespaceName,
  gatewayClassName: "envoy",
  issuer: { name: "public-ca", kind: IssuerKind.Issuer },
  listeners: {
    chat: { hostname: "chat.example.com" },
    customers: { hostname: "*.customers.example.com", certificateSecretName: "customers-tls" },
  },
  tlsOptions: { "example.com/min-version": "TLSv1.2", "example.com/ciphers": "ECDHE-ECDSA-AES256-GCM-SHA384" },
  parameters: { group: "gateway.envoyproxy.io", kind: "EnvoyProxy", name: "public" },
  routeNamespaces: [chat.namespaceName, "status"],
  routes: {
    chat: {
      namespaceName: chat.namespaceName,
      serviceName: gateway.serviceName ?? "gateway",
      servicePort: 443,
      listeners: ["chat"],
      pathPrefix: "/ws",
      timeoutSeconds: 0,
      backendTls: { hostname: "gateway.chat.internal", caConfigMapName: "internal-ca" },
    },
    customers: {
      namespaceName: "status",
      serviceName: "status",
      servicePort: 8443,
      hostnames: ["one.customers.example.com", "*.two.customers.example.com"],
    },
  },
  hstsMaxAgeSeconds: 63_072_000,
  tags,
});

new TlsGateway("internal", {
  namespaceName: "entrance",
  gatewayClassName: "istio",
  listeners: { tools: { hostname: "tools.example.com", certificateSecretName: "tools-tls" } },
  redirectHttp: false,
  tags,
});
