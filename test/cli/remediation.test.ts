import assert from "node:assert/strict";
import path from "node:path";
import type { Result } from "../../result/result";
import { palisade } from "../support/cli";
import { needsPulumi } from "../support/pulumi";
import { temporaryProject } from "../support/project";

const program = {
  "Pulumi.yaml": "name: shop\nruntime: nodejs\nmain: index.js\n",
  "Pulumi.dev.yaml": "config:\n  aws:region: eu-central-1\n",
  "policies.yaml": "key-rotation: remediate\n",
  "index.js": `
    const aws = require("@pulumi/aws");
    const pulumi = require("@pulumi/pulumi");
    const other = new aws.kms.Key("unknown", { enableKeyRotation: true });
    new aws.kms.Key("key", {
      rotationPeriodInDays: 2000,
      description: other.keyId,
      policy: pulumi.secret(JSON.stringify({ Statement: [] })),
      tags: { list: other.arn },
    });
    new aws.kms.Key("signing", { customerMasterKeySpec: "RSA_4096", keyUsage: "SIGN_VERIFY" });
  `,
};

describe("a policy at level remediate", function () {
  this.timeout(60_000);

  for (const engine of ["embedded", "pulumi"]) {
    it(`mends what it can, and that alone (${engine})`, function () {
      if (engine === "pulumi") {
        needsPulumi.call(this);
      }
      const folder = temporaryProject(program);
      const configuration = ["--policy-pack-config", path.join(folder, "policies.yaml")];
      const args = ["preview", "--program", folder, "--engine", engine, ...configuration, "--format", "json"];
      const { status, stdout } = palisade(args);
      const { remediations, findings } = JSON.parse(stdout) as Result;
      assert.deepEqual(remediations, [
        {
          policy: "key-rotation",
          pack: "palisade",
          urn: "urn:pulumi:dev::shop::aws:kms/key:Key::key",
          changed: ["enableKeyRotation", "rotationPeriodInDays"],
        },
      ]);
      assert.deepEqual(
        findings.map(({ policy, name, level }) => [policy, name, level]),
        [["key-rotation", "signing", "advisory"]],
      );
      assert.equal(status, 0);
    });
  }
});
