import type { Node } from "./node";

/** One resource as its program asked for it, after the provider's checks. Read-only. */
export interface Resource {
  readonly urn: string;
  /** Type token, `aws:ec2/instance:Instance`. */
  readonly type: string;
  readonly name: string;
  readonly inputs: Node;
  readonly options: {
    readonly protect: boolean;
    readonly ignoreChanges: readonly string[];
    /** URN. */
    readonly parent?: string;
  };
  readonly provider?: ProviderView;
}

export interface ProviderView {
  readonly urn: string;
  /** `pulumi:providers:aws`. */
  readonly type: string;
  /** Nested values of a provider's configuration are JSON text. */
  readonly configuration: Node;
}

/** One resource of a whole stack: what it asked for, what the plan says it will be, and what it hangs on. */
export interface StackResource extends Resource {
  /** Planned state: inputs, and unknown for what the provider computes. */
  readonly outputs: Node;
  /** URNs. */
  readonly dependencies: readonly string[];
  /** URNs by property: where a property's value comes from, known or not. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

export interface Stack {
  /** The Stack resource itself, which a finding names when no other resource is at fault. */
  readonly root: StackResource;
  readonly resources: readonly StackResource[];
  readonly byType: ReadonlyMap<string, readonly StackResource[]>;
}

export function stackOf(root: StackResource, resources: readonly StackResource[]): Stack {
  const byType = new Map<string, StackResource[]>();
  for (const resource of resources) {
    const alike = byType.get(resource.type);
    if (alike === undefined) {
      byType.set(resource.type, [resource]);
    } else {
      alike.push(resource);
    }
  }
  return { root, resources, byType };
}

/** The resources of these types, type by type. */
export const ofType = ({ byType }: Stack, ...types: readonly string[]): readonly StackResource[] =>
  types.flatMap((type) => byType.get(type) ?? []);
