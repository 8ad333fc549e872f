import { plaintextSecrets } from "../../protocol/secret";
import { assignmentsIn } from "../secret/assignments";
import { embeddedTexts } from "../secret/embedded-text";
import { type Answer, asAdvice, deferred, violated } from "../judgement";
import { at, entries, isPresent, items, type Node, rootNode, text, unknown, type Value } from "../node";
import { containersOf, podsOf } from "../pods";
import { resourcePolicy } from "../policy";
import { secretArguments } from "../secret/secret-arguments";
import { secretKindsIn } from "../secret/secret-formats";
import { isLiteral, looksRandom, secretNameOf } from "../secret/secret-names";
import type { Resource } from "../view";
import { enumerate } from "../wording";

export const secretsNotInPlainText = resourcePolicy({
  name: "secrets-not-in-plain-text",
  controls: [plaintextSecrets],
  mandatoryIn: ["production", "staging", "development"],
  remediation:
    "Keep the secret in Secrets Manager or in a SecureString parameter and hand over its ARN or name; for databases set " +
    "manageMasterUserPassword or the write-only argument. In Kubernetes, mount it as a file from an external store. " +
    "Change a secret that has stood here: it has been seen.",
  judge: (resource) => [
    ...walk(resource.inputs, rootOf(resource)).map(({ answer }) => answer),
    ...secretVariables(resource),
  ],
});

interface Found {
  readonly answer: Answer;
  /** With their articles; empty where the answer is about something else. */
  readonly kinds: readonly string[];
}

const without = (answer: Answer): Found => ({ answer, kinds: [] });

/** How a place is read. */
interface Reading {
  /** What it is called, by its key or by the `name` beside its `value`. */
  readonly name: string;
  /** A script or a file: its assignments are read, and what is encoded in it. */
  readonly isDocument: boolean;
  /** Kubernetes kind of the manifest that it is, where its token says so. */
  readonly kind?: string;
  /** Of the resource, at its top: what is known of its arguments. */
  readonly resource?: Resource;
  /** What is found can only be advised against: the provider offers no better way. */
  readonly isAdvice?: boolean;
  /** It stands in JSON text, of which the path says nothing. */
  readonly isNested?: true;
  /** Its name says nothing of its value: labels and annotations name what they refer to. */
  readonly isNameless?: boolean;
}

function rootOf(resource: Resource): Reading {
  const [, kind = ""] = /^kubernetes:[^:]+:(\w+?)(?:Patch)?$/.exec(resource.type) ?? [];
  return { name: "", isDocument: false, resource, kind };
}

const argumentsOf = ({ type }: Resource) => (Object.hasOwn(secretArguments, type) ? secretArguments[type] : undefined);

const isUserData = (key: string): boolean => /^userData(?:Base64|Raw)?$/i.test(key);

/** Properties that hold a script, a template or a configuration file. */
const isDocumentKey = (key: string): boolean =>
  isUserData(key) ||
  /^(?:customData|content|contentBase64|buildspec|templateBody|kubeconfig|scripts?|commands?|args|entryPoint|create|update|delete|cloudInit)$/i.test(
    key,
  );

/** Not the program's: what the provider adds from elsewhere, and what Pulumi notes. */
const skipped: ReadonlySet<string> = new Set(["tagsAll", "__defaults"]);

/** No resource nests deeper. */
const deepest = 64;

function walk(place: Node, reading: Reading, depth = 0): readonly Found[] {
  if (place.value === unknown) {
    return isUserData(reading.name) ? [without(undecided(place))] : [];
  }
  if (typeof place.value === "string") {
    return judgeText(place, place.value, reading);
  }
  if (depth > deepest) {
    return [];
  }
  const list = Array.isArray(place.value) ? items(place) : undefined;
  return list === undefined || list === unknown
    ? walkObject(place, reading, depth)
    : list.flatMap((item, index) =>
        walk(item, { ...reading, name: flagBefore(list, index) ?? reading.name }, depth + 1),
      );
}

