import { at, unknown } from "../node";
import { referred } from "../relation";
import type { Stack, StackResource } from "../view";

/** Resources that configure others from the side: the versioning of a bucket, the backup policy of a file system. */
export interface Companions {
  readonly of: (resource: StackResource) => readonly StackResource[];
  /** Those of which nothing tells yet whom they configure: it may be any. */
  readonly undecided: readonly StackResource[];
}

/** Companions of these types, which name what they configure in this property, and the types of what they configure. */
export type CompanionFinder = (
  types: readonly string[],
  property: readonly string[],
  targets: readonly string[],
) => Companions;

/** Looks up each kind of companion once a stack. */
export function companionsIn(stack: Stack): CompanionFinder {
  const found = new Map<string, Companions>();
  return (types, property, targets) => {
    const key = [types, property, targets].join(" ");
    const companions = found.get(key) ?? find(stack, types, property, targets);
    found.set(key, companions);
    return companions;
  };
}

const find = (stack: Stack, ...[types, property, targets]: Parameters<CompanionFinder>): Companions => {
  const byUrn = new Map<string, StackResource[]>();
  const undecided: StackResource[] = [];
  for (const companion of stack.resources.filter(({ type }) => types.includes(type))) {
    const configured = referred(stack, companion, at(companion.inputs, ...property), ...targets);
    if (configured === unknown) {
      undecided.push(companion);
      continue;
    }
    for (const { urn } of configured) {
      byUrn.set(urn, [...(byUrn.get(urn) ?? []), companion]);
    }
  }
  return { of: ({ urn }) => byUrn.get(urn) ?? [], undecided };
};
