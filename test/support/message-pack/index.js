// Reports each of the messages in the JSON file that its configuration names, once, on the Stack.
const { readFileSync } = require("node:fs");
const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("message-pack", {
  policies: [
    {
      name: "messages",
      description: "Says what it is told to.",
      enforcementLevel: "advisory",
      configSchema: { properties: { file: { type: "string" } }, required: ["file"] },
      validateResource: (args, report) => {
        if (args.type === "pulumi:pulumi:Stack") {
          JSON.parse(readFileSync(args.getConfig().file, "utf8")).forEach((message) => report({ message }));
        }
      },
    },
  ],
});
