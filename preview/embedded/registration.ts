import { RegisterResourceRequest, TransformResourceOptions } from "@pulumi/pulumi/proto/resource_pb";
import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import { requireFiles } from "./assets";
import { installedVersion, pluginProperties } from "./default-providers";
import type { DefaultProviders, PackageRequest } from "./default-providers";
import { Refusal } from "./deployment";
import type { Deployment, Goal } from "./deployment";
import { durationSeconds } from "./duration";
import { locationOf } from "../location";
import type { Location } from "../../result/result";
import type { Made, RemoteComponent } from "./remote-components";
import type { Callbacks } from "./transforms";
import { isProviderType, packageOf } from "../urn";
import { asOutputs, fromStruct, outputDependencies, withoutOutputs } from "../values";
import type { Properties } from "../wire";

/** A resource as the program is told of it. */
export interface Registered {
  readonly urn: string;
  readonly id: string;
  readonly outputs: Properties;
  /** What each output depends on, where its provider says so. */
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
}

export interface RegistrationContext {
  readonly deployment: Deployment;
  readonly callbacks: Callbacks;
  readonly defaultProvider: DefaultProviders;
  readonly stackTransforms: readonly Callback[];
  readonly projectRoot: string;
  /** Where the program's packages are found. */
  readonly programFolder: string;
  packageOf(reference: string): PackageRequest;
  construct(component: RemoteComponent): Promise<Made>;
}

/** What the engine remembers of a registered resource for its children. */
interface Remembered {
  readonly parent: string;
  readonly transforms: readonly Callback[];
  /** Providers by package, which the children of a component inherit. */
  readonly providers: ReadonlyMap<string, string> | undefined;
}

/** What the program said of a component that its provider then registers. */
interface Expected {
  readonly transforms: readonly Callback[];
  readonly location: Location | undefined;
}

/** Turns a program's request into a goal (inheritance, transforms, providers) and registers it. */
export function createRegistrar(
  context: RegistrationContext,
): (request: RegisterResourceRequest, order: number) => Promise<Registered> {
  const remembered = new Map<string, Remembered>();
  const expected = new Map<string, Expected>();

  return async function register(request, order) {
    const type = request.getType();
    const name = request.getName();
    const parent = request.getParent();
    const hasProvider = request.getCustom() || request.getRemote();
    const sent = fromStruct(request.getObject());
    requireFiles("unmarshal properties", sent, context.programFolder);
    inheritFromParent(request, context.deployment.planned(parent)?.goal);

    const dependencies = new Set(request.getDependenciesList());
    const wired = wiredDependencies(request, sent, dependencies);
    const key = [parent, type, name].join("::");
    const ordered = expected.get(key);
    expected.delete(key);
    const own = ordered?.transforms ?? request.getTransformsList();
    const isTransformed = request.getTransformsList().length > 0;
    const location =
      ordered?.location ?? locationOf(context.projectRoot, request.getSourceposition(), request.getStacktrace());
    const provider = hasProvider ? resolveProvider(request, remembered.get(parent)?.providers) : request.getProvider();
    let properties = isTransformed ? asOutputs(sent, wired) : sent;
    let options = optionsOf(request, provider);
    for (const transform of [...own, ...inheritedTransforms(remembered, parent), ...context.stackTransforms]) {
      const resource = { name, type, custom: request.getCustom(), parent, properties, options };
      ({ properties, options } = await context.callbacks.transform(transform, resource));
    }
    inheritProviders(request, options, remembered.get(parent)?.providers);

    const links = linksOf(isTransformed, properties, { dependencies, wired, dependsOn: options.getDependsOnList() });
    const reference = await providerReference(context, request, options, order);
    const remember = (urn: string): void => {
      const providers = new Map(options.getProvidersMap().toArray());
      remembered.set(urn, { parent, transforms: own, providers: request.getCustom() ? undefined : providers });
    };
    if (request.getRemote()) {
      expected.set(key, { transforms: own, location });
      const bare = new RegisterResourceRequest().setType(type).setName(name).setParent(parent);
      const registerBare = async (): Promise<string> => (await register(bare, order)).urn;
      const component = { request, options, properties, ...links, provider: reference, registerBare };
      const { urn, outputs, dependencies: found } = await context.construct(component);
      remember(urn);
      return { urn, id: "", outputs, dependencies: found };
    }
    const planned = await context.deployment.register({
      type,
      name,
      parent,
      custom: request.getCustom(),
      properties: withoutOutputs(
        isProviderType(type) ? providerInputs(context, request, options, properties) : properties,
      ),
      provider: reference,
      order,
      protect: options.hasProtect() ? options.getProtect() : undefined,
      retainOnDelete: options.hasRetainOnDelete() ? options.getRetainOnDelete() : undefined,
      deletedWith: options.getDeletedWith(),
      ...links,
      deleteBeforeReplace: options.hasDeleteBeforeReplace() ? options.getDeleteBeforeReplace() : undefined,
      ignoreChanges: options.getIgnoreChangesList(),
      additionalSecretOutputs: options.getAdditionalSecretOutputsList(),
      customTimeouts: timeoutsOf(options),
      hooks: {
        beforeCreate: options.getHooks()?.getBeforeCreateList() ?? [],
        afterCreate: options.getHooks()?.getAfterCreateList() ?? [],
      },
      importId: request.getCustom() ? options.getImport() : "",
      location,
    });
    remember(planned.urn);
    const outputs = planned.goal.custom ? withoutOutputs(planned.outputs ?? {}) : {};
    return { urn: planned.urn, id: planned.id, outputs, dependencies: new Map() };
  };
}

