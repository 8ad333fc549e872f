import type { PolicyConfigSchema } from "@pulumi/policy";
import type { Control } from "../protocol/control";
import type { Declaration, Problem } from "../protocol/declaration";
import type { Judgement } from "./judgement";
import type { Value } from "./node";
import type { Resource, Stack } from "./view";

/** What a policy may know beside the resource: what the stack declares, and its own parameters. */
export interface Context<P> {
  readonly declaration: Declaration;
  /** What is wrong with what the stack declares; `stack-declaration` reports it. */
  readonly problems: readonly Problem[];
  /** The environment that the default levels of the pack are for. */
  readonly levelsFor: Declaration["env"]["value"];
  readonly parameters: P;
}

/** JSON Schema of each parameter. */
export type Parameters<P> = { readonly [name in Extract<keyof P, string>]: PolicyConfigSchema["properties"][string] };

interface Stated<P> {
  /** The policy's one name: file, Pulumi's output, configuration, documentation. */
  readonly name: string;
  /** The controls that it serves; a finding names the first unless its answer names another. */
  readonly controls: readonly [Control, ...Control[]];
  /** What to change, for the engineer whose preview was stopped. */
  readonly remediation: string;
  /** JSON Schema by parameter. Defaults come from here. */
  readonly parameters?: Parameters<P>;
  /** Environments in which it blocks by default. */
  readonly mandatoryIn?: readonly ("production" | "staging" | "development")[];
}

/** Judges one resource at a time from its inputs. A pure function: no state, no clock, no input or output. */
export interface ResourcePolicy<P = Record<never, never>> extends Stated<P> {
  readonly kind: "resource";
  /** Type tokens that it judges; absent where it must look at a resource to tell. */
  readonly types?: readonly string[];
  readonly judge: (resource: Resource, context: Context<P>) => Judgement;
  /** The changed properties by name, where the fix is safe; nothing where there is nothing to fix. */
  readonly remediate?: (resource: Resource, context: Context<P>) => { readonly [property: string]: Value } | undefined;
}

/** Judges the whole stack: unions, companions, absences. A pure function. */
export interface StackPolicy<P = Record<never, never>> extends Stated<P> {
  readonly kind: "stack";
  readonly judge: (stack: Stack, context: Context<P>) => Judgement;
}

/** Any policy, whatever its parameters. */
export type Policy = ResourcePolicy<never> | StackPolicy<never>;

export const resourcePolicy = <P = Record<never, never>>(
  stated: Omit<ResourcePolicy<P>, "kind">,
): ResourcePolicy<P> => ({
  kind: "resource",
  ...stated,
});

export const stackPolicy = <P = Record<never, never>>(stated: Omit<StackPolicy<P>, "kind">): StackPolicy<P> => ({
  kind: "stack",
  ...stated,
});