/** `["--password", "…"]` names its value one place ahead. */
function flagBefore(list: readonly Node[], index: number): string | undefined {
  const before = list[index - 1];
  const written = before && text(before);
  return typeof written === "string" && /^--?[A-Za-z][\w-]*$/.test(written) ? written : undefined;
}

function walkObject(place: Node, { resource, ...reading }: Reading, depth: number): readonly Found[] {
  const children = entries(place);
  if (children === unknown) {
    return [];
  }
  const kind = known(at(place, "kind")) ?? reading.kind;
  const named = pairName(place);
  return children.flatMap(([key, child]) => {
    const { kind: _kind, ...inherited } = reading;
    if (skipped.has(key)) {
      return [];
    }
    if (kind === "Secret" && (key === "data" || key === "stringData")) {
      return kubernetesSecret(child, key);
    }
    if (resource !== undefined && (isKept(resource, key) || isUnnamed(resource, key))) {
      return literalArgument(child, key, resource);
    }
    // An ExternalSecret says so under which key it keeps what it fetches.
    if (key === "secretKey" && isPresent(at(place, "remoteRef"))) {
      return [];
    }
    if (isValueKey(key)) {
      return isReferenced(place) ? [] : walk(child, { ...inherited, name: named ?? key }, depth + 1);
    }
    const isFile = kind === "ConfigMap" && (key === "data" || key === "binaryData");
    const isDocument = reading.isDocument || isFile || isDocumentKey(key);
    const itemKind = kind?.endsWith("List") === true && key === "items" ? { kind: kind.slice(0, -"List".length) } : {};
    const isAdvice = reading.isAdvice || (resource !== undefined && isUnavoidable(resource, key));
    const isNameless = reading.isNameless || /^(?:annotations|labels|matchLabels|nodeSelector)$/.test(key);
    return walk(child, { ...inherited, ...itemKind, name: key, isDocument, isAdvice, isNameless }, depth + 1);
  });
}

const isValueKey = (key: string): boolean => /^(?:(?:parameter|default|insecure)?value)$/i.test(key);

/** The name in `{ name, value }`, however it is spelled. */
function pairName(place: Node): string | undefined {
  const keys = ["name", "key", "Name", "Key", "parameterKey", "ParameterKey"];
  return keys.map((key) => known(at(place, key))).find((name) => name !== undefined);
}

/** CodeBuild reads these from a store. */
const isReferenced = (pair: Node): boolean =>
  /^(?:SECRETS_MANAGER|PARAMETER_STORE)$/.test(known(at(pair, "type")) ?? "");

function known(place: Node): string | undefined {
  const written = text(place);
  return written === unknown ? undefined : written;
}

const parameter = "aws:ssm/parameter:Parameter";

const isKept = (resource: Resource, key: string): boolean =>
  Object.hasOwn(argumentsOf(resource)?.kept ?? {}, key) || (isSecureString(resource) && key === "value");

const isSecureString = ({ type, inputs }: Resource): boolean =>
  type === parameter && known(at(inputs, "type")) === "SecureString";

const isUnnamed = (resource: Resource, key: string): boolean => argumentsOf(resource)?.unnamed?.includes(key) === true;

const isUnavoidable = (resource: Resource, key: string): boolean =>
  argumentsOf(resource)?.unavoidable?.includes(key) === true;

function literalArgument(place: Node, key: string, resource: Resource): readonly Found[] {
  const value = known(place);
  if (value === undefined || !isLiteral(value)) {
    return [];
  }
  if (isUnnamed(resource, key)) {
    return [fault(place, ["a secret"], isUnavoidable(resource, key))];
  }
  const twin = argumentsOf(resource)?.kept?.[key] ?? "valueWo";
  const message = `${place.path} is known to the program and stands in its state; the write-only ${twin} keeps it out of both.`;
  return [without(asAdvice(violated(place, message)))];
}

/** A Secret of the program is as plain as the program: base64 hides nothing. */
function kubernetesSecret(data: Node, key: string): readonly Found[] {
  const values = entries(data);
  return values === unknown
    ? []
    : values.flatMap(([, place]) => {
        const written = known(place);
        const value = written !== undefined && key === "data" ? Buffer.from(written, "base64").toString() : written;
        return value === undefined || !isLiteral(value) ? [] : [fault(place, ["the value of a Kubernetes Secret"])];
      });
}

