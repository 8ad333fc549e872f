import type { Gap, Location } from "../../result/result";
import { nameOf, placeOf, typeOf } from "../urn";
import type { Properties } from "../wire";
import {
  damaged,
  at,
  elements,
  flag,
  isAbsent,
  isObject,
  list,
  number,
  object,
  optional,
  record,
  refuse,
  text,
} from "./place";
import type { Place, Read } from "./place";
import { readProperties } from "./property";
import { readLocation } from "./source-position";
import type { StateFile } from "./state-file";

/** What a stack consists of, as Pulumi keeps it. */
export interface State {
  readonly place: { readonly project: string; readonly stack: string };
  /** Without those that only wait for their deletion. */
  readonly resources: readonly StateResource[];
  readonly gaps: readonly Gap[];
}

export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** What the program asked for, after the provider's checks. */
  readonly inputs: Properties;
  readonly outputs: Properties;
  /** URN; empty where there is none. */
  readonly parent: string;
  /** Reference to the provider, `urn::id`; empty for components and providers. */
  readonly provider: string;
  readonly protect: boolean;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: ReadonlyMap<string, readonly string[]>;
  readonly ignoreChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  readonly aliases: readonly string[];
  /** Seconds; 0 where the program does not say. */
  readonly customTimeouts: { readonly create: number; readonly update: number; readonly delete: number };
  readonly location: Location | undefined;
}

/** What `pulumi stack export` writes; the file backend keeps a checkpoint around it. */
const exported = 'the output of "pulumi stack export"';

const versions = [3, 4];

/** What version 4 may say that it makes use of. */
const knownFeatures = ["hooks", "refreshBeforeUpdate", "replaceWith", "taint", "views"];

/** Files that are taken for a state, by a key that they have. */
const others: readonly (readonly [key: string, what: string])[] = [
  ["terraform_version", "Terraform's state"],
  ["findings", "a result of palisade"],
  ["changeSummary", 'the output of "pulumi preview --json"'],
  ["resources", "the deployment alone, without the version around it"],
];

/** @throws UsageError with the place where a file is no state, or a damaged one. */
export function readState({ name, content }: StateFile): State {
  const whole: Place = { file: name, path: "", value: content };
  const deployment = deploymentIn(whole);
  const named = isAbsent(deployment) ? [] : places(at(deployment, "resources"));
  const read = named.map((place) => ({ place, ...readResource(place) }));
  refuseForeign(read);
  const [first] = read;
  return {
    place: first === undefined ? checkpointPlace(whole) : placeOf(first.resource.urn),
    resources: read.filter(({ isDeleted }) => !isDeleted).map(({ resource }) => resource),
    gaps: [...featureGaps(whole), ...read.flatMap(({ gaps }) => gaps), ...operationGaps(deployment)],
  };
}

function deploymentIn(whole: Place): Place {
  const top = whole.value;
  if (!isObject(top)) {
    return refuse(whole, exported);
  }
  const [deployment, checkpoint] = [at(whole, "deployment"), at(whole, "checkpoint")];
  if (deployment.value === undefined && checkpoint.value === undefined) {
    const [, what] = others.find(([key]) => Object.hasOwn(top, key)) ?? [];
    return what === undefined
      ? refuse(deployment, exported)
      : damaged({ ...whole, path: "this" }, `${what}, and ${exported} is expected`);
  }
  const version = at(whole, "version");
  if (!versions.includes(number(version))) {
    refuse(version, `a state of version ${versions.join(" or ")}`);
  }
  const found = isAbsent(checkpoint) ? deployment : at(checkpoint, "latest");
  optional(object, undefined)(found);
  return found;
}

/** A state that holds nothing names neither project nor stack, unless it is a checkpoint. */
function checkpointPlace(whole: Place): State["place"] {
  const [stack = "unknown", project = "unknown"] = optional(
    text,
    "",
  )(at(at(whole, "checkpoint"), "stack"))
    .split("/")
    .filter((part) => part !== "")
    .reverse();
  return { project, stack };
}

interface ReadResource {
  readonly resource: StateResource;
  /** It is still there, and only waits for its deletion. */
  readonly isDeleted: boolean;
  readonly gaps: readonly Gap[];
}

