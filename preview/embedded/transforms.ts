import { credentials } from "@grpc/grpc-js";
import { CallbacksClient } from "@pulumi/pulumi/proto/callback_grpc_pb";
import { CallbackInvokeRequest } from "@pulumi/pulumi/proto/callback_pb";
import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import {
  ResourceHookResponse,
  TransformInvokeRequest,
  TransformInvokeResponse,
  TransformRequest,
  TransformResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import type {
  ResourceHookRequest,
  TransformInvokeOptions,
  TransformResourceOptions,
} from "@pulumi/pulumi/proto/resource_pb";
import { messageLimits } from "../message-limits";
import { fromStruct, toStruct } from "../values";
import type { Properties } from "../wire";

/** Functions of the program that the engine calls back: transforms of resources and of invokes. */
export interface Callbacks {
  transform(
    callback: Callback,
    resource: TransformedResource,
  ): Promise<Pick<TransformedResource, "properties" | "options">>;
  transformInvoke(callback: Callback, token: string, invoke: TransformedInvoke): Promise<TransformedInvoke>;
  /** What went wrong; empty where nothing did. */
  runHook(callback: Callback, resource: ResourceHookRequest): Promise<string>;
  close(): void;
}

export interface TransformedResource {
  readonly name: string;
  readonly type: string;
  readonly custom: boolean;
  readonly parent: string;
  readonly properties: Properties;
  readonly options: TransformResourceOptions;
}

export interface TransformedInvoke {
  readonly args: Properties;
  readonly options: TransformInvokeOptions;
}

export function createCallbacks(): Callbacks {
  const clients = new Map<string, CallbacksClient>();
  const call = (callback: Callback, request: Uint8Array): Promise<Uint8Array> => {
    const target = callback.getTarget();
    const client = clients.get(target) ?? new CallbacksClient(target, credentials.createInsecure(), messageLimits);
    clients.set(target, client);
    const invocation = new CallbackInvokeRequest().setToken(callback.getToken()).setRequest(request);
    return new Promise((resolve, reject) =>
      client.invoke(invocation, (error, response) =>
        error === null ? resolve(response.getResponse_asU8()) : reject(error),
      ),
    );
  };
  return {
    transform: async (callback, { name, type, custom, parent, properties, options }) => {
      const request = new TransformRequest()
        .setName(name)
        .setType(type)
        .setCustom(custom)
        .setParent(parent)
        .setProperties(toStruct(properties))
        .setOptions(options);
      const response = TransformResponse.deserializeBinary(await call(callback, request.serializeBinary()));
      const changed = response.getProperties();
      return {
        properties: changed === undefined ? properties : fromStruct(changed),
        options: response.getOptions() ?? options,
      };
    },
    transformInvoke: async (callback, token, { args, options }) => {
      const request = new TransformInvokeRequest().setToken(token).setArgs(toStruct(args)).setOptions(options);
      const response = TransformInvokeResponse.deserializeBinary(await call(callback, request.serializeBinary()));
      const changed = response.getArgs();
      return {
        args: changed === undefined ? args : fromStruct(changed),
        options: response.getOptions() ?? options,
      };
    },
    runHook: async (callback, resource) =>
      ResourceHookResponse.deserializeBinary(await call(callback, resource.serializeBinary())).getError(),
    close: () => clients.forEach((client) => client.close()),
  };
}
