import { at, each, entries, isPresent, isUnknown, type Node, text, unknown } from "./node";
import type { Resource } from "./view";

/** A pod, or the template of pods, in a Kubernetes resource. */
export interface Pod {
  /** Unknown where nothing is known yet of a pod that is there or may be there. */
  readonly spec: Node;
  /** Laid over one that stands elsewhere: what is not said stays as it is there, so that only what is said can be wrong. */
  readonly partial: boolean;
  /** Of a custom kind: its operator completes the containers that name no image. */
  readonly custom: boolean;
}

export interface Container {
  /** Unknown where it is not known which containers there are: one entry then stands for all of them. */
  readonly node: Node;
  /** Absent where it has none or where it is not known yet. */
  readonly name?: string;
  readonly kind: "container" | "init container" | "sidecar" | "ephemeral container";
  /** As of a pod. */
  readonly partial: boolean;
}

/**
 * The pods in a resource, by its `kind` and `apiVersion`: of workloads in every API version, of lists and patches of them, and
 * of custom kinds, wherever in them a pod spec stands. None in what Pulumi expands into resources of their own (charts, YAML
 * files): those are judged themselves.
 */
export function podsOf({ type, inputs }: Resource): readonly Pod[] {
  const [provider, apiVersion = "", name = ""] = type.split(":");
  if (provider !== "kubernetes" || expanded.has(groupOf(apiVersion))) {
    return [];
  }
  const said = known(at(inputs, "kind"));
  const partial = said === undefined ? name.endsWith(patchSuffix) : name === said + patchSuffix;
  return podsIn(inputs, { apiVersion, name: partial ? name.slice(0, -patchSuffix.length) : name }, partial);
}

/** All containers of a pod. */
export function containersOf({ spec, partial, custom }: Pod): readonly Container[] {
  if (isUnknown(spec)) {
    return [{ node: spec, kind: "container", partial }];
  }
  return containerLists.flatMap(([property, kind]) =>
    each(at(spec, property))
      .filter(isPresent)
      .map((node) => container(node, kind, partial || (custom && !isPresent(at(node, "image"))))),
  );
}

function container(node: Node, kind: Container["kind"], partial: boolean): Container {
  const name = known(at(node, "name"));
  const staysUp = kind === "init container" && known(at(node, "restartPolicy")) === "Always";
  return { node, kind: staysUp ? "sidecar" : kind, partial, ...(name && { name }) };
}

/** A container as the first words of a sentence: `Init container "migrate"`. */
export const titleOf = ({ kind, name }: Container): string =>
  name === undefined ? `Unnamed ${kind}` : `${kind.charAt(0).toUpperCase()}${kind.slice(1)} ${JSON.stringify(name)}`;

const containerLists = [
  ["containers", "container"],
  ["initContainers", "init container"],
  ["ephemeralContainers", "ephemeral container"],
] as const;

const patchSuffix = "Patch";
const listSuffix = "List";

interface Kind {
  readonly apiVersion: string;
  readonly name: string;
}

/** Where Kubernetes' own kinds keep their pod, in every version of them. */
const podSpecs: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    Pod: ["spec"],
    PodTemplate: ["template", "spec"],
    ReplicationController: ["spec", "template", "spec"],
    ReplicaSet: ["spec", "template", "spec"],
    Deployment: ["spec", "template", "spec"],
    StatefulSet: ["spec", "template", "spec"],
    DaemonSet: ["spec", "template", "spec"],
    Job: ["spec", "template", "spec"],
    CronJob: ["spec", "jobTemplate", "spec", "template", "spec"],
  }),
);

/** Pulumi's own modules, whose children are resources. */
const expanded: ReadonlySet<string> = new Set(["helm.sh", "kustomize", "yaml"]);

/** Groups of Kubernetes itself that look like those of custom kinds; none of theirs holds a pod. */
const podless: ReadonlySet<string> = new Set(
  [
    "admissionregistration",
    "apiextensions",
    "apiregistration",
    "auditregistration",
    "certificates",
    "coordination",
    "discovery",
    "events",
    "flowcontrol.apiserver",
    "gateway.networking",
    "internal.apiserver",
    "networking",
    "node",
    "rbac.authorization",
    "resource",
    "scheduling",
    "settings",
    "snapshot.storage",
    "storage",
    "storagemigration",
  ].map((group) => `${group}.k8s.io`),
);

/** What looks like a pod in these is a pattern that pods are compared with. */
const patterns: ReadonlySet<string> = new Set(["kyverno.io", "policies.kyverno.io"]);

const groupOf = (apiVersion: string): string => apiVersion.replace(/\/.*/s, "");

/** Kubernetes takes no custom kind into a group without a dot. */
const isCustom = ({ apiVersion }: Kind): boolean => groupOf(apiVersion).includes(".");

/** An item of a plain `List` has no kind before it is known. */
const mayHoldPods = (kind: Kind): boolean =>
  isCustom(kind)
    ? !podless.has(groupOf(kind.apiVersion)) && !patterns.has(groupOf(kind.apiVersion))
    : kind.name === "" || podSpecs.has(kind.name);

/** @param assumed what its kind is where it does not say */
function podsIn(manifest: Node, assumed: Kind, partial: boolean): readonly Pod[] {
  if (isUnknown(manifest)) {
    return mayHoldPods(assumed) ? [{ spec: manifest, partial, custom: isCustom(assumed) }] : [];
  }
  const kind = {
    apiVersion: known(at(manifest, "apiVersion")) ?? assumed.apiVersion,
    name: known(at(manifest, "kind")) ?? assumed.name,
  };
  const listed = at(manifest, "items");
  if (kind.name.endsWith(listSuffix) && isPresent(listed)) {
    const listedKind = { ...kind, name: kind.name.slice(0, -listSuffix.length) };
    return each(listed).flatMap((item) => podsIn(item, listedKind, partial));
  }
  if (isCustom(kind)) {
    return mayHoldPods(kind) ? search(manifest).map((spec) => ({ spec, partial, custom: true })) : [];
  }
  const path = podSpecs.get(kind.name);
  const spec = path && at(manifest, ...path);
  return spec && isPresent(spec) ? [{ spec, partial, custom: false }] : [];
}

/** More than any known kind nests, and little enough to walk. */
const deepest = 32;

/** Names below which an unknown may turn out to hold a pod. */
const leadsToPods = /^$|(spec|template|pod)s?$/i;

/** Every place under `place`, itself among them, that looks like a pod spec or may turn out to hold one. */
function search(place: Node, key = "", depth = deepest): readonly Node[] {
  const below = Array.isArray(place.value)
    ? place.value.map((_, index) => [key, at(place, index)] as const)
    : entries(place);
  if (below === unknown) {
    return leadsToPods.test(key) ? [place] : [];
  }
  const here = containerLists.some(([property]) => listsContainers(at(place, property))) ? [place] : [];
  return depth === 0 ? here : [...here, ...below.flatMap(([name, node]) => search(node, name, depth - 1))];
}

function listsContainers(place: Node): boolean {
  return (
    isUnknown(place) ||
    (Array.isArray(place.value) &&
      place.value.some((_, index) => ["name", "image"].some((property) => isPresent(at(place, index, property)))))
  );
}

function known(place: Node): string | undefined {
  const value = text(place);
  return value === unknown ? undefined : value;
}
