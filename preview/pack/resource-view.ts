import {
  AnalyzeRequest,
  AnalyzerPropertyDependencies,
  AnalyzerProviderResource,
  AnalyzerResource,
  AnalyzerResourceOptions,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { nameOf, typeOf } from "../urn";
import { asPoliciesSee, asShown, toStruct } from "../values";
import type { Properties } from "../wire";

/** A resource as the engine describes it to policy packs. */
export interface ResourceView {
  readonly urn: string;
  readonly properties: Properties;
  readonly options: ViewOptions;
  readonly provider?: { readonly urn: string; readonly inputs: Properties };
}

export interface ViewOptions {
  readonly protect: boolean;
  readonly ignoreChanges: readonly string[];
  readonly deleteBeforeReplace: boolean | undefined;
  readonly additionalSecretOutputs: readonly string[];
  /** URNs under which it was known before; none where there is no earlier state. */
  readonly aliases: readonly string[];
  /** Seconds; 0 where the program does not say. */
  readonly customTimeouts: { readonly create: number; readonly update: number; readonly delete: number };
  readonly parent: string;
}

/** The same at the end, when its links to other resources are known. */
export interface StackResourceView extends ResourceView {
  readonly dependencies: readonly string[];
  readonly propertyDependencies: ReadonlyMap<string, readonly string[]>;
}

export function analyzeRequest(view: ResourceView): AnalyzeRequest {
  return addressed(new AnalyzeRequest(), view).setProperties(toStruct(asPoliciesSee(view.properties)));
}

/** Remediations answer with all properties, the engine's own among them, so these are shown too. */
export function remediateRequest(view: ResourceView): AnalyzeRequest {
  return addressed(new AnalyzeRequest(), view).setProperties(toStruct(asShown(view.properties)));
}

export function stackResource(view: StackResourceView): AnalyzerResource {
  const resource = addressed(new AnalyzerResource(), view)
    .setProperties(toStruct(asPoliciesSee(view.properties)))
    .setParent(view.options.parent)
    .setDependenciesList([...view.dependencies]);
  for (const [property, urns] of view.propertyDependencies) {
    if (urns.length > 0) {
      resource.getPropertydependenciesMap().set(property, new AnalyzerPropertyDependencies().setUrnsList([...urns]));
    }
  }
  return resource;
}

function addressed<T extends AnalyzeRequest | AnalyzerResource>(message: T, view: ResourceView): T {
  message.setUrn(view.urn);
  message.setType(typeOf(view.urn));
  message.setName(nameOf(view.urn));
  message.setOptions(optionsOf(view.options));
  if (view.provider !== undefined) {
    message.setProvider(providerOf(view.provider));
  }
  return message;
}

function optionsOf(options: ViewOptions): AnalyzerResourceOptions {
  const { create, update, delete: remove } = options.customTimeouts;
  const timeouts = new AnalyzerResourceOptions.CustomTimeouts().setCreate(create).setUpdate(update).setDelete(remove);
  return new AnalyzerResourceOptions()
    .setProtect(options.protect)
    .setIgnorechangesList([...options.ignoreChanges])
    .setDeletebeforereplace(options.deleteBeforeReplace ?? false)
    .setDeletebeforereplacedefined(options.deleteBeforeReplace !== undefined)
    .setAdditionalsecretoutputsList([...options.additionalSecretOutputs])
    .setAliasesList([...options.aliases])
    .setCustomtimeouts(timeouts)
    .setParent(options.parent);
}

const providerOf = ({ urn, inputs }: { readonly urn: string; readonly inputs: Properties }): AnalyzerProviderResource =>
  new AnalyzerProviderResource()
    .setUrn(urn)
    .setType(typeOf(urn))
    .setName(nameOf(urn))
    .setProperties(toStruct(asPoliciesSee(inputs)));
