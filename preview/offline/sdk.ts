import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { installedPackage } from "../installed-packages";

/** What a type in an SDK's declarations says of a value's shape, as far as conversions need it. */
export type Shape =
  | { readonly kind: "string" | "number" | "boolean" | "any" }
  /** Text, or the object that a document is written from. */
  | { readonly kind: "document" }
  | { readonly kind: "list" | "map"; readonly of: Shape }
  | { readonly kind: "object"; readonly name: string };

export interface Field {
  readonly name: string;
  readonly shape: Shape;
  /** May be left out, or is `undefined` in some states. */
  readonly optional: boolean;
  readonly deprecated: boolean;
}

export interface ResourceShape {
  readonly inputs: readonly Field[];
  readonly inputsByName: ReadonlyMap<string, Field>;
  readonly outputs: readonly Field[];
  /** Names of the outputs that are always there. */
  readonly certain: readonly string[];
}

export interface NestedShape {
  readonly fields: readonly Field[];
  readonly byName: ReadonlyMap<string, Field>;
}

/** The declarations of an installed provider SDK. */
export interface Sdk {
  /** Of a resource class; undefined where the SDK has none for the token. */
  resource(token: string): ResourceShape | undefined;
  /** Fields of a function's result; undefined where the SDK has no such function. */
  functionResult(token: string): readonly Field[] | undefined;
  /** Fields of a nested input type, by a name such as `ec2.SecurityGroupIngress`. */
  nested(name: string): NestedShape | undefined;
  /** Configuration of the provider. */
  provider(): readonly Field[];
  /** Of every resource class. */
  resourceTokens(): readonly string[];
}

const sdks = new Map<string, Sdk>();

/** The SDK of a package that a program in this folder would load, of the version where it has several. */
export function installedSdk(name: string, version: string, programFolder: string): Sdk | undefined {
  const installed = installedPackage(name, version, programFolder);
  if (installed === undefined) {
    return undefined;
  }
  const sdk = sdks.get(installed.code) ?? openSdk(installed.code);
  sdks.set(installed.code, sdk);
  return sdk;
}

function openSdk(folder: string): Sdk {
  const listing = memo((path: string) =>
    existsSync(path) ? new Map(readdirSync(path).map((file) => [file.toLowerCase(), join(path, file)])) : new Map(),
  );
  const declaring = (token: string, header: RegExp) =>
    declarationPaths(token)
      .flatMap((candidate) => find(folder, candidate, listing) ?? [])
      .map((path) => readFileSync(path, "utf8"))
      .find((text) => header.test(text));
  /** Classes whose files are named by none of the known rules. */
  const classes = once(() => new Map(classesBelow(folder).map((found) => [found.token, found])));
  const namespaceText = memo((path: string): string | undefined => {
    const at = path.lastIndexOf(".");
    const outer = path === "" ? undefined : namespaceText(path.slice(0, Math.max(at, 0)));
    return path === ""
      ? readOptional(join(folder, "types", "input.d.ts"))
      : outer && inNamespace(outer, path.slice(at + 1), path.split(".").length - 1);
  });

  const interfaces = memo((path: string) =>
    interfacesIn(namespaceText(path) ?? "", path === "" ? 0 : path.split(".").length),
  );

  const classOf = (token: string) => {
    const name = lastPart(token, ":");
    const text = declaring(token, classHeader(name));
    const found = text === undefined ? classes().get(token) : undefined;
    return found === undefined
      ? { name, text: text ?? "" }
      : { name: found.name, text: readOptional(found.declarations) };
  };

  return {
    resource: memo((token) => {
      const { name, text: declared } = classOf(token);
      const text = withoutComments(declared);
      const outputs = block(text, classHeader(name));
      if (outputs === undefined) {
        return undefined;
      }
      const inputs = members(block(text, new RegExp(`export interface ${name}Args \\{`)) ?? "");
      const told = members(outputs).filter((member) => member.name !== "urn" && member.name !== "id");
      return {
        inputs,
        inputsByName: byName(inputs),
        outputs: told,
        certain: told.filter(({ optional }) => !optional).map((output) => output.name),
      };
    }),
    functionResult: memo((token) => {
      const header = new RegExp(`export interface ${upperFirst(lastPart(token, ":"))}Result \\{`);
      const text = declaring(token, header);
      return text === undefined ? undefined : members(block(withoutComments(text), header) ?? "");
    }),
    nested: memo((path) => {
      const at = path.lastIndexOf(".");
      const body = interfaces(path.slice(0, Math.max(at, 0))).get(path.slice(at + 1));
      const fields = body && members(withoutComments(body()));
      return fields && { fields, byName: byName(fields) };
    }),
    provider: once(() => {
      const text = readOptional(join(folder, "provider.d.ts"));
      return members(block(withoutComments(text), /export interface ProviderArgs \{/) ?? "");
    }),
    resourceTokens: () => classesBelow(folder).map(({ token }) => token),
  };
}

const classHeader = (name: string): RegExp =>
  new RegExp(`export declare class ${name} extends pulumi\\.\\w+(<.*>)? \\{`);

const byName = (fields: readonly Field[]): ReadonlyMap<string, Field> =>
  new Map(fields.map((field) => [field.name, field]));

interface ResourceClass {
  readonly token: string;
  readonly name: string;
  readonly declarations: string;
}

/** Of every class but the provider's, whose token is no more than the package's name. */
function classesBelow(folder: string): ResourceClass[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return entry.name === "node_modules" ? [] : classesBelow(path);
    }
    const text = entry.name.endsWith(".js") ? readFileSync(path, "utf8") : "";
    const token = /__pulumiType = ["']([^"']+:[^"']+)["']/.exec(text)?.[1];
    const name = text
      .slice(0, Math.max(text.indexOf(".__pulumiType"), 0))
      .split(/\W/)
      .at(-1);
    return token === undefined || !name ? [] : [{ token, name, declarations: path.replace(/\.js$/, ".d.ts") }];
  });
}

