import type * as pulumi from "@pulumi/pulumi";
import { leastPrivilege } from "../../protocol/iam";
import { assertNames } from "./names";
import type { Refuse } from "./refusal";

/** The cloud's own policies that allow nearly everything, by the part of the ARN behind `policy/`. */
const wide: readonly string[] = ["AdministratorAccess", "PowerUserAccess", "IAMFullAccess"];

/** @throws RefusedArgumentError for what is no ARN of a policy, and for a policy that no workload may hold. */
export function assertPolicyArns(
  refuse: Refuse,
  argument: string,
  policyArns: Readonly<Record<string, pulumi.Input<string>>>,
): void {
  assertNames(refuse, argument, policyArns);
  for (const [name, arn] of Object.entries(policyArns)) {
    if (typeof arn === "string") {
      assertPolicyArn(refuse, `${argument}.${name}`, arn);
    }
  }
}

function assertPolicyArn(refuse: Refuse, argument: string, arn: string): void {
  const [, policy] = /^arn:[a-z-]+:iam::(?:aws|\d{12}):policy\/([\w+=,.@/-]+)$/.exec(arn) ?? [];
  if (policy === undefined) {
    throw refuse(argument, arn, "the ARN of an IAM policy");
  }
  if (wide.includes(policy)) {
    throw refuse(argument, arn, "a policy of what the workload needs, and no more", leastPrivilege);
  }
}
