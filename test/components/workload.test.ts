import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  Environment,
  type Probe,
  ProbeKind,
  Protocol,
  RecoveryTier,
  Workload,
  type WorkloadArgs,
  type WorkloadPort,
} from "../../components";
import { named, record, type Registered, valueOf } from "../support/mocks";
import { refuses } from "../support/refusal";

const digest = `sha256:${"4b".repeat(32)}`;
const repository = "registry.example.com/chat/gateway";

const minimal: WorkloadArgs = {
  namespaceName: "chat",
  image: { repository, digest },
  resources: { cpuRequest: "500m", memoryRequest: "512Mi", memoryLimit: "1Gi" },
  probes: { readiness: { kind: ProbeKind.Https, port: 8443 } },
  tags: { env: Environment.Production, tier: RecoveryTier.Red, owner: "im-platform" },
};

const labels = {
  env: "production",
  tier: "red",
  owner: "im-platform",
  "asset-class": "kubernetes",
  "app.kubernetes.io/name": "gateway",
};
const podLabels = { "app.kubernetes.io/name": "gateway" };
const metadata = { name: "gateway", namespace: "chat", labels };
const https: WorkloadPort = { name: "https", port: 8443, servicePort: 443 };

const make = (change: Partial<WorkloadArgs> = {}) => record(() => new Workload("gateway", { ...minimal, ...change }));

const specOf = <Spec>(resource: Registered) => resource.inputs["spec"] as Spec;

interface DeploymentSpec {
  readonly replicas?: number;
  readonly progressDeadlineSeconds: number;
  readonly template: { readonly metadata: object; readonly spec: PodSpec };
}

interface PodSpec {
  readonly containers: readonly Readonly<Record<string, unknown>>[];
  readonly [property: string]: unknown;
}

async function deploymentOf(change: Partial<WorkloadArgs>): Promise<DeploymentSpec> {
  const { resources } = await make(change);
  return specOf<DeploymentSpec>(named(resources, "gateway-deployment"));
}

const podOf = async (change: Partial<WorkloadArgs> = {}) => (await deploymentOf(change)).template.spec;

const containerOf = async (change: Partial<WorkloadArgs> = {}) => (await podOf(change)).containers[0] ?? {};

