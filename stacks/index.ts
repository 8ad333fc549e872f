import { Config } from "@pulumi/pulumi";

/** The programs of this project. A stack's configuration names the one that it is. */
const blueprints: Readonly<Record<string, () => Promise<object>>> = {
  "im-platform": () => import("./im-platform"),
  "server-estate": () => import("./server-estate"),
  unhardened: () => import("./unhardened"),
};

const name = new Config().require("blueprint");
const blueprint = blueprints[name];
if (blueprint === undefined) {
  throw new Error(`im:blueprint is ${name}; one of ${Object.keys(blueprints).join(", ")} is expected.`);
}

export = blueprint();
