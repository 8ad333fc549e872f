// Loaded (NODE_OPTIONS=--require) before programs, and providers of Node source, that run on Pulumi's engine with offline
// providers: stands between the two where the engine would need a cloud, a network or a stack that is not there, or cannot
// carry an unknown value. Other processes are left as they are.
import { createHash } from "node:crypto";
import { connect } from "node:net";
import type { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import type {
  ReadResourceRequest,
  ReadResourceResponse,
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
  RegisterResourceResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import { fixturesOfEnvironment } from "../fixtures";
import { answerActivity } from "../process/activity";
import { seeEveryFrame } from "../process/frame-position";
import { importKey, keptAsIs } from "../import";
import { plainError } from "../process/plain-error";
import { activityVariable } from "../process/preload-variables";
import { aboutStandIns, standInWhereAwaited } from "../process/promise-form";
import { whenSdkLoads } from "../process/sdk-modules";
import { ownStackVariable, stackReference, stackState } from "../stack-reference";
import { orUnknown, withUnknowns } from "./unknown-text";
import { mapValues } from "./values";
import { fromStruct, isSpecial, rewrite, toStruct } from "../values";
import { packageOf } from "../urn";
import { UNKNOWN } from "../wire";
import type { Properties } from "../wire";

type Call = (...call: unknown[]) => unknown;

if (/[\\/]@pulumi[\\/]pulumi[\\/]cmd[\\/]run(-plugin)?([\\/]|$)/.test(process.argv[1] ?? "")) {
  listenForQuestions();
  whenSdkLoads(standInWhereAwaited);
  whenSdkLoads(seeEveryFrame);
  whenSdkLoads((place, exported) => {
    if (place === "proto/resource_grpc_pb.js") {
      answerAsOffline((exported.ResourceMonitorClient as { prototype: Record<string, Call> }).prototype);
    }
    if (place === "cmd/run/error.js" && typeof exported.defaultErrorMessage === "function") {
      const describe = plainError(exported.defaultErrorMessage as (error: unknown) => string);
      exported.defaultErrorMessage = (error: unknown) => describe(error) + aboutStandIns();
    }
  });
}

function listenForQuestions(): void {
  const port = process.env[activityVariable];
  Reflect.deleteProperty(process.env, activityVariable);
  if (port !== undefined) {
    const connection = connect(Number(port), "127.0.0.1").on("error", () => undefined);
    answerActivity(connection);
    connection.unref();
  }
}

function answerAsOffline(monitor: Record<string, Call>): void {
  const { invoke, readResource, registerResource, registerResourceOutputs } = monitor;
  const fixtures = fixturesOfEnvironment();
  if (invoke !== undefined) {
    monitor.invoke = function (...call) {
      return invoke.apply(
        this,
        answered(call, (response: InvokeResponse) => {
          response.setReturn(toStruct(orUnknown(withUnknowns(fromStruct(response.getReturn())))));
        }),
      );
    };
  }
  if (registerResource !== undefined) {
    monitor.registerResource = function (...[sent, ...call]) {
      const request = sent as RegisterResourceRequest;
      request.setObject(toStruct(withoutFetching(fromStruct(request.getObject()))));
      const [type, id] = [request.getType(), request.getImportid()];
      if (id === "" || packageOf(type) === "pulumi-nodejs") {
        return registerResource.call(this, request, ...call);
      }
      takeOver(request, fixtures.state(type, id) ?? {});
      return registerResource.call(
        this,
        request,
        ...answered(call, (response: RegisterResourceResponse) => {
          response.setId(id);
        }),
      );
    };
  }
  if (registerResourceOutputs !== undefined) {
    monitor.registerResourceOutputs = function (...[sent, ...call]) {
      const request = sent as RegisterResourceOutputsRequest;
      request.setOutputs(toStruct(withoutFetching(fromStruct(request.getOutputs()))));
      return registerResourceOutputs.call(this, request, ...call);
    };
  }
  if (readResource !== undefined) {
    monitor.readResource = function (...[sent, ...call]) {
      const request = sent as ReadResourceRequest;
      const { name } = fromStruct(request.getProperties());
      if (request.getType() !== stackReference || typeof name !== "string" || name === UNKNOWN) {
        return readResource.call(this, request, ...call);
      }
      // The engine knows no stack but the one that it previews.
      request.setProperties(toStruct({ name: process.env[ownStackVariable] ?? name }));
      return readResource.call(
        this,
        request,
        ...answered(call, (response: ReadResourceResponse) => {
          response.setProperties(toStruct(stackState(name, fixtures.state(stackReference, name))));
        }),
      );
    };
  }
}

/** The engine would fetch what is elsewhere for its hash alone, which nobody is shown. */
const withoutFetching = (properties: Properties): Properties =>
  mapValues(properties, (value) =>
    rewrite(value, (part) =>
      (isSpecial(part, "asset") || isSpecial(part, "archive")) && typeof part.uri === "string"
        ? { ...part, hash: createHash("sha256").update(part.uri).digest("hex") }
        : part,
    ),
  );

/** Asks the engine to make what exists already: no provider here could read it. What the program itself provides is read. */
function takeOver(request: RegisterResourceRequest, state: Properties): void {
  const properties = keptAsIs(fromStruct(request.getObject()), request.getIgnorechangesList(), state);
  request.setObject(toStruct({ ...properties, [importKey]: request.getImportid() }));
  request.setImportid("").setHooks(undefined);
}

/** The call, with `amend` before the program hears of the response. */
function answered<Response>(call: unknown[], amend: (response: Response) => void): unknown[] {
  const done = call.at(-1) as (error: Error | null, response?: Response) => void;
  const amended = (error: Error | null, response?: Response): void => {
    if (response !== undefined) {
      amend(response);
    }
    done(error, response);
  };
  return [...call.slice(0, -1), amended];
}
