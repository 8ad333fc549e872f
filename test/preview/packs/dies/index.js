const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("dies", {
  policies: [
    {
      name: "fatal",
      description: "It ends the pack.",
      validateResource: (resource) => {
        if (resource.type === "fake:index:Thing") {
          console.error("last words");
          process.exit(3);
        }
      },
    },
  ],
});
