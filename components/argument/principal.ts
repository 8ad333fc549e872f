import * as pulumi from "@pulumi/pulumi";
import type { Control } from "../../protocol/control";
import type { Refuse } from "./refusal";

/**
 * A session of a role, a wildcard or a whole account would be more than who is meant.
 * @throws RefusedArgumentError for what is not the ARN of one IAM role or user.
 */
export function assertPrincipals(refuse: Refuse, argument: string, arns: readonly string[], control: Control): void {
  for (const arn of arns) {
    if (typeof arn !== "string" || !/^arn:[a-z-]+:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/.test(arn)) {
      throw refuse(argument, arn, "the ARN of one IAM role or user", control);
    }
  }
}

/** Those that are known before anything is made. */
export const plain = (arns: readonly pulumi.Input<string>[]): readonly string[] =>
  arns.filter((arn) => typeof arn === "string");

/**
 * The principals once all of them are known.
 * @throws RefusedArgumentError through the output, as `assert` does.
 */
export const principalsOf = (
  arns: readonly pulumi.Input<string>[],
  assert: (known: readonly string[]) => void,
): pulumi.Output<readonly string[]> =>
  pulumi.output([...arns]).apply((known) => {
    assert(known);
    return known;
  });
