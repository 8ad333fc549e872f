import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { policyJson, type Statement } from "../policy/document";
import type { Account } from "./account";
import type { Children } from "./children";

/** A role that one service of the cloud takes on. */
export interface ServiceRole {
  /** Principal of the service: `backup.amazonaws.com`. */
  readonly service: pulumi.Input<string>;
  /** What the service does to take it on, where that is more than to assume it. */
  readonly takenOnBy?: readonly string[];
  /** Conditions on the service's calls, such as the account and the ARN that it acts for. */
  readonly condition?: Statement["Condition"];
  /** What the role may do, as one inline policy. */
  readonly allows?: readonly Statement[];
  /** Policies of the cloud itself, by the part of the ARN behind `policy/`. */
  readonly managedPolicies?: readonly string[];
  /** Policies of the program by names of its own. */
  readonly policyArns?: Readonly<Record<string, pulumi.Input<string>>>;
}

/** A role, and what its users must wait for before they can rely on it. */
export interface MadeRole {
  readonly role: aws.iam.Role;
  readonly policies: readonly pulumi.Resource[];
}

export function makeServiceRole<Role extends string>(
  { name, tagged, options }: Children<Role>,
  role: Role,
  suffix: string,
  account: pulumi.Output<Account>,
  { service, takenOnBy, condition, allows = [], managedPolicies = [], policyArns = {} }: ServiceRole,
): MadeRole {
  const trust: Statement = {
    Effect: "Allow",
    Principal: { Service: service },
    Action: takenOnBy ?? "sts:AssumeRole",
    ...(condition && { Condition: condition }),
  };
  const made = new aws.iam.Role(name(suffix), tagged(role, suffix, { assumeRolePolicy: policyJson(trust) }), options);
  const inline =
    allows.length === 0
      ? []
      : [new aws.iam.RolePolicy(name(`${suffix}-policy`), { role: made.id, policy: policyJson(...allows) }, options)];
  const attach = (policy: string, policyArn: pulumi.Input<string>) =>
    new aws.iam.RolePolicyAttachment(name(`${suffix}-${policy}`), { role: made.name, policyArn }, options);
  const attached = [
    ...managedPolicies.map((policy) =>
      attach(
        policy.slice(policy.lastIndexOf("/") + 1),
        account.apply(({ partition }) => `arn:${partition}:iam::aws:policy/${policy}`),
      ),
    ),
    ...Object.entries(policyArns).map(([policy, arn]) => attach(policy, arn)),
  ];
  return { role: made, policies: [...inline, ...attached] };
}
