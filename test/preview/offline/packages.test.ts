import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { offlineProvider } from "../../../preview/offline/index";
import { UNKNOWN, type Properties } from "../../../preview/wire";

/** Declarations as Pulumi's code generator writes them. */
function declared(name: string, inputs: Readonly<Record<string, string>>, outputs: Readonly<Record<string, string>>) {
  const lines = (fields: Readonly<Record<string, string>>, before: string) =>
    Object.entries(fields).map(([field, type]) => `    ${before}${field}: ${type};`);
  return [
    'import * as pulumi from "@pulumi/pulumi";',
    `export declare class ${name} extends pulumi.CustomResource {`,
    `    static get(name: string, id: pulumi.Input<pulumi.ID>): ${name};`,
    ...lines(outputs, "readonly "),
    "}",
    `export interface ${name}Args {`,
    ...lines(inputs, ""),
    "}",
  ].join("\n");
}

const text = "pulumi.Input<string>";
const told = "pulumi.Output<string>";

/** Files of SDKs, by their path below node_modules. */
const files: Readonly<Record<string, string>> = {
  "@acme/pulumi-cloud/package.json": JSON.stringify({
    name: "@acme/pulumi-cloud",
    version: "1.0.0",
    main: "bin/index.js",
    pulumi: { resource: true, name: "cloud" },
  }),
  "@acme/pulumi-cloud/bin/net/wall.d.ts": declared(
    "Wall",
    { "name?": text, "port?": "pulumi.Input<number>", "rules?": "pulumi.Input<pulumi.Input<inputs.net.WallRule>[]>" },
    { name: told, port: "pulumi.Output<number | undefined>", address: told },
  ),
  "@acme/pulumi-cloud/bin/types/input.d.ts": [
    'import * as pulumi from "@pulumi/pulumi";',
    "export declare namespace net {",
    "    interface WallRule {",
    "        /** From where. */",
    "        from: pulumi.Input<string>;",
    '        kind?: pulumi.Input<"allow" | "deny">;',
    "        either?: pulumi.Input<inputs.net.WallRule | inputs.net.Other>;",
    "    }",
    "}",
  ].join("\n"),
  "@acme/pulumi-cloud/bin/oddName.d.ts": declared("Odd", { "size?": "pulumi.Input<number>" }, { size: told }),
  "@acme/pulumi-cloud/bin/oddName.js":
    "class Odd {\n    static __pulumiType = 'cloud:index:Odd';\n    type = Odd.__pulumiType;\n}",
  "@pulumi/cloudflare/package.json": JSON.stringify({
    name: "@pulumi/cloudflare",
    version: "6.0.0",
    pulumi: { resource: true, name: "cloudflare" },
  }),
  "@pulumi/cloudflare/zone.d.ts": declared("Zone", { "name?": text }, { name: told }),
  "@pulumi/azure/package.json": JSON.stringify({ name: "@pulumi/azure", version: "6.0.0", pulumi: { resource: true } }),
  "@pulumi/azure/storage/account.d.ts": declared(
    "Account",
    { "name?": text, resourceGroupName: text, "location?": text },
    { name: told, resourceGroupName: told, location: told },
  ),
  "@pulumi/azure-native/package.json": JSON.stringify({
    name: "@pulumi/azure-native",
    version: "3.0.0",
    pulumi: { resource: true },
  }),
  "@pulumi/azure-native/storage/storageAccount.d.ts": declared(
    "StorageAccount",
    { "accountName?": text, resourceGroupName: text, "location?": text, "isHnsEnabled?": "pulumi.Input<boolean>" },
    { name: told, location: told, isHnsEnabled: "pulumi.Output<boolean | undefined>" },
  ),
  "@pulumi/azure-native/storage/blobContainer.d.ts": declared(
    "BlobContainer",
    { accountName: text, "containerName?": text, resourceGroupName: text },
    { name: told },
  ),
  "@pulumi/azure-native/authorization/roleAssignment.d.ts": declared(
    "RoleAssignment",
    { "roleAssignmentName?": text, scope: text },
    { name: told, scope: told },
  ),
  "@pulumi/aws-native/package.json": JSON.stringify({
    name: "@pulumi/aws-native",
    version: "1.0.0",
    pulumi: { resource: true },
  }),
  "@pulumi/aws-native/s3/bucket.d.ts": declared("Bucket", { "bucketName?": text }, { arn: told }),
};

