import { Server, credentials, status, type sendUnaryData, type ServerUnaryCall } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import {
  CheckFailure,
  CheckResponse,
  ConfigureResponse,
  CreateResponse,
  DiffResponse,
  GetSchemaResponse,
  InvokeResponse,
  ParameterizeResponse,
  ProviderHandshakeResponse,
  ReadResponse,
  type CallRequest,
  type CheckRequest,
  type ConfigureRequest,
  type ConstructRequest,
  type CreateRequest,
  type InvokeRequest,
  type ParameterizeRequest,
  type ProviderHandshakeRequest,
  type ReadRequest,
} from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { offlineComponents } from "./components";
import { offlineProvider } from "./index";
import { installedSdk } from "./sdk";
import type { Checked, CheckFailure as Failure, PackageRef } from "./provider";
import { withUnknownTexts } from "./unknown-text";
import { withFixtures } from "./with-fixtures";
import { fixturesOfEnvironment } from "../fixtures";
import { importKey, takenOver } from "../import";
import { portOf, serveLocally } from "../local-server";
import { messageLimits } from "../message-limits";
import { typeOf } from "../urn";
import { fromStruct, hasUnknowns, toStruct } from "../values";
import type { Properties } from "../wire";

/** Names the program's folder where the plugin does not run in it. */
export const programFolderVariable = "PALISADE_PROGRAM_FOLDER";

export interface ServedProvider {
  readonly port: number;
  stop(): void;
}

/** Serves the offline provider of a package over Pulumi's provider protocol, on a port of this machine. */
export async function serveProvider(packageRef: PackageRef, programFolder: string): Promise<ServedProvider> {
  const server = new Server(messageLimits);
  server.addService(ResourceProviderService, handlers(packageRef, programFolder));
  const address = await serveLocally(server);
  return { port: portOf(address), stop: () => server.forceShutdown() };
}

/** That the resources are there is all that a package whose components refer to them needs. */
function schemaOf({ name, version }: PackageRef, programFolder: string): string {
  const tokens = installedSdk(name, version, programFolder)?.resourceTokens() ?? [];
  return JSON.stringify({ name, version, resources: Object.fromEntries(tokens.map((token) => [token, {}])) });
}

