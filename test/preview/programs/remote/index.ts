import * as pulumi from "@pulumi/pulumi";
import { Provider, Thing } from "../fake";

class Remote extends pulumi.ComponentResource {
  declare readonly out: pulumi.Output<string>;
  declare readonly title: pulumi.Output<string>;

  constructor(
    private readonly type: string,
    name: string,
    args: object,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super(type, name, { out: undefined, title: undefined, ...args }, opts, true);
  }

  describe(args: object): pulumi.Output<string> {
    return pulumi.runtime
      .call<{ text: string }>(`${this.type}/describe`, { __self__: this, ...args }, this)
      .apply(({ text }) => text);
  }
}

const config = new pulumi.Config();
const title = config.require("title");
const how = config.get("how");

const site = new Remote("site:index:Site", "site", { title, how });
new Thing("user", { title: site.title, out: site.out, text: site.describe(how === "calls" ? {} : { prefix: title }) });

const provider = new Provider("fakes", { region: "somewhere" });
const opaque = new Remote(
  "fake:index:Opaque",
  "opaque",
  { title: site.out, secret: pulumi.secret("swordfish") },
  { provider, protect: true, dependsOn: [site] },
);
new Thing("after", { title: opaque.title, out: opaque.out, text: opaque.describe({}) }, { parent: opaque });

const unknown = new Provider("unknown", { region: site.out });
new Remote("fake:index:Opaque", "unmade", { title }, { provider: unknown });