function inheritFromParent(child: RegisterResourceRequest, parent: Goal | undefined): void {
  if (parent === undefined) {
    return;
  }
  if (child.getDeletedwith() === "") {
    child.setDeletedwith(parent.deletedWith);
  }
  if (!child.hasProtect() && parent.protect !== undefined) {
    child.setProtect(parent.protect);
  }
  if (!child.hasRetainondelete() && parent.retainOnDelete !== undefined) {
    child.setRetainondelete(parent.retainOnDelete);
  }
  if (child.getProvider() === "") {
    const isLocalComponent = !child.getRemote() && !child.getCustom();
    const isOfPackage = parent.provider.includes(`::pulumi:providers:${packageOf(child.getType())}::`);
    child.setProvider(isLocalComponent || isOfPackage ? parent.provider : "");
  }
}

/** Dependencies by property. A program that says nothing of properties makes each depend on all. */
function wiredDependencies(
  request: RegisterResourceRequest,
  properties: Properties,
  dependencies: ReadonlySet<string>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const wired = new Map<string, ReadonlySet<string>>();
  request.getPropertydependenciesMap().forEach((urns, property) => wired.set(property, new Set(urns.getUrnsList())));
  return wired.size === 0 && !request.getRemote()
    ? new Map(Object.keys(properties).map((property) => [property, dependencies]))
    : wired;
}

function resolveProvider(request: RegisterResourceRequest, inherited: ReadonlyMap<string, string> | undefined): string {
  const pkg = packageOf(request.getType());
  return request.getProvider() || request.getProvidersMap().get(pkg) || inherited?.get(pkg) || "";
}

function inheritedTransforms(remembered: ReadonlyMap<string, Remembered>, parent: string): readonly Callback[] {
  const ancestor = remembered.get(parent);
  return ancestor === undefined ? [] : [...ancestor.transforms, ...inheritedTransforms(remembered, ancestor.parent)];
}

function optionsOf(request: RegisterResourceRequest, provider: string): TransformResourceOptions {
  const options = new TransformResourceOptions()
    .setImport(request.getImportid())
    .setDependsOnList(request.getDependenciesList())
    .setIgnoreChangesList(request.getIgnorechangesList())
    .setReplaceOnChangesList(request.getReplaceonchangesList())
    .setVersion(request.getVersion())
    .setAliasesList(request.getAliasesList())
    .setProvider(provider)
    .setCustomTimeouts(request.getCustomtimeouts())
    .setPluginDownloadUrl(request.getPlugindownloadurl())
    .setDeletedWith(request.getDeletedwith())
    .setAdditionalSecretOutputsList(request.getAdditionalsecretoutputsList())
    .setHooks(request.getHooks());
  request.getProvidersMap().forEach((reference, pkg) => options.getProvidersMap().set(pkg, reference));
  if (request.hasProtect()) {
    options.setProtect(request.getProtect() ?? false);
  }
  if (request.hasRetainondelete()) {
    options.setRetainOnDelete(request.getRetainondelete() ?? false);
  }
  if (request.getDeletebeforereplacedefined() || request.getDeletebeforereplace()) {
    options.setDeleteBeforeReplace(request.getDeletebeforereplace());
  }
  return options;
}

