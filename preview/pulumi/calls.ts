import { createReadStream, existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { SourcePosition, StackFrame, StackTrace } from "@pulumi/pulumi/proto/source_pb";
import type { Severity } from "../../protocol/control";
import type { Gap, Level, Location, Remediation } from "../../result/result";
import { changedPaths } from "../embedded/changed-paths";
import type { Fixtures } from "../fixtures";
import { createGapList } from "../gap-list";
import {
  answerGap,
  constructGap,
  methodGap,
  resourceGap,
  stackReferenceGap,
  unknownComponentGap,
  unknownProviderGap,
  unreadGap,
} from "../gaps";
import { importKey } from "../import";
import { locationOf } from "../location";
import { isPlaceholder } from "../offline/unknown-text";
import type { DeclaredPolicy } from "../pack/policy-configuration";
import { createRedaction } from "../redaction";
import type { RegisteredPolicy } from "../run";
import { stackReference } from "../stack-reference";
import { isRootStack, makeUrn, packageOf } from "../urn";
import { hasUnknowns, isUnknown } from "../values";
import type { Properties } from "../wire";

/** What an engine that logs its calls (PULUMI_DEBUG_GRPC) said and heard, as far as its events leave it out. */
export interface Calls {
  readonly policies: readonly RegisteredPolicy[];
  /** The same policies with the schemas of their parameters. */
  readonly declared: readonly DeclaredPolicy[];
  readonly remediations: readonly Remediation[];
  /** By URN; what stack policies said of themselves is under the empty one. */
  readonly notApplicable: ReadonlyMap<string, readonly string[]>;
  /** By URN. */
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
  /** By URN. */
  readonly locations: ReadonlyMap<string, Location>;
  /** What was judged, by URN: also default providers and what was refused, which have no event. */
  readonly judged: ReadonlyMap<string, { readonly parent?: string; readonly provider?: string }>;
  readonly gaps: readonly Gap[];
  /** Takes the secrets of the program out of a message: the engine knows only those of the configuration. */
  redact(message: string): string;
  /** What a policy pack broke with. */
  readonly packFailure: string | undefined;
  /** Whether the program said that it is done. */
  readonly hasAnnouncedEnd: boolean;
  /** Whether the program told what the stack puts out, which it does when it has run to its end. */
  readonly hasOutputs: boolean;
  /** Requests of the program that were never answered. */
  readonly pending: readonly string[];
  /** What policy packs were asked to judge and never did. */
  readonly judging: readonly string[];
}

/** A line of the log: protocol messages in their JSON form, where a field of its zero value is absent. */
interface Call {
  readonly method: string;
  readonly progress: "request_started" | "response_completed";
  readonly request?: Message;
  readonly response?: Message;
  readonly errors?: readonly string[];
  readonly metadata?: { readonly name?: string };
}

interface Message {
  readonly urn?: string;
  readonly type?: string;
  readonly name?: string;
  readonly tok?: string;
  readonly id?: string;
  /** What is registered, what is read, and what a component or the Stack puts out. */
  readonly object?: Properties;
  readonly properties?: Properties;
  readonly outputs?: Properties;
  /** What a provider is given to make a component, and to answer a function. */
  readonly inputs?: Properties;
  readonly args?: Properties;
  readonly remote?: boolean;
  readonly parent?: string;
  readonly options?: { readonly parent?: string };
  readonly provider?: { readonly urn?: string; readonly properties?: Properties };
  readonly dependencies?: readonly string[];
  readonly sourcePosition?: Position;
  readonly stackTrace?: { readonly frames?: readonly { readonly pc?: Position }[] };
  readonly notApplicable?: readonly { readonly policyName: string }[];
  readonly remediations?: readonly {
    readonly policyName: string;
    readonly properties?: Properties;
    readonly diagnostic?: string;
  }[];
  readonly resources?: readonly { readonly urn: string; readonly dependencies?: readonly string[] }[];
  readonly policies?: readonly PolicyMessage[];
  readonly policyConfig?: Readonly<Record<string, Setting>>;
  readonly return?: Properties;
  readonly failures?: readonly object[];
}

interface Position {
  readonly uri?: string;
  readonly line?: number;
  readonly column?: number;
}

interface PolicyMessage {
  readonly name: string;
  readonly description?: string;
  readonly enforcementLevel?: string;
  readonly policyType?: string;
  readonly severity?: string;
  readonly framework?: { readonly reference?: string };
  readonly remediationSteps?: string;
  readonly url?: string;
  readonly configSchema?: { readonly properties?: Record<string, unknown>; readonly required?: readonly string[] };
}

interface Setting {
  readonly enforcementLevel?: string;
  readonly properties?: Properties;
}

export interface Place {
  readonly project: string;
  readonly stack: string;
  /** Folder that locations are relative to. */
  readonly root: string;
  /** Packages whose own providers run. */
  readonly sources: ReadonlySet<string>;
  /** Folders of the policy packs, in the order in which their policies are listed. */
  readonly packs: readonly string[];
  /** Texts that no message may show, beside the secrets of the program. */
  readonly secrets: readonly string[];
}

export async function readCalls(file: string, place: Place, fixtures: Fixtures): Promise<Calls> {
  const packs = new Map<string, Message>();
  const settings = new Map<string, Message["policyConfig"]>();
  const remediations: Remediation[] = [];
  const notApplicable = new Map<string, readonly string[]>();
  const dependencies = new Map<string, readonly string[]>();
  const locations = new Map<string, Location>();
  const judged = new Map<string, { readonly parent?: string; readonly provider?: string }>();
  const { all: gaps, add: leaveOpen } = createGapList();
  const constructed = new Set<string>();
  const pending = new Map<string, number>();
  const judging = new Map<string, number>();
  const redaction = createRedaction();
  fixtures.all.forEach(({ answer }) => redaction.learn(answer));
  place.secrets.forEach(redaction.learnText);
  const ending = { isAnnounced: false, hasOutputs: false };
  let packFailure: string | undefined;

  /** Providers that are Node source are run, and answer and read themselves. */
  const isSource = (token: string): boolean =>
    packageOf(token) === "pulumi-nodejs" || place.sources.has(packageOf(token));
  const skip = (urn: string, { notApplicable: names = [] }: Message): void => {
    notApplicable.set(urn, [...(notApplicable.get(urn) ?? []), ...names.map(({ policyName }) => policyName)]);
  };
  const readers: Readonly<Record<string, (request: Message, response: Message, pack: string) => void>> = {
    "Analyzer/GetAnalyzerInfo": (_, response, pack) => packs.set(pack, response),
    "Analyzer/Configure": ({ policyConfig }, _, pack) => settings.set(pack, policyConfig),
    "Analyzer/Analyze": ({ urn = "", type = "", properties = {}, provider }, response) => {
      skip(urn, response);
      leaveOpen(resourceGap({ type, urn, inputs: properties }));
      // Then the engine does not ask the provider to check.
      if (hasUnknowns(provider?.properties ?? {})) {
        leaveOpen(unknownProviderGap(urn));
      }
    },
    "Analyzer/AnalyzeStack": ({ resources = [] }, response) => {
      skip("", response);
      resources.forEach((resource) => dependencies.set(resource.urn, resource.dependencies ?? []));
    },
    "Analyzer/Remediate": ({ urn = "", properties = {} }, response, pack) =>
      remediations.push(...changes(urn, properties, response, packs.get(pack)?.name ?? "")),
    "ResourceProvider/Construct": ({ type = "", inputs = {} }, { urn = "" }) => {
      constructed.add(urn);
      if (!place.sources.has(packageOf(type))) {
        leaveOpen(constructGap({ type, urn, inputs }));
      }
    },
    // Where a provider cannot be configured yet, the engine registers its components without asking it.
    "ResourceMonitor/RegisterResource": ({ remote = false }, { urn = "" }) => {
      if (remote && urn !== "" && !constructed.has(urn)) {
        leaveOpen(unknownComponentGap(urn));
      }
    },
    "ResourceMonitor/Call": ({ tok = "" }) => {
      if (!place.sources.has(packageOf(tok))) {
        leaveOpen(methodGap(tok));
      }
    },
    "ResourceMonitor/Invoke": ({ tok = "", args = {} }, { return: result = {}, failures = [] }) => {
      if (failures.length === 0 && isPlaceholder(result) && !isSource(tok)) {
        leaveOpen(answerGap(tok, args));
      }
    },
    "ResourceProvider/Invoke": ({ tok = "", args = {} }) => {
      fixtures.result(tok, args);
    },
    "ResourceMonitor/ReadResource": ({ parent, type = "", name = "", id = "" }) => {
      const urn = makeUrn(place, parent, type, name);
      if (!isUnknown(id) && !isSource(type) && fixtures.state(type, id) === undefined) {
        leaveOpen(type === stackReference ? stackReferenceGap(id, urn) : unreadGap(urn, id));
      }
    },
  };

  /** Of what was asked, whether or not it was answered. */
  const askers: Readonly<Record<string, (request: Message) => void>> = {
    "Analyzer/Analyze": ({ urn = "", options, provider }) =>
      judged.set(urn, {
        ...(options?.parent !== undefined && { parent: options.parent }),
        ...(provider?.urn !== undefined && { provider: provider.urn }),
      }),
    "ResourceProvider/CheckConfig": ({ urn = "" }) => judged.set(urn, judged.get(urn) ?? {}),
    "ResourceMonitor/RegisterResourceOutputs": ({ urn = "" }) => {
      ending.hasOutputs ||= isRootStack(urn);
    },
    "ResourceMonitor/SignalAndWaitForShutdown": () => {
      ending.isAnnounced = true;
    },
    "ResourceMonitor/RegisterResource": (request) => {
      const urn = makeUrn(place, request.parent, request.type ?? "", request.name ?? "");
      // A second one of the same URN is refused.
      if (!dependencies.has(urn)) {
        dependencies.set(urn, request.dependencies ?? []);
        const location = locationIn(request, place.root);
        if (location !== undefined) {
          locations.set(urn, location);
        }
        const importId = request.object?.[importKey];
        if (typeof importId === "string" && fixtures.state(request.type ?? "", importId) === undefined) {
          leaveOpen(unreadGap(urn, importId));
        }
      }
    },
  };

  for await (const { method, progress, request = {}, response = {}, errors = [], metadata } of calls(file)) {
    const name = method.replace("/pulumirpc.", "");
    if (name.startsWith("ResourceMonitor/")) {
      note(pending, describe(request), progress);
      redaction.learn({ ...request.object, ...request.properties, ...request.outputs });
    }
    if (name.startsWith("Analyzer/")) {
      note(judging, stages[name] ?? request.urn ?? "", progress);
    }
    if (progress === "request_started") {
      askers[name]?.(request);
      continue;
    }
    if (errors.length === 0) {
      readers[name]?.(request, response, metadata?.name ?? "");
    } else if (breaksPack(name, errors)) {
      packFailure ??= errors.map((error) => error.replace(/^rpc error: code = \w+ desc = /, "")).join("\n");
    }
  }
  const inOrder = place.packs.flatMap((folder): [string, Message][] => {
    const info = packs.get(folder);
    return info === undefined ? [] : [[folder, info]];
  });
  return {
    policies: inOrder.flatMap(([pack, info]) => policiesOf(info, settings.get(pack))),
    declared: inOrder.flatMap(([, { policies = [] }]) => policies.map(declaredPolicy)),
    remediations,
    notApplicable,
    dependencies,
    locations,
    judged,
    gaps: gaps(),
    redact: (message) => redaction.redact(message),
    packFailure,
    hasAnnouncedEnd: ending.isAnnounced,
    hasOutputs: ending.hasOutputs,
    pending: open(pending),
    judging: open(judging),
  };
}

async function* calls(file: string): AsyncGenerator<Call> {
  if (!existsSync(file)) {
    return;
  }
  for await (const line of createInterface({ input: createReadStream(file) })) {
    try {
      yield JSON.parse(line) as Call;
    } catch {
      // The last line of an engine that was ended may be half a line.
    }
  }
}

function note(pending: Map<string, number>, what: string, progress: Call["progress"]): void {
  if (what !== "") {
    pending.set(what, (pending.get(what) ?? 0) + (progress === "request_started" ? 1 : -1));
  }
}

const open = (counts: ReadonlyMap<string, number>): string[] =>
  [...counts].filter(([, count]) => count > 0).map(([what]) => what);

/** What a policy pack is at, where that is no resource. */
const stages: Readonly<Record<string, string>> = {
  "Analyzer/ConfigureStack": "the start",
  "Analyzer/GetAnalyzerInfo": "the start",
  "Analyzer/AnalyzeStack": "the stack",
};

const describe = ({ type, name, tok, urn }: Message): string =>
  type !== undefined && name !== undefined
    ? `${type} "${name}"`
    : (tok ?? (urn === undefined ? "" : `the outputs of ${urn}`));

/** The first contact and the last word are optional parts of the protocol. */
const breaksPack = (name: string, errors: readonly string[]): boolean =>
  name.startsWith("Analyzer/") && !errors.some((error) => /code = (Unimplemented|Canceled)/.test(error));

function changes(urn: string, properties: Properties, { remediations = [] }: Message, pack: string): Remediation[] {
  let before = properties;
  return remediations
    .filter(({ diagnostic }) => diagnostic === undefined)
    .map(({ policyName, properties: after = {} }) => {
      const changed = changedPaths(before, after);
      before = after;
      return { policy: policyName, pack, urn, changed };
    });
}

function locationIn({ sourcePosition, stackTrace }: Message, root: string): Location | undefined {
  const frames = (stackTrace?.frames ?? []).map(({ pc }) => new StackFrame().setPc(positionOf(pc)));
  return locationOf(root, positionOf(sourcePosition), new StackTrace().setFramesList(frames));
}

function positionOf(position: Position | undefined): SourcePosition | undefined {
  return position === undefined
    ? undefined
    : new SourcePosition()
        .setUri(position.uri ?? "")
        .setLine(position.line ?? 0)
        .setColumn(position.column ?? 0);
}

function policiesOf(
  { name: pack = "", policies = [] }: Message,
  settings: Message["policyConfig"],
): RegisteredPolicy[] {
  return policies.map((policy) => {
    const setting = settings?.[policy.name];
    const severity = policy.severity?.split("_").at(-1)?.toLowerCase() as Severity | "unspecified" | undefined;
    const reference = policy.framework?.reference;
    return {
      name: policy.name,
      pack,
      kind: policy.policyType === "POLICY_TYPE_STACK" ? "stack" : "resource",
      level: levelOf(setting ?? policy),
      description: policy.description ?? "",
      parameters: setting?.properties ?? {},
      ...(severity !== undefined && severity !== "unspecified" && { severity }),
      ...(reference && { reference }),
      ...(policy.remediationSteps && { remediationSteps: policy.remediationSteps }),
      ...(policy.url && { url: policy.url }),
    };
  });
}

function declaredPolicy({ name, configSchema, ...policy }: PolicyMessage): DeclaredPolicy {
  const { properties = {}, required = [] } = configSchema ?? {};
  return { name, level: levelOf(policy), ...(configSchema !== undefined && { schema: { properties, required } }) };
}

/** "Advisory" is the zero value, so it is never written. */
const levelOf = ({ enforcementLevel = "ADVISORY" }: Setting): Level => enforcementLevel.toLowerCase() as Level;