function readResource(place: Place): ReadResource {
  object(place);
  const urn = readUrn(at(place, "urn"));
  const type = text(at(place, "type"));
  if (type !== typeOf(urn)) {
    refuse(at(place, "type"), `the type of the URN, ${typeOf(urn)},`);
  }
  const inputs = readProperties(orEmpty(at(place, "inputs")));
  const outputs = readProperties(orEmpty(at(place, "outputs")));
  const timeouts = at(place, "customTimeouts");
  const seconds = (key: string) => (isAbsent(timeouts) ? 0 : optional(number, 0)(at(timeouts, key)));
  const resource: StateResource = {
    urn,
    type,
    name: nameOf(urn),
    inputs: inputs.properties,
    outputs: outputs.properties,
    parent: optional(text, "")(at(place, "parent")),
    provider: optional(text, "")(at(place, "provider")),
    protect: optional(flag, false)(at(place, "protect")),
    dependencies: texts(at(place, "dependencies")),
    propertyDependencies: optional(record(texts), new Map<string, never>())(at(place, "propertyDependencies")),
    ignoreChanges: texts(at(place, "ignoreChanges")),
    additionalSecretOutputs: texts(at(place, "additionalSecretOutputs")),
    aliases: texts(at(place, "aliases")),
    customTimeouts: { create: seconds("create"), update: seconds("update"), delete: seconds("delete") },
    location: readLocation(place),
  };
  const isDeleted = optional(flag, false)(at(place, "delete"));
  const isReplaced = optional(flag, false)(at(place, "pendingReplacement"));
  const encrypted = [...new Set([...inputs.encrypted, ...outputs.encrypted])];
  return {
    resource,
    isDeleted,
    gaps: isDeleted
      ? [gap("pending deletion", urn, " awaits its deletion, and was not judged.")]
      : [
          ...(isReplaced ? [gap("pending replacement", urn, " is deleted, and awaits to be created anew.")] : []),
          ...(encrypted.length > 0 ? [encryptedGap(urn, encrypted)] : []),
        ],
  };
}

const texts: Read<readonly string[]> = optional(list(text), []);

const places: Read<readonly Place[]> = optional(elements, []);

const orEmpty = (place: Place): Place => (isAbsent(place) ? { ...place, value: {} } : place);

function readUrn(place: Place): string {
  const urn = text(place);
  const [prefix = "", , type = "", ...name] = urn.split("::");
  const isWhole = prefix.startsWith("urn:pulumi:") && type !== "" && name.length > 0;
  return isWhole ? urn : refuse(place, "a URN of Pulumi, urn:pulumi:<stack>::<project>::<type>::<name>,");
}

/** A file of several stacks, or one that holds a resource twice. */
function refuseForeign(read: readonly (ReadResource & { readonly place: Place })[]): void {
  const [first] = read;
  const own = first && placeOf(first.resource.urn);
  const seen = new Map<string, Place>();
  for (const { place, resource } of read.filter(({ isDeleted }) => !isDeleted)) {
    const { project, stack } = placeOf(resource.urn);
    if (project !== own?.project || stack !== own.stack) {
      refuse(at(place, "urn"), `a resource of stack ${own?.stack} of project ${own?.project}, as the first one is,`);
    }
    const before = seen.get(resource.urn);
    if (before !== undefined) {
      damaged(at(place, "urn"), `${resource.urn}, which is the URN of ${before.path} too`);
    }
    seen.set(resource.urn, place);
  }
}

const gap = (kind: string, urn: string, what: string): Gap => ({
  kind,
  urn,
  message: `${nameOf(urn)} (${typeOf(urn)})${what}`,
});

function encryptedGap(urn: string, paths: readonly string[]): Gap {
  const [are, them] = paths.length === 1 ? ["is", "it"] : ["are", "them"];
  return gap(
    "encrypted secret",
    urn,
    `: ${paths.join(", ")} ${are} encrypted, and policies saw a placeholder for ${them}.`,
  );
}

const participles: Readonly<Record<string, string>> = {
  creating: "created",
  updating: "updated",
  deleting: "deleted",
  reading: "read",
  importing: "imported",
};

/** What an update left unfinished when it was interrupted. */
function operationGaps(deployment: Place): readonly Gap[] {
  if (isAbsent(deployment)) {
    return [];
  }
  return places(at(deployment, "pending_operations")).map((place) => {
    const operation = text(at(place, "type"));
    const urn = readUrn(at(at(place, "resource"), "urn"));
    return gap(
      "pending operation",
      urn,
      ` was being ${participles[operation] ?? operation} when an update was interrupted; how that ended is not known.`,
    );
  });
}

function featureGaps(whole: Place): readonly Gap[] {
  return texts(at(whole, "features"))
    .filter((feature) => !knownFeatures.includes(feature))
    .map((feature) => ({
      kind: "unknown feature",
      message: `The state makes use of "${feature}", which is newer than what is known here; what it means was passed over.`,
    }));
}
