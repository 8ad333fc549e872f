import * as pulumi from "@pulumi/pulumi";
import { Other, Provider, Thing } from "../fake";

class Part extends pulumi.ComponentResource {
  constructor(name: string, args: pulumi.Inputs, opts?: pulumi.ComponentResourceOptions) {
    super("views:index:Part", name, args, opts);
  }

  give(outputs: pulumi.Inputs): void {
    this.registerOutputs(outputs);
  }
}

pulumi.runtime.registerResourceTransform(async ({ type, props, opts }) =>
  type === "other:mod:Other" ? { props: { ...props, byStack: true }, opts } : undefined,
);
pulumi.runtime.registerInvokeTransform(async ({ args, opts }) => ({ args: { ...args, added: 1 }, opts }));

const config = new pulumi.Config();
new Thing("configured", {
  sizes: config.requireObject<object>("sizes"),
  password: config.requireSecret("password"),
});

const first = new Thing(
  "first",
  {
    plain: "x",
    list: [1, null, { k: true }],
    hidden: pulumi.secret("hunter2"),
    __own: 1,
    defaults: { __defaults: [] },
  },
  {
    protect: true,
    ignoreChanges: ["plain"],
    deleteBeforeReplace: true,
    customTimeouts: { create: "1h30m", delete: "10s" },
    additionalSecretOutputs: ["out"],
    aliases: [{ name: "old" }],
  },
);
new Thing("second", {
  fromFirst: first.out,
  itsId: first.id,
  mixed: pulumi.interpolate`x-${first.id}`,
  itsUrn: first.urn,
});
new Thing("ordered", {}, { dependsOn: first });

const explicit = new Provider("explicit", { region: "r2", token: pulumi.secret("hunter3") });
const unsettled = new Provider("unsettled", { region: first.out });
new Thing("unchecked", { v: 1 }, { provider: unsettled });

const part = new Part("part", { first, secret: pulumi.secret("hunter4") }, { protect: true, providers: [explicit] });
const child = new Thing("child", {}, { parent: part });
const inner = new Part("inner", { part }, { parent: part });
new Thing("grandchild", { v: child.id }, { parent: inner, protect: false });
new Thing("child-of-child", {}, { parent: child });
new Other("of-another-package", {}, { parent: inner });
part.give({ childOut: child.out, known: 1 });

const mixed = new Part(
  "mixed",
  {},
  { transforms: [async ({ props, opts }) => ({ props: { ...props, own: 1 }, opts })] },
);
new Thing(
  "transformed",
  { v: child.out },
  {
    parent: mixed,
    transforms: [async ({ props, opts }) => ({ props: { ...props, late: pulumi.secret("hunter5") }, opts })],
  },
);

new Thing("references", { first, part });
const read = new Thing("read", { given: 1 }, { id: "the-id" });
new Thing("after-read", { v: read.out, itsId: read.id });
new Thing("after-invoke", { v: pulumi.runtime.invokeOutput("fake:index:fn", { x: 1 }, { version: "1.2.3" }) });
new Thing("stacked", { v: new pulumi.StackReference("organization/network/prod").getOutput("vpc") });

export const out = first.out;
export const plain = "p";
export const linked = child;
