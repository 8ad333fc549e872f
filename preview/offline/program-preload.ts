// Loaded (NODE_OPTIONS=--require) before a program that runs on Pulumi's engine with offline providers: gives it unknown
// values where a function's result holds the text that stands for them. Other processes are left as they are.
import { createRequire } from "node:module";
import { connect } from "node:net";
import { join } from "node:path";
import type { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import type { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { answerActivity } from "../process/activity";
import { plainError } from "../process/plain-error";
import { activityVariable } from "../process/preload-variables";
import { withUnknowns } from "./unknown-text";
import { fromStruct, toStruct } from "../values";

type Done = (error: Error | null, response?: InvokeResponse) => void;
type Invoke = (...call: unknown[]) => unknown;

const sdk = /^(.*[\\/]@pulumi[\\/]pulumi)[\\/]cmd[\\/]run([\\/]|$)/.exec(process.argv[1] ?? "")?.[1];
if (sdk !== undefined) {
  // The program's own copy of the SDK, which need not be ours.
  const load = createRequire(join(sdk, "index.js"));
  const { ResourceMonitorClient: Client } = load("./proto/resource_grpc_pb.js") as {
    ResourceMonitorClient: typeof ResourceMonitorClient;
  };
  describePlainly();
  listenForQuestions();
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

  function listenForQuestions(): void {
    const port = process.env[activityVariable];
    Reflect.deleteProperty(process.env, activityVariable);
    if (port !== undefined) {
      const connection = connect(Number(port), "127.0.0.1").on("error", () => undefined);
      answerActivity(connection);
      connection.unref();
    }
  }

  function describePlainly(): void {
    try {
      const errors = load("./cmd/run/error.js") as { defaultErrorMessage(error: unknown): string };
      errors.defaultErrorMessage = plainError(errors.defaultErrorMessage);
    } catch {
      // Another version of the SDK keeps it elsewhere: slower, and as correct.
    }
  }
}
