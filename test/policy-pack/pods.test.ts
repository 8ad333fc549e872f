import assert from "node:assert/strict";
import { isUnknown, unknown } from "../../policy-pack/node";
import { containersOf, type Pod, podsOf, titleOf } from "../../policy-pack/pods";
import { type Properties, resourceView } from "../support/view";

const podSpec = { containers: [{ name: "app", image: "app:1" }] };
const template = { spec: podSpec };

const found = (type: string, inputs: Properties) =>
  podsOf(resourceView({ type, inputs })).map(({ spec, partial, custom }) => ({
    path: spec.path,
    ...(isUnknown(spec) && { isUnknown: true }),
    ...(partial && { partial }),
    ...(custom && { custom }),
  }));

/** Pods by the title of what holds them: type, inputs, and the paths at which pods are found. */
type Held = Record<string, readonly [type: string, inputs: Properties, ...paths: readonly string[]]>;

describe("podsOf", () => {
  const own: Held = {
    "a pod": ["kubernetes:core/v1:Pod", { spec: podSpec }, "spec"],
    "a pod template": ["kubernetes:core/v1:PodTemplate", { template }, "template.spec"],
    "a replication controller": [
      "kubernetes:core/v1:ReplicationController",
      { spec: { template } },
      "spec.template.spec",
    ],
    "a replica set": ["kubernetes:apps/v1:ReplicaSet", { spec: { template } }, "spec.template.spec"],
    "a deployment": ["kubernetes:apps/v1:Deployment", { spec: { template } }, "spec.template.spec"],
    "a stateful set": ["kubernetes:apps/v1:StatefulSet", { spec: { template } }, "spec.template.spec"],
    "a daemon set": ["kubernetes:apps/v1:DaemonSet", { spec: { template } }, "spec.template.spec"],
    "a job": ["kubernetes:batch/v1:Job", { spec: { template } }, "spec.template.spec"],
    "a cron job": [
      "kubernetes:batch/v1:CronJob",
      { spec: { jobTemplate: { spec: { template } } } },
      "spec.jobTemplate.spec.template.spec",
    ],
    "a cron job of an old version": [
      "kubernetes:batch/v1beta1:CronJob",
      { spec: { jobTemplate: { spec: { template } } } },
      "spec.jobTemplate.spec.template.spec",
    ],
    "a cron job of an older version": [
      "kubernetes:batch/v2alpha1:CronJob",
      { spec: { jobTemplate: { spec: { template } } } },
      "spec.jobTemplate.spec.template.spec",
    ],
    "a deployment of an old version": [
      "kubernetes:apps/v1beta1:Deployment",
      { spec: { template } },
      "spec.template.spec",
    ],
    "a daemon set of an old version": [
      "kubernetes:apps/v1beta2:DaemonSet",
      { spec: { template } },
      "spec.template.spec",
    ],
    "a deployment of an old group": [
      "kubernetes:extensions/v1beta1:Deployment",
      { spec: { template } },
      "spec.template.spec",
    ],
    "a pod written as a custom resource": [
      "kubernetes:v1:Pod",
      { apiVersion: "v1", kind: "Pod", spec: podSpec },
      "spec",
    ],
    "what says itself that it is a pod": [
      "kubernetes:core/v1:ConfigMap",
      { apiVersion: "v1", kind: "Pod", spec: podSpec },
      "spec",
    ],
  };
  for (const [title, [type, inputs, ...paths]] of Object.entries(own)) {
    it(`finds the pod of ${title}`, () => {
      assert.deepEqual(
        found(type, inputs),
        paths.map((path) => ({ path })),
      );
    });
  }

  it("finds the pods of a list", () => {
    assert.deepEqual(
      found("kubernetes:core/v1:PodList", { kind: "PodList", items: [{ spec: podSpec }, { spec: podSpec }] }),
      [{ path: "items[0].spec" }, { path: "items[1].spec" }],
    );
  });

  it("finds the pods of a list of anything", () => {
    const items = [
      { apiVersion: "v1", kind: "Service", spec: {} },
      { apiVersion: "apps/v1", kind: "Deployment", spec: { template } },
      { apiVersion: "argoproj.io/v1alpha1", kind: "Rollout", spec: { template } },
      { apiVersion: "v1", kind: "List", items: [{ apiVersion: "v1", kind: "Pod", spec: podSpec }] },
    ];
    assert.deepEqual(found("kubernetes:core/v1:List", { apiVersion: "v1", kind: "List", items }), [
      { path: "items[1].spec.template.spec" },
      { path: "items[2].spec.template.spec", custom: true },
      { path: "items[3].items[0].spec" },
    ]);
  });

  it("knows that a patch says only a part", () => {
    assert.deepEqual(found("kubernetes:apps/v1:DeploymentPatch", { kind: "Deployment", spec: { template } }), [
      { path: "spec.template.spec", partial: true },
    ]);
    assert.deepEqual(found("kubernetes:apps/v1:DeploymentPatch", { spec: { template } }), [
      { path: "spec.template.spec", partial: true },
    ]);
    assert.deepEqual(found("kubernetes:argoproj.io/v1alpha1:RolloutPatch", { kind: "Rollout", spec: { template } }), [
      { path: "spec.template.spec", partial: true, custom: true },
    ]);
  });

  it("knows that a custom kind may be named like a patch", () => {
    assert.deepEqual(found("kubernetes:example.com/v1:PodPatch", { kind: "PodPatch", spec: podSpec }), [
      { path: "spec", custom: true },
    ]);
  });

  const customKinds: Held = {
    "an Argo rollout": ["kubernetes:argoproj.io/v1alpha1:Rollout", { spec: { template } }, "spec.template.spec"],
    "a Knative service, whose container has no name": [
      "kubernetes:serving.knative.dev/v1:Service",
      { spec: { template: { spec: { containers: [{ image: "app:1" }] } } } },
      "spec.template.spec",
    ],
    "a job of another group than Kubernetes' own": [
      "kubernetes:batch.volcano.sh/v1alpha1:Job",
      { spec: { tasks: [{ template }, { template }] } },
      "spec.tasks[0].template.spec",
      "spec.tasks[1].template.spec",
    ],
    "a set of jobs": [
      "kubernetes:jobset.x-k8s.io/v1alpha2:JobSet",
      { spec: { replicatedJobs: [{ template: { spec: { template } } }] } },
      "spec.replicatedJobs[0].template.spec.template.spec",
    ],
    "a custom kind of a group below Kubernetes' own domain": [
      "kubernetes:sparkoperator.k8s.io/v1beta2:SparkApplication",
      { spec: { driver: { template }, executor: { template } } },
      "spec.driver.template.spec",
      "spec.executor.template.spec",
    ],
    "a manifest within a manifest": [
      "kubernetes:kubernetes.crossplane.io/v1alpha2:Object",
      { spec: { forProvider: { manifest: { apiVersion: "apps/v1", kind: "Deployment", spec: { template } } } } },
      "spec.forProvider.manifest.spec.template.spec",
    ],
    "a pod beside another": [
      "kubernetes:example.com/v1:Pair",
      { spec: { ...podSpec, standby: { podTemplate: template } } },
      "spec",
      "spec.standby.podTemplate.spec",
    ],
    "a spec of init containers alone": [
      "kubernetes:elasticsearch.k8s.elastic.co/v1:Elasticsearch",
      { spec: { nodeSets: [{ podTemplate: { spec: { initContainers: [{ name: "sysctl", image: "busybox" }] } } }] } },
      "spec.nodeSets[0].podTemplate.spec",
    ],
  };
  for (const [title, [type, inputs, ...paths]] of Object.entries(customKinds)) {
    it(`finds ${title}`, () => {
      assert.deepEqual(
        found(type, inputs),
        paths.map((path) => ({ path, custom: true })),
      );
    });
  }

  const podless: Record<string, readonly [type: string, inputs: Properties]> = {
    "another provider's resource": ["aws:batch/jobDefinition:JobDefinition", { spec: { template } }],
    "the provider itself": ["pulumi:providers:kubernetes", { spec: { template } }],
    "a component": ["palisade:index:Workload", { spec: { template } }],
    "a type without a module": ["kubernetes:Pod", { spec: podSpec }],
    "a service": ["kubernetes:core/v1:Service", { kind: "Service", spec: { ports: [] } }],
    "a configuration that reads like a pod": ["kubernetes:core/v1:ConfigMap", { kind: "ConfigMap", spec: podSpec }],
    "a network policy that is not known yet": ["kubernetes:networking.k8s.io/v1:NetworkPolicy", { spec: unknown }],
    "a kind named like what every object has": [
      "kubernetes:core/v1:constructor",
      { kind: "constructor", spec: podSpec },
    ],
    "a deployment without a template": ["kubernetes:apps/v1:Deployment", { kind: "Deployment", spec: {} }],
    "a list without items": ["kubernetes:core/v1:PodList", { kind: "PodList" }],
    "a list of services that is not known yet": [
      "kubernetes:core/v1:ServiceList",
      { kind: "ServiceList", items: unknown },
    ],
    "a chart, whose children are judged": ["kubernetes:helm.sh/v4:Chart", { values: { spec: podSpec } }],
    "YAML, whose children are judged": ["kubernetes:yaml:ConfigGroup", { objs: [{ kind: "Pod", spec: podSpec }] }],
    "a kustomization, whose children are judged": ["kubernetes:kustomize/v2:Directory", { spec: podSpec }],
    "a pattern that pods are compared with": [
      "kubernetes:kyverno.io/v1:ClusterPolicy",
      { spec: { rules: [{ validate: { pattern: { spec: { containers: [{ image: "*:*" }] } } } }] } },
    ],
    "containers that are none": [
      "kubernetes:example.com/v1:Yard",
      { spec: { containers: ["blue", 20, null], initContainers: [], ephemeralContainers: { name: "none" } } },
    ],
    "an unknown that leads nowhere": ["kubernetes:example.com/v1:Database", { spec: { size: unknown } }],
  };
  for (const [title, [type, inputs]] of Object.entries(podless)) {
    it(`finds no pod in ${title}`, () => assert.deepEqual(found(type, inputs), []));
  }

  const undecided: Held = {
    "a pod": ["kubernetes:core/v1:Pod", { spec: unknown }, "spec"],
    "a deployment": ["kubernetes:apps/v1:Deployment", { spec: unknown }, "spec"],
    "a template": ["kubernetes:apps/v1:Deployment", { spec: { template: unknown } }, "spec.template"],
    "a list of pods": ["kubernetes:core/v1:PodList", { kind: "PodList", items: unknown }, "items"],
    "a pod of a list": ["kubernetes:core/v1:PodList", { kind: "PodList", items: [unknown] }, "items[0]"],
    "something of a list of anything": ["kubernetes:core/v1:List", { kind: "List", items: [unknown] }, "items[0]"],
    "what has a kind that is not known yet": ["kubernetes:core/v1:Pod", { kind: unknown, spec: unknown }, "spec"],
  };
  for (const [title, [type, inputs, ...paths]] of Object.entries(undecided)) {
    it(`says where ${title} is not known yet`, () => {
      assert.deepEqual(
        found(type, inputs),
        paths.map((path) => ({ path, isUnknown: true })),
      );
    });
  }

  it("says where a custom kind may turn out to hold a pod", () => {
    const inputs: Properties = {
      spec: { template: unknown, replicas: unknown, workerGroupSpecs: [unknown, { template: unknown }] },
    };
    assert.deepEqual(found("kubernetes:example.com/v1:Workers", inputs), [
      { path: "spec.template", isUnknown: true, custom: true },
      { path: "spec.workerGroupSpecs[0]", isUnknown: true, custom: true },
      { path: "spec.workerGroupSpecs[1].template", isUnknown: true, custom: true },
    ]);
    assert.deepEqual(found("kubernetes:argoproj.io/v1alpha1:RolloutList", { kind: "RolloutList", items: unknown }), [
      { path: "items", isUnknown: true, custom: true },
    ]);
  });

  it("takes a list of containers that is not known yet for one", () => {
    assert.deepEqual(found("kubernetes:example.com/v1:Worker", { spec: { containers: unknown } }), [
      { path: "spec", custom: true },
    ]);
  });

  it("walks no deeper than any kind nests", () => {
    const nested = (levels: number): Properties => (levels === 0 ? podSpec : { below: nested(levels - 1) });
    assert.equal(found("kubernetes:example.com/v1:Deep", nested(32)).length, 1);
    assert.deepEqual(found("kubernetes:example.com/v1:Deep", nested(33)), []);
    assert.deepEqual(found("kubernetes:example.com/v1:Deep", nested(2000)), []);
  });
});

