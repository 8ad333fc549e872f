import { at, isPresent, isUnknown, type Node, rootNode, text, unknown, type Value } from "./node";
import type { Resource } from "./view";

/**
 * A tag of a resource: its own, else the one that it gets from its provider's `defaultTags`. Absent where it has none; unknown
 * where it may have one. The place is that of the resource's own tags unless the tag stands in `tagsAll`.
 */
export function tagOf(resource: Resource, key: string): Node {
  const own = at(resource.inputs, "tags", key);
  if (isPresent(own)) {
    return own;
  }
  const all = at(resource.inputs, "tagsAll", key);
  if (isPresent(all)) {
    return all;
  }
  return { ...own, value: at(defaultTags(resource), key).value };
}

function defaultTags({ provider }: Resource): Node {
  const place = provider && at(provider.configuration, "defaultTags");
  if (place === undefined || isUnknown(place)) {
    return place ?? rootNode("", {});
  }
  const written = text(place);
  return at(typeof written === "string" ? parsed(place, written) : place, "tags");
}

/** A provider's nested configuration is JSON text. */
function parsed(place: Node, written: string): Node {
  try {
    return { ...place, value: JSON.parse(written) as Value };
  } catch {
    return { ...place, value: undefined };
  }
}

/** The Region that a resource is in, where it or its provider says so. */
export function regionOf({ inputs, provider }: Resource): string | undefined {
  const own = text(at(inputs, "region"));
  const region = own ?? (provider && text(at(provider.configuration, "region")));
  return region === unknown ? undefined : region;
}
