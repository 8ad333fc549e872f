import type { Refuse } from "./refusal";

/** What a key may be that becomes part of a resource's name. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

/** @throws RefusedArgumentError unless `named` is an object and its keys can be parts of names of resources. */
export function assertNames(refuse: Refuse, argument: string, named: Readonly<Record<string, unknown>>): void {
  if (typeof named !== "object" || named === null || Array.isArray(named)) {
    // What is named here may be a key.
    throw refuse(argument, named && typeof named, "an object with a name for each entry");
  }
  for (const name of Object.keys(named)) {
    if (!NAME.test(name)) {
      throw refuse(argument, name, "names of at most 63 letters, digits, dots, hyphens and underscores");
    }
  }
}