describe("Workload", () => {
  it("makes pods, their account and their budget, and no more than is asked for", async () => {
    const { resources, completed } = await make();
    const { urn } = named(resources, "gateway");
    assert.deepEqual(resources.map(({ type, name }) => `${name} ${type}`).sort(), [
      "gateway palisade:index:Workload",
      "gateway-account kubernetes:core/v1:ServiceAccount",
      "gateway-budget kubernetes:policy/v1:PodDisruptionBudget",
      "gateway-deployment kubernetes:apps/v1:Deployment",
    ]);
    for (const child of resources.filter(({ name }) => name !== "gateway")) {
      assert.equal(child.parent, urn);
      assert.deepEqual(child.inputs["metadata"], metadata);
    }
    assert.deepEqual(completed, [urn]);
  });

  it("starts pods without a right that they do not need", async () => {
    const { containers, ...pod } = await podOf();
    assert.deepEqual(pod, {
      serviceAccountName: "gateway",
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 10_001,
        runAsGroup: 10_001,
        fsGroup: 10_001,
        fsGroupChangePolicy: "OnRootMismatch",
        seccompProfile: { type: "RuntimeDefault" },
      },
      terminationGracePeriodSeconds: 60,
      topologySpreadConstraints: [
        {
          topologyKey: "topology.kubernetes.io/zone",
          whenUnsatisfiable: "DoNotSchedule",
          maxSkew: 1,
          labelSelector: { matchLabels: podLabels },
          matchLabelKeys: ["pod-template-hash"],
          nodeTaintsPolicy: "Honor",
        },
        {
          topologyKey: "kubernetes.io/hostname",
          whenUnsatisfiable: "ScheduleAnyway",
          maxSkew: 1,
          labelSelector: { matchLabels: podLabels },
          matchLabelKeys: ["pod-template-hash"],
          nodeTaintsPolicy: "Honor",
        },
      ],
      volumes: [],
    });
    assert.equal(containers.length, 1);
    assert.deepEqual(containers[0]?.["securityContext"], {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
  });

  it("runs one image, for ever the same", async () => {
    const container = await containerOf();
    assert.equal(container["image"], `${repository}@${digest}`);
    assert.equal(container["name"], "gateway");
    const { image } = (await containerOf({
      image: {
        repository: pulumi.output(Promise.resolve("123456789012.dkr.ecr.eu-central-1.amazonaws.com/a")),
        digest,
      },
    })) as { image: string };
    assert.equal(image, `123456789012.dkr.ecr.eu-central-1.amazonaws.com/a@${digest}`);
  });

  it("gives its account no token", async () => {
    const { made, resources } = await make();
    assert.equal(named(resources, "gateway-account").inputs["automountServiceAccountToken"], false);
    assert.equal(await valueOf(made.serviceAccountName), "gateway");
  });

  it("bounds what a container takes", async () => {
    assert.deepEqual((await containerOf())["resources"], {
      requests: { cpu: "500m", memory: "512Mi" },
      limits: { memory: "1Gi" },
    });
    const { resources } = await containerOf({ resources: { ...minimal.resources, cpuLimit: "2" } });
    assert.deepEqual((resources as { limits: object }).limits, { cpu: "2", memory: "1Gi" });
  });

  it("asks a container whether it works, and lets it start before", async () => {
    const container = await containerOf();
    const httpGet = { scheme: "HTTPS", port: 8443, path: "/healthz" };
    assert.deepEqual(container["readinessProbe"], {
      httpGet,
      periodSeconds: 10,
      timeoutSeconds: 3,
      failureThreshold: 3,
    });
    assert.deepEqual(container["livenessProbe"], {
      httpGet,
      periodSeconds: 10,
      timeoutSeconds: 3,
      failureThreshold: 6,
    });
    assert.deepEqual(container["startupProbe"], { httpGet, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 60 });
  });

  it("asks as it is told to", async () => {
    const container = await containerOf({
      probes: {
        readiness: { kind: ProbeKind.Https, port: 8443, path: "/ready", periodSeconds: 3 },
        liveness: { kind: ProbeKind.Tcp, port: 8443, failureThreshold: 2 },
        startup: { kind: ProbeKind.Grpc, port: 9443, service: "chat.Gateway", timeoutSeconds: 1 },
      },
    });
    assert.deepEqual(container["readinessProbe"], {
      httpGet: { scheme: "HTTPS", port: 8443, path: "/ready" },
      periodSeconds: 3,
      timeoutSeconds: 3,
      failureThreshold: 3,
    });
    assert.deepEqual(container["livenessProbe"], {
      tcpSocket: { port: 8443 },
      periodSeconds: 10,
      timeoutSeconds: 3,
      failureThreshold: 2,
    });
    assert.deepEqual(container["startupProbe"], {
      grpc: { port: 9443, service: "chat.Gateway" },
      periodSeconds: 10,
      timeoutSeconds: 1,
      failureThreshold: 3,
    });
  });

  it("replaces pods without a gap, waits for slow ones, and can go back", async () => {
    const { resources } = await make();
    const { template: _, ...spec } = specOf<DeploymentSpec>(named(resources, "gateway-deployment"));
    assert.deepEqual(spec, {
      replicas: 2,
      revisionHistoryLimit: 10,
      minReadySeconds: 10,
      progressDeadlineSeconds: 610,
      strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: "25%" } },
      selector: { matchLabels: podLabels },
    });
    const startup: Probe = { kind: ProbeKind.Tcp, port: 8443, periodSeconds: 10, failureThreshold: 120 };
    const slow = await deploymentOf({ probes: { ...minimal.probes, startup } });
    assert.equal(slow.progressDeadlineSeconds, 1510);
  });

  it("lets connections end before a pod goes", async () => {
    const change = { terminationGraceSeconds: 900, drainSeconds: 30 };
    assert.equal((await podOf(change))["terminationGracePeriodSeconds"], 900);
    assert.deepEqual((await containerOf(change))["lifecycle"], { preStop: { sleep: { seconds: 30 } } });
    assert.deepEqual((await containerOf())["lifecycle"], { preStop: { sleep: { seconds: 15 } } });
  });

  it("lets one pod at a time be taken from its node", async () => {
    const { resources } = await make();
    assert.deepEqual(specOf(named(resources, "gateway-budget")), {
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: "AlwaysAllow",
      selector: { matchLabels: podLabels },
    });
  });

  it("has as many pods as the program says", async () => {
    assert.equal((await deploymentOf({ replicas: 7 })).replicas, 7);
  });

  it("leaves the number of pods to the autoscaler", async () => {
    const { made, resources } = await make({ autoscaling: { maxReplicas: 20 } });
    assert.ok(!("replicas" in specOf<DeploymentSpec>(named(resources, "gateway-deployment"))));
    const autoscaler = named(resources, "gateway-autoscaler");
    assert.deepEqual(specOf(autoscaler), {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "gateway" },
      minReplicas: 2,
      maxReplicas: 20,
      metrics: [
        { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } },
      ],
    });
    assert.deepEqual(autoscaler.inputs["metadata"], metadata);
    assert.deepEqual(autoscaler.dependsOn, [named(resources, "gateway-deployment").urn]);
    assert.ok(made.autoscaler);
  });

  it("scales as it is told to", async () => {
    const { resources } = await make({ autoscaling: { minReplicas: 3, maxReplicas: 4, cpuPercent: 50 } });
    const spec = specOf<{ minReplicas: number; metrics: unknown }>(named(resources, "gateway-autoscaler"));
    assert.equal(spec.minReplicas, 3);
    assert.match(JSON.stringify(spec.metrics), /"averageUtilization":50/);
  });

  it("may stand in one zone and be one pod where it is not production", async () => {
    const change = { tags: { ...minimal.tags, env: Environment.Development }, replicas: 1 };
    const { replicas, template } = await deploymentOf(change);
    assert.equal(replicas, 1);
    const spread = template.spec["topologySpreadConstraints"] as readonly { whenUnsatisfiable: string }[];
    assert.deepEqual(
      spread.map(({ whenUnsatisfiable }) => whenUnsatisfiable),
      ["ScheduleAnyway", "ScheduleAnyway"],
    );
  });

  it("answers within the cluster alone", async () => {
    const media: WorkloadPort = { name: "media", port: 8443, protocol: Protocol.Udp };
    const { made, resources } = await make({ ports: [{ ...https, appProtocol: "kubernetes.io/wss" }, media] });
    assert.deepEqual(specOf(named(resources, "gateway-service")), {
      type: "ClusterIP",
      selector: podLabels,
      ports: [
        { name: "https", port: 443, targetPort: "https", protocol: "TCP", appProtocol: "kubernetes.io/wss" },
        { name: "media", port: 8443, targetPort: "media", protocol: "UDP" },
      ],
    });
    assert.deepEqual((await containerOf({ ports: [https, media] }))["ports"], [
      { name: "https", containerPort: 8443, protocol: "TCP" },
      { name: "media", containerPort: 8443, protocol: "UDP" },
    ]);
    assert.ok(made.serviceName);
    assert.equal(await valueOf(made.serviceName), "gateway");
  });

  it("has no service where nothing answers", async () => {
    const { made } = await make();
    assert.equal(made.service, undefined);
    assert.equal(made.serviceName, undefined);
    assert.equal(made.autoscaler, undefined);
  });

  it("runs a program with arguments and variables", async () => {
    const container = await containerOf({
      command: ["/gateway"],
      arguments: ["--listen", ":8443"],
      environment: { LOG_LEVEL: "info", DATABASE: pulumi.output(Promise.resolve("db.internal")) },
    });
    assert.deepEqual(container["command"], ["/gateway"]);
    assert.deepEqual(container["args"], ["--listen", ":8443"]);
    assert.deepEqual(container["env"], [
      { name: "LOG_LEVEL", value: "info" },
      { name: "DATABASE", value: "db.internal" },
    ]);
    const plain = await containerOf();
    assert.ok(!("command" in plain) && !("args" in plain));
  });

  it("mounts configuration that is never changed, under a name of its own", async () => {
    const { resources } = await make({
      config: { mountPath: "/etc/gateway", files: { "gateway.yaml": "keepAliveSeconds: 240\n" } },
    });
    const config = named(resources, "gateway-config");
    assert.deepEqual(config.inputs, {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { namespace: "chat", labels },
      immutable: true,
      data: { "gateway.yaml": "keepAliveSeconds: 240\n" },
    });
    const { volumes, containers } = specOf<DeploymentSpec>(named(resources, "gateway-deployment")).template.spec;
    assert.deepEqual(volumes, [{ name: "config", configMap: { name: "gateway-config-1a2b3c4d", defaultMode: 0o440 } }]);
    assert.deepEqual(containers[0]?.["volumeMounts"], [{ name: "config", mountPath: "/etc/gateway", readOnly: true }]);
  });

  it("mounts secrets as files and folders to write to, each with a bound", async () => {
    const change = {
      secrets: [
        { secretName: "tls", mountPath: "/run/secrets/tls" },
        { secretName: pulumi.output(Promise.resolve("signing")), mountPath: "/run/secrets/signing" },
      ],
      writablePaths: [{ mountPath: "/tmp", sizeLimit: "64Mi" }],
    };
    assert.deepEqual((await podOf(change))["volumes"], [
      { name: "secret-0", secret: { secretName: "tls", defaultMode: 0o440 } },
      { name: "secret-1", secret: { secretName: "signing", defaultMode: 0o440 } },
      { name: "writable-0", emptyDir: { sizeLimit: "64Mi" } },
    ]);
    assert.deepEqual((await containerOf(change))["volumeMounts"], [
      { name: "secret-0", mountPath: "/run/secrets/tls", readOnly: true },
      { name: "secret-1", mountPath: "/run/secrets/signing", readOnly: true },
      { name: "writable-0", mountPath: "/tmp", readOnly: false },
    ]);
  });

  it("opens its own flows alone", async () => {
    const { made, resources } = await make({
      ingress: { clients: { peer: { namespaceName: "edge" }, port: 8443, description: "Requests" } },
      egress: { messages: { peer: { workload: "messages" }, port: 8443, description: "Messages" } },
    });
    assert.deepEqual(named(resources, "gateway-ingress-clients").inputs["metadata"], {
      ...metadata,
      name: "gateway-ingress-clients",
      annotations: { "kubernetes.io/description": "Requests" },
    });
    assert.deepEqual(specOf(named(resources, "gateway-ingress-clients")), {
      podSelector: { matchLabels: podLabels },
      policyTypes: ["Ingress"],
      ingress: [
        {
          from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "edge" } } }],
          ports: [{ protocol: "TCP", port: 8443 }],
        },
      ],
    });
    assert.deepEqual(specOf(named(resources, "gateway-egress-messages")), {
      podSelector: { matchLabels: podLabels },
      policyTypes: ["Egress"],
      egress: [
        {
          to: [{ podSelector: { matchLabels: { "app.kubernetes.io/name": "messages" } } }],
          ports: [{ protocol: "TCP", port: 8443 }],
        },
      ],
    });
    assert.equal(made.flowPolicies.length, 2);
  });

  it("is the other end of a flow by its namespace and its labels", async () => {
    const { made } = await make();
    assert.equal(await valueOf(pulumi.output(made.peer.namespaceName ?? "")), "chat");
    assert.deepEqual(made.peer.podLabels, podLabels);
  });

  it("runs as the user, in the class and with the pull secrets that the program names", async () => {
    const pod = await podOf({
      userId: 20_000,
      userNamespace: true,
      priorityClassName: "first",
      imagePullSecretNames: ["registry"],
    });
    const { runAsUser, runAsGroup, fsGroup } = pod["securityContext"] as Record<string, number>;
    assert.deepEqual([runAsUser, runAsGroup, fsGroup], [20_000, 20_000, 20_000]);
    assert.equal(pod["hostUsers"], false);
    assert.equal(pod["priorityClassName"], "first");
    assert.deepEqual(pod["imagePullSecrets"], [{ name: "registry" }]);
  });

  it("lets overrides replace properties of a child, with a warning", async () => {
    const { resources, warnings } = await make({ overrides: { disruptionBudget: { spec: { minAvailable: 1 } } } });
    assert.deepEqual(specOf(named(resources, "gateway-budget")), { minAvailable: 1 });
    assert.deepEqual(warnings, ["gateway-budget: overrides set spec; the component does not vouch for this."]);
  });

  it("waits for a namespace that the stack itself makes", async () => {
    const { made, resources } = await make({ namespaceName: pulumi.output(Promise.resolve("chat")) });
    assert.deepEqual(named(resources, "gateway-account").inputs["metadata"], metadata);
    assert.equal(await valueOf(made.namespaceName), "chat");
  });

  const refusing = (name: string) => (change: Partial<WorkloadArgs>) => new Workload(name, { ...minimal, ...change });
  const name = "at most 63 lowercase letters, digits and hyphens, a letter first and no hyphen last";
  const instead = "a secret of the cluster among secrets, whose value the container reads from a file";
  const folder = "an absolute path without dots or a slash at its end, none of the kernel's";
  const port = (change: Partial<WorkloadPort>) => ({ ports: [{ ...https, ...change }] });
  const probe = (change: Partial<Probe>) => ({
    probes: { readiness: { kind: ProbeKind.Https, port: 8443, ...change } },
  });

  refuses("Workload", refusing("Gateway"), {
    "a name that the cluster cannot have": {
      change: {},
      message: `Workload "Gateway": name is "Gateway"; expected ${name}.`,
    },
  });

  refuses("Workload", refusing("gateway"), {
    "a namespace of Kubernetes": {
      change: { namespaceName: "default" },
      message:
        'Workload "gateway": namespaceName is "default"; expected a namespace of its own, none of those that Kubernetes ' +
        "comes with.",
    },
    "an image by its tag": {
      change: { image: { repository, digest: "1.4.2" } },
      control: "CTR-02",
      message: 'Workload "gateway": image.digest is "1.4.2"; CTR-02 requires "sha256:" and 64 hexadecimal digits.',
    },
    "an image with a tag beside its digest": {
      change: { image: { repository: `${repository}:latest`, digest } },
      control: "CTR-02",
      message:
        'Workload "gateway": image.repository is "registry.example.com/chat/gateway:latest"; CTR-02 requires a registry ' +
        "and a repository, without a tag.",
    },
    "an image of whichever registry": {
      change: { image: { repository: "chat/gateway", digest } },
      control: "CTR-02",
      message:
        'Workload "gateway": image.repository is "chat/gateway"; CTR-02 requires a registry and a repository, without a tag.',
    },
    "memory without a limit": {
      change: { resources: { ...minimal.resources, memoryLimit: "" } },
      control: "CTR-05",
      message:
        'Workload "gateway": resources.memoryLimit is ""; CTR-05 requires an amount of memory such as "512Mi" or "2Gi".',
    },
    "an eighth of a byte": {
      change: { resources: { ...minimal.resources, memoryRequest: "128m" } },
      control: "CTR-05",
      message:
        'Workload "gateway": resources.memoryRequest is "128m"; CTR-05 requires an amount of memory such as "512Mi" or "2Gi".',
    },
    "more CPU than its limit": {
      change: { resources: { ...minimal.resources, cpuRequest: "1500m", cpuLimit: "1" } },
      message: 'Workload "gateway": resources.cpuLimit is "1"; expected 1500m, what is promised, or more.',
    },
    "one pod in production": {
      change: { replicas: 1 },
      control: "HA-02",
      message: 'Workload "gateway": replicas is 1; HA-02 requires at least 2 replicas.',
    },
    "pods that are no number": {
      change: { replicas: NaN },
      control: "HA-02",
      message: 'Workload "gateway": replicas is NaN; HA-02 requires at least 2 replicas.',
    },
    "half a pod": {
      change: { replicas: 2.5 },
      message: 'Workload "gateway": replicas is 2.5; expected 1 to 1000 whole pods.',
    },
    "no pod anywhere": {
      change: { replicas: 0, tags: { ...minimal.tags, env: Environment.Development } },
      message: 'Workload "gateway": replicas is 0; expected 1 to 1000 whole pods.',
    },
    "an autoscaler that leaves one pod in production": {
      change: { autoscaling: { minReplicas: 1, maxReplicas: 5 } },
      control: "HA-02",
      message: 'Workload "gateway": autoscaling.minReplicas is 1; HA-02 requires at least 2 replicas.',
    },
    "an autoscaler whose most is less than its least": {
      change: { autoscaling: { minReplicas: 5, maxReplicas: 4 } },
      message: 'Workload "gateway": autoscaling.maxReplicas is 4; expected 5 to 1000 whole pods.',
    },
    "an autoscaler beyond all CPU": {
      change: { autoscaling: { maxReplicas: 4, cpuPercent: 101 } },
      message: 'Workload "gateway": autoscaling.cpuPercent is 101; expected 1 to 100 whole percent.',
    },
    "a number of pods beside an autoscaler": {
      change: { autoscaling: { maxReplicas: 4 }, replicas: 3 },
      message: 'Workload "gateway": replicas is 3; expected no number of pods beside autoscaling, which sets it.',
    },
    "a port for root": {
      change: port({ port: 443 }),
      control: "CTR-04",
      message: 'Workload "gateway": ports[0].port is 443; CTR-04 requires a port from 1024, which takes no privilege.',
    },
    "a port that is none": {
      change: port({ servicePort: 70_000 }),
      control: "NET-01",
      message: 'Workload "gateway": ports[0].servicePort is 70000; NET-01 requires one port from 1 to 65535.',
    },
    "a port whose name is too long": {
      change: port({ name: "client-connections" }),
      message:
        'Workload "gateway": ports[0].name is "client-connections"; expected at most 15 lowercase letters, digits and ' +
        "single hyphens, one letter at least.",
    },
    "two ports of one name": {
      change: { ports: [https, { name: "https", port: 9443 }] },
      message: 'Workload "gateway": ports[1].name is "https"; expected a name that no other port has.',
    },
    "two ports on one port of the service": {
      change: { ports: [https, { name: "other", port: 9443, servicePort: 443 }] },
      message:
        'Workload "gateway": ports[1].port is 9443; expected a port that is there once, of the container and of the service.',
    },
    "a protocol that has no name": {
      change: port({ appProtocol: "https/1.1 " }),
      message:
        'Workload "gateway": ports[0].appProtocol is "https/1.1 "; expected the name of a protocol, such as "https".',
    },
    "a question in plain HTTP": {
      change: probe({ kind: "http" as ProbeKind }),
      control: "TLS-02",
      message: 'Workload "gateway": probes.readiness.kind is "http"; TLS-02 requires https, tcp or grpc.',
    },
    "a question of no kind": {
      change: probe({ kind: "exec" as ProbeKind }),
      message: 'Workload "gateway": probes.readiness.kind is "exec"; expected one of https, tcp, grpc.',
    },
    "a question to no port": {
      change: probe({ port: 0 }),
      control: "NET-01",
      message: 'Workload "gateway": probes.readiness.port is 0; NET-01 requires one port from 1 to 65535.',
    },
    "a path that no connection asks for": {
      change: probe({ kind: ProbeKind.Tcp, path: "/ready" }),
      message:
        'Workload "gateway": probes.readiness.path is "/ready"; expected a path that begins with a slash, by https alone.',
    },
    "a service that HTTPS does not ask after": {
      change: probe({ service: "chat.Gateway" }),
      message:
        'Workload "gateway": probes.readiness.service is "chat.Gateway"; expected the name of a service, by grpc alone.',
    },
    "a question at every moment": {
      change: probe({ periodSeconds: 0 }),
      message: 'Workload "gateway": probes.readiness.periodSeconds is 0; expected 1 to 300 whole seconds.',
    },
    "a user among those of the node": {
      change: { userId: 1000 },
      control: "CTR-04",
      message: 'Workload "gateway": userId is 1000; CTR-04 requires at least user id 10000.',
    },
    "a user beyond all numbers": {
      change: { userId: 2 ** 31 },
      message: 'Workload "gateway": userId is 2147483648; expected 10000 to 2147483647 whole numbers.',
    },
    "pods that are waited for longer than for their nodes": {
      change: { terminationGraceSeconds: 7200 },
      message: 'Workload "gateway": terminationGraceSeconds is 7200; expected 2 to 3600 whole seconds.',
    },
    "new connections until the end of the old ones": {
      change: { terminationGraceSeconds: 30, drainSeconds: 30 },
      message: 'Workload "gateway": drainSeconds is 30; expected 1 to 29 whole seconds.',
    },
    "a folder that is no folder": {
      change: { writablePaths: [{ mountPath: "tmp", sizeLimit: "1Mi" }] },
      control: "CTR-04",
      message: `Workload "gateway": writablePaths[0].mountPath is "tmp"; CTR-04 requires ${folder}.`,
    },
    "all folders": {
      change: { config: { mountPath: "/", files: {} } },
      control: "CTR-04",
      message: `Workload "gateway": config.mountPath is "/"; CTR-04 requires ${folder}.`,
    },
    "a folder of the kernel": {
      change: { secrets: [{ secretName: "tls", mountPath: "/proc/self" }] },
      control: "CTR-04",
      message: `Workload "gateway": secrets[0].mountPath is "/proc/self"; CTR-04 requires ${folder}.`,
    },
    "a folder that leads elsewhere": {
      change: { writablePaths: [{ mountPath: "/tmp/../proc", sizeLimit: "1Mi" }] },
      control: "CTR-04",
      message: `Workload "gateway": writablePaths[0].mountPath is "/tmp/../proc"; CTR-04 requires ${folder}.`,
    },
    "a folder within another one": {
      change: {
        secrets: [{ secretName: "tls", mountPath: "/run/tls" }],
        writablePaths: [{ mountPath: "/run", sizeLimit: "1Mi" }],
      },
      message:
        'Workload "gateway": secrets[0].mountPath is "/run/tls"; expected a folder outside of /run, which is mounted too.',
    },
    "a folder that may grow as it likes": {
      change: { writablePaths: [{ mountPath: "/tmp", sizeLimit: "" }] },
      control: "CTR-05",
      message:
        'Workload "gateway": writablePaths[0].sizeLimit is ""; CTR-05 requires an amount of memory such as "512Mi" or "2Gi".',
    },
    "a file whose name is a path": {
      change: { config: { mountPath: "/etc/gateway", files: { "a/b": "" } } },
      message:
        'Workload "gateway": config.files.a/b is "a/b"; expected a file name of letters, digits and the signs . _ -.',
    },
    "a secret among variables": {
      change: { environment: { DB_PASSWORD: "hunter2" } },
      control: "SEC-01",
      message: `Workload "gateway": environment.DB_PASSWORD is "a secret in plain text"; SEC-01 requires ${instead}.`,
    },
    "a secret in a file": {
      change: { config: { mountPath: "/etc/gateway", files: { "gateway.ini": "password = hunter2" } } },
      control: "SEC-01",
      message: `Workload "gateway": config.files.gateway.ini is "a secret in plain text"; SEC-01 requires ${instead}.`,
    },
    "a secret among arguments": {
      change: { arguments: ["--listen", ":8443", "--db-password", "hunter2"] },
      control: "SEC-01",
      message: `Workload "gateway": arguments[3] is "a secret in plain text"; SEC-01 requires ${instead}.`,
    },
    "a secret in a command": {
      change: { command: ["/bin/gateway", "--api-key=4f7a0c3e"] },
      control: "SEC-01",
      message: `Workload "gateway": command[1] is "a secret in plain text"; SEC-01 requires ${instead}.`,
    },
    "a variable that no shell knows": {
      change: { environment: { "LOG-LEVEL": "info" } },
      message:
        'Workload "gateway": environment.LOG-LEVEL is "LOG-LEVEL"; expected a name of letters, digits and underscores, no digit first.',
    },
    "a priority of the cluster itself": {
      change: { priorityClassName: "system-node-critical" },
      message:
        'Workload "gateway": priorityClassName is "system-node-critical"; expected a priority below that of the cluster itself.',
    },
    "a pull secret without a name": {
      change: { imagePullSecretNames: [""] },
      message: `Workload "gateway": imagePullSecretNames[0] is ""; expected the name of an object: lowercase letters, digits, hyphens and dots.`,
    },
    "the world as the other end of a flow": {
      change: { egress: { any: { peer: { cidrBlock: "0.0.0.0/1" }, port: 443, description: "Anything" } } },
      control: "NET-01",
      message:
        'Workload "gateway": egress.any.peer.cidrBlock is "0.0.0.0/1"; NET-01 requires a range narrower than /8.',
    },
    "overrides of a child that it does not have": {
      change: { overrides: { pod: {} } },
      message:
        'Workload "gateway": overrides.pod is {}; expected a role among serviceAccount, config, deployment, service, ' +
        "disruptionBudget, autoscaler, ingressPolicy, egressPolicy.",
    },
  });
});
