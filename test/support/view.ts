import { rootNode, type Unknown, unknown, unknownSentinels, type Value } from "../../policy-pack/node";
import { type ProviderView, type Resource, type Stack, stackOf, type StackResource } from "../../policy-pack/view";

/** Properties as a test writes them, with `unknown` where a value is not known yet. */
export type Written =
  null | undefined | boolean | number | string | Unknown | readonly Written[] | { readonly [key: string]: Written };

export type Properties = { readonly [key: string]: Written };

export interface ResourceCase {
  readonly type: string;
  /** @default "subject" */
  readonly name?: string;
  readonly inputs?: Properties;
  readonly options?: Partial<Resource["options"]>;
  /** Configuration of its provider; @default no provider */
  readonly provider?: Properties;
}

export interface StackResourceCase extends ResourceCase {
  /** Planned state beside the inputs; @default an unknown `id` and `arn` */
  readonly outputs?: Properties;
  /** Names of resources of the case, by property. */
  readonly from?: Readonly<Record<string, readonly string[]>>;
}

/** Writes values as Pulumi hands them to a policy pack. */
function asHandedOver(written: Written): Value | undefined {
  if (written === unknown) {
    return unknownSentinels.string;
  }
  if (Array.isArray(written)) {
    return written.map((item: Written) => asHandedOver(item) ?? null);
  }
  if (typeof written === "object" && written !== null) {
    return Object.fromEntries(Object.entries(written).map(([key, value]) => [key, asHandedOver(value)]));
  }
  return written as Value | undefined;
}

const urnOf = ({ type, name = "subject" }: ResourceCase): string => `urn:pulumi:test::project::${type}::${name}`;

const properties = (urn: string, written: Properties) => rootNode(urn, asHandedOver(written) ?? {});

export function resourceView(written: ResourceCase): Resource {
  const { type, name = "subject", inputs = {}, options, provider } = written;
  const urn = urnOf(written);
  return {
    urn,
    type,
    name,
    inputs: properties(urn, inputs),
    options: { protect: false, ignoreChanges: [], ...options },
    ...(provider && { provider: providerView(type, provider) }),
  };
}

function providerView(type: string, configuration: Properties): ProviderView {
  const providerType = `pulumi:providers:${type.slice(0, type.indexOf(":"))}`;
  const urn = urnOf({ type: providerType, name: "default" });
  return { urn, type: providerType, configuration: properties(urn, configuration) };
}

/** A stack of these resources, its root first. */
export function stackView(written: readonly StackResourceCase[]): Stack {
  const urns = new Map(written.map((resource) => [resource.name ?? "subject", urnOf(resource)]));
  const resources = [{ type: "pulumi:pulumi:Stack", name: "project-test", outputs: {} }, ...written].map((resource) =>
    stackResourceView(resource, urns),
  );
  const [root] = resources;
  if (root === undefined) {
    throw new Error("a stack always has a root");
  }
  return stackOf(root, resources);
}

function stackResourceView(written: StackResourceCase, urns: ReadonlyMap<string, string>): StackResource {
  const { outputs = { id: unknown, arn: unknown }, inputs = {}, from = {} } = written;
  const urn = urnOf(written);
  const propertyDependencies = Object.fromEntries(
    Object.entries(from).map(([property, names]) => [property, names.map((name) => urnNamed(urns, name))]),
  );
  return {
    ...resourceView(written),
    outputs: properties(urn, { ...inputs, ...outputs }),
    dependencies: [...new Set(Object.values(propertyDependencies).flat())],
    propertyDependencies,
  };
}

function urnNamed(urns: ReadonlyMap<string, string>, name: string): string {
  const urn = urns.get(name);
  if (urn === undefined) {
    throw new Error(`no resource of the case is named ${name}`);
  }
  return urn;
}
