import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { registerManifests } from "../../../preview/offline/kubernetes-components";
import { fromStruct, secret } from "../../../preview/values";
import { UNKNOWN, signatureKey, signatures } from "../../../preview/wire";
import type { Properties } from "../../../preview/wire";

const folder = mkdtempSync(path.join(tmpdir(), "palisade-manifests-"));

async function register(
  inputs: Properties,
  rest: { readonly type?: string; readonly configuration?: Properties } = {},
) {
  const requests: RegisterResourceRequest[] = [];
  const outputs = await registerManifests({
    monitor: {
      register: (request) => {
        requests.push(request);
        return Promise.resolve(`urn:${request.getName()}`);
      },
      registerOutputs: () => Promise.resolve(),
    },
    urn: "urn:group",
    type: rest.type ?? "kubernetes:yaml/v2:ConfigGroup",
    name: "group",
    inputs,
    configuration: rest.configuration ?? {},
    folder,
  });
  return {
    outputs,
    parents: new Set(requests.map((request) => request.getParent())),
    children: requests.map((request) => [request.getType(), request.getName(), request.getDependenciesList()]),
    properties: requests.map((request) => fromStruct(request.getObject())),
  };
}

const object = (apiVersion: string, kind: string, metadata: Properties, rest: Properties = {}): Properties => ({
  apiVersion,
  kind,
  metadata,
  ...rest,
});
const configMap = object("v1", "ConfigMap", { name: "config" });

