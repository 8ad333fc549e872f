import { readFileSync } from "node:fs";
import path from "node:path";
import { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { isPattern, matchingFiles } from "./file-pattern";
import { clusterKinds, defaultNamespace } from "./kubernetes";
import { readManifests } from "./manifests";
import type { Monitor } from "./monitor-client";
import { isList, revealAll } from "./values";
import { hasSecrets, hasUnknowns, isPlainObject, secret, toStruct, withoutOutputs } from "../values";
import { signatureKey, signatures, UNKNOWN, type Properties, type Wire } from "../wire";

const file = "kubernetes:yaml/v2:ConfigFile";
const group = "kubernetes:yaml/v2:ConfigGroup";

/** Whether a component of the Kubernetes package consists of the manifests that it is given. */
export const holdsManifests = (type: string): boolean => type === file || type === group;

/** What of a component's manifests cannot be read here. */
export function unreadManifests(inputs: Properties): "all" | readonly string[] {
  return hasUnknowns(manifestInputs(inputs)) ? "all" : filesOf(inputs).filter(isUrl);
}

export interface ManifestComponent {
  readonly monitor: Monitor;
  /** Of the component, which is registered. */
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly inputs: Properties;
  /** Of the Kubernetes provider. */
  readonly configuration: Properties;
  /** Where relative files are found. */
  readonly folder: string;
}

/** Registers the objects of a component's manifests as its provider does, and gives the component's outputs. */
export async function registerManifests({ monitor, urn, ...component }: ManifestComponent): Promise<Properties> {
  const given = withoutOutputs(component.inputs);
  const kept = (resources: Wire): Properties => ({
    resources: hasSecrets(manifestInputs(given)) ? secret(resources) : resources,
  });
  if (unreadManifests(given) === "all") {
    return kept(UNKNOWN);
  }
  const inputs = revealProperties(given);
  const objects = normalized(readObjects(component, inputs), defaultNamespace(component.configuration));
  const prefix = typeof inputs.resourcePrefix === "string" ? inputs.resourcePrefix : component.name;
  const urns = new Map<string, string>();
  for (const { object, dependencies } of inOrder(objects)) {
    const request = childRequest(
      urn,
      inputs.skipAwait === true ? withoutAwait(object) : object,
      prefix,
    ).setDependenciesList(dependencies.flatMap((id) => urns.get(id) ?? []));
    urns.set(idOf(object), await monitor.register(request));
  }
  return kept([...urns.values()].map((child) => ({ [signatureKey]: signatures.resource, urn: child, id: "" })));
}

/** Inputs that say which objects there are, by what names. */
const manifestInputs = ({ file, files, yaml, objs, resourcePrefix, skipAwait }: Properties): Properties =>
  Object.fromEntries(
    Object.entries({ file, files, yaml, objs, resourcePrefix, skipAwait }).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value]],
    ),
  );

const revealProperties = (properties: Properties): Properties =>
  Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, revealAll(value)]));

function filesOf(inputs: Properties): string[] {
  const { file, files } = revealProperties(inputs);
  return [file, ...(isList(files) ? files : [files])].filter((name) => typeof name === "string");
}

const isUrl = (name: string): boolean => /^[A-Za-z][A-Za-z0-9+.-]*:/.test(name);

function readObjects({ type, folder }: Pick<ManifestComponent, "type" | "folder">, inputs: Properties): Properties[] {
  const files = filesOf(inputs)
    .filter((name) => !isUrl(name))
    .flatMap((name) => (type === group && isPattern(name) ? matchingFiles(name, folder) : [name]));
  const texts = [
    ...files.map((name) => ({ name, text: readText(path.resolve(folder, name)) })),
    { name: "yaml", text: inputs.yaml ?? "" },
  ];
  const read = texts.flatMap(({ name, text }) => {
    const manifests = readManifests(String(text));
    if ("problem" in manifests) {
      throw new Error(`${name} is not YAML: ${manifests.problem}`);
    }
    return manifests.objects.filter((object) => Object.keys(object).length > 0);
  });
  return [...read, ...(isList(inputs.objs) ? inputs.objs.filter(isPlainObject) : [])];
}

function readText(name: string): string {
  try {
    return readFileSync(name, "utf8");
  } catch (error) {
    throw new Error(`The manifest ${name} cannot be read: ${(error as Error).message}.`, { cause: error });
  }
}

