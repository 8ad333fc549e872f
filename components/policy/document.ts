import * as pulumi from "@pulumi/pulumi";

/** One value or several, some or all of which may be known later. */
type Values = pulumi.Input<string> | pulumi.Input<readonly pulumi.Input<string>[]>;

/** Who a statement is about: everybody, or principals of one kind. */
export type Principal =
  "*" | { readonly AWS: Values } | { readonly Service: Values } | { readonly Federated: pulumi.Input<string> };

/** One statement of a policy of a role, a bucket, a topic and the like. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: pulumi.Input<Principal>;
  readonly Action: string | readonly string[];
  readonly Resource?: Values;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Values>>>>;
}

/** A denial of all actions but those that it names. */
interface Confinement extends Pick<Statement, "Sid" | "Resource" | "Condition"> {
  readonly Effect: "Deny";
  readonly NotAction: readonly string[];
}

/** The policy of these statements. */
export const policyDocument = (...statements: readonly (Statement | Confinement)[]) => ({
  Version: "2012-10-17",
  Statement: statements,
});

/** The policy of these statements as JSON. It is known at preview only where every part of it is. */
export const policyJson = (...statements: readonly Statement[]): pulumi.Output<string> =>
  pulumi.jsonStringify(policyDocument(...statements));
