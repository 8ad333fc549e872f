import { readFileSync } from "node:fs";
import type { Run } from "./run";
import { UsageError, suggestion } from "./usage-error";
import { isPlainObject, secret } from "./values";
import type { Properties, Wire } from "./wire";
import { isMapping, nameOfKind, readYaml } from "./yaml-file";
import type { Yaml } from "./yaml-file";

/** One answer of a fixtures file. */
export interface Fixture {
  /** Where it stands in the file, `aws:ec2/getAmi:getAmi[1]`. */
  readonly place: string;
  readonly token: string;
  /** What the arguments of a function must hold. */
  readonly with?: Properties;
  /** Of a resource that is read; of a stack its name. */
  readonly id?: string;
  /** Result of the function, state of the resource, outputs of the stack. */
  readonly answer: Properties;
}

/** Answers, of which it is known which were asked for. */
export interface Fixtures {
  readonly all: readonly Fixture[];
  /** What the function answers, first match first; undefined where no fixture says. */
  result(token: string, args: Properties): Properties | undefined;
  /** The state of what is read; undefined where no fixture says. */
  state(type: string, id: string): Properties | undefined;
  /** Says which answers nothing has asked for. */
  unused(): string[];
}

/** A run with what to tell of its fixtures; a program that did not run to its end may not have come to ask. */
export const withWarnings = (run: Run, fixtures: Fixtures): Run => ({
  ...run,
  log: [
    ...run.log,
    ...(run.outcome === "completed" ? fixtures.unused() : []).map((message) => ({
      severity: "warning" as const,
      message,
    })),
  ],
});

/** Names the file of `Fixtures.all` as JSON for the processes that Pulumi's engine starts. */
export const fixturesVariable = "PALISADE_FIXTURES";

export const fixturesOfEnvironment = (): Fixtures => {
  const file = process.env[fixturesVariable];
  return createFixtures(file === undefined ? [] : (JSON.parse(readFileSync(file, "utf8")) as Fixture[]));
};

export function createFixtures(all: readonly Fixture[]): Fixtures {
  const asked = new Set<string>();
  const used = new Set<Fixture>();
  const find = (token: string, isMatch: (fixture: Fixture) => boolean): Properties | undefined => {
    asked.add(token);
    const found = all.find((fixture) => canonical(fixture.token) === canonical(token) && isMatch(fixture));
    if (found !== undefined) {
      used.add(found);
    }
    return found?.answer;
  };
  return {
    all,
    result: (token, args) => find(token, (fixture) => fixture.id === undefined && holds(args, fixture.with ?? {})),
    state: (type, id) => find(type, (fixture) => fixture.id === id),
    unused: () =>
      all
        .filter((fixture) => !used.has(fixture))
        .map(
          ({ place, token }) =>
            `The program asked for nothing that the fixture ${place} answers.${meant(token, [...asked])}`,
        ),
  };
}

function meant(token: string, asked: readonly string[]): string {
  const alike = asked.filter((other) => isResource(other) === isResource(token));
  const short = alike.map(canonical);
  return short.includes(canonical(token)) ? "" : suggestion(token, [...alike, ...short]);
}

/** Names of resources begin with a capital letter, those of functions do not. */
const isResource = (token: string): boolean => /:[A-Z][^:]*$/.test(token);

/** `aws:ec2/getAmi:getAmi` is `aws:ec2:getAmi` for short, and `aws:index/getRegion:getRegion` is `aws:getRegion`. */
function canonical(token: string): string {
  const parts = token.split(":");
  const [pkg, name] = [parts[0] ?? "", parts.at(-1) ?? ""];
  const module = parts.length > 2 ? (parts[1] ?? "") : "index";
  const file = `/${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  return [pkg, module.endsWith(file) ? module.slice(0, -file.length) : module, name].join(":");
}

/** Whether a value has all that is asked of it, at any depth. */
function holds(value: Wire | undefined, asked: Wire): boolean {
  if (Array.isArray(asked)) {
    const elements = asked as readonly Wire[];
    return (
      Array.isArray(value) &&
      value.length === elements.length &&
      elements.every((element, index) => holds((value as readonly Wire[])[index], element))
    );
  }
  return isPlainObject(asked)
    ? isPlainObject(value) && Object.entries(asked).every(([key, field]) => holds(value[key], field))
    : value === asked;
}

/**
 * Reads what functions answer and what is read, by token, from YAML or JSON; nothing where no file is named.
 * @throws UsageError where the file is broken.
 */
export function readFixtures(file: string | undefined): Fixtures {
  if (file === undefined) {
    return createFixtures([]);
  }
  const fixturesOf = ([token, content]: [string, Yaml]): Fixture[] => {
    if (!/^[^:\s]+(:[^:\s]+){1,2}$/.test(token)) {
      throw new UsageError(
        `${file}: ${token}: the token of a function or a resource is expected, such as aws:ec2/getAmi:getAmi.`,
      );
    }
    return isResource(token) ? states(file, token, content) : results(file, token, content);
  };
  return createFixtures(Object.entries(readYaml(file)).flatMap(fixturesOf));
}

function states(file: string, token: string, content: Yaml): Fixture[] {
  const what = token.endsWith(":StackReference") ? "outputs by name of the stack" : "states by id";
  return Object.entries(mapping(file, token, content, what)).map(([id, state]) => {
    const place = `${token}[${JSON.stringify(id)}]`;
    return { place, token, id, answer: wireFields(mapping(file, place, state, "a mapping of properties")) };
  });
}

function results(file: string, token: string, content: Yaml): Fixture[] {
  if (Array.isArray(content)) {
    return content.map((entry, index) => resultCase(file, token, `${token}[${index}]`, entry));
  }
  if (isMapping(content) && "with" in content && "result" in content) {
    return [resultCase(file, token, token, content)];
  }
  const result = mapping(file, token, content, 'the function\'s result, or a list of "with" and "result",');
  return [{ place: token, token, answer: wireFields(result) }];
}

const keysOfCase = ["with", "result"];

function resultCase(file: string, token: string, place: string, content: Yaml): Fixture {
  const entry = mapping(file, place, content, 'a mapping of "with" and "result"');
  const [foreign] = Object.keys(entry).filter((key) => !keysOfCase.includes(key));
  if (foreign !== undefined) {
    throw new UsageError(
      `${file}: ${place}.${foreign}: "with" or "result" is expected.${suggestion(foreign, keysOfCase)}`,
    );
  }
  return {
    place,
    token,
    with: wireFields(mapping(file, `${place}.with`, entry.with ?? {}, "a mapping of arguments")),
    answer: wireFields(mapping(file, `${place}.result`, entry.result, "the function's result, a mapping,")),
  };
}

function mapping(file: string, place: string, value: Yaml | undefined, what: string): { [key: string]: Yaml } {
  if (!isMapping(value)) {
    throw new UsageError(`${file}: ${place}: ${what} is expected, and this is ${nameOfKind(value)}.`);
  }
  return value;
}

/** As Pulumi's own YAML programs write a secret. */
const secretKey = "fn::secret";

function wire(value: Yaml): Wire {
  if (Array.isArray(value)) {
    return value.map(wire);
  }
  if (isMapping(value)) {
    const hidden = value[secretKey];
    return hidden === undefined ? wireFields(value) : secret(wire(hidden));
  }
  return typeof value === "bigint" ? Number(value) : value;
}

const wireFields = (fields: { [key: string]: Yaml }): Properties =>
  Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, wire(value)]));
