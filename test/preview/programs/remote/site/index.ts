import * as pulumi from "@pulumi/pulumi";
import { Thing } from "../../fake";

class Site extends pulumi.ComponentResource {
  readonly out: pulumi.Output<string>;

  constructor(name: string, args: pulumi.Inputs, opts: pulumi.ComponentResourceOptions) {
    super("site:index:Site", name, args, opts);
    this.out = new Thing(
      `${name}-thing`,
      { title: args.title, stage: new pulumi.Config("remote").get("stage") },
      { parent: this },
    ).out;
    this.registerOutputs({ out: this.out });
  }
}

const provider: pulumi.provider.Provider = {
  version: "1.0.0",
  construct: async (name, _, args, opts) => {
    switch (args.how) {
      case "throws":
        throw new Error("it is not to be");
      case "refuses":
        throw new pulumi.InputPropertyError({ propertyPath: "title", reason: "it is too short" });
      case "exits":
        return process.exit(3);
      default: {
        const { urn, out } = new Site(name, args, opts);
        return { urn, state: { out, title: args.title } };
      }
    }
  },
  call: async (_, args) => {
    if (args.prefix === undefined) {
      throw new Error("it needs a prefix");
    }
    return { outputs: { text: pulumi.interpolate`${args.prefix} site` } };
  },
};

void pulumi.provider.main(provider, process.argv.slice(2));
