import * as k8s from "@pulumi/kubernetes";
import { ProbeKind, Protocol, Workload } from "../../../components";
import { network, tags } from "./foundation";
import { chat } from "./namespace";

const digest = "sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1";
const registry = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";

new Workload("messages", {
  namespaceName: chat.namespaceName,
  image: { repository: `${registry}/chat/messages`, digest },
  resources: { cpuRequest: "3", memoryRequest: "1Gi", memoryLimit: "1Gi" },
  probes: { readiness: { kind: ProbeKind.Grpc, port: 8443 } },
  ports: [{ name: "grpc", port: 8443 }],
  ingress: { gateway: { peer: { workload: "gateway" }, port: 8443, description: "Messages to deliver" } },
  tags,
});

const first = new k8s.scheduling.v1.PriorityClass("first", { metadata: { name: "chat-first" }, value: 1000 });

export const gateway = new Workload(
  "gateway",
  {
    namespaceName: chat.namespaceName,
    image: { repository: `${registry}/chat/gateway`, digest },
    resources: { cpuRequest: "500m", memoryRequest: "512Mi", memoryLimit: "1Gi", cpuLimit: "2" },
    command: ["/gateway"],
    arguments: ["--listen", ":8443", "--config", "/etc/gateway/gateway.yaml"],
    environment: { LOG_LEVEL: "info", NETWORK: network.cidrBlock, TOKEN_ISSUER: "https://login.example.com/" },
    config: { mountPath: "/etc/gateway", files: { "gateway.yaml": "keepAliveSeconds: 240\nmaxConnections: 50000\n" } },
    secrets: [
      { secretName: "gateway-tls", mountPath: "/run/secrets/tls" },
      { secretName: "gateway-signing", mountPath: "/run/secrets/signing" },
    ],
    writablePaths: [
      { mountPath: "/tmp", sizeLimit: "64Mi" },
      { mountPath: "/var/cache/gateway", sizeLimit: "1Gi" },
    ],
    probes: {
      readiness: { kind: ProbeKind.Https, port: 8443, path: "/ready" },
      liveness: { kind: ProbeKind.Tcp, port: 8443, failureThreshold: 5 },
      startup: { kind: ProbeKind.Grpc, port: 9443, service: "chat.Gateway", periodSeconds: 2, timeoutSeconds: 1 },
    },
    ports: [
      { name: "wss", port: 8443, servicePort: 443, appProtocol: "kubernetes.io/wss" },
      { name: "health", port: 9443 },
      { name: "media", port: 8443, protocol: Protocol.Udp },
    ],
    autoscaling: { minReplicas: 3, maxReplicas: 40, cpuPercent: 60 },
    ingress: {
      clients: { peer: { namespaceName: "entrance" }, port: 8443, description: "Requests of clients" },
      balancer: { peer: { cidrBlock: "10.20.0.0/18" }, port: 8443, protocol: Protocol.Udp, description: "Media" },
    },
    egress: {
      messages: { peer: { workload: "messages" }, port: 8443, description: "Messages to deliver" },
      database: { peer: { cidrBlock: "10.20.48.0/20" }, port: 5432, description: "Sessions" },
      push: { peer: { internet: true }, port: 443, description: "Push services of phones" },
    },
    userId: 20_000,
    userNamespace: true,
    terminationGraceSeconds: 3600,
    drainSeconds: 60,
    priorityClassName: "chat-first",
    imagePullSecretNames: ["registry"],
    tags,
  },
  { dependsOn: first },
);

new Workload("worker", {
  namespaceName: "chat-production",
  image: { repository: "registry.example.com:5000/worker", digest },
  replicas: 5,
  resources: { cpuRequest: "0.5", memoryRequest: "64Mi", memoryLimit: "128Mi" },
  probes: { readiness: { kind: ProbeKind.Tcp, port: 9000 } },
  tags,
});
