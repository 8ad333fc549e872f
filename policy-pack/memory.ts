import type { ResourceValidationArgs } from "@pulumi/policy";
import { type Declaration, declare, declaredIn, type Problem, type Source } from "../protocol/declaration";
import type { Value } from "./node";
import { rawProperties } from "./pulumi-view";

/** What one run of the pack knows beyond the request at hand. */
export class Memory {
  /** What the stack declares; of its policy configuration, once `stack-declaration` has run. */
  declaration: Declaration;
  problems: readonly Problem[];

  /** The environment that the stack's own configuration declares, the only one that is known when the pack starts. */
  readonly levelsFor: Declaration["env"]["value"];

  /**
   * What each resource asked for, by URN. Pulumi shows stack policies the planned state alone, in which a property that the
   * program left to the provider looks like one whose value is not known yet.
   */
  readonly inputs = new Map<string, Value>();

  private readonly stackConfiguration: Source;

  /** @param configuration of the stack, by full key */
  constructor(configuration: Readonly<Record<string, string>>) {
    this.stackConfiguration = { from: "stack configuration", values: declaredIn(Object.entries(configuration)) };
    const { declaration, problems } = declare([this.stackConfiguration]);
    this.declaration = declaration;
    this.problems = problems;
    this.levelsFor = declaration.env.value;
  }

  /** Called for every resource by the policy that comes first. */
  learn(args: ResourceValidationArgs): void {
    if (this.inputs.size === 0) {
      const { declaration, problems } = declare([
        { from: "policy configuration", values: args.getConfig() },
        this.stackConfiguration,
        { from: "stack tags", values: declaredIn(args.stackTags) },
      ]);
      this.declaration = declaration;
      this.problems = problems;
    }
    this.inputs.set(args.urn, rawProperties(args.props));
  }
}
