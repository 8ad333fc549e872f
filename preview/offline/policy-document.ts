import { crc32 } from "node:zlib";
import { computed } from "./echo";
import type { OfflineProvider } from "./provider";
import { isList, revealAll } from "./values";
import { isPlainObject } from "../values";
import type { Properties, Wire } from "../wire";

type Answer = ReturnType<OfflineProvider["invoke"]>;
type Texts = string | readonly string[];
type Statement = Properties & { readonly Sid?: string };

interface Document {
  readonly version: string;
  readonly id: string;
  readonly statements: readonly Statement[];
}

const defaultVersion = "2012-10-17";

class RefusedDocument extends Error {}

/** `aws.iam.getPolicyDocument`: the same text, character for character, as the AWS provider's. */
export function policyDocument(args: Properties): Answer {
  try {
    return computed(resultOf(revealAll(args) as Properties));
  } catch (error) {
    if (!(error instanceof RefusedDocument)) {
      throw error;
    }
    const reason = `writing IAM Policy Document: ${error.message}`;
    return { result: {}, failures: [{ property: "", reason }], placeholder: false };
  }
}

function resultOf(args: Properties): Properties {
  const sources = texts(args.sourcePolicyDocuments).map((text, index) =>
    parsed(text, `merging source document ${index}`),
  );
  refuseRepeatedSids(sources);
  const overrides = texts(args.overridePolicyDocuments).map((text, index) =>
    parsed(text, `merging override document ${index}`),
  );
  const own = configured(args);
  const empty: Document = { version: "", id: "", statements: [] };
  const merged = [...sources, own, ...overrides].reduce(merge, empty);
  const written = {
    ...(merged.version === "" ? {} : { Version: merged.version }),
    ...(merged.id === "" ? {} : { Id: merged.id }),
    ...(merged.statements.length === 0 ? {} : { Statement: merged.statements }),
  };
  const json = goJson(written, 2);
  const statements = objects(args.statements).map((statement) => ({ effect: "Allow", ...statement }));
  return {
    ...args,
    ...(statements.length > 0 ? { statements } : {}),
    version: own.version,
    id: String(crc32(json)),
    json,
    minifiedJson: goJson(written),
  };
}

function configured(args: Properties): Document {
  const version = text(args.version) ?? defaultVersion;
  const statements = objects(args.statements).map((statement) => statementOf(statement, version));
  const sids = statements.flatMap((statement) => statement.Sid ?? []);
  const repeated = sids.find((sid, index) => sids.indexOf(sid) !== index);
  if (repeated !== undefined) {
    throw new RefusedDocument(`duplicate Sid (${repeated}). Remove the Sid or ensure the Sid is unique.`);
  }
  return { version, id: text(args.policyId) ?? "", statements };
}

function statementOf(given: Properties, version: string): Statement {
  const variables = (values: readonly string[]) => values.map((value) => withVariables(value, version));
  return compact({
    Sid: text(given.sid) === "" ? undefined : text(given.sid),
    Effect: text(given.effect) ?? "Allow",
    Action: unordered(texts(given.actions)),
    NotAction: unordered(texts(given.notActions)),
    Resource: unordered(texts(given.resources), variables),
    NotResource: unordered(texts(given.notResources), variables),
    Principal: principals(objects(given.principals), variables),
    NotPrincipal: principals(objects(given.notPrincipals), variables),
    Condition: conditions(objects(given.conditions), variables),
  });
}

/** A set of texts: one alone, several in descending order. */
function unordered(values: readonly string[], change = (texts: readonly string[]) => texts): Texts | undefined {
  const distinct = change([...new Set(values)].sort().reverse());
  return distinct.length > 1 ? distinct : distinct[0];
}

function principals(
  given: readonly Properties[],
  variables: (values: readonly string[]) => readonly string[],
): Wire | undefined {
  const entries = given.map((principal): [string, Texts] => [
    text(principal.type) ?? "",
    unordered(texts(principal.identifiers), variables) ?? [],
  ]);
  return given.length === 0 ? undefined : principalSet(entries);
}

function principalSet(entries: readonly (readonly [string, Texts])[]): Wire {
  const [only] = entries;
  if (entries.length === 1 && only?.[0] === "*" && [only[1]].flat().join() === "*") {
    return "*";
  }
  const types: Record<string, Texts> = {};
  for (const [type, identifiers] of entries) {
    const before = types[type];
    const sorted = typeof identifiers === "string" ? identifiers : [...identifiers].sort().reverse();
    types[type] = before === undefined ? sorted : [...[before].flat(), ...[sorted].flat()];
  }
  return sortKeys(types);
}

