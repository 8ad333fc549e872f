import assert from "node:assert/strict";
import { ESLint } from "eslint";

const eslint = new ESLint();

/** What the lint says of a file that holds nothing but this. */
async function complaints(filePath: string, code: string): Promise<readonly string[]> {
  const [result] = await eslint.lintText(`${code}\n`, { filePath });
  return (result?.messages ?? [])
    .filter(({ ruleId }) => ruleId?.endsWith("no-restricted-imports"))
    .map((m) => m.message);
}

const wrong: readonly (readonly [file: string, code: string, message: RegExp])[] = [
  [
    "policy-pack/x.ts",
    'export { Key } from "../components";',
    /policy-pack\/ may import only: protocol, result, waivers\./,
  ],
  ["policy-pack/network/x.ts", 'export { Key } from "../../components/key";', /policy-pack\/ may import only/],
  ["policy-pack/x.ts", 'import { kms } from "@pulumi/aws";\nexport const a = kms;', /by their types only/],
  ["policy-pack/policies/x.ts", 'export * from "./key-rotation";', /A policy never knows another policy/],
  [
    "policy-pack/policies/x.ts",
    'import { Secret } from "@pulumi/policy";\nexport const a = Secret;',
    /without Pulumi's SDK/,
  ],
  ["protocol/x.ts", 'export { readFileSync } from "node:fs";', /imports nothing but its own files/],
  ["protocol/x.ts", 'export * from "../result/result";', /protocol\/ may import only: itself\./],
  ["result/x.ts", 'export * from "../preview/run";', /result\/ may import only: protocol\./],
  ["components/x.ts", 'export * from "../policy-pack/node";', /components\/ may import only: protocol\./],
  ["stacks/x.ts", 'export * from "../protocol/log";', /stacks\/ may import only: components\./],
  ["preview/x.ts", 'export * from "../policy-pack/node";', /preview\/ may import only/],
  ["report/x.ts", 'export * from "../preview/run";', /report\/ may import only: protocol, result\./],
  ["cli/x.ts", 'export * from "../test/support/cli";', /cli\/ may import only/],
];

const right: readonly (readonly [file: string, code: string])[] = [
  ["policy-pack/x.ts", 'export * from "../protocol/log";'],
  ["policy-pack/x.ts", 'import type { kms } from "@pulumi/aws";\nexport type A = kms.Key;'],
  ["policy-pack/policies/x.ts", 'export * from "../network/ports";'],
  ["components/x.ts", 'export * from "../protocol/log";'],
  ["stacks/x.ts", 'export * from "../components";'],
  ["cli/x.ts", 'export * from "../report/text";'],
];

describe("the lint", function () {
  this.timeout(30_000);

  for (const [file, code, message] of wrong) {
    it(`refuses in ${file}: ${code.split("\n")[0] ?? ""}`, async () => {
      assert.match((await complaints(file, code)).join("\n"), message);
    });
  }

  for (const [file, code] of right) {
    it(`accepts in ${file}: ${code.split("\n")[0] ?? ""}`, async () => {
      assert.deepEqual(await complaints(file, code), []);
    });
  }
});
