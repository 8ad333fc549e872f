import { createRequire } from "node:module";
import path from "node:path";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { CheckRequest, ConfigureRequest } from "@pulumi/pulumi/proto/provider_pb";
import type { CheckResponse, ConfigureResponse } from "@pulumi/pulumi/proto/provider_pb";
import { messageLimits } from "../message-limits";
import type { ProviderAnswers } from "./provider-answers";
import { startServer } from "../process/served-process";
import type { ServedProcess } from "../process/served-process";
import { nameOf } from "../urn";
import { fromStruct, toStruct, withSecretsOf, withoutSecrets } from "../values";
import type { Properties } from "../wire";

export interface DynamicProviderStart {
  readonly programFolder: string;
  readonly engineAddress: string;
  readonly end: AbortSignal;
  onOutput(line: string): void;
}

/**
 * The provider of resources whose provider is written in the program itself (`pulumi.dynamic`). Their own `check` is run, as
 * Pulumi runs it in a preview; nothing is created or read.
 */
export function dynamicProvider(start: DynamicProviderStart): ProviderAnswers {
  let running: Promise<{ server: ServedProcess; client: ResourceProviderClient }> | undefined;
  const run = (configuration: Properties) => (running ??= startRunner(start, configuration));
  return {
    checkConfiguration: ({ inputs }) => ({ inputs, failures: [] }),
    check: async ({ urn, type, inputs, configuration }) => {
      const { server, client } = await run(configuration);
      const request = new CheckRequest()
        .setUrn(urn)
        .setName(nameOf(urn))
        .setType(type)
        .setOlds(toStruct({}))
        .setNews(toStruct(withoutSecrets(inputs)));
      const response = await server.call<CheckResponse>((done) => client.check(request, done));
      return {
        inputs: withSecretsOf(fromStruct(response.getInputs()), inputs),
        failures: response
          .getFailuresList()
          .map((failure) => ({ property: failure.getProperty(), reason: failure.getReason() })),
      };
    },
    create: ({ inputs }) => inputs,
    read: ({ inputs }) => inputs,
    invoke: () => ({ result: {}, failures: [], placeholder: true }),
  };
}

async function startRunner(
  { programFolder, engineAddress, end, onOutput }: DynamicProviderStart,
  configuration: Properties,
): Promise<{ server: ServedProcess; client: ResourceProviderClient }> {
  const runner = createRequire(path.join(programFolder, "package.json")).resolve("@pulumi/pulumi/cmd/dynamic-provider");
  const server = await startServer({
    command: [runner, engineAddress],
    workingDirectory: programFolder,
    environment: {},
    end,
    onOutput,
  });
  const client = new ResourceProviderClient(server.address, credentials.createInsecure(), messageLimits);
  end.addEventListener("abort", () => client.close());
  const request = new ConfigureRequest().setArgs(toStruct(withoutSecrets(configuration)));
  await server.call<ConfigureResponse>((done) => client.configure(request, done));
  return { server, client };
}
