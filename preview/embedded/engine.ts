import { status } from "@grpc/grpc-js";
import type { UntypedServiceImplementation, handleUnaryCall } from "@grpc/grpc-js";
import {
  GetRootResourceResponse,
  LogSeverity,
  RequirePulumiVersionResponse,
  SetRootResourceResponse,
} from "@pulumi/pulumi/proto/engine_pb";
import type {
  GetRootResourceRequest,
  LogRequest,
  RequirePulumiVersionRequest,
  SetRootResourceRequest,
} from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { satisfies, validRange } from "semver";
import type { LogEntry } from "../log";

/** The version of Pulumi whose behaviour the embedded preview follows. */
const pulumiVersion = "3.250.0";

/** The service that programs log to. */
export function engineService(onLog: (entry: LogEntry) => void): UntypedServiceImplementation {
  let rootResource = "";

  const log: handleUnaryCall<LogRequest, Empty> = ({ request }, done) => {
    const severity = severities[request.getSeverity()];
    if (severity !== undefined) {
      const urn = request.getUrn();
      onLog({ severity, message: request.getMessage().trimEnd(), ...(urn !== "" && { urn }) });
    }
    done(null, new Empty());
  };
  const getRootResource: handleUnaryCall<GetRootResourceRequest, GetRootResourceResponse> = (_, done) =>
    done(null, new GetRootResourceResponse().setUrn(rootResource));
  const setRootResource: handleUnaryCall<SetRootResourceRequest, SetRootResourceResponse> = ({ request }, done) => {
    rootResource = request.getUrn();
    done(null, new SetRootResourceResponse());
  };
  const requirePulumiVersion: handleUnaryCall<RequirePulumiVersionRequest, RequirePulumiVersionResponse> = (
    { request },
    done,
  ) => {
    const range = request.getPulumiVersionRange();
    if (validRange(range) !== null && satisfies(pulumiVersion, range)) {
      done(null, new RequirePulumiVersionResponse());
      return;
    }
    done({
      code: status.FAILED_PRECONDITION,
      details: `Pulumi is ${pulumiVersion} here, and the program demands ${range}.`,
    });
  };
  return { log, getRootResource, setRootResource, requirePulumiVersion };
}

const severities: Readonly<Record<LogSeverity, LogEntry["severity"] | undefined>> = {
  [LogSeverity.DEBUG]: undefined,
  [LogSeverity.INFO]: "info",
  [LogSeverity.WARNING]: "warning",
  [LogSeverity.ERROR]: "error",
};
