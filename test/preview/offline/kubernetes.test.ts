import assert from "node:assert/strict";
import { offlineProvider } from "../../../preview/offline/index";
import { secret } from "../../../preview/values";
import { UNKNOWN, type Properties } from "../../../preview/wire";

const kubernetes = offlineProvider({ name: "kubernetes", version: "4.34.2" }, process.cwd());

const check = (type: string, name: string, inputs: Properties, configuration: Properties = {}) =>
  kubernetes.check({ urn: `urn:pulumi:dev::app::${type}::${name}`, type, inputs, configuration });

const configMap = "kubernetes:core/v1:ConfigMap";
const metadataOf = (inputs: Properties, configuration?: Properties, type = configMap) =>
  check(type, "cm", inputs, configuration).inputs.metadata;

const kubeconfig = `
current-context: b
contexts:
  - name: a
    context: { cluster: c, namespace: team-a }
  - name: b
    context: { cluster: c, namespace: team-b }
`;

describe("Check of the offline Kubernetes provider", () => {
  it("names an object, notes that it did, and puts it into the default namespace", () => {
    const given = { apiVersion: "apps/v1", kind: "Deployment", spec: { replicas: 1, paused: null } };
    assert.deepEqual(check("kubernetes:apps/v1:Deployment", "app", given), {
      inputs: {
        apiVersion: "apps/v1",
        kind: "Deployment",
        spec: { replicas: 1 },
        metadata: {
          name: "app-b5458d32",
          namespace: "default",
          annotations: { "pulumi.com/autonamed": "true" },
        },
      },
      failures: [],
    });
  });

  it("leaves a name, a prefix and a namespace of the program's alone", () => {
    assert.deepEqual(metadataOf({ metadata: { name: "n", namespace: "ns" } }), { name: "n", namespace: "ns" });
    assert.deepEqual(metadataOf({ metadata: { generateName: "n-" } }), { generateName: "n-", namespace: "default" });
    assert.deepEqual(metadataOf({ metadata: { name: UNKNOWN, namespace: UNKNOWN } }), {
      name: UNKNOWN,
      namespace: UNKNOWN,
    });
  });

  it("keeps annotations beside its own", () => {
    assert.deepEqual(metadataOf({ metadata: { annotations: { a: "1" }, namespace: "ns" } }), {
      name: "cm-ba537b79",
      namespace: "ns",
      annotations: { a: "1", "pulumi.com/autonamed": "true" },
    });
  });

  it("leaves unknown or secret metadata alone", () => {
    assert.equal(metadataOf({ metadata: UNKNOWN }), UNKNOWN);
    assert.deepEqual(metadataOf({ metadata: secret({ name: "n" }) }), secret({ name: "n" }));
  });

  it("labels objects that are applied from the client's side", () => {
    const labels = (enableServerSideApply: string) =>
      metadataOf({ metadata: { name: "n", namespace: "ns", labels: { a: "1" } } }, { enableServerSideApply });
    assert.deepEqual(labels("false"), {
      name: "n",
      namespace: "ns",
      labels: { a: "1", "app.kubernetes.io/managed-by": "pulumi" },
    });
    assert.deepEqual(labels("true"), { name: "n", namespace: "ns", labels: { a: "1" } });
  });

  it("takes the namespace from the provider, else from the kubeconfig's context", () => {
    const namespace = (configuration: Properties) => metadataOf({ metadata: { name: "n" } }, configuration);
    assert.deepEqual(namespace({ namespace: "own", kubeconfig }), { name: "n", namespace: "own" });
    assert.deepEqual(namespace({ kubeconfig: secret(kubeconfig) }), { name: "n", namespace: "team-b" });
    assert.deepEqual(namespace({ kubeconfig, context: "a" }), { name: "n", namespace: "team-a" });
    assert.deepEqual(namespace({ kubeconfig: "~/.kube/config" }), { name: "n", namespace: "default" });
    assert.deepEqual(namespace({ kubeconfig: "{" }), { name: "n", namespace: "default" });
  });

  it("gives no namespace to objects of the whole cluster", () => {
    for (const type of [
      "kubernetes:core/v1:Namespace",
      "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
      "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBindingPatch",
      "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition",
    ]) {
      assert.deepEqual(metadataOf({ metadata: { name: "n" } }, {}, type), { name: "n" });
    }
  });

  it("takes a custom resource to belong into a namespace", () => {
    assert.deepEqual(metadataOf({ metadata: { name: "n" } }, {}, "kubernetes:cert-manager.io/v1:Certificate"), {
      name: "n",
      namespace: "default",
    });
  });

  it("refuses a patch without a name", () => {
    const reason = "patch resources require the resource `.metadata.name` to be set";
    assert.deepEqual(check("kubernetes:core/v1:ConfigMapPatch", "p", { data: {} }).failures, [
      { property: "", reason },
    ]);
    assert.deepEqual(check("kubernetes:core/v1:ConfigMapPatch", "p", { metadata: { name: "n" } }).failures, []);
  });

  it("refuses a patch where the client applies, and a list", () => {
    const reasonOf = (type: string, configuration: Properties = {}) =>
      check(type, "x", { metadata: { name: "n" } }, configuration).failures.map(({ reason }) => reason);
    assert.deepEqual(reasonOf("kubernetes:core/v1:ConfigMapPatch", { enableServerSideApply: "false" }), [
      "patch resources require Server-side Apply mode, which is enabled using the `enableServerSideApply` Provider config",
    ]);
    assert.deepEqual(reasonOf("kubernetes:core/v1:ConfigMapList"), [
      "list resources exist for compatibility with YAML manifests and Helm charts, and cannot be created directly. " +
        "Use the underlying resource type instead",
    ]);
  });

  it("takes custom kinds for objects, whatever they are called", () => {
    assert.deepEqual(check("kubernetes:acme.io/v1:AllowList", "x", {}).failures, []);
    assert.deepEqual(check("kubernetes:acme.io/v1:Patch", "x", {}).failures, []);
  });

  it("names a Helm release at its top", () => {
    assert.deepEqual(check("kubernetes:helm.sh/v3:Release", "db", { chart: "postgresql" }).inputs, {
      chart: "postgresql",
      name: "db-3bd473f2",
      namespace: "default",
    });
  });
});

