const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("throws", {
  policies: [
    {
      name: "broken",
      description: "It breaks at a thing.",
      validateResource: (resource) => {
        if (resource.type === "fake:index:Thing") throw new Error("the rule is broken");
      },
    },
    {
      name: "stack-rule",
      description: "It sees the stack.",
      validateStack: (_, report) => report("the stack is judged"),
    },
  ],
});
