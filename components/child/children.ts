import type * as pulumi from "@pulumi/pulumi";
import { overridden, type Overrides } from "./overrides";
import { type AssetClass, type DataTags, tagsOf, type Tags } from "./tags";

/** What a component does alike for each resource that it makes. */
export interface Children<Role extends string> {
  /** Options of each child. */
  readonly options: { readonly parent: pulumi.ComponentResource };
  /** Name of a child: that of the component and words that never change, because renaming replaces. */
  readonly name: (suffix: string) => string;
  /** Properties of a child that has tags, under the overrides of its role. */
  readonly tagged: <T extends object>(role: Role, suffix: string, properties: T, data?: DataTags) => T & TagProperty;
  /** Properties of a child that cannot have tags, under the overrides of its role. */
  readonly untagged: <T extends object>(role: Role, suffix: string, properties: T) => T;
}

interface TagProperty {
  readonly tags: Record<string, string>;
}

export function childrenOf<Role extends string>(
  parent: pulumi.ComponentResource,
  name: string,
  assetClass: AssetClass,
  { tags, overrides }: { readonly tags: Tags; readonly overrides: Overrides },
): Children<Role> {
  const childName = (suffix: string) => `${name}-${suffix}`;
  const untagged = <T extends object>(role: Role, suffix: string, properties: T): T =>
    overridden(parent, childName(suffix), properties, overrides[role]);
  return {
    options: { parent },
    name: childName,
    tagged: (role, suffix, properties, data) =>
      untagged(role, suffix, { ...properties, tags: tagsOf(tags, childName(suffix), assetClass, data) }),
    untagged,
  };
}
