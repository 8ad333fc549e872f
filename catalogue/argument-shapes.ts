import type { AnalyzeResult, PropertyDefinition } from "@pulumi/pulumi/provider/experimental/analyzer";
import type { ArgumentShapes, Properties, Requirement, ValueShape } from "../components/argument/shape";
import { REFERENCE } from "./component-source";

/** What the components' arguments are made of, as the components compare with it what a program hands them. */
export function argumentShapes({ components, typeDefinitions }: AnalyzeResult): ArgumentShapes {
  const propertiesOf = (definitions: Readonly<Record<string, PropertyDefinition>>): Properties =>
    Object.fromEntries(
      Object.entries(definitions).map(([name, definition]) => [
        name,
        { ...shapeOf(definition), ...(!definition.optional && { required: requirement(definition) }) },
      ]),
    );
  const shapeOf = (definition: PropertyDefinition): ValueShape => {
    if (definition.items) {
      return { list: shapeOf(definition.items) };
    }
    if (definition.additionalProperties) {
      return { map: shapeOf(definition.additionalProperties) };
    }
    const reference = "$ref" in definition ? definition.$ref : "";
    const type = reference.startsWith(REFERENCE) ? reference.slice(REFERENCE.length) : "";
    return typeDefinitions[type]?.properties === undefined ? {} : { object: type };
  };
  return {
    components: mapValues(components, ({ inputs }) => propertiesOf(inputs)),
    types: mapValues(typeDefinitions, ({ properties }) => propertiesOf(properties ?? {})),
  };
}

/** The first sentence of a comment, without its full stop, and the clause in brackets that it refers to. */
function requirement({ description = "" }: PropertyDefinition): Requirement {
  const sentence = description.replace(/\s+/g, " ").replace(/\.( .*)?$/, "");
  const [reference, control] = /\s*\(([A-Z]+-\d+)(?:, [A-Z]+-\d+)*\)/.exec(sentence) ?? [];
  return reference === undefined ? { meaning: sentence } : { meaning: sentence.replace(reference, ""), control };
}

const mapValues = <T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Readonly<Record<string, U>> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
