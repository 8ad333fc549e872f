import { parse } from "yaml";
import { suffix } from "./autoname";
import { computed, echoProvider, placeholder, wrongTypes } from "./echo";
import { readManifests } from "./manifests";
import type { OfflineProvider } from "./provider";
import type { Sdk } from "./sdk";
import { knownText, normalize, reveal } from "./values";
import { isPlainObject } from "../values";
import { nameOf } from "../urn";
import { UNKNOWN, type Properties, type Wire } from "../wire";

// The suffix that pulumi-kubernetes gives: eight hexadecimal digits.
const suffixLength = 8;

/** Kinds whose objects lie in no namespace. */
export const clusterKinds: ReadonlySet<string> = new Set([
  "APIService",
  "AuditSink",
  "CSIDriver",
  "CSINode",
  "CertificateSigningRequest",
  "ClusterCIDR",
  "ClusterRole",
  "ClusterRoleBinding",
  "ClusterTrustBundle",
  "ComponentStatus",
  "CustomResourceDefinition",
  "DeviceClass",
  "DeviceTaintRule",
  "FlowSchema",
  "IPAddress",
  "IngressClass",
  "MutatingAdmissionPolicy",
  "MutatingAdmissionPolicyBinding",
  "MutatingWebhookConfiguration",
  "Namespace",
  "Node",
  "PersistentVolume",
  "PodSecurityPolicy",
  "PriorityClass",
  "PriorityLevelConfiguration",
  "ResourceClass",
  "ResourcePoolStatusRequest",
  "ResourceSlice",
  "RuntimeClass",
  "SelfSubjectReview",
  "ServiceCIDR",
  "StorageClass",
  "StorageVersion",
  "StorageVersionMigration",
  "ValidatingAdmissionPolicy",
  "ValidatingAdmissionPolicyBinding",
  "ValidatingWebhookConfiguration",
  "VolumeAttachment",
  "VolumeAttributesClass",
]);

/** What the Kubernetes provider answers without a cluster. */
export function kubernetesProvider(sdk: Sdk | undefined): OfflineProvider {
  const plain = echoProvider(sdk);
  return {
    ...plain,

    check({ urn, type, inputs, configuration }) {
      const given = normalize(inputs);
      // The API reads no numbers out of text. It takes a number for a quantity, which the SDK declares as text.
      const wrong = wrongTypes(type, given, sdk, { readsText: false, writesText: true });
      const kind = type.slice(type.lastIndexOf(":") + 1);
      if (type === "kubernetes:helm.sh/v3:Release") {
        return { inputs: release(urn, given, configuration), failures: [], ...wrong };
      }
      const reason = sdk?.resource(type) === undefined ? undefined : refusal(kind, given, configuration);
      if (reason !== undefined) {
        return { inputs: given, failures: [{ property: "", reason }] };
      }
      const metadata = given.metadata ?? {};
      if (!isPlainObject(metadata)) {
        return { inputs: given, failures: [], ...wrong };
      }
      const named = withLabel(withName(metadata, urn), configuration);
      return { inputs: { ...given, metadata: withNamespace(named, kind, configuration) }, failures: [], ...wrong };
    },

    create({ type, inputs }) {
      const shape = sdk?.resource(type);
      // A field that a program could have set and did not is absent in the cluster too; the rest is the cluster's to say.
      const ofCluster = (shape?.outputs ?? []).filter((output) => !shape?.inputsByName.has(output.name));
      return { ...Object.fromEntries(ofCluster.map((output) => [output.name, UNKNOWN])), ...inputs };
    },

    invoke({ token, args }) {
      if (token === "kubernetes:yaml:decode") {
        return decode(args);
      }
      // Functions without declarations of their own return a list under this name.
      return sdk?.functionResult(token) === undefined
        ? { result: { result: UNKNOWN }, failures: [], placeholder: true }
        : placeholder(token, sdk);
    },
  };
}

/** Why a kind that is no object of its own cannot be made. Custom kinds may be named as they like. */
function refusal(kind: string, inputs: Properties, configuration: Properties): string | undefined {
  if (kind.endsWith("List")) {
    return (
      "list resources exist for compatibility with YAML manifests and Helm charts, and cannot be created directly. " +
      "Use the underlying resource type instead"
    );
  }
  if (kind.endsWith("Patch") && !isServerSide(configuration)) {
    return "patch resources require Server-side Apply mode, which is enabled using the `enableServerSideApply` Provider config";
  }
  return kind.endsWith("Patch") && lacksName(inputs)
    ? "patch resources require the resource `.metadata.name` to be set"
    : undefined;
}

