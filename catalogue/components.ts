import { ComponentResource } from "@pulumi/pulumi";
import * as exported from "../components";
import type { Control } from "../protocol";

/** A component of the library, and the controls that what it makes serves. */
export interface ComponentEntry {
  /** Class name: `Network`. */
  readonly name: string;
  readonly controls: readonly Control[];
}

type ComponentClass = (new (...args: never[]) => ComponentResource) & { readonly controls: readonly Control[] };

const isComponent = (value: unknown): value is ComponentClass =>
  typeof value === "function" && value.prototype instanceof ComponentResource;

export const components: readonly ComponentEntry[] = Object.values<unknown>(exported)
  .filter(isComponent)
  .map(({ name, controls }) => ({ name, controls }));

/** Stem of a component's file, of its test and of its page: `tls-ingress`. */
export const fileOf = (name: string): string => name.replace(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
