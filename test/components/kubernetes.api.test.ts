import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { unknownSentinels } from "../../policy-pack/node";
import { ApiError, type ApiServer, type KubernetesObject, needsApiServer, startApiServer } from "../support/api-server";
import { observeEmbedded } from "../support/engines";

const definitions = ["gateways", "httproutes", "backendtlspolicies"];
const isFull = process.env["PALISADE_FULL"] === "1";

/** Namespaces that the programs speak of and do not make. */
const others = ["chat", "status"];

describe("what the components make, on a real API server", function () {
  this.timeout(isFull ? 600_000 : 180_000);
  let server: ApiServer;
  let objects: readonly KubernetesObject[];
  let refused: readonly string[];

  before(needsApiServer);

  before(async () => {
    server = await startApiServer();
    for (const name of definitions) {
      const text = readFileSync(path.join(__dirname, "../support/gateway-api", `${name}.json`), "utf8");
      await server.apply(JSON.parse(text) as KubernetesObject);
    }
    objects = [...(await objectsOf("composition")), ...(await objectsOf("accepted"))];
    for (const name of others) {
      await server.apply(renamed(namespaceOf(objects), name));
    }
    refused = await refusals(server, objects);
  });

  after(async () => {
    await server?.stop();
  });

  it("is admitted, object by object, with every field known", () => {
    assert.deepEqual(refused, []);
  });

  it("is of every kind that the components make, and known as a whole before it is made", () => {
    assert.deepEqual([...new Set(objects.map(({ kind }) => kind))].sort(), [
      "BackendTLSPolicy",
      "ConfigMap",
      "Deployment",
      "Gateway",
      "HTTPRoute",
      "HorizontalPodAutoscaler",
      "LimitRange",
      "Namespace",
      "NetworkPolicy",
      "PodDisruptionBudget",
      "PriorityClass",
      "ResourceQuota",
      "Service",
      "ServiceAccount",
    ]);
    const sentinels = Object.values(unknownSentinels);
    assert.deepEqual(
      objects.filter((object) => sentinels.some((sentinel) => JSON.stringify(object).includes(sentinel))),
      [],
    );
  });

  it("starts pods that a restricted namespace admits, without a token", async () => {
    const pods = objects.filter(({ kind }) => kind === "Deployment").map(podOf);
    assert.ok(pods.length >= 7);
    assert.deepEqual(await refusals(server, pods), []);
    for (const pod of pods) {
      assert.deepEqual(tokensOf(await server.apply(pod, { dryRun: true })), [], pod.metadata.name);
    }
  });

  describe("in a namespace", () => {
    const namespace = "chat-production";

    it("keeps out a pod that takes what it likes", async () => {
      const hostile = pod("hostile", namespace, { image: "busybox", securityContext: { privileged: true } });
      await assert.rejects(server.apply(hostile), (error: unknown) => {
        assert.ok(error instanceof ApiError);
        assert.match(error.message, /violates PodSecurity "restricted:latest": privileged/);
        return true;
      });
    });

    it("keeps out what is no more than not hardened", async () => {
      await assert.rejects(server.apply(pod("plain", namespace, { image: "busybox" })), /violates PodSecurity/);
    });

    it("gives a pod that says nothing no token, and its share of CPU and memory", async () => {
      const silent = pod("silent", namespace, { image: "busybox", securityContext: restricted });
      const admitted = await server.apply(silent);
      assert.deepEqual(tokensOf(admitted), []);
      assert.deepEqual(containersOf(admitted)[0]?.["resources"], {
        limits: { memory: "1Gi" },
        requests: { cpu: "250m", memory: "256Mi" },
      });
    });

    it("is what does so: elsewhere the same pods get in, and a token", async () => {
      await server.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: "open" } });
      await server.apply({
        apiVersion: "v1",
        kind: "ServiceAccount",
        metadata: { name: "default", namespace: "open" },
      });
      const hostile = pod("hostile", "open", { image: "busybox", securityContext: { privileged: true } });
      assert.equal(tokensOf(await server.apply(hostile)).length, 1);
    });
  });

  describe("is looked at by a server", () => {
    const first = (kind: string): KubernetesObject => {
      const found = objects.find((object) => object.kind === kind);
      assert.ok(found);
      return found;
    };

    it("that refuses a field which there is not", async () => {
      const policy = first("NetworkPolicy");
      const misspelt = { ...policy, spec: { ...(policy["spec"] as object), policyType: ["Ingress"] } };
      await assert.rejects(server.apply(misspelt, { dryRun: true }), /policyType/);
    });

    it("that refuses a gateway which offers HTTPS without a certificate", async () => {
      const gateway = first("Gateway");
      const spec = gateway["spec"] as { readonly listeners: readonly object[] };
      const bare = {
        ...gateway,
        spec: { ...spec, listeners: spec.listeners.map((each) => ({ ...each, tls: { mode: "Terminate" } })) },
      };
      await assert.rejects(server.apply(bare, { dryRun: true }), /certificateRefs or options must be specified/);
    });

    it("that refuses a network policy whose range is none", async () => {
      const policy = first("NetworkPolicy");
      const to = [{ ipBlock: { cidr: "10.0.0.0/33" } }];
      const broken = { ...policy, spec: { podSelector: {}, policyTypes: ["Egress"], egress: [{ to }] } };
      await assert.rejects(server.apply(broken, { dryRun: true }), /invalid CIDR|must be a valid CIDR/i);
    });
  });
});

