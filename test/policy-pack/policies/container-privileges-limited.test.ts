import { unknown } from "../../../policy-pack/node";
import { containerPrivilegesLimited } from "../../../policy-pack/policies/container-privileges-limited";
import { type Expected, testResourcePolicy } from "../../support/policy";
import type { Properties, Written } from "../../support/view";

const limited = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } };
const app = { name: "app", image: "app:1", securityContext: limited };
const pod = (...containers: readonly Written[]): Properties => ({ spec: { containers } });
/** A pod of one container with these settings on top of what is asked for. */
const set = (settings: Properties): Properties => pod({ ...app, securityContext: { ...limited, ...settings } });
const settings = "spec.containers[0].securityContext";

const isPrivileged = (path = settings, title = 'Container "app"'): Expected => ({
  status: "violated",
  path: `${path}.privileged`,
  message: `${title} has every right that its node has: securityContext.privileged is true.`,
});
const escalates = (path = settings, title = 'Container "app"', actual = "is not set, which means true"): Expected => ({
  status: "violated",
  path: `${path}.allowPrivilegeEscalation`,
  message: `${title} lets its processes gain privileges: securityContext.allowPrivilegeEscalation ${actual}.`,
});
const keeps = (path = settings, title = 'Container "app"', actual = "is not set"): Expected => ({
  status: "violated",
  path: `${path}.capabilities.drop`,
  message: `${title} keeps capabilities: securityContext.capabilities.drop ${actual} and must hold "ALL".`,
});
const adds = (actual: string, path = settings, title = 'Container "app"'): Expected => ({
  status: "violated",
  path: `${path}.capabilities.add`,
  message: `${title} adds capabilities: securityContext.capabilities.add holds ${actual} and may hold "NET_BIND_SERVICE" alone.`,
});
const waits = (path: string, question: string): Expected => ({
  status: "deferred",
  path,
  waitsFor: path,
  message: `Container "app": whether ${question} is not known before ${path} is.`,
});
const anyContainers = (path: string): Expected => ({
  status: "deferred",
  path,
  waitsFor: path,
  message: `Whether there are containers here with privileges is not known before ${path} is.`,
});

const bare = { name: "app", image: "app:1" };
const allFaultsOfBare = (path: string, title?: string) => [
  escalates(`${path}.securityContext`, title),
  keeps(`${path}.securityContext`, title),
];
const template = (...containers: readonly Written[]) => ({ template: { spec: { containers } } });

