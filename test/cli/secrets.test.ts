import assert from "node:assert/strict";
import path from "node:path";
import { palisade } from "../support/cli";
import { temporaryProject } from "../support/project";

const canary = "canary-7f3a91c2e0";

/** A pack that repeats what it is shown, as a careless author might. */
const indiscreetPack = {
  "pack/PulumiPolicy.yaml": "runtime:\n  name: nodejs\n  options:\n    typescript: false\n",
  "pack/package.json": '{ "name": "indiscreet", "version": "1.0.0", "main": "index.js" }',
  "pack/index.js": `
    const { PolicyPack } = require("@pulumi/policy");
    const seen = (args) => Object.values(args.props).filter((value) => typeof value === "string").join();
    new PolicyPack("indiscreet", { policies: [
      {
        name: "tells",
        description: "Tells what it sees.",
        enforcementLevel: "advisory",
        validateResource: (args, report) => report("saw " + seen(args)),
      },
    ] });
  `,
};

const program = {
  "Pulumi.yaml": "name: shop\nruntime: nodejs\nmain: index.js\n",
  "Pulumi.dev.yaml": "config:\n  aws:region: eu-central-1\n",
  ...indiscreetPack,
};

const cases: Readonly<Record<string, { program: string; status: number; args?: readonly string[] }>> = {
  "where a policy of ours finds the secret in plain text": {
    program: `
      new aws.lambda.Function("f", {
        role: "arn:aws:iam::123456789012:role/f",
        environment: { variables: { DB_PASSWORD: "${canary}" } },
      });
      new aws.ec2.Instance("i", { userDataBase64: Buffer.from("export DB_PASSWORD=${canary}\\n").toString("base64") });
    `,
    status: 1,
  },
  "where a foreign policy repeats a secret of the program": {
    program: `new aws.rds.Instance("db", { instanceClass: "db.t4g.micro", username: "app", passwordWo: pulumi.secret("${canary}") });`,
    args: ["--policy-pack", "pack"],
    status: 0,
  },
  "where the program logs one": {
    program: `
      new aws.ssm.Parameter("p", { type: "SecureString", value: pulumi.secret("${canary}") });
      setTimeout(() => pulumi.log.warn("the value is ${canary}"), 300);
    `,
    args: ["--policy-pack", "pack"],
    status: 0,
  },
  "where the program dies of one": {
    program: `
      new aws.ssm.Parameter("p", { type: "SecureString", value: pulumi.secret("${canary}") });
      setTimeout(() => { throw new Error("bad password " + "${canary}".slice(0)); }, 300);
    `,
    status: 2,
  },
};

describe("a secret", function () {
  this.timeout(60_000);
  for (const [title, { program: body, status, args = [] }] of Object.entries(cases)) {
    for (const format of ["text", "json"]) {
      it(`is in no output, ${title} (${format})`, () => {
        const folder = temporaryProject({
          ...program,
          "index.js": `
            const aws = require("@pulumi/aws");
            const pulumi = require("@pulumi/pulumi");
            ${body}
          `,
        });
        const packs = args.map((arg) => (arg === "pack" ? path.join(folder, arg) : arg));
        const outcome = palisade(["preview", "--program", folder, "--format", format, "--verbose", ...packs]);
        // The source line of an error holds what the program's author wrote there.
        const shown = (outcome.stdout + outcome.stderr).replace(/^.*index\.js:\d+\n.*\n/gm, "");
        assert.equal(shown.includes(canary), false, shown);
        assert.equal(shown.includes(Buffer.from(canary).toString("base64").slice(0, 12)), false, shown);
        assert.equal(outcome.status, status, shown);
      });
    }
  }
});
