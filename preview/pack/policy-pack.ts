import { createRequire } from "node:module";
import { existsSync } from "node:fs";
import path from "node:path";
import { credentials } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { AnalyzeStackRequest, AnalyzerStackConfigureRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import type { AnalyzeResponse, AnalyzerInfo, RemediateResponse } from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { configureRequest, initialSettings, judgementOf, policyOf, remediesOf } from "./analyzer-messages";
import type { Judgement, PackPolicy, Remedy } from "./analyzer-messages";
import { messageLimits } from "../message-limits";
import { configure } from "./policy-configuration";
import type { PolicySettings } from "./policy-configuration";
import { typescriptVariable } from "../process/preload-variables";
import type { TypeScriptLoading } from "../process/preload-variables";
import { analyzeRequest, remediateRequest, stackResource } from "./resource-view";
import type { ResourceView, StackResourceView } from "./resource-view";
import { startServer } from "../process/served-process";
import type { Done } from "../process/served-process";
import { UsageError } from "../usage-error";
import { readYaml } from "../yaml-file";

/** A policy pack broke: it did not start, it died, or one of its policies threw. */
export class PackFailure extends Error {
  constructor(
    message: string,
    /** The resource that it was shown. */
    readonly urn?: string,
  ) {
    super(message);
  }
}

/** A policy pack in its own process, which judges what it is shown. */
export interface PolicyPack {
  readonly name: string;
  readonly policies: readonly PackPolicy[];
  /** @throws UsageError where the pack refuses the settings. */
  configure(settings: PolicySettings): Promise<void>;
  remediate(view: ResourceView): Promise<readonly Remedy[]>;
  analyze(view: ResourceView): Promise<Judgement>;
  analyzeStack(views: readonly StackResourceView[]): Promise<Judgement>;
  stop(): void;
}

export interface PackStart {
  readonly folder: string;
  readonly engineAddress: string;
  readonly place: { readonly organization: string; readonly project: string; readonly stack: string };
  readonly configuration: ReadonlyMap<string, string>;
  readonly secretKeys: ReadonlySet<string>;
  /** @default true */
  readonly isDryRun?: boolean;
  /** Ends the pack. */
  readonly end: AbortSignal;
  onOutput(line: string): void;
}

/**
 * Starts a policy pack and learns what it holds.
 * @throws UsageError where the folder is no policy pack, PackFailure where it does not start.
 */
export async function startPolicyPack(start: PackStart): Promise<PolicyPack> {
  const runner = findPackRunner(start.folder);
  const process = await startProcess(start, runner);
  try {
    await process.call("it was told of the stack", (client, done) => client.configureStack(stackOf(start), done));
    const info = await process.call<AnalyzerInfo>("it listed its policies", (client, done) =>
      client.getAnalyzerInfo(new Empty(), done),
    );
    return packOf(process, info);
  } catch (error) {
    process.stop();
    throw error;
  }
}

/**
 * The script of the SDK that runs the policy pack of a folder.
 * @throws UsageError where it is none, or none for Node.js.
 */
export function findPackRunner(folder: string): string {
  const file = [".json", ".yaml", ".yml"].map((end) => path.join(folder, `PulumiPolicy${end}`)).find(existsSync);
  if (file === undefined) {
    throw new UsageError(`${folder} is no policy pack: it holds no PulumiPolicy.yaml.`);
  }
  const { runtime } = readYaml(file);
  const name = typeof runtime === "object" && runtime !== null && "name" in runtime ? runtime.name : runtime;
  if (name !== "nodejs") {
    throw new UsageError(`${file}: "runtime" is ${String(name)}. Only policy packs of the runtime nodejs can be run.`);
  }
  try {
    return createRequire(path.join(path.resolve(folder), "package.json")).resolve("@pulumi/pulumi/cmd/run-policy-pack");
  } catch {
    throw new UsageError(
      `The policy pack ${folder} has no @pulumi/pulumi installed at or above it. Run "npm install" there.`,
    );
  }
}

interface PackProcess {
  call<T>(when: string, send: (client: AnalyzerClient, done: Done<T>) => unknown, urn?: string): Promise<T>;
  stop(): void;
}

async function startProcess(start: PackStart, runner: string): Promise<PackProcess> {
  const folder = path.resolve(start.folder);
  const broke = (when: string, error: unknown, urn?: string) =>
    new PackFailure(`The policy pack ${start.folder} broke when ${when}: ${(error as Error).message}`, urn);
  const server = await startServer({
    command: [runner, start.engineAddress, folder],
    workingDirectory: folder,
    environment: environmentOf(start),
    end: start.end,
    onOutput: start.onOutput,
  }).catch((error: unknown) => {
    throw broke("it started", error);
  });
  const client = new AnalyzerClient(server.address, credentials.createInsecure(), messageLimits);
  const stop = () => {
    client.close();
    server.stop();
  };
  start.end.addEventListener("abort", stop);
  return {
    call: <T>(when: string, send: (client: AnalyzerClient, done: Done<T>) => unknown, urn?: string) =>
      server
        .call<T>((done) => send(client, done))
        .catch((error: unknown) => {
          throw broke(when, error, urn);
        }),
    stop,
  };
}

/** The environment that Pulumi's language host gives a pack, so that it can read the stack's configuration as it starts. */
const environmentOf = ({ place, configuration, isDryRun = true }: PackStart): Record<string, string> => ({
  PULUMI_CONFIG: JSON.stringify(Object.fromEntries(configuration)),
  PULUMI_NODEJS_ORGANIZATION: place.organization,
  PULUMI_NODEJS_PROJECT: place.project,
  PULUMI_NODEJS_STACK: place.stack,
  PULUMI_NODEJS_DRY_RUN: String(isDryRun),
  [typescriptVariable]: JSON.stringify({ isModule: false, keepsFunctions: false } satisfies TypeScriptLoading),
});

function stackOf({ place, configuration, secretKeys, isDryRun = true }: PackStart): AnalyzerStackConfigureRequest {
  const request = new AnalyzerStackConfigureRequest()
    .setStack(place.stack)
    .setProject(place.project)
    .setOrganization(place.organization)
    .setDryRun(isDryRun)
    .setConfigSecretKeysList([...secretKeys]);
  configuration.forEach((value, key) => request.getConfigMap().set(key, value));
  return request;
}

function packOf(process: PackProcess, info: AnalyzerInfo): PolicyPack {
  const name = info.getName();
  const supportsConfiguration = info.getSupportsconfig();
  let policies = info.getPoliciesList().map((policy) => policyOf(policy, supportsConfiguration));
  const severityOf = new Map(policies.map((policy) => [policy.name, policy.severity]));
  return {
    name,
    get policies() {
      return policies;
    },
    configure: async (settings) => {
      if (!supportsConfiguration) {
        return;
      }
      const configured = configure(name, policies, initialSettings(info), settings);
      policies = policies.map((policy) => ({
        ...policy,
        configured: configured.get(policy.name) ?? policy.configured,
      }));
      await process.call("it was configured", (client, done) => client.configure(configureRequest(configured), done));
    },
    remediate: async (view) => {
      const response = await process.call<RemediateResponse>(
        `it remediated ${view.urn}`,
        (client, done) => client.remediate(remediateRequest(view), done),
        view.urn,
      );
      return remediesOf(response);
    },
    analyze: async (view) => {
      const response = await process.call<AnalyzeResponse>(
        `it judged ${view.urn}`,
        (client, done) => client.analyze(analyzeRequest(view), done),
        view.urn,
      );
      return judgementOf(response, severityOf);
    },
    analyzeStack: async (views) => {
      const request = new AnalyzeStackRequest().setResourcesList(views.map(stackResource));
      const response = await process.call<AnalyzeResponse>("it judged the stack", (client, done) =>
        client.analyzeStack(request, done),
      );
      return judgementOf(response, severityOf);
    },
    stop: () => process.stop(),
  };
}