const checks: readonly { what: string; type: string; given: Properties; checked: Properties }[] = [
  {
    what: "converts values and makes up a name for a package of another scope",
    type: "cloud:net/wall:Wall",
    given: { port: "22", rules: [{ from: 1, either: { from: "2" } }] },
    checked: { name: "Main-fd76794", port: 22, rules: [{ from: "1", either: { from: "2" } }] },
  },
  {
    what: "keeps a name, even an unknown one",
    type: "cloud:net/wall:Wall",
    given: { name: UNKNOWN },
    checked: { name: UNKNOWN },
  },
  {
    what: "leaves what is not Terraform's as it is",
    type: "cloud:index:Odd",
    given: { size: "22" },
    checked: { size: "22" },
  },
  {
    what: "makes up no name where the package's provider does not",
    type: "cloudflare:index/zone:Zone",
    given: {},
    checked: {},
  },
  {
    what: "makes up a name in lower case, and leaves the place to the resource group",
    type: "azure:storage/account:Account",
    given: { resourceGroupName: UNKNOWN },
    checked: { name: "maina23d7258", resourceGroupName: UNKNOWN, location: UNKNOWN },
  },
  {
    what: "makes up the last part of a path in a resource group",
    type: "azure-native:storage:StorageAccount",
    given: { resourceGroupName: "rg", location: "westeurope" },
    checked: { accountName: "Mainb6b5fbf1", resourceGroupName: "rg", location: "westeurope" },
  },
  {
    what: "copies the logical name inside another resource",
    type: "azure-native:storage:BlobContainer",
    given: { accountName: "a", resourceGroupName: "rg" },
    checked: { accountName: "a", resourceGroupName: "rg", containerName: "Main" },
  },
  {
    what: "makes up a UUID for a role's assignment",
    type: "azure-native:authorization:RoleAssignment",
    given: { scope: "s" },
    checked: { scope: "s", roleAssignmentName: "d52998ff-8b22-bcfd-d6f1-dad40dfdf6c4" },
  },
  {
    what: "makes up the name that Cloud Control asks for",
    type: "aws-native:s3:Bucket",
    given: {},
    checked: { bucketName: "Main-871ec3f" },
  },
];

describe("The offline provider of any package", () => {
  let root: string;

  before(() => {
    root = mkdtempSync(path.join(tmpdir(), "palisade-sdks-"));
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(path.join(root, "node_modules", path.dirname(file)), { recursive: true });
      writeFileSync(path.join(root, "node_modules", file), content);
    }
  });

  after(() => rmSync(root, { recursive: true }));

  const check = (type: string, inputs: Properties) =>
    offlineProvider({ name: type.split(":")[0] ?? "", version: "" }, root).check({
      urn: `urn:pulumi:dev::app::${type}::Main`,
      type,
      inputs,
      configuration: {},
    });

  for (const { what, type, given, checked } of checks) {
    it(what, () => assert.deepEqual(check(type, given), { inputs: checked, failures: [] }));
  }

  it("says what is missing inside, but of no type that another may stand for", () => {
    const { failures } = check("cloud:net/wall:Wall", { rules: [{ either: {} }] });
    assert.deepEqual(
      failures.map(({ reason }) => reason),
      ["Missing required property 'rules[0].from'"],
    );
  });

  it("warns of types that are wrong, also where the provider converts by itself", () => {
    assert.deepEqual(check("cloud:index:Odd", { size: "big" }).warnings, [
      'size is "big", where a number is expected.',
    ]);
    assert.deepEqual(check("azure-native:storage:StorageAccount", { isHnsEnabled: "true" }).warnings, [
      'isHnsEnabled is "true", where a boolean is expected.',
    ]);
  });

  it("plans what is computed as unknown", () => {
    const type = "cloud:net/wall:Wall";
    const provider = offlineProvider({ name: "cloud", version: "" }, root);
    assert.deepEqual(provider.create({ urn: `urn:pulumi:dev::app::${type}::Main`, type, inputs: { name: "n" } }), {
      name: "n",
      address: UNKNOWN,
      id: UNKNOWN,
    });
  });
});
