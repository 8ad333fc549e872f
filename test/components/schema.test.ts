import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type {
  AnalyzeResult,
  ComponentDefinition,
  PropertyDefinition,
} from "@pulumi/pulumi/provider/experimental/analyzer";
import { getPulumiComponents } from "@pulumi/pulumi/provider/experimental/provider";
import * as components from "../../components";
import { ownSchema } from "../support/generated";

const manifest = JSON.parse(readFileSync("components/package.json", "utf8")) as { name: string };

/** Components by name, with the roles of their children. */
const roles = new Map(
  Object.entries<unknown>(components).flatMap(([name, value]) =>
    typeof value === "function" && "roles" in value ? [[name, value.roles as readonly string[]]] : [],
  ),
);

describe("component package", () => {
  const names = getPulumiComponents(components).map(({ name }) => name);
  let schema: AnalyzeResult;

  before(function () {
    // Type-checks the components and all that they import.
    this.timeout(120_000);
    schema = ownSchema();
  });

  const component = (name: string): ComponentDefinition => {
    const definition = schema.components[name];
    assert.ok(definition, name);
    return definition;
  };

  it("is named so that tokens are palisade:index:…", () => {
    assert.equal(manifest.name.split("/").at(-1), "palisade");
  });

  it("has every component that is exported, each with its roles and controls", () => {
    assert.deepEqual(names.toSorted(), [...roles.keys()].toSorted());
    assert.deepEqual(Object.keys(schema.components).toSorted(), [...roles.keys()].toSorted());
  });

  for (const [name, named] of roles) {
    it(`describes a ${name}, its inputs and its outputs`, () => {
      const { description, inputs: given, outputs: shown } = component(name);
      const texts = Object.entries({ ...given, ...shown }).map(([property, stated]) => [property, stated.description]);
      for (const [property, text] of [[name, description], ...texts]) {
        assert.match(text ?? "", /^[A-Z][^]*\.$/, `${name}.${property}`);
        assert.ok(!text?.includes("[object"), `${name}.${property} has a link that the schema cannot hold`);
      }
    });

    it(`says of each optional input of a ${name} what holds without it`, () => {
      for (const [input, { optional, description = "" }] of Object.entries(component(name).inputs)) {
        if (optional && input !== "overrides" && input !== "rangeReason") {
          assert.match(description, /Default: /, `${name}.${input}`);
        }
      }
    });

    it(`names every role in what it says of the overrides of a ${name}`, () => {
      const { description = "" } = component(name).inputs["overrides"] ?? {};
      const listed = /child(?:ren)?: ([^.]*)\./.exec(description.replace(/\s+/g, " "))?.[1]?.split(", ");
      assert.deepEqual(listed, named);
    });
  }

  it("describes every property of every type", () => {
    for (const type of Object.values(schema.typeDefinitions)) {
      const { properties = {} } = type as { properties?: Record<string, PropertyDefinition> };
      for (const [property, { description }] of Object.entries(properties)) {
        assert.match(description ?? "", /^[A-Z][^]*\.$/, `${type.name}.${property}`);
      }
    }
  });

  it("has choices as enums, each of whose members other languages can name", () => {
    const enums = Object.values(schema.typeDefinitions).filter((type) => "enum" in type);
    assert.notDeepEqual(enums, []);
    for (const { name, description } of enums) {
      assert.match(description ?? "", /^[A-Z][^]*\.$/, name);
    }
  });
});