/** Secrets that reach a process as variables: what the process starts, and what dumps it, sees them too. */
function secretVariables(resource: Resource): readonly Answer[] {
  return podsOf(resource)
    .flatMap(containersOf)
    .flatMap(({ node }) => [
      ...variables(node, "env", ["valueFrom", "secretKeyRef"]),
      ...variables(node, "envFrom", ["secretRef"]),
    ]);
}

function variables(container: Node, key: string, reference: readonly string[]): readonly Answer[] {
  const list = items(at(container, key));
  const places =
    list === unknown ? [] : list.map((item) => at(item, ...reference)).filter(({ value }) => value !== unknown);
  return places.filter(isPresent).map((place) => {
    const message = `${place.path} hands a secret over as an environment variable, which shows it to more than its reader; a file is preferred.`;
    return asAdvice(violated(place, message));
  });
}

function judgeText(place: Node, value: string, reading: Reading): readonly Found[] {
  const { kinds, complete } = reading.isDocument ? secretsInDocument(value, reading) : secretsInValue(value, reading);
  if (kinds.length > 0) {
    return [fault(place, [...new Set(kinds)], reading.isAdvice)];
  }
  const message = `${place.path} packs more into it than can be searched for secrets.`;
  return complete ? [] : [without(asAdvice(violated(place, message)))];
}

interface Secrets {
  /** With their articles. */
  readonly kinds: readonly string[];
  /** False where not all of it could be read. */
  readonly complete: boolean;
}

function secretsInValue(value: string, reading: Reading): Secrets {
  const json = parsed(value);
  const nested = json === undefined ? [] : kindsInJson(json);
  const kinds = nested.length > 0 ? nested : secretKindsIn(value);
  return { kinds: kinds.length > 0 || json !== undefined ? kinds : named(value, reading), complete: true };
}

function secretsInDocument(value: string, reading: Reading): Secrets {
  const { texts, complete } = embeddedTexts(value);
  const kinds = texts.flatMap((each) => [...secretKindsIn(each), ...assigned(each)]);
  const isData = parsed(value) !== undefined;
  return { kinds: kinds.length > 0 || isData ? kinds : named(value, reading), complete };
}

function named(value: string, { name, isNested, isNameless }: Reading): readonly string[] {
  if (isNameless || !isSecret(name, value)) {
    return [];
  }
  return [isNested ? `the value of ${name}` : "a secret, as its name says,"];
}

function isSecret(name: string, value: string): boolean {
  const said = secretNameOf(name);
  return isLiteral(value) && (said === "secret" || (said === "perhaps" && looksRandom(value)));
}

const assigned = (document: string): readonly string[] =>
  assignmentsIn(document)
    .filter(({ name, value }) => isSecret(name, value))
    .map(({ name }) => `the value of ${name}`);

/** The secrets of JSON text; permissions name tokens and keys but hold none. */
function kindsInJson(json: Value): readonly string[] {
  const root = rootNode("", json);
  const isPermission = isPresent(at(root, "Statement"));
  return isPermission ? [] : walk(root, { name: "", isDocument: false, isNested: true }).flatMap(({ kinds }) => kinds);
}

function parsed(value: string): Value | undefined {
  if (!/^\s*[{[]/.test(value)) {
    return undefined;
  }
  try {
    return JSON.parse(value) as Value;
  } catch {
    return undefined;
  }
}

function fault(place: Node, kinds: readonly string[], isAdvice = false): Found {
  const found = `${place.path} holds ${enumerate(kinds)} in plain text`;
  if (!isAdvice) {
    return { answer: violated(place, `${found}.`), kinds };
  }
  const message = `${found} unless it is a Pulumi secret, which cannot be seen here; the provider offers no other way.`;
  return { answer: asAdvice(violated(place, message)), kinds };
}

const undecided = (place: Node): Answer =>
  deferred(place, place, `Whether ${place.path} holds a secret cannot be told before it is known.`);