describe("The planned state of the offline Kubernetes provider", () => {
  it("does not know what the cluster says, and has no field that the program left out", () => {
    const inputs = { apiVersion: "v1", kind: "Service", metadata: { name: "n" }, spec: { type: "ClusterIP" } };
    const urn = "urn:pulumi:dev::app::kubernetes:core/v1:Service::n";
    assert.deepEqual(kubernetes.create({ urn, type: "kubernetes:core/v1:Service", inputs }), {
      ...inputs,
      status: UNKNOWN,
    });
  });
});

describe("Functions of the offline Kubernetes provider", () => {
  const invoke = (token: string, args: Properties) => kubernetes.invoke({ token, args, configuration: {} });

  it("decode YAML as Kubernetes reads it", () => {
    const text =
      "kind: Pod\nmetadata: { name: a }\non: yes\nmode: 0644\nday: 2001-01-01\nnone: null\n---\n---\nkind: Namespace\n";
    assert.deepEqual(invoke("kubernetes:yaml:decode", { text, defaultNamespace: "ns" }), {
      result: {
        result: [
          { kind: "Pod", metadata: { name: "a", namespace: "ns" }, true: true, mode: 420, day: "2001-01-01" },
          { kind: "Namespace" },
        ],
      },
      failures: [],
      placeholder: false,
    });
  });

  it("say what is wrong with broken YAML", () => {
    const { failures } = invoke("kubernetes:yaml:decode", { text: "a: [" });
    assert.equal(failures.length, 1);
    assert.match(failures[0]?.reason ?? "", /line 1/);
  });

  it("do not know what a Helm chart holds", () => {
    assert.deepEqual(invoke("kubernetes:helm:template", { jsonOpts: "{}" }), {
      result: { result: UNKNOWN },
      failures: [],
      placeholder: true,
    });
  });
});
