import type { Gap, Location, Remediation } from "../../result/result";
import type { Fixtures } from "../fixtures";
import { resourceGap, unknownProviderGap, unreadGap } from "../gaps";
import { keptAsIs, takenOver } from "../import";
import type { Hooks } from "./hooks";
import { nothingSaid } from "./judge";
import type { Judge, Verdict } from "./judge";
import type { Checked } from "../offline/provider";
import type { ProviderAnswers } from "./provider-answers";
import type { ResourceView, StackResourceView } from "../pack/resource-view";
import { stackReference } from "../stack-reference";
import { isProviderType, isRootStack, makeUrn, typeOf, urnOfReference } from "../urn";
import { hasUnknowns, isSpecial, secret, withSecretsOf, withoutReferences, withoutSecrets } from "../values";
import { UNKNOWN } from "../wire";
import type { Properties } from "../wire";

/** What the program asks for, once options are inherited and transforms have run. */
export interface Goal {
  readonly type: string;
  readonly name: string;
  /** Whether a provider makes it, rather than its children. */
  readonly custom: boolean;
  readonly parent: string;
  readonly properties: Properties;
  /** Reference to the provider, `urn::id`; empty for components and providers. */
  readonly provider: string;
  readonly protect: boolean | undefined;
  readonly retainOnDelete: boolean | undefined;
  readonly deletedWith: string;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: ReadonlyMap<string, readonly string[]>;
  readonly deleteBeforeReplace: boolean | undefined;
  readonly ignoreChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  readonly customTimeouts: { readonly create: number; readonly update: number; readonly delete: number };
  /** Names of functions of the program, to be run around its making. */
  readonly hooks: { readonly beforeCreate: readonly string[]; readonly afterCreate: readonly string[] };
  /** Id of something that exists and is to be taken over; else empty. */
  readonly importId: string;
  /** Place in the order in which the program asked; answers of transforms and packs come in any order. */
  readonly order: number;
  readonly location: Location | undefined;
}

/** A resource in its planned state. */
export interface Planned {
  readonly urn: string;
  readonly goal: Goal;
  readonly id: string;
  readonly inputs: Properties;
  /** Absent until known: a component's come last. */
  outputs: Properties | undefined;
}

/** Something that exists elsewhere and is only read. */
export interface ReadGoal {
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly parent: string;
  readonly provider: string;
  readonly properties: Properties;
  readonly additionalSecretOutputs: readonly string[];
}

export interface Judged {
  readonly planned: Planned;
  /** What the packs said of it, of their remediations first. */
  readonly verdict: Verdict;
}

export interface Findings {
  readonly resources: readonly Judged[];
  readonly remediations: readonly Remediation[];
  readonly stack: Verdict | undefined;
}

/** The engine's part of a dry run: it names resources, has them checked and judged, and plans their state. */
export interface Deployment {
  register(goal: Goal): Promise<Planned>;
  read(goal: ReadGoal): Promise<{ readonly urn: string; readonly id: string; readonly outputs: Properties }>;
  setOutputs(urn: string, outputs: Properties): Promise<void>;
  /** A resource registered or read before. */
  find(urn: string): { readonly id: string; readonly provider: string; readonly outputs: Properties } | undefined;
  planned(urn: string): Planned | undefined;
  /** The provider behind a reference, and whether its configuration is known. */
  provider(reference: string): {
    readonly answers: ProviderAnswers;
    readonly configuration: Properties;
    readonly isKnown: boolean;
  };
  /** Judges the stack, if nothing was refused, and gives all that was found. */
  finish(completed: boolean): Promise<Findings>;
}

/** The engine refuses a registration: the program ends here, as it does under Pulumi. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly urn?: string,
  ) {
    super(message);
  }
}

export interface DeploymentContext {
  readonly place: { readonly project: string; readonly stack: string };
  readonly judge: Judge;
  readonly hooks: Pick<Hooks, "run">;
  readonly fixtures: Fixtures;
  /** The provider that a provider resource configures. */
  providerOf(providerUrn: string, configuration: Properties): ProviderAnswers;
  /** Told of the first refusal or policy pack failure. */
  onFailure(error: Error): void;
  onGap(gap: Gap | undefined): void;
  /** Told of what a provider would not take as it is. */
  onWarning(urn: string, message: string): void;
  onSecret(value: Properties): void;
}

