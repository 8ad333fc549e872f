import { readFileSync } from "node:fs";
import path from "node:path";
import {
  Analyzer,
  type AnalyzeResult,
  type ComponentDefinition,
  type TypeDefinition,
} from "@pulumi/pulumi/provider/experimental/analyzer";
import ts from "typescript";
import { type ComponentEntry, components, fileOf } from "./components";

/** What a component's own source says of it. */
export interface ComponentSource extends ComponentEntry {
  /** Its schema: what it makes, its arguments and outputs. */
  readonly definition: ComponentDefinition;
  /** The types that its arguments are made of, in the order in which they are met. */
  readonly types: readonly TypeDefinition[];
  /** What it costs to run, in broad terms. */
  readonly cost: string;
  /** A program that uses it. */
  readonly example: string;
}

/** The schema of the components as a package, which type-checks them all. @param root folder of the checkout */
export function componentSchema(root: string): AnalyzeResult {
  const folder = path.join(root, "components");
  const manifest = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as { name: string };
  const names = new Set(components.map(({ name }) => name));
  return new Analyzer(path.resolve(folder), "palisade", manifest, names).analyze();
}

/** Reads the source of every component, in a checkout. @param root folder of the checkout @param schema of its components */
export function readComponents(root: string, schema: AnalyzeResult): readonly ComponentSource[] {
  const folder = path.join(root, "components");
  return components.map((component) => {
    const definition = schema.components[component.name];
    if (definition === undefined) {
      throw new Error(`The schema has no ${component.name}.`);
    }
    const tags = tagsOf(path.join(folder, `${fileOf(component.name)}.ts`), component.name);
    return {
      ...component,
      definition,
      types: typesOf(schema, definition),
      cost: tagOf(component.name, tags, "cost"),
      example: code(tagOf(component.name, tags, "example")),
    };
  });
}

type Tags = ReadonlyMap<string, string>;

function tagOf(component: string, tags: Tags, name: string): string {
  const text = tags.get(name);
  if (text === undefined || text === "") {
    throw new Error(`The comment of ${component} has no @${name}.`);
  }
  return text;
}

/** The block tags in the comment of a class. */
function tagsOf(file: string, className: string): Tags {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const node = source.statements.find(
    (statement) => ts.isClassDeclaration(statement) && statement.name?.text === className,
  );
  const tags = node === undefined ? [] : ts.getJSDocTags(node);
  return new Map(tags.map(({ tagName, comment }) => [tagName.text, ts.getTextOfJSDocComment(comment)?.trim() ?? ""]));
}

/** What stands between the fences. */
function code(example: string): string {
  const fenced = /^```ts\n([^]*?)\n```$/.exec(example)?.[1];
  if (fenced === undefined) {
    throw new Error(`An example is not one block of TypeScript: ${example.slice(0, 80)}`);
  }
  return `${fenced}\n`;
}

/** Before the name of a type of the components, where another refers to it. */
export const REFERENCE = "#/types/palisade:index:";

function typesOf({ typeDefinitions }: AnalyzeResult, { inputs }: ComponentDefinition): readonly TypeDefinition[] {
  const met = new Map<string, TypeDefinition>();
  const meet = (text: string): void => {
    for (const [, name = ""] of text.matchAll(new RegExp(`${REFERENCE}(\\w+)`, "g"))) {
      const type = typeDefinitions[name];
      if (type !== undefined && !met.has(name)) {
        met.set(name, type);
        meet(JSON.stringify(type.properties ?? {}));
      }
    }
  };
  meet(JSON.stringify(inputs));
  return [...met.values()];
}
