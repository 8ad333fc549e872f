import assert from "node:assert/strict";
import { comparable, observe } from "../support/engines";
import { temporaryProject } from "../support/project";
import { needsPulumi } from "../support/pulumi";

/** Programs that take long on Pulumi's engine, each the whole text of one, with the resources that it registers in all. */
const programs: Readonly<Record<string, { readonly text: string; readonly resources: number }>> = {
  "2,000 resources that depend on one another": {
    text: `
      const queues = [];
      for (let index = 0; index < 2000; index++) {
        const dependsOn = index === 0 ? [] : [queues[index >> 1]];
        queues.push(new aws.sqs.Queue("queue-" + index, { delaySeconds: index % 900 }, { dependsOn }));
      }`,
    resources: 2002,
  },
  "a property of 5 MB": {
    text: `new aws.ssm.Parameter("large", { type: "String", value: "0123456789".repeat(512 << 10) });`,
    resources: 3,
  },
  "names of any kind": {
    text: `
      const names = ["a::b", "::", "a$b::c", "münchen", "数据库-主", "🚀", "with space", 'quote"', "back\\\\slash", "per%cent", "line\\nbreak"];
      for (const name of names) {
        const parent = new pulumi.ComponentResource("test:index:Group", name);
        new aws.ssm.Parameter(name, { name: "/" + encodeURIComponent(name), type: "String", value: name }, { parent });
      }`,
    resources: 24,
  },
  "components in components, forty deep": {
    text: `
      let parent;
      for (let depth = 0; depth < 40; depth++) {
        parent = new pulumi.ComponentResource("test:index:Level" + depth, "level", {}, { parent });
      }
      new aws.sqs.Queue("deepest", {}, { parent });`,
    resources: 43,
  },
};

const suite = (): Mocha.Suite =>
  describe("the embedded preview and Pulumi's engine, at their limits,", function () {
    this.timeout(600_000);
    before(needsPulumi);

    for (const [what, { text, resources }] of Object.entries(programs)) {
      it(`agree on ${what}`, async () => {
        const program = temporaryProject({
          "Pulumi.yaml": "name: limits\nmain: index.js\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n",
          "Pulumi.dev.yaml": "config: {}\n",
          "index.js": `const aws = require("@pulumi/aws");\nconst pulumi = require("@pulumi/pulumi");\n${text}\n`,
        });
        const { embedded, pulumi } = await observe({ program, packs: ["dump-pack"], timeoutSeconds: 500 });
        assert.deepEqual(comparable(embedded), comparable(pulumi));
        assert.equal(embedded.run.outcome, "completed");
        assert.equal(embedded.run.resources.length, resources);
      });
    }
  });

// Minutes on Pulumi's engine, so that only `npm run test:full` takes them.
if (process.env.PALISADE_FULL === "1") {
  suite();
}
