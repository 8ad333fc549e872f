import * as pulumi from "@pulumi/pulumi";

const provider: pulumi.dynamic.ResourceProvider = {
  check: async (_, inputs) => ({
    inputs: { ...inputs, checked: true },
    failures: inputs.refuse === true ? [{ property: "refuse", reason: "it is refused" }] : [],
  }),
  create: async (inputs) => ({ id: "made", outs: inputs }),
};

class Made extends pulumi.dynamic.Resource {
  declare readonly size: pulumi.Output<number>;

  constructor(name: string, args: pulumi.Inputs) {
    super(provider, name, { size: undefined, ...args });
  }
}

const first = new Made("first", { size: 3, hidden: pulumi.secret("hunter2") });
new Made("second", { size: first.size, itsId: first.id });

if (new pulumi.Config().getBoolean("refuse") === true) {
  new Made("refused", { refuse: true });
}
