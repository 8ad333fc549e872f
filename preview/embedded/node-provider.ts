import { createRequire } from "node:module";
import path from "node:path";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import {
  CheckRequest,
  ConfigureRequest,
  InvokeRequest,
  ReadRequest,
  type CallResponse,
  type CheckFailure,
  type CheckResponse,
  type ConfigureResponse,
  type ConstructResponse,
  type InvokeResponse,
  type ReadResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import { messageLimits } from "../message-limits";
import { typescriptVariable } from "../process/preload-variables";
import type { TypeScriptLoading } from "../process/preload-variables";
import { startServer } from "../process/served-process";
import type { Done, ServedProcess } from "../process/served-process";
import { nameOf } from "../urn";
import { fromStruct, toStruct, withSecretsOf, withoutSecrets } from "../values";
import type { Properties } from "../wire";
import type { ProviderAnswers } from "./provider-answers";

export interface NodeProviderStart {
  /** Where its own packages are found. */
  readonly folder: string;
  /** Runner of @pulumi/pulumi, with what it is to run. */
  readonly runner: "dynamic-provider" | "run-plugin";
  readonly program?: string;
  readonly engineAddress: string;
  readonly workingDirectory: string;
  readonly project: string;
  readonly end: AbortSignal;
  onOutput(line: string): void;
}

/**
 * A provider that is Node source. It runs, and is asked what Pulumi asks in a preview: it checks inputs, makes components,
 * answers functions and methods, and reads; it creates nothing.
 */
export function nodeProvider(start: NodeProviderStart): ProviderAnswers {
  let running: Promise<Running> | undefined;
  const run = (configuration: Properties): Promise<Running> => (running ??= startRunner(start, configuration));
  const ask = async <T>(
    configuration: Properties,
    send: (client: ResourceProviderClient, done: Done<T>) => unknown,
  ) => {
    const { server, client } = await run(configuration);
    return server.call<T>((done) => send(client, done));
  };
  const told = async (configuration: Properties, inputs: Properties): Promise<Properties> =>
    (await run(configuration)).acceptsSecrets ? inputs : withoutSecrets(inputs);

  return {
    isSource: true,
    checkConfiguration: ({ inputs }) => ({ inputs, failures: [] }),
    check: async ({ urn, type, inputs, configuration }) => {
      const request = new CheckRequest()
        .setUrn(urn)
        .setName(nameOf(urn))
        .setType(type)
        .setOlds(toStruct({}))
        .setNews(toStruct(await told(configuration, inputs)));
      const response = await ask<CheckResponse>(configuration, (client, done) => client.check(request, done));
      return {
        inputs: withSecretsOf(fromStruct(response.getInputs()), inputs),
        failures: response.getFailuresList().map(failureOf),
      };
    },
    create: ({ inputs }) => inputs,
    read: async ({ urn, type, id, inputs, configuration }) => {
      const request = new ReadRequest()
        .setId(id)
        .setUrn(urn)
        .setName(nameOf(urn))
        .setType(type)
        .setProperties(toStruct(await told(configuration, inputs)));
      const response = await ask<ReadResponse>(configuration, (client, done) => client.read(request, done));
      return withSecretsOf(fromStruct(response.getProperties()), inputs);
    },
    invoke: async ({ token, args, configuration }) => {
      const request = new InvokeRequest().setTok(token).setArgs(toStruct(await told(configuration, args)));
      const response = await ask<InvokeResponse>(configuration, (client, done) => client.invoke(request, done));
      return {
        result: fromStruct(response.getReturn()),
        failures: response.getFailuresList().map(failureOf),
        placeholder: false,
      };
    },
    construct: (request, configuration) =>
      ask<ConstructResponse>(configuration, (client, done) => client.construct(request, done)),
    call: (request, configuration) => ask<CallResponse>(configuration, (client, done) => client.call(request, done)),
  };
}

const failureOf = (failure: CheckFailure) => ({ property: failure.getProperty(), reason: failure.getReason() });

interface Running {
  readonly server: ServedProcess;
  readonly client: ResourceProviderClient;
  readonly acceptsSecrets: boolean;
}

async function startRunner(start: NodeProviderStart, configuration: Properties): Promise<Running> {
  const { folder, runner, program, engineAddress, workingDirectory, project, end, onOutput } = start;
  const script = createRequire(path.join(folder, "package.json")).resolve(`@pulumi/pulumi/cmd/${runner}`);
  const server = await startServer({
    command: [script, ...(program === undefined ? [] : [program]), engineAddress],
    workingDirectory,
    environment: {
      [typescriptVariable]: JSON.stringify({ isModule: false, keepsFunctions: true } satisfies TypeScriptLoading),
      PULUMI_NODEJS_PROJECT: project,
      PULUMI_PROJECT: project,
    },
    end,
    onOutput,
  });
  const client = new ResourceProviderClient(server.address, credentials.createInsecure(), messageLimits);
  end.addEventListener("abort", () => client.close());
  const request = new ConfigureRequest().setArgs(toStruct(withoutSecrets(configuration)));
  const response = await server.call<ConfigureResponse>((done) => client.configure(request, done));
  return { server, client, acceptsSecrets: response.getAcceptsecrets() };
}
