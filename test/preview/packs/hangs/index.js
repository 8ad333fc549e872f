const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("hangs", {
  policies: [
    {
      name: "endless",
      description: "It never answers.",
      validateResource: (resource) =>
        resource.type === "fake:index:Thing" ? new Promise(() => setInterval(() => undefined, 1000)) : undefined,
    },
  ],
});
