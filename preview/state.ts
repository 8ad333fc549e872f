import type { Remediation } from "../result/result";
import { Server } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { assembleRun } from "./embedded/assembled-run";
import type { Material } from "./embedded/assembled-run";
import { engineService } from "./embedded/engine";
import { createJournal } from "./embedded/journal";
import { createJudge, nothingSaid } from "./embedded/judge";
import type { Verdict } from "./embedded/judge";
import { emptyStateGap } from "./gaps";
import { serveLocally } from "./local-server";
import { messageLimits } from "./message-limits";
import { readSettings } from "./pack/policy-configuration";
import { PackFailure } from "./pack/policy-pack";
import type { PolicyPack } from "./pack/policy-pack";
import { startPolicyPacks } from "./pack/policy-packs";
import type { ResourceView, StackResourceView } from "./pack/resource-view";
import { findProjectSettings } from "./project";
import type { PreviewRequest, Run } from "./run";
import { readState } from "./state/state";
import type { State, StateResource } from "./state/state";
import { readStateFile } from "./state/state-file";
import { givenConfiguration, readStackConfiguration } from "./stack-configuration";
import type { StackConfiguration } from "./stack-configuration";
import { organization } from "./stack-reference";
import { isProviderType, urnOfReference } from "./urn";
import { UsageError } from "./usage-error";
import type { Properties } from "./wire";

/** What to judge of what already runs. */
export interface AuditRequest extends Omit<PreviewRequest, "program" | "stack"> {
  /** The output of `pulumi stack export` or a checkpoint of the file backend; `-` is the standard input. */
  readonly file: string;
  /** Folder at or below the Pulumi.yaml beside which the stack's configuration stands; without it there is none. */
  readonly program?: string;
}

/**
 * Judges the state of a stack with policy packs, as `pulumi policy analyze` does: resource policies see inputs, stack policies
 * see outputs, and what a remediation would change is told and not changed. Two things are other than there, on purpose: packs
 * get the stack's configuration, and what is encrypted stays a placeholder even where its key is at hand.
 * @throws UsageError where the file is no state, or the configuration is wrong.
 */
export async function auditState(request: AuditRequest): Promise<Run> {
  const settings = readSettings(request.policyConfig ?? {});
  const file = await readStateFile(request.file);
  const state = readState(file);
  const configuration = configurationOf(state, file.name, request);
  const journal = createJournal();
  state.resources.forEach(({ inputs, outputs }) => [inputs, outputs].forEach(journal.redaction.learn));
  configuration.replacedSecrets.forEach(journal.redaction.learnText);

  const audit = createAudit(state);
  const server = new Server(messageLimits);
  const end = new AbortController();
  const timer = setTimeout(() => {
    const waited = `within ${request.timeoutSeconds} s; they were at ${audit.busyWith}.`;
    journal.fail(new PackFailure(`The policy packs did not answer ${waited}`));
    end.abort();
  }, request.timeoutSeconds * 1000);
  try {
    server.addService(EngineService, engineService(journal.say));
    const start = {
      engineAddress: await serveLocally(server),
      place: { organization, ...state.place },
      configuration: configuration.values,
      secretKeys: configuration.secretKeys,
      isDryRun: false,
      end: end.signal,
      onOutput: journal.print,
    };
    const starting = startPolicyPacks(request.policyPacks, start, settings);
    await starting.then(audit.judge).catch(journal.fail);
    const packs = await starting.catch(() => []);
    if (journal.failure !== undefined && !(journal.failure instanceof PackFailure)) {
      throw journal.failure;
    }
    const gaps = [...configuration.gaps, ...state.gaps];
    return assembleRun({
      ...audit.findings(),
      ...{ place: state.place, configuration, packs, gaps, whenEmpty: emptyStateGap, journal },
    });
  } finally {
    clearTimeout(timer);
    end.abort();
    server.forceShutdown();
  }
}

function configurationOf({ place }: State, file: string, { program, config }: AuditRequest): StackConfiguration {
  if (program === undefined) {
    return givenConfiguration(place.project, config);
  }
  const project = findProjectSettings(program);
  if (project.name !== place.project) {
    throw new UsageError(`${file} is a state of the project ${place.project}, and ${project.file} is ${project.name}.`);
  }
  return readStackConfiguration(project, place.stack, config);
}

/** A state on its way through the policy packs. */
interface Audit {
  /** What the packs are being asked about. */
  readonly busyWith: string;
  /** Rejects with PackFailure. */
  judge(packs: readonly PolicyPack[]): Promise<void>;
  /** What was said so far. */
  findings(): Pick<Material, "resources" | "remediations" | "stack">;
}

function createAudit({ place, resources }: State): Audit {
  const providers = new Map(resources.filter(({ type }) => isProviderType(type)).map((each) => [each.urn, each]));
  const verdicts: Verdict[] = [];
  const remediations: Remediation[] = [];
  let stack: Verdict | undefined;
  let busyWith = "the start";

  const viewOf = (resource: StateResource, properties: Properties): ResourceView => {
    const provider = providers.get(urnOfReference(resource.provider));
    return {
      urn: resource.urn,
      properties,
      options: { ...resource, deleteBeforeReplace: undefined },
      ...(provider && { provider }),
    };
  };
  const stackViewOf = (resource: StateResource): StackResourceView => ({
    ...viewOf(resource, resource.outputs),
    dependencies: resource.dependencies,
    propertyDependencies: resource.propertyDependencies,
  });

  return {
    get busyWith() {
      return busyWith;
    },
    judge: async (packs) => {
      const judge = createJudge(packs, place);
      // The remediations of one pack are nothing to the next: none takes place.
      const judges = packs.map((pack) => createJudge([pack], place));
      for (const resource of resources) {
        busyWith = resource.urn;
        const view = viewOf(resource, resource.inputs);
        const remediated = await Promise.all(judges.map((alone) => alone.remediate(view)));
        remediations.push(...remediated.flatMap((each) => each.remediations));
        const verdict = await judge.judge(view);
        const failed = remediated.flatMap((each) => each.diagnostics);
        verdicts.push({ ...verdict, diagnostics: [...failed, ...verdict.diagnostics] });
      }
      if (resources.length > 0) {
        busyWith = "the stack";
        stack = await judge.judgeStack(resources.map(stackViewOf));
      }
    },
    findings: () => ({
      resources: resources.map((resource, index) => ({ ...resource, verdict: verdicts[index] ?? nothingSaid })),
      remediations,
      stack,
    }),
  };
}
