const { PolicyPack } = require("@pulumi/policy");

const isThing = (resource) => resource.type === "fake:index:Thing";

new PolicyPack("levels", {
  enforcementLevel: "mandatory",
  policies: [
    {
      name: "no-bad-thing",
      description: "No thing is bad.",
      severity: "high",
      framework: { name: "house", reference: "H-1" },
      remediationSteps: "Make it good.",
      url: "https://example.org/no-bad-thing",
      configSchema: {
        properties: { word: { type: "string", default: "bad" }, most: { type: "integer", minimum: 1 } },
      },
      validateResource: (resource, report) => {
        if (!isThing(resource)) resource.notApplicable("It is no thing.");
        if (resource.props.quality === resource.getConfig().word) report(`quality is ${resource.props.quality}.`);
      },
    },
    {
      name: "quality-fixed",
      description: "A thing without quality gets one.",
      enforcementLevel: "disabled",
      remediateResource: (resource) =>
        isThing(resource) && resource.props.quality === undefined ? { ...resource.props, quality: "fixed" } : undefined,
      validateResource: (resource, report) => {
        if (isThing(resource) && resource.props.quality === undefined) report("quality is missing.");
      },
    },
    {
      name: "few-things",
      description: "A stack has few things.",
      enforcementLevel: "advisory",
      validateStack: (stack, report) => {
        const things = stack.resources.filter(isThing);
        if (things.length > 1) report(`There are ${things.length}.`, things[0].urn);
        report({ message: "elsewhere", urn: "urn:pulumi:dev::none::of::these", enforcementLevel: "mandatory" });
      },
    },
  ],
});
