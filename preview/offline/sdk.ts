import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** What a type in an SDK's declarations says of a value's shape, as far as conversions need it. */
export type Shape =
  | { readonly kind: "string" | "number" | "boolean" | "any" }
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
  /** The inputs by their names. */
  readonly inputNames: ReadonlySet<string>;
  readonly outputs: readonly Field[];
}

/** The declarations of an installed provider SDK. */
export interface Sdk {
  /** Of a resource class; undefined where the SDK has none for the token. */
  resource(token: string): ResourceShape | undefined;
  /** Fields of a function's result; undefined where the SDK has no such function. */
  functionResult(token: string): readonly Field[] | undefined;
  /** Fields of a nested input type, by a name such as `ec2.SecurityGroupIngress`. */
  nested(name: string): readonly Field[] | undefined;
  /** Configuration of the provider. */
  provider(): readonly Field[];
  /** Of every resource class. */
  resourceTokens(): readonly string[];
}

const sdks = new Map<string, Sdk | undefined>();

/** The SDK `@pulumi/<name>` that a program in this folder would load; undefined where it has none. */
export function installedSdk(name: string, programFolder: string): Sdk | undefined {
  const folder = findSdk(name, programFolder);
  if (folder === undefined) {
    return undefined;
  }
  if (!sdks.has(folder)) {
    sdks.set(folder, openSdk(folder));
  }
  return sdks.get(folder);
}

function findSdk(name: string, programFolder: string): string | undefined {
  try {
    return dirname(createRequire(join(programFolder, "index.js")).resolve(`@pulumi/${name}/package.json`));
  } catch {
    return undefined;
  }
}

function openSdk(folder: string): Sdk {
  const listing = memo((path: string) =>
    existsSync(path) ? new Map(readdirSync(path).map((file) => [file.toLowerCase(), join(path, file)])) : new Map(),
  );
  const declarations = memo((token: string) => {
    const path = declarationPaths(token)
      .map((candidate) => find(folder, candidate, listing))
      .find((found) => found !== undefined);
    return path === undefined ? undefined : withoutComments(readFileSync(path, "utf8"));
  });
  const nestedTypes = once(() => readOptional(join(folder, "types", "input.d.ts")));

  return {
    resource: memo((token) => {
      const text = declarations(token);
      const name = lastPart(token, ":");
      const outputs =
        text && block(text, new RegExp(`export declare class ${name} extends pulumi\\.CustomResource \\{`));
      if (!text || outputs === undefined) {
        return undefined;
      }
      const inputs = members(block(text, new RegExp(`export interface ${name}Args \\{`)) ?? "");
      return {
        inputs,
        inputNames: new Set(inputs.map((input) => input.name)),
        outputs: members(outputs).filter((member) => member.name !== "urn" && member.name !== "id"),
      };
    }),
    functionResult: memo((token) => {
      const name = lastPart(token, ":");
      const text = declarations(token);
      const result = text && block(text, new RegExp(`export interface ${upperFirst(name)}Result \\{`));
      return result === undefined ? undefined : members(result);
    }),
    nested: memo((name) => {
      const body = nestedBlock(nestedTypes(), name.split("."));
      return body === undefined ? undefined : members(withoutComments(body));
    }),
    provider: once(() => {
      const text = readOptional(join(folder, "provider.d.ts"));
      return members(block(withoutComments(text), /export interface ProviderArgs \{/) ?? "");
    }),
    resourceTokens: () => tokensBelow(folder),
  };
}

function tokensBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return entry.name === "node_modules" ? [] : tokensBelow(path);
    }
    const token = entry.name.endsWith(".js") && /__pulumiType = '([^']+)'/.exec(readFileSync(path, "utf8"))?.[1];
    return token ? [token] : [];
  });
}

/** Where the declarations of a token may be, without extension, relative to the SDK. */
function declarationPaths(token: string): string[] {
  const [, module = "", name = ""] = token.split(":");
  const path = module.replace(/^index\//, "").replace(/\/index$/, "/index_");
  // Kubernetes' modules are API versions, and only the first label of a group names its folder.
  return [path, `${path.replace(/\.[^/]*/, "")}/${name}`];
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

function nestedBlock(text: string, path: readonly string[]): string | undefined {
  let from = 0;
  let to = text.length;
  for (const [depth, name] of path.slice(0, -1).entries()) {
    const indent = "    ".repeat(depth);
    const start = text.indexOf(`\n${indent}${depth === 0 ? "export declare " : ""}namespace ${name} {`, from);
    if (start < 0 || start > to) {
      return undefined;
    }
    from = start;
    const end = text.indexOf(`\n${indent}}`, start);
    to = end < 0 ? to : end;
  }
  const start = text.indexOf(`interface ${path.at(-1)} {`, from);
  if (start < 0 || start > to) {
    return undefined;
  }
  const open = text.indexOf("{", start) + 1;
  const indent = "    ".repeat(path.length - 1);
  return text.slice(open, text.indexOf(`\n${indent}}`, open));
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
  const alternatives = splitTop(withoutWrapper(type), "|")
    .map((part) => part.trim())
    .filter((part) => part !== "undefined" && part !== "")
    .map(singleShape);
  const [first] = alternatives;
  if (first === undefined) {
    return { kind: "any" };
  }
  if (alternatives.every((shape) => shape.kind === first.kind)) {
    return first;
  }
  // `string | PolicyDocument`: the provider takes text, the SDK also takes the document.
  const texts = alternatives.some((shape) => shape.kind === "string");
  return { kind: texts && alternatives.some((shape) => shape.kind === "object") ? "string" : "any" };
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
  return { kind: type.startsWith('"') || type.startsWith("enums.") ? "string" : "any" };
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
