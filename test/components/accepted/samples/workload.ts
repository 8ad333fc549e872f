import fc from "fast-check";
import {
  type Autoscaling,
  Environment,
  type Probe,
  ProbeKind,
  Protocol,
  Workload,
  type WorkloadArgs,
  type WorkloadPort,
} from "../../../../components";
import { tags } from "../../composition/foundation";
import { changed } from "../changed";
import type { Sample } from "../sample";
import { flows, resources } from "./namespace";

const digest = `sha256:${"0f".repeat(32)}`;

const probe = changed<Probe>(
  { kind: ProbeKind.Https, port: 8443 },
  {
    kind: fc.constantFrom(...Object.values(ProbeKind)),
    path: fc.constantFrom("/healthz", "healthz"),
    periodSeconds: fc.constantFrom(1, 300, 301),
    failureThreshold: fc.constantFrom(0, 1, 360),
  },
);

const port = changed<WorkloadPort>(
  { name: "https", port: 8443 },
  {
    port: fc.constantFrom(1023, 1024, 65535),
    servicePort: fc.constantFrom(0, 1, 443),
    protocol: fc.constantFrom(...Object.values(Protocol)),
    appProtocol: fc.constantFrom("https", "kubernetes.io/wss"),
  },
);

const autoscaling = changed<Autoscaling>(
  { maxReplicas: 1000 },
  { minReplicas: fc.constantFrom(1, 2, 1000), cpuPercent: fc.constantFrom(0, 1, 100) },
);

export const sample: Sample<WorkloadArgs> = {
  args: changed<WorkloadArgs>(
    {
      namespaceName: "chat",
      image: { repository: "registry.example.com/chat", digest },
      resources: { cpuRequest: "100m", memoryRequest: "64Mi", memoryLimit: "1Gi" },
      probes: { readiness: { kind: ProbeKind.Tcp, port: 8443 } },
      tags,
    },
    {
      image: fc.record({
        repository: fc.constantFrom("registry.example.com:5000/a/b-c_d", "chat"),
        digest: fc.constantFrom(digest, "latest"),
      }),
      resources,
      probes: fc.record({ readiness: probe, liveness: probe, startup: probe }, { requiredKeys: ["readiness"] }),
      ports: port.map((stated) => [stated]),
      replicas: fc.constantFrom(1, 2, 1000, 1001),
      autoscaling,
      environment: fc.constantFrom("LOG_LEVEL", "DB_PASSWORD").map((variable) => ({ [variable]: "verbose" })),
      config: fc.constantFrom("/etc/chat", "/").map((mountPath) => ({ mountPath, files: { "chat.yaml": "a: b" } })),
      secrets: fc.constantFrom([{ secretName: "tls", mountPath: "/run/tls" }], []),
      writablePaths: fc.constantFrom("/tmp", "/proc").map((mountPath) => [{ mountPath, sizeLimit: "1Ti" }]),
      ingress: flows,
      egress: flows,
      userId: fc.constantFrom(9_999, 10_000, 2 ** 31 - 1, 2 ** 31),
      userNamespace: fc.boolean(),
      terminationGraceSeconds: fc.constantFrom(15, 16, 3600, 3601),
      tags: fc.constant({ ...tags, env: Environment.Staging }),
    },
  ),
  make: (name, args) => new Workload(name, args),
};
