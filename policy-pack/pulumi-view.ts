import { type PolicyProviderResource, type PolicyResource, type ResourceValidationArgs, Secret } from "@pulumi/policy";
import { rootNode, type Value } from "./node";
import { type ProviderView, type Resource, type Stack, stackOf, type StackResource } from "./view";

type Handed = Pick<ResourceValidationArgs, "urn" | "type" | "name" | "props" | "opts" | "provider">;

/**
 * The properties behind the proxies in which Pulumi hands them to a policy: one of them throws at the first unknown that is
 * read, which would end the judgement of everything after it.
 */
export function rawProperties(props: ResourceValidationArgs["props"]): { readonly [property: string]: Value } {
  const target = props["__getSpecialProxyTarget"] as ResourceValidationArgs["props"] | undefined;
  return target === undefined ? props : rawProperties(target);
}

/** Remediations, and they alone, are handed secrets as such; a policy judges what is in them. */
export function withoutSecrecy(properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(properties).map(([property, value]) => [property, plain(value)]));
}

function plain(value: unknown): unknown {
  if (value instanceof Secret) {
    return plain(value.value as unknown);
  }
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  return isRecord(value) ? withoutSecrecy(value) : value;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

export function resourceView({ urn, type, name, props, opts, provider }: Handed): Resource {
  return {
    urn,
    type,
    name,
    inputs: rootNode(urn, rawProperties(props)),
    options: {
      protect: opts.protect,
      ignoreChanges: opts.ignoreChanges,
      ...(opts.parent !== undefined && { parent: opts.parent }),
    },
    ...(provider && { provider: providerView(provider) }),
  };
}

const providerView = ({ urn, type, props }: PolicyProviderResource): ProviderView => ({
  urn,
  type,
  configuration: rootNode(urn, rawProperties(props)),
});

const stackType = "pulumi:pulumi:Stack";

/** @param inputs by URN, what each resource asked for; where it is not known, its planned state stands for it */
export function stackView(resources: readonly PolicyResource[], inputs: ReadonlyMap<string, Value>): Stack {
  const views = resources.map((resource) => stackResourceView(resource, inputs.get(resource.urn)));
  return stackOf(views.find(({ type }) => type === stackType) ?? rootless, views);
}

function stackResourceView(resource: PolicyResource, inputs: Value | undefined): StackResource {
  const view = resourceView(resource);
  return {
    ...view,
    inputs: inputs === undefined ? view.inputs : rootNode(resource.urn, inputs),
    outputs: view.inputs,
    dependencies: resource.dependencies.map(({ urn }) => urn),
    propertyDependencies: Object.fromEntries(
      Object.entries(resource.propertyDependencies).map(([property, from]) => [property, from.map(({ urn }) => urn)]),
    ),
  };
}

/** Of a state without a Stack. Pulumi shows a finding without URN on the stack. */
const rootless: StackResource = {
  urn: "",
  type: stackType,
  name: "",
  inputs: rootNode("", {}),
  outputs: rootNode("", {}),
  options: { protect: false, ignoreChanges: [] },
  dependencies: [],
  propertyDependencies: {},
};
