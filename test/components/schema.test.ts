import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  Analyzer,
  type AnalyzeResult,
  type ComponentDefinition,
  type PropertyDefinition,
} from "@pulumi/pulumi/provider/experimental/analyzer";
import { getPulumiComponents } from "@pulumi/pulumi/provider/experimental/provider";
import * as components from "../../components";
import { firewallRoles } from "../../components/firewall";
import { keyRoles } from "../../components/key";
import { pathRoles } from "../../components/path";
import { networkRoles } from "../../components/vpc/roles";

const folder = join(__dirname, "../../components");
const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { name: string };

/** What users of other languages see: the inputs of each component, those that they must give with a `!`. */
const inputs: Record<string, readonly string[]> = {
  Firewall: ["vpcId!", "description!", "role", "tags!", "overrides"],
  Key: [
    "description!",
    "administrators!",
    "users",
    "services",
    "rotationDays",
    "multiRegion",
    "accountId",
    "tags!",
    "overrides",
  ],
  Network: [
    "cidrBlock!",
    "zones!",
    "logs!",
    "tags!",
    "nat",
    "gatewayEndpoints",
    "interfaceEndpoints",
    "clientPorts",
    "redirectHttp",
    "flows",
    "accountId",
    "overrides",
  ],
  Path: [
    "from!",
    "to!",
    "port!",
    "toPort",
    "rangeReason",
    "protocol",
    "description!",
    "redirect",
    "clientPorts",
    "tags!",
    "overrides",
  ],
};

const outputs: Record<string, readonly string[]> = {
  Firewall: ["securityGroupId", "role", "group"],
  Key: ["keyArn", "keyId", "aliasName", "key", "alias"],
  Network: [
    "vpcId",
    "cidrBlock",
    "publicSubnetIds",
    "privateSubnetIds",
    "dataSubnetIds",
    "privateCidrBlocks",
    "natAddresses",
    "endpointSecurityGroupId",
    "flowLogGroupName",
    "dnsLogGroupName",
    "vpc",
    "publicSubnets",
    "privateSubnets",
    "dataSubnets",
    "privateRouteTables",
    "dataRouteTable",
    "flowLogGroup",
    "dnsLogGroup",
  ],
  Path: ["ingress", "egress"],
};

const roles: Record<string, readonly string[]> = {
  Firewall: firewallRoles,
  Key: keyRoles,
  Network: networkRoles,
  Path: pathRoles,
};

describe("component package", () => {
  const names = getPulumiComponents(components).map(({ name }) => name);
  let schema: AnalyzeResult;

  before(function () {
    // Type-checks the components and all that they import.
    this.timeout(120_000);
    schema = new Analyzer(folder, "palisade", manifest, new Set(names)).analyze();
  });

  const component = (name: string): ComponentDefinition => {
    const definition = schema.components[name];
    assert.ok(definition, name);
    return definition;
  };

  it("is named so that tokens are palisade:index:…", () => {
    assert.equal(manifest.name.split("/").at(-1), "palisade");
  });

  it("has the components whose inputs stand here", () => {
    assert.deepEqual(names.toSorted(), Object.keys(inputs).toSorted());
    assert.deepEqual(Object.keys(schema.components).toSorted(), Object.keys(inputs).toSorted());
  });

  for (const name of Object.keys(inputs)) {
    it(`lets every language make a ${name}`, () => {
      const stated = Object.entries(component(name).inputs).map(([input, { optional }]) =>
        optional ? input : `${input}!`,
      );
      assert.deepEqual(stated, inputs[name]);
    });

    it(`shows the outputs of a ${name} and no field of its own`, () => {
      assert.deepEqual(Object.keys(component(name).outputs), outputs[name]);
    });

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
      assert.deepEqual(listed, roles[name]);
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

  it("has choices as enums, whose members other languages can name", () => {
    const enums = Object.values(schema.typeDefinitions).flatMap((type) => ("enum" in type ? [type.name] : []));
    assert.deepEqual(enums.toSorted(), [
      "DataClass",
      "EndRole",
      "Environment",
      "FlowEnd",
      "GatewayEndpoint",
      "InterfaceEndpoint",
      "KeyService",
      "NatStrategy",
      "Protocol",
      "RecoveryTier",
    ]);
  });
});
