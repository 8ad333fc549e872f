import type { PropertyDefinition, TypeDefinition } from "@pulumi/pulumi/provider/experimental/analyzer";
import type { Control } from "../protocol";
import { describeLimit } from "../protocol/limit";
import type { ComponentSource } from "./component-source";
import { fileOf } from "./components";
import { table } from "./markdown";

/** The page of a component. */
export function componentPage({ name, definition, types, controls, cost, example }: ComponentSource): string {
  return [
    `# ${name}`,
    "",
    definition.description ?? "",
    "",
    `Type token: \`palisade:index:${name}\`.`,
    "",
    "## What it costs",
    "",
    cost,
    "",
    "## Example",
    "",
    "```ts",
    `${example}\`\`\``,
    "",
    "## Arguments",
    "",
    ...propertyTable(definition.inputs),
    "",
    ...types.flatMap(typeSection),
    "## Outputs",
    "",
    ...table(
      ["Output", "Type", "Meaning"],
      Object.entries(definition.outputs).map(([output, property]) => [
        `\`${output}\``,
        typeName(property),
        sentence(property.description),
      ]),
    ),
    "",
    "## Controls that it serves",
    "",
    ...table(["Control", "Duty", "Limits"], controls.map(controlRow)),
    "",
    "† The library's own, where the clause leaves it open.",
    "",
  ].join("\n");
}

/** The page that lists the components. */
export const componentIndex = (sources: readonly ComponentSource[]): string =>
  [
    "# Components",
    "",
    ...table(
      ["Component", "What it makes"],
      sources.map(({ name, definition }) => [
        `[${name}](${fileOf(name)}.md)`,
        sentence(definition.description).split(/(?<=\.) /)[0] ?? "",
      ]),
    ),
    "",
  ].join("\n");

const controlRow = ({ id, title, limits }: Control): readonly string[] => [
  id,
  title,
  Object.entries(limits)
    .filter(([, { value }]) => typeof value !== "object")
    .map(([name, limit]) => `\`${name}\` ${describeLimit(limit)}${limit.origin === "library" ? "†" : ""}`)
    .join("; "),
];

function typeSection({ name, description, properties, enum: members }: TypeDefinition): readonly string[] {
  const rows =
    members === undefined
      ? propertyTable(properties ?? {})
      : table(
          ["Member", "Value", "Meaning"],
          members.map((member) => [`\`${member.name}\``, `\`${member.value}\``, sentence(member.description)]),
        );
  return [`### ${name}`, "", description ?? "", "", ...rows, ""];
}

const propertyTable = (properties: Readonly<Record<string, PropertyDefinition>>): readonly string[] =>
  table(
    ["Argument", "Type", "Required", "Meaning, limits and default"],
    Object.entries(properties).map(([name, property]) => [
      `\`${name}\``,
      typeName(property),
      property.optional ? "" : "yes",
      sentence(property.description),
    ]),
  );

function typeName(property: PropertyDefinition): string {
  if (property.items) {
    return `list of ${typeName(property.items)}`;
  }
  if (property.additionalProperties) {
    return `map of ${typeName(property.additionalProperties)}`;
  }
  if ("$ref" in property) {
    const reference = decodeURIComponent(property.$ref);
    const token = reference.replace(/^.*#\/(resources|types)\//, "").replace("palisade:index:", "");
    return reference.endsWith("/Any") ? "anything" : `\`${token}\``;
  }
  return property.type;
}

const sentence = (text: string | undefined): string => (text ?? "").replace(/\s+/g, " ");
