import { CallRequest, CallResponse, ConstructRequest } from "@pulumi/pulumi/proto/provider_pb";
import type { RegisterResourceRequest, ResourceCallRequest } from "@pulumi/pulumi/proto/resource_pb";
import type { TransformResourceOptions } from "@pulumi/pulumi/proto/resource_pb";
import type { Gap } from "../../result/result";
import { constructGap, methodGap, unknownComponentGap } from "../gaps";
import { parallel } from "../process/program";
import type { StackConfiguration } from "../stack-configuration";
import { isProviderType } from "../urn";
import { asOutputs, fromStruct, outputDependencies, toStruct, withoutOutputs, withoutReferences } from "../values";
import type { Properties } from "../wire";
import { Refusal } from "./deployment";
import type { Deployment } from "./deployment";
import { providerError } from "./provider-error";

export interface RemoteContext {
  readonly deployment: Deployment;
  readonly run: {
    readonly organization: string;
    readonly project: string;
    readonly stack: string;
    readonly configuration: StackConfiguration;
    /** Where this preview serves the engine's protocols. */
    readonly address: string;
  };
  onGap(gap: Gap | undefined): void;
  onFailure(error: Error): void;
  onSecret(value: Properties): void;
}

/** A component that its provider makes, once transforms have run. */
export interface RemoteComponent {
  readonly request: RegisterResourceRequest;
  readonly options: TransformResourceOptions;
  readonly properties: Properties;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: ReadonlyMap<string, readonly string[]>;
  readonly provider: string;
  /** Registers it without anything, as the engine does in the place of a provider that cannot be configured yet. */
  registerBare(): Promise<string>;
}

export interface Made {
  readonly urn: string;
  readonly outputs: Properties;
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
}

/** Has its provider make a component; the provider registers it and what belongs to it. */
export async function construct(context: RemoteContext, component: RemoteComponent): Promise<Made> {
  const { deployment, onGap } = context;
  const { request, properties } = component;
  const type = request.getType();
  const { answers, configuration, isKnown } = deployment.provider(component.provider);
  context.onSecret(properties);
  if (!isKnown) {
    const urn = await component.registerBare();
    onGap(unknownComponentGap(urn));
    return { urn, outputs: {}, dependencies: new Map() };
  }
  const inputs = told(properties, answers.isSource ?? false);
  const what = `${type} resource '${request.getName()}' has a problem`;
  const response = await refusing(context, what, () =>
    answers.construct(constructRequest(context, component, inputs), configuration),
  );
  onGap(answers.isSource ? undefined : constructGap({ type, urn: response.getUrn(), inputs }));
  const outputs = fromStruct(response.getState());
  const sent = new Map<string, readonly string[]>();
  response.getStatedependenciesMap().forEach((urns, property) => sent.set(property, urns.getUrnsList()));
  return { urn: response.getUrn(), outputs: withoutOutputs(outputs), dependencies: extended(sent, outputs) };
}

/** Calls a method of a resource or a component. */
export async function callMethod(
  context: RemoteContext,
  request: ResourceCallRequest,
  provider: string,
): Promise<CallResponse> {
  const { answers, configuration, isKnown } = context.deployment.provider(provider);
  const token = request.getTok();
  if (!answers.isSource) {
    context.onGap(methodGap(token));
  }
  if (!isKnown) {
    return new CallResponse();
  }
  const sent = fromStruct(request.getArgs());
  const { run } = context;
  const call = new CallRequest()
    .setTok(token)
    .setArgs(toStruct(told(sent, answers.isSource ?? false)))
    .setProject(run.project)
    .setStack(run.stack)
    .setOrganization(run.organization)
    .setDryrun(true)
    .setParallel(parallel)
    .setMonitorendpoint(run.address)
    .setAcceptsOutputValues(true);
  run.configuration.values.forEach((value, key) => call.getConfigMap().set(key, value));
  const wired = new Map<string, readonly string[]>();
  request.getArgdependenciesMap().forEach((urns, property) => wired.set(property, urns.getUrnsList()));
  extended(wired, sent).forEach((urns, property) =>
    call.getArgdependenciesMap().set(property, new CallRequest.ArgumentDependencies().setUrnsList([...urns])),
  );
  const response = await refusing(context, `call to function '${token}' failed`, () =>
    answers.call(call, configuration),
  );
  const result = fromStruct(response.getReturn());
  const answer = new CallResponse()
    .setReturn(toStruct(withoutOutputs(result)))
    .setFailuresList(response.getFailuresList());
  const returned = new Map<string, readonly string[]>();
  response.getReturndependenciesMap().forEach((urns, property) => returned.set(property, urns.getUrnsList()));
  extended(returned, result).forEach((urns, property) =>
    answer.getReturndependenciesMap().set(property, new CallResponse.ReturnDependencies().setUrnsList([...urns])),
  );
  return answer;
}

