// Loaded (NODE_OPTIONS=--require) before programs, and providers of Node source, that run on Pulumi's engine with offline
// providers: gives them unknown values where a function's result holds the text that stands for them. Other processes are
// left as they are.
import { createRequire } from "node:module";
import { join } from "node:path";
import type { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import type { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { plainError } from "../process/plain-error";
import { withUnknowns } from "./unknown-text";
import { fromStruct, toStruct } from "../values";

type Done = (error: Error | null, response?: InvokeResponse) => void;
type Invoke = (...call: unknown[]) => unknown;

const sdk = /^(.*[\\/]@pulumi[\\/]pulumi)[\\/]cmd[\\/]run(-plugin)?([\\/]|$)/.exec(process.argv[1] ?? "")?.[1];
if (sdk !== undefined) {
  // The program's own copy of the SDK, which need not be ours.
  const load = createRequire(join(sdk, "index.js"));
  const { ResourceMonitorClient: Client } = load("./proto/resource_grpc_pb.js") as {
    ResourceMonitorClient: typeof ResourceMonitorClient;
  };
  describePlainly();
  const prototype = Client.prototype as unknown as { invoke: Invoke };
  const invoke = prototype.invoke;
  prototype.invoke = function (...call) {
    const done = call.pop() as Done;
    const restored: Done = (error, response) => {
      const result = response?.getReturn();
      if (response !== undefined && result !== undefined) {
        response.setReturn(toStruct(withUnknowns(fromStruct(result))));
      }
      done(error, response);
    };
    return invoke.call(this, ...call, restored);
  };

  function describePlainly(): void {
    try {
      const errors = load("./cmd/run/error.js") as { defaultErrorMessage(error: unknown): string };
      errors.defaultErrorMessage = plainError(errors.defaultErrorMessage);
    } catch {
      // Another version of the SDK keeps it elsewhere: slower, and as correct.
    }
  }
}
