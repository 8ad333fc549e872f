import type { Gap } from "../result/result";
import { holdsManifests, unreadManifests } from "./offline/kubernetes-components";
import { hasUnknowns, isPlainObject } from "./values";
import type { Properties, Wire } from "./wire";

/** What both engines have to leave open, in the same words. */
const placeholderGap = (token: string): Gap => ({
  kind: "placeholder result",
  message: `What ${token} answers is not known here, unless --fixtures says it.`,
});

/** Methods of resources, which no fixture answers. */
export const methodGap = (token: string): Gap => ({
  kind: "placeholder result",
  message: `What ${token} answers is not known here.`,
});

export const unreadGap = (urn: string, id: string): Gap => ({
  kind: "unread resource",
  urn,
  message: `It exists elsewhere as ${JSON.stringify(id)}, and its state is not known here, unless --fixtures says it.`,
});

export const stackReferenceGap = (name: string, urn?: string): Gap => ({
  kind: "stack reference",
  ...(urn !== undefined && { urn }),
  message: `The outputs of the stack ${name} are not known here, unless --fixtures says them.`,
});

export const unknownProviderGap = (urn: string): Gap => ({
  kind: "unknown provider",
  urn,
  message: "The configuration of its provider is not known before the update, so its inputs are shown unchecked.",
});

export const emptyStateGap: Gap = { kind: "no resources", message: "The state holds no resource." };

export const unknownComponentGap = (urn: string): Gap => ({
  kind: "unknown provider",
  urn,
  message: "The configuration of its provider is not known before the update, so its resources are not seen.",
});

export interface ConstructedComponent {
  readonly type: string;
  readonly urn: string;
  readonly inputs: Properties;
}

/** What is not seen of a component that an offline provider made. */
export function constructGap({ type, urn, inputs }: ConstructedComponent): Gap | undefined {
  if (type === "kubernetes:helm.sh/v4:Chart") {
    return { kind: "helm chart", urn, message: unrendered(`chart ${chartOf(inputs)}`, "helm template") };
  }
  if (type === "kubernetes:kustomize/v2:Directory") {
    return {
      kind: "kustomization",
      urn,
      message: unrendered(`directory ${textOf(inputs.directory)}`, "kubectl kustomize"),
    };
  }
  if (!holdsManifests(type)) {
    return {
      kind: "remote component",
      urn,
      message:
        `${type} is made by its provider, so its resources are not seen. ` +
        `"pulumi preview" with this policy pack and the provider's own plugin shows them.`,
    };
  }
  const unread = unreadManifests(inputs);
  if (unread === "all") {
    return {
      kind: "unread manifests",
      urn,
      message: "Its manifests are not known before the update, so its resources are not seen.",
    };
  }
  return unread.length === 0
    ? undefined
    : {
        kind: "unread manifests",
        urn,
        message:
          `The manifests of ${unread.join(", ")} are not fetched, so their resources are not seen. ` +
          `Save them as files of the program.`,
      };
}

/** What is not seen of a resource, although it is registered. */
export function resourceGap({ type, urn, inputs }: ConstructedComponent): Gap | undefined {
  // A chart with unknown values does not even ask to be rendered.
  return type === "kubernetes:helm.sh/v3:Release" || (type === "kubernetes:helm.sh/v3:Chart" && hasUnknowns(inputs))
    ? { kind: "helm chart", urn, message: unrendered(`chart ${chartOf(inputs)}`, "helm template") }
    : undefined;
}

/** What is not known of the answer of a function. */
export function answerGap(token: string, args: Properties): Gap {
  switch (token) {
    case "kubernetes:helm:template":
      return { kind: "helm chart", message: unrendered(`chart ${chartOf(optionsIn(args.jsonOpts))}`, "helm template") };
    case "kubernetes:kustomize:directory":
      return { kind: "kustomization", message: unrendered(`directory ${textOf(args.directory)}`, "kubectl kustomize") };
    default:
      return placeholderGap(token);
  }
}

const unrendered = (what: string, command: string): string =>
  `The resources of the ${what} are not seen, as nothing renders it here. ` +
  `What "${command}" prints can be judged instead, in a kubernetes.yaml.v2.ConfigGroup.`;

function chartOf({ chart, path, version, repo, ...options }: Properties): string {
  const name = chart ?? path;
  const places = [options.repositoryOpts, options.fetchOpts, options.fetch_opts].filter(isPlainObject);
  const from = repo ?? places.map((place) => place.repo).find((place) => place !== undefined);
  return [
    textOf(name),
    ...(version === undefined || version === null ? [] : [textOf(version)]),
    ...(from === undefined || from === null ? [] : [`of ${textOf(from)}`]),
  ].join(" ");
}

const textOf = (value: Wire | undefined): string =>
  typeof value === "string" && !hasUnknowns(value) ? value : "(unknown)";

function optionsIn(json: Wire | undefined): Properties {
  try {
    return JSON.parse(typeof json === "string" ? json : "{}") as Properties;
  } catch {
    return {};
  }
}

export const noResourcesGap: Gap = { kind: "no resources", message: "The program registered no resource." };

export const unfinishedGap: Gap = {
  kind: "unfinished program",
  message:
    "The program ended while it waited for a promise that nothing settles; what it does after that is not known.",
};