/** The provider that answers for a method: that of its resource, or none where the package's default one does. */
export function providerOfReceiver(deployment: Deployment, request: ResourceCallRequest): string {
  const token = request.getTok();
  const self = fromStruct(request.getArgs()).__self__;
  const receiver = typeof self === "object" && self !== null && !Array.isArray(self) ? (self as Properties) : undefined;
  if (isProviderType(token)) {
    return receiver === undefined ? "" : `${String(receiver.urn)}::${String(receiver.id)}`;
  }
  return request.getProvider() || (deployment.planned(String(receiver?.urn))?.goal.provider ?? "");
}

/** Providers of Node source take output values, with what each depends on; ours take what policies see. */
const told = (properties: Properties, isSource: boolean): Properties =>
  isSource ? asOutputs(properties, new Map()) : withoutReferences(withoutOutputs(properties));

async function refusing<T>(context: RemoteContext, what: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const refusal = new Refusal(`${what}: ${providerError(error as Error)}`);
    context.onFailure(refusal);
    throw refusal;
  }
}

function extended(
  sent: ReadonlyMap<string, readonly string[]>,
  properties: Properties,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map(sent);
  for (const [key, value] of Object.entries(properties)) {
    found.set(key, [...new Set([...(sent.get(key) ?? []), ...outputDependencies(value)])]);
  }
  return found;
}

function constructRequest(
  { run }: RemoteContext,
  { request, options, dependencies, propertyDependencies }: RemoteComponent,
  inputs: Properties,
): ConstructRequest {
  const construct = new ConstructRequest()
    .setProject(run.project)
    .setStack(run.stack)
    .setOrganization(run.organization)
    .setDryrun(true)
    .setParallel(parallel)
    .setMonitorendpoint(run.address)
    .setConfigsecretkeysList([...run.configuration.secretKeys])
    .setType(request.getType())
    .setName(request.getName())
    .setParent(request.getParent())
    .setInputs(toStruct(inputs))
    .setDependenciesList([...dependencies])
    .setAliasesList(options.getAliasesList())
    .setAdditionalsecretoutputsList(options.getAdditionalSecretOutputsList())
    .setDeletedwith(options.getDeletedWith())
    .setIgnorechangesList(options.getIgnoreChangesList())
    .setReplaceonchangesList(options.getReplaceOnChangesList())
    .setReplaceWithList(request.getReplaceWithList())
    .setReplacementTrigger(request.getReplacementTrigger())
    .setAcceptsOutputValues(true);
  run.configuration.values.forEach((value, key) => construct.getConfigMap().set(key, value));
  options.getProvidersMap().forEach((reference, name) => construct.getProvidersMap().set(name, reference));
  propertyDependencies.forEach((urns, property) =>
    construct
      .getInputdependenciesMap()
      .set(property, new ConstructRequest.PropertyDependencies().setUrnsList([...urns])),
  );
  if (options.hasProtect()) {
    construct.setProtect(options.getProtect() ?? false);
  }
  if (options.hasRetainOnDelete()) {
    construct.setRetainondelete(options.getRetainOnDelete() ?? false);
  }
  if (options.hasDeleteBeforeReplace()) {
    construct.setDeletebeforereplace(options.getDeleteBeforeReplace() ?? false);
  }
  const timeouts = options.getCustomTimeouts();
  if (timeouts !== undefined) {
    construct.setCustomtimeouts(
      new ConstructRequest.CustomTimeouts()
        .setCreate(timeouts.getCreate())
        .setUpdate(timeouts.getUpdate())
        .setDelete(timeouts.getDelete()),
    );
  }
  const hooks = options.getHooks();
  if (hooks !== undefined) {
    construct.setResourceHooks(
      new ConstructRequest.ResourceHooksBinding()
        .setBeforeCreateList(hooks.getBeforeCreateList())
        .setAfterCreateList(hooks.getAfterCreateList())
        .setBeforeUpdateList(hooks.getBeforeUpdateList())
        .setAfterUpdateList(hooks.getAfterUpdateList())
        .setBeforeDeleteList(hooks.getBeforeDeleteList())
        .setAfterDeleteList(hooks.getAfterDeleteList()),
    );
  }
  return construct;
}
