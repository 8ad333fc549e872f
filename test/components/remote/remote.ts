import path from "node:path";
import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { Analyzer, type ComponentDefinition } from "@pulumi/pulumi/provider/experimental/analyzer";
import * as components from "../../../components";

const folder = path.join(__dirname, "../../../components");

/** What programs of other languages have: each component as a call to the package, and the choices as they are. */
export function remoteComponents(): object {
  const classes = Object.entries<unknown>(components).filter(([, value]) => isComponent(value));
  const names = new Set(classes.map(([name]) => name));
  const manifest = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as { name: string };
  const schema = new Analyzer(folder, "palisade", manifest, names).analyze();
  const remote = Object.values(schema.components).map((component) => [component.name, remoteClass(component)]);
  return { ...components, ...Object.fromEntries(remote) };
}

const isComponent = (value: unknown): boolean =>
  typeof value === "function" && value.prototype instanceof pulumi.ComponentResource;

interface Arguments {
  readonly zones?: readonly string[];
  readonly role?: components.EndRole;
}

/** As a generated SDK has it: inputs as given, outputs to be filled. */
function remoteClass({ name, outputs }: ComponentDefinition) {
  return class extends pulumi.ComponentResource {
    readonly #role: components.EndRole;

    constructor(resource: string, args: Arguments, opts?: pulumi.ComponentResourceOptions) {
      const properties = { ...Object.fromEntries(Object.keys(outputs).map((output) => [output, undefined])), ...args };
      super(`palisade:index:${name}`, resource, properties, opts, true);
      this.#role = args.role ?? roles[name] ?? components.EndRole.Workload;
      for (const [output, definition] of Object.entries(outputs)) {
        if ("items" in definition && args.zones !== undefined) {
          Object.assign(this, { [output]: elements(this, output, args.zones.length) });
        }
      }
    }

    /** What a program writes that has no getters. */
    get end(): object {
      const { securityGroupId } = this as unknown as { readonly securityGroupId: pulumi.Output<string> };
      return { securityGroupId, role: this.#role };
    }
  };
}

/** A list whose parts are not known yet is not known as a whole: programs take its elements one by one. */
function elements(component: object, output: string, length: number): readonly pulumi.Output<unknown>[] {
  const list = (component as Readonly<Record<string, pulumi.Output<readonly unknown[]>>>)[output];
  return Array.from({ length }, (_, index) => pulumi.output(list).apply((known) => known?.[index]));
}

/** Roles of those whose role is no argument. */
const roles: Readonly<Record<string, components.EndRole>> = {
  OperationsVpn: components.EndRole.OperationsVpn,
  TlsIngress: components.EndRole.LoadBalancer,
};
