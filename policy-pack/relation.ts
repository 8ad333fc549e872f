import { at, entries, type Node, text, type Unknown, unknown } from "./node";
import { ofType, type Stack, type StackResource } from "./view";

/**
 * The resources of these types that a property names: those whose id, ARN or name it holds, and where it is not known yet,
 * those that its value comes from. Empty where it names something outside the stack; unknown where nothing tells.
 */
export function referred(
  stack: Stack,
  from: StackResource,
  place: Node,
  ...types: readonly string[]
): readonly StackResource[] | Unknown {
  const candidates = ofType(stack, ...types);
  const sources = sourcesOf(from, place);
  const named = text(place);
  if (named !== unknown) {
    return candidates.filter(
      (candidate) =>
        named !== undefined &&
        (identifiers(candidate).includes(named) ||
          (sources.includes(candidate.urn) && values(candidate).includes(named))),
    );
  }
  const found = candidates.filter((candidate) => sources.includes(candidate.urn));
  return found.length > 0 ? found : unknown;
}

/** URNs of the resources that the property around a place takes its value from. */
export const sourcesOf = ({ propertyDependencies }: StackResource, place: Node): readonly string[] => {
  const property = topProperty(place);
  return (Object.hasOwn(propertyDependencies, property) && propertyDependencies[property]) || [];
};

/** Pulumi knows where a property comes from, not where what is nested in it does. */
function topProperty({ path }: Node): string {
  const quoted = /^\[("(?:[^"\\]|\\.)*")\]/.exec(path)?.[1];
  return quoted === undefined ? path.replace(/[.[].*$/s, "") : (JSON.parse(quoted) as string);
}

/** Where resources are named; not all of them call their name `name`. */
const nameKeys = [
  "name",
  "bucket",
  "identifier",
  "clusterIdentifier",
  "domainName",
  "namespaceName",
  "replicationGroupId",
];

const identifiers = ({ inputs, outputs }: StackResource): readonly unknown[] =>
  [at(outputs, "id"), at(outputs, "arn"), ...nameKeys.flatMap((key) => [at(outputs, key), at(inputs, key)])]
    .map(text)
    .filter((value) => typeof value === "string");

/** Whatever a resource may hand on under a name that is not among those above; it tells only beside a dependency. */
function values({ outputs }: StackResource): readonly unknown[] {
  const properties = entries(outputs);
  return properties === unknown ? [] : properties.map(([, place]) => text(place)).filter((value) => value !== unknown);
}
