import { credentials } from "@grpc/grpc-js";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { RegisterResourceOutputsRequest, type RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { messageLimits } from "../message-limits";
import { toStruct } from "../values";
import type { Properties } from "../wire";

/** The engine as a component sees it: it registers its own resources there. */
export interface Monitor {
  /** The URN that the engine gives. */
  register(request: RegisterResourceRequest): Promise<string>;
  registerOutputs(urn: string, outputs: Properties): Promise<void>;
}

export async function withMonitor<T>(address: string, work: (monitor: Monitor) => Promise<T>): Promise<T> {
  const client = new ResourceMonitorClient(address, credentials.createInsecure(), messageLimits);
  try {
    return await work({
      register: (request) =>
        new Promise((resolve, reject) =>
          client.registerResource(request, (error, response) =>
            error === null ? resolve(response.getUrn()) : reject(error),
          ),
        ),
      registerOutputs: (urn, outputs) =>
        new Promise((resolve, reject) =>
          client.registerResourceOutputs(
            new RegisterResourceOutputsRequest().setUrn(urn).setOutputs(toStruct(outputs)),
            (error) => (error === null ? resolve() : reject(error)),
          ),
        ),
    });
  } finally {
    client.close();
  }
}