export function createDeployment(context: DeploymentContext): Deployment {
  const { place, judge } = context;
  const urns = new Set<string>();
  const resources: { planned: Planned; verdict: Promise<Verdict> }[] = [];
  const byUrn = new Map<string, Planned>();
  const reads = new Map<string, { id: string; provider: string; outputs: Properties }>();
  const awaitingOutputs = new Set<string>();
  const remediations: Remediation[] = [];
  let stackOutputs: { urn: string; outputs: Properties } | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  /** Resources are taken on one at a time, in the order in which they come. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work);
    turn = mine.catch((error: Error) => {
      context.onFailure(error);
      throw error;
    });
    turn.catch(() => undefined);
    return mine;
  };

  const nameIt = (goal: { parent: string; type: string; name: string }): string => {
    if (goal.parent !== "" && !urns.has(goal.parent)) {
      throw new Refusal(`The parent ${goal.parent} of "${goal.name}" is not registered.`);
    }
    const urn = makeUrn(place, goal.parent === "" ? undefined : goal.parent, goal.type, goal.name);
    if (urns.has(urn)) {
      throw new Refusal(`There are two resources ${urn}. Each needs a name of its own.`, urn);
    }
    urns.add(urn);
    return urn;
  };

  /** By URN: a provider is the same for all of its resources. */
  const providers = new Map<string, ReturnType<Deployment["provider"]>>();

  const provider: Deployment["provider"] = (reference) => {
    const urn = urnOfReference(reference);
    const known = providers.get(urn) ?? findProvider(reference, urn);
    providers.set(urn, known);
    return known;
  };

  const findProvider = (reference: string, urn: string): ReturnType<Deployment["provider"]> => {
    const resource = byUrn.get(urn);
    if (resource === undefined || !isProviderType(typeOf(urn))) {
      throw new Refusal(`There is no provider ${reference}.`);
    }
    const configuration = withoutInternal(resource.inputs);
    const isKnown = Object.entries(configuration).every(([key, value]) => key === "version" || !hasUnknowns(value));
    return { answers: context.providerOf(urn, resource.inputs), configuration, isKnown };
  };

  const view = (urn: string, goal: Goal, properties: Properties): ResourceView => {
    const providerUrn = goal.provider === "" ? undefined : urnOfReference(goal.provider);
    const inputs = providerUrn === undefined ? undefined : byUrn.get(providerUrn)?.inputs;
    return {
      urn,
      properties,
      options: {
        protect: goal.protect ?? false,
        ignoreChanges: goal.ignoreChanges,
        deleteBeforeReplace: goal.deleteBeforeReplace,
        additionalSecretOutputs: goal.additionalSecretOutputs,
        aliases: [],
        customTimeouts: goal.customTimeouts,
        parent: goal.parent,
      },
      ...(providerUrn !== undefined && inputs !== undefined && { provider: { urn: providerUrn, inputs } }),
    };
  };

  const check = async (urn: string, goal: Goal): Promise<Checked> => {
    if (isProviderType(goal.type)) {
      return checkProvider(urn, goal.properties);
    }
    if (!goal.custom) {
      return { inputs: goal.properties, failures: [] };
    }
    const { answers, configuration, isKnown } = provider(goal.provider);
    if (!isKnown) {
      context.onGap(unknownProviderGap(urn));
      return { inputs: goal.properties, failures: [] };
    }
    try {
      return await answers.check({ urn, type: goal.type, inputs: withoutReferences(goal.properties), configuration });
    } catch (error) {
      throw new Refusal((error as Error).message, urn);
    }
  };

  /** A provider is not told of secrets in its own configuration, nor of what the engine keeps there. */
  const checkProvider = async (urn: string, properties: Properties): Promise<Checked> => {
    const { __internal, version } = properties;
    const told = withoutInternal(properties);
    const { inputs, failures } = await context
      .providerOf(urn, properties)
      .checkConfiguration({ urn, inputs: withoutSecrets(withoutReferences(told)) });
    return {
      failures,
      inputs: {
        ...withSecretsOf(inputs, told),
        ...(version !== undefined && { version }),
        ...(__internal !== undefined && { __internal }),
      },
    };
  };

  const plan = async (
    urn: string,
    goal: Goal,
    inputs: Properties,
    given: Properties | undefined,
  ): Promise<Pick<Planned, "id" | "outputs">> => {
    if (isProviderType(goal.type)) {
      return { id: UNKNOWN, outputs: withoutInternal(inputs) };
    }
    if (!goal.custom) {
      return { id: "", outputs: undefined };
    }
    const { answers, isKnown } = provider(goal.provider);
    const planned = isKnown ? await answers.create({ urn, type: goal.type, inputs }) : {};
    const outputs = given === undefined ? planned : takenOver(planned, goal.importId, given);
    return { id: goal.importId, outputs: withSecretsMarked(outputs, inputs, goal.additionalSecretOutputs) };
  };

  /** What exists already and is taken over has no hooks. */
  const runHooks = async (when: "BeforeCreate" | "AfterCreate", planned: Planned): Promise<void> => {
    const { urn, goal, id, inputs, outputs } = planned;
    const names = when === "BeforeCreate" ? goal.hooks.beforeCreate : goal.hooks.afterCreate;
    const made = when === "AfterCreate" ? { outputs: outputs ?? {} } : {};
    if (goal.importId === "") {
      await context.hooks
        .run(when, names, { urn, id, name: goal.name, type: goal.type, inputs, ...made })
        .catch((error: Error) => Promise.reject(new Refusal(error.message, urn)));
    }
  };

  const register = async (asked: Goal): Promise<Planned> => {
    const urn = nameIt(asked);
    const isTakenOver = asked.importId !== "" && provider(asked.provider).answers.isSource !== true;
    const given = isTakenOver ? givenState(urn, asked.type, asked.importId) : undefined;
    const goal =
      given === undefined ? asked : { ...asked, properties: keptAsIs(asked.properties, asked.ignoreChanges, given) };
    const { inputs: checked, failures, warnings = [] } = await check(urn, goal);
    warnings.forEach((message) => context.onWarning(urn, message));
    context.onSecret(checked);
    context.onGap(resourceGap({ type: goal.type, urn, inputs: checked }));
    const remediated = await judge.remediate(view(urn, goal, checked));
    remediations.push(...remediated.remediations);
    const verdict = judge
      .judge(view(urn, goal, remediated.inputs))
      .then((said) => ({ ...said, diagnostics: [...remediated.diagnostics, ...said.diagnostics] }));
    verdict.catch(context.onFailure);

    const [failure] = failures;
    if (failure !== undefined) {
      resources.push({ planned: { urn, goal, id: "", inputs: remediated.inputs, outputs: undefined }, verdict });
      const property = failure.property === "" ? "" : `property ${failure.property}: `;
      throw new Refusal(`${goal.type} "${goal.name}" is not valid: ${property}${failure.reason}`, urn);
    }
    const unmade: Planned = { urn, goal, id: "", inputs: remediated.inputs, outputs: undefined };
    const registered = { planned: unmade, verdict };
    resources.push(registered);
    await runHooks("BeforeCreate", unmade);
    const planned: Planned = { ...unmade, ...(await plan(urn, goal, unmade.inputs, given)) };
    registered.planned = planned;
    if (goal.custom) {
      await runHooks("AfterCreate", planned);
    }
    byUrn.set(urn, planned);
    awaitingOutputs.add(urn);
    return planned;
  };

  const read: Deployment["read"] = (goal) =>
    inTurn(async () => {
      const urn = nameIt(goal);
      if (goal.id === "") {
        throw new Refusal(`"${goal.name}" (${goal.type}) is read without an id.`, urn);
      }
      const { answers, configuration, isKnown } = provider(goal.provider);
      const inputs = withoutReferences(goal.properties);
      context.onSecret(inputs);
      const given = answers.isSource ? {} : givenState(urn, goal.type, goal.id);
      const found =
        goal.id === UNKNOWN || !isKnown
          ? {}
          : { ...(await answers.read({ urn, type: goal.type, id: goal.id, inputs, configuration })), ...given };
      const outputs = withSecretsMarked(found, inputs, goal.additionalSecretOutputs);
      reads.set(urn, { id: goal.id, provider: goal.provider, outputs });
      return { urn, id: goal.id, outputs };
    });

  /** What the fixtures say; an id that is not known yet is nothing that anybody could read. */
  const givenState = (urn: string, type: string, id: string): Properties => {
    if (id === UNKNOWN || type === stackReference) {
      return {};
    }
    const state = context.fixtures.state(type, id);
    if (state === undefined) {
      context.onGap(unreadGap(urn, id));
    }
    return state ?? {};
  };

  const setOutputs = async (urn: string, outputs: Properties): Promise<void> => {
    context.onSecret(outputs);
    if (isRootStack(urn)) {
      stackOutputs = { urn, outputs };
      return;
    }
    const planned = byUrn.get(urn);
    if (planned === undefined || !awaitingOutputs.delete(urn)) {
      const refusal = new Refusal(`${urn} gives its outputs, and is not awaited to.`, urn);
      context.onFailure(refusal);
      throw refusal;
    }
    planned.outputs = outputs;
    await inTurn(() => runHooks("AfterCreate", planned));
  };

  const finish = async (completed: boolean): Promise<Findings> => {
    await turn.catch(() => undefined);
    sortAsAsked(resources);
    const settled = await Promise.allSettled(resources.map(({ verdict }) => verdict));
    const judged = resources.map(({ planned }, index): Judged => {
      const outcome = settled[index];
      return { planned, verdict: outcome?.status === "fulfilled" ? outcome.value : nothingSaid };
    });
    const stackPlanned = stackOutputs === undefined ? undefined : byUrn.get(stackOutputs.urn);
    if (stackPlanned !== undefined && stackOutputs !== undefined) {
      stackPlanned.outputs = stackOutputs.outputs;
    }
    // Pulumi judges the stack only where the program and all registrations went well; violations do not hinder it.
    const isWhole = completed && settled.every(({ status }) => status === "fulfilled");
    const stack = isWhole ? await judge.judgeStack(judged.map(({ planned }) => stackView(planned, view))) : undefined;
    return { resources: judged, remediations, stack };
  };

  return {
    register: (goal) => inTurn(() => register(goal)),
    read,
    setOutputs,
    find: (urn) => {
      const planned = byUrn.get(urn);
      return planned === undefined
        ? reads.get(urn)
        : { id: planned.id, provider: planned.goal.provider, outputs: planned.outputs ?? {} };
    },
    planned: (urn) => byUrn.get(urn),
    provider,
    finish,
  };
}

