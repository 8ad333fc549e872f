import type { Refuse } from "./refusal";

/** What a key may be that becomes part of a resource's name. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

/** @throws RefusedArgumentError unless the keys can be parts of names of resources. */
export function assertNames(refuse: Refuse, argument: string, named: Readonly<Record<string, unknown>>): void {
  for (const name of Object.keys(named)) {
    if (!NAME.test(name)) {
      throw refuse(argument, name, "names of at most 63 letters, digits, dots, hyphens and underscores");
    }
  }
}
