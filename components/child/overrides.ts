import * as pulumi from "@pulumi/pulumi";
import type { Refuse } from "../argument/refusal";

/** Properties of children by the role of the child; they replace what the component would have set. */
export type Overrides = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** @throws RefusedArgumentError for a role that no child of the component has, and for properties that are no object. */
export function assertRoles(refuse: Refuse, overrides: Overrides, roles: readonly string[]): void {
  for (const [role, properties] of Object.entries(overrides)) {
    if (!roles.includes(role)) {
      throw refuse(`overrides.${role}`, properties, `a role among ${roles.join(", ")}`);
    }
    if (typeof properties !== "object" || properties === null || Array.isArray(properties)) {
      throw refuse(`overrides.${role}`, properties, "an object of properties");
    }
  }
}

/** The properties of a child under the overrides of its role, of which a warning tells. */
export function overridden<T extends object>(
  component: pulumi.ComponentResource,
  name: string,
  properties: T,
  replacing: Overrides[string] | undefined,
): T {
  if (replacing === undefined) {
    return properties;
  }
  const keys = Object.keys(replacing).join(", ");
  void pulumi.log.warn(`${name}: overrides set ${keys}; the component does not vouch for this.`, component);
  return { ...properties, ...replacing };
}
