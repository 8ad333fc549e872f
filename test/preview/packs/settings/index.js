const { PolicyPack } = require("@pulumi/policy");

const report = (name, configSchema) => ({
  name,
  description: name,
  enforcementLevel: "mandatory",
  configSchema,
  validateResource: (resource, reportViolation) => {
    if (resource.type === "pulumi:pulumi:Stack") reportViolation(JSON.stringify(resource.getConfig()));
  },
});

new PolicyPack(
  "settings",
  {
    policies: [
      report("parametrized", {
        properties: {
          a: { type: "string", default: "schema" },
          b: { type: "string", default: "schema" },
          c: { type: "string", default: "schema" },
        },
      }),
      report("plain"),
      report("off"),
    ],
  },
  { parametrized: { b: "pack", c: "pack" }, off: "disabled" },
);
