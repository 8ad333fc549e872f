import { PolicyPack } from "@pulumi/policy";
import { Config, getProject, getStack } from "@pulumi/pulumi";

const wrong: number = "not checked" as unknown as number;
const word = new Config("verdicts").get("word") ?? "";

new PolicyPack("typescript", {
  policies: [
    {
      name: "told",
      description: "It knows the stack as it starts.",
      validateResource: ({ type }, report) => {
        if (type === "pulumi:pulumi:Stack") report([wrong, getProject(), getStack(), word].join(" "));
      },
    },
  ],
});