testResourcePolicy(
  containerPrivilegesLimited,
  { type: "kubernetes:core/v1:Pod", inputs: pod(app) },
  {
    passes: {
      "a container that says it is not privileged": { change: set({ privileged: false }) },
      "a container that binds a low port": {
        change: set({ capabilities: { drop: ["ALL"], add: ["NET_BIND_SERVICE"] } }),
      },
      "all capabilities dropped, and one by name": { change: set({ capabilities: { drop: ["NET_RAW", "ALL"] } }) },
      "no added capabilities": { change: set({ capabilities: { drop: ["ALL"], add: [] } }) },
      "values as text": { change: set({ privileged: "false", allowPrivilegeEscalation: "false" }) },
      "a pod without containers": { inputs: { spec: {} } },
      "a Windows pod, which has no such settings": {
        inputs: { spec: { os: { name: "windows" }, containers: [bare] } },
      },
      "a patch that says nothing of privileges": {
        type: "kubernetes:apps/v1:DeploymentPatch",
        inputs: { kind: "Deployment", spec: template(bare) },
      },
      "a patch that takes privileges away": {
        type: "kubernetes:apps/v1:DeploymentPatch",
        inputs: { kind: "Deployment", spec: template({ name: "app", securityContext: { privileged: false } }) },
      },
      "a container that the operator of a custom kind completes": {
        type: "kubernetes:elasticsearch.k8s.elastic.co/v1:Elasticsearch",
        inputs: { spec: { nodeSets: [{ podTemplate: { spec: { containers: [{ name: "elasticsearch" }] } } }] } },
      },
    },
    fails: {
      "a privileged container": { change: set({ privileged: true }), answers: [isPrivileged()] },
      "a container that may escalate": {
        change: set({ allowPrivilegeEscalation: true }),
        answers: [escalates(settings, 'Container "app"', "is not false")],
      },
      "a container that does not say whether it may escalate": {
        change: set({ allowPrivilegeEscalation: undefined }),
        answers: [escalates()],
      },
      "a container that keeps its capabilities": { change: set({ capabilities: undefined }), answers: [keeps()] },
      "a container that drops one capability": {
        change: set({ capabilities: { drop: ["NET_RAW"] } }),
        answers: [keeps(settings, 'Container "app"', 'is ["NET_RAW"]')],
      },
      "a container that drops nothing": {
        change: set({ capabilities: { drop: [] } }),
        answers: [keeps(settings, 'Container "app"', "is []")],
      },
      "a container that adds capabilities": {
        change: set({ capabilities: { drop: ["ALL"], add: ["SYS_ADMIN", "NET_BIND_SERVICE", "NET_RAW"] } }),
        answers: [adds('["SYS_ADMIN","NET_RAW"]')],
      },
      "a container without settings, fault by fault": {
        inputs: pod(bare),
        answers: allFaultsOfBare("spec.containers[0]"),
      },
      "everything at once": {
        inputs: pod({ image: "app:1", securityContext: { privileged: true, capabilities: { add: ["ALL"] } } }),
        answers: [
          isPrivileged(settings, "Unnamed container"),
          escalates(settings, "Unnamed container"),
          keeps(settings, "Unnamed container"),
          adds('["ALL"]', settings, "Unnamed container"),
        ],
      },
    },
    evasions: {
      "an init container": {
        inputs: { spec: { containers: [app], initContainers: [{ ...bare, name: "migrate" }] } },
        answers: allFaultsOfBare("spec.initContainers[0]", 'Init container "migrate"'),
      },
      "a sidecar": {
        inputs: {
          spec: { containers: [app], initContainers: [{ ...bare, name: "mesh", restartPolicy: "Always" }] },
        },
        answers: allFaultsOfBare("spec.initContainers[0]", 'Sidecar "mesh"'),
      },
      "an ephemeral container": {
        inputs: {
          spec: {
            containers: [app],
            ephemeralContainers: [{ name: "debug", securityContext: { ...limited, privileged: true } }],
          },
        },
        answers: [isPrivileged("spec.ephemeralContainers[0].securityContext", 'Ephemeral container "debug"')],
      },
      "settings of the pod, which reach no container": {
        inputs: { spec: { securityContext: limited, containers: [bare] } },
        answers: allFaultsOfBare("spec.containers[0]"),
      },
      "a container behind a limited one": {
        inputs: pod(app, { ...bare, name: "other" }),
        answers: allFaultsOfBare("spec.containers[1]", 'Container "other"'),
      },
      "a capability that is dropped in small letters": {
        change: set({ capabilities: { drop: ["all"] } }),
        answers: [keeps(settings, 'Container "app"', 'is ["all"]')],
      },
      "a capability that is dropped with its prefix": {
        change: set({ capabilities: { drop: ["CAP_ALL"] } }),
        answers: [keeps(settings, 'Container "app"', 'is ["CAP_ALL"]')],
      },
      "capabilities that are added with a prefix, in small letters or as no name": {
        change: set({
          capabilities: {
            drop: ["ALL"],
            add: ["CAP_NET_BIND_SERVICE", "net_bind_service", null, { name: "SYS_ADMIN" }],
          },
        }),
        answers: [adds('["CAP_NET_BIND_SERVICE","net_bind_service",null]')],
      },
      "a capability that is no list": {
        change: set({ capabilities: { drop: "ALL", add: "SYS_ADMIN" } }),
        answers: [adds('["SYS_ADMIN"]')],
      },
      "values as text": {
        change: set({ privileged: "true", allowPrivilegeEscalation: "true" }),
        answers: [isPrivileged(), escalates(settings, 'Container "app"', "is not false")],
      },
      "a Windows pod that is privileged all the same": {
        inputs: {
          spec: { os: { name: "windows" }, containers: [{ name: "app", securityContext: { privileged: true } }] },
        },
        answers: [isPrivileged()],
      },
      "a pod that only wishes for a Windows node": {
        inputs: { spec: { nodeSelector: { "kubernetes.io/os": "windows" }, containers: [bare] } },
        answers: allFaultsOfBare("spec.containers[0]"),
      },
      "a Linux pod": {
        inputs: { spec: { os: { name: "linux" }, containers: [bare] } },
        answers: allFaultsOfBare("spec.containers[0]"),
      },
      "a cron job of an old version": {
        type: "kubernetes:batch/v1beta1:CronJob",
        inputs: { spec: { jobTemplate: { spec: template(bare) } } },
        answers: allFaultsOfBare("spec.jobTemplate.spec.template.spec.containers[0]"),
      },
      "a list of deployments": {
        type: "kubernetes:apps/v1:DeploymentList",
        inputs: { kind: "DeploymentList", items: [{ spec: template(app) }, { spec: template(bare) }] },
        answers: allFaultsOfBare("items[1].spec.template.spec.containers[0]"),
      },
      "a patch that gives privileges": {
        type: "kubernetes:apps/v1:DeploymentPatch",
        inputs: {
          kind: "Deployment",
          spec: template({
            name: "app",
            securityContext: {
              privileged: true,
              allowPrivilegeEscalation: true,
              capabilities: { drop: ["NET_RAW"], add: ["SYS_ADMIN"] },
            },
          }),
        },
        answers: [
          isPrivileged("spec.template.spec.containers[0].securityContext"),
          escalates("spec.template.spec.containers[0].securityContext", 'Container "app"', "is not false"),
          keeps("spec.template.spec.containers[0].securityContext", 'Container "app"', 'is ["NET_RAW"]'),
          adds('["SYS_ADMIN"]', "spec.template.spec.containers[0].securityContext"),
        ],
      },
      "a custom kind": {
        type: "kubernetes:argoproj.io/v1alpha1:Rollout",
        inputs: { spec: template(bare) },
        answers: allFaultsOfBare("spec.template.spec.containers[0]"),
      },
      "a custom kind whose operator completes what it does not say": {
        type: "kubernetes:elasticsearch.k8s.elastic.co/v1:Elasticsearch",
        inputs: { spec: { containers: [{ name: "app", securityContext: { privileged: true } }] } },
        answers: [isPrivileged()],
      },
    },
    unknowns: {
      "a pod that is not known yet": { inputs: { spec: unknown }, answers: [anyContainers("spec")] },
      "containers that are not known yet, before a known bad one": {
        inputs: { spec: { containers: unknown, initContainers: [{ ...bare, name: "migrate" }] } },
        answers: [
          anyContainers("spec.containers"),
          ...allFaultsOfBare("spec.initContainers[0]", 'Init container "migrate"'),
        ],
      },
      "a container that is not known yet, behind a known bad one": {
        inputs: pod(bare, unknown),
        answers: [...allFaultsOfBare("spec.containers[0]"), anyContainers("spec.containers[1]")],
      },
      "a template of a custom kind that is not known yet": {
        type: "kubernetes:argoproj.io/v1alpha1:Rollout",
        inputs: { spec: { template: unknown } },
        answers: [anyContainers("spec.template")],
      },
      "settings that are not known yet, once": {
        inputs: pod({ ...bare, securityContext: unknown }),
        answers: [waits(settings, "it has privileges")],
      },
      "privilege that is not known yet beside what is wrong": {
        inputs: pod({ ...bare, securityContext: { privileged: unknown } }),
        answers: [waits(`${settings}.privileged`, "it is privileged"), escalates(), keeps()],
      },
      "escalation that is not known yet beside what is wrong": {
        change: set({ privileged: true, allowPrivilegeEscalation: unknown }),
        answers: [isPrivileged(), waits(`${settings}.allowPrivilegeEscalation`, "its processes may gain privileges")],
      },
      "capabilities that are not known yet, once, beside what is wrong": {
        change: set({ allowPrivilegeEscalation: true, capabilities: unknown }),
        answers: [
          escalates(settings, 'Container "app"', "is not false"),
          waits(`${settings}.capabilities`, "it keeps or adds capabilities"),
        ],
      },
      "dropped and added capabilities that are not known yet": {
        change: set({ capabilities: { drop: unknown, add: unknown } }),
        answers: [
          waits(`${settings}.capabilities.drop`, "it drops all capabilities"),
          waits(`${settings}.capabilities.add`, 'it adds capabilities other than "NET_BIND_SERVICE"'),
        ],
      },
      "one dropped capability that is not known yet": {
        change: set({ capabilities: { drop: ["NET_RAW", unknown] } }),
        answers: [waits(`${settings}.capabilities.drop[1]`, "it drops all capabilities")],
      },
      "one dropped capability that does not matter any more": {
        change: set({ capabilities: { drop: [unknown, "ALL"] } }),
        answers: [],
      },
      "an added capability that is not known yet, before and behind a known bad one": {
        change: set({ capabilities: { drop: ["ALL"], add: [unknown, "SYS_ADMIN", unknown] } }),
        answers: [
          adds('["SYS_ADMIN"]'),
          waits(`${settings}.capabilities.add[0]`, 'it adds capabilities other than "NET_BIND_SERVICE"'),
        ],
      },
      "an operating system that is not known yet, where it matters": {
        inputs: { spec: { os: { name: unknown }, containers: [{ ...bare, securityContext: { privileged: true } }] } },
        answers: [
          isPrivileged(),
          {
            status: "deferred",
            path: "spec.containers[0]",
            waitsFor: "spec.os.name",
            message:
              'Container "app": whether it has to give up privilege escalation and capabilities is not known before spec.os.name is, ' +
              "as Windows has neither.",
          },
        ],
      },
      "an operating system that is not known yet, where it does not matter": {
        inputs: { spec: { os: unknown, containers: [app] } },
        answers: [],
      },
      "a name that is not known yet": {
        inputs: pod({ ...app, name: unknown, securityContext: { ...limited, privileged: true } }),
        answers: [isPrivileged(settings, "Unnamed container")],
      },
    },
    notApplicable: {
      "a service": {
        type: "kubernetes:core/v1:Service",
        inputs: { spec: { ports: [] } },
        reason: "It holds no pod.",
      },
      "a resource of another provider": {
        type: "aws:s3/bucket:Bucket",
        inputs: {},
        reason: "It holds no pod.",
      },
    },
  },
);