/** Where the declarations of a token may be, without extension, relative to the SDK. */
function declarationPaths(token: string): string[] {
  const [, module = "", name = ""] = token.split(":");
  // Of Terraform's providers the module names the file too. Of Kubernetes' groups only the first label names a folder.
  const paths = [module, `${module}/${name}`, `${module.replace(/\.[^/]*/, "")}/${name}`];
  return [...new Set(paths.map((path) => path.replace(/^index\//, "").replace(/(^|\/)index$/i, "$1index_")))];
}

function find(folder: string, path: string, listing: (path: string) => Map<string, string>): string | undefined {
  const parts = path.split("/");
  const file = `${(parts.pop() ?? "").toLowerCase()}.d.ts`;
  // The code generator's rules for capitals are its own: FooAPI may be fooAPI or fooApi.
  return listing(join(folder, ...parts)).get(file);
}

/** Deprecation is the one thing said in comments that matters here. */
function withoutComments(text: string): string {
  return text.replace(/\/\*\*[\s\S]*?\*\//g, (comment) => (comment.includes("@deprecated") ? "!deprecated " : ""));
}

/** The text between the braces that `header` opens. */
function block(text: string, header: RegExp): string | undefined {
  const match = header.exec(text);
  return match === null ? undefined : balanced(text, match.index + match[0].length);
}

function balanced(text: string, start: number): string {
  let depth = 1;
  let end = start;
  for (; depth > 0 && end < text.length; end++) {
    const character = text[end];
    depth += character === "{" ? 1 : character === "}" ? -1 : 0;
  }
  return text.slice(start, end - 1);
}

function inNamespace(text: string, name: string, depth: number): string | undefined {
  const indent = "    ".repeat(depth);
  const start = text.indexOf(`\n${indent}${depth === 0 ? "export declare " : ""}namespace ${name} {`);
  if (start < 0) {
    return undefined;
  }
  const end = text.indexOf(`\n${indent}}`, start);
  return text.slice(start, end < 0 ? undefined : end);
}

/** The bodies of a namespace's own interfaces. */
function interfacesIn(text: string, depth: number): ReadonlyMap<string, () => string> {
  const indent = "    ".repeat(depth);
  const header = new RegExp(`^${indent}(?:export )?interface (\\w+) \\{`, "gm");
  return new Map(
    [...text.matchAll(header)].map(({ 0: { length }, 1: name = "", index }) => [
      name,
      () => text.slice(index + length, text.indexOf(`\n${indent}}`, index)),
    ]),
  );
}

function members(body: string): Field[] {
  return splitTop(body, ";").flatMap((text) => {
    const match = /^(!deprecated )?(?:readonly )?(\w+)(\?)?:([\s\S]*)$/.exec(text.trim().replace(/\s+/g, " "));
    if (match === null) {
      return [];
    }
    const [, deprecated, name = "", mark, type = ""] = match;
    const bare = withoutWrapper(type.trim());
    return [
      {
        name,
        shape: shapeOf(bare),
        optional: mark !== undefined || splitTop(bare, "|").some((part) => part.trim() === "undefined"),
        deprecated: deprecated !== undefined,
      },
    ];
  });
}

function shapeOf(type: string): Shape {
  const bare = withoutWrapper(type);
  const alternatives = splitTop(bare, "|")
    .map((part) => part.trim())
    .filter((part) => part !== "undefined" && part !== "");
  if (alternatives.length === 1) {
    return singleShape(alternatives[0] ?? "");
  }
  // They name some of the values that the other alternative allows.
  const shapes = alternatives.filter((part) => !isEnum(part)).map(shapeOf);
  const [first] = shapes;
  if (first !== undefined && shapes.every((shape) => isSame(shape, first))) {
    return first;
  }
  // `string | PolicyDocument`: the provider takes text, the SDK also takes the document.
  const isDocument = shapes.length === 2 && shapes.some(isText) && shapes.some((shape) => shape.kind === "object");
  return { kind: isDocument ? "document" : "any" };
}

const isText = (shape: Shape): boolean => shape.kind === "string";

const isEnum = (type: string): boolean => type.startsWith("enums.");

function isSame(one: Shape, other: Shape): boolean {
  if ("of" in one && "of" in other) {
    return one.kind === other.kind && isSame(one.of, other.of);
  }
  return one.kind === other.kind && (one.kind !== "object" || (other.kind === "object" && one.name === other.name));
}

function singleShape(type: string): Shape {
  const bare = withoutWrapper(type);
  if (bare !== type) {
    return shapeOf(bare);
  }
  if (type.endsWith("[]")) {
    return { kind: "list", of: shapeOf(type.slice(0, -2)) };
  }
  const map = /^\{ \[key: string\]: ([\s\S]*); \}$/.exec(type);
  if (map !== null) {
    return { kind: "map", of: shapeOf(map[1] ?? "any") };
  }
  if (type.startsWith("inputs.") || type.startsWith("outputs.")) {
    return { kind: "object", name: type.slice(type.indexOf(".") + 1) };
  }
  if (type === "string" || type === "number" || type === "boolean") {
    return { kind: type };
  }
  return { kind: type.startsWith('"') || isEnum(type) ? "string" : "any" };
}

/** Without `pulumi.Input<…>`, `pulumi.Output<…>` or parentheses around the whole type. */
function withoutWrapper(type: string): string {
  const match = /^(?:pulumi\.(?:Input|Output)<([\s\S]*)>|\(([\s\S]*)\))$/.exec(type);
  const inner = match?.[1] ?? match?.[2];
  return inner !== undefined && isBalanced(inner) ? withoutWrapper(inner.trim()) : type;
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    depth += nesting(character);
    if (depth < 0) {
      return false;
    }
  }
  return depth === 0;
}

function splitTop(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? "";
    depth += nesting(character);
    if (character === separator && depth === 0) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

function nesting(character: string): number {
  return "{<([".includes(character) ? 1 : "}>)]".includes(character) ? -1 : 0;
}

function readOptional(path: string): string {
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

function memo<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    if (!made.has(key)) {
      made.set(key, make(key));
    }
    return made.get(key) as T;
  };
}

function once<T>(make: () => T): () => T {
  const made = memo(make);
  return () => made("");
}

function lastPart(text: string, separator: string): string {
  return text.slice(text.lastIndexOf(separator) + 1);
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
