import type { Properties, StackResourceCase } from "./view";

/** A security group of a case. */
export const group = (name: string, inputs: Properties = {}): StackResourceCase => ({
  type: "aws:ec2/securityGroup:SecurityGroup",
  name,
  inputs,
});
