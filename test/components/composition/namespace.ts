import { Namespace, Protocol } from "../../../components";
import { tags } from "./foundation";

export const chat = new Namespace("chat", {
  namespaceName: "chat-production",
  quota: { cpu: "64", memory: "256Gi", pods: 500 },
  containerDefaults: { cpuRequest: "250m", memoryRequest: "256Mi", memoryLimit: "1Gi" },
  dnsRanges: ["172.20.0.0/16", "169.254.20.10/32", "fd00:10:96::/112"],
  podLabels: { "example.com/monitored": "yes" },
  ingress: {
    metrics: { peer: { namespaceName: "monitoring" }, port: 9090, description: "Metrics are collected" },
  },
  egress: {
    traces: {
      peer: { namespaceName: "monitoring", podLabels: { "app.kubernetes.io/name": "collector" } },
      port: 4317,
      description: "Traces are sent",
    },
    time: { peer: { cidrBlock: "169.254.169.123/32" }, port: 123, protocol: Protocol.Udp, description: "Time" },
  },
  tags,
});

export const entrance = new Namespace("entrance", { quota: { cpu: "4", memory: "8Gi", loadBalancers: 2 }, tags });