function conditions(
  given: readonly Properties[],
  variables: (values: readonly string[]) => readonly string[],
): Wire | undefined {
  const entries = given.map((condition): [string, string, readonly string[]] => [
    text(condition.test) ?? "",
    text(condition.variable) ?? "",
    variables(texts(condition.values)),
  ]);
  return given.length === 0 ? undefined : conditionSet(entries);
}

function conditionSet(entries: readonly (readonly [string, string, readonly string[]])[]): Wire {
  const tests: Record<string, Record<string, string[]>> = {};
  for (const [test, variable, values] of entries) {
    const variables = (tests[test] ??= {});
    (variables[variable] ??= []).push(...values);
  }
  const single = (values: string[]): Wire => (values.length === 1 ? (values[0] ?? "") : values);
  const flattened = Object.entries(tests).map(([test, variables]) => [
    test,
    Object.fromEntries(Object.entries(variables).map(([variable, values]) => [variable, single(values)])),
  ]);
  return sortKeys(Object.fromEntries(flattened) as Properties);
}

function merge(before: Document, next: Document): Document {
  const statements = [...before.statements];
  for (const statement of next.statements) {
    const same = statements.findIndex((existing) => statement.Sid !== undefined && existing.Sid === statement.Sid);
    if (same < 0) {
      statements.push(statement);
    } else {
      statements[same] = statement;
    }
  }
  return {
    version: next.version > before.version ? next.version : before.version,
    id: next.id === "" ? before.id : next.id,
    statements,
  };
}

function parsed(source: string, doing: string): Document {
  let document: Wire;
  try {
    document = JSON.parse(source) as Wire;
  } catch (error) {
    throw new RefusedDocument(`${doing}: ${(error as Error).message}`);
  }
  if (!isPlainObject(document) || (document.Statement !== undefined && !isList(document.Statement))) {
    throw new RefusedDocument(`${doing}: json: cannot unmarshal object into Go struct field .Statement`);
  }
  return {
    version: text(document.Version) ?? "",
    id: text(document.Id) ?? "",
    statements: objects(document.Statement).map(parsedStatement),
  };
}

function parsedStatement(statement: Properties): Statement {
  return compact({
    Sid: text(statement.Sid),
    Effect: text(statement.Effect),
    Action: statement.Action,
    NotAction: statement.NotAction,
    Resource: statement.Resource,
    NotResource: statement.NotResource,
    Principal: parsedPrincipals(statement.Principal),
    NotPrincipal: parsedPrincipals(statement.NotPrincipal),
    Condition: parsedConditions(statement.Condition),
  });
}

function parsedPrincipals(value: Wire | undefined): Wire | undefined {
  if (typeof value === "string") {
    return "*";
  }
  return isPlainObject(value)
    ? principalSet(Object.entries(value).map(([type, given]) => [type, isList(given) ? texts(given) : String(given)]))
    : undefined;
}

function parsedConditions(value: Wire | undefined): Wire | undefined {
  if (!isPlainObject(value)) {
    return undefined;
  }
  return conditionSet(
    Object.entries(value).flatMap(([test, variables]) =>
      Object.entries(isPlainObject(variables) ? variables : {}).map(
        ([variable, values]) => [test, variable, [values].flat().map(String)] as const,
      ),
    ),
  );
}

function refuseRepeatedSids(sources: readonly Document[]): void {
  const seen = new Set<string>();
  for (const [index, source] of sources.entries()) {
    for (const [at, { Sid }] of source.statements.entries()) {
      if (Sid !== undefined && seen.has(Sid)) {
        throw new RefusedDocument(
          `merging source document ${index}: duplicate Sid (${Sid}) in source_policy_documents (statement ${at}). ` +
            "Remove the Sid or ensure Sids are unique.",
        );
      }
      seen.add(Sid ?? "");
    }
  }
}

/** `&{aws:username}` is how Terraform writes IAM's `${aws:username}`. */
function withVariables(value: string, version: string): string {
  if (version === "2008-10-17" && value.includes("&{")) {
    throw new RefusedDocument(`found &{ sequence in (${value}), which is not supported in document version 2008-10-17`);
  }
  return value.replaceAll("&{", "${");
}

function compact(statement: Readonly<Record<string, Wire | undefined>>): Statement {
  const entries = Object.entries(statement).filter(
    ([, value]) => value !== undefined && value !== null && value !== "",
  );
  return Object.fromEntries(entries) as Statement;
}

function text(value: Wire | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function texts(value: Wire | undefined): string[] {
  return isList(value) ? value.filter((element) => element !== null).map(String) : [];
}

function objects(value: Wire | undefined): Properties[] {
  return isList(value) ? value.filter(isPlainObject) : [];
}

/** JSON as Go's encoder writes it: `<`, `>`, `&` and the line separators escaped. */
function goJson(value: Properties, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function sortKeys(value: Properties): Properties {
  const sorted = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, member]) => [key, isPlainObject(member) ? sortKeys(member) : member]));
}
