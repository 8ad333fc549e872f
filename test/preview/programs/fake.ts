import * as pulumi from "@pulumi/pulumi";

/** Resources of a package that no cloud has, so that programs start fast. */
export class Thing extends pulumi.CustomResource {
  declare readonly out: pulumi.Output<string>;

  constructor(name: string, args: object, opts?: pulumi.CustomResourceOptions) {
    super("fake:index:Thing", name, { out: undefined, ...args }, { version: "1.2.3", ...opts });
  }
}

export class Other extends pulumi.CustomResource {
  declare readonly out: pulumi.Output<string>;

  constructor(name: string, args: object, opts?: pulumi.CustomResourceOptions) {
    super("other:mod:Other", name, { out: undefined, ...args }, opts);
  }
}

export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: Record<string, pulumi.Input<string>>, opts?: pulumi.ResourceOptions) {
    super("fake", name, args, { version: "1.2.3", ...opts });
  }
}
