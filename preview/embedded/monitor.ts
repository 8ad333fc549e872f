import { randomUUID } from "node:crypto";
import { status } from "@grpc/grpc-js";
import type { ServiceError, UntypedServiceImplementation, handleUnaryCall } from "@grpc/grpc-js";
import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import { CheckFailure } from "@pulumi/pulumi/proto/provider_pb";
import type { CallResponse } from "@pulumi/pulumi/proto/provider_pb";
import { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import {
  ReadResourceResponse,
  RegisterPackageResponse,
  RegisterResourceResponse,
  SupportsFeatureResponse,
  TransformInvokeOptions,
} from "@pulumi/pulumi/proto/resource_pb";
import type {
  ReadResourceRequest,
  RegisterPackageRequest,
  RegisterResourceHookRequest,
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
  ResourceCallRequest,
  ResourceInvokeRequest,
  SupportsFeatureRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { requireFiles } from "./assets";
import type { Asker, DefaultProviders, PackageRequest } from "./default-providers";
import { Refusal } from "./deployment";
import { answerGap } from "../gaps";
import { createRegistrar } from "./registration";
import type { Hooks } from "./hooks";
import { callMethod, construct, providerOfReceiver } from "./remote-components";
import type { RemoteContext } from "./remote-components";
import type { Callbacks } from "./transforms";
import { orUnknown } from "../offline/unknown-text";
import { isRootStack, packageOf } from "../urn";
import { fromStruct, toStruct, withoutOutputs, withoutReferences } from "../values";

export interface MonitorContext extends RemoteContext {
  readonly callbacks: Callbacks;
  readonly hooks: Pick<Hooks, "register">;
  readonly defaultProvider: DefaultProviders;
  readonly projectRoot: string;
  readonly programFolder: string;
  /** The program has asked for all that it wants. */
  onProgramDone(): void;
  /** The program has run to its end, and told what the stack puts out. */
  onStackOutputs(): void;
  /** Once something failed, every request is answered as by an engine that shuts down. */
  isEnding(): boolean;
  /** Requests that are being answered, for whoever wonders what a program waits for. */
  readonly pending: Set<string>;
}

/** All that Pulumi's engine says it can do. */
const features: ReadonlySet<string> = new Set([
  "secrets",
  "resourceReferences",
  "outputValues",
  "aliasSpecs",
  "replacementTrigger",
  "deletedWith",
  "replaceWith",
  "transforms",
  "invokeTransforms",
  "parameterization",
  "resourceHooks",
  "errorHooks",
  "sendsOptionsToHooks",
]);

/** The service that programs register their resources with. */
export function monitorService(context: MonitorContext): UntypedServiceImplementation {
  const { deployment, callbacks, defaultProvider, onGap } = context;
  const stackTransforms: Callback[] = [];
  const invokeTransforms: Callback[] = [];
  const packages = new Map<string, PackageRequest>();
  let requests = 0;
  const registeredPackage = (reference: string): PackageRequest => {
    const found = packages.get(reference);
    if (found === undefined) {
      throw new Refusal(`There is no package ${reference}.`);
    }
    return found;
  };
  const remote: RemoteContext = context;
  const register = createRegistrar({
    ...context,
    stackTransforms,
    packageOf: registeredPackage,
    construct: (component) => construct(remote, component),
  });

  /** The provider that a request names, or the default one of its package. */
  const providerFor = (
    asker: Asker,
    { named, reference, version, pluginUrl }: { named: string; reference: string; version: string; pluginUrl: string },
  ): Promise<string> => {
    if (named !== "") {
      return Promise.resolve(named);
    }
    const request =
      reference === "" ? { name: packageOf(asker.token), version, pluginUrl } : registeredPackage(reference);
    return defaultProvider(request, asker);
  };

  const registerResource = async (
    request: RegisterResourceRequest,
    order: number,
  ): Promise<RegisterResourceResponse> => {
    const { urn, id, outputs, dependencies } = await register(request, order);
    const response = new RegisterResourceResponse().setUrn(urn).setId(id).setObject(toStruct(outputs));
    dependencies.forEach((urns, property) =>
      response
        .getPropertydependenciesMap()
        .set(property, new RegisterResourceResponse.PropertyDependencies().setUrnsList([...urns])),
    );
    return response;
  };

  const readResource = async (request: ReadResourceRequest, order: number): Promise<ReadResourceResponse> => {
    const type = request.getType();
    const { urn, outputs } = await deployment.read({
      type,
      name: request.getName(),
      id: request.getId(),
      parent: request.getParent(),
      provider: await providerFor(
        { token: type, order },
        {
          named: request.getProvider(),
          reference: request.getPackageref(),
          version: request.getVersion(),
          pluginUrl: request.getPlugindownloadurl(),
        },
      ),
      properties: withoutOutputs(fromStruct(request.getProperties())),
      additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    });
    return new ReadResourceResponse().setUrn(urn).setProperties(toStruct(withoutOutputs(outputs)));
  };

  const invoke = async (request: ResourceInvokeRequest, order: number): Promise<InvokeResponse> => {
    const token = request.getTok();
    let args = withoutOutputs(fromStruct(request.getArgs()));
    let options = new TransformInvokeOptions()
      .setProvider(request.getProvider())
      .setVersion(request.getVersion())
      .setPluginDownloadUrl(request.getPlugindownloadurl());
    for (const transform of invokeTransforms) {
      ({ args, options } = await callbacks.transformInvoke(transform, token, { args, options }));
    }
    const reference = await providerFor(
      { token, order },
      {
        named: options.getProvider(),
        reference: request.getPackageref(),
        version: options.getVersion(),
        pluginUrl: options.getPluginDownloadUrl(),
      },
    );
    const { answers, configuration, isKnown } = deployment.provider(reference);
    const answer = isKnown
      ? await answers.invoke({ token, args: withoutReferences(withoutOutputs(args)), configuration })
      : { result: {}, failures: [], placeholder: true };
    if (answer.placeholder) {
      onGap(answerGap(token, args));
    }
    const result = request.getAcceptresources() ? answer.result : withoutReferences(answer.result);
    return new InvokeResponse()
      .setReturn(toStruct(orUnknown(withoutOutputs(result))))
      .setFailuresList(
        answer.failures.map(({ property, reason }) => new CheckFailure().setProperty(property).setReason(reason)),
      );
  };

  const call = async (request: ResourceCallRequest, order: number): Promise<CallResponse> =>
    callMethod(
      remote,
      request,
      await providerFor(
        { token: request.getTok(), order },
        {
          named: providerOfReceiver(deployment, request),
          reference: request.getPackageref(),
          version: request.getVersion(),
          pluginUrl: request.getPlugindownloadurl(),
        },
      ),
    );

  const registerPackage = (request: RegisterPackageRequest): RegisterPackageResponse => {
    const parameterization = request.getParameterization();
    const wanted: PackageRequest = {
      name: parameterization?.getName() ?? request.getName(),
      version: parameterization?.getVersion() ?? request.getVersion(),
      pluginUrl: request.getDownloadUrl(),
      ...(parameterization !== undefined && {
        base: {
          name: request.getName(),
          version: request.getVersion(),
          parameter: parameterization.getValue_asB64(),
        },
      }),
    };
    const known = [...packages].find(([, candidate]) => JSON.stringify(candidate) === JSON.stringify(wanted));
    const reference = known?.[0] ?? randomUUID();
    packages.set(reference, wanted);
    return new RegisterPackageResponse().setRef(reference);
  };

  const answer = <Request, Response>(
    describe: (request: Request) => string,
    handle: (request: Request, order: number) => Response | Promise<Response>,
  ): handleUnaryCall<Request, Response> => {
    return (call, done) => {
      if (context.isEnding()) {
        done(shuttingDown);
        return;
      }
      const description = describe(call.request);
      const order = ++requests;
      context.pending.add(description);
      Promise.resolve(call.request)
        .then((request) => handle(request, order))
        .then(
          (response) => (context.isEnding() ? done(shuttingDown) : done(null, response)),
          (error: Error) => done(context.isEnding() ? shuttingDown : { ...unknownError, details: error.message }),
        )
        .finally(() => context.pending.delete(description));
    };
  };
  const nothing = () => new Empty();

  return {
    supportsFeature: answer(
      () => "its features",
      (request: SupportsFeatureRequest) => new SupportsFeatureResponse().setHassupport(features.has(request.getId())),
    ),
    registerResource: answer((request) => `${request.getType()} "${request.getName()}"`, registerResource),
    registerResourceOutputs: answer(
      (request) => `the outputs of ${request.getUrn()}`,
      async (request: RegisterResourceOutputsRequest) => {
        const outputs = fromStruct(request.getOutputs());
        requireFiles("cannot unmarshal output properties", outputs, context.programFolder);
        await deployment.setOutputs(request.getUrn(), withoutOutputs(outputs));
        if (isRootStack(request.getUrn())) {
          context.onStackOutputs();
        }
        return new Empty();
      },
    ),
    readResource: answer((request) => `${request.getType()} "${request.getName()}"`, readResource),
    invoke: answer((request) => request.getTok(), invoke),
    call: answer((request) => request.getTok(), call),
    registerStackTransform: answer(
      () => "a transform of the stack",
      (callback: Callback) => {
        stackTransforms.push(callback);
        return new Empty();
      },
    ),
    registerStackInvokeTransform: answer(
      () => "a transform of invokes",
      (callback: Callback) => {
        invokeTransforms.push(callback);
        return new Empty();
      },
    ),
    registerResourceHook: answer(
      (request) => `the hook ${request.getName()}`,
      (request: RegisterResourceHookRequest) => {
        context.hooks.register(request);
        return new Empty();
      },
    ),
    registerErrorHook: answer(() => "a hook", nothing),
    registerPackage: answer((request) => `the package ${request.getName()}`, registerPackage),
    signalAndWaitForShutdown: answer(
      () => "the end",
      () => {
        context.onProgramDone();
        return new Empty();
      },
    ),
  };
}

const shuttingDown: Partial<ServiceError> = { code: status.UNAVAILABLE, details: "resource monitor shut down" };
const unknownError: Partial<ServiceError> = { code: status.UNKNOWN };