/** Lists taken apart, and each object with its namespace. */
function normalized(objects: readonly Properties[], namespace: string): Properties[] {
  const expanded = objects.flatMap(expand);
  return expanded.map((object) => {
    const { kind, apiVersion } = object;
    if (typeof kind !== "string" || typeof apiVersion !== "string" || kind === "" || apiVersion === "") {
      throw new Error(`A Kubernetes object has no kind or no apiVersion: ${excerpt(object)}.`);
    }
    const metadata = metadataOf(object);
    if (typeof metadata.name !== "string" || metadata.name === "") {
      throw new Error(`A Kubernetes object has no metadata.name: ${excerpt(object)}.`);
    }
    const named = { ...object, apiVersion: apiVersion.replace(/^core\//, "") };
    return isNamespaced(named, expanded) && (metadata.namespace ?? "") === ""
      ? { ...named, metadata: { ...metadata, namespace } }
      : named;
  });
}

const expand = (object: Properties): Properties[] =>
  isList(object.items) ? object.items.filter(isPlainObject).flatMap(expand) : [object];

function excerpt(object: Properties): string {
  const text = JSON.stringify(object);
  const length = 100;
  return text.length > length ? `${text.slice(0, length)}…` : text;
}

function isNamespaced(object: Properties, all: readonly Properties[]): boolean {
  const definition = all.find((candidate) => isDefinition(candidate) && definedKind(candidate) === kindOf(object));
  return definition === undefined
    ? !clusterKinds.has(String(object.kind))
    : part(definition, "spec").scope !== "Cluster";
}

function childRequest(parent: string, object: Properties, prefix: string): RegisterResourceRequest {
  const { name, namespace } = metadataOf(object);
  const apiVersion = String(object.apiVersion);
  const kind = String(object.kind);
  const properties = apiVersion === "v1" && kind === "Secret" ? withSecretData(object) : object;
  const place = (namespace ?? "") === "" ? String(name) : `${String(namespace)}/${String(name)}`;
  const request = new RegisterResourceRequest()
    .setType(`kubernetes:${apiVersion === "v1" ? "core/v1" : apiVersion}:${kind}`)
    .setName(prefix === "" ? place : `${prefix}:${place}`)
    .setParent(parent)
    .setCustom(true)
    .setObject(toStruct(properties))
    .setAcceptsecrets(true)
    .setAcceptresources(true)
    .setSupportspartialvalues(true)
    .setSupportsresultreporting(true);
  // No property depends on another resource: without this each would depend on what the object waits for.
  Object.keys(properties).forEach((key) =>
    request.getPropertydependenciesMap().set(key, new RegisterResourceRequest.PropertyDependencies()),
  );
  return request;
}

const withSecretData = (object: Properties): Properties =>
  Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, ["data", "stringData"].includes(key) ? secret(value) : value]),
  );

function withoutAwait(object: Properties): Properties {
  const metadata = metadataOf(object);
  const annotations = isPlainObject(metadata.annotations) ? metadata.annotations : {};
  return { ...object, metadata: { ...metadata, annotations: { ...annotations, "pulumi.com/skipAwait": "true" } } };
}

interface Placed {
  readonly object: Properties;
  /** Ids of the objects that come before it. */
  readonly dependencies: readonly string[];
}

/**
 * Objects with those that they need: custom resources their definition, all that lies in a namespace that namespace, and what
 * `config.kubernetes.io/depends-on` says. What is needed comes first.
 */
function inOrder(objects: readonly Properties[]): Placed[] {
  const byId = new Map(objects.map((object) => [idOf(object), object]));
  const waiting = new Map(
    [...byId].map(([id, object]): [string, Placed] => [
      id,
      { object, dependencies: [...new Set(dependenciesOf(object, objects))].filter((needed) => needed !== id) },
    ]),
  );
  const sorted: Placed[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting].filter(([, { dependencies }]) => !dependencies.some((needed) => waiting.has(needed)));
    if (ready.length === 0) {
      throw new Error(`These Kubernetes objects depend on each other: ${[...waiting.keys()].join(", ")}.`);
    }
    ready.forEach(([id]) => waiting.delete(id));
    sorted.push(...ready.map(([, placed]) => placed).sort((a, b) => compare(sortKey(a.object), sortKey(b.object))));
  }
  return sorted;
}