const restricted = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  runAsNonRoot: true,
  seccompProfile: { type: "RuntimeDefault" },
};

/** The objects that a program of this folder makes. */
async function objectsOf(program: string): Promise<readonly KubernetesObject[]> {
  const before = { ...process.env };
  Object.assign(process.env, {
    PALISADE_ONLY: "namespace,workload,tls-gateway",
    PALISADE_SAMPLES: isFull ? "200" : "8",
  });
  try {
    const folder = path.join(__dirname, program);
    const { run, views } = await observeEmbedded({
      program: folder,
      stack: "all",
      packs: ["dump-pack"],
      timeoutSeconds: 300,
    });
    assert.equal(run.outcome, "completed", JSON.stringify(run.log));
    return views
      .filter(({ resource, type }) => resource !== undefined && String(type).startsWith("kubernetes:"))
      .map(({ props }) => props as KubernetesObject);
  } finally {
    process.env = before;
  }
}

/** What the server says of the objects that it refuses. What others lie in or refer to comes first. */
async function refusals(server: ApiServer, objects: readonly KubernetesObject[]): Promise<readonly string[]> {
  const order = ["Namespace", "ServiceAccount", "PriorityClass"];
  const rank = ({ kind }: KubernetesObject) => (order.includes(kind) ? order.indexOf(kind) : order.length);
  const messages: string[] = [];
  for (const object of [...objects].sort((a, b) => rank(a) - rank(b))) {
    try {
      await server.apply(object);
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      messages.push(`${object.kind} ${object.metadata.name}: ${error.message}`);
    }
  }
  return messages;
}

function namespaceOf(objects: readonly KubernetesObject[]): KubernetesObject {
  const namespace = objects.find(({ kind }) => kind === "Namespace");
  assert.ok(namespace);
  return namespace;
}

const renamed = (object: KubernetesObject, name: string): KubernetesObject => ({
  ...object,
  metadata: { ...object.metadata, name },
});

interface Deployment extends KubernetesObject {
  readonly spec: { readonly template: { readonly metadata: object; readonly spec: object } };
}

/** The pod that a deployment would start: nothing starts any here. */
function podOf(deployment: KubernetesObject): KubernetesObject {
  const { name, namespace } = deployment.metadata;
  const { metadata, spec } = (deployment as Deployment).spec.template;
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { ...metadata, name, namespace } as typeof deployment.metadata,
    spec,
  };
}

const pod = (name: string, namespace: string, container: object): KubernetesObject => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, namespace },
  spec: { containers: [{ name: "only", ...container }] },
});

interface PodSpec {
  readonly containers: readonly Readonly<Record<string, unknown>>[];
  readonly volumes?: readonly { readonly name: string }[];
}

const containersOf = (object: KubernetesObject) => (object["spec"] as PodSpec).containers;

/** Volumes in which the server hands a pod a token of its own API. */
const tokensOf = (object: KubernetesObject) =>
  ((object["spec"] as PodSpec).volumes ?? []).filter(({ name }) => name.startsWith("kube-api-access-"));
