import type { Refuse } from "./refusal";

/**
 * Names of children are that of the component, a suffix and the random characters of the provider; services limit the whole.
 * @throws RefusedArgumentError for a component name that is longer, or that has characters which names in the cloud cannot have.
 */
export function assertComponentName(refuse: Refuse, name: string, maxLength: number): void {
  if (!/^[A-Za-z0-9_-]+$/.test(name) || name.length > maxLength) {
    throw refuse("name", name, `1 to ${maxLength} letters, digits, hyphens and underscores`);
  }
}
