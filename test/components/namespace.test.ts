import assert from "node:assert/strict";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { Environment, Namespace, type NamespaceArgs, type PodFlow, Protocol, RecoveryTier } from "../../components";
import { named, ofType, record, valueOf } from "../support/mocks";
import { refuses } from "../support/refusal";

const minimal: NamespaceArgs = {
  quota: { cpu: "16", memory: "64Gi" },
  tags: { env: Environment.Production, tier: RecoveryTier.Red, owner: "im-platform" },
};

const labels = { env: "production", tier: "red", owner: "im-platform", "asset-class": "kubernetes" };

const flow: PodFlow = { peer: { namespaceName: "monitoring" }, port: 9090, description: "Metrics are collected" };

const make = (change: Partial<NamespaceArgs> = {}) => record(() => new Namespace("chat", { ...minimal, ...change }));

/** The spec of a policy of this name. */
async function policyOf(name: string, change: Partial<NamespaceArgs>): Promise<unknown> {
  const { resources } = await make(change);
  return named(resources, name).inputs["spec"];
}

describe("Namespace", () => {
  it("makes what a namespace needs, in it and after it", async () => {
    const { resources, completed } = await make();
    const { urn } = named(resources, "chat");
    assert.deepEqual(resources.map(({ type, name }) => `${name} ${type}`).sort(), [
      "chat palisade:index:Namespace",
      "chat-default-account kubernetes:core/v1:ServiceAccountPatch",
      "chat-default-deny kubernetes:networking.k8s.io/v1:NetworkPolicy",
      "chat-dns kubernetes:networking.k8s.io/v1:NetworkPolicy",
      "chat-limits kubernetes:core/v1:LimitRange",
      "chat-namespace kubernetes:core/v1:Namespace",
      "chat-quota kubernetes:core/v1:ResourceQuota",
    ]);
    const namespace = named(resources, "chat-namespace");
    assert.equal(namespace.parent, urn);
    for (const child of resources.filter(({ name }) => name !== "chat" && name !== "chat-namespace")) {
      assert.equal(child.parent, urn);
      assert.equal((child.inputs["metadata"] as { namespace: string }).namespace, "chat");
      assert.deepEqual(child.dependsOn, [namespace.urn], child.name);
    }
    assert.deepEqual(completed, [urn]);
  });

  it("admits restricted pods alone, and is protected", async () => {
    const { resources } = await make();
    const { inputs, protect } = named(resources, "chat-namespace");
    assert.equal(protect, true);
    assert.deepEqual(inputs["metadata"], {
      name: "chat",
      labels: {
        ...labels,
        "pod-security.kubernetes.io/enforce": "restricted",
        "pod-security.kubernetes.io/enforce-version": "latest",
        "pod-security.kubernetes.io/audit": "restricted",
        "pod-security.kubernetes.io/audit-version": "latest",
        "pod-security.kubernetes.io/warn": "restricted",
        "pod-security.kubernetes.io/warn-version": "latest",
      },
    });
  });

  it("has a name of its own in the cluster where the program says so", async () => {
    const { made, resources } = await make({ namespaceName: "chat-production" });
    assert.equal(await valueOf(made.namespaceName), "chat-production");
    assert.equal(made.peer.namespaceName, made.namespaceName);
    assert.deepEqual(named(resources, "chat-quota").inputs["metadata"], {
      name: "quota",
      namespace: "chat-production",
      labels,
    });
  });

  it("lets nothing in and nothing out", async () => {
    assert.deepEqual(await policyOf("chat-default-deny", {}), { podSelector: {}, policyTypes: ["Ingress", "Egress"] });
  });

  it("lets name queries out, to the name servers and the addresses before them", async () => {
    const ports = [
      { protocol: "UDP", port: 53 },
      { protocol: "TCP", port: 53 },
    ];
    const servers = {
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
      podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
    };
    assert.deepEqual(await policyOf("chat-dns", {}), {
      podSelector: {},
      policyTypes: ["Egress"],
      egress: [{ to: [servers], ports }],
    });
    assert.deepEqual(await policyOf("chat-dns", { dnsRanges: ["172.20.0.10/32", "169.254.20.10/32"] }), {
      podSelector: {},
      policyTypes: ["Egress"],
      egress: [
        {
          to: [servers, { ipBlock: { cidr: "172.20.0.10/32" } }, { ipBlock: { cidr: "169.254.20.10/32" } }],
          ports,
        },
      ],
    });
  });

  it("opens a flow with a policy that says what it is for", async () => {
    const { made, resources } = await make({ ingress: { metrics: flow }, podLabels: { app: "chat" } });
    const policy = named(resources, "chat-ingress-metrics");
    assert.deepEqual(policy.inputs["metadata"], {
      name: "ingress-metrics",
      namespace: "chat",
      labels,
      annotations: { "kubernetes.io/description": "Metrics are collected" },
    });
    assert.deepEqual(policy.inputs["spec"], {
      podSelector: { matchLabels: { app: "chat" } },
      policyTypes: ["Ingress"],
      ingress: [
        {
          from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } } }],
          ports: [{ protocol: "TCP", port: 9090 }],
        },
      ],
    });
    assert.deepEqual(await Promise.all(made.flowPolicies.map(({ urn }) => valueOf(urn))), [policy.urn]);
  });

  it("opens flows of every pod where none are named, ingress before egress", async () => {
    const { made, resources } = await make({ egress: { out: flow }, ingress: { in: flow } });
    assert.deepEqual(
      await Promise.all(made.flowPolicies.map(({ urn }) => valueOf(urn))),
      ["chat-ingress-in", "chat-egress-out"].map((name) => named(resources, name).urn),
    );
    assert.equal(ofType(resources, k8s.networking.v1.NetworkPolicy).length, 4);
    assert.deepEqual((named(resources, "chat-egress-out").inputs["spec"] as { podSelector: object }).podSelector, {});
  });

  it("bounds what pods take together, and keeps load balancers and node ports out", async () => {
    const { resources } = await make();
    assert.deepEqual(named(resources, "chat-quota").inputs["spec"], {
      hard: {
        "requests.cpu": "16",
        "requests.memory": "64Gi",
        "limits.memory": "64Gi",
        pods: "100",
        "services.loadbalancers": "0",
        "services.nodeports": "0",
      },
    });
  });

  it("admits as many load balancers as a gateway needs, which take node ports", async () => {
    const { resources } = await make({ quota: { ...minimal.quota, pods: 20, loadBalancers: 2 } });
    const { hard } = named(resources, "chat-quota").inputs["spec"] as { hard: Record<string, string> };
    assert.equal(hard["services.loadbalancers"], "2");
    assert.equal(hard["services.nodeports"], undefined);
    assert.equal(hard["pods"], "20");
  });

  it("gives containers a share that do not say what they need", async () => {
    const { resources } = await make();
    assert.deepEqual(named(resources, "chat-limits").inputs["spec"], {
      limits: [
        {
          type: "Container",
          defaultRequest: { cpu: "100m", memory: "128Mi" },
          default: { memory: "256Mi" },
        },
      ],
    });
    const { resources: others } = await make({
      containerDefaults: { cpuRequest: "1", memoryRequest: "1Gi", memoryLimit: "2Gi" },
    });
    assert.deepEqual(named(others, "chat-limits").inputs["spec"], {
      limits: [{ type: "Container", defaultRequest: { cpu: "1", memory: "1Gi" }, default: { memory: "2Gi" } }],
    });
  });

  it("takes the token from the account that every namespace comes with", async () => {
    const { resources } = await make();
    assert.deepEqual(named(resources, "chat-default-account").inputs, {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: "default", namespace: "chat", annotations: { "pulumi.com/patchForce": "true" } },
      automountServiceAccountToken: false,
    });
  });

  it("labels objects with further tags", async () => {
    const { resources } = await make({ tags: { ...minimal.tags, additional: { "example.com/cost": "7" } } });
    assert.deepEqual((named(resources, "chat-dns").inputs["metadata"] as { labels: object }).labels, {
      ...labels,
      "example.com/cost": "7",
    });
  });

  it("lets overrides replace properties of a child, with a warning", async () => {
    const { resources, warnings } = await make({ overrides: { quota: { spec: { hard: { pods: "1" } } } } });
    assert.deepEqual(named(resources, "chat-quota").inputs["spec"], { hard: { pods: "1" } });
    assert.deepEqual(warnings, ["chat-quota: overrides set spec; the component does not vouch for this."]);
  });

  const refusing = (name: string) => (change: Partial<NamespaceArgs>) => new Namespace(name, { ...minimal, ...change });
  const tagged = (change: Partial<NamespaceArgs["tags"]>) => ({ tags: { ...minimal.tags, ...change } });
  const quota = (change: Partial<NamespaceArgs["quota"]>) => ({ quota: { ...minimal.quota, ...change } });
  const label =
    "at most 63 letters, digits and the signs . _ -, neither of these first or last, as labels of Kubernetes are";

  refuses("Namespace", refusing("Chat"), {
    "a name that the cluster cannot have": {
      change: {},
      message:
        'Namespace "Chat": namespaceName is "Chat"; expected at most 63 lowercase letters, digits and hyphens, no hyphen ' +
        "first or last.",
    },
  });

  refuses("Namespace", refusing("chat"), {
    "a namespace that is there anyway": {
      change: { namespaceName: "kube-system" },
      message:
        'Namespace "chat": namespaceName is "kube-system"; expected a namespace of its own, none of those that ' +
        "Kubernetes comes with.",
    },
    "an owner that no label can hold": {
      change: tagged({ owner: "im@example.com" }),
      control: "SCO-01",
      message: `Namespace "chat": tags.owner is "im@example.com"; SCO-01 requires ${label}.`,
    },
    "a further tag that no label can hold": {
      change: tagged({ additional: { cost: "7 %" } }),
      message: `Namespace "chat": tags.additional.cost is "7 %"; expected ${label}.`,
    },
    "a further tag whose key is none of a label": {
      change: tagged({ additional: { "cost centre": "7" } }),
      message:
        'Namespace "chat": tags.additional.cost centre is "7"; expected a key of a label: a name, after a domain and a ' +
        "slash where it has one.",
    },
    "a label that would switch Pod Security off": {
      change: tagged({ additional: { "pod-security.kubernetes.io/enforce": "privileged" } }),
      message:
        'Namespace "chat": tags.additional.pod-security.kubernetes.io/enforce is "privileged"; expected a label that ' +
        "Kubernetes does not act upon.",
    },
    "a tag that it sets itself": {
      change: tagged({ additional: { env: "development" } }),
      message:
        'Namespace "chat": tags.additional.env is "development"; expected a key that the component does not set itself.',
    },
    "a quota without memory": {
      change: quota({ memory: "" }),
      control: "CTR-05",
      message: 'Namespace "chat": quota.memory is ""; CTR-05 requires an amount of memory such as "512Mi" or "2Gi".',
    },
    "a quota of no CPU": {
      change: quota({ cpu: "0" }),
      control: "CTR-05",
      message: 'Namespace "chat": quota.cpu is "0"; CTR-05 requires an amount of CPU such as "500m" or "2".',
    },
    "a quota of no pod": {
      change: quota({ pods: 0 }),
      control: "CTR-05",
      message: 'Namespace "chat": quota.pods is 0; CTR-05 requires 1 to 10000 whole pods.',
    },
    "a quota of half a load balancer": {
      change: quota({ loadBalancers: 0.5 }),
      message: 'Namespace "chat": quota.loadBalancers is 0.5; expected 0 to 10 whole load balancers.',
    },
    "a share that is more than its limit": {
      change: { containerDefaults: { cpuRequest: "1", memoryRequest: "1Gi", memoryLimit: "512Mi" } },
      message: 'Namespace "chat": containerDefaults.memoryLimit is "512Mi"; expected 1Gi, what is promised, or more.',
    },
    "a limit of CPU for containers that set none": {
      change: { containerDefaults: { cpuRequest: "1", memoryRequest: "1Gi", memoryLimit: "1Gi", cpuLimit: "2" } },
      message:
        'Namespace "chat": containerDefaults.cpuLimit is "2"; expected no limit of CPU, which would keep out the ' +
        "containers that ask for more and set none.",
    },
    "name servers on the internet": {
      change: { dnsRanges: ["172.20.0.0/16", "8.8.8.8/32"] },
      control: "NET-01",
      message:
        'Namespace "chat": dnsRanges[1] is "8.8.8.8/32"; NET-01 requires a private range, or one address of the node ' +
        "itself such as 169.254.20.10/32.",
    },
    "all that a node may answer as name servers": {
      change: { dnsRanges: ["169.254.0.0/16"] },
      control: "NET-01",
      message:
        'Namespace "chat": dnsRanges[0] is "169.254.0.0/16"; NET-01 requires a private range, or one address of the ' +
        "node itself such as 169.254.20.10/32.",
    },
    "labels that select every pod": {
      change: { podLabels: {} },
      control: "NET-01",
      message: 'Namespace "chat": podLabels is {}; NET-01 requires one label at least.',
    },
    "a flow from the world": {
      change: { ingress: { clients: { ...flow, peer: { cidrBlock: "0.0.0.0/0" } } } },
      control: "NET-01",
      message:
        'Namespace "chat": ingress.clients.peer.cidrBlock is "0.0.0.0/0"; NET-01 requires a range narrower than /8.',
    },
    "a flow to the world": {
      change: { egress: { anywhere: { ...flow, peer: { cidrBlock: "::/0" } } } },
      control: "NET-01",
      message: 'Namespace "chat": egress.anywhere.peer.cidrBlock is "::/0"; NET-01 requires a range narrower than /32.',
    },
    "overrides of a child that it does not have": {
      change: { overrides: { role: {} } },
      message:
        'Namespace "chat": overrides.role is {}; expected a role among namespace, denyPolicy, dnsPolicy, ingressPolicy, ' +
        "egressPolicy, quota, limitRange, defaultServiceAccount.",
    },
  });

  it("waits for the name of a peer that the stack itself makes", async () => {
    const peer = { namespaceName: pulumi.output(Promise.resolve("monitoring")) };
    const spec = await policyOf("chat-egress-traces", {
      egress: { traces: { ...flow, peer, protocol: Protocol.Udp } },
    });
    assert.deepEqual(spec, {
      podSelector: {},
      policyTypes: ["Egress"],
      egress: [
        {
          to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } } }],
          ports: [{ protocol: "UDP", port: 9090 }],
        },
      ],
    });
  });
});