/** A default provider stands before the first of its resources, whichever of them came to need it first. */
function sortAsAsked(resources: { readonly planned: Planned }[]): void {
  const places = new Map(resources.map(({ planned }) => [planned.urn, planned.goal.order]));
  for (const { goal } of resources.map(({ planned }) => planned)) {
    const provider = urnOfReference(goal.provider);
    places.set(provider, Math.min(places.get(provider) ?? Infinity, goal.order - 0.5));
  }
  resources.sort((a, b) => (places.get(a.planned.urn) ?? 0) - (places.get(b.planned.urn) ?? 0));
}

function stackView(
  planned: Planned,
  view: (urn: string, goal: Goal, properties: Properties) => ResourceView,
): StackResourceView {
  return {
    ...view(planned.urn, planned.goal, planned.outputs ?? {}),
    dependencies: planned.goal.dependencies,
    propertyDependencies: planned.goal.propertyDependencies,
  };
}

/** The engine keeps its own notes on a provider among the inputs. */
function withoutInternal({ __internal: _, ...configuration }: Properties): Properties {
  return configuration;
}

/** An output is secret where the program says so, or where the input of its name is. */
function withSecretsMarked(outputs: Properties, inputs: Properties, additional: readonly string[]): Properties {
  return Object.fromEntries(
    Object.entries(outputs).map(([key, value]) => {
      const isSecret = additional.includes(key) || isSpecial(inputs[key], "secret");
      return [key, isSecret && !isSpecial(value, "secret") ? secret(value) : value];
    }),
  );
}
