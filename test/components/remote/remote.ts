import * as pulumi from "@pulumi/pulumi";
import * as components from "../../../components";

/** By component, its outputs, and whether each is a list. */
export type Outputs = Readonly<Record<string, Readonly<Record<string, boolean>>>>;

/** What programs of other languages have: each component as a call to the package, and the choices as they are. */
export function remoteComponents(): object {
  // To analyze the package takes seconds, so who runs this program does it.
  const outputs = new pulumi.Config("remote").requireObject<Outputs>("outputs");
  const remote = Object.entries(outputs).map(([name, own]) => [name, remoteClass(name, own)]);
  return { ...components, ...Object.fromEntries(remote) };
}

interface Arguments {
  readonly zones?: readonly string[];
  readonly role?: components.EndRole;
}

/** As a generated SDK has it: inputs as given, outputs to be filled. */
function remoteClass(name: string, outputs: Outputs[string]) {
  return class extends pulumi.ComponentResource {
    readonly #role: components.EndRole;

    constructor(resource: string, args: Arguments, opts?: pulumi.ComponentResourceOptions) {
      const properties = { ...Object.fromEntries(Object.keys(outputs).map((output) => [output, undefined])), ...args };
      super(`palisade:index:${name}`, resource, properties, opts, true);
      this.#role = args.role ?? roles[name] ?? components.EndRole.Workload;
      for (const [output, isList] of Object.entries(outputs)) {
        if (isList && args.zones !== undefined) {
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
