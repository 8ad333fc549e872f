import { productionServers } from "../../protocol/scope";
import type { Refuse } from "../argument/refusal";
import { assertTags, type Tags, tagsOf } from "../child/tags";

/** Label by which the pods of a workload are found. */
export const WORKLOAD_LABEL = "app.kubernetes.io/name";

const name = /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;
const domain = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

/** Labels that Kubernetes acts upon: one of them switches Pod Security off. */
const ownDomain = /(^|\.)(kubernetes|k8s)\.io$/;

const valueInWords =
  "at most 63 letters, digits and the signs . _ -, neither of these first or last, as labels of Kubernetes are";

/** @throws RefusedArgumentError for tags that cannot be labels of an object. */
export function assertLabelTags(refuse: Refuse, tags: Tags): void {
  assertTags(refuse, tags);
  if (!name.test(tags.owner)) {
    throw refuse("tags.owner", tags.owner, valueInWords, productionServers);
  }
  const additional = tags.additional ?? {};
  assertLabels(refuse, "tags.additional", additional);
  const own = Object.keys(additional).find((key) => ownDomain.test(prefixOf(key) ?? ""));
  if (own !== undefined) {
    throw refuse(`tags.additional.${own}`, additional[own], "a label that Kubernetes does not act upon");
  }
}

/** @throws RefusedArgumentError for a label that no object can have. */
export function assertLabels(refuse: Refuse, argument: string, labels: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(labels)) {
    const prefix = prefixOf(key);
    const isDomain = prefix === undefined || (domain.test(prefix) && prefix.length <= 253);
    if (!isDomain || !name.test(prefix === undefined ? key : key.slice(prefix.length + 1))) {
      throw refuse(
        `${argument}.${key}`,
        value,
        "a key of a label: a name, after a domain and a slash where it has one",
      );
    }
    if (typeof value !== "string" || (value !== "" && !name.test(value))) {
      throw refuse(`${argument}.${key}`, value, valueInWords);
    }
  }
}

const prefixOf = (key: string): string | undefined => /^([^/]*)\//.exec(key)?.[1];

/** The tags of an object as its labels. Its name stands in its metadata. */
export function labelsOf(tags: Tags): Record<string, string> {
  const { Name: _, ...labels } = tagsOf(tags, "", "kubernetes");
  return labels;
}
