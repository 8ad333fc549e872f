import { realpathSync } from "node:fs";
import { Server } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { assembleRun } from "./embedded/assembled-run";
import { builtinProvider } from "./embedded/builtin-provider";
import { createDefaultProviders } from "./embedded/default-providers";
import { createDeployment } from "./embedded/deployment";
import type { Deployment } from "./embedded/deployment";
import { engineService } from "./embedded/engine";
import { createHooks } from "./embedded/hooks";
import { createJournal } from "./embedded/journal";
import { createJudge } from "./embedded/judge";
import type { Judge } from "./embedded/judge";
import { readFixtures, withWarnings } from "./fixtures";
import type { Fixtures } from "./fixtures";
import { noResourcesGap, unfinishedGap } from "./gaps";
import { serveLocally } from "./local-server";

import { messageLimits } from "./message-limits";
import { monitorService } from "./embedded/monitor";
import { nodeProvider } from "./embedded/node-provider";
import { offlineComponents } from "./offline/components";
import { offlineProvider } from "./offline/index";
import type { OfflineProvider, PackageRef } from "./offline/provider";
import { withFixtures } from "./offline/with-fixtures";
import { readSettings } from "./pack/policy-configuration";
import type { PolicySettings } from "./pack/policy-configuration";
import { PackFailure } from "./pack/policy-pack";
import type { PolicyPack } from "./pack/policy-pack";
import { startPolicyPacks } from "./pack/policy-packs";
import { unendedMessage } from "./process/activity";
import { ProgramFailure, failureOf, startProgram } from "./process/program";
import type { Program } from "./process/program";
import { sourcePackages } from "./component-packages";
import { findProject } from "./project";
import type { Project } from "./project";
import type { ProviderAnswers } from "./embedded/provider-answers";
import type { PreviewRequest, Run } from "./run";
import { readStackConfiguration } from "./stack-configuration";
import type { StackConfiguration } from "./stack-configuration";
import { createCallbacks } from "./embedded/transforms";
import { organization } from "./stack-reference";
import { packageOf, typeOf } from "./urn";
import { UsageError } from "./usage-error";
import type { Gap } from "../result/result";

/** How long a program that was told that the engine shuts down may take to end. */
const graceMilliseconds = 2000;

/** Answers for the providers of the packages that a program uses. */
export type OfflineProviders = (packageRef: PackageRef, programFolder: string) => OfflineProvider;

/**
 * Previews a Pulumi program with policy packs, without Pulumi, plugins or a cloud: the program and the packs run unmodified,
 * and are told what Pulumi's engine would tell them.
 * @throws UsageError where the project, the stack or the configuration is wrong.
 */
export async function previewEmbedded(
  request: PreviewRequest,
  providers: OfflineProviders = offlineProvider,
): Promise<Run> {
  const project = findProject(request.program);
  const stack = request.stack.split("/").at(-1) ?? request.stack;
  const configuration = readStackConfiguration(project, stack, request.config, request.configPath);
  const settings = readSettings(request.policyConfig ?? {});
  const fixtures = readFixtures(request.fixtures);
  const session = createSession({ project, stack, configuration, fixtures, providers });
  const timer = setTimeout(() => void session.timeOut(request.timeoutSeconds), request.timeoutSeconds * 1000);
  try {
    return await session.run(request.policyPacks, settings);
  } finally {
    clearTimeout(timer);
    session.stop();
  }
}

interface Session {
  run(policyPacks: readonly string[], settings: PolicySettings): Promise<Run>;
  /** Ends all processes, so that whatever is waited for ends. */
  timeOut(seconds: number): Promise<void>;
  /** Leaves no process and no socket. */
  stop(): void;
}

interface SessionContext {
  readonly project: Project;
  readonly stack: string;
  readonly configuration: StackConfiguration;
  readonly fixtures: Fixtures;
  readonly providers: OfflineProviders;
}