describe("a component of Kubernetes manifests", () => {
  after(() => rmSync(folder, { recursive: true }));

  it("consists of objects that are named by its own name, their namespace and their name", async () => {
    const { children, parents, outputs } = await register({ objs: [configMap] });
    assert.deepEqual(children, [["kubernetes:core/v1:ConfigMap", "group:default/config", []]]);
    assert.deepEqual([...parents], ["urn:group"]);
    assert.deepEqual(outputs, {
      resources: [{ [signatureKey]: signatures.resource, urn: "urn:group:default/config", id: "" }],
    });
  });

  it("names them by the prefix that it is given, which may be empty", async () => {
    const names = async (inputs: Properties) => (await register(inputs)).children.map(([, name]) => name);
    assert.deepEqual(await names({ objs: [configMap], resourcePrefix: "other" }), ["other:default/config"]);
    assert.deepEqual(await names({ objs: [configMap], resourcePrefix: "" }), ["default/config"]);
  });

  it("reads files, patterns and text, and takes lists apart", async () => {
    const text = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;
    writeFileSync(path.join(folder, "a.yaml"), `${text("one")}---\n---\n${text("two")}`);
    writeFileSync(path.join(folder, "b.yaml"), JSON.stringify({ ...configMap, metadata: { name: "three" } }));
    const list = "apiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: ConfigMap, metadata: {name: five}}]";
    const { children } = await register({ files: ["*.yaml"], yaml: list, objs: [configMap] });
    assert.deepEqual(
      children.map(([, name]) => name),
      ["config", "five", "one", "three", "two"].map((name) => `group:default/${name}`),
    );
    const single = await register({ file: "b.yaml" }, { type: "kubernetes:yaml/v2:ConfigFile" });
    assert.deepEqual(single.children, [["kubernetes:core/v1:ConfigMap", "group:default/three", []]]);
  });

  it("puts what lies in a namespace into the provider's, unless it says one", async () => {
    const objs = [
      configMap,
      object("v1", "ConfigMap", { name: "placed", namespace: "shop" }),
      object("rbac.authorization.k8s.io/v1", "ClusterRole", { name: "role" }),
      object("example.com/v1", "Widget", { name: "widget" }),
    ];
    const { children, properties } = await register({ objs }, { configuration: { namespace: "team" } });
    assert.deepEqual(children, [
      ["kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", "group:role", []],
      ["kubernetes:core/v1:ConfigMap", "group:shop/placed", []],
      ["kubernetes:core/v1:ConfigMap", "group:team/config", []],
      ["kubernetes:example.com/v1:Widget", "group:team/widget", []],
    ]);
    assert.deepEqual(properties[2], { ...configMap, metadata: { name: "config", namespace: "team" } });
  });

  it("makes objects wait for their namespace, for their definition and for what they say", async () => {
    const definition = object(
      "apiextensions.k8s.io/v1",
      "CustomResourceDefinition",
      { name: "widgets.example.com" },
      { spec: { group: "example.com", names: { kind: "Widget" }, scope: "Cluster" } },
    );
    const waiting = object("apps/v1", "Deployment", {
      name: "web",
      namespace: "shop",
      annotations: {
        "config.kubernetes.io/depends-on": "example.com/Widget/widget, /namespaces/shop/ConfigMap/config",
      },
    });
    const objs = [
      waiting,
      object("example.com/v1", "Widget", { name: "widget" }),
      object("core/v1", "ConfigMap", { name: "config", namespace: "shop" }),
      definition,
      object("v1", "Namespace", { name: "shop" }),
    ];
    assert.deepEqual((await register({ objs })).children, [
      ["kubernetes:core/v1:Namespace", "group:shop", []],
      ["kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition", "group:widgets.example.com", []],
      ["kubernetes:core/v1:ConfigMap", "group:shop/config", ["urn:group:shop"]],
      ["kubernetes:example.com/v1:Widget", "group:widget", ["urn:group:widgets.example.com"]],
      [
        "kubernetes:apps/v1:Deployment",
        "group:shop/web",
        ["urn:group:shop", "urn:group:widget", "urn:group:shop/config"],
      ],
    ]);
  });

  it("marks the data of secrets, and what is not to be waited for", async () => {
    const objs = [object("v1", "Secret", { name: "hidden", annotations: null }, { stringData: { a: "b" } })];
    const { properties } = await register({ objs, skipAwait: true });
    assert.deepEqual(properties, [
      {
        apiVersion: "v1",
        kind: "Secret",
        metadata: { name: "hidden", namespace: "default", annotations: { "pulumi.com/skipAwait": "true" } },
        stringData: secret({ a: "b" }),
      },
    ]);
  });

  it("has secret resources where its manifests are secret, and unknown ones where they are unknown", async () => {
    const { children, outputs } = await register({ yaml: secret("") });
    assert.deepEqual([children, outputs], [[], { resources: secret([]) }]);
    const unknown = await register({ objs: [{ ...configMap, data: { unknown: UNKNOWN } }] });
    assert.deepEqual([unknown.children, unknown.outputs], [[], { resources: UNKNOWN }]);
  });

  const refused: Readonly<Record<string, readonly [Properties, RegExp]>> = {
    "an object without a kind": [{ yaml: "apiVersion: v1" }, /has no kind or no apiVersion: \{"apiVersion":"v1"\}\.$/],
    "an object without a name": [{ yaml: "{apiVersion: v1, kind: Pod}" }, /has no metadata\.name: \{.*"Pod"\}\.$/],
    "a file that is not there": [{ files: "none.yaml" }, /^Error: The manifest .*none\.yaml cannot be read: ENOENT/],
    "text that is no YAML": [{ yaml: "a: [" }, /^Error: yaml is not YAML: /],
    "a dependency that nothing names": [
      { objs: [withDependency("config", "/namespaces/default/ConfigMap/none")] },
      /^Error: \/ConfigMap\/default\/config depends on \/ConfigMap\/default\/none, which is not among/,
    ],
    "a dependency of another form": [
      { objs: [withDependency("config", "ConfigMap/none")] },
      /says "ConfigMap\/none"\. group\/kind\/name or group\/namespaces\/namespace\/kind\/name is expected\.$/,
    ],
    "objects that wait for each other": [
      {
        objs: [
          withDependency("a", "/namespaces/default/ConfigMap/b"),
          withDependency("b", "/namespaces/default/ConfigMap/a"),
        ],
      },
      /^Error: These Kubernetes objects depend on each other: \/ConfigMap\/default\/a, \/ConfigMap\/default\/b\.$/,
    ],
  };
  for (const [what, [inputs, message]] of Object.entries(refused)) {
    it(`refuses ${what}`, () => assert.rejects(register(inputs), message));
  }
});

function withDependency(name: string, on: string): Properties {
  return object("v1", "ConfigMap", { name, annotations: { "config.kubernetes.io/depends-on": on } });
}