function inheritProviders(
  request: RegisterResourceRequest,
  options: TransformResourceOptions,
  inherited: ReadonlyMap<string, string> | undefined,
): void {
  if (!request.getCustom()) {
    inherited?.forEach((reference, pkg) => {
      if (!options.getProvidersMap().has(pkg)) {
        options.getProvidersMap().set(pkg, reference);
      }
    });
  }
}

/**
 * After transforms of its own, a resource depends on what the transformed values and `dependsOn` say. Otherwise output
 * values add to the dependencies of their property alone.
 */
function linksOf(
  isTransformed: boolean,
  properties: Properties,
  before: {
    readonly dependencies: ReadonlySet<string>;
    readonly wired: ReadonlyMap<string, ReadonlySet<string>>;
    readonly dependsOn: readonly string[];
  },
): Pick<Goal, "dependencies" | "propertyDependencies"> {
  const held = Object.entries(properties).map(([key, value]) => [key, outputDependencies(value)] as const);
  if (isTransformed) {
    return {
      dependencies: [...new Set([...before.dependsOn, ...held.flatMap(([, urns]) => urns)])],
      propertyDependencies: new Map(held.map(([key, urns]) => [key, [...new Set(urns)]])),
    };
  }
  const propertyDependencies = new Map([...before.wired].map(([key, urns]) => [key, [...urns]]));
  for (const [key, urns] of held) {
    propertyDependencies.set(key, [...new Set([...(propertyDependencies.get(key) ?? []), ...urns])]);
  }
  return { dependencies: [...before.dependencies], propertyDependencies };
}

function providerReference(
  context: RegistrationContext,
  request: RegisterResourceRequest,
  options: TransformResourceOptions,
  order: number,
): string | Promise<string> {
  const type = request.getType();
  if (!(request.getCustom() && !isProviderType(type)) && !request.getRemote()) {
    return "";
  }
  const named = options.getProvider();
  return named !== ""
    ? named
    : context.defaultProvider(packageRequest(context, request, options), { token: type, order });
}

function packageRequest(
  context: RegistrationContext,
  request: RegisterResourceRequest,
  options: TransformResourceOptions,
): PackageRequest {
  const reference = request.getPackageref();
  return reference !== ""
    ? context.packageOf(reference)
    : { name: packageOf(request.getType()), version: options.getVersion(), pluginUrl: options.getPluginDownloadUrl() };
}

/** A provider resource is told which plugin it is, as the engine does. */
function providerInputs(
  context: RegistrationContext,
  request: RegisterResourceRequest,
  options: TransformResourceOptions,
  properties: Properties,
): Properties {
  const { name, version, pluginUrl, base } = packageRequest(context, request, options);
  const known = version !== "" || pluginUrl !== "" ? version : installedVersion(name, context.programFolder);
  return { ...properties, ...pluginProperties(known, pluginUrl, base) };
}

function timeoutsOf(options: TransformResourceOptions): Goal["customTimeouts"] {
  const timeouts = options.getCustomTimeouts();
  const secondsOf = (text: string | undefined): number => {
    const seconds = text === undefined || text === "" ? 0 : durationSeconds(text);
    if (seconds === undefined) {
      throw new Refusal(`The timeout ${JSON.stringify(text)} is no duration. One such as 10m is expected.`);
    }
    return seconds;
  };
  return {
    create: secondsOf(timeouts?.getCreate()),
    update: secondsOf(timeouts?.getUpdate()),
    delete: secondsOf(timeouts?.getDelete()),
  };
}