function handlers(plugin: PackageRef, programFolder: string) {
  const fixtures = fixturesOfEnvironment();
  const providerOf = (wanted: PackageRef) => withFixtures(offlineProvider(wanted, programFolder), fixtures);
  let packageRef = plugin;
  let provider = providerOf(packageRef);
  let components = offlineComponents(packageRef, programFolder);
  let configuration: Properties = {};
  /** Ids of what exists already and is taken over, by URN. */
  const importIds = new Map<string, string>();
  let engine: EngineClient | undefined;

  /** What the provider warns of is said before it answers, so that the engine is still there to hear it. */
  const warn = (urn: string, message: string): Promise<unknown> =>
    new Promise((resolve) => {
      const entry = new LogRequest().setSeverity(LogSeverity.WARNING).setUrn(urn).setMessage(message);
      if (engine === undefined) {
        resolve(undefined);
      } else {
        engine.log(entry, resolve);
      }
    });

  return {
    handshake: answer((request: ProviderHandshakeRequest) => {
      const address = request.getEngineAddress();
      engine = address === "" ? undefined : new EngineClient(address, credentials.createInsecure());
      return new ProviderHandshakeResponse().setAcceptSecrets(true);
    }),
    getPluginInfo: answer(() => new PluginInfo().setVersion(plugin.version)),
    getSchema: answer(() => new GetSchemaResponse().setSchema(schemaOf(packageRef, programFolder))),

    parameterize: answer((request: ParameterizeRequest) => {
      const value = request.getValue();
      if (value === undefined) {
        throw new Refusal(`${plugin.name} takes its parameters from an SDK, not from a command line.`);
      }
      packageRef = { name: value.getName(), version: value.getVersion() };
      provider = providerOf(packageRef);
      components = offlineComponents(packageRef, programFolder);
      return new ParameterizeResponse().setName(packageRef.name).setVersion(packageRef.version);
    }),

    checkConfig: answer((request: CheckRequest) =>
      checked(provider.checkConfiguration({ urn: request.getUrn(), inputs: fromStruct(request.getNews()) })),
    ),
    diffConfig: answer(() => new DiffResponse().setChanges(DiffResponse.DiffChanges.DIFF_UNKNOWN)),
    configure: answer((request: ConfigureRequest) => {
      configuration = fromStruct(request.getArgs());
      return new ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true);
    }),

    check: answer(async (request: CheckRequest) => {
      const urn = request.getUrn();
      const { [importKey]: importId, ...inputs } = fromStruct(request.getNews());
      if (typeof importId === "string") {
        importIds.set(urn, importId);
      }
      const result = provider.check({ urn, type: typeOf(urn), inputs, configuration });
      for (const message of result.warnings ?? []) {
        await warn(urn, message);
      }
      return checked(result);
    }),
    // Only what a transform has taken over has a past, and it is taken to be as the program says.
    diff: answer(() => new DiffResponse().setChanges(DiffResponse.DiffChanges.DIFF_NONE)),
    create: answer((request: CreateRequest) => {
      if (!request.getPreview()) {
        throw new Refusal(`${request.getUrn()} cannot be created: this provider only previews.`);
      }
      const urn = request.getUrn();
      const type = typeOf(urn);
      const created = provider.create({ urn, type, inputs: fromStruct(request.getProperties()) });
      const importId = importIds.get(urn);
      const planned =
        importId === undefined ? created : takenOver(created, importId, fixtures.state(type, importId) ?? {});
      // Any id, even an unknown one, would be known to the program.
      return new CreateResponse().setId("").setProperties(toStruct(planned));
    }),
    read: answer((request: ReadRequest) => {
      const urn = request.getUrn();
      const [type, id] = [typeOf(urn), request.getId()];
      const inputs = fromStruct(request.getProperties());
      const given = fixtures.state(type, id) ?? {};
      const state = { ...provider.read({ urn, type, id, inputs, configuration }), ...given };
      return new ReadResponse()
        .setId(id)
        .setProperties(toStruct(onlyKnown(state)))
        .setInputs(toStruct(given));
    }),
    invoke: answer((request: InvokeRequest) => {
      const args = fromStruct(request.getArgs());
      const { result, failures } = provider.invoke({ token: request.getTok(), args, configuration });
      return new InvokeResponse().setReturn(toStruct(withUnknownTexts(result))).setFailuresList(failures.map(failed));
    }),
    construct: answer((request: ConstructRequest) => components.construct(request, configuration)),
    call: answer((request: CallRequest) => components.call(request, configuration)),
    cancel: answer(() => new Empty()),
    attach: answer(() => new Empty()),
  };
}

class Refusal extends Error {}

/** A handler; what `respond` throws becomes the call's error. */
function answer<Request, Response>(respond: (request: Request) => Response | Promise<Response>) {
  return (call: ServerUnaryCall<Request, Response>, done: sendUnaryData<Response>): void => {
    new Promise<Response>((resolve) => resolve(respond(call.request))).then(
      (response) => done(null, response),
      (error: unknown) => {
        const code = error instanceof Refusal ? status.UNIMPLEMENTED : status.INTERNAL;
        done({ code, details: error instanceof Error ? error.message : String(error) });
      },
    );
  };
}

function checked(answer: Checked): CheckResponse {
  return new CheckResponse().setInputs(toStruct(answer.inputs)).setFailuresList(answer.failures.map(failed));
}

function failed({ property, reason }: Failure): CheckFailure {
  return new CheckFailure().setProperty(property).setReason(reason);
}

/** The engine refuses unknown values in what is read; a program takes what is missing as unknown all the same. */
function onlyKnown(state: Properties): Properties {
  return Object.fromEntries(Object.entries(state).filter(([, value]) => !hasUnknowns(value)));
}

if (require.main === module) {
  const [, , name = "", version = ""] = process.argv;
  serveProvider({ name, version }, process.env[programFolderVariable] ?? process.cwd()).then(
    // The engine reads the port from the first line.
    ({ port }) => process.stdout.write(`${port}\n`),
    (error: unknown) => {
      process.stderr.write(`The offline provider of ${name} cannot listen: ${String(error)}.\n`);
      process.exitCode = 1;
    },
  );
}