describe("containersOf", () => {
  const pod = (inputs: Properties, type = "kubernetes:core/v1:Pod"): Pod => {
    const [first] = podsOf(resourceView({ type, inputs }));
    assert.ok(first);
    return first;
  };
  const containers = (spec: Properties[string], type?: string) =>
    containersOf(pod({ spec }, type)).map((container) => `${container.node.path}: ${titleOf(container)}`);

  it("gives all kinds, each with its name", () => {
    assert.deepEqual(
      containers({
        containers: [{ name: "app" }, { name: "proxy" }],
        initContainers: [{ name: "migrate" }, { name: "mesh", restartPolicy: "Always" }],
        ephemeralContainers: [{ name: "debug" }],
      }),
      [
        'spec.containers[0]: Container "app"',
        'spec.containers[1]: Container "proxy"',
        'spec.initContainers[0]: Init container "migrate"',
        'spec.initContainers[1]: Sidecar "mesh"',
        'spec.ephemeralContainers[0]: Ephemeral container "debug"',
      ],
    );
  });

  it("does without a name where there is none or where it is not known", () => {
    assert.deepEqual(
      containers({ containers: [{}, { name: "" }, { name: unknown }], initContainers: [{ restartPolicy: unknown }] }),
      [
        "spec.containers[0]: Unnamed container",
        "spec.containers[1]: Unnamed container",
        "spec.containers[2]: Unnamed container",
        "spec.initContainers[0]: Unnamed init container",
      ],
    );
  });

  it("quotes a name that would not end where it seems to", () => {
    assert.deepEqual(containers({ containers: [{ name: 'a" or "b\n' }] }), [
      String.raw`spec.containers[0]: Container "a\" or \"b\n"`,
    ]);
  });

  it("passes over what is not there, and takes one for a list of one", () => {
    assert.deepEqual(containers({ containers: [null, { name: "app" }], initContainers: { name: "first" } }), [
      'spec.containers[1]: Container "app"',
      'spec.initContainers: Init container "first"',
    ]);
  });

  it("gives one unknown entry for containers that are not known yet", () => {
    const spec: Properties = { containers: unknown, initContainers: [{ name: "first" }, unknown] };
    const nodes = containersOf(pod({ spec })).map(({ node, kind }) => [node.path, kind, isUnknown(node)]);
    assert.deepEqual(nodes, [
      ["spec.containers", "container", true],
      ["spec.initContainers[0]", "init container", false],
      ["spec.initContainers[1]", "init container", true],
    ]);
    const all = containersOf(pod({ spec: unknown })).map(({ node }) => [node.path, isUnknown(node)]);
    assert.deepEqual(all, [["spec", true]]);
  });

  it("knows which containers say only a part", () => {
    const spec: Properties = {
      containers: [{ name: "app", image: "app:1" }, { name: "laid-over" }, { image: unknown }],
    };
    const partial = (type: string, inputs: Properties) => containersOf(pod(inputs, type)).map((each) => each.partial);
    assert.deepEqual(partial("kubernetes:core/v1:Pod", { spec }), [false, false, false]);
    assert.deepEqual(partial("kubernetes:core/v1:PodPatch", { spec }), [true, true, true]);
    assert.deepEqual(partial("kubernetes:example.com/v1:Worker", { spec }), [false, true, false]);
    assert.deepEqual(partial("kubernetes:core/v1:PodPatch", { spec: unknown }), [true]);
    assert.deepEqual(partial("kubernetes:core/v1:PodPatch", { spec: { containers: unknown } }), [true]);
  });
});