const isServerSide = ({ enableServerSideApply }: Properties): boolean => reveal(enableServerSideApply) !== "false";

function lacksName(inputs: Properties): boolean {
  const metadata = reveal(inputs.metadata);
  return metadata === undefined || (isPlainObject(metadata) && (metadata.name ?? "") === "");
}

function withName(metadata: Properties, urn: string): Properties {
  if ((metadata.name ?? "") !== "" || metadata.generateName !== undefined) {
    return metadata;
  }
  const annotations = metadata.annotations ?? {};
  return {
    ...metadata,
    name: madeUpName(urn),
    annotations: isPlainObject(annotations) ? { ...annotations, "pulumi.com/autonamed": "true" } : annotations,
  };
}

function withLabel(metadata: Properties, configuration: Properties): Properties {
  const labels = metadata.labels ?? {};
  if (isServerSide(configuration) || !isPlainObject(labels)) {
    return metadata;
  }
  return { ...metadata, labels: { ...labels, "app.kubernetes.io/managed-by": "pulumi" } };
}

function withNamespace(metadata: Properties, kind: string, configuration: Properties): Properties {
  const isNamespaced = !clusterKinds.has(kind.replace(/(Patch|List)$/, ""));
  return isNamespaced && (metadata.namespace ?? "") === ""
    ? { ...metadata, namespace: defaultNamespace(configuration) }
    : metadata;
}

function release(urn: string, inputs: Properties, configuration: Properties): Properties {
  return {
    ...inputs,
    ...(inputs.name === undefined ? { name: madeUpName(urn) } : {}),
    ...(inputs.namespace === undefined ? { namespace: defaultNamespace(configuration) } : {}),
  };
}

function madeUpName(urn: string): string {
  return `${nameOf(urn)}-${suffix(urn, suffixLength)}`;
}

/** The provider's namespace, else that of the kubeconfig's context. */
export function defaultNamespace(configuration: Properties): string {
  const namespace = knownText(configuration.namespace) ?? "";
  if (namespace !== "") {
    return namespace;
  }
  return namespaceOfContext(knownText(configuration.kubeconfig), knownText(configuration.context)) ?? "default";
}

interface KubeConfig {
  readonly "current-context"?: string;
  readonly contexts?: readonly { readonly name?: string; readonly context?: { readonly namespace?: string } }[];
}

function namespaceOfContext(kubeconfig: string | undefined, chosen: string | undefined): string | undefined {
  if (kubeconfig === undefined) {
    return undefined;
  }
  try {
    const config = parse(kubeconfig) as KubeConfig | null;
    const name = chosen ?? config?.["current-context"];
    const namespace = config?.contexts?.find((context) => context.name === name)?.context?.namespace;
    return namespace === "" ? undefined : namespace;
  } catch {
    // A path, or text that is no kubeconfig: the provider would look at the machine, which is not asked here.
    return undefined;
  }
}

/** `kubernetes:yaml:decode`: the objects of a YAML text. */
function decode(args: Properties): ReturnType<OfflineProvider["invoke"]> {
  const text = reveal(args.text);
  if (typeof text !== "string") {
    const reason = "missing required field 'text' of type string";
    return { result: {}, failures: [{ property: "text", reason }], placeholder: false };
  }
  const read = readManifests(text);
  if ("problem" in read) {
    return { result: {}, failures: [{ property: "text", reason: read.problem }], placeholder: false };
  }
  const namespace = reveal(args.defaultNamespace);
  return computed({ result: read.objects.map((object) => placed(normalize(object), namespace)) });
}

function placed(object: Properties, namespace: Wire | undefined): Properties {
  const metadata = object.metadata ?? {};
  const kind = typeof object.kind === "string" ? object.kind : "";
  if (typeof namespace !== "string" || namespace === "" || !isPlainObject(metadata) || clusterKinds.has(kind)) {
    return object;
  }
  return (metadata.namespace ?? "") === "" ? { ...object, metadata: { ...metadata, namespace } } : object;
}
