const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("stack-throws", {
  policies: [
    { name: "resource-rule", description: "It sees resources.", validateResource: (_, report) => report("judged") },
    {
      name: "broken",
      description: "It breaks at the end.",
      validateStack: () => {
        throw new Error("the rule is broken");
      },
    },
  ],
});
