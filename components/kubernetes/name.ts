import type * as pulumi from "@pulumi/pulumi";
import { isKnown } from "../argument/known";
import type { Refuse } from "../argument/refusal";

/** What the objects of a workload are called: also a part of a domain name, which for services begins with a letter. */
const ownName = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

const namespaceForm = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** What most objects may be called: as a domain. */
const objectName = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

/** What flows and routes are called: a part of the names of their objects. */
const partName = /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/;

/** Namespaces that are there before anybody makes one. */
const givenNamespaces = /^(default|kube-.*)$/;

/** @throws RefusedArgumentError unless every kind of object can have this name. */
export function assertOwnName(refuse: Refuse, argument: string, name: string): void {
  if (typeof name !== "string" || !ownName.test(name)) {
    throw refuse(argument, name, "at most 63 lowercase letters, digits and hyphens, a letter first and no hyphen last");
  }
}

/** Whether a flow or a route can be called so. */
export const isPartName = (name: string): boolean => partName.test(name);

export const partNameInWords = "a name of at most 40 lowercase letters, digits and hyphens";

/** @throws RefusedArgumentError for what is no name of a namespace; one that is not known yet is not looked at. */
export function assertNamespace(refuse: Refuse, argument: string, name: pulumi.Input<string>): void {
  if (isKnown(name) && (typeof name !== "string" || !namespaceForm.test(name))) {
    throw refuse(argument, name, "at most 63 lowercase letters, digits and hyphens, no hyphen first or last");
  }
}

/** @throws RefusedArgumentError as `assertNamespace` does, and for a namespace of Kubernetes itself. */
export function assertOwnNamespace(refuse: Refuse, argument: string, name: pulumi.Input<string>): void {
  assertNamespace(refuse, argument, name);
  if (isKnown(name) && givenNamespaces.test(name)) {
    throw refuse(argument, name, "a namespace of its own, none of those that Kubernetes comes with");
  }
}

/** @throws RefusedArgumentError for what no object is called; a name that is not known yet is not looked at. */
export function assertObject(refuse: Refuse, argument: string, name: pulumi.Input<string>): void {
  if (isKnown(name) && (typeof name !== "string" || !objectName.test(name))) {
    throw refuse(argument, name, "the name of an object: lowercase letters, digits, hyphens and dots");
  }
}
