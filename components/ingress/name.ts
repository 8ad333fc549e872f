import type { Refuse } from "../argument/refusal";

// What the cloud allows a load balancer and a target group.
const MAX_LENGTH = 32;
// What Pulumi adds, so that a replacement can stand beside what it replaces.
const AUTONAME_LENGTH = 8;

/** Suffix of the load balancer's name. */
export const LOAD_BALANCER = "lb";

/** Room for the name of a route, behind that of the component and a hyphen. */
export const routeNameLength = (name: string): number => MAX_LENGTH - AUTONAME_LENGTH - name.length - 1;

/** @throws RefusedArgumentError for a name that a load balancer cannot have. */
export function assertName(refuse: Refuse, name: string): void {
  const longest = MAX_LENGTH - AUTONAME_LENGTH - LOAD_BALANCER.length - 1;
  if (!/^(?!internal-)[a-zA-Z\d][a-zA-Z\d-]*$/.test(name) || name.length > longest) {
    throw refuse("name", name, `at most ${longest} letters, digits and hyphens, not beginning with internal-`);
  }
}