/** Kinds that the provider makes before all others, by group and kind, and the one that it makes last. */
const firstKinds = [
  "/Namespace",
  "/ResourceQuota",
  "storage.k8s.io/StorageClass",
  "apiextensions.k8s.io/CustomResourceDefinition",
  "admissionregistration.k8s.io/MutatingWebhookConfiguration",
  "/ServiceAccount",
  "extensions/PodSecurityPolicy",
  "policy/PodSecurityPolicy",
  "rbac.authorization.k8s.io/Role",
  "rbac.authorization.k8s.io/ClusterRole",
  "rbac.authorization.k8s.io/RoleBinding",
  "rbac.authorization.k8s.io/ClusterRoleBinding",
  "/ConfigMap",
  "/Secret",
  "/Service",
  "/LimitRange",
  "scheduling.k8s.io/PriorityClass",
  "extensions/Deployment",
  "apps/Deployment",
  "apps/StatefulSet",
  "batch/CronJob",
  "policy/PodDisruptionBudget",
];
const lastKind = "admissionregistration.k8s.io/ValidatingWebhookConfiguration";

function sortKey(object: Properties): readonly (string | number)[] {
  const kind = kindOf(object);
  const place = firstKinds.indexOf(kind);
  const { name, namespace } = metadataOf(object);
  const rank = kind === lastKind ? firstKinds.length + 1 : place < 0 ? firstKinds.length : place;
  return [rank, kind, String(namespace ?? ""), String(name)];
}

function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  const index = a.findIndex((field, at) => field !== b[at]);
  return index < 0 ? 0 : (a[index] ?? 0) < (b[index] ?? 0) ? -1 : 1;
}

const dependsOn = "config.kubernetes.io/depends-on";

function dependenciesOf(object: Properties, all: readonly Properties[]): string[] {
  const { namespace, annotations } = metadataOf(object);
  const definition = all.filter((other) => isDefinition(other) && definedKind(other) === kindOf(object));
  const home = all.filter((other) => kindOf(other) === "/Namespace" && metadataOf(other).name === namespace);
  const named = isPlainObject(annotations) && typeof annotations[dependsOn] === "string" ? annotations[dependsOn] : "";
  const explicit = named === "" ? [] : named.split(",").map((text) => namedId(text.trim(), object));
  const known = new Set(all.map(idOf));
  const missing = explicit.find((id) => !known.has(id));
  if (missing !== undefined) {
    throw new Error(`${idOf(object)} depends on ${missing}, which is not among the same manifests.`);
  }
  return [...definition.map(idOf), ...(namespace === undefined ? [] : home.map(idOf)), ...explicit];
}

/** The id of `group/kind/name`, or of `group/namespaces/namespace/kind/name`. */
function namedId(text: string, object: Properties): string {
  const fields = text.split("/");
  const [group = "", ...rest] = fields;
  const isInNamespace = fields.length === 5 && rest[0] === "namespaces";
  if (fields.length !== 3 && !isInNamespace) {
    throw new Error(
      `${idOf(object)}: ${dependsOn} says ${JSON.stringify(text)}. ` +
        `group/kind/name or group/namespaces/namespace/kind/name is expected.`,
    );
  }
  const [namespace = "", kind = "", name = ""] = isInNamespace ? rest.slice(1) : ["", ...rest];
  return [group, kind, namespace, name].join("/");
}

function idOf(object: Properties): string {
  const { name, namespace } = metadataOf(object);
  return [kindOf(object), String(namespace ?? ""), String(name)].join("/");
}

/** Group and kind, `apps/Deployment`; the core group is empty. */
function kindOf({ apiVersion, kind }: Properties): string {
  const version = String(apiVersion);
  return `${version.includes("/") ? version.slice(0, version.lastIndexOf("/")) : ""}/${String(kind)}`;
}

const isDefinition = (object: Properties): boolean =>
  kindOf(object) === "apiextensions.k8s.io/CustomResourceDefinition";

function definedKind(definition: Properties): string {
  const spec = part(definition, "spec");
  return `${String(spec.group)}/${String(part(spec, "names").kind)}`;
}

const metadataOf = (object: Properties): Properties => part(object, "metadata");

function part(object: Properties, key: string): Properties {
  const value = object[key];
  return isPlainObject(value) ? value : {};
}