function createSession({ project, stack, configuration, fixtures, providers }: SessionContext): Session {
  const place = { project: project.name, stack };
  const programFolder = project.workingDirectory;
  const journal = createJournal();
  const server = new Server(messageLimits);
  const callbacks = createCallbacks();
  const end = new AbortController();
  /** What the program and the packs were asked and have not answered. */
  const asked = { ofProgram: new Set<string>(), ofPacks: new Set<string>() };
  const ending = { isAnnounced: false, hasOutputs: false };
  let program: Program | undefined;

  const providerAnswers = (engineAddress: string, find: Deployment["find"]) => {
    const known = new Map<string, ProviderAnswers>();
    const node = {
      engineAddress,
      workingDirectory: programFolder,
      project: project.name,
      end: end.signal,
    };
    const sources = sourcePackages(project);
    const start = (packageRef: PackageRef): ProviderAnswers => {
      const source = sources.get(packageRef.name);
      if (source !== undefined && (source.version ?? packageRef.version) === packageRef.version) {
        const { folder } = source;
        // Pulumi shows what such a provider prints only where it dies, and then it is in the error.
        return nodeProvider({ ...node, folder, runner: "run-plugin", program: folder, onOutput: () => undefined });
      }
      const components = offlineComponents(packageRef, programFolder);
      switch (packageRef.name) {
        case "pulumi":
          return { ...builtinProvider({ find, fixtures, onGap: journal.leaveOpen }), ...components };
        case "pulumi-nodejs":
          return nodeProvider({ ...node, folder: programFolder, runner: "dynamic-provider", onOutput: journal.print });
        default:
          return { ...withFixtures(providers(packageRef, programFolder), fixtures), ...components };
      }
    };
    return (urn: string, inputs: { readonly version?: unknown }): ProviderAnswers => {
      const name = packageOf(typeOf(urn));
      const version = typeof inputs.version === "string" ? inputs.version : "";
      const answers = known.get(`${name} ${version}`) ?? start({ name, version });
      known.set(`${name} ${version}`, answers);
      return answers;
    };
  };

  const serve = (judge: Judge, address: string): Deployment => {
    const hooks = createHooks(callbacks, (warning) => journal.say({ severity: "warning", ...warning }));
    const deployment = createDeployment({
      place,
      judge,
      hooks,
      fixtures,
      providerOf: providerAnswers(address, (urn) => deployment.find(urn)),
      onFailure: journal.fail,
      onGap: journal.leaveOpen,
      onWarning: (urn, message) => journal.say({ severity: "warning", message, urn }),
      onSecret: journal.redaction.learn,
    });
    const monitor = monitorService({
      deployment,
      hooks,
      run: { ...place, organization, configuration, address },
      onFailure: journal.fail,
      onSecret: journal.redaction.learn,
      callbacks,
      defaultProvider: createDefaultProviders(deployment, configuration, programFolder),
      // Stack traces show real paths.
      projectRoot: realpathSync(project.root),
      programFolder,
      onGap: journal.leaveOpen,
      onProgramDone: () => (ending.isAnnounced = true),
      onStackOutputs: () => (ending.hasOutputs = true),
      isEnding: () => journal.failure !== undefined,
      pending: asked.ofProgram,
    });
    server.addService(EngineService, engineService(journal.say));
    server.addService(ResourceMonitorService, monitor);
    return deployment;
  };

  const whilePacksAre = <T>(busyWith: string, work: Promise<T>): Promise<T> => {
    asked.ofPacks.add(busyWith);
    return work.finally(() => asked.ofPacks.delete(busyWith));
  };

  /** The packs start beside the program; what it registers meanwhile waits for them. */
  const judgeOnceStarted = (starting: Promise<readonly PolicyPack[]>): Judge => {
    const ready = starting.then((packs) => createJudge(packs, place));
    ready.catch(journal.fail);
    const ask = <T>(busyWith: string, question: (judge: Judge) => Promise<T>): Promise<T> =>
      whilePacksAre(busyWith, ready.then(question));
    return {
      remediate: (view) => ask(view.urn, (judge) => judge.remediate(view)),
      judge: (view) => ask(view.urn, (judge) => judge.judge(view)),
      judgeStack: (views) => ask("the stack", (judge) => judge.judgeStack(views)),
    };
  };

  /** Waits for the program to end, but not for long once something else has failed. */
  const runProgram = async (address: string): Promise<void> => {
    program = startProgram({
      project,
      stack,
      organization,
      configuration,
      address,
      end: end.signal,
      onOutput: journal.print,
    });
    const { exited, announcesItsEnd } = program;
    await Promise.race([exited, journal.failed]);
    const grace = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), graceMilliseconds).unref());
    const exit = await Promise.race([exited, grace]);
    const isDone = announcesItsEnd ? ending.isAnnounced : ending.hasOutputs;
    if (exit !== undefined && (exit.code !== 0 || !isDone)) {
      journal.fail(failureOf(exit));
    } else if (journal.failure === undefined && !ending.hasOutputs) {
      journal.leaveOpen(unfinishedGap);
    }
  };

  return {
    run: async (policyPacks, settings) => {
      fixtures.all.forEach(({ answer }) => journal.redaction.learn(answer));
      configuration.replacedSecrets.forEach(journal.redaction.learnText);
      const address = await serveLocally(server);
      const start = {
        engineAddress: address,
        place: { organization, ...place },
        configuration: configuration.values,
        secretKeys: configuration.secretKeys,
        end: end.signal,
        onOutput: journal.print,
      };
      const starting = whilePacksAre("the start", startPolicyPacks(policyPacks, start, settings));
      const deployment = serve(judgeOnceStarted(starting), address);
      await runProgram(address);
      const findings = await deployment.finish(journal.failure === undefined).catch((error: Error) => {
        journal.fail(error);
        return deployment.finish(false);
      });
      const packs = await starting.catch(() => []);
      if (journal.failure instanceof UsageError) {
        throw journal.failure;
      }
      const { resources, stack, remediations } = findings;
      const seen = assembleRun({
        place,
        configuration,
        packs,
        resources: resources.map(({ planned: { urn, goal }, verdict }) => ({ ...goal, urn, verdict })),
        remediations: resources.flatMap(({ planned }) => remediations.filter(({ urn }) => urn === planned.urn)),
        stack,
        gaps: [...configuration.gaps, ...[...journal.gaps].sort(byText)],
        whenEmpty: noResourcesGap,
        journal,
      });
      return withWarnings(seen, fixtures);
    },
    timeOut: async (seconds) => {
      const [judged] = asked.ofPacks;
      journal.fail(
        judged !== undefined
          ? new PackFailure(`The policy packs did not answer within ${seconds} s; they were at ${judged}.`)
          : new ProgramFailure(unendedMessage(seconds, [...asked.ofProgram], await program?.activity())),
      );
      end.abort();
    },
    stop: () => {
      end.abort();
      callbacks.close();
      server.forceShutdown();
    },
  };
}

/** What is left open is noted as answers come, in an order that means nothing. */
const byText = (a: Gap, b: Gap): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
